//! What is open in a family and might be taken at a meeting.

use std::collections::BTreeSet;

use helhed_access::{doing, what};
use helhed_domain::collision::Colliding;
use helhed_domain::day::day_of;
use helhed_domain::ids::{FamilyId, MeetingId, PersonId};
use helhed_domain::item::ItemKind;
use helhed_domain::meeting::{MeetingKind, TopicSource};
use helhed_domain::task::TaskKind;
use helhed_domain::text::Line;
use helhed_store::{meeting as stored, meeting_topic, shared, task};
use jiff::ToSpan;
use uuid::Uuid;

use crate::collision::{CollisionLine, collisions_page};
use crate::rating::alerts_in;
use crate::request::requests_page;
use crate::{Reading, Stop, Visible};

/// How far beyond a meeting a goal's day may lie for the goal to be gone through at it: until the next, as a rule.
const GOALS_AHEAD_DAYS: i64 = 60;

/// Something that might be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it comes from.
    pub source: TopicSource,
    /// The goal, request, task or person, or the first of what collides.
    pub subject: Uuid,
    /// What it is called; a rating and a collision have no name of their own.
    pub title: Option<Line>,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// Its category.
    pub category: String,
    /// What collides.
    pub collision: Option<CollisionLine>,
}

/// What is open and not on the agenda yet: goals to go through, ratings that call for a talk, what collides, questions without an answer,
/// and what was agreed and is not done.
pub async fn suggestions(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Visible<Vec<Suggestion>>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(permit), Some(tasks)) = (
        lens.permit::<what::Meetings, doing::Read>(),
        lens.permit::<what::Tasks, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let now = reading.now();
    let scope = reading.scope();
    let collisions = collisions_page(reading, family).await?.into_inner();
    let requests = requests_page(reading, family).await?.into_inner();
    let alerts = alerts_in(reading, &scope).await?;
    let link = &mut reading.link;
    let line = stored::find(link, &permit, meeting)
        .await?
        .ok_or(Stop::Absent)?;
    let items = shared::standing(link, &permit, now).await?;
    let (open, _) = task::of_family(link, &tasks, 0).await?;
    let agreed: BTreeSet<Uuid> = open
        .iter()
        .filter(|it| it.task.facts.kind == TaskKind::Agreement)
        .map(|it| it.task.id.uuid())
        .collect();
    let until = day_of(line.starts).saturating_add(GOALS_AHEAD_DAYS.days());
    let is_review = line.meeting.facts.kind == MeetingKind::Review;
    let mut found = Vec::new();
    for item in items {
        let source = match item.kind {
            ItemKind::Goal if item.code.is_none() => {
                let soon = item.day.is_some_and(|day| day <= until);
                (is_review || soon).then_some(TopicSource::Goal)
            }
            ItemKind::Task if agreed.contains(&item.id) => Some(TopicSource::Agreement),
            _ => None,
        };
        let title = item.text.as_deref().and_then(|it| Line::parse(it).ok());
        if let (Some(source), Some(title), false) = (source, title, item.restricted) {
            found.push(Suggestion {
                source,
                subject: item.id,
                title: Some(title),
                person: item.about.first().copied(),
                category: item.category,
                collision: None,
            });
        }
    }
    let mut rated = BTreeSet::new();
    let own = alerts.into_iter().filter(|it| it.family == family);
    for alert in own.filter(|it| rated.insert(it.person)) {
        found.push(Suggestion {
            source: TopicSource::Rating,
            subject: alert.person.uuid(),
            title: None,
            person: Some(alert.person),
            category: "wellbeing".to_owned(),
            collision: None,
        });
    }
    let collides = collisions.found.into_iter().filter(|it| it.aside.is_none());
    for collision in collides {
        let first = collision.collision.between.iter().next();
        let subject = match first {
            Some(Colliding::Appointment(id)) => id.uuid(),
            Some(Colliding::Measure(id)) => id.uuid(),
            Some(Colliding::Task(id)) => id.uuid(),
            Some(Colliding::PickUp(id)) => id.uuid(),
            None => continue,
        };
        found.push(Suggestion {
            source: TopicSource::Collision,
            subject,
            title: None,
            person: None,
            category: "general".to_owned(),
            collision: Some(collision),
        });
    }
    for line in requests.lines {
        if line.request.ended.is_some() {
            continue;
        }
        let facts = &line.request.facts;
        found.push(Suggestion {
            source: TopicSource::Request,
            subject: line.request.id.uuid(),
            title: Line::parse(line.to_name.as_str()).ok(),
            person: facts.about.first().copied(),
            category: facts.category.clone(),
            collision: None,
        });
    }
    let link = &mut reading.link;
    let on: BTreeSet<_> = meeting_topic::of_meeting(link, &permit, meeting)
        .await?
        .into_iter()
        .filter_map(|it| it.facts.subject.map(|subject| (it.facts.source, subject)))
        .collect();
    let mut seen = on;
    found.retain(|it| seen.insert((it.source, it.subject)));
    reading
        .show_one::<what::Meetings, _>("suggestions", &lens, meeting.uuid(), found)
        .await
}
