//! The team's table: places, waiting list, referrals, hand-over.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::{AccountId, ReferralId};
use helhed_casework::domain::waiting::WaitingMove;
use helhed_casework::intake::{
    IntakePage, ReorderError, TakeIn, intake_page, put_on_waiting_list, reorder_waiting, take_in,
};

use helhed_casework::plan::{OverdueReview, overdue_reviews};

use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::sharing::emergency::{ToldShown, unseen};
use crate::viewer::Viewer;

use super::referral::{decide_problem, take_in_problem};

#[derive(Template)]
#[template(path = "intake/team.html")]
struct TeamPage {
    frame: Frame,
    form: Form,
    it: IntakePage,
    /// Families whose plan should have been reviewed, the longest ago first.
    overdue: Vec<OverdueReview>,
    /// Coordinators who have a free place: account and name.
    free: Vec<(String, String)>,
    problem: Option<&'static str>,
    /// Cases opened in an emergency that no leader has seen.
    emergencies: Vec<ToldShown>,
}

impl TeamPage {
    /// A name in a place, "Familien Holm": the first letters of its last word are shown, what is before and after is read aloud.
    fn short(name: &str) -> (&str, &str, &str) {
        let (before, last) = name.split_at(name.rfind(' ').map_or(0, |at| at + 1));
        let end = last.char_indices().nth(3).map_or(last.len(), |(at, _)| at);
        let (shown, after) = last.split_at(end);
        (before, shown, after)
    }
}

async fn team_page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    problem: Option<&'static str>,
) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let it = intake_page(&mut reading).await?.into_inner();
    let overdue = overdue_reviews(&mut reading).await?.into_inner();
    let mut frame = Frame::new(app, viewer, uri, viewer.words.t("team-title"));
    frame.has_errors = problem.is_some();
    let with_room = it
        .coordinators
        .iter()
        .filter(|it| !it.gone && it.capacity.free() > 0);
    let page = TeamPage {
        free: with_room
            .map(|it| (it.account.to_string(), it.name.as_str().to_owned()))
            .collect(),
        overdue,
        emergencies: unseen(app, viewer).await?,
        frame,
        form,
        it,
        problem,
    };
    if page.problem.is_some() {
        show_errors(&page)
    } else {
        show(&page)
    }
}

/// Shows the table.
pub(crate) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    team_page(&app, &viewer, &uri, form, None).await
}

/// Takes a press of a button: a move on the list, a place taken, a family put on the list.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let referral = ReferralId::parse(form.text("referral")).ok_or(PageError::Unreadable)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(id) = form.id()
        && let Some(led_to) = ctx.sent_before(id).await?
    {
        return Ok(go(&led_to));
    }
    let act = form.text("act").to_owned();
    let done = if let Some(how) = WaitingMove::from_code(&act) {
        match reorder_waiting(&mut ctx, referral, how).await {
            Ok(()) => Ok("/team?done=moved#waiting".to_owned()),
            Err(ReorderError::Move(_)) => Err("problem-moved"),
            Err(ReorderError::Stopped(stop)) => return Err(stop.into()),
        }
    } else if act == "put_on_list" {
        match put_on_waiting_list(&mut ctx, referral).await {
            Ok(()) => Ok("/team?done=put-on-list#waiting".to_owned()),
            Err(error) => Err(decide_problem(error)?),
        }
    } else if act == "take_in" {
        let coordinator =
            AccountId::parse(form.text("coordinator")).ok_or(PageError::Unreadable)?;
        let command = TakeIn {
            referral,
            coordinator,
            start: day_of(app.now()),
        };
        match take_in(&mut ctx, command).await {
            Ok(family) => Ok(format!("/families/{family}?done=taken-in")),
            Err(error) => Err(take_in_problem(&mut form, error)?.unwrap_or("problem-full")),
        }
    } else {
        return Err(PageError::Unreadable);
    };
    match done {
        Ok(leads_to) => {
            ctx.commit_form(form.id(), uri.path(), &leads_to).await?;
            Ok(go(&leads_to))
        }
        Err(problem) => {
            drop(ctx);
            let fresh = Form::open(&app, &viewer, uri.path()).await?;
            team_page(&app, &viewer, &uri, fresh, Some(problem)).await
        }
    }
}
