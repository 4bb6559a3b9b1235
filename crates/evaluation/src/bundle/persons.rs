//! `persons.csv`.

use super::families::Families;
use super::fault::Problem;
use super::ids::Ids;
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
        _: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let id = value::id(row, 0)?;
        let family = families
            .ids
            .find(&value::id(row, 1)?)
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

/// What one thread remembers from row to row: extracts mostly have a person's rows together, and comparing is cheaper than looking up.
#[derive(Debug, Default)]
pub(crate) struct LastPerson {
    id: Vec<u8>,
    number: u32,
    /// Persons by the dictionary of their column. A file is read for adults or for everybody, never for both.
    people: Found,
    /// Codes by the dictionary of theirs.
    pub(crate) codes: Found,
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
        let LastPerson {
            id, number, people, ..
        } = last;
        people.number(row.entry(column), || self.look_up(row, column, id, number))
    }

    /// The adult a row is about; support and activation are matters of adults.
    #[inline]
    pub(crate) fn adult(
        &self,
        row: &impl Row,
        column: usize,
        last: &mut LastPerson,
    ) -> Result<u32, ValueFault> {
        let LastPerson {
            id, number, people, ..
        } = last;
        people.number(row.entry(column), || {
            let person = self.look_up(row, column, id, number)?;
            if self.persons[person as usize].role == Role::Child {
                return Err((column, Problem::SpellOfChild));
            }
            Ok(person)
        })
    }

    #[inline]
    fn look_up(
        &self,
        row: &impl Row,
        column: usize,
        last_id: &mut Vec<u8>,
        last_number: &mut u32,
    ) -> Result<u32, ValueFault> {
        let id = value::id(row, column)?;
        if *id != **last_id {
            *last_number = self
                .ids
                .find_after(*last_number, &id)
                .ok_or((column, Problem::UnknownPerson))?;
            last_id.clear();
            last_id.extend_from_slice(&id);
        }
        Ok(*last_number)
    }
}
