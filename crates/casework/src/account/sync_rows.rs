//! What a staff file says of one account or unit, and what can be wrong with it.

use helhed_domain::account::{Language, Role, Username};
use helhed_domain::text::Name;
use helhed_domain::unit::UnitKind;

/// A row of the staff file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// What is typed at sign-in: who the row is about.
    pub username: Username,
    /// The name others see.
    pub display_name: Name,
    /// The role.
    pub role: Role,
    /// The unit, by its code or its name; none where empty.
    pub unit: Option<String>,
    /// The language of the screens of somebody new.
    pub language: Language,
}

/// A row of the file of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The municipality's own code: which unit the row is about.
    pub code: String,
    /// What it is called.
    pub name: Name,
    /// What it does.
    pub kind: UnitKind,
}

/// One thing that is wrong, and on which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct RowFault {
    /// The line in the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub problem: RowProblem,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// The line before has the same one.
    #[error("`{0}` stands on an earlier line too")]
    Twice(String),
    /// No unit of that code or name.
    #[error("no open unit has the code or name `{0}`")]
    NoSuchUnit(String),
    /// A partner works in a unit.
    #[error("a partner needs a unit")]
    UnitMissing,
    /// A family's accounts are made where the family is.
    #[error("`{0}` is the account of somebody of a family: no staff file keeps it")]
    Family(String),
    /// A column holds what it cannot.
    #[error("column `{column}`: {fault}")]
    Column {
        /// The column's name.
        column: &'static str,
        /// What is wrong with what it holds.
        fault: String,
    },
}

impl RowProblem {
    /// The problem on a line.
    pub fn on(self, line: u64) -> RowFault {
        RowFault {
            line,
            problem: self,
        }
    }
}
