//! What the unit has referred, and referring a family.

use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};

use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::day::{day_of, parse_optional_day};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::ReferralId;
use helhed_casework::domain::partner_system::SystemScope::{ReferralsRead, ReferralsWrite};
use helhed_casework::domain::person::Birth;
use helhed_casework::domain::text::{Name, Prose};
use helhed_casework::intake::{
    MOST_PEOPLE, OwnReferral, ReferFamily, ReferFamilyError, ReferPerson, my_referrals,
    refer_family,
};

use super::answer::read;
use super::call::{Begun, Call};
use super::families;
use super::input::{Input, Sent};
use super::operation::{CURSOR, Operation};
use super::problem::{At, Problem};
use crate::routes::RouteSpec;

/// How many stand in one answer.
const PAGE: usize = 100;

pub(super) fn operations() -> Vec<(Operation, RouteSpec)> {
    vec![
        Operation::read(
            "listReferrals",
            "/api/v1/referrals",
            (
                ReferralsRead,
                "Referrals",
                "What the unit has referred and where each stands, newest first",
            ),
            CURSOR,
            list,
        ),
        Operation::read(
            "readReferral",
            "/api/v1/referrals/{referral}",
            (ReferralsRead, "Referral", "One of them"),
            &[],
            one,
        ),
        Operation::read(
            "listCriteria",
            "/api/v1/criteria",
            (
                ReferralsRead,
                "Criteria",
                "The criteria that a referral may name today: codes and Danish words",
            ),
            &[],
            criteria,
        ),
        Operation::write(
            "referFamily",
            "/api/v1/referrals",
            (
                ReferralsWrite,
                "ReferFamily",
                201,
                "Refer a family. The answer is the same whether the family is known here or not",
            ),
            refer,
        ),
    ]
}

fn address(referral: ReferralId) -> String {
    format!("/api/v1/referrals/{referral}")
}

fn written(it: &OwnReferral) -> Value {
    json!({
        "id": it.id,
        "href": address(it.id),
        "household": it.household.as_str(),
        "received_at": it.received_at,
        "reasons": it.reasons.as_str(),
        "standing": it.standing.code(),
        "family": it.family.map(families::address),
    })
}

async fn list(call: Call) -> Result<Response, Problem> {
    let own = my_referrals(&mut call.reading()).await?;
    let start = match call.cursor() {
        None => 0,
        Some(after) => {
            let at = own.iter().position(|it| it.id.to_string() == after);
            at.map_or(own.len(), |at| at + 1)
        }
    };
    let page = &own[start..own.len().min(start + PAGE)];
    let more = start + page.len() < own.len();
    let last = page.last().filter(|_| more);
    let body = json!({
        "referrals": page.iter().map(written).collect::<Value>(),
        "next": last.map(|it| it.id),
    });
    Ok(read(&call, &body))
}

async fn one(call: Call, Path(referral): Path<String>) -> Result<Response, Problem> {
    let id = ReferralId::parse(&referral).ok_or(Problem::Absent)?;
    let own = my_referrals(&mut call.reading()).await?;
    let found = own.iter().find(|it| it.id == id).ok_or(Problem::Absent)?;
    Ok(read(&call, &written(found)))
}

async fn criteria(call: Call) -> Result<Response, Problem> {
    let today = day_of(call.app.now());
    let words = crate::words::Words(helhed_casework::domain::account::Language::Danish);
    let listed = crate::choices::from_list(&call.app, words, "criterion", today);
    let listed = listed.iter();
    let listed = listed.map(|(code, words)| json!({ "code": code, "words": words }));
    Ok(read(
        &call,
        &json!({ "criteria": listed.collect::<Value>() }),
    ))
}

async fn refer(call: Call, sent: Sent) -> Result<Response, Problem> {
    let mut input = sent.input(&["household", "people", "criteria", "reasons"]);
    let household = Name::parse(input.text("household"));
    let household = input.take("household", household);
    let reasons = Prose::parse(input.text("reasons"));
    let reasons = input.take("reasons", reasons);
    let criteria = input.texts("criteria");
    let rows = input.objects(
        "people",
        &[
            "given_name",
            "family_name",
            "role",
            "born",
            "expected",
            "cpr",
        ],
    );
    if rows.is_empty() || rows.len() > MOST_PEOPLE {
        input.fault("people", "not-so-many");
    }
    let mut people = Vec::new();
    for mut row in rows {
        people.extend(person(&mut row));
        input.with(row);
    }
    input.problem()?;
    let (Some(household), Some(reasons)) = (household, reasons) else {
        return Err(Problem::Unreadable);
    };
    let mut ctx = match call.begin(&sent, 201).await? {
        Begun::New(ctx) => *ctx,
        Begun::Before(answer) => return Ok(answer),
    };
    let command = ReferFamily {
        household,
        people,
        criteria: criteria.into_iter().map(str::to_owned).collect(),
        reasons,
    };
    let referred = refer_family(&mut ctx, command).await.map_err(problem)?;
    let done = (referred.referral.to_string(), address(referred.referral));
    call.done(ctx, &sent, 201, done).await
}

fn person(input: &mut Input<'_>) -> Option<ReferPerson> {
    let given_name = Name::parse(input.text("given_name"));
    let given_name = input.take("given_name", given_name);
    let family_name = Name::parse(input.text("family_name"));
    let family_name = input.take("family_name", family_name);
    let role = MemberRole::from_code(input.text("role")).ok_or("field-not-on-list");
    let role = input.take("role", role);
    let born = parse_optional_day(input.text("born"));
    let born = input.take("born", born);
    let expected = parse_optional_day(input.text("expected"));
    let expected = input.take("expected", expected);
    let cpr = match input.text("cpr") {
        "" => Ok(None),
        text => CprNumber::parse(text).map(Some),
    };
    let cpr = input.take("cpr", cpr.map_err(|_| "field-not-a-cpr-number"));
    let birth = match (born?, expected?) {
        (Some(born), None) => Birth::Born(born),
        (None, Some(expected)) => Birth::Expected(expected),
        (None, None) => Birth::Unknown,
        (Some(_), Some(_)) => {
            input.fault("expected", "both-born-and-expected");
            return None;
        }
    };
    Some(ReferPerson {
        given_name: given_name?,
        family_name: family_name?,
        role: role?,
        birth,
        cpr: cpr?,
    })
}

fn problem(error: ReferFamilyError) -> Problem {
    let (pointer, code) = match error {
        ReferFamilyError::Stopped(stop) => return stop.into(),
        ReferFamilyError::NoUnit => return Problem::NotAllowed,
        ReferFamilyError::NobodyNamed | ReferFamilyError::TooManyPeople => {
            ("/people".to_owned(), "not-so-many")
        }
        ReferFamilyError::SamePersonTwice { row } => (format!("/people/{row}"), "twice"),
        // Which of its fields is not told: whether a number is known here is nobody's to find out.
        ReferFamilyError::Person { row, .. } => (format!("/people/{row}"), "cannot-be-entered"),
        ReferFamilyError::NoSuchCriterion => ("/criteria".to_owned(), "not-on-list"),
    };
    Problem::Wrong(vec![At {
        pointer,
        code: code.to_owned(),
    }])
}
