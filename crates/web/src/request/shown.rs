//! A request as lists show it.

use helhed_casework::domain::ids::RequestId;
use helhed_casework::domain::request::RequestState;
use helhed_casework::request::RequestLine;
use jiff::civil::Date;

use crate::app::App;
use crate::words::Words;

/// A request as lists show it.
pub(crate) struct RequestShown {
    /// The request.
    pub id: RequestId,
    /// The page of the request, for the family's team.
    pub href: String,
    /// The category, as the title.
    pub category: String,
    /// Who was asked.
    pub to: String,
    /// The given names of those it is about.
    pub about: String,
    /// What the family is called.
    pub family: String,
    /// Where it stands, in words with its day.
    pub standing: String,
    /// The class of the sign beside it.
    pub sign: &'static str,
    /// How often whoever is asked was reminded; empty where they were not.
    pub reminded: String,
}

impl RequestShown {
    /// A request as it stands today.
    fn new(app: &App, w: Words, line: &RequestLine, today: Date) -> Self {
        let request = &line.request;
        let state = request.state(today);
        let days = (request.facts.due - today).get_days();
        let (standing, sign) = match state {
            RequestState::Overdue => (w.n("request-days-over", -days), "overdue"),
            RequestState::DueToday => (w.t("request-due-today"), "today"),
            RequestState::Open => (
                w.with("request-due-in", w.distance(request.facts.due, today)),
                if days <= 7 { "soon" } else { "later" },
            ),
            RequestState::Refused | RequestState::NotKnown => (w.t(state.label_key()), "soon"),
            RequestState::Answered if line.statement.is_some_and(|(_, annulled)| annulled) => {
                (w.t("statement-annulled"), "later")
            }
            RequestState::Answered => (w.t(state.label_key()), "done"),
            RequestState::Withdrawn => (w.t(state.label_key()), "later"),
        };
        Self {
            id: request.id,
            href: format!("/families/{}/requests/{}", request.family, request.id),
            category: w.listed(app, "category", &request.facts.category),
            to: line.to_name.as_str().to_owned(),
            about: about(line),
            family: line.family_name.as_str().to_owned(),
            standing,
            sign,
            reminded: match line.reminders {
                0 => String::new(),
                times => w.n("request-reminded", times),
            },
        }
    }
}

/// The given names of those a request is about.
pub(super) fn about(line: &RequestLine) -> String {
    let names = line.about.iter().map(|person| person.given_name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

/// Requests as they stand today.
pub(crate) fn shown<'a>(
    app: &App,
    w: Words,
    lines: impl IntoIterator<Item = &'a RequestLine>,
    today: Date,
) -> Vec<RequestShown> {
    lines
        .into_iter()
        .map(|line| RequestShown::new(app, w, line, today))
        .collect()
}
