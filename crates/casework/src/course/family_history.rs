//! What has happened to a case: referrals, decisions, courses, who had it, with which authority. One list, newest first.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{doing, what};
use helhed_domain::assignment::AssignmentKind;
use helhed_domain::authority::Authority;
use helhed_domain::course::{CourseState, EndReason};
use helhed_domain::day::day_of;
use helhed_domain::family::Family;
use helhed_domain::ids::FamilyId;
use helhed_domain::referral::Outcome;
use helhed_domain::text::{Line, Name};
use helhed_store::{account, assignment, authority, course, family, referral};

use crate::{Reading, Stop, Visible};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A unit referred the family.
    Referred {
        /// The unit.
        unit: Name,
    },
    /// The team decided on a referral.
    Decided {
        /// Whose referral.
        unit: Name,
        /// What was decided.
        outcome: Outcome,
    },
    /// A course started.
    Started {
        /// Whether it takes an earlier one up again.
        again: bool,
    },
    /// A course ended.
    Ended {
        /// Why.
        reason: EndReason,
        /// What the family goes on to: codes.
        goes_on_to: Vec<String>,
        /// In a few words.
        word: Option<Line>,
    },
    /// Somebody got the family.
    Given {
        /// Who.
        to: Name,
        /// As what.
        kind: AssignmentKind,
        /// Why.
        word: Option<Line>,
    },
    /// Somebody has it no longer.
    Left {
        /// Who.
        who: Name,
        /// As what.
        kind: AssignmentKind,
    },
    /// An authority holds from a day on.
    AuthoritySet {
        /// Which.
        authority: Authority,
    },
}

/// What happened, and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The day it holds from.
    pub on: Date,
    /// What.
    pub what: What,
}

/// The history of a family's case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyHistory {
    /// The family.
    pub family: Family,
    /// What happened, newest first.
    pub happenings: Vec<Happening>,
}

/// Shows what has happened to a case, in a fixed number of queries.
pub async fn family_history(
    reading: &mut Reading,
    id: FamilyId,
) -> Result<Visible<FamilyHistory>, Stop> {
    let lens = reading.lens(id).await?;
    if !lens.may::<what::History, doing::Read>() {
        return Err(Stop::NotAllowed);
    }
    let face = lens.permit().ok_or(Stop::Absent)?;
    let referrals = lens.permit().ok_or(Stop::NotAllowed)?;
    let courses = lens.permit().ok_or(Stop::NotAllowed)?;
    let assignments = lens.permit().ok_or(Stop::NotAllowed)?;
    let link = &mut reading.link;
    let family = family::find(link, &face).await?.ok_or(Stop::Absent)?;
    let units = account::units(link).await?;
    let mut all = Timeline::default();
    let sent = referral::of_family(link, &referrals).await?;
    let unit_of = |id| {
        let (it, _) = sent.iter().find(|(it, _)| it.id == id)?;
        let unit = units.iter().find(|unit| unit.id == it.unit)?;
        Some(unit.name.clone())
    };
    for (it, _) in &sent {
        if let Some(unit) = unit_of(it.id) {
            all.at(it.received_at, What::Referred { unit });
        }
    }
    for it in referral::decisions(link, &referrals).await? {
        if let Some(unit) = unit_of(it.referral) {
            let outcome = it.outcome;
            all.at(it.at, What::Decided { unit, outcome });
        }
    }
    for it in course::of_family(link, &courses).await? {
        let again = it.reopens.is_some();
        all.on(it.started_on, What::Started { again });
        if let CourseState::Ended(end) = it.state {
            let (reason, goes_on_to, word) = (end.reason, end.goes_on_to, end.word);
            all.on(
                end.on,
                What::Ended {
                    reason,
                    goes_on_to,
                    word,
                },
            );
        }
    }
    for (it, who) in assignment::of_family(link, &assignments).await? {
        let (kind, word, to) = (it.kind, it.word, who.clone());
        all.at(it.from, What::Given { to, kind, word });
        if let Some(to) = it.to {
            all.at(to, What::Left { who, kind });
        }
    }
    for it in authority::of_family(link, &assignments).await? {
        let authority = it.authority;
        all.on(it.from, What::AuthoritySet { authority });
    }
    let history = FamilyHistory {
        family,
        happenings: all.newest_first(),
    };
    reading
        .show::<what::History, _>("family_history", &lens, history)
        .await
}

#[derive(Default)]
struct Timeline(Vec<Happening>);

impl Timeline {
    fn at(&mut self, at: Timestamp, what: What) {
        self.on(day_of(at), what);
    }

    fn on(&mut self, on: Date, what: What) {
        self.0.push(Happening { on, what });
    }

    /// By day; within a day in the order in which a case goes.
    fn newest_first(mut self) -> Vec<Happening> {
        self.0.sort_by_key(|it| {
            let step = match it.what {
                What::Referred { .. } => 0,
                What::Decided { .. } => 1,
                What::Left { .. } => 2,
                What::Started { .. } => 3,
                What::Given { .. } => 4,
                What::AuthoritySet { .. } => 5,
                What::Ended { .. } => 6,
            };
            (it.on, step)
        });
        self.0.reverse();
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn the_whole_way_from_referral_to_closing_is_one_list() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.put_on_list().await;
        let holm = holm.taken_in_by(&house.karen).await.closed().await;
        let mut reading = house.reading(&house.karen, house.now());
        let told = family_history(&mut reading, holm.id).await.expect("told");
        let kinds: Vec<&str> = told
            .happenings
            .iter()
            .rev()
            .map(|it| match &it.what {
                What::Referred { .. } => "referred",
                What::Decided { outcome, .. } => outcome.kind().code(),
                What::Started { again: false } => "started",
                What::Started { again: true } => "again",
                What::Ended { .. } => "ended",
                What::Given { .. } => "given",
                What::Left { .. } => "left",
                What::AuthoritySet { .. } => "authority",
            })
            .collect();
        assert_eq!(
            kinds,
            [
                "referred",
                "put_on_list",
                "taken_in",
                "started",
                "given",
                "ended"
            ]
        );
        let mut reading = house.reading(&house.jens, house.now());
        assert!(matches!(
            family_history(&mut reading, holm.id).await,
            Err(Stop::NotAllowed)
        ));
    }
}
