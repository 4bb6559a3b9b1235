//! One person's course, put together from ratings and held against a norm set.

use jiff::civil::Date;

use helhed_domain::episode::{Collateral, GivenRating, Instrument, Rated};
use helhed_domain::ids::RaterId;
use helhed_fit::{
    AgeGroup, Band, Norm, NormSet, Point, Respondent, Series, Signal, Talk, Zone, age_in_years,
    session_signals, signals, talk_about,
};

/// A collateral rater's course about a person.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherCourse {
    /// Who rates.
    pub rater: Collateral,
    /// Their outcome ratings.
    pub series: Series,
    /// Their session ratings.
    pub session: Series,
    /// Where the last lies.
    pub zone: Zone,
    /// What was expected there.
    pub band: Option<Band>,
}

/// A person's course in one episode.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonCourse {
    /// Their part of the episode.
    pub rated: Rated,
    /// Their age group at the first rating, or today before there is one.
    pub age: Option<AgeGroup>,
    /// The norm of their own ratings.
    pub norm: Option<Norm>,
    /// Their own outcome ratings.
    pub own: Series,
    /// Their own session ratings.
    pub session: Series,
    /// Everybody else's.
    pub others: Vec<OtherCourse>,
    /// Days on which a form was skipped.
    pub skipped: Vec<Date>,
    /// Where the last own rating lies; grey before the second.
    pub zone: Zone,
    /// What was expected there.
    pub band: Option<Band>,
    /// What should be seen.
    pub signals: Vec<Signal>,
    /// What to talk about now.
    pub talk: Vec<Talk>,
    /// The last day on which anybody rated.
    pub last_day: Option<Date>,
}

/// Days without a rating that are a signal in an open episode that has none yet.
const SILENT_DAYS: i32 = 30;

fn series<'a>(
    ratings: impl Iterator<Item = &'a GivenRating>,
    instrument: Instrument,
    rater: Option<RaterId>,
) -> Series {
    let of = ratings
        .filter(|it| it.facts.instrument == instrument && it.facts.rater == rater)
        .filter_map(|it| {
            Some(Point {
                date: it.facts.on,
                total: it.facts.total()?,
            })
        });
    Series::new(of.collect())
}

/// Whole years at the first rating of an episode.
fn years(born: Option<Date>, ratings: &[GivenRating], otherwise: Date) -> Option<u8> {
    let first = ratings.iter().map(|it| it.facts.on).min();
    age_in_years(born?, first.unwrap_or(otherwise))
}

/// What an episode has heard of somebody besides their own ratings.
pub(super) struct Heard {
    /// Their age group at the first rating, or today before there is one.
    pub age: Option<AgeGroup>,
    /// The last day on which anybody rated or skipped.
    pub last: Option<Date>,
    /// Whether somebody else has rated.
    pub by_others: bool,
}

impl Heard {
    /// What should be seen of a course, but for the conversations: those of the own ratings, that nobody rates, and that nobody else
    /// rates a child.
    pub(super) fn signals(
        &self,
        rated: &Rated,
        norm: Option<&Norm>,
        own: &Series,
        today: Date,
    ) -> Vec<Signal> {
        let open = rated.closed.is_none().then_some(today);
        let mut found = norm.map_or_else(Vec::new, |norm| signals(norm, own, open));
        let waits = open.is_some_and(|day| (day - rated.opened).get_days() >= SILENT_DAYS);
        // A small child is rated by others alone: silent is whom nobody rates.
        let told_of = |day: Date| (today - day).get_days() < SILENT_DAYS;
        if own.points().is_empty() && waits && !self.last.is_some_and(told_of) {
            found.push(Signal::Silent);
        }
        if open.is_some() && self.age == Some(AgeGroup::Child) && !self.by_others {
            found.push(Signal::CollateralMissing);
        }
        found
    }
}

impl PersonCourse {
    /// Of one person in an episode, from its ratings alone. `today` is given for an open episode.
    pub(super) fn of(
        rated: Rated,
        born: Option<Date>,
        ratings: &[GivenRating],
        raters: &[Collateral],
        norms: &NormSet,
        today: Date,
    ) -> Self {
        let years = years(born, ratings, today);
        let norm = years.and_then(|years| norms.norm(Respondent::Own, years).cloned());
        let beside = years.and_then(|years| norms.norm(Respondent::Collateral, years));
        let own = series(ratings.iter(), Instrument::Outcome, None);
        let session = series(ratings.iter(), Instrument::Session, None);
        let others: Vec<_> = raters
            .iter()
            .filter(|it| it.person == rated.person)
            .map(|it| {
                let series_of = |instrument| series(ratings.iter(), instrument, Some(it.id));
                let series = series_of(Instrument::Outcome);
                let (zone, band) = stand(beside, &series);
                OtherCourse {
                    rater: it.clone(),
                    session: series_of(Instrument::Session),
                    series,
                    zone,
                    band,
                }
            })
            .filter(|it| !it.series.points().is_empty() || !it.session.points().is_empty())
            .collect();
        let (zone, band) = stand(norm.as_ref(), &own);
        let age = years.map(AgeGroup::of);
        let last_day = ratings.iter().map(|it| it.facts.on).max();
        let mut found = Heard {
            age,
            last: last_day,
            by_others: !others.is_empty(),
        }
        .signals(&rated, norm.as_ref(), &own, today);
        found.extend(session_signals(&session, None));
        let lasts: Vec<_> = others
            .iter()
            .filter_map(|it| Some(it.series.last()?.total))
            .collect();
        let talk = norm
            .as_ref()
            .map_or_else(Vec::new, |norm| talk_about(norm, &own, &session, &lasts));
        let mut skipped: Vec<Date> = ratings
            .iter()
            .filter(|it| it.facts.total().is_none())
            .map(|it| it.facts.on)
            .collect();
        skipped.dedup();
        Self {
            age,
            own,
            session,
            others,
            skipped,
            zone,
            band,
            signals: found,
            talk,
            last_day,
            norm,
            rated,
        }
    }
}

fn stand(norm: Option<&Norm>, series: &Series) -> (Zone, Option<Band>) {
    match (norm, series.intake(), series.last()) {
        (Some(norm), Some(intake), Some(last)) => {
            let k = series.after_intake();
            (
                norm.zone(k, intake.total, last.total),
                Some(norm.band(k, intake.total)),
            )
        }
        _ => (Zone::Grey, None),
    }
}

/// The zone an outcome rating lies in among those that stand, on its own day; none for a skip, a session rating, or where the
/// norm set has no norm for the age.
pub(super) fn held(
    norms: &NormSet,
    born: Option<Date>,
    standing: &[GivenRating],
    given: &GivenRating,
) -> Option<Zone> {
    let (facts, total) = (&given.facts, given.facts.total()?);
    if facts.instrument != Instrument::Outcome {
        return None;
    }
    let respondent = match facts.rater {
        Some(_) => Respondent::Collateral,
        None => Respondent::Own,
    };
    let norm = norms.norm(respondent, years(born, standing, facts.on)?)?;
    let earlier = standing.iter().filter(|it| it.facts.on < facts.on);
    let earlier = series(earlier, Instrument::Outcome, facts.rater);
    let intake = earlier.intake().map_or(total, |point| point.total);
    Some(norm.zone(earlier.points().len(), intake, total))
}
