//! From a case to the model that is computed.

use super::{Case, Rate, Start};
use crate::discount::{Discount, official_discount};
use crate::model::{CostType, Effect, Model};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

impl Case {
    /// The model with every lever where the case has it; `None` for a shipped model that cannot be
    /// read (a test holds that there is none).
    ///
    /// - Places: what running costs (and time set free) follows the number; development does not.
    /// - Effect: the share itself; its interval is stretched with it and stays between 0 and 1.
    /// - Price: every price, for every payer.
    /// - Years: what comes after is left out; beyond the model's own the last year's share goes on.
    pub fn model(&self) -> Option<Model> {
        let mut model = match &self.start {
            Start::Example(example) => example.text.read().ok()?.model,
            Start::Own(facts) => facts.model_at_start(),
        };
        self.move_places(&mut model);
        self.move_effect(&mut model);
        self.move_price(&mut model);
        self.move_years(&mut model);
        model.discount = self.discount(&model);
        model.charge = self.charge.types();
        Some(model)
    }

    fn discount(&self, model: &Model) -> Discount {
        let on = Date::new(model.base_year, 1, 1);
        match self.rate {
            Rate::Percent(rate) => Discount::flat(rate / 100.0),
            Rate::Official => on
                .ok()
                .and_then(official_discount)
                .unwrap_or_else(|| model.discount.clone()),
        }
    }

    fn move_places(&self, model: &mut Model) {
        if model.participants > 0.0 && self.places != model.participants {
            let factor = Decimal::from_f64(self.places).zip(Decimal::from_f64(model.participants));
            let follows = [CostType::Operation, CostType::FreedTime, CostType::Grant];
            for cost in model.costs.iter_mut().filter(|c| follows.contains(&c.kind)) {
                if let Some((now, before)) = factor {
                    cost.amount = cost.amount * now / before;
                }
            }
        }
        model.participants = self.places;
    }

    fn move_effect(&self, model: &mut Model) {
        if let [one] = model.effects.as_mut_slice() {
            let share = self.effect / 100.0;
            let factor = (one.estimate > 0.0).then(|| share / one.estimate);
            stretch(one, factor);
            one.estimate = share;
        } else {
            for effect in &mut model.effects {
                let factor = self.effect / 100.0;
                stretch(effect, Some(factor));
                effect.estimate = (effect.estimate * factor).min(1.0);
            }
        }
    }

    fn move_price(&self, model: &mut Model) {
        if self.price == 100.0 {
            return;
        }
        let Some(factor) = Decimal::from_f64(self.price) else {
            return;
        };
        for price in &mut model.prices {
            price.per_payer = price
                .per_payer
                .map(|dkk| dkk * factor / Decimal::ONE_HUNDRED);
        }
    }

    fn move_years(&self, model: &mut Model) {
        let years = usize::from(self.years);
        for effect in &mut model.effects {
            let goes_on = effect.profile.last().copied().unwrap_or(0.0);
            effect.profile.resize(years, goes_on);
            let last = effect
                .start_year
                .saturating_add_unsigned(self.years.saturating_sub(1));
            model.horizon_last = model.horizon_last.max(last);
        }
    }
}

/// Moves the ends of an effect's interval with its estimate; without a factor there is none to move.
fn stretch(effect: &mut Effect, factor: Option<f64>) {
    effect.interval = match (effect.interval, factor) {
        (Some((low, high)), Some(factor)) => Some((
            (low * factor).clamp(-1.0, 1.0),
            (high * factor).clamp(-1.0, 1.0),
        )),
        _ => None,
    };
}
