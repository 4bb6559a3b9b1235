//! What have I asked of the data about us, and what was answered?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::data_request::{
    AskAboutData, AskAboutDataError, DataRequestLine, ask_about_data, our_data_page,
};
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::FamilyId;

use super::requests::{asked, kinds, standing};
use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

/// The address of the page.
const HERE: &str = "/our/data";

#[derive(Template)]
#[template(path = "data_request/ours.html")]
struct OursView {
    frame: Frame,
    form: Form,
    family: FamilyId,
    lines: Vec<DataRequestLine>,
    people: Pairs,
    kinds: Pairs,
    only_kept: bool,
}

impl OursView {
    fn standing(&self, line: &DataRequestLine) -> (String, &'static str) {
        standing(self.frame.w, line, self.frame.today)
    }
}

async fn view(app: &App, viewer: &Viewer, uri: &Uri, form: Form) -> Result<OursView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = our_data_page(&mut reading).await?.into_inner();
    let mut frame = Frame::new(app, viewer, uri, w.t("our-data-title"));
    frame.has_errors = !form.errors().is_empty();
    Ok(OursView {
        frame,
        form,
        family: page.family,
        lines: page.lines,
        people: choose::people(&page.people),
        kinds: kinds(w),
        only_kept: page.only_kept,
    })
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let form = Form::open(&app, &viewer, HERE).await?;
    show(&view(&app, &viewer, &uri, form).await?)
}

/// Takes a request.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    if let Some((person, kind, words)) = asked(&mut form) {
        let mut reading = app.casework.reading(&viewer.actor, app.now());
        let family = our_data_page(&mut reading).await?.family;
        drop(reading);
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = AskAboutData {
            family,
            person,
            kind,
            words,
            asked_by: None,
            received: day_of(app.now()),
        };
        match ask_about_data(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{HERE}?done=our-data-asked");
                ctx.commit_form(form.id(), HERE, &to).await?;
                return Ok(go(&to));
            }
            Err(AskAboutDataError::NotTheirs) => {
                form.fault("person", "data-person", "field-choose");
            }
            Err(AskAboutDataError::InTheFuture | AskAboutDataError::NobodyAsked) => {
                return Err(PageError::Failed);
            }
            Err(AskAboutDataError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, &uri, form).await?)
}
