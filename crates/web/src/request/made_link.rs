//! A link just made: shown once, with its code.

use askama::Template;
use axum::http::{HeaderMap, Uri};

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::one_time_link::MadeLink;

use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::letter::here;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "request/made_link.html")]
struct MadeLinkView {
    frame: Frame,
    head: HeadView,
    address: String,
    code: String,
    until: String,
    href: String,
}

/// Shows the link and the code. Neither is stored as it stands here, so this page cannot be opened again.
pub(super) async fn show_once(
    (app, viewer, uri, headers): (&App, &Viewer, &Uri, &HeaderMap),
    family: FamilyId,
    href: String,
    link: &MadeLink,
) -> PageResult {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("made-link-title")).without_quick();
    // The page answers a form: the language is changed on the page that the form leads to.
    frame.path.clone_from(&href);
    show(&MadeLinkView {
        until: w.moment(link.expires_at, frame.today),
        frame,
        head: super::head(app, viewer, family).await?,
        address: format!("{}/answer/{}", here(app, headers), link.token.secret()),
        code: link.code.spaced(),
        href,
    })
}
