//! What stands on a timeline, in words: for its table, and for the labels of its bars.

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::timeline::EventKind;
use helhed_casework::timeline::{Event, TimelinePage};

use crate::app::App;
use crate::sharing::rating_in_words;
use crate::viewer::Viewer;
use crate::words::Words;

/// How much of a text stands on a timeline, in letters.
const SHOWN: usize = 160;

/// One line of the table.
pub(super) struct Row {
    /// From when to when, or when.
    pub when: String,
    /// What it is.
    pub kind: String,
    /// Where the team finds it.
    pub href: Option<String>,
    /// Its text.
    pub text: String,
    /// What else there is to say.
    pub more: String,
    /// Whom it is about.
    pub who: String,
    /// Its category.
    pub category: String,
}

/// What it is called: its own title, or what it is.
pub(super) fn title(app: &App, w: Words, event: &Event) -> String {
    let text = event.text.clone().unwrap_or_default();
    match event.kind {
        EventKind::Involvement => match &event.more {
            Some(more) => format!("{text}, {more}"),
            None => text,
        },
        EventKind::Contact => held(w, event).unwrap_or(text),
        EventKind::Crisis => shortened(&text),
        EventKind::Rating => rating_in_words(w, &text, event.more.as_deref()),
        EventKind::Assessment => match &event.code {
            Some(score) => w.with("assessment-of-ten", score),
            None => w.listed(app, "category", &event.category),
        },
        EventKind::Consent => w.with("timeline-consent", text),
        EventKind::PlanVersion => w.with("timeline-version", text),
        _ if text.is_empty() => w.t(event.kind.label_key()),
        _ => text,
    }
}

/// How a contact was held.
fn held(w: Words, event: &Event) -> Option<String> {
    let code = event.code.as_deref()?;
    w.find(&format!("contact-{code}"))
}

/// As much of a note as stands on a timeline: where it is read as a whole is a link away.
fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let kept: String = text.chars().take(SHOWN).collect();
    format!("{}…", kept.trim_end())
}

/// What else there is to say.
fn more(w: Words, event: &Event) -> String {
    if event.kind == EventKind::Crisis {
        return held(w, event).or(event.more.clone()).unwrap_or_default();
    }
    let said = match event.kind {
        EventKind::Contact | EventKind::Assessment => &event.text,
        EventKind::Involvement | EventKind::Rating => &None,
        _ => &event.more,
    };
    said.clone().unwrap_or_default()
}

/// When it was, is or will be.
pub(super) fn when(w: Words, event: &Event) -> String {
    if !event.kind.lasts() {
        return match event.at {
            Some(at) if event.kind == EventKind::Appointment => w.args(
                "moment",
                &[("day", &w.day(event.from)), ("time", &w.time(at))],
            ),
            _ => w.day(event.from),
        };
    }
    let until = match event.until {
        Some(until) => w.day(until),
        None => w.t("timeline-goes-on"),
    };
    format!("{} – {until}", w.day(event.from))
}

/// Whom it is about.
pub(super) fn who(w: Words, page: &TimelinePage, event: &Event) -> String {
    let named = page.people.iter().filter(|it| event.about.contains(&it.id));
    let names: Vec<&str> = named.map(|it| it.given_name.as_str()).collect();
    match names.is_empty() {
        true => w.t("timeline-family"),
        false => names.join(", "),
    }
}

/// Where the team finds it.
fn page_of(family: FamilyId, kind: EventKind) -> String {
    let below = match kind {
        EventKind::Course | EventKind::Referral => "history",
        EventKind::Support
        | EventKind::Activation
        | EventKind::Measure
        | EventKind::Case
        | EventKind::DayCare
        | EventKind::Treatment => "plan/coordination",
        EventKind::Involvement => "around",
        EventKind::Consent => "sharing",
        EventKind::Crisis | EventKind::Contact => "journal",
        EventKind::Appointment => "appointments",
        EventKind::Rating => "ratings",
        EventKind::Assessment => "assessment",
        EventKind::Statement => "requests",
        EventKind::Review => "plan",
        EventKind::PlanVersion => "plan/versions",
        EventKind::Emergency => "log",
    };
    format!("/families/{family}/{below}")
}

/// An event as a line.
pub(super) fn row(app: &App, viewer: &Viewer, page: &TimelinePage, event: &Event) -> Row {
    let w = viewer.words;
    let team = viewer.is(Role::Coordinator) || viewer.is(Role::TeamLeader);
    let text = title(app, w, event);
    let kind = w.t(event.kind.label_key());
    Row {
        when: when(w, event),
        href: team.then(|| page_of(page.family, event.kind)),
        text: if text == kind { String::new() } else { text },
        kind,
        more: more(w, event),
        who: who(w, page, event),
        category: w.listed(app, "category", &event.category),
    }
}
