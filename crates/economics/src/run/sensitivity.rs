//! One-way sensitivity: the base scenario's net present value with one number at its low and at
//! its high end (the tornado figure).

use super::flows::Flows;
use crate::discount::Discount;
use crate::model::Model;
use crate::scenario::{Scenario, standard_scenarios};

/// One bar of the tornado.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// `effect:ID`, `price:ID` or `discount_rate`.
    pub parameter: String,
    /// Its low value: a share, a factor or a rate.
    pub low: f64,
    /// Its high value.
    pub high: f64,
    /// Net present value at the low value.
    pub net_at_low: f64,
    /// Net present value at the high value.
    pub net_at_high: f64,
}

impl Sensitivity {
    /// How far the number alone moves the result.
    pub fn swing(&self) -> f64 {
        (self.net_at_high - self.net_at_low).abs()
    }
}

/// Every effect with an interval, every price with a range, and the discount rate between 0 and
/// 4 %; the widest swing first.
pub fn sensitivity(model: &Model) -> Vec<Sensitivity> {
    let flows = Flows::of(model);
    let Some(base) = standard_scenarios(model).into_iter().next() else {
        return Vec::new();
    };
    let mut bars = Vec::new();
    for (i, effect) in model.effects.iter().enumerate() {
        let Some((low, high)) = effect.interval.filter(|(low, high)| low < high) else {
            continue;
        };
        let at = |estimate: f64| {
            let mut changed = flows.clone();
            changed.estimates[i] = estimate;
            net(&changed, &base)
        };
        let parameter = format!("effect:{}", effect.effect_id);
        bars.push(bar(parameter, low, high, at));
    }
    for (i, price) in model.prices.iter().enumerate() {
        let [low, _, high] = price.factor;
        if low == high || !flows.benefits.iter().any(|b| b.price == i) {
            continue;
        }
        let at = |factor: f64| {
            let mut changed = flows.clone();
            for b in changed.benefits.iter_mut().filter(|b| b.price == i) {
                b.per_payer = b.per_payer.map(|value| value * factor);
            }
            net(&changed, &base)
        };
        bars.push(bar(format!("price:{}", price.price_id), low, high, at));
    }
    let at = |rate: f64| {
        net(
            &flows,
            &Scenario {
                discount: Discount::flat(rate),
                ..base.clone()
            },
        )
    };
    bars.push(bar("discount_rate".to_owned(), 0.0, 0.04, at));
    bars.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
    bars
}

fn bar(parameter: String, low: f64, high: f64, at: impl Fn(f64) -> f64) -> Sensitivity {
    Sensitivity {
        parameter,
        low,
        high,
        net_at_low: at(low),
        net_at_high: at(high),
    }
}

fn net(flows: &Flows, scenario: &Scenario) -> f64 {
    flows.outcome(scenario).summary.net
}
