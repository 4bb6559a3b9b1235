//! What collides in a family, what it can carry, and who picks whom up.

pub(crate) mod ahead;
mod aside;
mod load;
mod page;
mod pick_up;

use helhed_casework::choices::Kin;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, PersonId};

use crate::family::CASE;
use crate::form::{Fault, Form};
use crate::routes::{RouteSpec, Who};
use crate::words::Words;

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    macro_rules! form {
        ($path:literal, $page:path, $take:path) => {
            [
                RouteSpec::page($path, COORDINATOR, $page),
                RouteSpec::form($path, COORDINATOR, $take),
            ]
        };
    }
    let page = [RouteSpec::page(
        "/families/{id}/collisions",
        CASE,
        page::page,
    )];
    let up = [RouteSpec::form(
        "/families/{id}/collisions/{mark}/up",
        COORDINATOR,
        aside::up,
    )];
    page.into_iter()
        .chain(form!(
            "/families/{id}/collisions/{mark}/aside",
            aside::page,
            aside::take
        ))
        .chain(up)
        .chain(form!("/families/{id}/load/new", load::page, load::take))
        .chain(form!(
            "/families/{id}/load/{load}",
            load::change_page,
            load::change
        ))
        .chain(form!(
            "/families/{id}/pick-ups/new",
            pick_up::page,
            pick_up::take
        ))
        .chain(form!(
            "/families/{id}/pick-ups/{pick_up}",
            pick_up::change_page,
            pick_up::change
        ))
        .collect()
}

/// The address of what collides in a family.
fn collisions_of(family: FamilyId) -> String {
    format!("/families/{family}/collisions")
}

/// What somebody of the family is called.
fn name(w: Words, kin: &[Kin], person: PersonId) -> String {
    let found = kin.iter().find(|kin| kin.id == person);
    found.map_or_else(
        || w.t("sharing-somebody"),
        |kin| kin.given_name.as_str().to_owned(),
    )
}

/// What stands while it is changed: in words, and its version.
struct Stands {
    words: String,
    version: i64,
}

impl Stands {
    /// Whether somebody else has changed it since it was read: both are shown.
    fn is_news(form: &Form) -> bool {
        let told = |fault: &Fault| fault.key == "changed-by-another";
        form.errors().iter().any(told)
    }

    /// The version that sending is meant for: the one that was read, or what stands now once both were shown.
    fn version(&self, form: &Form) -> String {
        match form.text("version") {
            sent if !sent.is_empty() && !Self::is_news(form) => sent.to_owned(),
            _ => self.version.to_string(),
        }
    }
}
