//! No coordinator holds more than ten families, whatever the day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::today;
use crate::story::{AccountRole, Decision, Municipality, UnitKind};

#[test]
fn ten_families_at_most_on_every_day() {
    for (seed, families) in [(1, 56), (2, 56), (7, 30), (3, 700)] {
        let municipality = Municipality::make(seed, families, today());
        let mut steps: BTreeMap<String, Vec<(Date, i32)>> = BTreeMap::new();
        for story in municipality.families() {
            let Decision::TakenIn {
                start, coordinator, ..
            } = &story.decision
            else {
                panic!("taken in")
            };
            let steps = steps.entry(coordinator.clone()).or_default();
            steps.push((*start, 1));
            if let Some(closing) = &story.closing {
                steps.push((closing.on, -1));
            }
        }
        for (coordinator, mut steps) in steps {
            steps.sort();
            let mut held = 0;
            for (day, step) in steps {
                held += step;
                assert!(
                    held <= Municipality::PLACES as i32,
                    "{coordinator} holds {held} on {day}"
                );
            }
            let account = municipality
                .accounts
                .iter()
                .find(|a| a.username == coordinator);
            assert!(account.is_some_and(|a| a.role == AccountRole::Coordinator));
        }
    }
}

#[test]
fn every_unit_and_role_can_sign_in() {
    let municipality = Municipality::make(1, 56, today());
    assert_eq!(municipality.units.len(), 10);
    for unit in &municipality.units {
        assert!(
            municipality
                .accounts
                .iter()
                .any(|a| a.unit == Some(unit.kind)),
            "{:?}",
            unit.kind
        );
    }
    let count = |role| {
        municipality
            .accounts
            .iter()
            .filter(|a| a.role == role && a.signs_in)
            .count()
    };
    assert_eq!(count(AccountRole::Coordinator), 3);
    for role in [
        AccountRole::TeamLeader,
        AccountRole::SteeringGroup,
        AccountRole::Evaluator,
        AccountRole::ItAdmin,
        AccountRole::Dpo,
        AccountRole::FamilyMember,
    ] {
        assert_eq!(count(role), 1, "{role:?}");
    }
    let mut names: Vec<&str> = municipality
        .accounts
        .iter()
        .map(|a| a.username.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), municipality.accounts.len());
    assert!(
        municipality
            .accounts
            .iter()
            .all(|a| (a.role == AccountRole::Partner) == a.unit.is_some())
    );
    assert!(
        municipality
            .units
            .iter()
            .any(|u| u.kind == UnitKind::Volunteers)
    );
}
