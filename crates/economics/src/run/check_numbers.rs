//! The numbers a model must give, from the published case and its reconstruction.

use super::{Appraisal, Outcome, appraise};
use crate::EXAMPLES;
use crate::model::{Model, Payer};

/// Figures given to the øre.
const OERE: f64 = 0.005;
/// Figures given in whole kroner.
const KRONE: f64 = 0.5;
/// Years given with three decimals.
const THREE_DECIMALS: f64 = 0.0005;
/// Figures given with two decimals.
const TWO_DECIMALS: f64 = 0.005;

fn model(id: &str) -> Model {
    let example = EXAMPLES.iter().find(|e| e.id == id).expect("shipped");
    example.text.read().expect("sound").model
}

fn results(id: &str) -> Appraisal {
    appraise(&model(id), 0)
}

fn outcome<'a>(results: &'a Appraisal, scenario: &str) -> &'a Outcome {
    results
        .outcomes
        .iter()
        .find(|o| o.scenario == scenario)
        .expect("a standard scenario")
}

#[track_caller]
fn close(got: f64, expected: f64, tolerance: f64) {
    assert!(
        (got - expected).abs() <= tolerance,
        "{got} is not {expected}"
    );
}

#[test]
fn constant_benefit_at_four_and_three_and_a_half_percent() {
    let results = results("worked-example");
    let four = &outcome(&results, "rate_4").summary;
    assert_eq!(four, &outcome(&results, "base").summary);
    close(four.cost, 3_386_984.46, OERE);
    close(four.benefit, 4_942_806.00, OERE);
    close(four.net, 1_555_821.54, OERE);
    close(four.break_even_years.expect("pays"), 4.588, THREE_DECIMALS);
    let lower = &outcome(&results, "rate_3_5").summary;
    close(lower.cost, 3_383_593.12, OERE);
    close(lower.benefit, 5_035_443.08, OERE);
    close(lower.net, 1_651_849.96, OERE);
    close(lower.break_even_years.expect("pays"), 4.517, THREE_DECIMALS);
}

#[test]
fn a_year_of_benefit_and_their_cumulated_present_values() {
    let results = results("worked-example");
    let base = outcome(&results, "base");
    for line in base.years.iter().filter(|y| y.year >= 2019) {
        close(line.benefit, 823_518.99, OERE);
    }
    let mut sum = 0.0;
    let mut cost = 0.0;
    let cumulated = [
        791_845.0,
        1_553_235.0,
        2_285_340.0,
        2_989_288.0,
        3_666_160.0,
    ];
    let mut spent = base
        .years
        .iter()
        .filter(|y| y.year < 2019)
        .map(|y| y.cumulative_present_value);
    let before = spent.next_back().expect("2018 is in the horizon");
    cost += 661_398.0 / 1.04;
    for (line, expected) in base.years.iter().filter(|y| y.year >= 2019).zip(cumulated) {
        close(
            line.cumulative_present_value - before + cost,
            expected,
            KRONE,
        );
        sum += line.benefit;
    }
    close(sum, 5.0 * 823_518.99, OERE);
}

#[test]
fn the_published_case() {
    let results = results("gladsaxe-published");
    let base = outcome(&results, "base");
    close(base.summary.benefit, 4_942_806.0, OERE);
    close(base.summary.net, 1_518_704.0, OERE);
    // Published as 1,518,705: the parts are rounded each for itself.
    close(base.summary.net, 1_518_705.0, 1.0 + OERE);
    close(
        base.summary.successes_needed.expect("pays"),
        1.37,
        TWO_DECIMALS,
    );
    close(base.summary.successes_assumed, 1.98, 1e-12);
    let published = include_str!("published_areas.csv");
    for row in published.lines().skip(1) {
        let (area, value) = row.split_once(',').expect("two columns");
        let of_area = base.areas.iter().filter(|a| a.area == area);
        let total = of_area.map(|a| a.present_value).sum::<f64>();
        close(total, value.parse::<f64>().expect("a number"), OERE);
    }
}

#[test]
fn charging_everything_leaves_no_surplus() {
    let results = results("gladsaxe-accounts");
    let all = &outcome(&results, "charge_all").summary;
    close(all.net, -62_598.0, KRONE);
    close(
        all.successes_needed.expect("has benefits"),
        2.005,
        THREE_DECIMALS,
    );
    assert_eq!(all.break_even_years, None);
    let nominal = outcome(&results, "charge_all")
        .years
        .iter()
        .map(|y| y.cost)
        .sum::<f64>();
    close(nominal, 4_969_748.0, OERE);
    let freed = outcome(&results, "net_of_freed_time")
        .years
        .iter()
        .map(|y| y.cost)
        .sum::<f64>();
    close(freed, 4_022_112.0 - 1_958_603.0, OERE);
}

#[test]
fn lollands_family() {
    let results = results("lolland-family");
    let base = &outcome(&results, "base").summary;
    close(base.successes_needed.expect("pays"), 1.70, TWO_DECIMALS);
    close(
        base.effect_factor_needed.expect("pays") * 0.0667,
        0.057,
        THREE_DECIMALS,
    );
}

#[test]
fn the_other_scenarios_change_one_thing() {
    let results = results("worked-example");
    let of = |id: &str| outcome(&results, id).summary.clone();
    close(of("rate_0").benefit, 7.0 * 823_518.99, OERE);
    close(of("rate_0").cost, 3_360_714.0, OERE);
    close(of("horizon_1").benefit, 791_845.0, KRONE);
    close(of("horizon_5").benefit, 3_666_160.0, KRONE);
    assert_eq!(of("horizon_7"), of("base"));
    assert_eq!(of("horizon_10"), of("base"));
    assert_eq!(of("effect_0").benefit, 0.0);
    assert_eq!(of("effect_0").effect_factor_needed, None);
    close(of("effect_half").benefit, 4_942_806.0 / 2.0, OERE);
    // Half the effect needs twice the factor and as many successes.
    let (half, base) = (of("effect_half"), of("base"));
    close(
        half.successes_needed.expect("pays"),
        base.successes_needed.expect("pays"),
        1e-9,
    );
}

#[test]
fn all_gains_are_the_municipalitys_in_the_published_case() {
    let results = results("gladsaxe-published");
    let others = outcome(&results, "base")
        .areas
        .iter()
        .filter(|a| a.payer != Payer::Municipality);
    assert!(others.map(|a| a.present_value).all(|v| v == 0.0));
}
