//! Who sees what: given, looked at, taken back; what is forged gets what is absent.

mod consents;
mod live;
mod other_ways;
mod overlapping;
mod views;

use crate::support::{Answer, Client, Site};
use axum::http::StatusCode;
use helhed_casework::access::Actor;
use helhed_casework::account::{AddAccount, add_account};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::text::Name;
use helhed_casework::testing::{AFamily, House};

pub(crate) const NOTE: &str = "Sofie har fået ny medicin";

/// A family of Karen's, with something written about the mother's health.
pub(crate) async fn holm(site: &Site) -> AFamily<'_> {
    let house = &site.house;
    let family = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let karen = site.signed_in("karen").await;
    let mother = family.mother.to_string();
    let fields = [
        ("body", NOTE),
        ("category", "health"),
        ("person", &mother),
        ("about", "2026-11-24"),
    ];
    let answer = karen
        .post(&format!("/families/{}/notes/new", family.id), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    family
}

/// An account for the mother.
pub(crate) async fn mother_signs_in(house: &House, person: PersonId) -> Actor {
    let mut ctx = house.begin_as_house(house.now()).await.expect("begun");
    let command = AddAccount {
        username: Username::parse("sofie").expect("a name"),
        display_name: Name::parse("Sofie Holm").expect("a name"),
        role: Role::FamilyMember,
        unit: None,
        person: Some(person),
        language: Language::Danish,
        phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
    };
    let account = add_account(&mut ctx, command).await.expect("an account");
    ctx.commit().await.expect("committed");
    Actor {
        account,
        role: Role::FamilyMember,
        unit: None,
        person: Some(person),
    }
}

/// The fields of a consent of the mother's about her health, for the jobcentre.
pub(crate) fn consent_of(family: &AFamily<'_>) -> Vec<(String, String)> {
    let jobcentre = format!("unit-{}", family.house.jobcentre);
    let mother = family.mother.to_string();
    let fields = [
        ("about", mother.as_str()),
        ("stance", "gives"),
        ("category", "health"),
        ("to", &jobcentre),
        ("purpose", "Én plan for arbejdet"),
        ("basis", "consent_28"),
        ("form", "on_screen"),
        ("words", "sharing-da"),
        ("given", "2026-11-24"),
        ("until", "2027-11-24"),
        ("giver", &mother),
    ];
    fields
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

/// The same with one field another; an empty value leaves it out.
pub(crate) fn with(
    mut fields: Vec<(String, String)>,
    name: &str,
    value: &str,
) -> Vec<(String, String)> {
    fields.retain(|(known, _)| known != name);
    if !value.is_empty() {
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields
}

pub(crate) async fn post(client: &Client<'_>, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(path, &fields).await
}

/// Karen writes the mother's consent down; its address.
pub(crate) async fn given(site: &Site, family: &AFamily<'_>) -> String {
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let answer = post(&karen, &new, &consent_of(family)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let (address, done) = answer.location().split_once('?').expect("a query");
    assert_eq!(done, "done=consent");
    address.to_owned()
}
