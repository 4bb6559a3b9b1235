//! The output tables: full precision, amounts exact, missing values empty, rows in a fixed order.

use crate::model::Model;
use crate::run::{Appraisal, Sensitivity, sensitivity};
use crate::table::{ResultTable, real};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Every table of a model, in the order in which they are told: what it cost, what it is worth by
/// area and payer, year by year, the measures, the sensitivity. This is what `helhed economy` writes
/// and what the evaluation's report takes in.
pub fn result_tables(model: &Model, appraisal: &Appraisal) -> Vec<ResultTable> {
    vec![
        programme_costs(model),
        investment(appraisal),
        investment_yearly(appraisal),
        investment_summary(appraisal),
        investment_sensitivity(&sensitivity(model)),
    ]
}

/// Table `programme_costs`: every cost row of the model, nominal, summed by year and item.
pub fn programme_costs(model: &Model) -> ResultTable {
    let rows = model.costs.iter();
    programme_cost_table(rows.map(|cost| ((cost.year, cost.item.as_str()), cost.amount)))
}

/// Table `programme_costs` from amounts by year and item, summed.
pub(crate) fn programme_cost_table<'a>(
    amounts: impl Iterator<Item = ((i16, &'a str), Decimal)>,
) -> ResultTable {
    let mut sums: BTreeMap<(i16, &str), Decimal> = BTreeMap::new();
    for (key, amount) in amounts {
        *sums.entry(key).or_default() += amount;
    }
    let rows = sums.into_iter().map(|((year, item), amount)| {
        let mut amount = amount.normalize();
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        vec![year.to_string(), item.to_owned(), amount.to_string()]
    });
    ResultTable {
        name: "programme_costs",
        columns: &["year", "item", "amount_dkk"],
        note: "What the programme cost, nominal DKK, summed by year and item.",
        rows: rows.collect(),
    }
}

/// Table `investment`: present value by scenario, area and payer.
pub fn investment(appraisal: &Appraisal) -> ResultTable {
    let rows = appraisal.outcomes.iter().flat_map(|outcome| {
        outcome.areas.iter().map(|a| {
            vec![
                outcome.scenario.clone(),
                a.area.clone(),
                a.payer.as_str().to_owned(),
                real(a.present_value),
            ]
        })
    });
    ResultTable {
        name: "investment",
        columns: &["scenario", "area", "payer", "present_value_dkk"],
        note: "Present value in base-year prices by area and payer; costs are area `costs` and negative.",
        rows: rows.collect(),
    }
}

/// Table `investment_yearly`: all payers, in base-year prices, not discounted but for the last
/// column.
pub fn investment_yearly(appraisal: &Appraisal) -> ResultTable {
    let rows = appraisal.outcomes.iter().flat_map(|outcome| {
        outcome.years.iter().map(|y| {
            vec![
                outcome.scenario.clone(),
                y.year.to_string(),
                real(y.cost),
                real(y.benefit),
                real(y.benefit - y.cost),
                real(y.cumulative_present_value),
            ]
        })
    });
    ResultTable {
        name: "investment_yearly",
        columns: &[
            "scenario",
            "year",
            "cost_dkk",
            "benefit_dkk",
            "net_dkk",
            "cumulative_present_value_dkk",
        ],
        note: "All payers together in base-year prices; only the last column is discounted.",
        rows: rows.collect(),
    }
}

/// Table `investment_summary`: one row per scenario and measure.
pub fn investment_summary(appraisal: &Appraisal) -> ResultTable {
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
            vec![outcome.scenario.clone(), measure.to_owned(), value]
        })
    });
    ResultTable {
        name: "investment_summary",
        columns: &["scenario", "measure", "value"],
        note: "How many must succeed and what is left over, for every scenario; each changes one thing of `base`.",
        rows: rows.collect(),
    }
}

/// Table `investment_sensitivity`: the bars of the tornado figure, widest first.
pub fn investment_sensitivity(bars: &[Sensitivity]) -> ResultTable {
    let rows = bars.iter().map(|b| {
        let mut row = vec![b.parameter.clone()];
        row.extend([b.low, b.high, b.net_at_low, b.net_at_high].map(real));
        row
    });
    ResultTable {
        name: "investment_sensitivity",
        columns: &[
            "parameter",
            "low",
            "high",
            "net_at_low_dkk",
            "net_at_high_dkk",
        ],
        note: "Net present value with one number at its low and at its high end, the widest first.",
        rows: rows.collect(),
    }
}
