//! Annuls a scenario that misleads.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::text::Line;
use helhed_casework::economy::{AnnulScenario, ScenarioError, annul_scenario};

use super::ground::Ground;
use super::id;
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "economy/annul.html")]
struct AnnulView {
    frame: Frame,
    form: Form,
    version: i64,
    back: String,
}

fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    ground: &Ground,
    back: String,
    form: Form,
) -> AnnulView {
    let newest = ground.versions.first();
    let name = newest.map(|it| it.name.as_str()).unwrap_or_default();
    let mut frame = Frame::new(
        app,
        viewer,
        uri,
        viewer.words.with("scenario-annul-title", name),
    );
    frame.has_errors = !form.errors().is_empty();
    AnnulView {
        version: newest.map_or(0, |it| it.version),
        frame,
        form,
        back,
    }
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(scenario): Path<String>,
    uri: Uri,
) -> PageResult {
    let ground = Ground::of(&app, &viewer, id(&scenario)?, 0).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let back = format!("/economy/scenarios/{scenario}");
    show(&view((&app, &viewer, &uri), &ground, back, form))
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(scenario): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let scenario = id(&scenario)?;
    let reason = Line::parse(form.text("reason"));
    if let Some(reason) = form.take("reason", "scenario-annul-reason", reason) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let version = form.text("version").parse().unwrap_or(0);
        match annul_scenario(
            &mut ctx,
            AnnulScenario {
                scenario,
                version,
                reason,
            },
        )
        .await
        {
            Ok(()) => {
                let to = "/economy?done=scenario-annulled";
                ctx.commit_form(form.id(), uri.path(), to).await?;
                return Ok(go(to));
            }
            Err(ScenarioError::Stopped(stop)) => return Err(stop.into()),
            Err(ScenarioError::Changed) => {
                form.fault(
                    "reason",
                    "scenario-annul-reason",
                    "field-changed-send-again",
                );
            }
        }
    }
    let ground = Ground::of(&app, &viewer, scenario, 0).await?;
    let back = format!("/economy/scenarios/{scenario}");
    show_errors(&view((&app, &viewer, &uri), &ground, back, form))
}
