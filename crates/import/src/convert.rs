//! The rows of one source as rows of the bundle.

use helhed_evaluation::bundle::contract::{Column, FileSpec, Kind};
use helhed_evaluation::bundle::write::Field;
use helhed_evaluation::calendar::{Day, Month};

use crate::check::{allowed, on};
use crate::fault::What;
use crate::map::CodeMap;
use crate::profile::{ColumnRule, Profile, Source};
use crate::table::{Raw, Table};
use crate::value;
use crate::weekly::{self, Tell, WeeksAt};

/// A value of the bundle that owns its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Owned {
    Empty,
    Text(String),
    Day(Day),
    Month(Month),
    Ore(i64),
    Number(f64),
    Whole(i64),
}

impl Owned {
    pub(crate) fn field(&self) -> Field<'_> {
        match self {
            Owned::Empty => Field::Empty,
            Owned::Text(text) => Field::Text(text),
            Owned::Day(day) => Field::Day(*day),
            Owned::Month(month) => Field::Month(*month),
            Owned::Ore(ore) => Field::Ore(*ore),
            Owned::Number(number) => Field::Number(*number),
            Owned::Whole(whole) => Field::Whole(*whole),
        }
    }
}

/// What became of a value.
pub(crate) enum Became {
    Value(Owned),
    /// The profile leaves such rows out.
    LeftOut,
}

/// A column of the bundle, its rule and the place of the extract's column.
pub(crate) struct Bound<'a> {
    column: &'static Column,
    pub(crate) rule: Option<&'a ColumnRule>,
    at: Option<usize>,
}

pub(crate) struct Converter<'a> {
    profile: &'a Profile,
    spec: &'static FileSpec,
    pub(crate) source: &'a Source,
    pub(crate) columns: Vec<Bound<'a>>,
    weeks: Option<WeeksAt<'a>>,
}

impl<'a> Converter<'a> {
    /// Finds the profile's columns in the header; nothing when one is not there.
    pub(crate) fn new(
        profile: &'a Profile,
        spec: &'static FileSpec,
        source: &'a Source,
        table: &Table,
        tell: &mut impl FnMut(u64, &str, What),
    ) -> Option<Converter<'a>> {
        let mut sound = true;
        let mut find = |name: &str, tell: &mut Tell<'_>| match table.column(name) {
            Ok(at) => Some(at),
            Err(what) => {
                tell(source.header_row, name, what);
                sound = false;
                None
            }
        };
        let columns = spec
            .columns
            .iter()
            .map(|column| {
                let rule = source.columns.get(column.name);
                let at = rule
                    .and_then(|rule| rule.from.as_deref())
                    .and_then(|name| find(name, tell));
                Bound { column, rule, at }
            })
            .collect();
        let weeks = match &source.weeks {
            Some(weeks) => Some(weekly::find(weeks, source, table, &mut find, tell)?),
            None => None,
        };
        sound.then_some(Converter {
            profile,
            spec,
            source,
            columns,
            weeks,
        })
    }

    /// Hands every row on, or tells what is wrong with it; how many rows were left out.
    pub(crate) fn rows(
        &self,
        table: &Table,
        put: &mut impl FnMut(u64, &[Owned]),
        tell: &mut impl FnMut(u64, &str, What),
    ) -> u64 {
        match &self.weeks {
            Some(weeks) => self.weekly(table, weeks, put, tell),
            None => self.each(table, put, tell),
        }
    }

    fn each(
        &self,
        table: &Table,
        put: &mut impl FnMut(u64, &[Owned]),
        tell: &mut impl FnMut(u64, &str, What),
    ) -> u64 {
        let mut left_out = 0;
        'rows: for (number, row) in &table.rows {
            let mut fields = Vec::with_capacity(self.columns.len());
            let mut sound = true;
            for bound in &self.columns {
                match self.value(bound, row, None) {
                    Ok(Became::Value(value)) => fields.push(value),
                    Ok(Became::LeftOut) => {
                        left_out += 1;
                        continue 'rows;
                    }
                    Err(what) => {
                        tell(*number, name(bound), what);
                        sound = false;
                    }
                }
            }
            if sound {
                put(*number, &fields);
            }
        }
        left_out
    }

    /// What becomes of a row's value in a column; `week` is the day its week begins, where it has one.
    pub(crate) fn value(
        &self,
        bound: &Bound<'_>,
        row: &[Raw],
        week: Option<Day>,
    ) -> Result<Became, What> {
        let empty = || {
            if bound.column.optional {
                Ok(Became::Value(Owned::Empty))
            } else {
                Err(What::Missing)
            }
        };
        let Some(rule) = bound.rule else {
            return empty();
        };
        if let Some(value) = &rule.value {
            return Ok(Became::Value(Owned::Text(value.clone())));
        }
        let Some(raw) = bound.at.and_then(|at| row.get(at)) else {
            return empty();
        };
        self.of_raw(bound, rule, raw, || match week {
            Some(day) => Some(day),
            None => self.day_of_map(rule, row),
        })
    }

    pub(crate) fn of_raw(
        &self,
        bound: &Bound<'_>,
        rule: &ColumnRule,
        raw: &Raw,
        on: impl FnOnce() -> Option<Day>,
    ) -> Result<Became, What> {
        let source = self.source;
        if let Raw::Text(text) = raw
            && rule.leave_out.contains(text)
        {
            return Ok(Became::LeftOut);
        }
        if value::is_empty(raw, source) {
            return if bound.column.optional {
                Ok(Became::Value(Owned::Empty))
            } else {
                Err(What::Missing)
            };
        }
        let value = match bound.column.kind {
            Kind::Day => Owned::Day(value::day(raw, source)?),
            Kind::Month => Owned::Month(value::month(raw, source)?),
            Kind::Kroner => Owned::Ore(value::ore(raw, source)?),
            Kind::Number => Owned::Number(value::number(raw, source)?),
            Kind::Whole => {
                let number = value::number(raw, source)?;
                if number.fract() != 0.0 || number.abs() > 1e15 {
                    return Err(What::BadNumber(source.decimal));
                }
                Owned::Whole(number as i64)
            }
            kind @ (Kind::Text | Kind::Code(_) | Kind::Benefit) => {
                let text = value::text(raw)?;
                if rule.leave_out.contains(&text) {
                    return Ok(Became::LeftOut);
                }
                let word = self.word(rule, text, on)?;
                if word.is_empty() {
                    return Ok(Became::LeftOut);
                }
                if let Some(allowed) = allowed(kind)
                    && !allowed.split_whitespace().any(|known| known == word)
                {
                    return Err(What::UnknownCode(allowed.trim_end().replace(' ', ", ")));
                }
                Owned::Text(word)
            }
        };
        Ok(Became::Value(value))
    }

    /// What a code is in the bundle.
    fn word(
        &self,
        rule: &ColumnRule,
        text: String,
        on: impl FnOnce() -> Option<Day>,
    ) -> Result<String, What> {
        if let Some(codes) = &rule.codes {
            return codes.get(&text).cloned().ok_or(What::UnmappedCode);
        }
        let Some(name) = &rule.map else {
            return Ok(text);
        };
        let map: Option<&CodeMap> = self.profile.maps.get(name);
        // Without a date the row is at fault anyhow, and told in its own column.
        let Some(day) = on() else {
            return Ok(text);
        };
        map.and_then(|map| map.find(&text, day))
            .map(str::to_owned)
            .ok_or_else(|| What::NotInMap(name.clone()))
    }

    fn day_of_map(&self, rule: &ColumnRule, row: &[Raw]) -> Option<Day> {
        let name = on(rule, self.spec)?;
        let bound = self
            .columns
            .iter()
            .find(|bound| bound.column.name == name)?;
        value::day(row.get(bound.at?)?, self.source).ok()
    }
}

/// The extract's name of a column, or the bundle's where it has none.
pub(crate) fn name<'b>(bound: &'b Bound<'_>) -> &'b str {
    bound
        .rule
        .and_then(|rule| rule.from.as_deref())
        .unwrap_or(bound.column.name)
}
