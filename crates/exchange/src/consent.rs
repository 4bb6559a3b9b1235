//! Consents and refusals. What was taken back of one is an exception inside it; one that was taken back whole is inactive.

use helhed_casework::domain::consent::{Consent, Party, Stance};
use helhed_casework::exchange::ExchangeCase;
use serde_json::{Value, json};

use crate::bundle::Entry;
use crate::coding::{hl7, own, to};

pub(crate) fn entries(case: &ExchangeCase) -> Vec<Entry> {
    let entries = case
        .consents
        .iter()
        .map(|it| (it.id.uuid(), written(case, it)));
    entries.collect()
}

fn actor(case: &ExchangeCase, party: Party) -> Value {
    let reference = match party {
        Party::Person(person) => to(person),
        Party::Unit(unit) => {
            let found = case.units.iter().find(|(id, _)| *id == unit);
            json!({ "display": found.map_or("–", |(_, name)| name.as_str()) })
        }
    };
    json!({ "role": hl7("v3-ParticipationType", "IRCP"), "reference": reference })
}

fn classes<'a>(categories: impl Iterator<Item = &'a str>) -> Value {
    categories
        .map(|it| json!({ "system": "urn:helhed:list:category", "code": it }))
        .collect()
}

fn written(case: &ExchangeCase, it: &Consent) -> Value {
    let terms = &it.terms;
    let is_whole = |it: &helhed_casework::domain::consent::Withdrawal| {
        it.category.is_none() && it.party.is_none()
    };
    let taken_back = it.withdrawals.iter().any(is_whole);
    let today = helhed_casework::domain::day::day_of(case.at);
    let is_over = taken_back || terms.valid_to < today;
    let status = match (is_over, terms.stance) {
        (true, _) => "inactive",
        (false, Stance::Gives) => "active",
        (false, Stance::Refuses) => "rejected",
    };
    let parties: Vec<Value> = terms.to.iter().map(|party| actor(case, *party)).collect();
    let mut provision = json!({
        "type": match terms.stance { Stance::Gives => "permit", Stance::Refuses => "deny" },
        "period": { "start": terms.given.to_string(), "end": terms.valid_to.to_string() },
        "class": classes(terms.categories.iter().map(String::as_str)),
    });
    if !parties.is_empty() {
        provision["actor"] = parties.into();
    }
    let parts = it
        .withdrawals
        .iter()
        .filter(|it| !is_whole(it))
        .map(|part| {
            let mut exception = json!({
                "type": "deny",
                "period": { "start": helhed_casework::domain::day::day_of(part.at).to_string() },
            });
            if let Some(category) = part.category.as_deref() {
                exception["class"] = classes(std::iter::once(category));
            }
            if let Some(party) = part.party {
                exception["actor"] = json!([actor(case, party)]);
            }
            exception
        });
    let parts: Vec<Value> = parts.collect();
    if !parts.is_empty() {
        provision["provision"] = parts.into();
    }
    let mut consent = json!({
        "resourceType": "Consent",
        "status": status,
        "scope": hl7("consentscope", "patient-privacy"),
        "category": [hl7("v3-ActCode", "IDSCL")],
        "patient": to(terms.subject),
        "dateTime": terms.given.to_string(),
        "policyRule": own("sharing_basis", &terms.legal_basis),
        "provision": provision,
    });
    let givers: Vec<Value> = it.signatures.iter().map(|it| to(it.giver)).collect();
    if !givers.is_empty() {
        consent["performer"] = givers.into();
    }
    consent
}
