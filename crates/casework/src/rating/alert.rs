//! What the ratings say should be seen today: red and yellow first.

use helhed_access::Scope;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::rating::Total;
use helhed_domain::text::Name;
use helhed_fit::{AgeGroup, NormSet, Point, Respondent, Series, Signal, age_in_years};
use helhed_store::StoreError;
use helhed_store::rating_scope::{self, OpenCourse};
use jiff::civil::Date;

use super::course::Heard;
use crate::Reading;

/// A signal on somebody's course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingAlert {
    /// The family.
    pub family: FamilyId,
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub given_name: Name,
    /// The first of what should be seen.
    pub signal: Signal,
}

/// Signals that Today and supervision put up.
fn is_alert(signal: Signal) -> bool {
    matches!(
        signal,
        Signal::Red | Signal::Yellow | Signal::Silent | Signal::CollateralMissing
    )
}

/// The alerts of somebody's course.
fn alerts_of(course: &OpenCourse, norms: &NormSet, today: Date) -> Vec<Signal> {
    let born = course.born;
    let years = born.and_then(|born| age_in_years(born, course.first.unwrap_or(today)));
    let norm = years.and_then(|years| norms.norm(Respondent::Own, years));
    let point = |(date, total): &(Date, Total)| Point {
        date: *date,
        total: *total,
    };
    let heard = Heard {
        age: years.map(AgeGroup::of),
        last: course.last,
        by_others: course.by_others,
    };
    let own = Series::new(course.own.iter().map(point).collect());
    let mut found = heard.signals(&course.rated, norm, &own, today);
    found.retain(|it| is_alert(*it));
    found
}

/// The alerts of the open episodes in a scope, one line a person and signal: red, yellow, no rating for 30 days, nobody else
/// rates a child. Two queries, whatever the number of families.
pub(crate) async fn alerts_in(
    reading: &mut Reading,
    scope: &Scope,
) -> Result<Vec<RatingAlert>, StoreError> {
    let courses = rating_scope::open_in(&mut reading.link, scope).await?;
    let norms = reading.house().ratings().norms();
    let today = reading.today();
    let mut found = Vec::new();
    for course in courses {
        let signals = alerts_of(&course, norms, today).into_iter();
        found.extend(signals.map(|signal| RatingAlert {
            family: course.rated.family,
            person: course.rated.person,
            given_name: course.given_name.clone(),
            signal,
        }));
    }
    found.sort_by_key(|it| it.signal);
    Ok(found)
}
