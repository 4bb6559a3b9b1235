//! Cases that have been kept long enough: proposed, approved by two, archived, deleted; and what stops it.

use std::process::Command;

use helhed_casework::Stop;
use helhed_casework::course::{ReopenCourse, reopen_course};
use helhed_casework::domain::retention::{ApprovalRefusal, CaseType, PurgeRefusal, Tombstone};
use helhed_casework::keeping::{
    ApprovePurgeError, HoldCaseError, approve_purge, archive_case, archive_xml, hold_case,
    keep_ledger, lift_hold, note_archive_pdf, propose_due, purge_again, purge_approved,
    read_ledger, retention_page, tombstones,
};
use helhed_casework::testing::{AFamily, instant, line};
use jiff::Timestamp;

use crate::place::Place;

/// A family that was taken in and whose course has ended, with a file and a note.
async fn ended<'h>(place: &'h Place, name: &str) -> AFamily<'h> {
    let house = &place.house;
    let family = house.a_family(name).await.taken_in_by(&house.karen).await;
    family
        .document("brev <1>.txt", b"Til <alle> & \"enhver\"")
        .await;
    family.note("Det gik godt & vel <uden> \"tal\".").await;
    family.closed().await
}

/// Five years and a day after the house's hour.
fn later() -> Timestamp {
    instant("2031-11-25T09:00:00Z")
}

async fn say_yes(
    place: &Place,
    who: &helhed_casework::access::Actor,
    family: &AFamily<'_>,
) -> Result<(), ApprovePurgeError> {
    let mut ctx = place.other.begin(who, later()).await.expect("begun");
    approve_purge(&mut ctx, family.id).await?;
    ctx.commit().await.expect("committed");
    Ok(())
}

/// Fetches both files of the archive; the XML.
async fn archived(place: &Place, family: &AFamily<'_>) -> Vec<u8> {
    let lone = &place.house.lone;
    let mut ctx = place.house.begin(lone, later()).await.expect("begun");
    let xml = archive_xml(&mut ctx, family.id, "Prøvekøbing")
        .await
        .expect("handed out");
    let case = archive_case(&mut ctx, family.id).await.expect("handed out");
    assert!(case.items.iter().any(|it| it.text.contains("gik godt")));
    note_archive_pdf(&mut ctx, family.id, b"%PDF")
        .await
        .expect("noted");
    ctx.commit().await.expect("committed");
    xml
}

async fn waits_for(place: &Place, family: &AFamily<'_>) -> Option<PurgeRefusal> {
    let mut reading = place.house.reading(&place.house.lone, later());
    let page = retention_page(&mut reading).await.expect("read");
    let line = page.lines.iter().find(|it| it.case.family == family.id);
    line.and_then(|it| it.waits_for)
}

/// The file against the schema that `docs/` describes it with.
fn is_valid(xml: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.xml");
    std::fs::write(&file, xml).expect("written");
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/archive-case.xsd");
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema", schema])
        .arg(&file)
        .output()
        .expect("xmllint is installed (libxml2-utils)");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words}");
}

pub(crate) async fn a_case_is_proposed_approved_archived_and_deleted(place: &Place) {
    let house = &place.house;
    let holm = ended(place, "Holmegaard").await;
    let kept = house
        .a_family("Kilde")
        .await
        .taken_in_by(&house.karen)
        .await;
    assert_eq!(propose_due(house, house.now()).await.expect("looked"), 0);
    assert_eq!(propose_due(house, later()).await.expect("looked"), 1);
    assert_eq!(propose_due(house, later()).await.expect("looked"), 0);
    assert_eq!(
        waits_for(place, &holm).await,
        Some(PurgeRefusal::NotApproved)
    );

    // Two different people; nobody else may.
    say_yes(place, &house.lone, &holm).await.expect("the first");
    let again = say_yes(place, &house.lone, &holm).await;
    assert!(matches!(
        again,
        Err(ApprovePurgeError::Refused(ApprovalRefusal::Twice))
    ));
    let karen = say_yes(place, &house.karen, &holm).await;
    assert!(matches!(
        karen,
        Err(ApprovePurgeError::Stopped(Stop::NotAllowed))
    ));
    let other = say_yes(place, &house.lone, &kept).await;
    assert!(matches!(
        other,
        Err(ApprovePurgeError::Stopped(Stop::Absent))
    ));
    say_yes(place, &house.dpo, &holm).await.expect("the second");
    assert_eq!(
        waits_for(place, &holm).await,
        Some(PurgeRefusal::NotArchived)
    );
    assert_eq!(purge_approved(house, later()).await.expect("looked"), []);

    // Who sees no content is shown no name and fetches nothing.
    let mut reading = house.reading(&house.dpo, later());
    let page = retention_page(&mut reading).await.expect("read");
    assert!(page.lines.iter().all(|it| it.name.is_none()));
    let mut ctx = house.begin(&house.dpo, later()).await.expect("begun");
    let refused = archive_xml(&mut ctx, holm.id, "x").await;
    assert!(matches!(refused, Err(Stop::Absent)));
    drop(ctx);

    let xml = archived(place, &holm).await;
    is_valid(&xml);
    let text = String::from_utf8(xml).expect("UTF-8");
    assert!(text.contains("Det gik godt &amp; vel &lt;uden&gt;"));
    assert!(
        text.contains("VGlsIDxhbGxlPiAmICJlbmh2ZXIi"),
        "the file itself"
    );
    assert_eq!(waits_for(place, &holm).await, None);

    let ids = house.everything_of(holm.id).await;
    assert!(ids.len() > 8, "{}", ids.len());
    assert_eq!(
        purge_approved(&place.other, later()).await.expect("done"),
        [holm.id]
    );
    assert_eq!(
        house.traces_of(&ids, &["Holmegaard", "gik godt"]).await,
        Vec::<String>::new()
    );
    let left = tombstones(house).await.expect("read");
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].family, left[0].kind), (holm.id, CaseType::Course));
    // Both said yes in one instant.
    let both = [house.lone.account, house.dpo.account];
    assert!(both.iter().all(|it| left[0].approved_by.contains(it)));
    assert!(left[0].archive.len() == 64);
    assert!(house.everything_of(kept.id).await.len() > 3);
    place.chain_holds().await;
}

pub(crate) async fn a_hold_stops_everything_and_a_case_taken_up_again_stays(place: &Place) {
    let house = &place.house;
    let (holm, aaen) = (ended(place, "Holm").await, ended(place, "Aaen").await);
    let begin = async |who| house.begin(who, later()).await.expect("begun");
    assert_eq!(propose_due(house, later()).await.expect("looked"), 2);
    for family in [&holm, &aaen] {
        say_yes(place, &house.lone, family)
            .await
            .expect("the first");
        say_yes(place, &house.dpo, family)
            .await
            .expect("the second");
        archived(place, family).await;
    }
    let mut ctx = begin(&house.dpo).await;
    let refused = hold_case(&mut ctx, holm.id, line("x")).await;
    assert!(matches!(
        refused,
        Err(HoldCaseError::Stopped(Stop::NotAllowed))
    ));
    drop(ctx);
    let mut ctx = begin(&house.lone).await;
    hold_case(&mut ctx, holm.id, line("En klage er ikke afgjort"))
        .await
        .expect("held");
    let twice = hold_case(&mut ctx, holm.id, line("igen")).await;
    assert!(matches!(twice, Err(HoldCaseError::HeldAlready)));
    ctx.commit().await.expect("committed");
    let mut ctx = begin(&house.lone).await;
    let command = ReopenCourse {
        family: aaen.id,
        on: ctx.today(),
        coordinator: None,
    };
    reopen_course(&mut ctx, command)
        .await
        .expect("taken up again");
    ctx.commit().await.expect("committed");

    assert_eq!(purge_approved(house, later()).await.expect("looked"), []);
    assert_eq!(propose_due(house, later()).await.expect("looked"), 0);
    assert_eq!(
        waits_for(place, &aaen).await,
        None,
        "nothing is proposed of it any longer"
    );

    let mut ctx = begin(&house.lone).await;
    lift_hold(&mut ctx, holm.id, line("Klagen er afgjort"))
        .await
        .expect("lifted");
    ctx.commit().await.expect("committed");
    // Everything begins anew.
    assert_eq!(propose_due(house, later()).await.expect("looked"), 1);
    assert_eq!(
        waits_for(place, &holm).await,
        Some(PurgeRefusal::NotApproved)
    );
    place.chain_holds().await;
}

pub(crate) async fn what_a_backup_brings_back_is_deleted_again(place: &Place) {
    let house = &place.house;
    let (holm, kept) = (ended(place, "Holm").await, ended(place, "Kilde").await);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("purge-ledger");
    assert_eq!(keep_ledger(house, &path).await.expect("looked"), 0);
    // The ledger of the same installation, later: this database is the older backup.
    let gone = Tombstone {
        family: holm.id,
        kind: CaseType::Course,
        opened_on: jiff::civil::date(2026, 11, 24),
        closed_on: jiff::civil::date(2026, 11, 24),
        approved_by: [house.lone.account, house.dpo.account],
        archive: "ab".repeat(32),
        purged_at: later(),
    };
    let ids = house.everything_of(holm.id).await;
    let ledger = [gone.clone()];
    assert_eq!(purge_again(house, &ledger, later()).await.expect("done"), 1);
    assert_eq!(purge_again(house, &ledger, later()).await.expect("done"), 0);
    assert_eq!(house.traces_of(&ids, &["Holm"]).await, Vec::<String>::new());
    assert_eq!(tombstones(house).await.expect("read"), ledger);
    assert!(house.everything_of(kept.id).await.len() > 3);
    assert_eq!(keep_ledger(house, &path).await.expect("written"), 1);
    assert_eq!(keep_ledger(house, &path).await.expect("looked"), 0);
    assert_eq!(read_ledger(&path).expect("read"), [gone]);
    place.chain_holds().await;
}
