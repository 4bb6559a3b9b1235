//! Consents that overlap: the narrower wins, and the page tells which part of which.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use helhed_casework::domain::consent::Party;
use helhed_casework::domain::day::start_of;
use helhed_casework::domain::ids::ConsentId;
use helhed_casework::domain::narrower::{Narrowed, Narrower};
use helhed_casework::sharing::{
    ConsentState, GiveConsent, give_consent, shared_page, sharing_page,
};
use helhed_casework::testing::{AFamily, terms};

use crate::place::Place;

/// The mother says yes to the jobcentre at an instant, until a day.
async fn yes(holm: &AFamily<'_>, at: Timestamp, categories: &[&str], last: Date) -> ConsentId {
    let house = holm.house;
    let mut ctx = house.begin(&house.karen, at).await.expect("begun");
    let party = Party::Unit(house.jobcentre);
    let mut terms = terms(holm.mother, categories, party, ctx.today());
    terms.valid_to = last;
    let command = GiveConsent {
        family: holm.id,
        terms,
        template: "sharing".into(),
        language: "da".into(),
        givers: vec![holm.mother],
    };
    let id = give_consent(&mut ctx, command).await.expect("given");
    ctx.commit().await.expect("committed");
    id
}

async fn told(place: &Place, holm: &AFamily<'_>, at: Timestamp) -> Vec<String> {
    let mut reading = place.other.reading(&place.house.jens, at);
    let page = shared_page(&mut reading, holm.id, None).await;
    let page = page.expect("the jobcentre referred the family");
    let texts = page.told.iter().filter_map(|it| it.item.text.clone());
    texts.collect()
}

async fn stands(
    place: &Place,
    holm: &AFamily<'_>,
    consent: ConsentId,
    at: Timestamp,
) -> (ConsentState, Vec<Narrowed>) {
    let mut reading = place.other.reading(&place.house.karen, at);
    let page = sharing_page(&mut reading, holm.id).await.expect("a page");
    let found = page.consents.iter().find(|it| it.consent.id == consent);
    let line = found.expect("it is listed");
    (line.state, line.narrowed.clone())
}

/// A later and shorter yes narrows what was agreed before; a later and longer one renews it; what is taken back with one of them is
/// taken back.
pub(crate) async fn of_overlapping_consents_the_narrower_wins(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.note_about(Some(holm.mother), "health", "Sofie er sygemeldt.")
        .await;
    holm.note_about(Some(holm.mother), "economy", "Gæld i banken.")
        .await;
    let (health, economy) = ("Sofie er sygemeldt.", "Gæld i banken.");
    let start = house.now();
    let year = yes(&holm, start, &["economy", "health"], date(2027, 11, 24)).await;
    let fortnight = date(2026, 12, 8);
    let short = yes(&holm, start + 1.hour(), &["health"], fortnight).await;
    let during = start + 2.hours();
    assert_eq!(told(place, &holm, during).await, [economy, health]);
    let narrowed = |by| {
        vec![Narrowed {
            category: "health".into(),
            party: Party::Unit(house.jobcentre),
            by,
        }]
    };
    let shorter = narrowed(Narrower::Shorter(fortnight));
    assert_eq!(
        stands(place, &holm, year, during).await,
        (ConsentState::InForce, shorter.clone()),
        "it is told before it happens"
    );
    let after = start_of(date(2026, 12, 9));
    assert_eq!(told(place, &holm, after - 1.second()).await.len(), 2);
    assert_eq!(told(place, &holm, after).await, [economy]);
    assert_eq!(stands(place, &holm, year, after).await.1, shorter);
    assert_eq!(
        stands(place, &holm, short, after).await,
        (ConsentState::RanOut, vec![])
    );

    // Said again for longer: that is what she says now.
    let renewed = yes(&holm, after + 1.hour(), &["health"], date(2027, 6, 1)).await;
    assert_eq!(told(place, &holm, after + 2.hours()).await.len(), 2);
    let again = yes(&holm, after + 3.hours(), &["health"], date(2027, 8, 1)).await;
    let back = after + 4.hours();
    let ctx = house.begin(&house.karen, back).await.expect("begun");
    holm.takes_back(ctx, again).await;
    assert_eq!(
        told(place, &holm, back).await,
        [economy],
        "what is taken back is shared by no other consent"
    );
    let taken = narrowed(Narrower::TakenBack(back));
    assert_eq!(
        stands(place, &holm, renewed, back).await,
        (ConsentState::Overruled, taken.clone())
    );
    assert_eq!(
        stands(place, &holm, year, back).await,
        (ConsentState::InForce, taken)
    );
    yes(&holm, back + 1.hour(), &["health"], date(2027, 8, 1)).await;
    assert_eq!(told(place, &holm, back + 1.hour()).await.len(), 2);
}
