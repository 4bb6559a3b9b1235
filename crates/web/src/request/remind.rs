//! Reminding: it is noted, and a new link takes the place of the old.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};

use helhed_casework::domain::ids::{FamilyId, RequestId};
use helhed_casework::domain::request::Asked;
use helhed_casework::request::{Remind, RemindError, RequestPage, remind};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::letter::reader;
use crate::made_link::{post, show_once};
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "request/remind.html")]
struct RemindView {
    frame: Frame,
    head: HeadView,
    form: Form,
    page: RequestPage,
    /// Whether letters are sent from here.
    by_letter: bool,
    back: String,
}

impl RemindView {
    /// Whether a unit is asked, which may do without a link.
    fn is_unit(&self) -> bool {
        matches!(self.page.line.request.facts.to, Asked::Unit(_))
    }
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    (family, request): (FamilyId, RequestId),
    form: Form,
) -> Result<RemindView, PageError> {
    let page = super::to_change(app, viewer, family, request).await?;
    let title = viewer.words.t("remind-title");
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(RemindView {
        frame,
        head: super::head(app, viewer, family).await?,
        form,
        page,
        by_letter: app.settings.letters_from.is_some(),
        back: format!("{}/{request}", super::requests_of(family)),
    })
}

/// Asks whether to.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view((&app, &viewer, &uri), super::ids(&path)?, form).await?)
}

/// Notes the reminder.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
    mut form: Form,
) -> PageResult {
    let (family, request) = super::ids(&path)?;
    let href = format!("{}/{request}", super::requests_of(family));
    let to = reader(&app, &mut form);
    if !form.errors().is_empty() {
        return show_errors(&view((&app, &viewer, &uri), (family, request), form).await?);
    }
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(led) = ctx.sent_before(id).await?
    {
        return Ok(go(&led));
    }
    let command = Remind {
        family,
        request,
        with_link: to.is_some() || form.has("link", "yes"),
    };
    match remind(&mut ctx, command).await {
        Ok(reminded) => {
            let link = reminded.link.as_ref();
            let posted = post((&app, viewer.words, &mut ctx), family, to, link).await?;
            let next = format!("{href}?done=reminded");
            ctx.commit_form(form.id(), uri.path(), &next).await?;
            let Some(link) = link else {
                return Ok(go(&next));
            };
            let from = (&app, &viewer, &uri, &headers);
            show_once(
                from,
                super::head(&app, &viewer, family).await?,
                href,
                link,
                posted,
            )
            .await
        }
        Err(RemindError::AlreadyEnded) => Ok(go(&format!("{href}?done=request-ended"))),
        Err(RemindError::Stopped(stop)) => Err(PageError::from(stop)),
    }
}
