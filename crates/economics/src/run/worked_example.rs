//! Follows `docs/economics.md`: every figure of its tables is the program's.

use super::appraise;
use crate::EXAMPLES;

const PAGE: &str = include_str!("../../../../docs/economics.md");
/// Kroner are given with two decimals.
const OERE: f64 = 0.005;
/// Ratios are given with six decimals, factors with nine.
const SIX_DECIMALS: f64 = 5e-7;
const NINE_DECIMALS: f64 = 5e-10;

/// The rows of the table under a header, as cells.
fn table(header: &str) -> Vec<Vec<&'static str>> {
    let from = PAGE
        .lines()
        .skip_while(|line| !line.starts_with(header))
        .skip(2);
    let rows = from.take_while(|line| line.starts_with('|'));
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn number(cell: &str) -> f64 {
    cell.replace(',', "").parse().expect("a number")
}

#[test]
fn the_page_is_what_the_program_computes() {
    let example = EXAMPLES
        .iter()
        .find(|e| e.id == "worked-example")
        .expect("shipped");
    let model = example.text.read().expect("sound").model;
    let base = appraise(&model, 0).outcomes.swap_remove(0);

    let rows = table("| year |");
    assert_eq!(rows.len(), base.years.len());
    let mut before = 0.0;
    for (row, line) in rows.iter().zip(&base.years) {
        let present = line.cumulative_present_value - before;
        before = line.cumulative_present_value;
        let net = line.benefit - line.cost;
        let counts = model.discount.factor(model.base_year, line.year);
        assert_eq!(row[0], line.year.to_string());
        let given = row[1..].iter().map(|cell| number(cell)).collect::<Vec<_>>();
        let computed = [line.cost, line.benefit, net, counts, present, before];
        let tolerance = [OERE, OERE, OERE, NINE_DECIMALS, OERE, OERE];
        for ((given, computed), tolerance) in given.iter().zip(computed).zip(tolerance) {
            assert!(
                (given - computed).abs() <= tolerance,
                "{}: {given}, {computed}",
                line.year
            );
        }
    }

    let s = &base.summary;
    let computed = [
        ("cost_present_value", Some(s.cost), OERE),
        ("benefit_present_value", Some(s.benefit), OERE),
        ("net_present_value", Some(s.net), OERE),
        ("benefit_cost_ratio", s.benefit_cost_ratio, SIX_DECIMALS),
        ("break_even_years", s.break_even_years, SIX_DECIMALS),
        ("effect_factor_needed", s.effect_factor_needed, SIX_DECIMALS),
        ("successes_needed", s.successes_needed, SIX_DECIMALS),
    ];
    let rows = table("| measure |");
    assert_eq!(rows.len(), computed.len());
    for (row, (measure, value, tolerance)) in rows.iter().zip(computed) {
        assert_eq!(row[0], measure);
        let value = value.expect("the example has every figure");
        assert!(
            (number(row[1]) - value).abs() <= tolerance,
            "{measure}: {value}"
        );
    }
}
