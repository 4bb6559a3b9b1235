//! The ratings of a family: who rates, where each course stands, who else could be asked.

use jiff::civil::Date;

use helhed_access::{Lens, Permit, RatedTie, RatingReach, doing, ratings_of, what};
use helhed_domain::account::Role;
use helhed_domain::day::age_on;
use helhed_domain::episode::{Collateral, GivenRating, Rated};
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::text::Name;
use helhed_store::invitation::{self, InvitationLine};
use helhed_store::outbox::{self, LetterLine};
use helhed_store::rated::{self, Rateable};
use helhed_store::{rater, rating, rating_scope};

use super::course::PersonCourse;
use crate::{Reading, Stop, Visible};

/// Somebody of the family, as their ratings go.
#[derive(Debug)]
pub struct RatedPerson {
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub given_name: Name,
    /// What they are in the family.
    pub role: MemberRole,
    /// Their age today in whole years; none before birth or where it is not known.
    pub age: Option<i16>,
    /// The language they want to be spoken to in.
    pub language: Option<String>,
    /// How much of their ratings the viewer sees.
    pub reach: RatingReach,
    /// Their course in the newest episode; none before they were in one, and none that is not the viewer's to see.
    pub course: Option<PersonCourse>,
    /// Every episode they were in, the newest first.
    pub episodes: Vec<Rated>,
}

impl RatedPerson {
    /// Whether an episode of theirs is open.
    pub fn is_open(&self) -> bool {
        self.episodes.iter().any(|it| it.closed.is_none())
    }
}

/// The ratings of a family.
#[derive(Debug)]
pub struct RatingsPage {
    /// Its people: adults first, then children by age.
    pub people: Vec<RatedPerson>,
    /// Everybody who rates beside them.
    pub raters: Vec<Collateral>,
    /// Links for those outside, the newest first.
    pub links: Vec<InvitationLine>,
    /// Letters of the family on their way out or gone, the newest first.
    pub letters: Vec<LetterLine>,
}

/// Everything stored of a family's ratings: four queries, five for a family member.
pub(super) struct Stored {
    pub(super) known: Vec<Rateable>,
    pub(super) rated: Vec<Rated>,
    pub(super) ratings: Vec<GivenRating>,
    pub(super) raters: Vec<Collateral>,
    children: Vec<PersonId>,
}

impl Stored {
    pub(super) async fn read(
        reading: &mut Reading,
        permit: &Permit<what::Ratings, doing::Read>,
    ) -> Result<Self, Stop> {
        let (actor, today) = (*reading.actor(), reading.today());
        let link = &mut reading.link;
        let children = match (actor.role, actor.person) {
            (Role::FamilyMember, Some(me)) => rated::in_custody_of(link, permit, me, today).await?,
            _ => Vec::new(),
        };
        Ok(Self {
            known: rated::rateable(link, permit).await?,
            rated: rated::of_family(link, permit).await?,
            ratings: rating::of_family(link, permit).await?,
            raters: rater::of_family(link, permit).await?,
            children,
        })
    }

    /// One person as the viewer may see them; `episode` chooses among theirs, the newest where there is none of that day.
    pub(super) fn person(
        &self,
        reading: &Reading,
        family: FamilyId,
        who: &Rateable,
        opened: Option<Date>,
    ) -> RatedPerson {
        let (actor, today) = (reading.actor(), reading.today());
        let born = who.birth.born();
        let age = born.map(|born| age_on(born, today)).filter(|age| *age >= 0);
        let tie = RatedTie {
            person: who.person,
            age,
            holds_custody: self.children.contains(&who.person),
        };
        let reach = ratings_of(actor, tie);
        let episodes: Vec<_> = self
            .rated
            .iter()
            .filter(|it| it.person == who.person && reach != RatingReach::Nothing)
            .cloned()
            .collect();
        let chosen = episodes.iter().find(|it| Some(it.opened) == opened);
        let course = chosen.or(episodes.first()).map(|it| {
            let mine = |rater| {
                let of = |it: &&Collateral| Some(it.id) == rater;
                let rater = self.raters.iter().find(of);
                rater.is_some_and(|it| it.relative.is_some() && it.relative == actor.person)
            };
            let may_see =
                |given: &GivenRating| reach == RatingReach::Whole || mine(given.facts.rater);
            let ratings: Vec<_> = self
                .ratings
                .iter()
                .filter(|given| given.rated == it.id && may_see(given))
                .cloned()
                .collect();
            let norms = reading.house().ratings().norms();
            PersonCourse::of(it.clone(), born, &ratings, &self.raters, norms, today)
        });
        RatedPerson {
            family,
            person: who.person,
            given_name: who.given_name.clone(),
            role: who.role,
            age,
            language: who.language.clone(),
            reach,
            course,
            episodes,
        }
    }
}

/// Leave to read the ratings of a lens.
pub(super) fn leave(lens: &Lens) -> Result<Permit<what::Ratings, doing::Read>, Stop> {
    lens.permit().ok_or(Stop::NotAllowed)
}

/// The ratings of a family, for who works with it.
pub async fn ratings_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<RatingsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = leave(&lens)?;
    if !lens.may::<what::Ratings, doing::Change>() {
        return Err(Stop::NotAllowed);
    }
    let stored = Stored::read(reading, &permit).await?;
    let people = stored
        .known
        .iter()
        .filter(|who| who.now || stored.rated.iter().any(|it| it.person == who.person))
        .map(|who| stored.person(reading, family, who, None))
        .collect();
    let page = RatingsPage {
        people,
        links: invitation::of_family(&mut reading.link, &permit).await?,
        letters: outbox::of_family(&mut reading.link, &permit).await?,
        raters: stored.raters,
    };
    reading
        .show::<what::Ratings, _>("ratings_page", &lens, page)
        .await
}

/// The day and the sum of the latest own outcome rating of somebody, as far as the reader of a lens sees their course.
pub(crate) async fn latest_rating(
    reading: &mut Reading,
    lens: &Lens,
    person: PersonId,
) -> Result<Option<(Date, f64)>, Stop> {
    let Some(permit) = lens.permit() else {
        return Ok(None);
    };
    let stored = Stored::read(reading, &permit).await?;
    let Some(who) = stored.known.iter().find(|it| it.person == person) else {
        return Ok(None);
    };
    let found = stored.person(reading, lens.family(), who, None);
    let last = found.course.as_ref().and_then(|course| course.own.last());
    Ok(last.map(|point| (point.date, point.total.points())))
}

/// One person whose form is opened: who they are and who may rate them.
pub async fn rating_form(
    reading: &mut Reading,
    family: FamilyId,
    person: PersonId,
) -> Result<Visible<(RatedPerson, Vec<Collateral>)>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = leave(&lens)?;
    let stored = Stored::read(reading, &permit).await?;
    let who = stored.known.iter().find(|it| it.person == person);
    let found = stored.person(reading, family, who.ok_or(Stop::Absent)?, None);
    if found.reach == RatingReach::Nothing {
        return Err(Stop::Absent);
    }
    let mut raters = stored.raters;
    raters.retain(|it| it.person == person);
    reading
        .show_one::<what::Ratings, _>("rating_form", &lens, person.uuid(), (found, raters))
        .await
}

/// The open courses that a family member may see or rate: their own first.
pub async fn our_ratings(reading: &mut Reading) -> Result<Visible<Vec<RatedPerson>>, Stop> {
    let actor = *reading.actor();
    if actor.role != Role::FamilyMember {
        return Err(Stop::NotAllowed);
    }
    let scope = reading.scope();
    let people = rating_scope::open_in(&mut reading.link, &scope).await?;
    let mut families: Vec<FamilyId> = people.iter().map(|it| it.rated.family).collect();
    families.sort_unstable();
    families.dedup();
    let mut found = Vec::new();
    // Somebody belongs to one family, seldom to two.
    for family in families {
        let lens = reading.lens(family).await?;
        // Behind a lock there is nothing here, and nothing says so.
        let Some(permit) = lens.permit() else {
            continue;
        };
        let stored = Stored::read(reading, &permit).await?;
        let own = stored.known.iter().filter(|who| who.now);
        found.extend(own.map(|who| stored.person(reading, family, who, None)));
    }
    found.retain(|it| it.reach != RatingReach::Nothing && it.is_open());
    found.sort_by_key(|it| Some(it.person) != actor.person);
    reading
        .show_list(
            "our_ratings",
            helhed_access::Resource::Ratings,
            scope.basis(),
            found,
        )
        .await
}
