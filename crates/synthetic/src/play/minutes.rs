//! Meetings of families that are told in full: one that was held, with its minutes and what was decided in them, and one that is to come.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use helhed_casework::Ctx;
use helhed_casework::domain::appointment::AppointmentFacts;
use helhed_casework::domain::day::{day_of, instant_of};
use helhed_casework::domain::ids::MeetingId;
use helhed_casework::domain::meeting::{MeetingFacts, MeetingKind, TopicFacts, TopicSource};
use helhed_casework::domain::minutes::heard;
use helhed_casework::meeting::{CallMeeting, call_meeting};
use helhed_casework::minutes::{
    BeginMinutes, CloseMinutes, WriteSection, begin_minutes, close_minutes, write_section,
};

use super::refuse::{PopulateError, line, refused};
use super::scene::Scene;
use super::timeline::Step;
use crate::story::{Birth, Depth, FamilyStory, PersonRef, Role, plus, workday_from, workday_until};

/// Days since the meeting that was held.
const AGO: i32 = 15;
/// Days until the one that is to come.
const AHEAD: i32 = 6;
/// How long before a meeting it is called.
const CALLED: i32 = 12;
/// How long a meeting is.
const LONG: SignedDuration = SignedDuration::from_mins(90);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    coming: WrittenMeeting,
    held: Vec<WrittenMeeting>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMeeting {
    title: String,
    place: String,
    topics: Vec<WrittenTopic>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTopic {
    title: String,
    who: Option<String>,
    category: String,
    #[serde(default)]
    lines: Vec<String>,
}

/// The meetings of a family, and the one that was held once it is called.
#[derive(Debug, Clone)]
pub(super) struct Meetings {
    held: WrittenMeeting,
    held_on: Date,
    coming: WrittenMeeting,
    coming_on: Date,
    called: Option<MeetingId>,
}

/// The meetings of a family that is told in full and has had its coordinator for some weeks.
pub(super) fn meetings(
    story: &FamilyStory,
    now: Timestamp,
) -> Result<Option<Meetings>, PopulateError> {
    let today = day_of(now);
    let long_enough = story
        .start()
        .is_some_and(|it| it < plus(today, -AGO - CALLED - 30));
    if story.depth != Depth::Full || !story.is_active() || !long_enough {
        return Ok(None);
    }
    let written: Written =
        toml::from_str(include_str!("../../data/minutes.toml")).map_err(refused("minutes.toml"))?;
    let held = written
        .held
        .get(story.index as usize % written.held.len().max(1));
    Ok(held.cloned().map(|held| Meetings {
        held,
        held_on: workday_until(plus(today, -AGO)),
        coming: written.coming,
        coming_on: workday_from(plus(today, AHEAD)),
        called: None,
    }))
}

/// The steps of meetings, with their instants.
pub(super) fn steps(meetings: &Meetings, now: Timestamp) -> Vec<(Timestamp, Step)> {
    let at = |day: Date, hour| instant_of(day.at(hour, 50, 0, 0)).unwrap_or(now);
    vec![
        (at(plus(meetings.held_on, -CALLED), 11), Step::CallHeld),
        (at(meetings.held_on, 14), Step::Minutes),
        (
            at(workday_until(plus(day_of(now), -3)), 11),
            Step::CallComing,
        ),
    ]
}

fn who(story: &FamilyStory, named: &str) -> Option<PersonRef> {
    let fits = |i: &usize| {
        let person = &story.persons[*i];
        match named {
            "mother" => person.role == Role::Mother,
            _ => person.role == Role::Child && matches!(person.birth, Birth::Born(_)),
        }
    };
    (0..story.persons.len()).find(fits).map(PersonRef)
}

impl Scene<'_> {
    fn network(&self) -> Result<Meetings, PopulateError> {
        let meetings = self.network.clone();
        meetings.ok_or(PopulateError::TooEarly("a meeting"))
    }

    async fn call(
        &mut self,
        ctx: &mut Ctx,
        (written, on): (&WrittenMeeting, Date),
    ) -> Result<MeetingId, PopulateError> {
        let starts = instant_of(on.at(14, 30, 0, 0)).unwrap_or(ctx.now());
        let mut people = Vec::new();
        let mut topics = Vec::new();
        for topic in &written.topics {
            let person = match topic.who.as_deref().map(|it| who(self.story, it)) {
                // Nobody of the kind: it is not taken.
                Some(None) => continue,
                Some(Some(who)) => Some(self.person_of(who)?),
                None => None,
            };
            people.extend(person.filter(|it| !people.contains(it)));
            topics.push(TopicFacts {
                title: line(&topic.title)?,
                person,
                category: topic.category.clone(),
                source: TopicSource::Free,
                subject: None,
            });
        }
        let command = CallMeeting {
            family: self.family()?,
            appointment: AppointmentFacts {
                starts,
                ends: starts + LONG,
                title: line(&written.title)?,
                place: Some(line(&written.place)?),
                people,
                others: None,
            },
            facts: MeetingFacts {
                kind: MeetingKind::Network,
                chair: self.coordinator()?.account,
                video: None,
                interpreter: None,
            },
            participants: Vec::new(),
            topics,
        };
        call_meeting(ctx, command)
            .await
            .map_err(refused("call_meeting"))
    }

    /// Calls the meeting that was held since.
    pub(super) async fn call_held(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let meetings = self.network()?;
        let called = self.call(ctx, (&meetings.held, meetings.held_on)).await?;
        if let Some(meetings) = &mut self.network {
            meetings.called = Some(called);
        }
        Ok(())
    }

    /// Calls the meeting that is to come.
    pub(super) async fn call_coming(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let meetings = self.network()?;
        self.call(ctx, (&meetings.coming, meetings.coming_on))
            .await
            .map(drop)
    }

    /// Writes the minutes of the meeting that was held, makes of them what they decide, and closes them once they are read aloud.
    pub(super) async fn minutes(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let meetings = self.network()?;
        let (family, Some(meeting)) = (self.family()?, meetings.called) else {
            return Ok(());
        };
        let begin = BeginMinutes {
            family,
            meeting,
            general: line("Andet")?,
        };
        let sections = begin_minutes(ctx, begin).await;
        let sections = sections.map_err(refused("begin_minutes"))?;
        let is_taken = |it: &&WrittenTopic| {
            it.who
                .as_deref()
                .is_none_or(|it| who(self.story, it).is_some())
        };
        let topics: Vec<&WrittenTopic> = meetings.held.topics.iter().filter(is_taken).collect();
        let mut seq = 1;
        for (topic, section) in topics.into_iter().zip(sections) {
            let text = self.in_their_names(&topic.lines.join("\n"));
            let command = WriteSection {
                family,
                meeting,
                section,
                base: 1,
                lines: heard(&text),
            };
            let written = write_section(ctx, command).await;
            seq = written.map_err(refused("write_section"))?.seq;
        }
        let close = CloseMinutes {
            family,
            meeting,
            seq,
        };
        let closed = close_minutes(ctx, close).await;
        closed.map_err(refused("close_minutes"))
    }

    /// A text with the given names of the family.
    fn in_their_names(&self, text: &str) -> String {
        let given = |named: &str| {
            let person = who(self.story, named).map(|it| &self.story.persons[it.0]);
            person.and_then(|it| it.given_name.clone())
        };
        let mother = given("mother").unwrap_or_else(|| "Familien".to_owned());
        let child = given("child").unwrap_or_else(|| "Barnet".to_owned());
        text.replace("{mother}", &mother).replace("{child}", &child)
    }
}
