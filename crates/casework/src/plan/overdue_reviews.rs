//! The reviews that are overdue, for the leader of the team.

use jiff::ToSpan;

use helhed_access::{Basis, Resource, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::review::ReviewDue;
use helhed_domain::text::Name;
use helhed_store::review;

use crate::{Reading, Stop, Visible};

/// How many are told of.
const MOST: i64 = 200;

/// A family whose review is overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverdueReview {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Who coordinates it.
    pub coordinator: Option<Name>,
    /// When it was due.
    pub due: ReviewDue,
}

/// Families whose review is overdue, the longest first: up to 200, in one query.
pub async fn overdue_reviews(reading: &mut Reading) -> Result<Visible<Vec<OverdueReview>>, Stop> {
    reading.house_permit::<what::Intake>()?;
    let (today, months) = (reading.today(), reading.rules().plan_review_months);
    // Months differ in length: the query asks for a few days too many, and the rule decides.
    let since = today
        .saturating_sub(months.months())
        .saturating_add(3.days());
    let scope = reading.scope();
    let found = review::none_since(&mut reading.link, &scope, since, MOST).await?;
    let overdue = found.into_iter().filter_map(|found| {
        let due = ReviewDue::of(found.started, found.last_held, months);
        due.is_overdue(today).then_some(OverdueReview {
            family: found.family,
            family_name: found.family_name,
            coordinator: found.coordinator,
            due,
        })
    });
    let overdue = overdue.collect();
    reading
        .show_list(
            "overdue_reviews",
            Resource::Plan,
            Basis::TeamLeader,
            overdue,
        )
        .await
}
