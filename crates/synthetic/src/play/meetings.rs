//! Meetings with those around a family: one that has been held, one that everybody is called to.

use helhed_casework::Ctx;
use helhed_casework::domain::appointment::AppointmentFacts;
use helhed_casework::domain::day::{day_of, instant_of};
use helhed_casework::domain::meeting::{
    Invited, MeetingAnswer, MeetingFacts, MeetingKind, ParticipantFacts, TopicFacts, TopicSource,
};
use helhed_casework::meeting::{
    At, CallMeeting, add_participant, call_meeting, note_answer, note_presence, note_rung,
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::refuse::{PopulateError, line, refused};
use super::scene::Scene;
use super::timeline::Step;
use crate::story::{Depth, FamilyStory, PersonRef, plus, workday_from};

/// Of so many families one after another, one has meetings.
const EVERY: u32 = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    meeting: Vec<Told>,
}

/// A meeting as it is written; days are counted from today, back where they are negative.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    kind: String,
    place: String,
    called: i32,
    day: i32,
    hour: i8,
    minutes: i64,
    topics: Vec<(String, String)>,
}

fn written() -> Result<Vec<Told>, PopulateError> {
    let written: Written = toml::from_str(include_str!("../../data/meetings.toml"))
        .map_err(refused("meetings.toml"))?;
    Ok(written.meeting)
}

/// When a meeting was called and when it is: on a working day, in an hour of its own for each family.
fn hours(story: &FamilyStory, told: &Told, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let today = day_of(now);
    let shift = (story.index / EVERY % 5) as i32;
    let called = instant_of(plus(today, told.called).at(8, 10, 0, 0))?;
    let day = workday_from(plus(today, told.day + shift));
    Some((called, instant_of(day.at(told.hour, 0, 0, 0))?))
}

/// The steps of a family's meetings, with their instants.
pub(super) fn steps(
    story: &FamilyStory,
    now: Timestamp,
) -> Result<Vec<(Timestamp, Step)>, PopulateError> {
    let tells = story.depth == Depth::Full && story.is_active();
    let Some(start) = story
        .start()
        .filter(|_| tells && story.index.is_multiple_of(EVERY))
    else {
        return Ok(Vec::new());
    };
    let mut steps = Vec::new();
    for (i, told) in written()?.iter().enumerate() {
        let Some((called, starts)) = hours(story, told, now) else {
            continue;
        };
        if day_of(called) <= start {
            continue;
        }
        steps.push((called, Step::Meet(i)));
        let after = starts + SignedDuration::from_hours(3);
        if after <= now {
            steps.push((after, Step::Met(i)));
        }
    }
    steps.retain(|(at, _)| *at <= now);
    Ok(steps)
}

impl Scene<'_> {
    /// Everybody is called, and those without e-mail are rung.
    pub(super) async fn meet(
        &mut self,
        ctx: &mut Ctx,
        i: usize,
        now: Timestamp,
    ) -> Result<(), PopulateError> {
        let all = written()?;
        let told = &all[i];
        let (_, starts) =
            hours(self.story, told, now).ok_or(PopulateError::TooEarly("a meeting"))?;
        let kind = MeetingKind::from_code(&told.kind);
        let kind = kind.ok_or(PopulateError::NobodyDoes("a kind of meeting"))?;
        let family = self.family()?;
        let mother = self.person_of(PersonRef(0))?;
        let topics = told.topics.iter().map(|(category, title)| {
            Ok(TopicFacts {
                title: line(title)?,
                person: (category != "general").then_some(mother),
                category: category.clone(),
                source: TopicSource::Free,
                subject: None,
            })
        });
        let topics = topics.collect::<Result<Vec<_>, PopulateError>>()?;
        let command = CallMeeting {
            family,
            appointment: AppointmentFacts {
                starts,
                ends: starts + SignedDuration::from_mins(told.minutes),
                title: line(match kind {
                    MeetingKind::Network => "Netværksmøde",
                    MeetingKind::Status => "Statusmøde",
                    MeetingKind::Review => "Opfølgningsmøde",
                    MeetingKind::Intake => "Opstartsmøde",
                })?,
                place: Some(line(&told.place)?),
                people: vec![mother],
                others: None,
            },
            facts: MeetingFacts {
                kind,
                chair: self.coordinator()?.account,
                video: None,
                interpreter: None,
            },
            participants: Vec::new(),
            topics,
        };
        let called = call_meeting(ctx, command).await;
        let meeting = called.map_err(refused("call_meeting"))?;
        let around = self.around.iter().flatten().take(3).copied();
        let mut who: Vec<_> = Vec::new();
        for it in around.collect::<Vec<_>>() {
            let facts = ParticipantFacts {
                who: Invited::Around(it),
                unit: None,
                reached: None,
            };
            let put = add_participant(ctx, (family, meeting), facts).await;
            who.push(put.map_err(refused("add_participant"))?);
        }
        for (n, participant) in who.iter().enumerate() {
            let at = At {
                family,
                meeting,
                participant: *participant,
            };
            note_rung(ctx, at).await.map_err(refused("note_rung"))?;
            let answer = match n {
                0 => MeetingAnswer::Accepted,
                1 => MeetingAnswer::Tentative,
                _ => MeetingAnswer::None,
            };
            note_answer(ctx, at, answer)
                .await
                .map_err(refused("note_answer"))?;
        }
        self.meetings.insert(i, (meeting, who));
        Ok(())
    }

    /// Those who came are marked as having come.
    pub(super) async fn met(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let family = self.family()?;
        let (meeting, who) = self
            .meetings
            .get(&i)
            .cloned()
            .ok_or(PopulateError::TooEarly("note_presence"))?;
        for (n, participant) in who.into_iter().enumerate() {
            let at = At {
                family,
                meeting,
                participant,
            };
            note_presence(ctx, at, Some(n < 2))
                .await
                .map_err(refused("note_presence"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Municipality;
    use jiff::civil::date;

    #[test]
    fn a_demo_has_held_meetings_and_coming_ones() {
        let today = date(2026, 11, 24);
        let now = instant_of(today.at(10, 0, 0, 0)).expect("an instant");
        let town = Municipality::make(1, 56, today);
        let (mut held, mut coming) = (0, 0);
        for story in town.families() {
            let steps = steps(&story, now).expect("read");
            let count = |met: bool| {
                let is = |step: &Step| matches!(step, Step::Met(_)) == met;
                steps.iter().filter(|(_, step)| is(step)).count()
            };
            held += count(true);
            coming += count(false) - count(true);
        }
        assert!(held >= 5 && coming >= 5, "{held} held, {coming} coming");
    }
}
