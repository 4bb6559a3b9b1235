//! Opening an episode for people of the family, and closing it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::episode::{EpisodeEnd, EpisodeError};
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::rating::{
    CloseEpisode, CloseEpisodeError, OpenEpisode, OpenEpisodeError, close_episode, open_episode,
    ratings_page,
};

use crate::app::App;
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::rating::{family_of, head, ratings_of};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "rating/episode.html")]
struct EpisodeView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    people: Pairs,
    /// How it may have ended; none when it is opened.
    ends: Pairs,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    family: FamilyId,
    (form, opening): (Form, bool),
) -> Result<EpisodeView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = ratings_page(&mut reading, family).await?.into_inner();
    let title = if opening {
        "rating-open"
    } else {
        "rating-close"
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let ends = EpisodeEnd::ALL.iter().filter(|_| !opening);
    Ok(EpisodeView {
        frame,
        head: head(app, viewer, family).await?,
        form,
        people: page
            .people
            .iter()
            .filter(|it| it.is_open() != opening && it.age.is_some())
            .map(|it| (it.person.to_string(), it.given_name.as_str().to_owned()))
            .collect(),
        ends: ends
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        back: ratings_of(family),
    })
}

async fn empty(app: App, viewer: Viewer, id: String, uri: Uri, opening: bool) -> PageResult {
    let family = family_of(&id)?;
    let today = helhed_casework::domain::day::day_of(app.now());
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("on", today.to_string())
        .preset("how", "planned");
    show(&view(&app, &viewer, &uri, family, (form, opening)).await?)
}

fn people(form: &Form) -> Vec<PersonId> {
    form.all("people").filter_map(PersonId::parse).collect()
}

/// The form for opening.
pub(super) async fn open_page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    empty(app, viewer, id, uri, true).await
}

/// Opens.
pub(super) async fn open(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let on = form.take("on", "rating-from", parse_day(form.text("on")));
    if let Some(on) = on {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = OpenEpisode {
            family,
            people: people(&form),
            on,
        };
        match open_episode(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=rating-opened", ratings_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(OpenEpisodeError::AlreadyOpen) => {
                form.fault("people", "rating-people", "rating-open-already");
            }
            Err(OpenEpisodeError::NotOfFamily) => {
                form.fault("people", "rating-people", "field-choose");
            }
            Err(OpenEpisodeError::Wrong(wrong)) => told(&mut form, wrong),
            Err(OpenEpisodeError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, &uri, family, (form, true)).await?)
}

fn told(form: &mut Form, wrong: EpisodeError) {
    match wrong {
        EpisodeError::Nobody => form.fault("people", "rating-people", "field-choose"),
        EpisodeError::InTheFuture => form.fault("on", "rating-from", "field-future"),
        EpisodeError::NotBorn => form.fault("on", "rating-from", "rating-not-born"),
        EpisodeError::ClosedBefore => form.fault("on", "rating-to", "rating-closed-before"),
    }
}

/// The form for closing.
pub(super) async fn close_page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    empty(app, viewer, id, uri, false).await
}

/// Closes.
pub(super) async fn close(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let on = form.take("on", "rating-to", parse_day(form.text("on")));
    let how = EpisodeEnd::from_code(form.text("how")).ok_or("field-choose");
    let how = form.take("how", "rating-how-ended", how);
    let chosen = people(&form);
    if chosen.is_empty() {
        form.fault("people", "rating-people", "field-choose");
    } else if let (Some(on), Some(how)) = (on, how) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = CloseEpisode {
            family,
            people: chosen,
            on,
            how,
        };
        match close_episode(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=rating-closed", ratings_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(CloseEpisodeError::NotOpen) => {
                form.fault("people", "rating-people", "field-choose");
            }
            Err(CloseEpisodeError::Wrong(wrong)) => told(&mut form, wrong),
            Err(CloseEpisodeError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, &uri, family, (form, false)).await?)
}
