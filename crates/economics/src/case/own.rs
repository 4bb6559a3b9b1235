//! The team's own numbers, from which a model is made.

use crate::discount::Discount;
use crate::model::{
    Consequence, CostRow, CostType, Effect, Evidence, Model, Payer, PriceGrade, PriceRow,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What the team knows of its programme and assumes of its effect.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnFacts {
    /// Participants at a time, as the costs are told for.
    pub places: f64,
    /// Calendar year in which the programme starts; prices and present are those of this year.
    pub first_year: i16,
    /// Years it runs.
    pub runs: u16,
    /// DKK a year that running it costs, with all places.
    pub running: Decimal,
    /// DKK that building it up and evaluating it costs, in the first year.
    pub building: Decimal,
    /// DKK a year of time set free elsewhere.
    pub freed: Decimal,
    /// DKK a year of the running cost that a grant pays.
    pub grant: Decimal,
    /// What a success is.
    pub outcome: String,
    /// Years from the start until the effect is there.
    pub delay: u16,
    /// Per cent who succeed, and its low and high end where they are known.
    pub effect: f64,
    /// Low end in per cent.
    pub low: Option<f64>,
    /// High end in per cent.
    pub high: Option<f64>,
    /// What the effect rests on.
    pub evidence: Evidence,
    /// Where the effect comes from.
    pub source: String,
    /// Years that it lasts.
    pub lasts: u16,
    /// What a unit costs: a row of the price book, or the team's own.
    pub price: PriceRow,
    /// Units that a success saves in a year.
    pub units: f64,
}

impl OwnFacts {
    /// Numbers to begin with: invented round ones, marked as an assumption, until the team has put in
    /// its own. Thirty places, and the mean price of a placement.
    pub fn to_begin_with(first_year: i16, price: PriceRow) -> Self {
        Self {
            places: 30.0,
            first_year,
            runs: 3,
            running: Decimal::from(1_300_000),
            building: Decimal::from(300_000),
            freed: Decimal::ZERO,
            grant: Decimal::ZERO,
            outcome: String::new(),
            delay: 1,
            effect: 5.0,
            low: Some(1.0),
            high: Some(12.0),
            evidence: Evidence::Judgement,
            source: String::new(),
            lasts: 5,
            price,
            units: 1.0,
        }
    }

    /// A price of the team's own.
    pub fn own_price(unit: &str, per_payer: [Decimal; 3], price_year: i16) -> PriceRow {
        PriceRow {
            price_id: "own".to_owned(),
            area: "own price".to_owned(),
            account: String::new(),
            law_ref: String::new(),
            unit: unit.to_owned(),
            per_payer,
            price_year,
            valid_from: None,
            valid_to: None,
            factor: [0.8, 1.0, 1.2],
            basis: None,
            cashable_share: 1.0,
            source: String::new(),
            grade: Some(PriceGrade::C),
            overrides: None,
            is_local: true,
            refund: None,
        }
    }

    /// The model as the facts stand, no lever moved.
    pub(super) fn model_at_start(&self) -> Model {
        let start_year = self.first_year.saturating_add_unsigned(self.delay);
        let last_of_effect = start_year.saturating_add_unsigned(self.lasts.saturating_sub(1));
        let last_of_costs = self
            .first_year
            .saturating_add_unsigned(self.runs.saturating_sub(1));
        let interval = self.low.zip(self.high);
        // The price is one, whatever the years it is told for: it is taken in that of its own year.
        let price = PriceRow {
            valid_from: None,
            valid_to: None,
            overrides: None,
            ..self.price.clone()
        };
        Model {
            name: self.outcome.clone(),
            participants: self.places,
            base_year: self.first_year,
            horizon_first: self.first_year,
            horizon_last: last_of_effect.max(last_of_costs),
            discount: Discount::flat(0.035),
            charge: BTreeSet::from([CostType::Operation]),
            price_index: BTreeMap::new(),
            seed: 1,
            costs: self.costs(),
            consequences: vec![Consequence {
                effect_id: "success".to_owned(),
                price_id: price.price_id.clone(),
                year_after_start: None,
                quantity: self.units,
            }],
            prices: vec![price],
            effects: vec![Effect {
                effect_id: "success".to_owned(),
                outcome: self.outcome.clone(),
                population: None,
                estimate: self.effect / 100.0,
                interval: interval.map(|(low, high)| (low / 100.0, high / 100.0)),
                evidence: self.evidence,
                start_year,
                profile: vec![1.0; usize::from(self.lasts)],
                attribution: String::new(),
                source: self.source.clone(),
            }],
        }
    }

    fn costs(&self) -> Vec<CostRow> {
        let year = |k: u16| self.first_year.saturating_add_unsigned(k);
        let cost = |year, item: &str, kind, amount, payer| CostRow {
            year,
            item: item.to_owned(),
            kind,
            amount,
            price_year: self.first_year,
            payer,
        };
        let mut costs = Vec::new();
        if !self.building.is_zero() {
            let kind = CostType::Development;
            costs.push(cost(
                year(0),
                "building up",
                kind,
                self.building,
                Payer::Municipality,
            ));
        }
        for k in 0..self.runs {
            // A grant pays a part of what running it costs: the sum over payers stays.
            let own = self.running - self.grant;
            costs.push(cost(
                year(k),
                "running",
                CostType::Operation,
                own,
                Payer::Municipality,
            ));
            if !self.grant.is_zero() {
                let payer = Payer::Other("grant".to_owned());
                costs.push(cost(
                    year(k),
                    "running (grant)",
                    CostType::Operation,
                    self.grant,
                    payer,
                ));
            }
            if !self.freed.is_zero() {
                let kind = CostType::FreedTime;
                costs.push(cost(
                    year(k),
                    "time set free",
                    kind,
                    self.freed,
                    Payer::Municipality,
                ));
            }
        }
        costs
    }
}
