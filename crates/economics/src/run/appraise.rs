//! Every scenario's present values, years and summary.
//!
//! `PV_b = Σ_t (B - C)[t] · index(b)/index(price year) · (1+r)^-(t-b)`; `e*` is the factor on all
//! effects at which that is 0, and the successes needed are `Σ n · e · factor`.

use super::break_even::break_even;
use super::flows::Flows;
use super::uncertain::Weighed;
use crate::draws::{Draws, Quantiles};
use crate::model::{Model, Payer};
use crate::scenario::{Scenario, standard_scenarios};

/// A present value by area and payer; costs are area `costs` and negative.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaValue {
    /// Area of the price book, or `costs`.
    pub area: String,
    /// Who gains or pays.
    pub payer: Payer,
    /// DKK in base-year prices, discounted to the base year.
    pub present_value: f64,
}

/// One year of a scenario, all payers together, in base-year prices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearLine {
    /// The year.
    pub year: i16,
    /// DKK spent, not discounted.
    pub cost: f64,
    /// DKK gained, not discounted.
    pub benefit: f64,
    /// Present value of everything until the year's end.
    pub cumulative_present_value: f64,
}

/// A scenario in numbers. `None` where there is none to give.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Present value of the costs charged, positive.
    pub cost: f64,
    /// Present value of the benefits.
    pub benefit: f64,
    /// Benefits less costs.
    pub net: f64,
    /// Benefits by costs; `None` without costs.
    pub benefit_cost_ratio: Option<f64>,
    /// Years from the start of the first benefit year; `None` if never.
    pub break_even_years: Option<f64>,
    /// The factor on all effects at which the net is 0; `None` where success brings no benefit.
    pub effect_factor_needed: Option<f64>,
    /// Successes at that factor.
    pub successes_needed: Option<f64>,
    /// Successes the scenario assumes.
    pub successes_assumed: f64,
    /// What the draws say; `None` without draws.
    pub uncertainty: Option<Quantiles>,
}

/// One scenario's results.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The scenario.
    pub scenario: String,
    /// Who gains where, areas in alphabetical order, costs among them.
    pub areas: Vec<AreaValue>,
    /// Year by year over the horizon.
    pub years: Vec<YearLine>,
    /// The figures that matter.
    pub summary: Summary,
}

/// All scenarios of a model, `base` first.
#[derive(Debug, Clone, PartialEq)]
pub struct Appraisal {
    /// One outcome per scenario.
    pub outcomes: Vec<Outcome>,
}

impl Appraisal {
    /// The base scenario.
    pub fn base(&self) -> Option<&Outcome> {
        self.outcomes.first()
    }
}

/// Computes every standard scenario; `draws` of 0 leaves the uncertainty out.
pub fn appraise(model: &Model, draws: usize) -> Appraisal {
    appraise_with(model, standard_scenarios(model), draws)
}

/// Computes these scenarios; the first is what [`Appraisal::base`] gives.
pub fn appraise_with(model: &Model, scenarios: Vec<Scenario>, draws: usize) -> Appraisal {
    let flows = Flows::of(model);
    let drawn = (draws > 0).then(|| Draws::of(model, draws));
    let mut weighed = Weighed::default();
    let outcomes = scenarios.into_iter().map(|scenario| {
        let mut outcome = flows.outcome(&scenario);
        if let Some(drawn) = &drawn {
            let mut column = weighed.net(&flows, &scenario, drawn, outcome.summary.cost);
            outcome.summary.uncertainty = Quantiles::of(&mut column);
        }
        outcome
    });
    Appraisal {
        outcomes: outcomes.collect(),
    }
}

impl Flows {
    /// One scenario's results, without uncertainty.
    pub fn outcome(&self, scenario: &Scenario) -> Outcome {
        let discount = self.discount(scenario);
        let years = self.years.len();
        let (mut benefit, mut cost) = (vec![0.0; years], vec![0.0; years]);
        let mut by_area = vec![[0.0; 3]; self.areas.len()];
        let mut by_payer = vec![0.0; self.payers.len()];
        for b in self.within(scenario) {
            let effect = self.estimates[b.effect] * scenario.effect_factor;
            for (payer, value) in b.per_payer.iter().enumerate() {
                benefit[b.year] += effect * value;
                by_area[self.area_of_price[b.price]][payer] += effect * value * discount[b.year];
            }
        }
        for (c, amount) in self.charged(scenario) {
            cost[c.year] += amount;
            by_payer[c.payer] += amount * discount[c.year];
        }
        let net = (0..years)
            .map(|t| (benefit[t] - cost[t]) * discount[t])
            .collect::<Vec<_>>();
        let present = |flow: &[f64]| flow.iter().zip(&discount).map(|(v, d)| v * d).sum::<f64>();
        Outcome {
            scenario: scenario.id.clone(),
            areas: self.area_values(&by_area, &by_payer),
            summary: self.summary(scenario, present(&cost), present(&benefit), &net),
            years: self.year_lines(&cost, &benefit, &net),
        }
    }

    fn summary(&self, scenario: &Scenario, cost: f64, benefit: f64, net: &[f64]) -> Summary {
        let successes = self.successes.iter().sum::<f64>() * scenario.effect_factor;
        let factor = (benefit > 0.0).then(|| cost / benefit);
        Summary {
            cost,
            benefit,
            net: benefit - cost,
            benefit_cost_ratio: (cost != 0.0).then(|| benefit / cost),
            break_even_years: break_even(net, self.first_benefit),
            effect_factor_needed: factor,
            successes_needed: factor.map(|f| f * successes),
            successes_assumed: successes,
            uncertainty: None,
        }
    }

    fn area_values(&self, by_area: &[[f64; 3]], by_payer: &[f64]) -> Vec<AreaValue> {
        let mut values = Vec::new();
        for (area, per_payer) in self.areas.iter().zip(by_area) {
            values.extend(
                Payer::PUBLIC
                    .into_iter()
                    .zip(per_payer)
                    .map(|(payer, value)| AreaValue {
                        area: area.clone(),
                        payer,
                        present_value: *value,
                    }),
            );
        }
        let costs = self
            .payers
            .iter()
            .zip(by_payer)
            .map(|(payer, value)| AreaValue {
                area: "costs".to_owned(),
                payer: payer.clone(),
                present_value: -value,
            });
        values.extend(costs);
        values.sort_by(|a, b| (&a.area, &a.payer).cmp(&(&b.area, &b.payer)));
        values
    }

    fn year_lines(&self, cost: &[f64], benefit: &[f64], net: &[f64]) -> Vec<YearLine> {
        let mut cumulative = 0.0;
        let lines = self.years.iter().enumerate().map(|(t, year)| {
            cumulative += net[t];
            YearLine {
                year: *year,
                cost: cost[t],
                benefit: benefit[t],
                cumulative_present_value: cumulative,
            }
        });
        lines.collect()
    }
}
