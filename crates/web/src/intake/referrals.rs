//! The referrals of the viewer's unit, and where each stands.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::intake::{OwnReferral, Room, my_referrals, room};

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::request::{RequestShown, waiting_for_us};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "intake/referrals.html")]
struct ReferralsPage {
    frame: Frame,
    referrals: Vec<OwnReferral>,
    room: Room,
    /// What the viewer's unit was asked and has not answered.
    asked: Vec<RequestShown>,
}

/// Shows the list.
pub(crate) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let referrals = my_referrals(&mut reading).await?.into_inner();
    let room = room(&mut reading).await?;
    let asked = match viewer.account.role {
        Role::Partner => waiting_for_us(&app, &viewer).await?,
        _ => Vec::new(),
    };
    show(&ReferralsPage {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("referrals-title")),
        referrals,
        room,
        asked,
    })
}
