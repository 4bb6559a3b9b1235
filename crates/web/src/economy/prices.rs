//! The price book: the shipped one, and the municipality's own rows over it, pasted from a spreadsheet.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::economics::{Finding, PRICE_COLUMNS, PriceRow};
use helhed_casework::economy::{
    EconomyDesk, PricesError, TakeInPrices, economy_desk, take_in_prices,
};
use helhed_reports::Numbers;

use super::findings::told;
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;
use crate::words::Words;

/// A row as it is shown.
struct PriceLine {
    name: String,
    unit: String,
    amounts: [String; 3],
    year: i16,
    valid: String,
    grade: String,
    source: String,
    /// Whether the share that the state refunds was computed from another year's limits.
    is_computed: bool,
    own: bool,
}

#[derive(Template)]
#[template(path = "economy/prices.html")]
struct PricesView {
    frame: Frame,
    form: Form,
    lines: Vec<PriceLine>,
    columns: String,
    /// What is wrong with the rows that were sent, in words.
    findings: Vec<String>,
    version: i64,
    may_change: bool,
}

fn line(w: Words, row: &PriceRow) -> PriceLine {
    let kroner = |dkk: &dyn ToString| Numbers(w.0).fixed(dkk.to_string().parse().unwrap_or(0.0), 0);
    let valid = match (row.valid_from, row.valid_to) {
        (None, None) => String::new(),
        (Some(from), None) => w.with("prices-from", w.day(from)),
        (None, Some(to)) => w.with("prices-to", w.day(to)),
        (Some(from), Some(to)) => w.args(
            "prices-between",
            &[("from", &w.day(from)), ("to", &w.day(to))],
        ),
    };
    PriceLine {
        name: helhed_reports::economy::name(w.0, &row.price_id),
        unit: helhed_reports::economy::unit_name(w.0, &row.unit),
        amounts: row.per_payer.map(|dkk| kroner(&dkk)),
        year: row.price_year,
        valid,
        source: row.source.clone(),
        is_computed: row.refund_is_computed(),
        grade: row
            .grade
            .map_or(String::new(), |grade| grade.as_str().to_owned()),
        own: row.is_local,
    }
}

fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    desk: &EconomyDesk,
    form: Form,
    findings: Vec<Finding>,
) -> PricesView {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("prices-title"));
    frame.has_errors = !form.errors().is_empty();
    PricesView {
        lines: desk.prices.rows().iter().map(|row| line(w, row)).collect(),
        columns: PRICE_COLUMNS.join(", "),
        version: desk.own.as_ref().map_or(0, |own| own.version),
        may_change: desk.may_change,
        findings: findings.iter().map(|it| told(w, it)).collect(),
        frame,
        form,
    }
}

async fn desk(app: &App, viewer: &Viewer) -> Result<EconomyDesk, crate::error::PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(economy_desk(&mut reading).await?.into_inner())
}

/// Shows the prices.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let desk = desk(&app, &viewer).await?;
    let own = desk
        .own
        .as_ref()
        .map(|own| own.text.clone())
        .unwrap_or_default();
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("rows", own);
    show(&view((&app, &viewer, &uri), &desk, form, Vec::new()))
}

/// Takes the municipality's own rows.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let mut findings = Vec::new();
    let mut text = form.text("rows").trim().to_owned();
    let version = form.text("version").parse().unwrap_or(0);
    if text.is_empty() && version > 0 {
        // Emptied: the municipality has no prices of its own any more.
        text = PRICE_COLUMNS.join(",");
    }
    if text.is_empty() {
        form.fault("rows", "prices-rows", "field-missing");
    } else {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        match take_in_prices(&mut ctx, TakeInPrices { version, text }).await {
            Ok(()) => {
                let to = "/economy/prices?done=prices-taken-in";
                ctx.commit_form(form.id(), uri.path(), to).await?;
                return Ok(go(to));
            }
            Err(PricesError::Stopped(stop)) => return Err(stop.into()),
            Err(PricesError::Changed) => {
                form.fault("rows", "prices-rows", "field-changed-send-again");
            }
            Err(PricesError::Faults(faults)) => {
                form.fault("rows", "prices-rows", "prices-have-faults");
                findings = faults.findings;
            }
        }
    }
    let desk = desk(&app, &viewer).await?;
    show_errors(&view((&app, &viewer, &uri), &desk, form, findings))
}
