//! One referral: the decision for the leader, where it stands for the unit that sent it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::course::StartError;
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::{AccountId, ReferralId};
use helhed_casework::domain::referral::{DeclineReason, Outcome};
use helhed_casework::domain::text::Line;
use helhed_casework::intake::{
    DecideStop, Decline, DeclineError, OwnReferral, ReferralPage, Room, TakeIn, TakeInError,
    TeamReferral, decline, join_course, put_on_waiting_list, referral_page, room, take_in,
};

use crate::app::App;
use crate::choices::{coordinators, from_list, with_none};
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;
use crate::words::Words;

#[derive(Template)]
#[template(path = "intake/referral.html")]
struct TeamReferralPage {
    frame: Frame,
    form: Form,
    it: Box<TeamReferral>,
    criteria: Vec<String>,
    decisions: Vec<String>,
    coordinators: Vec<(String, String)>,
    reasons: Vec<(String, String)>,
    /// What stands in the way of a decision, as a key.
    problem: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "intake/own_referral.html")]
struct OwnReferralPage {
    frame: Frame,
    it: OwnReferral,
    /// Why it was declined, in the words of the list.
    declined: Option<String>,
    room: Room,
}

/// The sentence of a decision.
pub(crate) fn decision_words(app: &App, w: Words, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Declined { reason, word } => {
            let reason = w.listed(app, "decline_reason", reason.code());
            match word {
                Some(word) => w.args(
                    "decided-declined-word",
                    &[("reason", &reason), ("word", word.as_str())],
                ),
                None => w.with("decided-declined", reason),
            }
        }
        Outcome::TakenIn => w.t("decided-taken-in"),
        Outcome::PutOnList => w.t("decided-put-on-list"),
        Outcome::Joined => w.t("decided-joined"),
    }
}

async fn decision_page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    id: ReferralId,
    form: Form,
    problem: Option<&'static str>,
) -> PageResult {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let it = match referral_page(&mut reading, id).await?.into_inner() {
        ReferralPage::Team(it) => it,
        ReferralPage::Own(it) => {
            let title = w.with("referral-of", it.household.as_str());
            let room = room(&mut reading).await?;
            let frame = Frame::new(app, viewer, uri, title);
            let declined = it.declined.as_ref();
            let declined = declined.map(|it| w.listed(app, "decline_reason", it.code()));
            return show(&OwnReferralPage {
                frame,
                it,
                declined,
                room,
            });
        }
    };
    let title = w.with("referral-of", it.referral.household.as_str());
    let mut frame = Frame::new(app, viewer, uri, title);
    frame.has_errors = !form.errors().is_empty() || problem.is_some();
    let decided = |it: &helhed_casework::intake::WrittenDecision| {
        w.args(
            "decided-by",
            &[
                ("what", &decision_words(app, w, &it.decision.outcome)),
                ("name", it.by.as_str()),
                ("day", &w.day(day_of(it.decision.at))),
            ],
        )
    };
    let with_room = it.colleagues.iter().filter(|it| it.capacity.free() > 0);
    let page = TeamReferralPage {
        criteria: it
            .criteria
            .iter()
            .map(|code| w.listed(app, "criterion", code))
            .collect(),
        decisions: it.decisions.iter().map(decided).collect(),
        coordinators: with_none(w, coordinators(w, with_room)),
        reasons: with_none(w, from_list(app, w, "decline_reason", frame.today)),
        frame,
        form,
        it,
        problem,
    };
    if page.frame.has_errors {
        show_errors(&page)
    } else {
        show(&page)
    }
}

/// Shows the referral.
pub(crate) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = ReferralId::parse(&id).ok_or(Stop::Absent)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.preset("start", day_of(app.now()).to_string());
    decision_page(&app, &viewer, &uri, id, form, None).await
}

/// What the leader decided, read from the form.
enum Verdict {
    TakeIn(TakeIn),
    PutOnList,
    Decline(Decline),
    Join,
}

fn verdict(form: &mut Form, referral: ReferralId) -> Result<Option<Verdict>, PageError> {
    match form.text("decision") {
        "take_in" => {
            let coordinator = AccountId::parse(form.text("coordinator")).ok_or("field-choose");
            let coordinator = form.take("coordinator", "take-in-coordinator", coordinator);
            let start = parse_day(form.text("start"));
            let start = form.take("start", "take-in-start", start);
            let both = coordinator.zip(start);
            Ok(both.map(|(coordinator, start)| {
                Verdict::TakeIn(TakeIn {
                    referral,
                    coordinator,
                    start,
                })
            }))
        }
        "put_on_list" => Ok(Some(Verdict::PutOnList)),
        "join" => Ok(Some(Verdict::Join)),
        "decline" => {
            let reason = Some(form.text("reason").to_owned())
                .filter(|reason| !reason.is_empty())
                .ok_or("field-choose");
            let reason = form.take("reason", "decline-reason", reason);
            let word = Line::parse_optional(form.text("word"));
            let word = form.take("word", "decline-word", word);
            let both = reason.zip(word);
            Ok(both.map(|(reason, word)| {
                Verdict::Decline(Decline {
                    referral,
                    reason: DeclineReason::new(reason),
                    word,
                })
            }))
        }
        _ => Err(PageError::Unreadable),
    }
}

/// Takes the decision.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let id = ReferralId::parse(&id).ok_or(Stop::Absent)?;
    let mut problem = None;
    if let Some(verdict) = verdict(&mut form, id)? {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(form_id) = form.id()
            && let Some(led_to) = ctx.sent_before(form_id).await?
        {
            return Ok(go(&led_to));
        }
        let decided = match verdict {
            Verdict::TakeIn(command) => match take_in(&mut ctx, command).await {
                Ok(family) => Ok(format!("/families/{family}?done=taken-in")),
                Err(error) => Err(take_in_problem(&mut form, error)?),
            },
            Verdict::PutOnList => match put_on_waiting_list(&mut ctx, id).await {
                Ok(()) => Ok("/team?done=put-on-list".to_owned()),
                Err(error) => Err(Some(decide_problem(error)?)),
            },
            Verdict::Join => match join_course(&mut ctx, id).await {
                Ok(family) => Ok(format!("/families/{family}?done=joined")),
                Err(error) => Err(Some(decide_problem(error)?)),
            },
            Verdict::Decline(command) => match decline(&mut ctx, command).await {
                Ok(()) => Ok("/team?done=declined".to_owned()),
                Err(DeclineError::NoSuchReason) => {
                    form.fault("reason", "decline-reason", "field-choose");
                    Err(None)
                }
                Err(DeclineError::Decide(error)) => Err(Some(decide_problem(error)?)),
            },
        };
        match decided {
            Ok(leads_to) => {
                ctx.commit_form(form.id(), uri.path(), &leads_to).await?;
                return Ok(go(&leads_to));
            }
            Err(found) => problem = found,
        }
    }
    if problem.is_none() && form.errors().is_empty() {
        problem = Some("problem-decided");
    }
    decision_page(&app, &viewer, &uri, id, form, problem).await
}

/// What stands in the way of taking in: at its field, or over the form.
pub(super) fn take_in_problem(
    form: &mut Form,
    error: TakeInError,
) -> Result<Option<&'static str>, PageError> {
    match error {
        TakeInError::NoSuchCoordinator => {
            form.fault("coordinator", "take-in-coordinator", "field-choose");
        }
        TakeInError::Full(_) => {
            form.fault(
                "coordinator",
                "take-in-coordinator",
                "field-coordinator-full",
            );
        }
        TakeInError::Start(StartError::BeforeReferral) => {
            form.fault("start", "take-in-start", "field-before-referral");
        }
        TakeInError::Start(StartError::TooFarAhead) => {
            form.fault("start", "take-in-start", "field-start-too-far");
        }
        TakeInError::Decide(stop) => return decide_problem(stop).map(Some),
    }
    Ok(None)
}

/// Why it can no longer be decided so, as a key.
pub(super) fn decide_problem(stop: DecideStop) -> Result<&'static str, PageError> {
    match stop {
        DecideStop::Decided(_) => Ok("problem-decided"),
        DecideStop::CourseRuns => Ok("problem-course-runs"),
        DecideStop::NoCourseRuns => Ok("problem-no-course"),
        DecideStop::Stopped(stop) => Err(stop.into()),
    }
}
