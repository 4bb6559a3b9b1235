//! Takes another system's ratings into the house: all of them or none, and none twice.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;

use helhed_access::{Basis, Resource, Verb};
use helhed_domain::cpr::CprNumber;
use helhed_domain::episode::{Collateral, GivenRating, Rated, RatingFacts, RatingWay};
use helhed_domain::ids::{EpisodeId, FamilyId, PersonId, RatedId, RaterId};
use helhed_domain::text::Name;
use helhed_fit::ForeignRating;
use helhed_store::rating::HeldAgainst;
use helhed_store::rating_import::{self as stored, Known};
use helhed_store::{StoreError, norm_set};

use super::course::held;
use crate::Ctx;

/// What was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Ratings that are new here.
    pub added: usize,
    /// Ratings that were here already, the same.
    pub known: usize,
}

/// Why a row cannot be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImportProblem {
    /// The row has no CPR number, or one that is none.
    #[error("has no CPR number")]
    NoCpr,
    /// Nobody in a family here has that number.
    #[error("nobody in a family here has the CPR number")]
    Unknown,
    /// The client's day of birth here is another.
    #[error("the day of birth is another here")]
    OtherBirth,
    /// The rating is before the birth.
    #[error("is before the client's birth")]
    BeforeBirth,
    /// Another rating by the same rater stands there that day.
    #[error("another rating of that day, form and rater stands here")]
    Differs,
    /// It is after the episode was closed here.
    #[error("is after the episode was closed here")]
    AfterClosing,
    /// The rater has no name that can be written down.
    #[error("the rater has no name")]
    NoName,
}

/// What is wrong with one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportFault {
    /// The row of the file; the header is row 1.
    pub row: u32,
    /// What is wrong.
    pub problem: ImportProblem,
}

/// Takes ratings in. People are found by CPR number; their open episode, or the one of those days, takes the ratings, and else a
/// new one is opened. With any row at fault nothing is taken in, and every such row is told.
///
/// # Errors
/// The rows at fault, in order.
pub async fn import_ratings(
    ctx: &mut Ctx,
    rows: &[ForeignRating],
) -> Result<Result<Imported, Vec<ImportFault>>, StoreError> {
    let mut import = Import::default();
    for row in rows {
        if let Err(problem) = import.row(ctx, row).await? {
            import.faults.push(ImportFault {
                row: row.row,
                problem,
            });
        }
    }
    if import.faults.is_empty() {
        ctx.record_in_house(
            "import_ratings",
            (Verb::Add, Resource::Ratings, Basis::Operation),
            None,
            ctx.house().ratings().norm_set().uuid(),
        );
    }
    Ok(match import.faults.is_empty() {
        true => Ok(import.done),
        false => Err(import.faults),
    })
}

#[derive(Default)]
struct Import {
    people: BTreeMap<String, Option<Known>>,
    parts: BTreeMap<(PersonId, String), RatedId>,
    episodes: BTreeMap<(FamilyId, String), EpisodeId>,
    standing: BTreeMap<PersonId, Standing>,
    faults: Vec<ImportFault>,
    done: Imported,
}

/// What is here of one person.
struct Standing {
    rated: Vec<Rated>,
    raters: Vec<Collateral>,
    ratings: Vec<GivenRating>,
}

type Outcome = Result<Result<(), ImportProblem>, StoreError>;

impl Import {
    async fn row(&mut self, ctx: &mut Ctx, row: &ForeignRating) -> Outcome {
        let known = match self.person(ctx, row).await? {
            Ok(known) => known,
            Err(problem) => return Ok(Err(problem)),
        };
        if known
            .born
            .is_some_and(|born| row.born.is_some_and(|it| it != born))
        {
            return Ok(Err(ImportProblem::OtherBirth));
        }
        if known.born.is_none_or(|born| row.on < born) {
            return Ok(Err(ImportProblem::BeforeBirth));
        }
        if let Entry::Vacant(place) = self.standing.entry(known.person) {
            let (rated, raters, ratings) = stored::of_person(&mut ctx.link, known.person).await?;
            let standing = Standing {
                rated,
                raters,
                ratings,
            };
            place.insert(standing);
        }
        let part = match self.part(ctx, &known, row).await? {
            Ok(part) => part,
            Err(problem) => return Ok(Err(problem)),
        };
        let rater = match self.rater(ctx, &known, row).await? {
            Ok(rater) => rater,
            Err(problem) => return Ok(Err(problem)),
        };
        let facts = RatingFacts {
            instrument: row.instrument,
            rater,
            on: row.on,
            items: row.items,
            bare_total: row.bare_total,
            way: RatingWay::Import,
        };
        let Some(here) = self.standing.get_mut(&known.person) else {
            return Ok(Ok(()));
        };
        let same = |it: &&GivenRating| {
            let it = &it.facts;
            (it.instrument, it.rater, it.on) == (facts.instrument, facts.rater, facts.on)
        };
        if let Some(there) = here.ratings.iter().find(same) {
            let equal =
                (there.facts.items, there.facts.bare_total) == (facts.items, facts.bare_total);
            self.done.known += usize::from(equal);
            return Ok(equal.then_some(()).ok_or(ImportProblem::Differs));
        }
        let given = GivenRating {
            id: ctx.new_id(),
            rated: part,
            facts,
        };
        let of_part: Vec<_> = here
            .ratings
            .iter()
            .filter(|it| it.rated == part)
            .cloned()
            .collect();
        let settings = ctx.house().ratings().clone();
        let against =
            held(settings.norms(), known.born, &of_part, &given).map(|zone| HeldAgainst {
                zone: zone.as_str(),
                norm_set: settings.norm_set(),
            });
        let now = ctx.now();
        if against.is_some() {
            norm_set::keep(&mut ctx.link, &settings.row(now)).await?;
        }
        stored::insert_rating(&mut ctx.link, known.family, &given, against, now).await?;
        here.ratings.push(given);
        self.done.added += 1;
        Ok(Ok(()))
    }

    async fn person(
        &mut self,
        ctx: &mut Ctx,
        row: &ForeignRating,
    ) -> Result<Result<Known, ImportProblem>, StoreError> {
        let parsed = row.cpr.as_deref().map(CprNumber::parse);
        let Some(Ok(cpr)) = parsed else {
            return Ok(Err(ImportProblem::NoCpr));
        };
        let key = cpr.digits().to_owned();
        if !self.people.contains_key(&key) {
            let lookup = helhed_store::person::lookup(ctx.house().keys(), &cpr);
            let found = stored::of_cpr(&mut ctx.link, &lookup).await?;
            self.people.insert(key.clone(), found);
        }
        let found = self.people.get(&key).cloned().flatten();
        Ok(found.ok_or(ImportProblem::Unknown))
    }

    /// The episode that the rating belongs to: the one it opened before in this file, one of those days, or a new one.
    async fn part(
        &mut self,
        ctx: &mut Ctx,
        known: &Known,
        row: &ForeignRating,
    ) -> Result<Result<RatedId, ImportProblem>, StoreError> {
        let key = (known.person, row.episode.clone());
        if let Some(part) = self.parts.get(&key) {
            return Ok(Ok(*part));
        }
        let Some(here) = self.standing.get_mut(&known.person) else {
            return Ok(Err(ImportProblem::Unknown));
        };
        let opened = row.opened.unwrap_or(row.on).min(row.on);
        let last = row.closed.map_or(Date::MAX, |(day, _)| day);
        let overlaps =
            |it: &Rated| it.opened <= last && it.closed.is_none_or(|(end, _)| opened <= end);
        if let Some(there) = here.rated.iter().find(|it| overlaps(it)) {
            if there.closed.is_some_and(|(end, _)| row.on > end) {
                return Ok(Err(ImportProblem::AfterClosing));
            }
            self.parts.insert(key, there.id);
            return Ok(Ok(there.id));
        }
        let now = ctx.now();
        let shared = (known.family, row.episode.clone());
        let episode = *self.episodes.entry(shared).or_insert_with(|| ctx.new_id());
        let rated = Rated {
            id: ctx.new_id(),
            episode,
            family: known.family,
            person: known.person,
            opened,
            closed: row.closed,
        };
        stored::insert_rated(&mut ctx.link, &rated, now).await?;
        here.rated.push(rated.clone());
        self.parts.insert(key, rated.id);
        Ok(Ok(rated.id))
    }

    async fn rater(
        &mut self,
        ctx: &mut Ctx,
        known: &Known,
        row: &ForeignRating,
    ) -> Result<Result<Option<RaterId>, ImportProblem>, StoreError> {
        let Some(theirs) = &row.rater else {
            return Ok(Ok(None));
        };
        let written = if theirs.name.is_empty() {
            &theirs.id
        } else {
            &theirs.name
        };
        let Ok(name) = Name::parse(written) else {
            return Ok(Err(ImportProblem::NoName));
        };
        let Some(here) = self.standing.get_mut(&known.person) else {
            return Ok(Err(ImportProblem::Unknown));
        };
        let same = |it: &&Collateral| it.name == name && it.kind == theirs.kind;
        if let Some(there) = here.raters.iter().find(same) {
            return Ok(Ok(Some(there.id)));
        }
        let it = Collateral {
            id: ctx.new_id(),
            person: known.person,
            kind: theirs.kind,
            name,
            relative: None,
        };
        let now = ctx.now();
        stored::insert_rater(&mut ctx.link, known.family, &it, now).await?;
        here.raters.push(it.clone());
        Ok(Ok(Some(it.id)))
    }
}
