//! Who can own what is decided, as choices of a form.

use helhed_casework::domain::ids::{AccountId, PersonId};
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::text::Name;
use helhed_casework::minutes::Owners;

/// How an owner is sent.
pub(super) fn code(owner: &Owner) -> String {
    match owner {
        Owner::Person(id) => format!("person {id}"),
        Owner::Account(id) => format!("account {id}"),
        Owner::Named(name) => format!("named {}", name.as_str()),
    }
}

/// Reads how an owner is sent; anything else is none.
pub(super) fn parse(text: &str) -> Option<Owner> {
    let (kind, which) = text.split_once(' ')?;
    match kind {
        "person" => PersonId::parse(which).map(Owner::Person),
        "account" => AccountId::parse(which).map(Owner::Account),
        "named" => Name::parse(which).ok().map(Owner::Named),
        _ => None,
    }
}

/// Everybody who can be chosen, those at the meeting first.
pub(super) fn choices(owners: &Owners) -> Vec<(String, String)> {
    let all = owners.all().map(|it| (code(&it.who), it.name.clone()));
    all.collect()
}
