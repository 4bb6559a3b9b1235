//! Handing every family of a coordinator over to another.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::ids::AccountId;
use helhed_casework::domain::text::Line;
use helhed_casework::intake::intake_page;
use helhed_casework::team::{HandOver, HandOverError, hand_over};

use crate::app::App;
use crate::choices::with_none;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "intake/hand_over.html")]
struct HandOverPage {
    frame: Frame,
    form: Form,
    from: Vec<(String, String)>,
    to: Vec<(String, String)>,
}

async fn hand_over_page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
) -> Result<HandOverPage, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let team = intake_page(&mut reading).await?.into_inner();
    let choice = |it: &helhed_casework::intake::CoordinatorRow, count: String| {
        let text = w.args(
            "coordinator-with-room",
            &[("name", it.name.as_str()), ("places", &count)],
        );
        (it.account.to_string(), text)
    };
    let from = team
        .coordinators
        .iter()
        .filter(|it| !it.families.is_empty());
    let to = team.coordinators.iter().filter(|it| !it.gone);
    let mut frame = Frame::new(app, viewer, uri, w.t("hand-over-title"));
    frame.has_errors = !form.errors().is_empty();
    Ok(HandOverPage {
        from: with_none(
            w,
            from.map(|it| choice(it, w.n("families-count", it.capacity.families)))
                .collect(),
        ),
        to: with_none(
            w,
            to.map(|it| choice(it, w.n("places-free", it.capacity.free())))
                .collect(),
        ),
        frame,
        form,
    })
}

/// Shows the form.
pub(crate) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&hand_over_page(&app, &viewer, &uri, form).await?)
}

/// Takes the form.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let from = AccountId::parse(form.text("from")).ok_or("field-choose");
    let from = form.take("from", "hand-over-from", from);
    let to = AccountId::parse(form.text("to")).ok_or("field-choose");
    let to = form.take("to", "hand-over-to", to);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "hand-over-word", word);
    if let (Some(from), Some(to), Some(word)) = (from, to, word) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led_to) = ctx.sent_before(id).await?
        {
            return Ok(go(&led_to));
        }
        match hand_over(&mut ctx, HandOver { from, to, word }).await {
            Ok(_) => {
                let leads_to = "/team?done=handed-over";
                ctx.commit_form(form.id(), uri.path(), leads_to).await?;
                return Ok(go(leads_to));
            }
            Err(HandOverError::Stopped(stop)) => return Err(stop.into()),
            Err(HandOverError::NoSuchCoordinator) => {
                form.fault("to", "hand-over-to", "field-choose");
            }
            Err(HandOverError::SamePerson) => {
                form.fault("to", "hand-over-to", "field-same-coordinator");
            }
            Err(HandOverError::Nothing) => {
                form.fault("from", "hand-over-from", "field-no-families");
            }
            Err(HandOverError::Full(_)) => {
                form.fault("to", "hand-over-to", "field-no-room-for-all");
            }
        }
    }
    show_errors(&hand_over_page(&app, &viewer, &uri, form).await?)
}
