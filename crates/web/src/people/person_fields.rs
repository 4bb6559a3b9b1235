//! The fields of a person: what is read from the form, and what is wrong with it.

use helhed_casework::domain::cpr::{CprError, CprNumber};
use helhed_casework::domain::day::parse_optional_day;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::person::{Birth, BirthError, Sex};
use helhed_casework::domain::text::{Line, Name};
use jiff::civil::Date;

use crate::form::{FieldError, Form};
use crate::words::Words;

impl FieldError for CprError {
    fn key(&self) -> (&'static str, i64) {
        match self {
            Self::NotTenDigits => ("field-cpr-digits", 0),
            Self::NoSuchDay => ("field-cpr-day", 0),
        }
    }
}

/// What a form says of a person.
pub(super) struct PersonFields {
    pub given_name: Name,
    pub family_name: Name,
    pub role: MemberRole,
    pub sex: Sex,
    pub birth: Birth,
    pub cpr: Option<CprNumber>,
    pub protected_address: bool,
    pub address: Option<Line>,
    pub phone: Option<Line>,
    pub email: Option<Line>,
    pub language: Option<Line>,
    pub interpreter: bool,
}

/// Reads a CPR number that may be left out.
pub(super) fn cpr(form: &mut Form) -> Option<Option<CprNumber>> {
    let text = form.text("cpr").trim().to_owned();
    let parsed = if text.is_empty() {
        Ok(None)
    } else {
        CprNumber::parse(&text).map(Some)
    };
    form.take("cpr", "person-cpr", parsed)
}

/// Reads every field, so that everything that is wrong is told at once.
pub(super) fn read(form: &mut Form, today: Date) -> Option<PersonFields> {
    let given_name = Name::parse(form.text("given-name"));
    let given_name = form.take("given-name", "person-given-name", given_name);
    let family_name = Name::parse(form.text("family-name"));
    let family_name = form.take("family-name", "person-family-name", family_name);
    let role = MemberRole::from_code(form.text("role")).ok_or("field-choose");
    let role = form.take("role", "person-role", role);
    let sex = Sex::from_code(form.text("sex")).ok_or("field-choose");
    let sex = form.take("sex", "person-sex", sex);
    let born = parse_optional_day(form.text("born"));
    let born = form.take("born", "person-born", born);
    let expected = parse_optional_day(form.text("expected"));
    let expected = form.take("expected", "person-expected-day", expected);
    let birth = match (born, expected) {
        (Some(born), Some(expected)) => match Birth::new(born, expected, today) {
            Ok(birth) => Some(birth),
            Err(error) => {
                birth_fault(form, error);
                None
            }
        },
        _ => None,
    };
    let cpr = cpr(form);
    let mut line = |field: &str, label: &str| {
        let parsed = Line::parse_optional(form.text(field));
        form.take(field, label, parsed)
    };
    let address = line("address", "person-address");
    let phone = line("phone", "person-phone");
    let email = line("email", "person-email");
    let language = line("language", "person-language");
    if let Some(Some(email)) = &email
        && (!email.as_str().contains('@') || email.as_str().contains(' '))
    {
        form.fault("email", "person-email", "field-email");
        return None;
    }
    Some(PersonFields {
        given_name: given_name?,
        family_name: family_name?,
        role: role?,
        sex: sex?,
        birth: birth?,
        cpr: cpr?,
        protected_address: form.has("protected", "yes"),
        address: address?,
        phone: phone?,
        email: email?,
        language: language?,
        interpreter: form.has("interpreter", "yes"),
    })
}

/// Tells what is wrong with a birth at the field it stands in.
pub(crate) fn birth_fault(form: &mut Form, error: BirthError) {
    match error {
        BirthError::BornInTheFuture => form.fault("born", "person-born", "field-future"),
        BirthError::TooOld => form.fault("born", "person-born", "field-born-too-old"),
        BirthError::NotExpectedThen => {
            form.fault("expected", "person-expected-day", "field-not-expected-then");
        }
        BirthError::Both => {
            form.fault("expected", "person-expected-day", "field-born-and-expected")
        }
        BirthError::NotOfCpr => form.fault("born", "person-born", "field-born-not-of-cpr"),
    }
}

/// The roles to choose from.
pub(super) fn roles(w: Words) -> Vec<(String, String)> {
    let roles = MemberRole::ALL.iter();
    roles
        .map(|role| (role.code().to_owned(), w.t(role.label_key())))
        .collect()
}

/// The sexes to choose from.
pub(crate) fn sexes(w: Words) -> Vec<(String, String)> {
    let sexes = Sex::ALL.iter();
    sexes
        .map(|sex| (sex.code().to_owned(), w.t(sex.label_key())))
        .collect()
}
