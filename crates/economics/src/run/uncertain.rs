//! A scenario's net present value in every draw.
//!
//! Years and payers are summed into one weight per effect and price first, so that a draw costs
//! one multiplication per pair. Scenarios that differ in costs or in a factor on all effects share
//! the benefit column.

use super::flows::Flows;
use crate::discount::Discount;
use crate::draws::Draws;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Benefit columns already computed, by what they depend on.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    columns: Vec<(Discount, Option<u16>, Vec<f64>)>,
}

impl Weighed {
    /// The net present value in each draw; `cost` is the present value of what is charged.
    pub(super) fn net(
        &mut self,
        flows: &Flows,
        scenario: &Scenario,
        draws: &Draws,
        cost: f64,
    ) -> Vec<f64> {
        let benefit = self.benefit(flows, scenario, draws);
        benefit
            .iter()
            .map(|b| b * scenario.effect_factor - cost)
            .collect()
    }

    fn benefit(&mut self, flows: &Flows, scenario: &Scenario, draws: &Draws) -> &[f64] {
        let same = |(discount, years, _): &(Discount, Option<u16>, Vec<f64>)| {
            *discount == scenario.discount && *years == scenario.benefit_years
        };
        let at = self.columns.iter().position(same).unwrap_or_else(|| {
            let column = benefit_column(flows, scenario, draws);
            self.columns
                .push((scenario.discount.clone(), scenario.benefit_years, column));
            self.columns.len() - 1
        });
        &self.columns[at].2
    }
}

fn benefit_column(flows: &Flows, scenario: &Scenario, draws: &Draws) -> Vec<f64> {
    let discount = flows.discount(scenario);
    let mut weights: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for b in flows.within(scenario) {
        let worth = b.per_payer.iter().sum::<f64>() * discount[b.year];
        *weights
            .entry(b.effect)
            .or_default()
            .entry(b.price)
            .or_default() += worth;
    }
    let mut column = vec![0.0; draws.count];
    let mut worth = vec![0.0; draws.count];
    for (effect, prices) in weights {
        worth.fill(0.0);
        for (price, weight) in prices {
            for (sum, factor) in worth.iter_mut().zip(&draws.prices[price]) {
                *sum += weight * factor;
            }
        }
        for ((sum, worth), effect) in column.iter_mut().zip(&worth).zip(&draws.effects[effect]) {
            *sum += worth * effect;
        }
    }
    column
}
