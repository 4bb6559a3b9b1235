//! One person's course: the picture, what lies under it, and what to talk about now.

use jiff::ToSpan;
use jiff::civil::Date;

use helhed_access::{RatingReach, what};
use helhed_domain::day::{day_of, start_of};
use helhed_domain::episode::{Collateral, GivenRating};
use helhed_domain::ids::{FamilyId, PersonId, RatingId};
use helhed_domain::text::{Line, Name};
use helhed_store::{contact, rating};

use super::ratings_page::{RatedPerson, Stored, leave};
use crate::{Reading, Stop, Visible};

/// Something that happened in the case while the course ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseEvent {
    /// The day.
    pub on: Date,
    /// What it was: a kind of contact, as `contact-CODE`, `event-crisis` where it tells of one, or `episode-opened`, `episode-closed`.
    pub key: String,
    /// In a few words, where somebody wrote some.
    pub what: Option<Line>,
}

/// One rating, for the table under the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseTold {
    /// The rating.
    pub given: GivenRating,
    /// Who gave it; none is the person themselves.
    pub rater: Option<(Name, helhed_domain::episode::RaterKind)>,
}

/// One person's course.
#[derive(Debug)]
pub struct CoursePage {
    /// Who, and the course.
    pub person: RatedPerson,
    /// Every rating of the episode, the newest first.
    pub told: Vec<CourseTold>,
    /// What happened in the case meanwhile, the newest first; nothing for who may not read contacts.
    pub events: Vec<CourseEvent>,
    /// Whether the viewer may type ratings in for others, strike them out and close.
    pub may_keep: bool,
    /// The rating that the page is asked about: the zone it was held to lie in when given, the norm set's name and version.
    pub held: Option<(String, String, String)>,
}

/// One person's course in the newest episode, or in the one that was opened on a day; `asked` tells how a rating was held then.
pub async fn course_page(
    reading: &mut Reading,
    family: FamilyId,
    person: PersonId,
    opened: Option<Date>,
    asked: Option<RatingId>,
) -> Result<Visible<CoursePage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = leave(&lens)?;
    let stored = Stored::read(reading, &permit).await?;
    let who = stored.known.iter().find(|it| it.person == person);
    let found = stored.person(reading, family, who.ok_or(Stop::Absent)?, opened);
    if found.reach == RatingReach::Nothing || found.course.is_none() {
        return Err(Stop::Absent);
    }
    let rated = found.course.as_ref().map(|it| it.rated.clone());
    let rater_of = |given: &GivenRating| -> Option<&Collateral> {
        stored
            .raters
            .iter()
            .find(|it| Some(it.id) == given.facts.rater)
    };
    let is_mine = |given: &GivenRating| {
        let relative = rater_of(given).and_then(|it| it.relative);
        relative.is_some() && relative == reading.actor().person
    };
    let mut told: Vec<_> = stored
        .ratings
        .iter()
        .filter(|it| Some(it.rated) == rated.as_ref().map(|rated| rated.id))
        .filter(|it| found.reach == RatingReach::Whole || is_mine(it))
        .map(|it| CourseTold {
            rater: rater_of(it).map(|rater| (rater.name.clone(), rater.kind)),
            given: it.clone(),
        })
        .collect();
    told.reverse();
    let mut events = Vec::new();
    if let (Some(contacts), Some(rated)) = (lens.permit(), &rated) {
        let last = rated.closed.map_or(reading.today(), |(last, _)| last);
        let while_it_ran = (
            start_of(rated.opened),
            start_of(last.saturating_add(1.day())),
        );
        let marks = contact::marks(&mut reading.link, &contacts, while_it_ran).await?;
        events.extend(marks.into_iter().map(|it| CourseEvent {
            on: day_of(it.at),
            key: if it.crisis {
                "event-crisis".to_owned()
            } else {
                it.kind.label_key().to_owned()
            },
            what: it.summary,
        }));
    }
    let held = match asked {
        Some(id) => rating::held_against(&mut reading.link, &permit, id).await?,
        None => None,
    };
    let page = CoursePage {
        may_keep: lens.may::<what::Ratings, helhed_access::doing::Change>(),
        person: found,
        told,
        events,
        held,
    };
    reading
        .show_one::<what::Ratings, _>("course_page", &lens, person.uuid(), page)
        .await
}
