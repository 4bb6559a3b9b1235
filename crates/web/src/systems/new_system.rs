//! Which partner's system is to come in, and what may it ask for?

use askama::Template;
use axum::http::Uri;

use helhed_casework::domain::ids::UnitId;
use helhed_casework::domain::partner_system::SystemScope;
use helhed_casework::domain::text::Name;
use helhed_casework::partner_system::{AddSystem, AddSystemError, add_system, systems_page};

use crate::choices::with_none;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

#[derive(Template)]
#[template(path = "systems/new_system.html")]
struct NewSystemPage {
    frame: Frame,
    form: Form,
    units: Vec<(String, String)>,
    scopes: Vec<(String, String)>,
    holds: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "systems/token.html")]
struct TokenPage {
    frame: Frame,
    name: String,
    token: String,
}

/// For how long a token may hold, in days.
const HOLDS: [i64; 4] = [30, 90, 180, 365];

async fn filled(place: &Place, form: Form) -> Result<NewSystemPage, PageError> {
    let w = place.w();
    let page = systems_page(&mut place.reading()).await?;
    let units = page.units.iter();
    let units = units.map(|it| (it.id.to_string(), it.name.as_str().to_owned()));
    let scope = |it: &SystemScope| (it.code().to_owned(), w.t(it.label_key()));
    let holds = HOLDS.map(|days| (days.to_string(), w.n("system-days", days)));
    Ok(NewSystemPage {
        units: with_none(w, units.collect()),
        scopes: SystemScope::ALL.iter().map(scope).collect(),
        holds: holds.to_vec(),
        frame: place.frame(w.t("system-new"), &form),
        form,
    })
}

/// The form.
pub(super) async fn page(place: Place) -> PageResult {
    let form = place.open().await?;
    let form = form.preset("days", "180").preset("per-minute", "120");
    show(&filled(&place, form).await?)
}

fn read(form: &mut Form) -> Option<AddSystem> {
    let name = Name::parse(form.text("name"));
    let name = form.take("name", "system-name", name);
    let unit = UnitId::parse(form.text("unit")).ok_or("field-choose");
    let unit = form.take("unit", "user-unit", unit);
    let scopes = form.all("scopes").map(SystemScope::from_code);
    let scopes: Option<Vec<SystemScope>> = scopes.collect();
    let scopes = scopes.filter(|it| !it.is_empty()).ok_or("field-choose");
    let scopes = form.take("scopes", "system-scopes", scopes);
    let days = form.text("days").parse::<i64>().ok();
    let days = days.filter(|it| HOLDS.contains(it)).ok_or("field-choose");
    let days = form.take("days", "system-holds", days);
    let per_minute = form.text("per-minute").trim().parse::<i64>();
    let per_minute = per_minute.map_err(|_| "system-per-minute-bad");
    let per_minute = form.take("per-minute", "system-per-minute", per_minute);
    Some(AddSystem {
        name: name?,
        unit: unit?,
        scopes: scopes?,
        days: days?,
        per_minute: per_minute?,
    })
}

/// Makes the token and shows it, once.
pub(super) async fn take(place: Place, mut form: Form) -> PageResult {
    let Some(command) = read(&mut form) else {
        return show_errors(&filled(&place, form).await?);
    };
    let mut ctx = place.begin(&form).await?;
    let name = command.name.as_str().to_owned();
    let added = match add_system(&mut ctx, command).await {
        Ok(added) => added,
        Err(error) => {
            drop(ctx);
            match error {
                AddSystemError::NoScope => form.fault("scopes", "system-scopes", "field-choose"),
                AddSystemError::Days => form.fault("days", "system-holds", "field-choose"),
                AddSystemError::PerMinute => {
                    form.fault("per-minute", "system-per-minute", "system-per-minute-bad");
                }
                AddSystemError::NoSuchUnit => form.fault("unit", "user-unit", "user-unit-gone"),
                AddSystemError::Stopped(stop) => return Err(stop.into()),
            }
            return show_errors(&filled(&place, form).await?);
        }
    };
    // Sent again it leads to the list: the token is shown no second time.
    place.lead(ctx, &form, "/systems?done=system-added").await?;
    let list: Uri = Uri::from_static("/systems");
    let title = place.w().t("system-added-title");
    show(&TokenPage {
        frame: Frame::new(&place.app, &place.viewer, &list, title).without_quick(),
        name,
        token: added.token,
    })
}
