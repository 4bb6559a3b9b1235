//! Where a form stands: who asks, and at which address. What every page with a form does is done here once: the form opens with its
//! draft, what was sent twice counts once, and what was done lasts together with the address it leads to.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use jiff::civil::Date;

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::{Ctx, Reading};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go};
use crate::viewer::Viewer;
use crate::words::Words;

/// Where a form stands. A handler takes it in front of what else it reads of the request.
#[derive(Clone)]
pub(crate) struct Place {
    /// The application.
    pub app: App,
    /// Who asks.
    pub viewer: Viewer,
    /// At which address: shown and sent to the same.
    pub uri: Uri,
}

impl FromRequestParts<App> for Place {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        Ok(Self {
            app: app.clone(),
            viewer: Viewer::from_request_parts(parts, app).await?,
            uri: parts.uri.clone(),
        })
    }
}

impl Place {
    /// The words of the reader's language.
    pub(crate) fn w(&self) -> Words {
        self.viewer.words
    }

    /// The day it is.
    pub(crate) fn today(&self) -> Date {
        day_of(self.app.now())
    }

    /// Begins a reading.
    pub(crate) fn reading(&self) -> Reading {
        self.app
            .casework
            .reading(&self.viewer.actor, self.app.now())
    }

    /// The form as it was begun here, or nothing yet.
    pub(crate) async fn open(&self) -> Result<Form, PageError> {
        Form::open(&self.app, &self.viewer, self.uri.path()).await
    }

    /// What stands around the form: its heading, and whether something is wrong in it. The quick-entry bar stays away from a form.
    pub(crate) fn frame(&self, title: impl Into<String>, form: &Form) -> Frame {
        let mut frame = Frame::new(&self.app, &self.viewer, &self.uri, title).without_quick();
        frame.has_errors = !form.errors().is_empty();
        frame
    }

    /// The band and the tabs of a family, with one tab open.
    pub(crate) async fn head(&self, family: FamilyId, tab: &str) -> Result<HeadView, PageError> {
        crate::case::head(&self.app, &self.viewer, family, tab).await
    }

    /// Begins the change that a form asks for; one that was sent before leads where it led then.
    pub(crate) async fn begin(&self, form: &Form) -> Result<Ctx, PageError> {
        let casework = &self.app.casework;
        let mut ctx = casework.begin(&self.viewer.actor, self.app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led_to) = ctx.sent_before(id).await?
        {
            return Err(PageError::Led(led_to));
        }
        Ok(ctx)
    }

    /// Makes everything last, notes that the form was sent and where it leads, forgets its draft, and goes there.
    pub(crate) async fn lead(&self, ctx: Ctx, form: &Form, to: &str) -> PageResult {
        ctx.commit_form(form.id(), self.uri.path(), to).await?;
        Ok(go(to))
    }
}
