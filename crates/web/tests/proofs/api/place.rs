//! A house in which the job centre has something of one family, and the school of another; and its systems with their tokens.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Request, header};
use helhed_casework::access::Actor;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::disclosure::DisclosureTerms;
use helhed_casework::domain::goal::Horizon;
use helhed_casework::domain::ids::{FamilyId, PersonId, UnitId};
use helhed_casework::domain::measure::MeasureKind;
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::partner_system::SystemScope;
use helhed_casework::domain::request::Asked;
use helhed_casework::domain::text::Name;
use helhed_casework::intake::my_referrals;
use helhed_casework::partner_system::{AddSystem, AddedSystem, add_system};
use helhed_casework::request::ask_for_statement;
use helhed_casework::sharing::{Disclose, disclose};
use helhed_casework::testing::{AFamily, House, a_measure, a_task, line};
use jiff::ToSpan;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Site};

/// The ids of one family and of what the unit that has something of it may name.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    pub family: FamilyId,
    pub mother: PersonId,
    pub task: String,
    pub request: String,
    pub referral: String,
}

pub(super) struct Place {
    pub site: Site,
    /// The job centre's.
    pub own: Ids,
    /// The school's.
    pub other: Ids,
}

const ALL: &[&str] = &["general", "health", "work", "child_wellbeing", "network"];

async fn ids(family: &AFamily<'_>, sender: &Actor, unit: UnitId) -> Ids {
    let house = family.house;
    let mut ctx = house.change(&house.karen).await;
    let disclosure = Disclose {
        family: family.id,
        terms: DisclosureTerms {
            legal_basis: "notification".into(),
            purpose: line("Barnets aftener"),
            reason: line("Der er brug for det"),
            subjects: vec![family.mother, family.child],
            categories: ALL.iter().map(|it| (*it).to_owned()).collect(),
            to: vec![Party::Unit(unit)],
            until: ctx.today().saturating_add(60.days()),
        },
    };
    disclose(&mut ctx, disclosure).await.expect("disclosed");
    let question = family.question_to(Asked::Unit(unit));
    let asked = ask_for_statement(&mut ctx, question).await.expect("asked");
    let today = ctx.today();
    ctx.commit().await.expect("committed");
    let task = a_task("Ring til udlejeren", Owner::Account(sender.account), None);
    let task = family.set(task).await;
    family.goal("Ro om aftenen", Horizon::Long, None).await;
    family
        .measure(a_measure(MeasureKind::Activation, "Praktik", today))
        .await;
    family
        .note_about(None, "general", "Familien har fået ny bolig")
        .await;
    family
        .note_about(Some(family.child), "health", "Sover bedre")
        .await;
    family.rung(house.now()).await;
    let mut reading = house.reading(sender, house.now());
    let referrals = my_referrals(&mut reading).await.expect("shown");
    Ids {
        family: family.id,
        mother: family.mother,
        task: task.to_string(),
        request: asked.request.to_string(),
        referral: referrals[0].id.to_string(),
    }
}

impl Place {
    pub(super) async fn of(house: House) -> Self {
        let own = house.a_family("Hjortshøj").await;
        let own = own.taken_in_by(&house.karen).await;
        let other = house
            .referred_by(&house.sanne, house.referral_of("Bækgaard"))
            .await;
        let other = other.taken_in_by(&house.karen).await;
        let own = ids(&own, &house.jens, house.jobcentre).await;
        let other = ids(&other, &house.sanne, house.school).await;
        Self {
            site: Site::of(house).await,
            own,
            other,
        }
    }

    /// A system of a unit whose token may ask for these.
    pub(super) async fn system(&self, unit: UnitId, scopes: &[SystemScope]) -> AddedSystem {
        let house = &self.site.house;
        let mut ctx = house.change(&house.it_admin).await;
        let command = AddSystem {
            name: Name::parse("Fagsystemet").expect("a name"),
            unit,
            scopes: scopes.to_vec(),
            days: 30,
            per_minute: 1_000,
        };
        let added = add_system(&mut ctx, command).await.expect("added");
        ctx.commit().await.expect("committed");
        added
    }

    /// The token of a system of the job centre that may ask for everything.
    pub(super) async fn token(&self) -> String {
        let unit = self.site.house.jobcentre;
        self.system(unit, SystemScope::ALL).await.token
    }

    /// Sends a request as a system does.
    pub(super) async fn ask(&self, call: Call<'_>) -> Answer {
        let mut request = Request::builder().method(call.method).uri(call.path);
        if let Some(token) = call.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let mut body = Body::empty();
        if let Some(sent) = call.body {
            request = request
                .header(header::CONTENT_TYPE, "application/json")
                .header(
                    "idempotency-key",
                    call.key.map_or_else(fresh_key, str::to_owned),
                );
            body = Body::from(sent.to_owned());
        }
        for (name, value) in call.headers {
            request = request.header(*name, *value);
        }
        let client: Client<'_> = self.site.nobody();
        client.send(request.body(body).expect("a request")).await
    }
}

/// A request of a system.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Call<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub token: Option<&'a str>,
    pub body: Option<&'a str>,
    pub key: Option<&'a str>,
    pub headers: &'a [(&'a str, &'a str)],
}

/// A key that nobody has used.
pub(super) fn fresh_key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("01936000-0000-7000-8000-{next:012x}")
}

/// A sound body for an operation, by its name. A new operation is told of here.
pub(super) fn body_of(operation: &str, ids: &Ids) -> Value {
    match operation {
        "endOwnTask" => json!({ "outcome": "done" }),
        "reportContact" => json!({
            "kind": "phone", "at": "2026-11-24T08:30:00Z", "minutes": 20, "people": [ids.mother],
            "summary": "Vi talte om praktik",
        }),
        "referFamily" => json!({
            "household": "Lund", "criteria": [], "reasons": "De har brug for en plan",
            "people": [
                { "given_name": "Lis", "family_name": "Lund", "role": "mother", "born": "1990-05-01" },
                { "given_name": "Bo", "family_name": "Lund", "role": "child", "born": "2015-05-01" },
            ],
        }),
        "answerRequest" => json!({ "reply": "statement", "text": "Han trives." }),
        other => panic!("tell `place` what {other} takes"),
    }
}

/// The address of an operation with somebody's ids in it.
pub(super) fn address(path: &str, ids: &Ids) -> String {
    path.replace("{family}", &ids.family.to_string())
        .replace("{task}", &ids.task)
        .replace("{request}", &ids.request)
        .replace("{referral}", &ids.referral)
}

/// Every operation of the document: method, path, name and itself; readings first.
pub(super) fn operations(document: &Value) -> Vec<(String, String, String, Value)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let name = operation["operationId"].as_str().expect("a name");
            all.push((
                method.to_uppercase(),
                path.clone(),
                name.to_owned(),
                operation.clone(),
            ));
        }
    }
    all.sort_by_key(|it| it.0 != "GET");
    all
}
