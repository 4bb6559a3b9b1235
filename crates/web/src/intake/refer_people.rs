//! The people of a referral form: rows of fields, of which empty ones count for nothing.

use jiff::civil::Date;

use helhed_casework::domain::cpr::{CprError, CprNumber};
use helhed_casework::domain::day::parse_optional_day;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::person::{Birth, BirthError};
use helhed_casework::domain::text::Name;
use helhed_casework::family::EnterPersonError;
use helhed_casework::intake::{MOST_PEOPLE, ReferPerson};

use crate::form::Form;

/// Rows that are shown at first, and how many a press of the button adds.
const ROWS: usize = 4;

/// The names of one row's fields, which are the ids of its inputs.
#[derive(Debug, Clone)]
pub(crate) struct PersonRow {
    pub number: usize,
    pub given: String,
    pub family: String,
    pub role: String,
    pub born: String,
    pub expected: String,
    pub cpr: String,
    /// Whether the fields few need are open: something stands in them, or something is wrong there.
    pub open: bool,
}

/// The rows of a form, with four more where `more` is asked for.
pub(crate) fn rows(form: &Form, more: bool) -> Vec<PersonRow> {
    let shown = form.text("rows").parse::<usize>().unwrap_or(ROWS);
    let shown = if more {
        shown.saturating_add(ROWS)
    } else {
        shown
    };
    (1..=shown.clamp(1, MOST_PEOPLE))
        .map(|number| {
            let name = |part: &str| format!("{part}-{number}");
            let mut row = PersonRow {
                number,
                given: name("given"),
                family: name("family"),
                role: name("role"),
                born: name("born"),
                expected: name("expected"),
                cpr: name("cpr"),
                open: false,
            };
            row.open = [&row.expected, &row.cpr].iter().any(|field| {
                !form.text(field).is_empty() || form.errors().iter().any(|it| it.field == **field)
            });
            row
        })
        .collect()
}

fn is_empty(form: &Form, row: &PersonRow) -> bool {
    let fields = [&row.given, &row.family, &row.born, &row.expected, &row.cpr];
    fields
        .iter()
        .all(|field| form.text(field).trim().is_empty())
}

/// Reads the people of the rows that hold something, each with its row; what is wrong is noted at its field.
pub(crate) fn read(
    form: &mut Form,
    household: Option<&Name>,
    today: Date,
) -> Vec<(PersonRow, ReferPerson)> {
    let mut people = Vec::new();
    for row in rows(form, false) {
        if !is_empty(form, &row)
            && let Some(person) = read_row(form, &row, household, today)
        {
            people.push((row, person));
        }
    }
    people
}

fn read_row(
    form: &mut Form,
    row: &PersonRow,
    household: Option<&Name>,
    today: Date,
) -> Option<ReferPerson> {
    let given = Name::parse(form.text(&row.given));
    let given = form.take(&row.given, "refer-given", given);
    let family = Name::parse_optional(form.text(&row.family));
    let family = form.take(&row.family, "refer-family", family);
    let role = MemberRole::from_code(form.text(&row.role)).ok_or("field-choose");
    let role = form.take(&row.role, "refer-role", role);
    let born = parse_optional_day(form.text(&row.born));
    let born = form.take(&row.born, "refer-born", born);
    let expected = parse_optional_day(form.text(&row.expected));
    let expected = form.take(&row.expected, "refer-expected", expected);
    let cpr = match form.text(&row.cpr).trim() {
        "" => Ok(None),
        text => CprNumber::parse(text)
            .map(Some)
            .map_err(|error| match error {
                CprError::NotTenDigits => "field-cpr-digits",
                CprError::NoSuchDay => "field-cpr-day",
            }),
    };
    let cpr = form.take(&row.cpr, "refer-cpr", cpr);
    let birth = Birth::new(born?, expected?, today);
    let birth = match birth {
        Ok(birth) => Some(birth),
        Err(error) => {
            birth_fault(form, row, error);
            None
        }
    };
    Some(ReferPerson {
        given_name: given?,
        // Most share the household's name: it need not be written again.
        family_name: family?.or_else(|| household.cloned())?,
        role: role?,
        birth: birth?,
        cpr: cpr?,
    })
}

fn birth_fault(form: &mut Form, row: &PersonRow, error: BirthError) {
    match error {
        BirthError::BornInTheFuture => form.fault(&row.born, "refer-born", "field-born-future"),
        BirthError::TooOld => form.fault(&row.born, "refer-born", "field-born-long-ago"),
        BirthError::NotOfCpr => form.fault(&row.cpr, "refer-cpr", "field-cpr-other-day"),
        BirthError::NotExpectedThen => {
            form.fault(&row.expected, "refer-expected", "field-not-expected");
        }
        BirthError::Both => form.fault(&row.expected, "refer-expected", "field-born-and-expected"),
    }
}

/// Notes at its row why a person could not be entered.
pub(crate) fn person_fault(form: &mut Form, row: &PersonRow, cause: &EnterPersonError) {
    match cause {
        EnterPersonError::Birth(error) => birth_fault(form, row, *error),
        EnterPersonError::PossibleCpr => {
            form.fault(&row.cpr, "refer-cpr", "field-cpr-possible");
        }
        _ => form.fault(&row.cpr, "refer-cpr", "field-cpr-impossible"),
    }
}
