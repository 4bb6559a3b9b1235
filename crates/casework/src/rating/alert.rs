//! What the ratings say should be seen today: red and yellow first.

use helhed_access::Scope;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::text::Name;
use helhed_fit::Signal;
use helhed_store::{StoreError, rating_scope};

use super::course::PersonCourse;
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

/// The alerts of the open episodes in a scope, one line a person and signal: red, yellow, no rating for 30 days, nobody else
/// rates a child. Three queries, whatever the number of families.
pub(crate) async fn alerts_in(
    reading: &mut Reading,
    scope: &Scope,
) -> Result<Vec<RatingAlert>, StoreError> {
    let (people, ratings) = rating_scope::open_in(&mut reading.link, scope).await?;
    let raters = rating_scope::raters_in(&mut reading.link, scope).await?;
    let norms = reading.house().ratings().norms();
    let today = reading.today();
    let mut found = Vec::new();
    for line in people {
        let of: Vec<_> = ratings
            .iter()
            .filter(|it| it.rated == line.rated.id)
            .cloned()
            .collect();
        let (family, person) = (line.rated.family, line.rated.person);
        let course = PersonCourse::of(line.rated, line.born, &of, &raters, norms, today);
        let signals = course.signals.into_iter().filter(|it| is_alert(*it));
        found.extend(signals.map(|signal| RatingAlert {
            family,
            person,
            given_name: line.given_name.clone(),
            signal,
        }));
    }
    found.sort_by_key(|it| it.signal);
    Ok(found)
}
