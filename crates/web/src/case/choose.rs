//! What the forms of a case let people choose from, in the reader's language, and what they chose.

use helhed_casework::Lists;
use helhed_casework::choices::Kin;
use helhed_casework::domain::account::Language;
use helhed_casework::domain::code::Code;
use helhed_casework::domain::ids::{AccountId, GoalId, PersonId};
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::text::Name;
use jiff::civil::Date;

use crate::error::PageError;
use crate::form::Form;
use crate::viewer::Viewer;
use crate::words::Words;

/// Pairs of value and text.
pub(crate) type Pairs = Vec<(String, String)>;

/// The value that a field of an owner has when a name is written instead.
const BY_NAME: &str = "name";

/// The first line of a list in which nothing need be chosen.
pub(crate) fn nothing(w: Words, key: &str) -> (String, String) {
    (String::new(), w.t(key))
}

/// The words of a code in the reader's language.
pub(crate) fn words(w: Words, code: &Code) -> String {
    match w.0 {
        Language::Danish => code.da.clone(),
        Language::English => code.en.clone(),
    }
}

/// The categories of notes.
pub(crate) fn categories(w: Words, lists: &Lists, today: Date) -> Pairs {
    lists
        .choices("category", today)
        .map(|code| (code.code.clone(), words(w, code)))
        .collect()
}

/// The family's people as they are now.
pub(crate) fn people(kin: &[Kin]) -> Pairs {
    kin.iter()
        .filter(|kin| kin.now)
        .map(|kin| (kin.id.to_string(), kin.given_name.as_str().to_owned()))
        .collect()
}

/// Who may own something: the viewer, the family, professionals, anybody by name.
pub(crate) fn owners(viewer: &Viewer, kin: &[Kin], professionals: &[(AccountId, Name)]) -> Pairs {
    let w = viewer.words;
    let account = |id: &AccountId| format!("account-{id}");
    let me = viewer.account.id;
    let own = w.with("owner-me", viewer.account.display_name.as_str());
    let mut pairs = vec![(account(&me), own)];
    pairs.extend(
        people(kin)
            .into_iter()
            .map(|(id, name)| (format!("person-{id}"), name)),
    );
    let others = professionals.iter().filter(|(id, _)| *id != me);
    pairs.extend(others.map(|(id, name)| (account(id), name.as_str().to_owned())));
    pairs.push((BY_NAME.to_owned(), w.t("owner-by-name")));
    pairs
}

/// The value that an owner has in a form, and the name written beside it.
pub(crate) fn owner_value(owner: &Owner) -> (String, String) {
    match owner {
        Owner::Person(person) => (format!("person-{person}"), String::new()),
        Owner::Account(account) => (format!("account-{account}"), String::new()),
        Owner::Named(name) => (BY_NAME.to_owned(), name.as_str().to_owned()),
    }
}

/// The owner that was chosen: a written name counts before the list. `Ok(None)` where nothing was chosen.
pub(crate) fn owner(form: &mut Form) -> Option<Option<Owner>> {
    let chosen = form.text("owner").to_owned();
    if !form.text("owner-name").trim().is_empty() || chosen == BY_NAME {
        let name = Name::parse(form.text("owner-name"));
        return form
            .take("owner-name", "owner-name", name)
            .map(|name| Some(Owner::Named(name)));
    }
    if chosen.is_empty() {
        return Some(None);
    }
    let person = |id| PersonId::parse(id).map(Owner::Person);
    let account = |id| AccountId::parse(id).map(Owner::Account);
    let found = chosen
        .strip_prefix("person-")
        .and_then(person)
        .or_else(|| chosen.strip_prefix("account-").and_then(account));
    if found.is_none() {
        form.fault("owner", "owner", "field-choose");
        return None;
    }
    Some(found)
}

/// The people who were ticked; what is no id is told at the field.
pub(crate) fn ticked(form: &mut Form) -> Option<Vec<PersonId>> {
    let ids: Option<Vec<PersonId>> = form.all("people").map(PersonId::parse).collect();
    if ids.is_none() {
        form.fault("people", "case-people", "field-choose");
    }
    ids
}

/// The goal of an address; what is no id leads nowhere.
pub(crate) fn goal_of(id: &str) -> Result<GoalId, PageError> {
    GoalId::parse(id).ok_or(PageError::Absent)
}
