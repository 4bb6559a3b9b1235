//! Minutes by a one-time link: the code, then what whoever holds it may see of them, and whether it was like that.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};

use helhed_casework::domain::day::day_of;
use helhed_casework::minutes::{LinkMinutes, SayError, approve_by_link, read_minutes_by_link};
use helhed_casework::one_time_link::{LinkPurpose, LinkState};

use super::say::{said, stances};
use super::told::{ToldSection, told};
use crate::app::App;
use crate::case::choose::Pairs;
use crate::form::Form;
use crate::frame::Frame;
use crate::language;
use crate::link_page::{Door, LinkPage};
use crate::page::{PageResult, go, show, show_errors};

#[derive(Template)]
#[template(path = "approval/link.html")]
struct LinkView {
    frame: Frame,
    form: Form,
    name: String,
    when: String,
    sections: Vec<ToldSection>,
    unseen: i64,
    stances: Pairs,
}

fn place<'a>(app: &'a App, headers: &HeaderMap, uri: &'a Uri) -> LinkPage<'a> {
    LinkPage {
        app,
        w: language::of_request(headers),
        uri,
        purpose: LinkPurpose::Approve,
        written: "word",
    }
}

fn view(page: &LinkPage<'_>, form: Form, it: LinkMinutes) -> LinkView {
    let (w, today) = (page.w, day_of(page.app.now()));
    let what = (&it.sections[..], &it.lines[..], &it.addenda[..]);
    LinkView {
        frame: page.frame("minutes-title", &form),
        form,
        name: it.name.as_str().to_owned(),
        when: w.moment(it.starts, today),
        // Whom a section is about is told by its words alone: a link names nobody of the family.
        sections: told((page.app, w, today), what, |_| Some(String::new())),
        unseen: it.unseen as i64,
        stances: stances(w),
    }
}

/// The page of a link, before its code.
pub(super) async fn page(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> PageResult {
    place(&app, &headers, &uri).ask(&token).await
}

/// Takes the code, and with it what is said once the minutes have been shown.
pub(super) async fn take(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    uri: Uri,
    form: Form,
) -> PageResult {
    let page = place(&app, &headers, &uri);
    let (opened, mut form) = match page.open(&token, address, form).await? {
        Door::Open(opened, form) => (*opened, form),
        Door::Shut(shown) => return shown,
    };
    if !form.has("step", "say") {
        let minutes = read_minutes_by_link(opened).await?;
        return show(&view(&page, form, minutes));
    }
    let Some((stance, word)) = said(&mut form) else {
        let minutes = read_minutes_by_link(opened).await?;
        return show_errors(&view(&page, form, minutes));
    };
    match approve_by_link(opened, stance, word).await {
        Ok(()) => Ok(go(&format!("{}?done=answered-by-link", uri.path()))),
        Err(SayError::Wrong(_)) => {
            page.closed(StatusCode::GONE, LinkState::Ended, form.text("word"))
        }
        Err(SayError::Stopped(stop)) => Err(stop.into()),
    }
}
