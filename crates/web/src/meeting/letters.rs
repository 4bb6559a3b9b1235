//! Meetings in letters and in calendars: in the language of whoever calls, naming nobody of the family and nothing that is talked of.

use helhed_casework::domain::meeting::{
    CalendarEvent, CalendarMethod, CalendarParty, MeetingAnswer, VideoLink, calendar_text,
};
use helhed_casework::domain::post::{EmailAddress, Letter, LetterCalendar, LetterKind};
use helhed_casework::domain::text::Line;
use helhed_casework::meeting::{MeetingLine, MeetingWords, Telling};

use crate::app::App;
use crate::words::Words;

/// The words of letters about meetings.
pub(super) struct Letters<'a> {
    pub(super) app: &'a App,
    pub(super) w: Words,
}

/// What a calendar knows a meeting again by, everywhere and for ever.
pub(super) fn uid(appointment: impl std::fmt::Display, from: Option<&EmailAddress>) -> String {
    let domain = from.and_then(|it| it.as_str().split_once('@'));
    format!("{appointment}@{}", domain.map_or("helhed", |it| it.1))
}

/// When a meeting is.
fn hours(w: Words, line: &MeetingLine) -> String {
    let (day, from, to) = (
        w.day_at(line.starts),
        w.time(line.starts),
        w.time(line.ends),
    );
    format!("{day} {from}–{to}")
}

impl MeetingWords for Letters<'_> {
    fn letter(&self, telling: Telling<'_>, to: &EmailAddress) -> Option<Letter> {
        let (w, settings) = (self.w, &self.app.settings);
        let begins = settings.letters_from.as_deref()?;
        let sender = settings.letters_sender.as_ref()?;
        let line = telling.line;
        let kind = w.t(line.meeting.facts.kind.label_key());
        let when = hours(w, line);
        let place = line.place.as_ref().map_or("", Line::as_str);
        let video = line.meeting.facts.video.as_ref();
        let video = video.map_or("", VideoLink::as_str);
        let address = format!(
            "{begins}{}",
            super::meeting_of(line.meeting.family, line.meeting.id)
        );
        let values = [
            ("kind", kind.as_str()),
            ("when", when.as_str()),
            ("place", place),
            ("video", video),
            ("municipality", settings.municipality.as_str()),
            ("address", address.as_str()),
        ];
        let (subject, says) = match telling.kind {
            LetterKind::Invitation => ("meeting-letter-invites", "meeting-letter-please"),
            LetterKind::Change => ("meeting-letter-moves", "meeting-letter-moved"),
            LetterKind::Cancellation => ("meeting-letter-cancels", "meeting-letter-cancelled"),
            LetterKind::Reminder => ("meeting-letter-reminds", "meeting-letter-remember"),
            LetterKind::Link => return None,
        };
        let off = telling.kind == LetterKind::Cancellation;
        let mut text = vec![w.t("meeting-letter-dear"), w.args(says, &values)];
        text.push(w.args("meeting-letter-when", &values));
        if !place.is_empty() && !off {
            text.push(w.args("meeting-letter-where", &values));
        }
        if !video.is_empty() && !off {
            text.push(w.args("meeting-letter-video", &values));
        }
        if !off {
            text.push(w.args("meeting-letter-answer", &values));
        }
        text.push(w.args("meeting-letter-no-names", &values));
        let method = match telling.kind {
            LetterKind::Cancellation => Some(CalendarMethod::Cancel),
            LetterKind::Reminder => None,
            _ => Some(CalendarMethod::Request),
        };
        let event = CalendarEvent {
            uid: uid(line.meeting.appointment, Some(sender)),
            sequence: line.meeting.sequence,
            stamp: telling.at,
            starts: line.starts,
            ends: line.ends,
            summary: kind.clone(),
            location: Some(place.to_owned()).filter(|it| !it.is_empty()),
            description: Some(if video.is_empty() {
                address.clone()
            } else {
                format!("{video}\n{address}")
            }),
            organizer: Some(CalendarParty {
                name: settings.municipality.clone(),
                email: sender.clone(),
            }),
            attendee: Some((
                CalendarParty {
                    // Not by name: a calendar lies where others look, and who is called may be of the family.
                    name: to.as_str().to_owned(),
                    email: to.clone(),
                },
                MeetingAnswer::None,
            )),
            cancelled: off,
        };
        Some(Letter {
            to: to.clone(),
            subject: Line::parse(&w.args(subject, &values)).ok()?,
            text: text.join("\n\n"),
            calendar: method.map(|method| LetterCalendar {
                method,
                text: calendar_text(method, &[event]),
            }),
        })
    }
    fn text(&self, telling: Telling<'_>) -> Option<String> {
        let (w, settings, line) = (self.w, &self.app.settings, telling.line);
        if !settings.texts {
            return None;
        }
        let (kind, when) = (w.t(line.meeting.facts.kind.label_key()), hours(w, line));
        let place = line.place.as_ref().map_or("", Line::as_str);
        let place = match place.is_empty() {
            true => String::new(),
            false => format!(", {place}"),
        };
        let says = match telling.kind {
            LetterKind::Invitation => "meeting-text-invites",
            LetterKind::Change => "meeting-text-moves",
            LetterKind::Cancellation => "meeting-text-cancels",
            LetterKind::Reminder => "meeting-text-reminds",
            LetterKind::Link => return None,
        };
        let values = [
            ("kind", kind.as_str()),
            ("when", when.as_str()),
            ("place", place.as_str()),
            ("municipality", settings.municipality.as_str()),
        ];
        Some(w.args(says, &values))
    }
}
