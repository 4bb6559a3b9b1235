//! What an economic model consists of, after reading: typed, checked, nothing computed yet.

use crate::Discount;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// One economic case: what is spent, what it is hoped to change, and what that change is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The name the reader sees.
    pub name: String,
    /// Participants the effects apply to, unless an effect brings its own population.
    pub participants: f64,
    /// The year whose prices and present the values are told in.
    pub base_year: i16,
    /// First year told about.
    pub horizon_first: i16,
    /// Last year told about.
    pub horizon_last: i16,
    /// How a krone of another year compares with one of the base year.
    pub discount: Discount,
    /// The cost types that the base scenario charges.
    pub charge: BTreeSet<CostType>,
    /// Price index by year; empty means that all years have the same prices.
    pub price_index: BTreeMap<i16, f64>,
    /// Where the random draws start; the same seed gives the same result on any machine.
    pub seed: u64,
    /// What is spent.
    pub costs: Vec<CostRow>,
    /// What a unit of each consequence costs each payer.
    pub prices: Vec<PriceRow>,
    /// What is hoped to change.
    pub effects: Vec<Effect>,
    /// What each success sets in motion.
    pub consequences: Vec<Consequence>,
}

/// Kinds of programme cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CostType {
    /// Building up the programme.
    Development,
    /// Finding out whether it works.
    Evaluation,
    /// Running it.
    Operation,
    /// Value of staff time set free elsewhere; a positive amount that *lowers* the cost.
    FreedTime,
    /// A part of the cost that a grant covers; its payer is whoever gave the grant.
    Grant,
}

impl CostType {
    /// Every cost type, in the order of the contract.
    pub const ALL: [Self; 5] = [
        Self::Development,
        Self::Evaluation,
        Self::Operation,
        Self::FreedTime,
        Self::Grant,
    ];

    /// The word used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Evaluation => "evaluation",
            Self::Operation => "operation",
            Self::FreedTime => "freed_time",
            Self::Grant => "grant",
        }
    }

    /// The type a word in a file stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == word)
    }
}

/// Who pays or gains.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Payer {
    /// The municipality.
    Municipality,
    /// The region.
    Region,
    /// The state.
    State,
    /// Somebody else, such as a foundation.
    Other(String),
}

impl Payer {
    /// The three public payers, in the order of a price's columns.
    pub const PUBLIC: [Self; 3] = [Self::Municipality, Self::Region, Self::State];

    /// The word or name used in files.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Municipality => "municipality",
            Self::Region => "region",
            Self::State => "state",
            Self::Other(name) => name,
        }
    }

    /// A payer from its word or name; `None` for an empty one.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "" => None,
            "municipality" => Some(Self::Municipality),
            "region" => Some(Self::Region),
            "state" => Some(Self::State),
            name => Some(Self::Other(name.to_owned())),
        }
    }
}

/// One row of `costs.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct CostRow {
    /// The year it is spent in.
    pub year: i16,
    /// What it is spent on, in the municipality's words.
    pub item: String,
    /// Its kind, which decides in which scenarios it is charged.
    pub kind: CostType,
    /// DKK in the prices of `price_year`, exact.
    pub amount: Decimal,
    /// The year whose prices the amount is in.
    pub price_year: i16,
    /// Who pays it.
    pub payer: Payer,
}

/// One row of `price_book.csv`: what a unit costs each payer while the row is valid.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceRow {
    /// Names the price; several rows may share it with different validity.
    pub price_id: String,
    /// The area it is reported under.
    pub area: String,
    /// Account in the municipal chart of accounts.
    pub account: String,
    /// The law the expense rests on.
    pub law_ref: String,
    /// What one unit is (week, year, case …).
    pub unit: String,
    /// DKK a unit for municipality, region and state, exact.
    pub per_payer: [Decimal; 3],
    /// The year whose prices these are.
    pub price_year: i16,
    /// First day it is valid; `None` for always.
    pub valid_from: Option<Date>,
    /// Last day it is valid; `None` for still.
    pub valid_to: Option<Date>,
    /// Low, most likely and high factor on the price (1 = as given).
    pub factor: [f64; 3],
    /// Whether it is an average or a marginal price.
    pub basis: Option<Basis>,
    /// The share of it that is in fact saved when a unit less is used.
    pub cashable_share: f64,
    /// Where it comes from.
    pub source: String,
    /// How well it is known.
    pub grade: Option<PriceGrade>,
    /// The price this row of the municipality's own replaces.
    pub overrides: Option<String>,
    /// Whether it is the municipality's own value.
    pub is_local: bool,
    /// What the state pays back of `per_payer`'s municipal part, by rule; `None` for a price that is
    /// net already.
    pub refund: Option<Refund>,
}

/// A rule by which the state pays back a part of what the municipality pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refund {
    /// Income support: the state's share falls with the weeks on support, which are counted from
    /// the effect's first year on. The unit is a week or a month (52/12 weeks).
    IncomeSupport,
    /// A very expensive child case: the state's share of what a unit (a year of one case) costs
    /// above each limit in force in the price's year.
    Central,
}

impl Refund {
    /// The word used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IncomeSupport => "income_support",
            Self::Central => "central",
        }
    }

    /// Weeks in a unit of income support; `None` for a unit that is neither a week nor a month.
    pub fn weeks(unit: &str) -> Option<f64> {
        match unit {
            "week" => Some(1.0),
            "month" => Some(52.0 / 12.0),
            _ => None,
        }
    }
}

/// What a unit price is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Total divided by units.
    Average,
    /// What one unit more or less costs.
    Marginal,
}

/// How well a price is known, from A (accounts or law) to D (a guess).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceGrade {
    /// Accounts, law or official rate.
    A,
    /// Published national figure.
    B,
    /// Local estimate.
    C,
    /// Assumption.
    D,
}

impl PriceGrade {
    /// The letter used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }
}

/// What an effect rests on, from strongest to weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A randomised trial.
    Randomised,
    /// A comparison group without randomisation.
    Quasi,
    /// The same people before and after.
    BeforeAfter,
    /// A professional judgement.
    Judgement,
}

impl Evidence {
    /// Every grade, strongest first.
    pub const ALL: [Self; 4] = [
        Self::Randomised,
        Self::Quasi,
        Self::BeforeAfter,
        Self::Judgement,
    ];

    /// The word used in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Randomised => "randomised",
            Self::Quasi => "quasi",
            Self::BeforeAfter => "before_after",
            Self::Judgement => "judgement",
        }
    }
}

/// One row of `effects.csv`: the share of a population that succeeds because of the programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Names the effect.
    pub effect_id: String,
    /// What a success is.
    pub outcome: String,
    /// People it applies to; `None` for the model's participants.
    pub population: Option<f64>,
    /// Share who succeed.
    pub estimate: f64,
    /// Its 95 % interval, if known.
    pub interval: Option<(f64, f64)>,
    /// What it rests on.
    pub evidence: Evidence,
    /// The year of the first share in `profile`.
    pub start_year: i16,
    /// Share of the effect present in each year from `start_year`; nothing after the last.
    pub profile: Vec<f64>,
    /// What the change may be put down to; told, never multiplied in.
    pub attribution: String,
    /// Where it comes from.
    pub source: String,
}

/// One row of `consequences.csv`: units of a price that one success saves (or, negative, costs).
#[derive(Debug, Clone, PartialEq)]
pub struct Consequence {
    /// The effect it follows from.
    pub effect_id: String,
    /// The price of a unit.
    pub price_id: String,
    /// Years after the effect's start (0 = the start year); `None` for every year of the profile.
    pub year_after_start: Option<u16>,
    /// Units per success in the year.
    pub quantity: f64,
}

impl Model {
    /// People an effect applies to.
    pub fn population(&self, effect: &Effect) -> f64 {
        effect.population.unwrap_or(self.participants)
    }

    /// What turns DKK of `price_year` into DKK of the base year; `None` if an index year is missing.
    pub fn to_base_prices(&self, price_year: i16) -> Option<f64> {
        if self.price_index.is_empty() || price_year == self.base_year {
            return Some(1.0);
        }
        Some(self.price_index.get(&self.base_year)? / self.price_index.get(&price_year)?)
    }

    /// Units of a price that a success has had before year `k` of the effect: where its weeks on
    /// support stand then.
    pub(crate) fn units_before(&self, effect_id: &str, price_id: &str, k: usize) -> f64 {
        let of = |c: &&Consequence| c.effect_id == effect_id && c.price_id == price_id;
        let units = self.consequences.iter().filter(of).map(|c| {
            let years = match c.year_after_start {
                None => k,
                Some(year) => usize::from(usize::from(year) < k),
            };
            years as f64 * c.quantity.abs()
        });
        units.sum()
    }

    /// The weakest evidence among the effects; `None` without effects.
    pub fn weakest_evidence(&self) -> Option<Evidence> {
        self.effects.iter().map(|e| e.evidence).max()
    }

    /// The weakest grade among the prices that carry one.
    pub fn weakest_price(&self) -> Option<PriceGrade> {
        self.prices.iter().filter_map(|p| p.grade).max()
    }

    /// The row that gives `price_id` its value in `year`.
    pub(crate) fn price_in_year(&self, price_id: &str, year: i16) -> Option<usize> {
        price_in_year(&self.prices, price_id, year)
    }
}

/// The row that gives `price_id` its value in `year`: the municipality's own before the others, the
/// row in force on 1 January before one that comes into force later in the year.
pub(crate) fn price_in_year(prices: &[PriceRow], price_id: &str, year: i16) -> Option<usize> {
    let replaced = prices
        .iter()
        .filter(|p| p.overrides.as_deref() == Some(price_id))
        .map(|p| p.price_id.as_str())
        .collect::<BTreeSet<_>>();
    // Overrides form no cycle: the reader has refused those.
    if let Some(own) = replaced
        .into_iter()
        .find_map(|id| price_in_year(prices, id, year))
    {
        return Some(own);
    }
    let first = Date::new(year, 1, 1).ok()?;
    let last = Date::new(year, 12, 31).ok()?;
    let touching = |p: &PriceRow| {
        p.price_id == price_id
            && p.valid_from.is_none_or(|d| d <= last)
            && p.valid_to.is_none_or(|d| d >= first)
    };
    (0..prices.len())
        .filter(|&i| touching(&prices[i]))
        .min_by_key(|&i| (!prices[i].is_local, prices[i].valid_from))
}
