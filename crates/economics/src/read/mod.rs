//! Reading a model folder's five files. All faults are told at once and nothing is computed from a
//! model that has any.

mod consequences;
mod costs;
mod effects;
pub(crate) mod prices;
mod settings;
pub(crate) mod sheet;
pub(crate) mod together;

use crate::finding::{BadInput, Finding, Findings};
use crate::model::Model;

/// The text of the five files of a model folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelText<'a> {
    /// `model.toml`.
    pub model: &'a str,
    /// `costs.csv`.
    pub costs: &'a str,
    /// `price_book.csv`.
    pub price_book: &'a str,
    /// `effects.csv`.
    pub effects: &'a str,
    /// `consequences.csv`.
    pub consequences: &'a str,
}

/// The names of the five files, in the order they are read.
pub(crate) const MODEL: &str = "model.toml";
pub(crate) const COSTS: &str = "costs.csv";
pub(crate) const PRICES: &str = "price_book.csv";
pub(crate) const EFFECTS: &str = "effects.csv";
pub(crate) const CONSEQUENCES: &str = "consequences.csv";

/// A model without faults, and what is worth a remark all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadModel {
    /// The model.
    pub model: Model,
    /// Remarks: columns not known, a consequence after its profile's end.
    pub remarks: Vec<Finding>,
}

impl ModelText<'_> {
    /// The names of the files a model folder holds.
    pub const FILES: [&'static str; 5] = [MODEL, COSTS, PRICES, EFFECTS, CONSEQUENCES];

    /// Reads and checks the files.
    ///
    /// # Errors
    /// Every fault of every file, by row and column.
    pub fn read(&self) -> Result<ReadModel, BadInput> {
        let mut findings = Findings::default();
        let settings = settings::read(self.model, &mut findings);
        let costs = costs::read(self.costs, &mut findings);
        let prices = prices::read(self.price_book, &mut findings);
        let effects = effects::read(self.effects, &mut findings);
        let consequences = consequences::read(self.consequences, &mut findings);
        let model = together::check(
            settings,
            together::Rows {
                costs,
                prices,
                effects,
                consequences,
            },
            &mut findings,
        );
        match model {
            Some(model) if findings.faults.is_empty() => Ok(ReadModel {
                model,
                remarks: findings.remarks,
            }),
            _ => {
                let order = |f: &Finding| Self::FILES.iter().position(|file| *file == f.file);
                findings.faults.sort_by_key(|f| (order(f), f.row));
                findings.faults.dedup();
                Err(BadInput {
                    findings: findings.faults,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests;
