//! The families that something is shared of, and what.

use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use helhed_casework::access::{Opening, Seen};
use helhed_casework::domain::item::ItemKind;
use helhed_casework::domain::partner_system::SystemScope::FamiliesRead;
use helhed_casework::sharing::{SharedPage, Shown, shared_families, shared_page};

use super::answer::read;
use super::call::{Call, family_of};
use super::operation::{CURSOR, Operation};
use super::problem::Problem;
use crate::routes::RouteSpec;

pub(super) fn operations() -> Vec<(Operation, RouteSpec)> {
    vec![
        Operation::read(
            "listFamilies",
            "/api/v1/families",
            (
                FamiliesRead,
                "Families",
                "The families that something is shared of with the unit now, by name",
            ),
            CURSOR,
            list,
        ),
        Operation::read(
            "readFamily",
            "/api/v1/families/{family}",
            (
                FamiliesRead,
                "Family",
                "What stands in one family's case: the plan's goals and measures, tasks, appointments, and who is around",
            ),
            &[],
            one,
        ),
        Operation::read(
            "readFamilyTold",
            "/api/v1/families/{family}/told",
            (
                FamiliesRead,
                "Told",
                "What has been told in one family's case: notes, contacts, statements and ratings, newest first",
            ),
            CURSOR,
            told,
        ),
    ]
}

async fn list(call: Call) -> Result<Response, Problem> {
    let turn = match call.cursor() {
        None => 0,
        Some(text) => text
            .strip_prefix('p')
            .and_then(|it| it.parse().ok())
            .unwrap_or(i64::MAX),
    };
    let shown = shared_families(&mut call.reading(), turn).await?;
    let families = shown.families.iter().map(|it| {
        let people = it.people.iter().map(|person| {
            let open = person.open.iter();
            let open =
                open.map(|(category, until)| json!({ "category": category, "until": until }));
            json!({
                "id": person.person,
                "given_name": person.given_name.as_str(),
                "open": open.collect::<Value>(),
            })
        });
        json!({
            "id": it.family,
            "href": address(it.family),
            "name": it.name.as_str(),
            "people": people.collect::<Value>(),
        })
    });
    let body = json!({
        "families": families.collect::<Value>(),
        "next": shown.more.then(|| format!("p{}", turn.saturating_add(1))),
    });
    Ok(read(&call, &body))
}

/// Where a family stands.
pub(super) fn address(family: helhed_casework::domain::ids::FamilyId) -> String {
    format!("/api/v1/families/{family}")
}

async fn one(call: Call, Path(family): Path<String>) -> Result<Response, Problem> {
    let family = family_of(&family)?;
    let page = shared_page(&mut call.reading(), family, None).await?;
    let people = page.people.iter().map(|it| {
        json!({
            "id": it.id,
            "given_name": it.given_name.as_str(),
            "role": it.role.code(),
            "belongs_now": it.now,
        })
    });
    let open = page.open.iter().map(opening);
    let body = json!({
        "id": family,
        "name": page.name.as_str(),
        "people": people.collect::<Value>(),
        "open": open.collect::<Value>(),
        "standing": page.standing.iter().map(item).collect::<Value>(),
    });
    Ok(read(&call, &body))
}

async fn told(call: Call, Path(family): Path<String>) -> Result<Response, Problem> {
    let family = family_of(&family)?;
    let before = call.cursor();
    // A cursor of nobody's making is before everything: the list is empty there.
    let before = before.map(|it| it.parse().unwrap_or(Timestamp::MIN));
    let page: SharedPage = shared_page(&mut call.reading(), family, before)
        .await?
        .into_inner();
    let body = json!({
        "items": page.told.iter().map(item).collect::<Value>(),
        "next": page.older,
    });
    Ok(read(&call, &body))
}

fn opening(it: &Opening) -> Value {
    json!({
        "about": it.subject,
        "category": it.category,
        "legal_basis": it.legal_basis,
        "until": it.until,
    })
}

fn item(shown: &Shown) -> Value {
    let it = &shown.item;
    let (legal_basis, until) = match &shown.seen {
        Seen::Shared { legal_basis, until } => (Some(legal_basis), Some(until)),
        _ => (None, None),
    };
    json!({
        "id": it.id,
        "kind": it.kind.code(),
        // Who is around is so on no instant.
        "at": (it.kind != ItemKind::Involvement).then_some(it.at),
        "day": it.day,
        "text": it.text,
        "more": it.more,
        "code": it.code,
        "category": it.category,
        "about": it.about,
        "by": it.by_name.as_ref().map(|name| name.as_str()),
        "own": legal_basis.is_none(),
        "legal_basis": legal_basis,
        "until": until,
    })
}
