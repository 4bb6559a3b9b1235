//! Reminding: it is noted, and a new link takes the place of the old.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};

use helhed_casework::domain::request::Asked;
use helhed_casework::request::{Remind, RemindError, RequestPage, remind};

use super::made_link::show_once;
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "request/remind.html")]
struct RemindView {
    frame: Frame,
    head: HeadView,
    form: Form,
    page: RequestPage,
    back: String,
}

impl RemindView {
    /// Whether a unit is asked, which may do without a link.
    fn is_unit(&self) -> bool {
        matches!(self.page.line.request.facts.to, Asked::Unit(_))
    }
}

/// Asks whether to.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, request) = super::ids(&path)?;
    let page = super::to_change(&app, &viewer, family, request).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let title = viewer.words.t("remind-title");
    show(&RemindView {
        frame: Frame::new(&app, &viewer, &uri, title).without_quick(),
        head: super::head(&app, &viewer, family).await?,
        form,
        page,
        back: format!("{}/{request}", super::requests_of(family)),
    })
}

/// Notes the reminder.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
    form: Form,
) -> PageResult {
    let (family, request) = super::ids(&path)?;
    let href = format!("{}/{request}", super::requests_of(family));
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(led) = ctx.sent_before(id).await?
    {
        return Ok(go(&led));
    }
    let command = Remind {
        family,
        request,
        with_link: form.has("link", "yes"),
    };
    match remind(&mut ctx, command).await {
        Ok(reminded) => {
            let to = format!("{href}?done=reminded");
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            match &reminded.link {
                Some(link) => show_once((&app, &viewer, &uri, &headers), family, href, link).await,
                None => Ok(go(&to)),
            }
        }
        Err(RemindError::AlreadyEnded) => Ok(go(&format!("{href}?done=request-ended"))),
        Err(RemindError::Stopped(stop)) => Err(PageError::from(stop)),
    }
}
