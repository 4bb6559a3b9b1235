//! Meetings for tests, in sentences.

use helhed_domain::appointment::AppointmentFacts;
use helhed_domain::ids::MeetingId;
use helhed_domain::meeting::{
    CalendarMethod, Invited, MeetingFacts, MeetingKind, ParticipantFacts, TopicFacts, TopicSource,
};
use helhed_domain::minutes::heard;
use helhed_domain::post::{EmailAddress, Letter, LetterCalendar, LetterKind};

use crate::meeting::{CallMeeting, MeetingWords, Telling, call_meeting};
use crate::minutes::{BeginMinutes, WriteSection, begin_minutes, write_section};

use super::{AFamily, a_meeting, line};

/// A call to a status meeting between two instants: the mother, Karen who leads it, and Sanne of the school, with a topic of what is
/// general, one of the mother's health and one of the child's well-being.
pub fn a_call_to(family: &AFamily<'_>, starts: &str, ends: &str) -> CallMeeting {
    let topic = |title: &str, person, category: &str| TopicFacts {
        title: line(title),
        person,
        category: category.to_owned(),
        source: TopicSource::Free,
        subject: None,
    };
    CallMeeting {
        family: family.id,
        appointment: AppointmentFacts {
            title: line("Status"),
            people: vec![family.mother],
            ..a_meeting(starts, ends)
        },
        facts: MeetingFacts {
            kind: MeetingKind::Status,
            chair: family.house.karen.account,
            video: None,
            interpreter: None,
        },
        participants: vec![ParticipantFacts {
            who: Invited::Account(family.house.sanne.account),
            unit: None,
            reached: None,
        }],
        topics: vec![
            topic("Siden sidst", None, "general"),
            topic("Sofies helbred", Some(family.mother), "health"),
            topic("Emils trivsel", Some(family.child), "child_wellbeing"),
        ],
    }
}

/// Letters in a test's words, with a calendar that says the method and the sequence, and text messages.
#[derive(Debug, Clone, Copy)]
pub struct PlainWords;

impl MeetingWords for PlainWords {
    fn letter(&self, telling: Telling<'_>, to: &EmailAddress) -> Option<Letter> {
        let method = match telling.kind {
            LetterKind::Cancellation => CalendarMethod::Cancel,
            _ => CalendarMethod::Request,
        };
        let sequence = telling.line.meeting.sequence;
        Some(Letter {
            to: to.clone(),
            subject: line(telling.kind.code()),
            text: telling.line.starts.to_string(),
            calendar: Some(LetterCalendar {
                method,
                text: format!("SEQUENCE:{sequence}"),
            }),
        })
    }

    fn text(&self, telling: Telling<'_>) -> Option<String> {
        Some(format!("{} {}", telling.kind.code(), telling.line.starts))
    }
}

impl AFamily<'_> {
    /// Karen has called a status meeting, see [`a_call_to`].
    pub async fn meeting(&self, starts: &str, ends: &str) -> MeetingId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let id = call_meeting(&mut ctx, a_call_to(self, starts, ends))
            .await
            .expect("called");
        ctx.commit().await.expect("committed");
        id
    }
}

impl AFamily<'_> {
    /// Karen has begun the minutes of a meeting, and written a line in its first section.
    pub async fn with_minutes(&self, meeting: MeetingId) {
        let mut ctx = self.house.change(&self.house.karen).await;
        let begin = BeginMinutes {
            family: self.id,
            meeting,
            general: line("Andet"),
        };
        let sections = begin_minutes(&mut ctx, begin).await.expect("begun");
        let write = WriteSection {
            family: self.id,
            meeting,
            section: sections[0],
            base: 1,
            lines: heard("Vi begynder med det, der går godt."),
        };
        write_section(&mut ctx, write).await.expect("written");
        ctx.commit().await.expect("committed");
    }
}
