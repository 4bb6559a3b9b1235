//! Asking: what, about whom, why, by when and on which basis; what was answered already is met first.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use jiff::ToSpan;

use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{FamilyId, PersonId, RequestId, UnitId};
use helhed_casework::domain::request::{Asked, RequestError, RequestFacts, may_ask_on};
use helhed_casework::domain::text::{Line, Name, Prose};
use helhed_casework::request::{
    AskError, AskForStatement, AskForm, RequestPage, ask_for_statement, ask_form, request_page,
};

use super::shown::{RequestShown, shown};
use crate::app::App;
use crate::choices::{from_list, with_none};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::letter::reader;
use crate::made_link::{post, show_once};
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

/// The value of the choice that somebody outside is asked.
const OUTSIDE: &str = "outside";
/// Days that whoever is asked gets, unless another day is written.
const USUAL_DAYS: i64 = 14;

type Pairs = Vec<(String, String)>;

/// What was asked before and serves, or waits.
struct Before {
    request: RequestShown,
    page: RequestPage,
}

#[derive(Template)]
#[template(path = "request/ask.html")]
struct AskView {
    frame: Frame,
    head: HeadView,
    form: Form,
    to: Pairs,
    people: Pairs,
    categories: Pairs,
    purposes: Pairs,
    bases: Pairs,
    before: Option<Before>,
    /// Whether letters are sent from here.
    by_letter: bool,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    family: FamilyId,
    form: Form,
    before: Option<RequestId>,
) -> Result<AskView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let AskForm { kin, units } = ask_form(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let unit = |unit: &helhed_casework::request::UnitChoice| {
        let name = unit.name.as_str();
        let text = if unit.signs_in {
            name.to_owned()
        } else {
            w.with("ask-unit-by-link", name)
        };
        (unit.id.to_string(), text)
    };
    let mut to: Pairs = units.iter().map(unit).collect();
    to.push((OUTSIDE.to_owned(), w.t("ask-outside")));
    let before = match before {
        Some(id) => {
            let page = request_page(&mut reading, family, id).await?.into_inner();
            let request = shown(app, w, [&page.line], today).pop();
            request.map(|request| Before { request, page })
        }
        None => None,
    };
    let mut bases = from_list(app, w, "sharing_basis", today);
    bases.retain(|(code, _)| may_ask_on(code));
    let person = |kin: &helhed_casework::choices::Kin| {
        (kin.id.to_string(), kin.given_name.as_str().to_owned())
    };
    let mut frame = Frame::new(app, viewer, uri, w.t("ask-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(AskView {
        frame,
        head: super::head(app, viewer, family).await?,
        form,
        to: with_none(w, to),
        people: kin.iter().map(person).collect(),
        categories: with_none(w, from_list(app, w, "category", today)),
        purposes: with_none(w, from_list(app, w, "request_purpose", today)),
        bases: with_none(w, bases),
        before,
        by_letter: app.settings.letters_from.is_some(),
        back: super::requests_of(family),
    })
}

/// Who is asked: a written name counts before the list.
fn asked(form: &mut Form) -> Option<Asked> {
    let chosen = form.text("to").to_owned();
    if chosen == OUTSIDE || !form.text("outsider").trim().is_empty() {
        let name = Name::parse(form.text("outsider"));
        return form
            .take("outsider", "ask-outsider", name)
            .map(Asked::Outside);
    }
    let unit = UnitId::parse(&chosen).ok_or("field-choose");
    form.take("to", "ask-to", unit).map(Asked::Unit)
}

fn code(form: &mut Form, field: &str, label: &str) -> Option<String> {
    let text = form.text(field).to_owned();
    let chosen = if text.is_empty() {
        Err("field-choose")
    } else {
        Ok(text)
    };
    form.take(field, label, chosen)
}

fn parse(form: &mut Form) -> Option<(RequestFacts, Option<Line>)> {
    let to = asked(form);
    let about: Option<Vec<PersonId>> = form.all("about").map(PersonId::parse).collect();
    let about = form.take("about", "ask-about", about.ok_or("field-choose"));
    if about.as_ref().is_some_and(Vec::is_empty) {
        form.fault("about", "ask-about", "field-choose");
    }
    let category = code(form, "category", "ask-category");
    let question = form.take(
        "question",
        "ask-question",
        Prose::parse(form.text("question")),
    );
    let purpose = code(form, "purpose", "ask-purpose");
    let word = Line::parse_optional(form.text("purpose-word"));
    let purpose_word = form.take("purpose-word", "ask-purpose-word", word);
    let due = form.take("due", "ask-due", parse_day(form.text("due")));
    let basis = code(form, "basis", "ask-basis");
    let word = Line::parse_optional(form.text("basis-word"));
    let basis_word = form.take("basis-word", "ask-basis-word", word);
    let again = form.take(
        "again",
        "ask-again",
        Line::parse_optional(form.text("again")),
    );
    let facts = RequestFacts {
        to: to?,
        category: category?,
        question: question?,
        about: about?,
        purpose: purpose?,
        purpose_word: purpose_word?,
        due: due?,
        basis: basis?,
        basis_word: basis_word?,
    };
    let whole = form.errors().is_empty();
    let again = again?;
    whole.then_some((facts, again))
}

/// Tells at its field what was wrong; the request that was met before, if one was.
fn told(form: &mut Form, error: AskError) -> Result<Option<RequestId>, PageError> {
    match error {
        AskError::Wrong(RequestError::DueBefore) => form.fault("due", "ask-due", "ask-due-before"),
        AskError::Wrong(RequestError::PurposeMissing) => {
            form.fault("purpose-word", "ask-purpose-word", "field-missing");
        }
        AskError::Wrong(RequestError::LawMissing) => {
            form.fault("basis-word", "ask-basis-word", "field-missing");
        }
        AskError::Wrong(RequestError::AboutNobody) | AskError::NotOfFamily => {
            form.fault("about", "ask-about", "field-choose");
        }
        AskError::Wrong(_) | AskError::NoSuchChoice => {
            form.fault("basis", "ask-basis", "field-choose");
        }
        AskError::NoConsent => form.fault("basis", "ask-basis", "ask-no-consent"),
        AskError::NoSuchUnit => form.fault("to", "ask-to", "field-choose"),
        AskError::NobodyThere => form.fault("link", "ask-link", "ask-nobody-there"),
        AskError::Met(request) => {
            form.fault("again", "ask-again", "ask-met");
            return Ok(Some(request));
        }
        AskError::Waiting(request) => {
            form.fault("again", "ask-again", "ask-waiting");
            return Ok(Some(request));
        }
        AskError::Stopped(stop) => return Err(stop.into()),
    }
    Ok(None)
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let today = helhed_casework::domain::day::day_of(app.now());
    let due = today.checked_add(USUAL_DAYS.days()).unwrap_or(today);
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("due", due.to_string());
    show(&view((&app, &viewer, &uri), family, form, None).await?)
}

/// Takes the question.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    mut form: Form,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let mut before = None;
    let to = reader(&app, &mut form);
    if let Some((facts, again_because)) = parse(&mut form) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = AskForStatement {
            family,
            facts,
            again_because,
            with_link: to.is_some() || form.has("link", "yes"),
        };
        match ask_for_statement(&mut ctx, command).await {
            Ok(asked) => {
                let link = asked.link.as_ref();
                let posted = post((&app, viewer.words, &mut ctx), family, to, link).await?;
                let href = format!("{}/{}", super::requests_of(family), asked.request);
                let next = format!("{href}?done=asked");
                ctx.commit_form(form.id(), uri.path(), &next).await?;
                let Some(link) = link else {
                    return Ok(go(&next));
                };
                let from = (&app, &viewer, &uri, &headers);
                return show_once(
                    from,
                    super::head(&app, &viewer, family).await?,
                    href,
                    link,
                    posted,
                )
                .await;
            }
            Err(error) => before = told(&mut form, error)?,
        }
    }
    show_errors(&view((&app, &viewer, &uri), family, form, before).await?)
}
