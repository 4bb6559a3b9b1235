//! What a family costs and what a team reckons with: amounts, the measures of a family, saved scenarios.

use jiff::Timestamp;

use crate::ids::{CostId, PersonId, ScenarioId};
use crate::text::{Line, Name};

/// What is wrong with a written number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing was written.
    #[error("missing")]
    Missing,
    /// It is not a number.
    #[error("not a number")]
    NotANumber,
    /// More than can be meant.
    #[error("more than can be meant")]
    TooLarge,
}

/// An amount of money in øre: exact, and what is stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub i64);

impl Amount {
    /// The most: ten million kroner a unit.
    pub const MAX: i64 = 1_000_000_000;

    /// Reads kroner as people write them: 1.250,50 and 1250.50; an empty field is missing.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        scaled(text, 2, Self::MAX).map(Self)
    }
}

/// How many units a year, in thousandths: 12 months, 0.5 place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Units(pub i64);

impl Units {
    /// The most: ten thousand units a year.
    pub const MAX: i64 = 10_000_000;

    /// Reads a number as people write it: 1,5 and 1.5; an empty field is missing.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        scaled(text, 3, Self::MAX).map(Self)
    }
}

/// Reads a number with at most `places` decimals as a whole number of the smallest part. With a comma, points divide
/// thousands; without one, a point that has exactly three digits behind it divides thousands where kroner are read.
fn scaled(text: &str, places: usize, max: i64) -> Result<i64, AmountError> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        return Err(AmountError::Missing);
    }
    let thousands = |digits: &str| places < 3 && digits.len() == 3;
    let text = match (text.contains(','), text.rsplit_once('.')) {
        (true, _) => text.replace('.', "").replace(',', "."),
        (false, Some((_, behind))) if thousands(behind) => text.replace('.', ""),
        _ => text,
    };
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(part) || part.len() > places {
        return Err(AmountError::NotANumber);
    }
    let digits = format!("{whole}{part:0<places$}");
    match digits.parse::<i64>() {
        Ok(number) if number <= max => Ok(number),
        _ => Err(AmountError::TooLarge),
    }
}

/// What a measure costs whom, and how much of it the family has now and would have under the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostFacts {
    /// Whom in the family it is for; `None` is the whole family.
    pub concerns: Option<PersonId>,
    /// What it is.
    pub what: Line,
    /// What one unit is: a week, a month, a year.
    pub unit: Option<Line>,
    /// The price's name in the price book, where it was taken from there.
    pub price_id: Option<String>,
    /// Where the price comes from.
    pub source: Option<Line>,
    /// Units a year now.
    pub now: Units,
    /// Units a year under the plan.
    pub planned: Units,
    /// What a unit costs municipality, region and state.
    pub per_unit: [Amount; 3],
}

/// A measure of a family with its cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// Its id.
    pub id: CostId,
    /// What is known.
    pub facts: CostFacts,
    /// Why it was annulled, where it was: it stays readable and counts no more.
    pub annulled: Option<Line>,
    /// Counts changes.
    pub version: i64,
}

/// A saved scenario of the economic case, as it stands in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its id.
    pub id: ScenarioId,
    /// What the team calls it.
    pub name: Line,
    /// Its fields and values, as the economics reads them.
    pub fields: Vec<(String, String)>,
    /// Which version this is, from 1.
    pub version: i64,
    /// When this version was saved.
    pub saved_at: Timestamp,
    /// Who saved it.
    pub saved_by: Name,
}

/// A municipality's own price book, as it stands in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPrices {
    /// Its rows, as CSV.
    pub text: String,
    /// Which version this is, from 1.
    pub version: i64,
    /// When it was taken in.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kroner_are_read_as_people_write_them() {
        for (text, ore) in [
            ("1.250,50", 125_050),
            ("1250.5", 125_050),
            ("1 250", 125_000),
            ("765.000", 76_500_000),
            ("0", 0),
        ] {
            assert_eq!(Amount::parse(text), Ok(Amount(ore)), "{text}");
        }
        assert_eq!(Amount::parse(" "), Err(AmountError::Missing));
        for text in ["ti", "1,234", "-5", "1e5", ",5", "1,2,3"] {
            assert_eq!(Amount::parse(text), Err(AmountError::NotANumber), "{text}");
        }
        assert_eq!(Amount::parse("10.000.001"), Err(AmountError::TooLarge));
        assert_eq!(
            Amount::parse("99999999999999999999"),
            Err(AmountError::TooLarge)
        );
    }

    #[test]
    fn units_have_three_decimals() {
        assert_eq!(Units::parse("0,5"), Ok(Units(500)));
        assert_eq!(Units::parse("1.125"), Ok(Units(1_125)));
        assert_eq!(Units::parse("12"), Ok(Units(12_000)));
    }
}
