//! `effects.csv`.

use super::EFFECTS;
use super::sheet::{Row, Sheet, number};
use crate::finding::Findings;
use crate::model::{Effect, Evidence};

const REQUIRED: [&str; 5] = ["effect_id", "estimate", "evidence", "start_year", "profile"];
const OPTIONAL: [&str; 6] = [
    "outcome",
    "population",
    "low",
    "high",
    "attribution",
    "source",
];

pub(super) fn read(text: &str, findings: &mut Findings) -> Vec<(usize, Effect)> {
    let Some(sheet) = Sheet::parse(EFFECTS, text, &REQUIRED, &OPTIONAL, findings) else {
        return Vec::new();
    };
    sheet
        .rows()
        .filter_map(|row| Some((row.number, effect(&row, findings)?)))
        .collect()
}

fn effect(row: &Row<'_>, findings: &mut Findings) -> Option<Effect> {
    let effect_id = row.name("effect_id", findings);
    let population = row.number_if_any("population", findings);
    if population.flatten().is_some_and(|n| n < 0.0) {
        row.fault("population", "is a negative number of people", findings);
    }
    let estimate = row.number("estimate", findings);
    let low = row.number_if_any("low", findings);
    let high = row.number_if_any("high", findings);
    let given = [
        ("estimate", estimate),
        ("low", low.flatten()),
        ("high", high.flatten()),
    ];
    for (column, share) in given {
        if share.is_some_and(|s| s > 1.0) {
            row.fault(
                column,
                "the effect is above 1 (a share: 0.03 is 3 of 100)",
                findings,
            );
        } else if share.is_some_and(|s| s < -1.0) {
            row.fault(column, "the effect is below -1", findings);
        }
    }
    let interval = match (low.flatten(), high.flatten()) {
        (Some(low), Some(high)) => {
            if estimate.is_some_and(|e| !(low <= e && e <= high)) {
                row.fault("estimate", "does not lie between low and high", findings);
            }
            Some((low, high))
        }
        (None, None) => None,
        _ => {
            row.fault("low", "low and high come together or not at all", findings);
            None
        }
    };
    let words = Evidence::ALL.map(Evidence::as_str).join(", ");
    let parse = |w: &str| Evidence::ALL.into_iter().find(|e| e.as_str() == w);
    let evidence = row.word("evidence", parse, &words, findings);
    let start_year = row.year("start_year", findings);
    let profile = profile(row, findings);
    Some(Effect {
        effect_id: effect_id?,
        outcome: row.text("outcome").to_owned(),
        population: population?,
        estimate: estimate?,
        interval,
        evidence: evidence?,
        start_year: start_year?,
        profile: profile?,
        attribution: row.text("attribution").to_owned(),
        source: row.text("source").to_owned(),
    })
}

fn profile(row: &Row<'_>, findings: &mut Findings) -> Option<Vec<f64>> {
    let shares = row
        .text("profile")
        .split(';')
        .map(|share| number(share.trim()).filter(|s| (0.0..=1.0).contains(s)))
        .collect::<Option<Vec<_>>>();
    if shares.is_none() {
        row.fault(
            "profile",
            "is not a list of shares from 0 to 1, divided by ;",
            findings,
        );
    }
    shares
}
