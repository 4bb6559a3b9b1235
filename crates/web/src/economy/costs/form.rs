//! Notes a measure of a family and what it costs, from the price book or in own numbers, and changes it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::economy::{Amount, AmountError, CostFacts, Units};
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::text::Line;
use helhed_casework::economy::{
    AddCost, ChangeCost, CostError, CostLine, CostsPage, add_cost, change_cost,
};

use super::{back, find, ids};
use crate::app::App;
use crate::economy::written;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::{FieldError, Form};
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::query::Query;
use crate::viewer::Viewer;

type Pairs = Vec<(String, String)>;

const PAYERS: [(&str, &str); 3] = [
    ("municipality", "costs-municipality"),
    ("region", "costs-region"),
    ("state", "costs-state"),
];

#[derive(Template)]
#[template(path = "economy/cost.html")]
struct CostView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Pairs,
    prices: Pairs,
    /// A new measure may be taken from the price book.
    is_new: bool,
    /// As it stands, where another has changed it meanwhile.
    conflict: Option<String>,
    version: String,
    back: String,
}

impl FieldError for AmountError {
    fn key(&self) -> (&'static str, i64) {
        let key = match self {
            Self::Missing => "field-missing",
            Self::NotANumber => "field-not-a-number",
            Self::TooLarge => "field-out-of-range",
        };
        (key, 0)
    }
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    (family, it): (FamilyId, &CostsPage),
    stands: Option<&CostLine>,
    form: Form,
) -> Result<CostView, PageError> {
    let w = viewer.words;
    let title = match stands {
        Some(line) => w.with("costs-change-title", line.cost.facts.what.as_str()),
        None => w.t("costs-new"),
    };
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let changed = form.errors().iter().any(|it| it.key == "field-changed");
    let version = match stands {
        Some(line) if changed || form.text("version").is_empty() => line.cost.version.to_string(),
        _ => form.text("version").to_owned(),
    };
    let here = it.members.iter().filter(|member| {
        let concerned = stands.and_then(|line| line.cost.facts.concerns);
        member.membership.to.is_none() || concerned == Some(member.person.id)
    });
    let people = here.map(|member| (member.person.id.to_string(), member.person.full_name()));
    let named = |id: &str| (id.to_owned(), helhed_reports::economy::name(w.0, id));
    let first = |key| std::iter::once((String::new(), w.t(key)));
    let stood = |line: &CostLine| {
        let facts = &line.cost.facts;
        let cells = [facts.now.0, facts.planned.0].map(|it| (it as f64 / 1000.0).to_string());
        w.args(
            "costs-stands",
            &[
                ("what", facts.what.as_str()),
                ("now", &cells[0]),
                ("planned", &cells[1]),
            ],
        )
    };
    Ok(CostView {
        conflict: stands.filter(|_| changed).map(stood),
        head: HeadView::read(app, viewer, family, uri).await?,
        people: first("costs-whole-family").chain(people).collect(),
        prices: first("costs-no-price")
            .chain(it.prices.ids().into_iter().map(named))
            .collect(),
        is_new: stands.is_none(),
        version,
        back: format!("/families/{family}/costs"),
        frame,
        form,
    })
}

fn parse(form: &mut Form) -> Option<CostFacts> {
    let what = Line::parse(form.text("what"));
    let what = form.take("what", "costs-what", what);
    let unit = Line::parse_optional(form.text("unit"));
    let unit = form.take("unit", "costs-unit", unit);
    let source = Line::parse_optional(form.text("source"));
    let source = form.take("source", "costs-source", source);
    let concerns = match form.text("concerns") {
        "" => Ok(None),
        text => PersonId::parse(text).map(Some).ok_or("field-choose"),
    };
    let concerns = form.take("concerns", "costs-whom", concerns);
    let now = Units::parse(form.text("now"));
    let now = form.take("now", "costs-units-now", now);
    let planned = Units::parse(form.text("planned"));
    let planned = form.take("planned", "costs-units-planned", planned);
    let mut per_unit = [Amount(0); 3];
    let mut whole = true;
    for (amount, (field, label)) in per_unit.iter_mut().zip(PAYERS) {
        let read = match Amount::parse(form.text(field)) {
            // A payer that pays nothing may be left empty.
            Err(AmountError::Missing) => Ok(Amount(0)),
            read => read,
        };
        match form.take(field, label, read) {
            Some(read) => *amount = read,
            None => whole = false,
        }
    }
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let price_id = Some(form.text("price-id"))
        .filter(|id| !id.is_empty() && id.len() <= 100 && id.chars().all(is_code));
    Some(CostFacts {
        price_id: price_id.map(str::to_owned),
        concerns: concerns?,
        what: what?,
        unit: unit?,
        source: source?,
        now: now?,
        planned: planned?,
        per_unit: whole.then_some(per_unit)?,
    })
}

/// A form with a price of the book in it, where the address asks for one.
fn preset_price(
    form: Form,
    it: &CostsPage,
    viewer: &Viewer,
    uri: &Uri,
    today: jiff::civil::Date,
) -> Form {
    let query = Query::of(uri);
    let Some(row) = it.prices.in_year(query.text("price"), today.year()) else {
        return form;
    };
    let mut form = form
        .preset("price-id", row.price_id.clone())
        .preset(
            "what",
            helhed_reports::economy::name(viewer.words.0, &row.price_id),
        )
        .preset("unit", row.unit.clone())
        .preset(
            "source",
            row.source.chars().take(Line::MAX).collect::<String>(),
        );
    for ((field, _), dkk) in PAYERS.iter().zip(row.after_a_year(today)) {
        form = form.preset(field, written(viewer.words, dkk));
    }
    form
}

/// The form of a new measure.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let it = super::read(&app, &viewer, family).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let today = helhed_casework::domain::day::day_of(app.now());
    let form = preset_price(form, &it, &viewer, &uri, today);
    show(&view((&app, &viewer, &uri), (family, &it), None, form).await?)
}

/// Takes a new measure.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        match add_cost(&mut ctx, AddCost { family, facts }).await {
            Ok(_) => {
                let to = back(family, "cost-added");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(CostError::Stopped(stop)) => return Err(stop.into()),
            Err(CostError::Changed) => form.fault("what", "costs-what", "field-changed"),
        }
    }
    let it = super::read(&app, &viewer, family).await?;
    show_errors(&view((&app, &viewer, &uri), (family, &it), None, form).await?)
}

/// The form of a measure that is there.
pub(super) async fn change_page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, id) = ids(&path)?;
    let it = super::read(&app, &viewer, family).await?;
    let stands = find(&it, id)?;
    let facts = &stands.cost.facts;
    let text = |line: &Option<Line>| line.as_ref().map_or("", Line::as_str).to_owned();
    let w = viewer.words;
    let mut form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("version", stands.cost.version.to_string())
        .preset("what", facts.what.as_str())
        .preset("unit", text(&facts.unit))
        .preset("source", text(&facts.source))
        .preset("price-id", facts.price_id.clone().unwrap_or_default())
        .preset(
            "concerns",
            facts.concerns.map(|id| id.to_string()).unwrap_or_default(),
        )
        .preset(
            "now",
            written(w, rust_decimal::Decimal::new(facts.now.0, 3)),
        )
        .preset(
            "planned",
            written(w, rust_decimal::Decimal::new(facts.planned.0, 3)),
        );
    for ((field, _), amount) in PAYERS.iter().zip(facts.per_unit) {
        form = form.preset(field, written(w, rust_decimal::Decimal::new(amount.0, 2)));
    }
    show(&view((&app, &viewer, &uri), (family, &it), Some(&stands), form).await?)
}

/// Takes a change.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, id) = ids(&path)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let version = form.text("version").parse().unwrap_or(0);
        let command = ChangeCost {
            family,
            cost: id,
            version,
            facts,
        };
        match change_cost(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "cost-changed");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(CostError::Stopped(stop)) => return Err(stop.into()),
            Err(CostError::Changed) => form.fault("what", "costs-what", "field-changed"),
        }
    }
    let it = super::read(&app, &viewer, family).await?;
    let stands = find(&it, id)?;
    show_errors(&view((&app, &viewer, &uri), (family, &it), Some(&stands), form).await?)
}
