//! How sure the way to the result is: in each year, where the cumulated present value lies in the draws.

use super::flows::Flows;
use crate::draws::{Draws, quantile};
use crate::model::Model;
use crate::scenario::Scenario;

/// The cumulated present value at a year's end, over the draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandYear {
    /// The year.
    pub year: i16,
    /// 5 % of draws lie below.
    pub p5: f64,
    /// Half of the draws lie below.
    pub p50: f64,
    /// 95 % of draws lie below.
    pub p95: f64,
}

/// The band of a scenario over its years, from `count` draws with the model's seed; empty without draws.
pub fn cumulative_band(model: &Model, scenario: &Scenario, count: usize) -> Vec<BandYear> {
    if count == 0 {
        return Vec::new();
    }
    let (flows, draws) = (Flows::of(model), Draws::of(model, count));
    let discount = flows.discount(scenario);
    let mut reached = vec![0.0; count];
    let years = flows.years.iter().enumerate().map(|(t, year)| {
        let cost = flows
            .charged(scenario)
            .filter(|(cost, _)| cost.year == t)
            .map(|(_, amount)| amount)
            .sum::<f64>();
        for sum in &mut reached {
            *sum -= cost * discount[t];
        }
        for benefit in flows.within(scenario).filter(|benefit| benefit.year == t) {
            let worth =
                benefit.per_payer.iter().sum::<f64>() * discount[t] * scenario.effect_factor;
            let (effects, prices) = (&draws.effects[benefit.effect], &draws.prices[benefit.price]);
            for ((sum, effect), price) in reached.iter_mut().zip(effects).zip(prices) {
                *sum += worth * effect * price;
            }
        }
        let mut sorted = reached.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |p| quantile(&sorted, p).unwrap_or(0.0);
        BandYear {
            year: *year,
            p5: at(0.05),
            p50: at(0.5),
            p95: at(0.95),
        }
    });
    years.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EXAMPLES, appraise, standard_scenarios};

    #[test]
    fn the_band_ends_where_the_draws_of_the_result_lie() {
        for id in ["gladsaxe-published", "gladsaxe-accounts", "lolland-family"] {
            let example = EXAMPLES.iter().find(|e| e.id == id).expect("shipped");
            let model = example.text.read().expect("sound").model;
            let base = standard_scenarios(&model).swap_remove(0);
            let last = *cumulative_band(&model, &base, 500).last().expect("a year");
            let drawn = appraise(&model, 500)
                .outcomes
                .swap_remove(0)
                .summary
                .uncertainty;
            let drawn = drawn.expect("drawn");
            for (band, result) in [
                (last.p5, drawn.p5),
                (last.p50, drawn.p50),
                (last.p95, drawn.p95),
            ] {
                assert!((band - result).abs() < 0.005, "{id}: {band}, {result}");
            }
            assert!(cumulative_band(&model, &base, 0).is_empty());
        }
    }
}
