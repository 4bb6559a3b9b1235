//! A case as a team leader makes it: a starting point and a handful of things that can be moved.
//!
//! The starting point is a shipped model or the team's own numbers. What can be moved: how many places,
//! how many succeed, what a success is worth, how many years it lasts, the discount rate, and which
//! costs are charged.

mod model;
mod own;
mod read;
mod write;

pub use own::OwnFacts;
pub use read::{CaseFault, Fault};

use crate::examples::{EXAMPLES, Example};
use crate::model::{CostType, Model};
use std::collections::BTreeSet;

/// What a case starts from.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// A shipped model.
    Example(&'static Example),
    /// The team's own numbers.
    Own(Box<OwnFacts>),
}

impl Start {
    /// The word for the team's own numbers.
    pub const OWN: &'static str = "own";

    /// Its word in forms and in storage.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Example(example) => example.id,
            Self::Own(_) => Self::OWN,
        }
    }

    /// The shipped models that a case can start from.
    pub fn examples() -> impl Iterator<Item = &'static Example> {
        // The blank one is for filling in by hand: it computes nothing.
        EXAMPLES.iter().filter(|example| example.id != "blank")
    }
}

/// The discount rate of a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rate {
    /// The steps of the ministry of finance that hold on 1 January of the base year.
    Official,
    /// One rate for every year; 3.5 is 3.5 %.
    Percent(f64),
}

/// Which costs are charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeChoice {
    /// What it costs to run.
    Operation,
    /// Development, evaluation, running it and grants.
    All,
    /// What it costs to run, less the time that is set free elsewhere.
    NetOfFreedTime,
}

impl ChargeChoice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Operation, Self::All, Self::NetOfFreedTime];

    /// Its word in forms and in storage.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::All => "all",
            Self::NetOfFreedTime => "net",
        }
    }

    /// The cost types it charges.
    pub fn types(self) -> BTreeSet<CostType> {
        match self {
            Self::Operation => BTreeSet::from([CostType::Operation]),
            Self::All => CostType::ALL
                .into_iter()
                .filter(|kind| *kind != CostType::FreedTime)
                .collect(),
            Self::NetOfFreedTime => BTreeSet::from([CostType::Operation, CostType::FreedTime]),
        }
    }
}

/// A case: where it starts and where its levers stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Where it starts.
    pub start: Start,
    /// Participants; what it costs to run follows their number.
    pub places: f64,
    /// Per cent who succeed; of a model with several effects, per cent of each effect.
    pub effect: f64,
    /// Per cent of each price.
    pub price: f64,
    /// Years with benefits from the first on.
    pub years: u16,
    /// The discount rate.
    pub rate: Rate,
    /// Which costs are charged.
    pub charge: ChargeChoice,
}

/// The least and the most of each lever; what lies outside is a slip of the pen.
pub mod limits {
    /// Places.
    pub const PLACES: (f64, f64) = (1.0, 1_000.0);
    /// Per cent who succeed.
    pub const EFFECT: (f64, f64) = (0.0, 100.0);
    /// Per cent of the model's effects, where there are several.
    pub const FACTOR: (f64, f64) = (0.0, 300.0);
    /// Per cent of each price.
    pub const PRICE: (f64, f64) = (10.0, 300.0);
    /// Years with benefits.
    pub const YEARS: (f64, f64) = (1.0, 30.0);
    /// Discount rate in per cent.
    pub const RATE: (f64, f64) = (0.0, 10.0);
}

impl Case {
    /// A case as its starting point has it, nothing moved; `None` for a shipped model that cannot be
    /// read (a test holds that there is none).
    pub fn at(start: Start) -> Option<Self> {
        let (model, rate, charge) = match &start {
            Start::Example(example) => {
                let model = example.text.read().ok()?.model;
                let rate = match model.discount.as_steps() {
                    [step] => Rate::Percent(100.0 * step.rate),
                    _ => Rate::Official,
                };
                (model, rate, ChargeChoice::Operation)
            }
            Start::Own(facts) => (
                facts.model_at_start(),
                Rate::Official,
                ChargeChoice::Operation,
            ),
        };
        let years = model
            .effects
            .iter()
            .map(|e| e.profile.len())
            .max()
            .unwrap_or(1);
        Some(Self {
            places: model.participants,
            effect: effect_of(&model),
            price: 100.0,
            years: u16::try_from(years).unwrap_or(u16::MAX),
            rate,
            charge,
            start,
        })
    }

    /// Whether the effect lever is the share who succeed, and not a factor on several effects.
    pub fn has_one_effect(&self) -> bool {
        match &self.start {
            Start::Own(_) => true,
            Start::Example(example) => example
                .text
                .read()
                .is_ok_and(|read| read.model.effects.len() == 1),
        }
    }
}

/// Where the effect lever stands in a model as it is.
fn effect_of(model: &Model) -> f64 {
    match model.effects.as_slice() {
        // To a tenth of a per mille: 0.03 is 3 and not 3.0000000000000004.
        [one] => (one.estimate * 1e6).round() / 1e4,
        _ => 100.0,
    }
}

#[cfg(test)]
mod tests;
