//! The words for what the economics names in English: payers, areas, scenarios, evidence.

use helhed_economics::{Evidence, Payer};

use crate::Words;

/// A key's words where there are any, else the name itself: a municipality writes its own areas.
fn or_itself(w: Words, key: &str, name: &str) -> String {
    w.find(key).unwrap_or_else(|| name.replace('_', " "))
}

pub(super) fn payer(w: Words, payer: &Payer) -> String {
    or_itself(
        w,
        &format!("economy-payer-{}", payer.as_str().replace(' ', "_")),
        payer.as_str(),
    )
}

pub(super) fn area(w: Words, area: &str) -> String {
    or_itself(w, &format!("economy-area-{}", area.replace(' ', "_")), area)
}

pub(super) fn unit(w: Words, unit: &str) -> String {
    w.find(&format!("economy-per-{unit}"))
        .unwrap_or_else(|| unit.to_owned())
}

/// A scenario, and several combined.
pub(super) fn scenario(w: Words, id: &str) -> String {
    let one = |id: &str| or_itself(w, &format!("economy-scenario-{id}"), id);
    id.split('+').map(one).collect::<Vec<_>>().join(" + ")
}

pub(super) fn evidence(w: Words, evidence: Evidence) -> String {
    w.t(&format!("economy-evidence-{}", evidence.as_str()))
}

/// The words for a price, an area or an effect; a name of the municipality's own stands for itself.
pub fn name(language: helhed_domain::account::Language, id: &str) -> String {
    area(Words(language), id)
}

/// The words for a unit of a price; a unit of the municipality's own stands for itself.
pub fn unit_name(language: helhed_domain::account::Language, of: &str) -> String {
    unit(Words(language), of)
}
