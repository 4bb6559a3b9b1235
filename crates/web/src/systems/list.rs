//! Which partners' systems come in here, and for how long?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::domain::ids::SystemId;
use helhed_casework::domain::partner_system::SystemState;
use helhed_casework::partner_system::{SystemLine, SystemsPage, revoke_system, systems_page};

use crate::app::App;
use crate::error::PageError;
use crate::frame::Frame;
use crate::page::{PageResult, go, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "systems/systems.html")]
struct SystemsTemplate {
    frame: Frame,
    page: Visible<SystemsPage>,
    now: jiff::Timestamp,
}

impl SystemsTemplate {
    /// Whether a token opens anything; one whose account was shut out among the users does not.
    fn state(&self, line: &SystemLine) -> SystemState {
        match line.system.state(self.now) {
            SystemState::Open if line.shut_out => SystemState::Revoked,
            state => state,
        }
    }

    fn is_open(&self, line: &SystemLine) -> bool {
        self.state(line) == SystemState::Open
    }

    fn scopes(&self, line: &SystemLine) -> String {
        let scopes = line.system.scopes.iter();
        let scopes = scopes.map(|it| self.frame.w.t(it.label_key()));
        scopes.collect::<Vec<_>>().join(", ")
    }
}

/// The list.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let now = app.now();
    let mut reading = app.casework.reading(&viewer.actor, now);
    show(&SystemsTemplate {
        page: systems_page(&mut reading).await?,
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("systems-title")),
        now,
    })
}

/// Takes a token back.
pub(super) async fn revoke(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let id = SystemId::parse(&id).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    revoke_system(&mut ctx, id).await?;
    ctx.commit().await?;
    Ok(go("/systems?done=system-revoked"))
}
