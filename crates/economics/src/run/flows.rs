//! Every benefit and cost of a model by year and payer, in the prices of the base year, with the
//! effect left out: what a scenario or a draw then needs is multiplication.
//!
//! `B[t,a] = n · e · profile[t] · Σ_j quantity[j,t] · price[j,a] · cashable[j]`

use crate::model::{CostType, Effect, Model, Payer, PriceRow, Refund};
use crate::refund::{central_refund, net_share, refund_steps};
use crate::scenario::Scenario;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// What one effect is worth through one price in one year, per payer, if everybody succeeded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Benefit {
    pub(crate) effect: usize,
    pub(crate) price: usize,
    /// Index into the years told about.
    pub(crate) year: usize,
    pub(crate) per_payer: [f64; 3],
}

/// A cost in a year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) kind: CostType,
    pub(crate) year: usize,
    pub(crate) payer: usize,
    pub(crate) amount: f64,
}

/// A model's benefits and costs, ready to be weighed.
#[derive(Debug, Clone)]
pub struct Flows {
    pub(crate) base_year: i16,
    pub(crate) years: Vec<i16>,
    pub(crate) benefits: Vec<Benefit>,
    pub(crate) costs: Vec<Cost>,
    /// Whoever pays a cost, in order.
    pub(crate) payers: Vec<Payer>,
    /// Areas of the price book, in order.
    pub(crate) areas: Vec<String>,
    /// The area of each price row.
    pub(crate) area_of_price: Vec<usize>,
    /// n · e of each effect.
    pub(crate) successes: Vec<f64>,
    /// Estimate of each effect.
    pub(crate) estimates: Vec<f64>,
    /// Index of the first year with a benefit.
    pub(crate) first_benefit: usize,
}

impl Flows {
    /// Lays out the flows of a model that the reader has found sound. What cannot be priced (only
    /// possible in a model made by hand) is worth nothing.
    pub fn of(model: &Model) -> Self {
        let years = years(model).collect::<Vec<_>>();
        let areas: Vec<String> = model
            .prices
            .iter()
            .map(|p| p.area.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let payers: Vec<Payer> = model
            .costs
            .iter()
            .map(|c| c.payer.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let benefits = benefits(model);
        let of_area = |area: &String| areas.iter().position(|a| a == area).unwrap_or(0);
        let costs = model.costs.iter().filter_map(|c| {
            Some(Cost {
                kind: c.kind,
                year: year_index(model, c.year)?,
                payer: payers.iter().position(|p| *p == c.payer)?,
                amount: c.amount.to_f64()? * model.to_base_prices(c.price_year)?,
            })
        });
        let first_benefit = first_benefit(model, &benefits);
        Self {
            base_year: model.base_year,
            area_of_price: model.prices.iter().map(|p| of_area(&p.area)).collect(),
            successes: model
                .effects
                .iter()
                .map(|e| model.population(e) * e.estimate)
                .collect(),
            estimates: model.effects.iter().map(|e| e.estimate).collect(),
            costs: costs.collect(),
            first_benefit,
            years,
            benefits,
            payers,
            areas,
        }
    }

    /// The first year with a benefit; break-even is counted from its start.
    pub fn first_benefit_year(&self) -> i16 {
        self.years
            .get(self.first_benefit)
            .copied()
            .unwrap_or(self.base_year)
    }

    /// Discount factor of each year of the horizon.
    pub(crate) fn discount(&self, scenario: &Scenario) -> Vec<f64> {
        self.years
            .iter()
            .map(|y| scenario.discount.factor(self.base_year, *y))
            .collect()
    }

    /// The benefits that lie within the scenario's years of benefits.
    pub(crate) fn within(&self, scenario: &Scenario) -> impl Iterator<Item = &Benefit> {
        let until = scenario
            .benefit_years
            .map(|n| self.first_benefit + usize::from(n));
        self.benefits
            .iter()
            .filter(move |b| until.is_none_or(|until| b.year < until))
    }

    /// The costs charged, freed time as a negative one.
    pub(crate) fn charged<'a>(
        &'a self,
        scenario: &'a Scenario,
    ) -> impl Iterator<Item = (&'a Cost, f64)> {
        let charged = self
            .costs
            .iter()
            .filter(|c| scenario.charge.contains(&c.kind));
        charged.map(|c| {
            (
                c,
                if c.kind == CostType::FreedTime {
                    -c.amount
                } else {
                    c.amount
                },
            )
        })
    }
}

/// The horizon, and the years before and after it in which something is spent.
fn years(model: &Model) -> RangeInclusive<i16> {
    let spent = || model.costs.iter().map(|c| c.year);
    let first = spent().fold(model.horizon_first, i16::min);
    let last = spent().fold(model.horizon_last, i16::max);
    first..=last
}

fn year_index(model: &Model, year: i16) -> Option<usize> {
    let years = years(model);
    let at = years.contains(&year).then(|| year - years.start())?;
    Some(usize::from(at.unsigned_abs()))
}

fn benefits(model: &Model) -> Vec<Benefit> {
    let mut benefits = Vec::new();
    for consequence in &model.consequences {
        let at = model
            .effects
            .iter()
            .position(|e| e.effect_id == consequence.effect_id);
        let Some(effect) = at else { continue };
        let cells = model.effects[effect]
            .profile
            .iter()
            .enumerate()
            .filter(|(k, share)| {
                **share != 0.0
                    && consequence
                        .year_after_start
                        .is_none_or(|y| usize::from(y) == *k)
            });
        for (k, share) in cells {
            let units = (*share, consequence.quantity);
            benefits.extend(benefit(model, effect, k, &consequence.price_id, units));
        }
    }
    benefits
}

fn benefit(
    model: &Model,
    effect: usize,
    k: usize,
    price_id: &str,
    (share, quantity): (f64, f64),
) -> Option<Benefit> {
    let of: &Effect = &model.effects[effect];
    let year = of.start_year.checked_add(i16::try_from(k).ok()?)?;
    let price = model.price_in_year(price_id, year)?;
    let row = &model.prices[price];
    let worth = model.population(of)
        * (share * quantity)
        * row.cashable_share
        * model.to_base_prices(row.price_year)?;
    let per_payer =
        net_of_refund(model, row, (of, price_id), (year, k), quantity)?.map(|dkk| worth * dkk);
    Some(Benefit {
        effect,
        price,
        year: year_index(model, year)?,
        per_payer,
    })
}

/// What a unit costs each payer in year `k` of the effect, with what the state pays back moved from
/// the municipality to the state.
fn net_of_refund(
    model: &Model,
    row: &PriceRow,
    (effect, price_id): (&Effect, &str),
    (year, k): (i16, usize),
    quantity: f64,
) -> Option<[f64; 3]> {
    let [municipality, region, state] = row.per_payer.map(|dkk| dkk.to_f64().unwrap_or(0.0));
    let moved = match row.refund {
        None => 0.0,
        Some(Refund::IncomeSupport) => {
            let weeks = Refund::weeks(&row.unit).unwrap_or(1.0);
            let from = model.units_before(&effect.effect_id, price_id, k) * weeks;
            let steps = refund_steps(Date::new(year, 1, 1).ok()?);
            municipality * (1.0 - net_share(from, from + quantity.abs() * weeks, &steps))
        }
        Some(Refund::Central) => {
            let on = Date::new(row.price_year, 12, 31).ok()?;
            central_refund(row.per_payer[0], on)
                .and_then(|dkk| dkk.to_f64())
                .unwrap_or(0.0)
        }
    };
    Some([municipality - moved, region, state + moved])
}

/// The first year whose benefits are not all nothing; without any, the first start year.
fn first_benefit(model: &Model, benefits: &[Benefit]) -> usize {
    let counts = |b: &&Benefit| {
        model.effects[b.effect].estimate != 0.0 && b.per_payer.iter().any(|v| *v != 0.0)
    };
    let start = || {
        model
            .effects
            .iter()
            .filter_map(|e| year_index(model, e.start_year))
            .min()
    };
    benefits
        .iter()
        .filter(counts)
        .map(|b| b.year)
        .min()
        .or_else(start)
        .unwrap_or(0)
}
