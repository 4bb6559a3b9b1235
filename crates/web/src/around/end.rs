//! Notes the last day of somebody around a family.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::around::{Around, AroundError, EndInvolvement, end_involvement};
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::involvement::InvolvementError;

use super::{back, find, ids};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "around/end.html")]
struct EndView {
    frame: Frame,
    head: HeadView,
    form: Form,
    version: i64,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    stands: &Around,
    form: Form,
) -> Result<EndView, PageError> {
    let who = stands.involvement.facts.professional.as_str();
    let title = viewer.words.with("around-end-title", who);
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(EndView {
        head: HeadView::read(app, viewer, family, uri).await?,
        version: stands.involvement.version,
        back: format!("/families/{family}/around"),
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, id) = ids(&path)?;
    let stands = find(&super::read(&app, &viewer, family).await?, id)?;
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("until", day_of(app.now()).to_string());
    show(&view((&app, &viewer, &uri), family, &stands, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, id) = ids(&path)?;
    let until = parse_day(form.text("until"));
    if let Some(until) = form.take("until", "around-until-day", until) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = EndInvolvement {
            family,
            involvement: id,
            version: form.text("version").parse().unwrap_or(0),
            until,
        };
        match end_involvement(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "around-ended");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(AroundError::Stopped(stop)) => return Err(stop.into()),
            Err(AroundError::Wrong(InvolvementError::EndsBeforeItBegins)) => {
                form.fault("until", "around-until-day", "field-ends-before");
            }
            // Nothing else of it is changed here, so nothing else can be wrong but that another has changed it.
            Err(_) => form.fault("until", "around-until-day", "field-changed-send-again"),
        }
    }
    let stands = find(&super::read(&app, &viewer, family).await?, id)?;
    show_errors(&view((&app, &viewer, &uri), family, &stands, form).await?)
}
