//! `persons.csv`.

use super::families::Families;
use super::fault::Problem;
use super::ids::Ids;
use super::parquet_batch::Batch;
use super::rows::Rows;
use super::value::{self, Found, Row, ValueFault};
use crate::calendar::Day;
use crate::codes::{Role, Sex};

/// A person of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Index of the family in [`super::Bundle::families`].
    pub family: u32,
    /// Role in the family.
    pub role: Role,
    /// Registered sex.
    pub sex: Sex,
    /// Date of birth.
    pub birth: Day,
    /// The person's own start, where it is not the family's.
    pub start: Option<Day>,
}

#[derive(Default)]
pub(crate) struct Persons {
    pub(crate) persons: Vec<Person>,
    pub(crate) ids: Ids,
    numbers: Vec<u64>,
}

impl Rows for Persons {
    const FILE: &'static str = "persons";
    const COLUMNS: &'static [&'static str] = &[
        "person_id",
        "family_id",
        "role",
        "sex",
        "birth_date",
        "start_date",
    ];
    const ORDERED: bool = true;
    type Context = Families;

    fn push(
        &mut self,
        number: u64,
        row: &impl Row,
        families: &Families,
        last: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let id = value::id(row, 0)?;
        let family = value::id(row, 1)?;
        let family = last
            .id
            .find(&families.ids, &family)
            .ok_or((1, Problem::UnknownFamily))?;
        let role = value::code(row, 2, Role::ALLOWED, Role::parse)?;
        let sex = value::code(row, 3, Sex::ALLOWED, Sex::parse)?;
        let birth = value::day(row, 4)?;
        let start = value::optional_day(row, 5)?;
        if let Err(known) = self.ids.add(&id) {
            let first = self.numbers[known as usize];
            return Err(if self.persons[known as usize].family == family {
                (0, Problem::RepeatedId(first))
            } else {
                (1, Problem::TwoFamilies(first))
            });
        }
        self.numbers.push(number);
        self.persons.push(Person {
            family,
            role,
            sex,
            birth,
            start,
        });
        Ok(())
    }

    fn expect(&mut self, rows: usize) {
        self.persons.reserve(rows);
        self.numbers.reserve(rows);
        self.ids.reserve(rows);
    }

    fn append(&mut self, later: Persons) {
        // Ordered: there is one block, and nothing before it.
        *self = later;
    }
}

/// The id found last: extracts mostly have a person's rows together, and comparing is cheaper than looking up.
#[derive(Debug, Default)]
pub(crate) struct LastId {
    id: Vec<u8>,
    number: u32,
}

impl LastId {
    #[inline]
    fn find(&mut self, ids: &Ids, id: &[u8]) -> Option<u32> {
        if *id != *self.id {
            self.number = ids.find_after(self.number, id)?;
            self.id.clear();
            self.id.extend_from_slice(id);
        }
        Some(self.number)
    }
}

/// What one thread remembers from row to row.
#[derive(Debug, Default)]
pub(crate) struct LastPerson {
    id: LastId,
    /// Persons by the dictionary of their column. A file is read for adults or for everybody, never for both.
    people: Found,
    /// Codes by the dictionary of theirs.
    pub(crate) codes: Found,
    /// The numbers of the codes of a batch.
    pub(crate) numbers: Vec<u32>,
}

impl Persons {
    /// The person a row is about.
    #[inline]
    pub(crate) fn of(
        &self,
        row: &impl Row,
        column: usize,
        last: &mut LastPerson,
    ) -> Result<u32, ValueFault> {
        let LastPerson { id, people, .. } = last;
        people.number(row.entry(column), || self.look_up(row, column, id))
    }

    /// The adult a row is about; support and activation are matters of adults.
    #[inline]
    pub(crate) fn adult(
        &self,
        row: &impl Row,
        column: usize,
        last: &mut LastPerson,
    ) -> Result<u32, ValueFault> {
        let LastPerson { id, people, .. } = last;
        people.number(row.entry(column), || {
            let person = self.look_up(row, column, id)?;
            if self.persons[person as usize].role == Role::Child {
                return Err((column, Problem::SpellOfChild));
            }
            Ok(person)
        })
    }

    /// The persons of a column of a batch, if each is known and, where `adults` are wanted, an adult.
    pub(crate) fn of_batch(
        &self,
        batch: &Batch<'_>,
        column: usize,
        adults: bool,
        last: &mut LastPerson,
        persons: &mut Vec<u32>,
    ) -> Option<()> {
        let LastPerson { id, people, .. } = last;
        batch.numbers(column, people, persons, |text| {
            let person = id.find(&self.ids, text)?;
            let child = self.persons[person as usize].role == Role::Child;
            (!(adults && child)).then_some(person)
        })
    }

    #[inline]
    fn look_up(&self, row: &impl Row, column: usize, last: &mut LastId) -> Result<u32, ValueFault> {
        last.find(&self.ids, &value::id(row, column)?)
            .ok_or((column, Problem::UnknownPerson))
    }
}
