//! A link just made: sent by e-mail where an address was written, and shown once, with its code.

use askama::Template;
use axum::http::{HeaderMap, Uri};

use helhed_casework::Ctx;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::post::EmailAddress;
use helhed_casework::one_time_link::{LinkPurpose, MadeLink};
use helhed_casework::post::post_link;

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::letter::{here, letter};
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "request/made_link.html")]
struct MadeLinkView {
    frame: Frame,
    head: HeadView,
    address: String,
    code: String,
    until: String,
    href: String,
    /// To whom its letter goes.
    posted_to: Option<String>,
}

/// Where a link leads.
fn path_of(link: &MadeLink) -> String {
    let begins = match link.purpose {
        LinkPurpose::Answer => "answer",
        LinkPurpose::Approve => "approve",
        LinkPurpose::Join => "join",
        LinkPurpose::Rate => "rate",
    };
    format!("/{begins}/{}", link.token.secret())
}

/// Puts the letter with the link into the outbox, where it is to go to somebody: to whom.
pub(crate) async fn post(
    (app, w, ctx): (&App, Words, &mut Ctx),
    family: FamilyId,
    to: Option<EmailAddress>,
    link: Option<&MadeLink>,
) -> Result<Option<String>, PageError> {
    let (Some(to), Some(link)) = (to, link) else {
        return Ok(None);
    };
    let address = to.as_str().to_owned();
    let Some(letter) = letter(app, w, (to, &path_of(link), link)) else {
        return Ok(None);
    };
    post_link(ctx, family, link, &letter).await?;
    Ok(Some(address))
}

/// Shows the link and the code. Neither is stored as it stands here, so this page cannot be opened again.
pub(crate) async fn show_once(
    (app, viewer, uri, headers): (&App, &Viewer, &Uri, &HeaderMap),
    head: HeadView,
    href: String,
    link: &MadeLink,
    posted_to: Option<String>,
) -> PageResult {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("made-link-title")).without_quick();
    // The page answers a form: the language is changed on the page that the form leads to.
    frame.path.clone_from(&href);
    show(&MadeLinkView {
        until: w.moment(link.expires_at, frame.today),
        frame,
        head,
        address: format!("{}{}", here(app, headers), path_of(link)),
        code: link.code.spaced(),
        href,
        posted_to,
    })
}
