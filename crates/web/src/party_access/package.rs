//! What of the case does the party get, and why not the rest?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::party_access::{Handling, PartyAccess};
use helhed_casework::party_access::{
    AcceptSuggestions, ChooseHandlingError, Counts, accept_suggestions, package_page,
};

use crate::app::App;
use crate::choices::{from_list, with_none};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

use super::words::{ItemWords, in_words};
use super::{both_of, package_of};

/// An item of the preview.
struct Shown {
    id: String,
    words: ItemWords,
    /// Nobody has looked at it, and somebody must.
    undecided: bool,
    /// What it says in the case, where it is held back or struck out: for whoever decides.
    whole: Option<String>,
}

#[derive(Template)]
#[template(path = "party_access/package.html")]
struct PackageView {
    frame: Frame,
    head: HeadView,
    form: Form,
    access: PartyAccess,
    counts: Counts,
    shown: Vec<Shown>,
    exemptions: Vec<(String, String)>,
    may_change: bool,
    here: String,
    requests: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    (id, access): (&str, &str),
    uri: &Uri,
    form: Form,
) -> Result<PackageView, PageError> {
    let (w, (family, access)) = (viewer.words, both_of(id, access)?);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let package = package_page(&mut reading, family, access)
        .await?
        .into_inner();
    let title = w.with("package-title", package.party_name.as_str());
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let shown = package.items.iter().map(|item| Shown {
        id: item.item.id.to_string(),
        words: in_words(app, w, item),
        undecided: item.is_undecided(),
        whole: (item.handling() != Handling::Include).then(|| item.item.text.clone()),
    });
    Ok(PackageView {
        shown: shown.collect(),
        counts: package.counts(),
        may_change: package.may_change,
        access: package.access,
        form,
        exemptions: with_none(w, from_list(app, w, "exemption", frame.today)),
        here: package_of(family, access),
        requests: super::requests_of(family),
        head: HeadView::read(app, viewer, family, uri).await?,
        frame,
    })
}

/// The preview.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, access)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, (&id, &access), &uri, form).await?)
}

/// Takes the suggestions for what is not decided.
pub(super) async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, access)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, request) = both_of(&id, &access)?;
    let command = AcceptSuggestions {
        family,
        access: request,
        exemption: form.text("exemption").to_owned(),
    };
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let to = format!("{}?done=package-choices", package_of(family, request));
    match accept_suggestions(&mut ctx, command).await {
        Ok(_) => {
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            return Ok(go(&to));
        }
        Err(ChooseHandlingError::HandedOver) => return Ok(go(&package_of(family, request))),
        Err(ChooseHandlingError::Stopped(stop)) => return Err(stop.into()),
        Err(ChooseHandlingError::NoSuchExemption | ChooseHandlingError::Wrong(_)) => {
            form.fault("exemption", "package-exemption", "field-choose");
        }
    }
    drop(ctx);
    show_errors(&view(&app, &viewer, (&id, &access), &uri, form).await?)
}
