//! A form that is sent twice.

use jiff::Timestamp;

use helhed_casework::Casework;
use helhed_casework::access::Actor;
use helhed_casework::domain::ids::{FamilyId, FormId};
use helhed_casework::domain::note::GENERAL;
use helhed_casework::journal::{Filter, WriteNote, journal_page, write_note};
use helhed_casework::testing::prose;

use crate::place::Place;

/// What a page does when a note is sent; where it leads.
async fn send(
    casework: Casework,
    (actor, now): (Actor, Timestamp),
    form: FormId,
    family: FamilyId,
) -> String {
    let mut ctx = casework.begin(&actor, now).await.expect("begun");
    if let Some(led_to) = ctx.sent_before(form).await.expect("read") {
        return led_to;
    }
    let note = WriteNote {
        family,
        category: GENERAL.into(),
        person: None,
        about: ctx.today(),
        body: prose("Sofie har fået praktik."),
    };
    let note = write_note(&mut ctx, note).await.expect("written");
    let to = format!("/families/{family}/journal#{note}");
    ctx.commit_form(Some(form), "/families/x/notes/new", &to)
        .await
        .expect("committed");
    to
}

async fn notes(place: &Place, family: FamilyId) -> usize {
    let mut reading = place.house.reading(&place.house.lone, place.house.now());
    let page = journal_page(&mut reading, family, &Filter::Notes, None)
        .await
        .expect("a page");
    page.entries.len()
}

pub(crate) async fn a_form_sent_twice_counts_once(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let by = (house.karen, house.now());
    for round in 1..=5 {
        let form: FormId = house.new_id(house.now());
        let here = tokio::spawn(send(house.casework.clone(), by, form, holm.id));
        let there = tokio::spawn(send(place.other.clone(), by, form, holm.id));
        let (here, there) = (
            here.await.expect("no panic"),
            there.await.expect("no panic"),
        );
        assert_eq!(here, there);
        assert_eq!(notes(place, holm.id).await, round);
    }
}

/// An id is taken from somebody else's page: it leads nobody there, and what is written under it counts.
pub(crate) async fn a_form_of_somebody_else_is_no_obstacle(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let lund = house.a_family("Lund").await.taken_in_by(&house.bo).await;
    let form: FormId = house.new_id(house.now());
    let karens = send(
        house.casework.clone(),
        (house.karen, house.now()),
        form,
        holm.id,
    )
    .await;
    let bos = send(place.other.clone(), (house.bo, house.now()), form, lund.id).await;
    assert_ne!(karens, bos);
    assert_eq!(
        (notes(place, holm.id).await, notes(place, lund.id).await),
        (1, 1)
    );
}
