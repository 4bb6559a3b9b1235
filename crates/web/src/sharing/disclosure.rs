//! Sharing what the law allows to share without consent, and ending it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::consent::Party;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::disclosure::{DisclosureError, DisclosureTerms};
use helhed_casework::domain::ids::{DisclosureId, FamilyId, PersonId};
use helhed_casework::domain::text::Line;
use helhed_casework::sharing::{
    Disclose, DiscloseError, SharingPage, disclose, end_disclosure, takes_consent,
};

use crate::app::App;
use crate::choices::from_list;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

use super::consent_form::Pairs;
use super::{family_of, read, sharing_of};

#[derive(Template)]
#[template(path = "sharing/disclosure.html")]
struct DisclosureView {
    frame: Frame,
    head: HeadView,
    form: Form,
    people: Pairs,
    categories: Pairs,
    units: Pairs,
    bases: Pairs,
    exchanges: String,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    page: &SharingPage,
) -> Result<DisclosureView, PageError> {
    if !page.may_add {
        return Err(PageError::NotAllowed);
    }
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("disclosure-new")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let mut bases = from_list(app, w, "sharing_basis", frame.today);
    bases.retain(|(code, _)| !takes_consent(code));
    let people = page.people.iter().filter(|it| it.kin.now);
    // Those around the family first.
    let mut units: Vec<_> = page.units.iter().filter(|it| !it.closed).collect();
    units.sort_by_key(|it| !page.parties.contains(&Party::Unit(it.id)));
    let unit = |it: &&helhed_casework::domain::unit::Unit| {
        (Party::Unit(it.id).to_string(), it.name.as_str().to_owned())
    };
    Ok(DisclosureView {
        head: HeadView::read(app, viewer, page.family, uri).await?,
        form,
        people: people
            .map(|it| (it.kin.id.to_string(), it.kin.given_name.as_str().to_owned()))
            .collect(),
        categories: from_list(app, w, "category", frame.today),
        units: units.iter().map(unit).collect(),
        bases,
        exchanges: w.n("disclosure-exchanges-left", page.exchanges_left),
        back: sharing_of(page.family),
        frame,
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let page = read(&app, &viewer, family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, form, &page).await?)
}

fn terms(form: &mut Form) -> Option<DisclosureTerms> {
    let subjects: Option<Vec<PersonId>> = form.all("about").map(PersonId::parse).collect();
    let subjects = form.take("about", "consent-about", subjects.ok_or("field-choose"));
    if subjects.as_ref().is_some_and(Vec::is_empty) {
        form.fault("about", "consent-about", "consent-choose-some");
    }
    let categories: Vec<String> = form.all("category").map(str::to_owned).collect();
    if categories.is_empty() {
        form.fault("category", "consent-categories", "consent-choose-some");
    }
    let to: Option<Vec<Party>> = form.all("to").map(Party::parse).collect();
    let to = form.take("to", "disclosure-to", to.ok_or("field-choose"));
    if to.as_ref().is_some_and(Vec::is_empty) {
        form.fault("to", "disclosure-to", "consent-choose-party");
    }
    let purpose = Line::parse(form.text("purpose"));
    let purpose = form.take("purpose", "consent-purpose", purpose);
    let reason = Line::parse(form.text("reason"));
    let reason = form.take("reason", "disclosure-reason", reason);
    let until = form.take("until", "consent-until", parse_day(form.text("until")));
    Some(DisclosureTerms {
        legal_basis: form.text("basis").to_owned(),
        purpose: purpose?,
        reason: reason?,
        subjects: subjects?,
        categories,
        to: to?,
        until: until?,
    })
}

fn told(form: &mut Form, error: DiscloseError) -> Result<(), PageError> {
    use DisclosureError as Wrong;
    let (field, label, key) = match error {
        DiscloseError::Wrong(wrong) => match wrong {
            Wrong::NoSubject => ("about", "consent-about", "consent-choose-some"),
            Wrong::NoCategory => ("category", "consent-categories", "consent-choose-some"),
            Wrong::NoReceiver => ("to", "disclosure-to", "consent-choose-party"),
            Wrong::ForThePast => ("until", "consent-until", "consent-for-the-past"),
            Wrong::TooLong => ("until", "consent-until", "consent-too-long"),
            Wrong::ExchangeUsedUp => ("basis", "consent-basis", "disclosure-used-up"),
        },
        DiscloseError::NoSuchCategory => ("category", "consent-categories", "field-choose"),
        DiscloseError::NoSuchBasis => ("basis", "consent-basis", "field-choose"),
        DiscloseError::UnitClosed => ("to", "disclosure-to", "consent-unit-closed"),
        DiscloseError::NotOfFamily => ("about", "consent-about", "field-choose"),
        DiscloseError::Stopped(stop) => return Err(stop.into()),
    };
    form.fault(field, label, key);
    Ok(())
}

/// Takes the disclosure.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    if let Some(terms) = terms(&mut form).filter(|_| form.errors().is_empty()) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        match disclose(&mut ctx, Disclose { family, terms }).await {
            Ok(_) => {
                let to = format!("{}?done=disclosure", sharing_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(error) => told(&mut form, error)?,
        }
    }
    let page = read(&app, &viewer, family).await?;
    show_errors(&view(&app, &viewer, &uri, form, &page).await?)
}

fn both((id, disclosure): (String, String)) -> Result<(FamilyId, DisclosureId), PageError> {
    let disclosure = DisclosureId::parse(&disclosure).ok_or(PageError::Absent)?;
    Ok((family_of(&id)?, disclosure))
}

/// Ends one before its last day.
pub(super) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
) -> PageResult {
    let (family, disclosure) = both(ids)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    end_disclosure(&mut ctx, family, disclosure).await?;
    ctx.commit().await?;
    Ok(go(&format!("{}?done=disclosure-ended", sharing_of(family))))
}
