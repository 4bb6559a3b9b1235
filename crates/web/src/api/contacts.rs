//! Reporting that somebody of the unit met a family.

use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;

use helhed_casework::contact::{LogContactError, ReportContact, report_contact};
use helhed_casework::domain::contact::{ContactFacts, ContactKind, Minutes};
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::partner_system::SystemScope::ContactsWrite;
use helhed_casework::domain::text::Line;

use super::call::{Begun, Call, family_of};
use super::families::address;
use super::input::Sent;
use super::operation::Operation;
use super::problem::{At, Problem};
use crate::routes::RouteSpec;

pub(super) fn operations() -> Vec<(Operation, RouteSpec)> {
    vec![Operation::write(
        "reportContact",
        "/api/v1/families/{family}/contacts",
        (
            ContactsWrite,
            "ReportContact",
            201,
            "Report a contact with a family that something is shared of",
        ),
        report,
    )]
}

async fn report(call: Call, Path(family): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let family = family_of(&family)?;
    let mut input = sent.input(&["kind", "at", "minutes", "people", "others", "summary"]);
    let kind = ContactKind::from_code(input.text("kind")).ok_or("field-not-on-list");
    let kind = input.take("kind", kind);
    let at = input.text("at").parse::<Timestamp>();
    let at = input.take("at", at.map_err(|_| "field-not-an-instant"));
    let minutes = input.number("minutes").map(Minutes::new).transpose();
    let minutes = input.take("minutes", minutes.map_err(|_| "field-not-so-many"));
    let people = input.texts("people").into_iter().map(PersonId::parse);
    let people: Option<Vec<PersonId>> = people.collect();
    let people = input.take("people", people.ok_or("field-not-of-family"));
    let others = Line::parse_optional(input.text("others"));
    let others = input.take("others", others);
    let summary = Line::parse_optional(input.text("summary"));
    let summary = input.take("summary", summary);
    input.problem()?;
    let (Some(kind), Some(at), Some(minutes), Some(people), Some(others), Some(summary)) =
        (kind, at, minutes, people, others, summary)
    else {
        return Err(Problem::Unreadable);
    };
    let mut ctx = match call.begin(&sent, 201).await? {
        Begun::New(ctx) => *ctx,
        Begun::Before(answer) => return Ok(answer),
    };
    let facts = ContactFacts {
        kind,
        at,
        minutes,
        people,
        others,
        summary,
    };
    let command = ReportContact { family, facts };
    let id = report_contact(&mut ctx, command).await.map_err(problem)?;
    let done = (id.to_string(), format!("{}/told", address(family)));
    call.done(ctx, &sent, 201, done).await
}

fn problem(error: LogContactError) -> Problem {
    let (pointer, code) = match error {
        LogContactError::Wrong(_) => ("/at", "in-the-future"),
        LogContactError::NotOfFamily => ("/people", "not-of-family"),
        LogContactError::Stopped(stop) => return stop.into(),
    };
    Problem::Wrong(vec![At {
        pointer: pointer.to_owned(),
        code: code.to_owned(),
    }])
}
