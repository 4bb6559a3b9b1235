//! What only shows when the files are held together: references, years, overlapping prices.

use super::settings::Settings;
use super::sheet::number;
use super::{CONSEQUENCES, COSTS, EFFECTS, MODEL, PRICES};
use crate::Problem;
use crate::finding::Findings;
use crate::model::{Consequence, CostRow, Effect, Model, PriceRow};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rows with their numbers.
pub(super) struct Rows {
    pub(super) costs: Vec<(usize, CostRow)>,
    pub(super) prices: Vec<(usize, PriceRow)>,
    pub(super) effects: Vec<(usize, Effect)>,
    pub(super) consequences: Vec<(usize, Consequence)>,
}

/// The model, if it can be put together; faults are told either way.
pub(super) fn check(
    settings: Option<Settings>,
    rows: Rows,
    findings: &mut Findings,
) -> Option<Model> {
    unique_effects(&rows.effects, findings);
    overrides(&rows.prices, findings);
    one_price_a_day(&rows.prices, findings);
    // A row with a fault of its own is not in `rows`: a reference to it is not a second fault.
    let whole = findings.faults.is_empty();
    if whole {
        references(&rows, findings);
    }
    let settings = settings?;
    horizon(&settings, &rows, findings);
    index_years(&settings, &rows, findings);
    let (numbers, consequences): (Vec<usize>, _) = rows.consequences.into_iter().unzip();
    let model = Model {
        name: settings.name,
        participants: settings.participants,
        base_year: settings.base_year,
        horizon_first: settings.horizon_first,
        horizon_last: settings.horizon_last,
        discount: settings.discount,
        charge: settings.charge,
        price_index: settings.price_index,
        seed: settings.seed,
        costs: without_numbers(rows.costs),
        prices: without_numbers(rows.prices),
        effects: without_numbers(rows.effects),
        consequences,
    };
    if findings.faults.is_empty() {
        every_year_priced(&model, &numbers, findings);
    }
    Some(model)
}

fn without_numbers<T>(rows: Vec<(usize, T)>) -> Vec<T> {
    rows.into_iter().map(|(_, row)| row).collect()
}

fn unique_effects(effects: &[(usize, Effect)], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (row, effect) in effects {
        if !seen.insert(&effect.effect_id) {
            findings.fault(
                EFFECTS,
                Some(*row),
                "effect_id",
                "stands in an earlier row too",
            );
        }
    }
}

/// Each override names a price that is there, and following them never comes back.
pub(crate) fn overrides(prices: &[(usize, PriceRow)], findings: &mut Findings) {
    let mut replaces: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (row, price) in prices {
        let Some(target) = &price.overrides else {
            continue;
        };
        if !prices.iter().any(|(_, p)| p.price_id == *target) {
            findings.fault(PRICES, Some(*row), "local_override", Problem::NoSuchPrice);
        }
        replaces.entry(&price.price_id).or_default().insert(target);
    }
    for (row, price) in prices.iter().filter(|(_, p)| p.overrides.is_some()) {
        let mut reached = BTreeSet::new();
        let mut open = vec![price.price_id.as_str()];
        while let Some(id) = open.pop() {
            open.extend(
                replaces
                    .get(id)
                    .into_iter()
                    .flatten()
                    .filter(|t| reached.insert(**t)),
            );
        }
        if reached.contains(price.price_id.as_str()) {
            findings.fault(PRICES, Some(*row), "local_override", Problem::Cycle);
        }
    }
}

/// No two rows give the same price on one day; the municipality's own may stand over another.
pub(crate) fn one_price_a_day(prices: &[(usize, PriceRow)], findings: &mut Findings) {
    for (i, (row, price)) in prices.iter().enumerate() {
        let clash = prices[..i].iter().find(|(_, other)| {
            let same_price = other.price_id == price.price_id && other.is_local == price.is_local;
            let same_target = price.overrides.is_some() && other.overrides == price.overrides;
            (same_price || same_target) && overlap(price, other)
        });
        if let Some((earlier, _)) = clash {
            let told = Problem::TwoPrices { row: *earlier };
            findings.fault(PRICES, Some(*row), "valid_from", told);
        }
    }
}

fn overlap(a: &PriceRow, b: &PriceRow) -> bool {
    let before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
    !before(a.valid_to, b.valid_from) && !before(b.valid_to, a.valid_from)
}

fn references(rows: &Rows, findings: &mut Findings) {
    for (row, consequence) in &rows.consequences {
        let effect = rows
            .effects
            .iter()
            .find(|(_, e)| e.effect_id == consequence.effect_id);
        match effect {
            None => {
                let told = "names an effect that is not in effects.csv";
                findings.fault(CONSEQUENCES, Some(*row), "effect_id", told);
            }
            Some((_, effect)) => {
                let year = consequence.year_after_start.map_or(0, usize::from);
                if year >= effect.profile.len() {
                    let told = "lies after the effect's profile and counts for nothing";
                    findings.remark(CONSEQUENCES, Some(*row), "year_after_start", told);
                }
            }
        }
        if !rows
            .prices
            .iter()
            .any(|(_, p)| p.price_id == consequence.price_id)
        {
            let told = "names a price that is not in price_book.csv";
            findings.fault(CONSEQUENCES, Some(*row), "price_id", told);
        }
    }
}

fn horizon(settings: &Settings, rows: &Rows, findings: &mut Findings) {
    let (first, last) = (settings.horizon_first, settings.horizon_last);
    let within = format!("is outside the horizon {first}–{last}");
    for (row, cost) in &rows.costs {
        if !(first..=last).contains(&cost.year) {
            let told = format!("{within}, and is charged all the same");
            findings.remark(COSTS, Some(*row), "year", told);
        }
    }
    for (row, effect) in &rows.effects {
        if number(&effect.attribution).is_some_and(|share| share != 1.0) {
            let told = "is carried along and never multiplied in: lower the estimate instead";
            findings.remark(EFFECTS, Some(*row), "attribution", told);
        }
        if effect.start_year < first || effect.start_year > last {
            findings.fault(EFFECTS, Some(*row), "start_year", within.clone());
        } else if effect.profile.len() > usize::from((last - effect.start_year).unsigned_abs()) + 1
        {
            let told = format!("the profile is longer than the horizon, which ends in {last}");
            findings.fault(EFFECTS, Some(*row), "profile", told);
        }
    }
}

fn index_years(settings: &Settings, rows: &Rows, findings: &mut Findings) {
    let index = &settings.price_index;
    if index.is_empty() {
        return;
    }
    let known = |year: &i16| index.contains_key(year);
    if !known(&settings.base_year) {
        findings.fault(
            MODEL,
            None,
            "price_index",
            "the base year has no price index",
        );
    }
    let told = |year: i16| format!("price_index of model.toml has no year {year}");
    for (row, cost) in rows.costs.iter().filter(|(_, c)| !known(&c.price_year)) {
        findings.fault(COSTS, Some(*row), "price_year", told(cost.price_year));
    }
    for (row, price) in rows.prices.iter().filter(|(_, p)| !known(&p.price_year)) {
        findings.fault(PRICES, Some(*row), "price_year", told(price.price_year));
    }
}

/// Every year in which a consequence counts has a valid price.
fn every_year_priced(model: &Model, numbers: &[usize], findings: &mut Findings) {
    for (consequence, row) in model.consequences.iter().zip(numbers) {
        let effect = model
            .effects
            .iter()
            .find(|e| e.effect_id == consequence.effect_id);
        let years = effect.into_iter().flat_map(|e| {
            let counts = |k: &u16| consequence.year_after_start.is_none_or(|y| y == *k);
            let present = (0u16..).zip(&e.profile).filter(|(_, share)| **share != 0.0);
            present
                .map(|(k, _)| k)
                .filter(counts)
                .map(|k| (e.start_year, k))
        });
        let unpriced = years
            .filter_map(|(start, k)| start.checked_add_unsigned(k))
            .find(|year| model.price_in_year(&consequence.price_id, *year).is_none());
        if let Some(year) = unpriced {
            let told = format!("no row of price_book.csv is valid for this price in {year}");
            findings.fault(CONSEQUENCES, Some(*row), "price_id", told);
        }
    }
}
