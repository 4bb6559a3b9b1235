//! The scenarios that are always computed; each changes one thing of `base`.

use crate::discount::Discount;
use crate::model::{CostType, Model};
use std::collections::BTreeSet;

/// The cost types a scenario charges; freed time is subtracted, all others are added.
pub type Charge = BTreeSet<CostType>;

/// One way to look at a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its name in the tables.
    pub id: String,
    /// The cost types charged.
    pub charge: Charge,
    /// The discount rates.
    pub discount: Discount,
    /// Years of benefits from the first benefit year on; `None` for all of them.
    pub benefit_years: Option<u16>,
    /// Factor on every effect.
    pub effect_factor: f64,
}

/// Every standard scenario, `base` first.
pub fn standard_scenarios(model: &Model) -> Vec<Scenario> {
    let base = Scenario {
        id: "base".to_owned(),
        charge: model.charge.clone(),
        discount: model.discount.clone(),
        benefit_years: None,
        effect_factor: 1.0,
    };
    let named = |id: &str| Scenario {
        id: id.to_owned(),
        ..base.clone()
    };
    let all = CostType::ALL
        .into_iter()
        .filter(|t| *t != CostType::FreedTime)
        .collect();
    let mut net = base.charge.clone();
    net.insert(CostType::FreedTime);
    let mut scenarios = vec![
        base.clone(),
        Scenario {
            charge: all,
            ..named("charge_all")
        },
        Scenario {
            charge: Charge::from([CostType::Operation]),
            ..named("charge_operation")
        },
        Scenario {
            charge: net,
            ..named("net_of_freed_time")
        },
    ];
    for (id, rate) in [("rate_0", 0.0), ("rate_3_5", 0.035), ("rate_4", 0.04)] {
        scenarios.push(Scenario {
            discount: Discount::flat(rate),
            ..named(id)
        });
    }
    for years in [1, 3, 5, 7, 10] {
        let id = format!("horizon_{years}");
        scenarios.push(Scenario {
            benefit_years: Some(years),
            ..named(&id)
        });
    }
    for (id, factor) in [("effect_0", 0.0), ("effect_half", 0.5)] {
        scenarios.push(Scenario {
            effect_factor: factor,
            ..named(id)
        });
    }
    scenarios
}

/// Several standard scenarios in one: each changes its one thing, later ones after earlier ones. Its
/// name is theirs with `+` between; `None` if one of them is no standard scenario.
pub fn combined(model: &Model, ids: &[&str]) -> Option<Scenario> {
    let standard = standard_scenarios(model);
    let base = standard.first()?.clone();
    let mut whole = Scenario {
        id: ids.join("+"),
        ..base.clone()
    };
    for id in ids {
        let one = standard.iter().find(|it| it.id == *id)?;
        if one.charge != base.charge {
            whole.charge = one.charge.clone();
        }
        if one.discount != base.discount {
            whole.discount = one.discount.clone();
        }
        if one.benefit_years != base.benefit_years {
            whole.benefit_years = one.benefit_years;
        }
        if one.effect_factor != base.effect_factor {
            whole.effect_factor = one.effect_factor;
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EXAMPLES, appraise_with};

    #[test]
    fn scenarios_are_combined() {
        let example = EXAMPLES
            .iter()
            .find(|e| e.id == "gladsaxe-accounts")
            .expect("shipped");
        let model = example.text.read().expect("sound").model;
        let ids = ["charge_all", "rate_0", "effect_half"];
        let whole = combined(&model, &ids).expect("standard ones");
        assert_eq!(whole.id, "charge_all+rate_0+effect_half");
        let outcome = appraise_with(&model, vec![whole], 0)
            .outcomes
            .swap_remove(0);
        // Every krone of the accounts, half the benefit of seven years, nothing discounted.
        assert!((outcome.summary.cost - 4_969_748.0).abs() < 0.005);
        assert!((outcome.summary.benefit - 3.5 * 823_518.99).abs() < 1.0);
        assert_eq!(combined(&model, &["rate_5"]), None);
    }
}
