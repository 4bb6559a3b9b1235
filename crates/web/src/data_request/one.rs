//! What is asked, what do we answer, and who must be told?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::data_request::{
    DataRequestLine, DataRequestPage, DecideDataRequest, DecideDataRequestError, TellRecipient,
    TellRecipientError, data_request_page, decide_data_request, tell_recipient,
};
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::data_request::DataOutcome;
use helhed_casework::domain::ids::{DataRequestId, FamilyId, PersonId, UnitId};
use helhed_casework::domain::text::{Line, Prose};

use super::requests::standing;
use super::{family_of, request_of, requests_of, restriction_of};
use crate::app::App;
use crate::case::choose::Pairs;
use crate::choices::with_none;
use crate::error::PageError;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

/// Who had received the data, and when they were told.
struct RecipientView {
    /// Names them in the form.
    value: String,
    name: String,
    told: Option<String>,
}

#[derive(Template)]
#[template(path = "data_request/one.html")]
struct OneView {
    frame: Frame,
    form: Form,
    family_name: String,
    line: DataRequestLine,
    sign: (String, &'static str),
    decided: Option<(String, String)>,
    late: bool,
    outcomes: Pairs,
    recipients: Vec<RecipientView>,
    restricted: bool,
    here: String,
    restriction: String,
    back: String,
}

type Ids = (FamilyId, DataRequestId);

fn ids((family, request): &(String, String)) -> Result<Ids, PageError> {
    let request = DataRequestId::parse(request).ok_or(PageError::Absent)?;
    Ok((family_of(family)?, request))
}

fn value_of(party: Party) -> String {
    match party {
        Party::Unit(unit) => format!("unit-{unit}"),
        Party::Person(person) => format!("person-{person}"),
    }
}

fn party_of(value: &str) -> Option<Party> {
    match value.split_once('-')? {
        ("unit", id) => UnitId::parse(id).map(Party::Unit),
        ("person", id) => PersonId::parse(id).map(Party::Person),
        _ => None,
    }
}

async fn view(
    app: &App,
    viewer: &Viewer,
    (family, request): Ids,
    uri: &Uri,
    form: Form,
) -> Result<OneView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = data_request_page(&mut reading, family, request).await?;
    let page: DataRequestPage = page.into_inner();
    let mut frame = Frame::new(app, viewer, uri, w.t("data-one-title")).without_quick();
    frame.path = request_of(family, request);
    frame.has_errors = !form.errors().is_empty();
    let name_of = |party: Party| match party {
        Party::Unit(unit) => page
            .units
            .iter()
            .find(|it| it.id == unit)
            .map(|it| &it.name),
        Party::Person(person) => {
            let found = page.kin.iter().find(|it| it.id == person);
            found.map(|it| &it.given_name)
        }
    };
    let recipients = page.recipients.iter().map(|it| RecipientView {
        value: value_of(it.party),
        name: name_of(it.party).map_or_else(|| w.t("data-somebody"), |it| it.as_str().to_owned()),
        told: it.told.map(|at| w.moment(at, frame.today)),
    });
    let outcomes = DataOutcome::ALL.iter();
    let outcomes = outcomes.map(|it| (it.code().to_owned(), w.t(it.label_key())));
    let decision = page.line.request.decision.as_ref();
    let decided = decision.map(|it| {
        let by = page.line.decided_by.as_ref();
        let by = by.map_or_else(String::new, |it| it.as_str().to_owned());
        (w.moment(it.at, frame.today), by)
    });
    Ok(OneView {
        recipients: recipients.collect(),
        family_name: page.family_name.as_str().to_owned(),
        sign: standing(w, &page.line, frame.today),
        decided,
        late: page.line.request.due < frame.today,
        outcomes: with_none(w, outcomes.collect()),
        restricted: !page.restricted.is_empty(),
        here: request_of(family, request),
        restriction: format!("{}?request={request}", restriction_of(family)),
        back: requests_of(family),
        line: page.line,
        frame,
        form,
    })
}

/// The request.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(of): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, ids(&of)?, &uri, form).await?)
}

/// Takes the answer.
pub(super) async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    Path(of): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, request) = ids(&of)?;
    let outcome = DataOutcome::from_code(form.text("outcome")).ok_or("field-choose");
    let outcome = form.take("outcome", "data-outcome", outcome);
    let answer = form.take("answer", "data-answer", Prose::parse(form.text("answer")));
    let delay = Line::parse_optional(form.text("delay"));
    let delay = form.take("delay", "data-delay", delay);
    if let (Some(outcome), Some(answer), Some(delay)) = (outcome, answer, delay) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = DecideDataRequest {
            family,
            request,
            outcome,
            answer,
            delay,
        };
        match decide_data_request(&mut ctx, command).await {
            Ok(()) => {
                let here = request_of(family, request);
                let to = format!("{here}?done=data-decided");
                ctx.commit_form(form.id(), &here, &to).await?;
                return Ok(go(&to));
            }
            Err(DecideDataRequestError::LateWithoutReason) => {
                form.fault("delay", "data-delay", "field-missing");
            }
            Err(DecideDataRequestError::Already) => {
                return Ok(go(&request_of(family, request)));
            }
            Err(DecideDataRequestError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, (family, request), &uri, form).await?)
}

/// Notes that somebody was told.
pub(super) async fn told(
    State(app): State<App>,
    viewer: Viewer,
    Path(of): Path<(String, String)>,
    form: Form,
) -> PageResult {
    let (family, request) = ids(&of)?;
    let party = party_of(form.text("party")).ok_or(PageError::Absent)?;
    let command = TellRecipient {
        family,
        request,
        party,
    };
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let here = request_of(family, request);
    match tell_recipient(&mut ctx, command).await {
        Ok(()) => ctx.commit().await?,
        // Told by somebody else meanwhile: the page says so.
        Err(TellRecipientError::Undecided | TellRecipientError::NobodyToTell) => {
            return Ok(go(&here));
        }
        Err(TellRecipientError::Stopped(stop)) => return Err(stop.into()),
    }
    Ok(go(&format!("{here}?done=data-told")))
}
