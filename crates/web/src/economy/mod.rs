//! What it costs and what must succeed: scenarios with sliders, comparing them, the prices, and what a family costs.

mod annul;
mod compare;
mod computed;
mod costs;
mod desk;
mod fetch;
mod findings;
mod ground;
mod levers;
mod prices;
mod work;

use helhed_casework::domain::account::{Language, Role};
use helhed_casework::domain::ids::ScenarioId;
use helhed_casework::economics::case::{CaseFault, Fault};
use rust_decimal::Decimal;

use crate::error::PageError;
use crate::form::Form;
use crate::routes::{RouteSpec, Who};
use crate::words::Words;

const LEADER: Who = Who::Roles(&[Role::TeamLeader]);
const LOOKERS: Who = Who::Roles(&[Role::TeamLeader, Role::SteeringGroup]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let one = "/economy/scenarios/{scenario}";
    let annul = "/economy/scenarios/{scenario}/annul";
    let own = [
        RouteSpec::page("/economy", LOOKERS, desk::page),
        RouteSpec::page("/economy/new", LOOKERS, work::page),
        RouteSpec::form("/economy/new", LEADER, work::take),
        RouteSpec::page("/economy/compare", LOOKERS, compare::page),
        RouteSpec::page("/economy/prices", LOOKERS, prices::page),
        RouteSpec::form("/economy/prices", LEADER, prices::take),
        RouteSpec::page(one, LOOKERS, work::saved),
        RouteSpec::form(one, LEADER, work::save_again),
        RouteSpec::page(
            "/economy/scenarios/{scenario}/report.pdf",
            LOOKERS,
            fetch::report,
        ),
        RouteSpec::page(
            "/economy/scenarios/{scenario}/som.csv",
            LOOKERS,
            fetch::national,
        ),
        RouteSpec::page(annul, LEADER, annul::page),
        RouteSpec::form(annul, LEADER, annul::take),
    ];
    own.into_iter().chain(costs::routes()).collect()
}

/// The scenario of an address.
fn id(text: &str) -> Result<ScenarioId, PageError> {
    ScenarioId::parse(text).ok_or(PageError::Absent)
}

/// Notes the faults of a case at their fields.
fn tell(form: &mut Form, faults: &[CaseFault]) {
    for CaseFault { field, fault } in faults {
        let key = match fault {
            Fault::NotANumber => "field-not-a-number",
            Fault::OutOfRange => "field-out-of-range",
            Fault::NoSuchChoice => "field-choose",
            Fault::OutOfOrder => "field-out-of-order",
            Fault::TooLong => "field-control",
        };
        form.fault(field, &format!("lever-{field}"), key);
    }
}

/// A number as a field holds it: with the reader's decimal sign and nothing between thousands.
fn written(w: Words, number: Decimal) -> String {
    let text = number.normalize().to_string();
    match w.0 {
        Language::Danish => text.replace('.', ","),
        Language::English => text,
    }
}
