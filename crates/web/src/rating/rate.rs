//! The form of the conversation: four items, by touch, keyboard or from paper.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::episode::{Instrument, Items, RatingError, RatingWay};
use helhed_casework::domain::ids::{FamilyId, PersonId, RaterId};
use helhed_casework::domain::rating::Rating;
use helhed_casework::fit::Audience;
use helhed_casework::rating::{Rate, RateError, Rater, rate, rating_form};

use crate::app::App;
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::query::Query;
use crate::rating::wording::{Wording, audience};
use crate::rating::{course_of, head, ids};
use crate::viewer::Viewer;

/// The fields of the items; a fifth is one too many.
pub(super) const ITEMS: [&str; 4] = ["item-1", "item-2", "item-3", "item-4"];
/// The keys under which faults of the items are told.
const LABELS: [&str; 4] = [
    "rating-item-1",
    "rating-item-2",
    "rating-item-3",
    "rating-item-4",
];

#[derive(Template)]
#[template(path = "rating/rate.html")]
struct RateView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    wording: Wording,
    /// Who may have answered; empty where it is the viewer.
    raters: Pairs,
    /// Typed in from paper: the day and who answered come first, and the numbers without pictures.
    paper: bool,
    /// The same form the other way.
    other_way: Option<String>,
    languages: Vec<(String, String)>,
    back: String,
}

impl crate::words::Words {
    /// The name of an item's field, counted from 1: templates put it together here.
    pub(crate) fn item(&self, place: &usize) -> String {
        format!("item-{place}")
    }

    /// The kind of sign that a signal wears.
    pub(crate) fn signal_sign(&self, signal: impl AsRef<str>) -> &'static str {
        match signal.as_ref() {
            "red" | "saw_tooth" => "stop",
            "collateral_missing" => "info",
            _ => "warn",
        }
    }
}

/// Reads the items; `skip` lets what is not answered stay so.
pub(super) fn items(form: &mut Form, skip: bool) -> Option<Items> {
    let mut read = Items::default();
    let mut sound = true;
    for ((item, field), label) in read.0.iter_mut().zip(ITEMS).zip(LABELS) {
        match Rating::parse_written(form.text(field)) {
            Ok(None) if !skip => {
                form.fault(field, label, "rating-item-missing");
                sound = false;
            }
            Ok(rating) => *item = rating,
            Err(_) => {
                form.fault(field, label, "rating-item-wrong");
                sound = false;
            }
        }
    }
    if form.has_field_like("item-", &ITEMS) {
        form.fault(ITEMS[0], LABELS[0], "rating-not-four");
        sound = false;
    }
    sound.then_some(read)
}

/// Who has answered: the person, a rater, or the parent who is signed in.
fn rater_of(viewer: &Viewer, person: PersonId, form: &Form) -> Rater {
    if viewer.is(Role::FamilyMember) {
        return if viewer.actor.person == Some(person) {
            Rater::Own
        } else {
            Rater::Parent
        };
    }
    RaterId::parse(form.text("rater")).map_or(Rater::Own, Rater::Known)
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (family, person, instrument): (FamilyId, PersonId, Instrument),
    form: Form,
) -> Result<RateView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let (who, raters) = rating_form(&mut reading, family, person)
        .await?
        .into_inner();
    let query = Query::of(uri);
    let paper = form.text("way") == RatingWay::Paper.code();
    let member = viewer.is(Role::FamilyMember);
    let own = viewer.actor.person == Some(person);
    let chosen = form.text("rater").to_owned();
    let beside = (member && !own) || (!member && !chosen.is_empty());
    let audience = if beside {
        Audience::Collateral
    } else {
        audience(who.age)
    };
    let wanted = [query.text("lang"), who.language.as_deref().unwrap_or("")];
    let wording = Wording::of(
        app.casework.ratings().wordings(),
        w,
        instrument,
        audience,
        &wanted,
    );
    let key = if beside { "rating-about" } else { "rating-by" };
    let title = w.args(
        key,
        &[
            ("form", &w.t(instrument.label_key())),
            ("name", who.given_name.as_str()),
        ],
    );
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    frame.plain = !paper;
    let mut choices = Vec::new();
    if !member {
        choices.push((String::new(), who.given_name.as_str().to_owned()));
        choices.extend(raters.iter().map(|it| {
            let kind = w.t(it.kind.label_key());
            (it.id.to_string(), format!("{} ({kind})", it.name.as_str()))
        }));
    }
    let way = if paper {
        RatingWay::Screen
    } else {
        RatingWay::Paper
    };
    Ok(RateView {
        head: match paper {
            true => head(app, viewer, family).await?,
            false => None,
        },
        raters: choices,
        other_way: (!member).then(|| query.set("way", way.code())),
        languages: wording
            .languages
            .iter()
            .filter(|language| **language != wording.lang)
            .map(|language| (query.set("lang", language), language.clone()))
            .collect(),
        paper,
        back: course_back(member, family, person, who.course.is_some()),
        wording,
        frame,
        form,
    })
}

fn course_back(member: bool, family: FamilyId, person: PersonId, has_course: bool) -> String {
    match (member, has_course) {
        (_, true) => course_of(family, person),
        (true, false) => "/our".to_owned(),
        (false, false) => crate::rating::ratings_of(family),
    }
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person, form)): Path<(String, String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, person) = ids(&id, &person)?;
    let instrument = Instrument::from_code(&form).ok_or(PageError::Absent)?;
    let query = Query::of(&uri);
    let today = helhed_casework::domain::day::day_of(app.now());
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("on", today.to_string())
        .preset("rater", query.text("rater"));
    let way = match query.text("way") {
        "paper" => RatingWay::Paper,
        _ => RatingWay::Screen,
    };
    let form = form.holding("way", way.code());
    show(&view(&app, &viewer, &uri, (family, person, instrument), form).await?)
}

/// Takes the answers.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, person, which)): Path<(String, String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, person) = ids(&id, &person)?;
    let instrument = Instrument::from_code(&which).ok_or(PageError::Absent)?;
    let paper = !viewer.is(Role::FamilyMember) && form.text("way") == RatingWay::Paper.code();
    let today = helhed_casework::domain::day::day_of(app.now());
    let on = match paper {
        true => form.take("on", "rating-day", parse_day(form.text("on"))),
        false => Some(today),
    };
    let skip = form.has("skip", "yes");
    let items = items(&mut form, skip);
    if let (Some(on), Some(items)) = (on, items) {
        let command = Rate {
            family,
            person,
            rater: rater_of(&viewer, person, &form),
            instrument,
            on,
            items,
            way: if paper {
                RatingWay::Paper
            } else {
                RatingWay::Screen
            },
        };
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match rate(&mut ctx, command).await {
            Ok(_) => {
                let to = format!("{}?done=rated", course_of(family, person));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(RateError::Stopped(stop)) => return Err(stop.into()),
            Err(error) => {
                let (field, key) = told(&error);
                form.fault(if paper { field } else { ITEMS[0] }, "rating-form", key);
            }
        }
    }
    show_errors(&view(&app, &viewer, &uri, (family, person, instrument), form).await?)
}

/// The field and the words of what is wrong with an answer.
pub(super) fn told(error: &RateError) -> (&'static str, &'static str) {
    match error {
        RateError::Wrong(wrong) => match wrong {
            RatingError::NotFour => ("item-1", "rating-not-four"),
            RatingError::InTheFuture => ("on", "field-future"),
            RatingError::BeforeBirth => ("on", "rating-before-birth"),
            RatingError::BeforeOpening => ("on", "rating-before-opening"),
            RatingError::AfterClosing => ("on", "rating-after-closing"),
            RatingError::SameDay => ("on", "rating-same-day"),
            RatingError::SameWeek => ("on", "rating-same-week"),
        },
        RateError::NoEpisode => ("on", "rating-no-episode"),
        RateError::WorksWithFamily => ("rater", "rating-works-with-family"),
        RateError::NoSuchRater | RateError::Stopped(_) => ("rater", "field-choose"),
    }
}
