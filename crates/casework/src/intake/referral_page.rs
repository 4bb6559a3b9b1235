//! One referral: whole for the team that decides, its own words and standing for the unit that sent it.

use helhed_access::{Basis, HousePermit, Resource, doing, what};
use helhed_domain::course::CourseState;
use helhed_domain::family::Family;
use helhed_domain::ids::ReferralId;
use helhed_domain::referral::{Decision, Referral, Standing};
use helhed_domain::text::Name;
use helhed_store::referral::{self, ReferredPerson};
use helhed_store::{account, course, family};

use crate::team::{Colleague, colleagues};
use crate::{Reading, Stop, Visible};

use super::{OwnReferral, Room};

/// A decision and who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDecision {
    /// The decision.
    pub decision: Decision,
    /// Who wrote it down.
    pub by: Name,
}

/// What the team may decide now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Take the family in.
    pub take_in: bool,
    /// Put it on the waiting list.
    pub put_on_list: bool,
    /// Decline.
    pub decline: bool,
    /// Let the referral join the course that runs.
    pub join: bool,
}

/// A referral as the team sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamReferral {
    /// The referral.
    pub referral: Referral,
    /// The family as it is known here: another than the writer's, where it was known before.
    pub family: Family,
    /// The unit that refers.
    pub unit: Name,
    /// Who wrote it.
    pub by: Name,
    /// Its people, and whether each belongs to the family.
    pub people: Vec<(ReferredPerson, bool)>,
    /// The criteria it meets: codes.
    pub criteria: Vec<String>,
    /// Where it stands.
    pub standing: Standing,
    /// The decisions on it, first to last.
    pub decisions: Vec<WrittenDecision>,
    /// What may be decided now, by this reader.
    pub choice: Choice,
    /// Coordinators who may be chosen.
    pub colleagues: Vec<Colleague>,
    /// Whether there is room, and how long the list is.
    pub room: Room,
}

/// A referral, as much of it as the reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferralPage {
    /// Whole.
    Team(Box<TeamReferral>),
    /// The reader's unit's own.
    Own(OwnReferral),
}

/// Shows a referral.
pub async fn referral_page(
    reading: &mut Reading,
    id: ReferralId,
) -> Result<Visible<ReferralPage>, Stop> {
    let family = referral::family_of(&mut reading.link, id)
        .await?
        .ok_or(Stop::Absent)?;
    if let Ok(lens) = reading.lens(family).await
        && let Some(read) = lens.permit()
        && let Some(courses) = lens.permit::<what::Courses, doing::Read>()
    {
        let face = lens.permit().ok_or(Stop::Absent)?;
        let may = lens.may::<what::Referrals, doing::Change>();
        let most = reading.rules().coordinator_capacity;
        let colleagues = if may {
            colleagues(reading).await?
        } else {
            Vec::new()
        };
        let link = &mut reading.link;
        let runs = course::of_family(link, &courses)
            .await?
            .iter()
            .any(|it| it.state == CourseState::Running);
        let (referral, standing) = referral::of_family(link, &read)
            .await?
            .into_iter()
            .find(|(it, _)| it.id == id)
            .ok_or(Stop::Absent)?;
        let units = account::units(link).await?;
        let unit = units.into_iter().find(|it| it.id == referral.unit);
        let mut decisions = Vec::new();
        // A handful at the most: a referral is decided on once or twice.
        for decision in referral::decisions(link, &read).await? {
            if decision.referral == id {
                let by = account::display_name(link, decision.by).await?;
                let by = by.ok_or(Stop::Absent)?;
                decisions.push(WrittenDecision { decision, by });
            }
        }
        let page = TeamReferral {
            family: family::find(link, &face).await?.ok_or(Stop::Absent)?,
            unit: unit.ok_or(Stop::Absent)?.name,
            by: account::display_name(link, referral.by)
                .await?
                .ok_or(Stop::Absent)?,
            people: referral::people(link, &read, id).await?,
            criteria: referral::criteria(link, &read, id).await?,
            choice: choice(standing, runs, may),
            room: Room::read(link, most).await?,
            referral,
            standing,
            decisions,
            colleagues,
        };
        let page = ReferralPage::Team(Box::new(page));
        return reading
            .show::<what::Referrals, _>("referral_page", &lens, page)
            .await;
    }
    let permit =
        HousePermit::<what::Referrals, doing::Add>::of(reading.actor()).ok_or(Stop::Absent)?;
    let unit = reading.actor().unit.ok_or(Stop::Absent)?;
    let (referral, standing) = referral::sent(&mut reading.link, &permit, id, unit)
        .await?
        .ok_or(Stop::Absent)?;
    let mut own = OwnReferral::of(referral, standing);
    if standing == Standing::Declined {
        own.declined = referral::declined(&mut reading.link, &permit, id, unit).await?;
    }
    reading
        .show_list(
            "referral_page",
            Resource::Referrals,
            Basis::ReferringUnit,
            ReferralPage::Own(own),
        )
        .await
}

fn choice(standing: Standing, runs: bool, may: bool) -> Choice {
    use helhed_domain::referral::DecisionKind;
    let can = |kind| may && standing.decide(kind).is_ok();
    Choice {
        take_in: !runs && can(DecisionKind::TakenIn),
        put_on_list: !runs && can(DecisionKind::PutOnList),
        decline: can(DecisionKind::Declined),
        join: runs && can(DecisionKind::Joined),
    }
}
