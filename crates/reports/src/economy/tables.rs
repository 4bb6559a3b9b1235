//! The tables of the case, in words.

use std::collections::BTreeMap;

use helhed_domain::account::Language;
use helhed_economics::{Model, Payer, PriceRow, Refund};

use super::{Computed, names};
use crate::{Column, Numbers, Table, Words};

fn table(w: Words, id: &str, columns: Vec<Column>, rows: Vec<Vec<String>>) -> Table {
    Table {
        id: format!("economy-{id}"),
        caption: w.t(&format!("economy-table-{id}")),
        columns,
        rows,
        row_heads: 1,
        note: w.t(&format!("economy-note-{id}")),
    }
}

fn word(w: Words, key: &str) -> Column {
    Column::words(w.t(key))
}

fn number(w: Words, key: &str) -> Column {
    Column::number(w.t(key))
}

/// Year by year: what is spent, what is gained, and where that leaves the sum.
pub fn years(case: Computed<'_>, language: Language) -> Table {
    let (w, n) = (Words(language), Numbers(language));
    let lines = case.appraisal.base().map_or(&[][..], |base| &base.years);
    let rows = lines.iter().map(|line| {
        let kroner = [
            line.cost,
            line.benefit,
            line.benefit - line.cost,
            line.cumulative_present_value,
        ];
        let cells = kroner.into_iter().map(|dkk| n.fixed(dkk, 0));
        std::iter::once(line.year.to_string())
            .chain(cells)
            .collect()
    });
    let columns = vec![
        word(w, "economy-year"),
        number(w, "economy-cost"),
        number(w, "economy-benefit"),
        number(w, "economy-net"),
        number(w, "economy-until-then"),
    ];
    table(w, "years", columns, rows.collect())
}

/// Present value by area and payer, with the sums of both.
pub fn who_gains(case: Computed<'_>, language: Language) -> Table {
    let (w, n) = (Words(language), Numbers(language));
    let (payers, areas) = by_area(case);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut sums = vec![0.0; payers.len()];
    for (area, values) in &areas {
        let mut row = vec![names::area(w, area)];
        for (at, value) in values.iter().enumerate() {
            sums[at] += value;
            row.push(n.fixed(*value, 0));
        }
        row.push(n.fixed(values.iter().sum(), 0));
        rows.push(row);
    }
    let mut last = vec![w.t("economy-all-areas")];
    last.extend(sums.iter().map(|sum| n.fixed(*sum, 0)));
    last.push(n.fixed(sums.iter().sum(), 0));
    rows.push(last);
    let mut columns = vec![word(w, "economy-area")];
    columns.extend(
        payers
            .iter()
            .map(|payer| Column::number(names::payer(w, payer))),
    );
    columns.push(number(w, "economy-all-payers"));
    table(w, "who", columns, rows)
}

/// The payers of the base scenario, and for each area (costs last) what each of them gains.
pub(super) fn by_area(case: Computed<'_>) -> (Vec<Payer>, Vec<(String, Vec<f64>)>) {
    let Some(base) = case.appraisal.base() else {
        return (Vec::new(), Vec::new());
    };
    let mut payers: Vec<Payer> = Vec::new();
    for area in base.areas.iter().filter(|area| area.present_value != 0.0) {
        if !payers.contains(&area.payer) {
            payers.push(area.payer.clone());
        }
    }
    payers.sort();
    let mut areas: BTreeMap<(bool, &str), Vec<f64>> = BTreeMap::new();
    for area in base.areas.iter().filter(|area| area.present_value != 0.0) {
        let key = (area.area == "costs", area.area.as_str());
        let values = areas.entry(key).or_insert_with(|| vec![0.0; payers.len()]);
        if let Some(at) = payers.iter().position(|payer| *payer == area.payer) {
            values[at] += area.present_value;
        }
    }
    let areas = areas
        .into_iter()
        .map(|((_, area), values)| (area.to_owned(), values));
    (payers, areas.collect())
}

/// What each payer gains in the base scenario, benefits less costs, by the payer's words.
pub fn by_payer(case: Computed<'_>, language: Language) -> Vec<(String, f64)> {
    let (payers, areas) = by_area(case);
    let sums = payers.iter().enumerate().map(|(at, payer)| {
        let sum = areas.iter().map(|(_, values)| values[at]).sum();
        (names::payer(Words(language), payer), sum)
    });
    sums.collect()
}

/// Every standard scenario: how many must succeed, what is left over, and when the money is back.
pub fn scenarios(case: Computed<'_>, language: Language) -> Table {
    let (w, n) = (Words(language), Numbers(language));
    let rows = case.appraisal.outcomes.iter().map(|outcome| {
        let s = &outcome.summary;
        let told = |value: Option<f64>, decimals| {
            value.map_or("–".to_owned(), |it| n.fixed(it, decimals))
        };
        vec![
            names::scenario(w, &outcome.scenario),
            told(s.successes_needed, 2),
            n.fixed(s.net, 0),
            told(s.break_even_years, 1),
            told(s.uncertainty.map(|drawn| 100.0 * drawn.positive), 0),
        ]
    });
    let columns = vec![
        word(w, "economy-scenario"),
        number(w, "economy-fact-needed"),
        number(w, "economy-net"),
        number(w, "economy-fact-back"),
        number(w, "economy-share-positive"),
    ];
    table(w, "scenarios", columns, rows.collect())
}

/// What is assumed of people, effects, years and rates, with what each rests on.
pub fn assumptions(case: Computed<'_>, language: Language) -> Table {
    let (w, n) = (Words(language), Numbers(language));
    let model = case.model;
    let mut rows = vec![
        [
            w.t("economy-participants"),
            n.fixed(model.participants, 0),
            String::new(),
        ],
        [
            w.t("economy-base-year"),
            model.base_year.to_string(),
            String::new(),
        ],
        [w.t("economy-rate"), rates(w, n, model), String::new()],
    ];
    for effect in &model.effects {
        let share = |it: f64| n.fixed(100.0 * it, 1);
        let mut value = w.with("economy-of-100", share(effect.estimate));
        if let Some((low, high)) = effect.interval {
            value = w.args(
                "economy-of-100-between",
                &[
                    ("it", &share(effect.estimate)),
                    ("low", &share(low)),
                    ("high", &share(high)),
                ],
            );
        }
        let rests = [names::evidence(w, effect.evidence), effect.source.clone()];
        let rests = rests
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(": ");
        let name = if effect.outcome.is_empty() {
            w.t("economy-success")
        } else {
            effect.outcome.clone()
        };
        rows.push([name, value, rests]);
        let last = effect.start_year.saturating_add_unsigned(
            u16::try_from(effect.profile.len())
                .unwrap_or(1)
                .saturating_sub(1),
        );
        rows.push([
            w.t("economy-lasts"),
            format!("{}–{last}", effect.start_year),
            String::new(),
        ]);
    }
    let columns = vec![
        word(w, "economy-what"),
        word(w, "economy-value"),
        word(w, "economy-known"),
    ];
    table(
        w,
        "assumptions",
        columns,
        rows.into_iter().map(Vec::from).collect(),
    )
}

fn rates(w: Words, n: Numbers, model: &Model) -> String {
    let steps = model.discount.as_steps().iter().map(|step| {
        let rate = n.fixed(100.0 * step.rate, 1);
        match step.years {
            Some(years) => w.args(
                "economy-rate-years",
                &[("rate", &rate), ("years", &years.to_string())],
            ),
            None => w.with("economy-rate-one", rate),
        }
    });
    steps.collect::<Vec<_>>().join(", ")
}

/// How the state's refund of a price is known; nothing for a price without.
fn refund(w: Words, price: &PriceRow) -> String {
    match price.refund {
        None => String::new(),
        Some(Refund::IncomeSupport) => w.t("economy-refund-weeks"),
        Some(Refund::Central) if price.refund_is_computed() => w.t("economy-refund-computed"),
        Some(Refund::Central) => w.t("economy-refund-published"),
    }
}

/// The prices that follow from a success, with source, grade and the mark of a municipality's own.
pub fn prices_used(case: Computed<'_>, language: Language) -> Table {
    let (w, n) = (Words(language), Numbers(language));
    let model = case.model;
    let used = model.prices.iter().filter(|price| {
        let by_name = |id: &str| model.consequences.iter().any(|it| it.price_id == id);
        by_name(&price.price_id) || price.overrides.as_deref().is_some_and(by_name)
    });
    let rows = used.map(|price| {
        let kroner = price
            .per_payer
            .map(|dkk| n.fixed(dkk.to_string().parse().unwrap_or(0.0), 0));
        let grade = price.grade.map_or(String::new(), |grade| {
            w.t(&format!("economy-grade-{}", grade.as_str()))
        });
        let own = if price.is_local {
            w.t("economy-own")
        } else {
            String::new()
        };
        let source = [own, grade, price.source.clone(), refund(w, price)]
            .into_iter()
            .filter(|it| !it.is_empty());
        let [municipality, region, state] = kroner;
        vec![
            names::area(w, &price.price_id),
            names::unit(w, &price.unit),
            municipality,
            region,
            state,
            price.price_year.to_string(),
            source.collect::<Vec<_>>().join("; "),
        ]
    });
    let columns = vec![
        word(w, "economy-price"),
        word(w, "economy-unit"),
        number(w, "economy-payer-municipality"),
        number(w, "economy-payer-region"),
        number(w, "economy-payer-state"),
        number(w, "economy-price-year"),
        word(w, "economy-known"),
    ];
    table(w, "prices", columns, rows.collect())
}
