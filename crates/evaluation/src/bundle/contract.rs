//! The files of a bundle and their columns: what writers of bundles (imports, exports, invented municipalities) keep to.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id or any other text.
    Text,
    /// One of a fixed list of codes.
    Code(&'static str),
    /// A code of the benefit map.
    Benefit,
    /// A day.
    Day,
    /// A calendar month.
    Month,
    /// An amount in kroner with at most two decimals.
    Kroner,
    /// A number with decimals.
    Number,
    /// A whole number.
    Whole,
}

/// A column of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a value may be left out.
    pub optional: bool,
}

/// A file of the contract, CSV or Parquet.
#[derive(Debug, PartialEq, Eq)]
pub struct FileSpec {
    /// Its name without ending.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [Column],
    /// Whether a bundle must have it.
    pub required: bool,
}

const fn must(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        optional: false,
    }
}

const fn may(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        optional: true,
    }
}

use crate::codes::{ActivationKind, CaseKind, EndReason, Group, Role, Sex};
use Kind::{Benefit, Code, Day, Kroner, Month, Number, Text, Whole};

const PERSON: Column = must("person_id", Text);

/// Families and what they took part in.
pub static FAMILIES: FileSpec = FileSpec {
    name: "families",
    columns: &[
        must("family_id", Text),
        must("group", Code(Group::ALLOWED)),
        may("start_date", Day),
        may("end_date", Day),
        may("end_reason", Code(EndReason::ALLOWED)),
    ],
    required: true,
};

/// Persons and their families.
pub static PERSONS: FileSpec = FileSpec {
    name: "persons",
    columns: &[
        PERSON,
        must("family_id", Text),
        must("role", Code(Role::ALLOWED)),
        must("sex", Code(Sex::ALLOWED)),
        must("birth_date", Day),
        may("start_date", Day),
    ],
    required: true,
};

/// Spells of support of adults.
pub static SUPPORT: FileSpec = FileSpec {
    name: "support",
    columns: &[
        PERSON,
        must("benefit", Benefit),
        must("from_date", Day),
        may("to_date", Day),
    ],
    required: true,
};

/// Spells of activation of adults.
pub static ACTIVATION: FileSpec = FileSpec {
    name: "activation",
    columns: &[
        PERSON,
        must("kind", Code(ActivationKind::ALLOWED)),
        must("from_date", Day),
        may("to_date", Day),
    ],
    required: true,
};

/// Days attended in day care.
pub static ATTENDANCE: FileSpec = FileSpec {
    name: "attendance",
    columns: &[PERSON, must("date", Day), must("hours", Number)],
    required: true,
};

/// All children of the municipality, by month.
pub static ATTENDANCE_REFERENCE: FileSpec = FileSpec {
    name: "attendance_reference",
    columns: &[
        must("month", Month),
        must("children", Whole),
        must("hours_per_day", Number),
        must("days", Number),
    ],
    required: false,
};

/// Cases of children.
pub static CHILD_CASES: FileSpec = FileSpec {
    name: "child_cases",
    columns: &[
        PERSON,
        must("kind", Code(CaseKind::ALLOWED)),
        may("source", Text),
        must("from_date", Day),
        may("to_date", Day),
    ],
    required: true,
};

/// Postings on persons.
pub static EXPENSES: FileSpec = FileSpec {
    name: "expenses",
    columns: &[
        PERSON,
        must("date", Day),
        must("account", Text),
        must("amount_dkk", Kroner),
    ],
    required: true,
};

/// What the programme itself cost.
pub static PROGRAMME_COSTS: FileSpec = FileSpec {
    name: "programme_costs",
    columns: &[
        must("year", Whole),
        must(
            "item",
            Code("development_and_evaluation operation freed_capacity "),
        ),
        must("amount_dkk", Kroner),
    ],
    required: false,
};

/// Every file of the contract that Helhed itself writes.
pub static FILES: [&FileSpec; 9] = [
    &FAMILIES,
    &PERSONS,
    &SUPPORT,
    &ACTIVATION,
    &ATTENDANCE,
    &ATTENDANCE_REFERENCE,
    &CHILD_CASES,
    &EXPENSES,
    &PROGRAMME_COSTS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Activation, Attendance, ChildCases, Expenses, Support};
    use crate::bundle::{Rows, attendance, families, persons};

    fn same<T: Rows>(spec: &FileSpec) {
        assert_eq!(spec.name, T::FILE);
        let names: Vec<_> = spec.columns.iter().map(|column| column.name).collect();
        assert_eq!(names, T::COLUMNS);
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        same::<families::Families>(&FAMILIES);
        same::<persons::Persons>(&PERSONS);
        same::<Support>(&SUPPORT);
        same::<Activation>(&ACTIVATION);
        same::<Attendance>(&ATTENDANCE);
        same::<attendance::Reference>(&ATTENDANCE_REFERENCE);
        same::<ChildCases>(&CHILD_CASES);
        same::<Expenses>(&EXPENSES);
    }
}
