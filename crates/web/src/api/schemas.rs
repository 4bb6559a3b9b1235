//! What is sent and answered, as JSON Schema.

use serde_json::{Map, Value, json};

use helhed_casework::domain::contact::{ContactKind, Minutes};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::item::ItemKind;
use helhed_casework::domain::referral::Standing;
use helhed_casework::domain::request::RequestState;
use helhed_casework::domain::task::{TaskKind, TaskState};
use helhed_casework::domain::text::{Line, Name, Prose};
use helhed_casework::intake::MOST_PEOPLE;

/// An object all of whose fields are there, and no others.
fn object(fields: Value) -> Value {
    let required: Vec<String> = fields
        .as_object()
        .map(|it| it.keys().cloned().collect())
        .unwrap_or_default();
    json!({ "type": "object", "properties": fields, "required": required, "additionalProperties": false })
}

/// An object that is sent: of its fields only some must be there.
fn sent(required: &[&str], fields: Value) -> Value {
    json!({ "type": "object", "properties": fields, "required": required, "additionalProperties": false })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn a(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn text(described: &str) -> Value {
    json!({ "type": "string", "description": described })
}

fn text_or_none(described: &str) -> Value {
    json!({ "type": ["string", "null"], "description": described })
}

fn limited(max: usize) -> Value {
    json!({ "type": "string", "maxLength": max })
}

fn of(format: &str) -> Value {
    json!({ "type": "string", "format": format })
}

fn of_or_none(format: &str) -> Value {
    json!({ "type": ["string", "null"], "format": format })
}

fn codes<'a>(all: impl Iterator<Item = &'a str>) -> Value {
    json!({ "type": "string", "enum": all.collect::<Vec<_>>() })
}

fn next() -> Value {
    text_or_none("The cursor of what follows; none at the end")
}

/// Every schema, by its name.
pub(super) fn schemas() -> Value {
    let mut all = Map::new();
    for (name, schema) in answers().into_iter().chain(bodies()) {
        all.insert(name.to_owned(), schema);
    }
    Value::Object(all)
}

fn answers() -> Vec<(&'static str, Value)> {
    let uuid = || of("uuid");
    let category = || text("Information category: a code of the municipality's list");
    vec![
        (
            "Families",
            object(json!({
                "families": list(object(json!({
                    "id": uuid(), "href": text("Where it stands"), "name": text("What the household is called"),
                    "people": list(object(json!({
                        "id": uuid(), "given_name": text("Given name"),
                        "open": list(object(json!({ "category": category(), "until": of("date-time") }))),
                    }))),
                }))),
                "next": next(),
            })),
        ),
        (
            "Family",
            object(json!({
                "id": uuid(), "name": text("What the household is called"),
                "people": list(object(json!({
                    "id": uuid(), "given_name": text("Given name"), "role": codes(MemberRole::ALL.iter().map(|it| it.code())),
                    "belongs_now": { "type": "boolean" },
                }))),
                "open": list(a("Opening")),
                "standing": list(a("Item")),
            })),
        ),
        (
            "Told",
            object(json!({ "items": list(a("Item")), "next": next() })),
        ),
        (
            "Opening",
            object(json!({
                "about": uuid(), "category": category(), "legal_basis": text("On which basis it is shared"), "until": of("date-time"),
            })),
        ),
        (
            "Item",
            object(json!({
                "id": uuid(), "kind": codes(ItemKind::ALL.iter().map(|it| it.code())),
                "at": of_or_none("date-time"), "day": of_or_none("date"),
                "text": text_or_none("Its text, or title"), "more": text_or_none("A second line: a wish, a place"),
                "code": text_or_none("How it was held, or how it ended"), "category": category(),
                "about": list(uuid()), "by": text_or_none("Who wrote it"),
                "own": { "type": "boolean", "description": "Written by the unit itself" },
                "legal_basis": text_or_none("On which basis it is shared"), "until": of_or_none("date-time"),
            })),
        ),
        ("Tasks", object(json!({ "tasks": list(a("Task")) }))),
        (
            "Task",
            object(json!({
                "id": uuid(), "href": text("Where it stands"), "kind": codes(TaskKind::ALL.iter().map(|it| it.code())),
                "title": text("What is to be done"), "due": of_or_none("date"),
                "state": codes(TaskState::ALL.iter().map(|it| it.code())), "version": { "type": "integer", "minimum": 1 },
            })),
        ),
        (
            "Referrals",
            object(json!({ "referrals": list(a("Referral")), "next": next() })),
        ),
        (
            "Referral",
            object(json!({
                "id": uuid(), "href": text("Where it stands"), "household": text("As its writer called it"),
                "received_at": of("date-time"), "reasons": text("Why"),
                "standing": codes(Standing::ALL.iter().map(|it| it.code())),
                "family": text_or_none("The family, once the unit may know that it is here"),
            })),
        ),
        (
            "Criteria",
            object(
                json!({ "criteria": list(object(json!({ "code": text("Sent"), "words": text("Shown") }))) }),
            ),
        ),
        (
            "Requests",
            object(json!({ "requests": list(a("Request")) })),
        ),
        (
            "Request",
            object(json!({
                "id": uuid(), "href": text("Where it stands"),
                "about": list(object(json!({
                    "id": uuid(), "given_name": text("Given name"), "family_name": text("Family name"), "born": of_or_none("date"),
                }))),
                "category": category(), "question": text("The question"), "purpose": text("Why it is asked: a code"),
                "legal_basis": text("On which basis"), "asked_by": text("Who asks"), "due": of("date"),
                "state": codes(RequestState::ALL.iter().map(|it| it.code())),
                "answer": text_or_none("The unit's own answer; in the list always none"),
            })),
        ),
        (
            "Done",
            object(json!({ "id": uuid(), "href": text("Where to read what came of it") })),
        ),
        (
            "Problem",
            sent(
                &["type", "title", "status"],
                json!({
                    "type": of("uri"), "title": text("What went wrong"), "status": { "type": "integer", "minimum": 400, "maximum": 599 },
                    "errors": list(object(json!({
                        "pointer": text("Where: a JSON pointer into the body"), "code": text("What is wrong there"),
                    }))),
                }),
            ),
        ),
    ]
}

fn bodies() -> Vec<(&'static str, Value)> {
    let name = || limited(Name::MAX);
    vec![
        (
            "EndTask",
            sent(
                &["outcome"],
                json!({
                    "outcome": { "type": "string", "enum": ["done", "missed"] },
                    "word": { "type": ["string", "null"], "maxLength": Line::MAX, "description": "Why; what was missed needs one" },
                }),
            ),
        ),
        (
            "ReportContact",
            sent(
                &["kind", "at"],
                json!({
                    "kind": codes(ContactKind::ALL.iter().map(|it| it.code())), "at": of("date-time"),
                    "minutes": { "type": ["integer", "null"], "minimum": 1, "maximum": Minutes::MAX },
                    "people": list(of("uuid")),
                    "others": { "type": ["string", "null"], "maxLength": Line::MAX },
                    "summary": { "type": ["string", "null"], "maxLength": Line::MAX },
                }),
            ),
        ),
        (
            "ReferFamily",
            sent(
                &["household", "people", "reasons"],
                json!({
                    "household": name(), "reasons": limited(Prose::MAX), "criteria": list(text("A code of the criteria")),
                    "people": {
                        "type": "array", "minItems": 1, "maxItems": MOST_PEOPLE,
                        "items": sent(&["given_name", "family_name", "role"], json!({
                            "given_name": name(), "family_name": name(), "role": codes(MemberRole::ALL.iter().map(|it| it.code())),
                            "born": of_or_none("date"), "expected": of_or_none("date"), "cpr": text_or_none("CPR number, where it is known"),
                        })),
                    },
                }),
            ),
        ),
        (
            "Answer",
            sent(
                &["reply"],
                json!({
                    "reply": { "type": "string", "enum": ["statement", "refuse", "not_known"] },
                    "text": text_or_none("The answer, or why there is none"),
                }),
            ),
        ),
    ]
}
