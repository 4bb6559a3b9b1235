//! What fails leaves nothing: not a row, not an entry in the audit log.

use std::collections::BTreeMap;

use jiff::civil::date;

use helhed_casework::domain::ids::FormId;
use helhed_casework::domain::note::GENERAL;
use helhed_casework::domain::referral::DeclineReason;
use helhed_casework::domain::text::Name;
use helhed_casework::family::{RenameFamily, rename_family};
use helhed_casework::intake::{Decline, TakeIn, decline, refer_family, take_in};
use helhed_casework::journal::{WriteNote, write_note};
use helhed_casework::team::{HandOver, hand_over};
use helhed_casework::testing::prose;

use crate::place::Place;

const TABLES: &str = include_str!("../../../store/migrations/sqlite/0001_house.sql");

/// How many rows each table has.
async fn rows(place: &Place) -> BTreeMap<&'static str, i64> {
    let mut rows = BTreeMap::new();
    for line in TABLES.lines() {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            let table = rest.split_whitespace().next().expect("a name");
            rows.insert(table, place.house.rows_of(table).await);
        }
    }
    assert!(rows.len() > 30, "the tables are read from the migration");
    rows
}

pub(crate) async fn what_fails_leaves_nothing(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let lund = house.a_family("Lund").await;
    let (before, head) = (rows(place).await, house.audit_head().await.expect("a head"));

    // The last of twelve people cannot be entered: neither can the first.
    let mut ctx = place.change_there(&house.jens).await;
    let mut referral = house.referral_of("Krog");
    referral.people.push(referral.people[0].clone());
    assert!(refer_family(&mut ctx, referral).await.is_err());
    drop(ctx);
    let mut ctx = house.change(&house.lone).await;
    let nobody = TakeIn {
        referral: lund.referral,
        coordinator: house.jens.account,
        start: date(2026, 11, 24),
    };
    assert!(take_in(&mut ctx, nobody).await.is_err());
    let no_reason = Decline {
        referral: lund.referral,
        reason: DeclineReason::new("fordi"),
        word: None,
    };
    assert!(decline(&mut ctx, no_reason).await.is_err());
    let to_nobody = HandOver {
        from: house.karen.account,
        to: house.jens.account,
        word: None,
    };
    assert!(hand_over(&mut ctx, to_nobody).await.is_err());
    drop(ctx);
    let mut ctx = place.change_there(&house.bo).await;
    let strangers = RenameFamily {
        family: holm.id,
        version: 1,
        name: Name::parse("Bos").expect("a name"),
    };
    assert!(rename_family(&mut ctx, strangers).await.is_err());
    drop(ctx);

    assert_eq!(rows(place).await, before);
    assert_eq!(house.audit_head().await.expect("a head"), head);
}

pub(crate) async fn what_is_not_committed_never_was(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let before = rows(place).await;
    let form: FormId = house.new_id(house.now());
    let mut ctx = house.change(&house.karen).await;
    let note = WriteNote {
        family: holm.id,
        category: GENERAL.into(),
        person: None,
        about: date(2026, 11, 24),
        body: prose("Dette blev aldrig sagt."),
    };
    write_note(&mut ctx, note).await.expect("written");
    drop(ctx);
    assert_eq!(rows(place).await, before);
    // The next writer is not held up, and the form that was not kept may be sent again.
    let mut ctx = place.change_there(&house.karen).await;
    assert_eq!(ctx.sent_before(form).await.expect("read"), None);
}
