//! The plan: goals, and what is done to reach them.

use helhed_casework::domain::item::ItemKind;
use helhed_casework::exchange::{ExchangeCase, Item};
use serde_json::{Value, json};

use crate::bundle::{Entry, id_from};
use crate::coding::{kl, own, profile, to};
use crate::people::CARE_TEAM;

/// What sets the plan's id apart from the family's.
const PLAN: u8 = 2;

/// KL's codes: a goal of an intervention, and a social intervention.
const GOAL: (&str, &str) = ("0bb3daef-538d-45dc-b444-abdbcb63f6bc", "FFB indsatsmål");
const SOCIAL: (&str, &str) = ("4a297733-4d66-4726-a933-590d55cf91e0", "Social indsats");
const CASE_NUMBER: &str = "http://fhir.kl.dk/core/StructureDefinition/MunicipalityCaseNumber";

/// Whom an item is about: one person, or the family.
pub(crate) fn subject(case: &ExchangeCase, item: &Item) -> Value {
    match item.about[..] {
        [one] if case.people.iter().any(|it| it.id == one) => to(one),
        _ => to(case.family),
    }
}

pub(crate) fn entries(case: &ExchangeCase) -> Vec<Entry> {
    let goals = case.items.iter().filter(|it| it.kind == ItemKind::Goal);
    let goals: Vec<Entry> = goals.map(|it| (it.id, goal(case, it))).collect();
    let done = [ItemKind::Task, ItemKind::Measure];
    let activities = case.items.iter().filter(|it| done.contains(&it.kind));
    let activities: Vec<Value> = activities.map(activity).collect();
    let mut plan = json!({
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "category": [kl(SOCIAL.0, SOCIAL.1)],
        // One plan for a family: KL's profile has one citizen as its subject, so it is not named here.
        "subject": to(case.family),
        "careTeam": [to(id_from(case.family.uuid(), CARE_TEAM))],
    });
    if !goals.is_empty() {
        plan["goal"] = goals.iter().map(|(id, _)| to(id)).collect();
    }
    if !activities.is_empty() {
        plan["activity"] = activities.into();
    }
    if let Some(number) = &case.case_number {
        plan["extension"] = json!([{ "url": CASE_NUMBER, "valueString": number.as_str() }]);
    }
    let plan = (id_from(case.family.uuid(), PLAN), plan);
    std::iter::once(plan).chain(goals).collect()
}

fn goal(case: &ExchangeCase, it: &Item) -> Value {
    let status = match it.code.as_deref() {
        Some("reached") => "completed",
        Some(_) => "cancelled",
        None => "active",
    };
    let subject = subject(case, it);
    let mut goal = json!({
        "resourceType": "Goal",
        "lifecycleStatus": status,
        "category": [kl(GOAL.0, GOAL.1)],
        "description": { "text": it.text.as_deref().unwrap_or("–") },
        "startDate": crate::told::day_of(it.at),
        "subject": subject,
    });
    if subject != to(case.family) {
        goal["meta"] = profile("KLCommonCareSocialFFBGoal");
    }
    if let Some(day) = it.day {
        goal["target"] = json!([{ "dueDate": day.to_string() }]);
    }
    if let Some(wish) = it.more.as_deref() {
        goal["note"] = json!([{ "text": wish }]);
    }
    goal
}

/// A task, or a measure.
fn activity(it: &Item) -> Value {
    let is_task = it.kind == ItemKind::Task;
    let status = match (is_task, it.code.as_deref()) {
        (true, Some("done")) => "completed",
        (true, Some("missed")) => "cancelled",
        (true, Some(_)) => "entered-in-error",
        (true, None) => "not-started",
        (false, _) => "in-progress",
    };
    let mut detail = json!({
        "kind": if is_task { "Task" } else { "ServiceRequest" },
        "status": status,
        "description": it.text.as_deref().unwrap_or("–"),
    });
    if let (false, Some(kind)) = (is_task, it.code.as_deref()) {
        detail["code"] = own("measure", kind);
    }
    match (is_task, it.day) {
        (true, Some(due)) => detail["scheduledPeriod"] = json!({ "end": due.to_string() }),
        (false, Some(from)) => detail["scheduledPeriod"] = json!({ "start": from.to_string() }),
        (_, None) => {}
    }
    json!({ "detail": detail })
}
