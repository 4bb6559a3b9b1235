//! The output tables as CSV text: full precision (numbers read back to the same bits), amounts
//! exact, missing values empty, rows in a fixed order.

use crate::model::Model;
use crate::run::{Appraisal, Sensitivity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Table `programme_costs`: every cost row of the model, nominal, summed by year and item.
pub fn programme_costs(model: &Model) -> String {
    let mut sums: BTreeMap<(i16, &str), Decimal> = BTreeMap::new();
    for cost in &model.costs {
        *sums.entry((cost.year, &cost.item)).or_default() += cost.amount;
    }
    let rows = sums.into_iter().map(|((year, item), amount)| {
        let mut amount = amount.normalize();
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        [year.to_string(), item.to_owned(), amount.to_string()]
    });
    table(["year", "item", "amount_dkk"], rows)
}

/// Table `investment`: present value by scenario, area and payer.
pub fn investment(appraisal: &Appraisal) -> String {
    let rows = appraisal.outcomes.iter().flat_map(|outcome| {
        outcome.areas.iter().map(|a| {
            let value = real(a.present_value);
            [
                outcome.scenario.clone(),
                a.area.clone(),
                a.payer.as_str().to_owned(),
                value,
            ]
        })
    });
    table(["scenario", "area", "payer", "present_value_dkk"], rows)
}

/// Table `investment_yearly`: all payers, in base-year prices, not discounted but for the last
/// column.
pub fn investment_yearly(appraisal: &Appraisal) -> String {
    let rows = appraisal.outcomes.iter().flat_map(|outcome| {
        outcome.years.iter().map(|y| {
            [
                outcome.scenario.clone(),
                y.year.to_string(),
                real(y.cost),
                real(y.benefit),
                real(y.benefit - y.cost),
                real(y.cumulative_present_value),
            ]
        })
    });
    let header = [
        "scenario",
        "year",
        "cost_dkk",
        "benefit_dkk",
        "net_dkk",
        "cumulative_present_value_dkk",
    ];
    table(header, rows)
}

/// Table `investment_summary`: one row per scenario and measure.
pub fn investment_summary(appraisal: &Appraisal) -> String {
    let rows = appraisal.outcomes.iter().flat_map(|outcome| {
        let s = &outcome.summary;
        let drawn = s.uncertainty;
        let measures = [
            ("cost_present_value", Some(s.cost)),
            ("benefit_present_value", Some(s.benefit)),
            ("net_present_value", Some(s.net)),
            ("benefit_cost_ratio", s.benefit_cost_ratio),
            ("break_even_years", s.break_even_years),
            ("effect_factor_needed", s.effect_factor_needed),
            ("successes_needed", s.successes_needed),
            ("probability_net_positive", drawn.map(|q| q.positive)),
            ("net_p5", drawn.map(|q| q.p5)),
            ("net_p50", drawn.map(|q| q.p50)),
            ("net_p95", drawn.map(|q| q.p95)),
        ];
        measures.map(|(measure, value)| {
            let value = value.map(real).unwrap_or_default();
            [outcome.scenario.clone(), measure.to_owned(), value]
        })
    });
    table(["scenario", "measure", "value"], rows)
}

/// Table `investment_sensitivity`: the bars of the tornado figure, widest first.
pub fn investment_sensitivity(bars: &[Sensitivity]) -> String {
    let rows = bars.iter().map(|b| {
        let numbers = [b.low, b.high, b.net_at_low, b.net_at_high].map(real);
        let [low, high, net_at_low, net_at_high] = numbers;
        [b.parameter.clone(), low, high, net_at_low, net_at_high]
    });
    table(
        [
            "parameter",
            "low",
            "high",
            "net_at_low_dkk",
            "net_at_high_dkk",
        ],
        rows,
    )
}

/// The shortest decimal that reads back to the same bits; no minus on zero.
fn real(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else {
        value.to_string()
    }
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut text = header.join(",");
    text.push('\n');
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                text.push(',');
            }
            text.push_str(&quoted(cell));
        }
        text.push('\n');
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
