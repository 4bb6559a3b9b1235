//! `expenses.csv`: postings on a person.

use super::Reading;
use super::fault::Problem;
use super::ids::Ids;
use super::parquet_batch::Batch;
use super::persons::LastPerson;
use super::rows::Rows;
use super::value::{self, Row, ValueFault};
use crate::calendar::Day;

/// Postings, one entry a row in every column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expenses {
    /// Index of the person.
    pub person: Vec<u32>,
    /// Day of posting.
    pub date: Vec<Day>,
    /// Index of the account in [`Expenses::accounts`].
    pub account: Vec<u32>,
    /// Amount in øre.
    pub ore: Vec<i64>,
    /// Account texts as the file has them.
    pub accounts: Vec<String>,
    known: Ids,
}

impl Rows for Expenses {
    const FILE: &'static str = "expenses";
    const COLUMNS: &'static [&'static str] = &["person_id", "date", "account", "amount_dkk"];
    type Context = Reading;

    fn push(
        &mut self,
        _: u64,
        row: &impl Row,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let person = reading.persons.of(row, 0, last)?;
        let date = value::day(row, 1)?;
        let ore = value::ore(row, 3)?;
        // Accounts are numbered anew in each block, and a dictionary never outlives its block.
        let account = last.codes.number(row.entry(2), || {
            let account = value::id(row, 2)?;
            let account = std::str::from_utf8(&account).map_err(|_| (2, Problem::NotText))?;
            Ok(self.account_number(account))
        })?;
        self.person.push(person);
        self.date.push(date);
        self.account.push(account);
        self.ore.push(ore);
        Ok(())
    }

    fn push_batch(&mut self, batch: &Batch<'_>, reading: &Reading, last: &mut LastPerson) -> bool {
        let before = self.person.len();
        let whole = self.columns_of(batch, reading, last).is_some();
        if !whole {
            self.person.truncate(before);
            self.date.truncate(before);
            self.account.truncate(before);
            self.ore.truncate(before);
        }
        whole
    }

    fn expect(&mut self, rows: usize) {
        self.person.reserve(rows);
        self.date.reserve(rows);
        self.account.reserve(rows);
        self.ore.reserve(rows);
    }

    fn append(&mut self, later: Expenses) {
        let numbers: Vec<u32> = later
            .accounts
            .iter()
            .map(|account| self.account_number(account))
            .collect();
        self.person.extend(later.person);
        self.date.extend(later.date);
        self.account.extend(
            later
                .account
                .iter()
                .map(|account| numbers[*account as usize]),
        );
        self.ore.extend(later.ore);
    }
}

impl Expenses {
    fn columns_of(
        &mut self,
        batch: &Batch<'_>,
        reading: &Reading,
        last: &mut LastPerson,
    ) -> Option<()> {
        reading
            .persons
            .of_batch(batch, 0, false, last, &mut self.person)?;
        batch.days(1, &mut self.date)?;
        batch.ore(3, &mut self.ore)?;
        // Last: an account is listed only with a row that is taken in.
        last.numbers.clear();
        batch.numbers(2, &mut last.codes, &mut last.numbers, |account| {
            let account = std::str::from_utf8(account).ok()?;
            Some(self.account_number(account))
        })?;
        self.account.extend(&last.numbers);
        Some(())
    }

    fn account_number(&mut self, account: &str) -> u32 {
        // Postings of one account mostly stand together.
        if let Some(last) = self
            .account
            .last()
            .copied()
            .filter(|last| self.accounts[*last as usize] == account)
        {
            return last;
        }
        self.known
            .add(account.as_bytes())
            .inspect(|_| self.accounts.push(account.to_owned()))
            .unwrap_or_else(|known| known)
    }
}
