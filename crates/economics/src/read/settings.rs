//! `model.toml`.

use super::MODEL;
use crate::discount::{Discount, DiscountStep, official_discount};
use crate::finding::Findings;
use crate::model::CostType;
use crate::price_index::consumer_price_index;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

pub(super) struct Settings {
    pub(super) name: String,
    pub(super) participants: f64,
    pub(super) base_year: i16,
    pub(super) horizon_first: i16,
    pub(super) horizon_last: i16,
    pub(super) discount: Discount,
    pub(super) charge: BTreeSet<CostType>,
    pub(super) price_index: BTreeMap<i16, f64>,
    pub(super) seed: u64,
}

const KEYS: [&str; 9] = [
    "name",
    "participants",
    "base_year",
    "horizon_first",
    "horizon_last",
    "discount_rate",
    "charge",
    "price_index",
    "seed",
];

/// Years a horizon may span; more is a slip of the pen.
const LONGEST_HORIZON: i16 = 200;

pub(super) fn read(text: &str, findings: &mut Findings) -> Option<Settings> {
    let table = match text.trim_start_matches('\u{feff}').parse::<Table>() {
        Ok(table) => table,
        Err(error) => {
            let row = error
                .span()
                .map(|s| text[..s.start.min(text.len())].lines().count().max(1));
            findings.fault(MODEL, row, "", error.message());
            return None;
        }
    };
    let mut keys = Keys {
        text,
        table: &table,
        findings,
    };
    for key in table.keys().filter(|k| !KEYS.contains(&k.as_str())) {
        let row = keys.row(key);
        keys.findings
            .remark(MODEL, row, key, "the key is not known and is left out");
    }
    let name = keys.name();
    let participants = keys.participants();
    let base_year = keys.year("base_year");
    let horizon_first = keys.year("horizon_first");
    let horizon_last = keys.year("horizon_last");
    if let (Some(first), Some(last)) = (horizon_first, horizon_last) {
        if last < first {
            keys.fault("horizon_last", "is before horizon_first");
        } else if last - first > LONGEST_HORIZON {
            keys.fault("horizon_last", "makes the horizon longer than 200 years");
        }
    }
    let discount = keys.discount(base_year);
    let charge = keys.charge();
    let price_index = keys.price_index();
    let seed = keys.seed();
    Some(Settings {
        name: name?,
        participants: participants?,
        base_year: base_year?,
        horizon_first: horizon_first?,
        horizon_last: horizon_last?,
        discount: discount?,
        charge: charge?,
        price_index: price_index?,
        seed: seed?,
    })
}

struct Keys<'a> {
    text: &'a str,
    table: &'a Table,
    findings: &'a mut Findings,
}

impl Keys<'_> {
    fn row(&self, key: &str) -> Option<usize> {
        let begins = |line: &str| {
            let line = line.trim_start().trim_start_matches('[');
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with(['=', ']', '.']))
        };
        self.text.lines().position(begins).map(|i| i + 1)
    }

    fn fault(&mut self, key: &str, problem: &str) {
        let row = self.row(key);
        self.findings.fault(MODEL, row, key, problem);
    }

    fn needed(&mut self, key: &str) -> Option<Value> {
        let value = self.table.get(key).cloned();
        if value.is_none() {
            self.fault(key, "is missing");
        }
        value
    }

    fn name(&mut self) -> Option<String> {
        let name = self
            .needed("name")?
            .as_str()
            .filter(|n| !n.is_empty())
            .map(str::to_owned);
        if name.is_none() {
            self.fault("name", "is not a text");
        }
        name
    }

    fn participants(&mut self) -> Option<f64> {
        let n = as_number(&self.needed("participants")?).filter(|n| *n >= 0.0);
        if n.is_none() {
            self.fault("participants", "is not a number of people");
        }
        n
    }

    fn year(&mut self, key: &str) -> Option<i16> {
        let year = self
            .needed(key)?
            .as_integer()
            .and_then(|y| i16::try_from(y).ok());
        let year = year.filter(|y| (1900..=2200).contains(y));
        if year.is_none() {
            self.fault(key, "is not a year");
        }
        year
    }

    fn discount(&mut self, base_year: Option<i16>) -> Option<Discount> {
        const KEY: &str = "discount_rate";
        let value = self.needed(KEY)?;
        if value.as_str() == Some("official") {
            let day = Date::new(base_year?, 1, 1).ok()?;
            let official = official_discount(day);
            if official.is_none() {
                self.fault(KEY, "there is no official rate on file for the base year");
            }
            return official;
        }
        if as_number(&value).is_some() {
            return Some(Discount::flat(self.rate(&value)?));
        }
        let Some(list) = value.as_array().filter(|l| !l.is_empty()) else {
            self.fault(KEY, "is neither a rate, a list of steps nor \"official\"");
            return None;
        };
        let mut steps = Vec::new();
        for (i, step) in list.iter().enumerate() {
            let rate = self.rate(step.get("rate").unwrap_or(&Value::Boolean(false)));
            let years = match step.get("years") {
                // Only the last step may go on for ever.
                None if i + 1 == list.len() => Some(None),
                years => {
                    let years = years
                        .and_then(Value::as_integer)
                        .and_then(|y| u32::try_from(y).ok());
                    if years.is_none() {
                        self.fault(KEY, "a step lacks its number of years");
                    }
                    years.map(Some)
                }
            };
            steps.push(rate.zip(years));
        }
        let steps = steps.into_iter().collect::<Option<Vec<_>>>()?;
        Discount::steps(
            steps
                .into_iter()
                .map(|(rate, years)| DiscountStep { years, rate })
                .collect(),
        )
    }

    fn rate(&mut self, value: &Value) -> Option<f64> {
        let rate = as_number(value);
        let problem = match rate {
            None => "a rate is not a number",
            Some(r) if r <= -1.0 => "a rate of -100 % or less leaves nothing to discount",
            Some(r) if r >= 1.0 => "a rate of 100 % or more (write 0.035 for 3.5 %)",
            Some(_) => return rate,
        };
        self.fault("discount_rate", problem);
        None
    }

    fn charge(&mut self) -> Option<BTreeSet<CostType>> {
        let Some(value) = self.table.get("charge") else {
            return Some(BTreeSet::from([CostType::Operation]));
        };
        let kinds = value.as_array().and_then(|list| {
            list.iter()
                .map(|v| v.as_str().and_then(CostType::parse))
                .collect::<Option<_>>()
        });
        if kinds.is_none() {
            self.fault("charge", "is not a list of cost types");
        }
        kinds
    }

    fn price_index(&mut self) -> Option<BTreeMap<i16, f64>> {
        let Some(value) = self.table.get("price_index") else {
            return Some(BTreeMap::new());
        };
        if value.as_str() == Some("consumer") {
            return Some(consumer_price_index());
        }
        let index = value.as_table().and_then(|table| {
            let row = |(year, index): (&String, &Value)| {
                Some((year.parse().ok()?, as_number(index).filter(|i| *i > 0.0)?))
            };
            table.iter().map(row).collect::<Option<_>>()
        });
        if index.is_none() {
            self.fault(
                "price_index",
                "is neither \"consumer\" nor a table of years and positive indices",
            );
        }
        index
    }

    fn seed(&mut self) -> Option<u64> {
        let Some(value) = self.table.get("seed") else {
            return Some(1);
        };
        let seed = value.as_integer().and_then(|s| u64::try_from(s).ok());
        if seed.is_none() {
            self.fault("seed", "is not a whole number from 0");
        }
        seed
    }
}

fn as_number(value: &Value) -> Option<f64> {
    let number = value
        .as_float()
        .or_else(|| value.as_integer().map(|i| i as f64));
    number.filter(|n| n.is_finite())
}
