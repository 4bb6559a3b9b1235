//! One code a person and week: where the weeks stand in an extract, and how they become rows of spells.

use std::collections::HashMap;

use helhed_evaluation::calendar::Day;

use crate::convert::{Became, Converter, Owned, name};
use crate::fault::What;
use crate::profile::{Source, Weeks};
use crate::spells::{self, Week};
use crate::table::{Raw, Table};
use crate::{value, week};

/// Tells what is wrong: row, column, what.
pub(crate) type Tell<'t> = dyn FnMut(u64, &str, What) + 't;

/// Where the weeks of an extract stand, and their form.
pub(crate) struct WeeksAt<'a> {
    weeks: &'a Weeks,
    place: Place,
}

enum Place {
    /// A row a week, in this column.
    Column(usize),
    /// A column a week: its place and its Monday.
    Columns(Vec<(usize, Day)>),
}

/// Finds the weeks in the header; nothing, and told, when they are not there. `column` finds a column by its name.
pub(crate) fn find<'a>(
    weeks: &'a Weeks,
    source: &Source,
    table: &Table,
    column: &mut dyn FnMut(&str, &mut Tell<'_>) -> Option<usize>,
    tell: &mut Tell<'_>,
) -> Option<WeeksAt<'a>> {
    if let Some(name) = &weeks.week {
        let place = Place::Column(column(name, tell)?);
        return Some(WeeksAt { weeks, place });
    }
    let prefix = weeks.prefix.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for (at, name) in table.header.iter().enumerate() {
        let Some(rest) = name.strip_prefix(prefix) else {
            continue;
        };
        match week::monday(rest, &weeks.form) {
            Some(monday) => found.push((at, monday)),
            // A column that was meant as a week must not be lost; one with another name is not meant.
            None if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                tell(source.header_row, name, What::BadWeek(weeks.form.clone()));
            }
            None => {}
        }
    }
    if found.is_empty() {
        tell(source.header_row, "", What::BadWeek(weeks.form.clone()));
        return None;
    }
    let place = Place::Columns(found);
    Some(WeeksAt { weeks, place })
}

impl Converter<'_> {
    /// Hands on a row a spell, or tells what is wrong with a week; how many weeks were left out.
    pub(crate) fn weekly(
        &self,
        table: &Table,
        at: &WeeksAt<'_>,
        put: &mut impl FnMut(u64, &[Owned]),
        tell: &mut impl FnMut(u64, &str, What),
    ) -> u64 {
        // The contract's files of spells are person, code, from, to.
        let (person, code) = (&self.columns[0], &self.columns[1]);
        let mut gathered = Gathered::default();
        for (number, row) in &table.rows {
            let who = match self.value(person, row, None) {
                Ok(Became::Value(Owned::Text(who))) => gathered.persons.of(who),
                Ok(_) => {
                    gathered.left_out += 1;
                    continue;
                }
                Err(what) => {
                    tell(*number, name(person), what);
                    continue;
                }
            };
            match &at.place {
                Place::Column(place) => match at.monday(&row[*place]) {
                    Some(monday) => match self.value(code, row, Some(monday)) {
                        Ok(became) => gathered.add(who, monday, *number, became),
                        Err(what) => tell(*number, name(code), what),
                    },
                    None => {
                        let column = at.weeks.week.as_deref().unwrap_or_default();
                        tell(*number, column, What::BadWeek(at.weeks.form.clone()));
                    }
                },
                Place::Columns(columns) => {
                    let Some(rule) = code.rule else { continue };
                    for (place, monday) in columns {
                        // A register with a column a week leaves weeks without a code empty.
                        if value::is_empty(&row[*place], self.source) {
                            continue;
                        }
                        match self.of_raw(code, rule, &row[*place], || Some(*monday)) {
                            Ok(became) => gathered.add(who, *monday, *number, became),
                            Err(what) => tell(*number, &table.header[*place], what),
                        }
                    }
                }
            }
        }
        let (spells, twice) = spells::of(gathered.weeks);
        for (row, first) in twice {
            tell(row, name(code), What::TwoCodes(first));
        }
        for spell in spells {
            let fields = [
                Owned::Text(gathered.persons.names[spell.person as usize].clone()),
                Owned::Text(gathered.codes.names[spell.code as usize].clone()),
                Owned::Day(spell.from),
                Owned::Day(spell.to),
            ];
            put(spell.row, &fields);
        }
        gathered.left_out
    }
}

impl WeeksAt<'_> {
    /// The Monday of the week in a cell.
    fn monday(&self, cell: &Raw) -> Option<Day> {
        week::monday(&value::text(cell).ok()?, &self.weeks.form)
    }
}

/// The weeks of a source, persons and codes as numbers.
#[derive(Default)]
struct Gathered {
    persons: Numbers,
    codes: Numbers,
    weeks: Vec<Week>,
    left_out: u64,
}

impl Gathered {
    /// Takes in a week; one that is left out still ends the spell before it.
    fn add(&mut self, person: u32, monday: Day, row: u64, became: Became) {
        let code = match became {
            Became::Value(Owned::Text(word)) => Some(self.codes.of(word)),
            _ => None,
        };
        self.left_out += u64::from(code.is_none());
        self.weeks.push(Week {
            person,
            monday,
            code,
            row,
        });
    }
}

/// Words as numbers.
#[derive(Default)]
struct Numbers {
    names: Vec<String>,
    known: HashMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, name: String) -> u32 {
        if let Some(number) = self.known.get(&name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.clone());
        self.known.insert(name, number);
        number
    }
}
