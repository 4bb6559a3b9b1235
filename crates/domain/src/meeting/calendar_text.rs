//! Meetings as calendars read them: iCalendar (RFC 5545), and what an invitation by e-mail says with it (iTIP, RFC 5546).
//!
//! All instants are written in UTC, so that no clock that is set forward or back on the way changes an hour.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::MeetingAnswer;
use crate::kinds::kinds;
use crate::post::EmailAddress;

kinds! {
    /// What a calendar is to do with what it gets (RFC 5546, 1.4).
    CalendarMethod, "calendar-method" {
        /// Here is what there is: a feed.
        Publish = "PUBLISH",
        /// Please come; or: it was moved.
        Request = "REQUEST",
        /// It is called off, or you are.
        Cancel = "CANCEL",
    }
}

/// Somebody in a calendar: a name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarParty {
    /// What they are called there.
    pub name: String,
    /// Where they are written to.
    pub email: EmailAddress,
}

/// One event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The same for the same meeting, for ever: a calendar knows it again by this.
    pub uid: String,
    /// How often it was moved: the highest counts.
    pub sequence: i64,
    /// When this was written.
    pub stamp: Timestamp,
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// What stands in the calendar.
    pub summary: String,
    /// Where it is.
    pub location: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// Who calls.
    pub organizer: Option<CalendarParty>,
    /// Who is called, and what they have answered. An invitation names nobody but whom it goes to.
    pub attendee: Option<(CalendarParty, MeetingAnswer)>,
    /// Whether it is called off.
    pub cancelled: bool,
}

/// The most octets of a line, its break not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// Writes a calendar.
pub fn calendar_text(method: CalendarMethod, events: &[CalendarEvent]) -> String {
    let mut out = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Helhed//Helhed//DA",
        "CALSCALE:GREGORIAN",
    ] {
        folded(&mut out, line);
    }
    folded(&mut out, &format!("METHOD:{}", method.code()));
    for it in events {
        event(&mut out, it, method);
    }
    folded(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, it: &CalendarEvent, method: CalendarMethod) {
    folded(out, "BEGIN:VEVENT");
    folded(out, &format!("UID:{}", text(&it.uid)));
    folded(out, &format!("SEQUENCE:{}", it.sequence));
    folded(out, &format!("DTSTAMP:{}", utc(it.stamp)));
    folded(out, &format!("DTSTART:{}", utc(it.starts)));
    folded(out, &format!("DTEND:{}", utc(it.ends)));
    folded(out, &format!("SUMMARY:{}", text(&it.summary)));
    if let Some(location) = &it.location {
        folded(out, &format!("LOCATION:{}", text(location)));
    }
    if let Some(description) = &it.description {
        folded(out, &format!("DESCRIPTION:{}", text(description)));
    }
    if let Some(by) = &it.organizer {
        let (name, address) = (parameter(&by.name), by.email.as_str());
        folded(out, &format!("ORGANIZER;CN=\"{name}\":mailto:{address}"));
    }
    if let Some((who, answer)) = &it.attendee {
        let (name, address) = (parameter(&who.name), who.email.as_str());
        let asked = match method {
            CalendarMethod::Request => "TRUE",
            CalendarMethod::Publish | CalendarMethod::Cancel => "FALSE",
        };
        folded(
            out,
            &format!(
                "ATTENDEE;CN=\"{name}\";ROLE=REQ-PARTICIPANT;PARTSTAT={};RSVP={asked}:mailto:{address}",
                standing(*answer)
            ),
        );
    }
    folded(
        out,
        if it.cancelled {
            "STATUS:CANCELLED"
        } else {
            "STATUS:CONFIRMED"
        },
    );
    // In a calendar that others may open, no more than that one is busy.
    folded(out, "CLASS:PRIVATE");
    folded(out, "END:VEVENT");
}

fn standing(answer: MeetingAnswer) -> &'static str {
    match answer {
        MeetingAnswer::None => "NEEDS-ACTION",
        MeetingAnswer::Accepted => "ACCEPTED",
        MeetingAnswer::Tentative => "TENTATIVE",
        MeetingAnswer::Declined => "DECLINED",
    }
}

fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC)
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

/// A text (RFC 5545, 3.3.11): a backslash before what would end it, a line break as `\n`, no other control.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// What stands between quotes in a parameter: neither quotes nor controls (RFC 5545, 3.1), which a name does without.
fn parameter(name: &str) -> String {
    let plain = |c: char| if c == '"' { '\'' } else { c };
    name.chars()
        .filter(|c| !c.is_control())
        .map(plain)
        .collect()
}

/// A line, broken where it is longer than a line may be; never within a letter.
fn folded(out: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            width = 1;
        }
        // Writing to a string does not fail.
        let _ = out.write_char(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use icalendar::{Component, EventLike};
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn party(name: &str, email: &str) -> CalendarParty {
        CalendarParty {
            name: name.to_owned(),
            email: EmailAddress::parse(email).expect("an address"),
        }
    }

    fn meeting(summary: &str, location: &str) -> CalendarEvent {
        CalendarEvent {
            uid: "0190b6a0-0000-7000-8000-000000000001@helhed.example.dk".to_owned(),
            sequence: 2,
            stamp: at("2026-11-24T09:00:00Z"),
            starts: at("2026-12-01T09:00:00Z"),
            ends: at("2026-12-01T10:30:00Z"),
            summary: summary.to_owned(),
            location: Some(location.to_owned()),
            description: None,
            organizer: Some(party("Helhed", "helhed@example.dk")),
            attendee: Some((
                party("Sanne \"Skole\" Skoleleder", "sanne@skolen.example"),
                MeetingAnswer::None,
            )),
            cancelled: false,
        }
    }

    /// Read back by somebody else's parser.
    fn read(written: &str) -> (icalendar::Calendar, icalendar::Event) {
        let calendar: icalendar::Calendar = written.parse().expect("a calendar");
        let event = calendar
            .components
            .iter()
            .find_map(|it| it.as_event().cloned());
        let event = event.expect("an event");
        (calendar, event)
    }

    #[test]
    fn another_program_reads_an_invitation() {
        let written = calendar_text(
            CalendarMethod::Request,
            &[meeting("Statusmøde", "Rådhuset; lokale 2, 1. sal")],
        );
        let (calendar, event) = read(&written);
        assert_eq!(calendar.property_value("METHOD"), Some("REQUEST"));
        assert_eq!(event.get_summary(), Some("Statusmøde"));
        assert_eq!(event.get_location(), Some("Rådhuset; lokale 2, 1. sal"));
        assert_eq!(event.get_sequence(), Some(2));
        assert_eq!(event.property_value("DTSTART"), Some("20261201T090000Z"));
        assert_eq!(event.property_value("DTEND"), Some("20261201T103000Z"));
        assert_eq!(event.property_value("DTSTAMP"), Some("20261124T090000Z"));
        let unfolded = written.replace("\r\n ", "");
        assert!(unfolded.contains("ORGANIZER;CN=\"Helhed\":mailto:helhed@example.dk\r\n"));
        assert!(unfolded.contains(
            "ATTENDEE;CN=\"Sanne 'Skole' Skoleleder\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sanne@skolen.example\r\n"
        ));
    }

    #[test]
    fn a_cancellation_says_so() {
        let off = CalendarEvent {
            cancelled: true,
            ..meeting("Statusmøde", "Rådhuset")
        };
        let (calendar, event) = read(&calendar_text(CalendarMethod::Cancel, &[off]));
        assert_eq!(calendar.property_value("METHOD"), Some("CANCEL"));
        assert_eq!(event.property_value("STATUS"), Some("CANCELLED"));
    }

    #[test]
    fn an_hour_keeps_across_the_change_of_clocks() {
        // Ten o'clock in Copenhagen on the last day of summer time, and on the next.
        let mut event = meeting("Møde", "Her");
        let written = |event: &CalendarEvent| {
            calendar_text(CalendarMethod::Publish, std::slice::from_ref(event))
        };
        event.starts = at("2026-10-24T10:00:00+02:00");
        assert!(written(&event).contains("DTSTART:20261024T080000Z\r\n"));
        event.starts = at("2026-10-25T10:00:00+01:00");
        assert!(written(&event).contains("DTSTART:20261025T090000Z\r\n"));
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_line_or_out_of_it(summary in "\\PC{0,120}", place in "[ -~æøå,;\\\\\n\r\"🙂]{0,120}", name in "\\PC{0,40}") {
            let mut event = meeting(&summary, &place);
            event.organizer = Some(CalendarParty { name, ..party("x", "helhed@example.dk") });
            let written = calendar_text(CalendarMethod::Request, &[event]);
            prop_assert!(written.ends_with("END:VCALENDAR\r\n"));
            for line in written.split("\r\n") {
                prop_assert!(line.len() <= LONGEST, "{} octets", line.len());
                prop_assert!(!line.contains(['\n', '\r']));
            }
            // Whatever was written stays in its own property: each name of one stands once.
            let unfolded = written.replace("\r\n ", "");
            for name in ["BEGIN:VEVENT", "SUMMARY:", "LOCATION:", "ORGANIZER;", "ATTENDEE;", "END:VEVENT"] {
                prop_assert_eq!(unfolded.lines().filter(|line| line.starts_with(name)).count(), 1, "{}", name);
            }
        }
    }
}
