//! What has been told and what has happened: contacts, appointments, notes, statements, ratings, views of life domains, needs.

use helhed_casework::domain::item::ItemKind;
use helhed_casework::exchange::{ExchangeCase, Item};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::bundle::Entry;
use crate::coding::{hl7, own};
use crate::plan::subject;

/// The day of an instant, where the municipality is.
pub(crate) fn day_of(at: Timestamp) -> String {
    helhed_casework::domain::day::day_of(at).to_string()
}

pub(crate) fn entries(case: &ExchangeCase) -> Vec<Entry> {
    let entries = case.items.iter().filter_map(|it| {
        let resource = match it.kind {
            ItemKind::Contact | ItemKind::Appointment => encounter(case, it),
            ItemKind::Note | ItemKind::Statement => communication(case, it),
            ItemKind::Rating => rating(case, it)?,
            ItemKind::Assessment => assessment(case, it),
            ItemKind::Need => need(case, it),
            // These stand in the plan and in the care team.
            ItemKind::Goal | ItemKind::Task | ItemKind::Measure | ItemKind::Involvement => {
                return None;
            }
        };
        Some((it.id, resource))
    });
    entries.collect()
}

/// A contact that was, or an appointment to come. An encounter is with one patient or a group.
fn encounter(case: &ExchangeCase, it: &Item) -> Value {
    let (status, kind) = match it.kind {
        ItemKind::Appointment => ("planned", "AMB"),
        _ => match it.code.as_deref() {
            Some("home_visit") => ("finished", "HH"),
            Some("phone" | "sms" | "email") => ("finished", "VR"),
            _ => ("finished", "AMB"),
        },
    };
    let system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    let mut encounter = json!({
        "resourceType": "Encounter",
        "status": status,
        "class": { "system": system, "code": kind },
        "subject": subject(case, it),
        "period": { "start": it.at },
    });
    if let (ItemKind::Contact, Some(code)) = (it.kind, it.code.as_deref()) {
        encounter["type"] = json!([own("contact", code)]);
    }
    if let Some(text) = it.text.as_deref() {
        encounter["reasonCode"] = json!([{ "text": text }]);
    }
    if let Some(by) = &it.by_name {
        encounter["participant"] = json!([{ "individual": { "display": by.as_str() } }]);
    }
    encounter
}

fn communication(case: &ExchangeCase, it: &Item) -> Value {
    let mut communication = json!({
        "resourceType": "Communication",
        "status": "completed",
        "category": [own("category", &it.category)],
        "subject": subject(case, it),
        "sent": it.at,
        "payload": [{ "contentString": it.text.as_deref().unwrap_or("–") }],
    });
    let sender = match it.kind {
        ItemKind::Statement => it.more.as_deref(),
        _ => it.by_name.as_ref().map(|it| it.as_str()),
    };
    if let Some(sender) = sender {
        communication["sender"] = json!({ "display": sender });
    }
    communication
}

/// An outcome rating, in points. One that has no number tells nothing.
fn rating(case: &ExchangeCase, it: &Item) -> Option<Value> {
    let points: f64 = it.text.as_deref()?.parse().ok()?;
    Some(json!({
        "resourceType": "Observation",
        "status": "final",
        "category": [hl7("observation-category", "survey")],
        "code": own("instrument", "ors"),
        "subject": subject(case, it),
        "effectiveDateTime": it.day.map_or_else(|| day_of(it.at), |day| day.to_string()),
        "valueQuantity": { "value": points, "unit": "point" },
    }))
}

/// What is said of a life domain: its number where there is one, and the words.
fn assessment(case: &ExchangeCase, it: &Item) -> Value {
    let mut observation = json!({
        "resourceType": "Observation",
        "status": "final",
        "category": [hl7("observation-category", "social-history")],
        "code": own("life_domain", &it.category),
        "subject": subject(case, it),
        "effectiveDateTime": it.day.map_or_else(|| day_of(it.at), |day| day.to_string()),
    });
    match it.code.as_deref().and_then(|it| it.parse::<i64>().ok()) {
        Some(score) => observation["valueInteger"] = score.into(),
        None => observation["dataAbsentReason"] = hl7("data-absent-reason", "not-asked"),
    }
    let said = [it.text.as_deref(), it.more.as_deref()];
    let said = said.into_iter().flatten().map(|it| json!({ "text": it }));
    let said: Vec<Value> = said.collect();
    if !said.is_empty() {
        observation["note"] = said.into();
    }
    observation
}

fn need(case: &ExchangeCase, it: &Item) -> Value {
    let mut need = json!({
        "resourceType": "Condition",
        "clinicalStatus": hl7("condition-clinical", "active"),
        "category": [hl7("condition-category", "problem-list-item")],
        "code": { "coding": own("life_domain", &it.category)["coding"], "text": it.text.as_deref().unwrap_or("–") },
        "subject": subject(case, it),
        "recordedDate": day_of(it.at),
    });
    if let Some(word) = it.more.as_deref() {
        need["note"] = json!([{ "text": word }]);
    }
    need
}
