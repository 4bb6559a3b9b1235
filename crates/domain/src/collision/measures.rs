//! Measures that collide: activation inside treatment, what contradicts each other, what is asked twice.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::{Calendar, Colliding, Collision, CollisionKind, Found};
use crate::day::day_of;
use crate::ids::PersonId;
use crate::measure::{Measure, MeasureKind};

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
}

#[derive(Deserialize)]
struct OppositeFile {
    opposite: Vec<Pair>,
}

/// The pairs that contradict each other, each way round.
pub(super) fn opposites() -> &'static BTreeSet<(String, String)> {
    static PAIRS: LazyLock<BTreeSet<(String, String)>> = LazyLock::new(|| {
        let file: OppositeFile = toml::from_str(include_str!("../../data/collisions.toml"))
            .expect("the shipped pairs are checked by a test");
        let both = |it: Pair| [(it.a.clone(), it.b.clone()), (it.b, it.a)];
        file.opposite.into_iter().flat_map(both).collect()
    });
    &PAIRS
}

/// How two measures for the same person collide.
fn kind(one: &Measure, other: &Measure) -> Option<CollisionKind> {
    let (a, b) = (&one.facts, &other.facts);
    let kinds = [a.kind, b.kind];
    if let (Some(asked), Some(also)) = (&a.asks, &b.asks) {
        if opposites().contains(&(asked.clone(), also.clone())) {
            let is_duty = kinds.contains(&MeasureKind::Activation);
            let in_treatment = kinds.contains(&MeasureKind::Treatment);
            return Some(if is_duty && in_treatment {
                CollisionKind::ActivationInTreatment
            } else {
                CollisionKind::OppositeAsked
            });
        }
        // The same from the same hand is one measure written in two lines.
        if asked == also && (a.given_by.is_none() || a.given_by != b.given_by) {
            return Some(CollisionKind::SameAsked);
        }
    }
    // A treatment that says nothing of what it asks may take the whole day: a duty beside it is told.
    let silent = |it: &Measure| it.facts.kind == MeasureKind::Treatment && it.facts.asks.is_none();
    let duty = |it: &Measure| it.facts.kind == MeasureKind::Activation;
    let beside = (silent(one) && duty(other)) || (duty(one) && silent(other));
    beside.then_some(CollisionKind::ActivationInTreatment)
}

/// Whom both are for: somebody named by one and the whole family by the other is that somebody.
fn shared(calendar: &Calendar, one: &Measure, other: &Measure) -> Option<BTreeSet<PersonId>> {
    match (one.facts.concerns, other.facts.concerns) {
        (Some(a), Some(b)) if a != b => None,
        (Some(a), _) | (None, Some(a)) => Some([a].into()),
        (None, None) => Some(calendar.people.iter().copied().collect()),
    }
}

pub(super) fn look(calendar: &Calendar, now: Timestamp, found: &mut Found) {
    let today: Date = day_of(now);
    let stands = |it: &&Measure| {
        it.annulled.is_none()
            && it.facts.until.is_none_or(|until| today <= until)
            && (it.facts.asks.is_some()
                || matches!(
                    it.facts.kind,
                    MeasureKind::Activation | MeasureKind::Treatment
                ))
    };
    let standing: Vec<_> = calendar.measures.iter().filter(stands).collect();
    for (place, one) in standing.iter().enumerate() {
        for other in &standing[place + 1..] {
            let Some(people) = shared(calendar, one, other) else {
                continue;
            };
            let (Some(kind), Some(day)) = (kind(one, other), one.facts.meets(&other.facts, today))
            else {
                continue;
            };
            // Told from the day both began, so that it is the same tomorrow.
            let began = one.facts.from.max(other.facts.from);
            found.add(Collision {
                kind,
                day: began.min(day),
                people,
                between: [one.id, other.id].map(Colliding::Measure).into(),
                count: None,
            });
        }
    }
}
