//! Writing a bundle block by block.

use std::path::Path;

use helhed_evaluation::WriteError;
use helhed_evaluation::bundle::Manifest;
use helhed_evaluation::bundle::contract::{self, FileSpec};
use helhed_evaluation::bundle::write::{BundleWriter, Field, Format, Sheet};
use helhed_evaluation::calendar::Month;

use super::activation::Dealer;
use super::people::{Adult, Child, Home, homes};
use super::{Order, attendance, cases, course, expenses, margins, observed_from, support};
use crate::story::{BLOCK, Chance};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Families of both groups.
    pub families: u64,
    /// Their adults.
    pub adults: u64,
    /// Their children.
    pub children: u64,
    /// Spells of support.
    pub spells: u64,
}

/// Comparison families draw on blocks far from those that took part.
const COMPARISON_BLOCKS: u32 = 1 << 30;

struct Sheets {
    families: Sheet,
    persons: Sheet,
    support: Sheet,
    activation: Sheet,
    attendance: Sheet,
    child_cases: Sheet,
    expenses: Sheet,
    made: Made,
}

/// Writes the bundle ordered, whole or not at all; tells `progress` how many families are done.
///
/// # Errors
/// [`WriteError`] when the folder is not empty or the machine cannot write.
pub fn write(
    order: &Order,
    folder: &Path,
    format: Format,
    progress: &mut dyn FnMut(u64),
) -> Result<Made, WriteError> {
    let mut writer = BundleWriter::new(folder, format)?;
    writer.manifest(&Manifest {
        municipality: "Invented".to_owned(),
        observed_from: observed_from(),
        observed_to: order.observed_to,
    })?;
    let mut sheets = Sheets {
        families: writer.sheet(&contract::FAMILIES)?,
        persons: writer.sheet(&contract::PERSONS)?,
        support: writer.sheet(&contract::SUPPORT)?,
        activation: writer.sheet(&contract::ACTIVATION)?,
        attendance: writer.sheet(&contract::ATTENDANCE)?,
        child_cases: writer.sheet(&contract::CHILD_CASES)?,
        expenses: writer.sheet(&contract::EXPENSES)?,
        made: Made::default(),
    };
    for (families, comparison) in [(order.families, false), (order.comparison, true)] {
        for block in 0..families.div_ceil(BLOCK as u32) {
            let wanted = (families - block * BLOCK as u32).min(BLOCK as u32) as usize;
            sheets.block(order, block, wanted, comparison)?;
            progress(sheets.made.families);
        }
    }
    let made = sheets.close()?;
    reference(&mut writer, order)?;
    programme_costs(&mut writer)?;
    writer.commit()?;
    Ok(made)
}

fn reference(writer: &mut BundleWriter, order: &Order) -> Result<(), WriteError> {
    let mut sheet = writer.sheet(&contract::ATTENDANCE_REFERENCE)?;
    if order.attendance {
        for (month, children, hours, days) in
            attendance::reference((observed_from(), order.observed_to))
        {
            sheet.row(&[
                Field::Month(month),
                Field::Whole(children),
                Field::Number(hours),
                Field::Number(days),
            ])?;
        }
    }
    sheet.close()
}

fn programme_costs(writer: &mut BundleWriter) -> Result<(), WriteError> {
    let spec: &'static FileSpec = &contract::PROGRAMME_COSTS;
    let mut sheet = writer.sheet(spec)?;
    for (year, item, ore) in margins::PROGRAMME_COSTS {
        sheet.row(&[Field::Whole(year), Field::Text(item), Field::Ore(ore)])?;
    }
    sheet.close()
}

impl Sheets {
    fn block(
        &mut self,
        order: &Order,
        block: u32,
        wanted: usize,
        comparison: bool,
    ) -> Result<(), WriteError> {
        let number = if comparison {
            COMPARISON_BLOCKS + block
        } else {
            block
        };
        let mut chance = Chance::new(order.seed, &[0xb0, u64::from(number), 1]);
        let homes = homes(order.seed, number);
        let adults: Vec<&Adult> = homes.iter().flat_map(|home| &home.adults).collect();
        let children: Vec<&Child> = homes.iter().flat_map(|home| &home.children).collect();
        let courses = course::courses(&adults, &mut chance);
        let cases = cases::cases(&children, &mut chance);
        let observed = (observed_from(), order.observed_to);
        let postings = expenses::postings(&adults, &courses, &children, observed, &mut chance);
        let mut dealer = Dealer::new(&mut chance);

        // Only the first families of a block may be wanted: their people come first among adults and children.
        let (mut adult_ids, mut child_ids) = (Vec::new(), Vec::new());
        for (at, home) in homes[..wanted].iter().enumerate() {
            let number = block as usize * BLOCK + at + 1;
            self.family(home, comparison, number, &mut adult_ids, &mut child_ids)?;
        }
        for ((id, adult), course) in adult_ids.iter().zip(&adults).zip(&courses) {
            for spell in support::spells(adult, course, observed, &mut chance) {
                self.made.spells += 1;
                self.support.row(&[
                    Field::Text(id),
                    Field::Text(spell.benefit),
                    Field::Day(spell.from),
                    Field::from(spell.to),
                ])?;
            }
            for spell in dealer.spells(adult, course, observed, &mut chance) {
                self.activation.row(&[
                    Field::Text(id),
                    Field::Text(spell.kind.code()),
                    Field::Day(spell.from),
                    Field::Day(spell.to),
                ])?;
            }
        }
        for (id, cases) in child_ids.iter().zip(&cases) {
            for case in cases {
                self.child_cases.row(&[
                    Field::Text(id),
                    Field::Text(case.kind.code()),
                    Field::Text(case.source),
                    Field::Day(case.from),
                    Field::from(case.to),
                ])?;
            }
        }
        for posting in &postings {
            let id = match posting.person.checked_sub(adults.len()) {
                None => adult_ids.get(posting.person),
                Some(child) => child_ids.get(child),
            };
            if let Some(id) = id {
                self.expenses.row(&[
                    Field::Text(id),
                    Field::Day(posting.date),
                    Field::Text(posting.account),
                    Field::Ore(posting.ore),
                ])?;
            }
        }
        if order.attendance {
            self.attendance(&child_ids, &children, observed, &mut chance)?;
        }
        Ok(())
    }

    fn family(
        &mut self,
        home: &Home,
        comparison: bool,
        number: usize,
        adult_ids: &mut Vec<String>,
        child_ids: &mut Vec<String>,
    ) -> Result<(), WriteError> {
        let letter = if comparison { "c" } else { "f" };
        let family = format!("{letter}{number}");
        let when = |day| {
            if comparison {
                Field::Empty
            } else {
                Field::from(day)
            }
        };
        self.families.row(&[
            Field::Text(&family),
            Field::Text(if comparison {
                "comparison"
            } else {
                "intervention"
            }),
            when(Some(home.start)),
            when(home.end.map(|(day, _)| day)),
            match home.end {
                Some((_, reason)) if !comparison => Field::Text(reason.code()),
                _ => Field::Empty,
            },
        ])?;
        self.made.families += 1;
        for (at, adult) in home.adults.iter().enumerate() {
            let id = format!("{family}a{}", at + 1);
            let sex = if adult.role == helhed_evaluation::codes::Role::Father {
                "male"
            } else {
                "female"
            };
            self.persons.row(&[
                Field::Text(&id),
                Field::Text(&family),
                Field::Text(adult.role.code()),
                Field::Text(sex),
                Field::Day(adult.birth),
                Field::Empty,
            ])?;
            adult_ids.push(id);
            self.made.adults += 1;
        }
        for (at, child) in home.children.iter().enumerate() {
            let id = format!("{family}c{}", at + 1);
            self.persons.row(&[
                Field::Text(&id),
                Field::Text(&family),
                Field::Text("child"),
                Field::Text(child.sex.code()),
                Field::Day(child.birth),
                when(child.joined),
            ])?;
            child_ids.push(id);
            self.made.children += 1;
        }
        Ok(())
    }

    fn attendance(
        &mut self,
        ids: &[String],
        children: &[&Child],
        observed: (Month, Month),
        chance: &mut Chance,
    ) -> Result<(), WriteError> {
        for (id, child) in ids.iter().zip(children) {
            for day in attendance::days(child, observed, chance) {
                self.attendance.row(&[
                    Field::Text(id),
                    Field::Day(day.date),
                    Field::Number(day.hours),
                ])?;
            }
        }
        Ok(())
    }

    fn close(self) -> Result<Made, WriteError> {
        self.families.close()?;
        self.persons.close()?;
        self.support.close()?;
        self.activation.close()?;
        self.attendance.close()?;
        self.child_cases.close()?;
        self.expenses.close()?;
        Ok(self.made)
    }
}
