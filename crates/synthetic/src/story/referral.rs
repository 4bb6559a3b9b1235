//! The referral and what the team decided.

use jiff::civil::Date;

use super::{
    UnitKind,
    around::Professional,
    calendar::{days_between, years_old},
    chance::Chance,
    person::{Person, Role, SupportCategory},
    wording::{REFERRALS, Setting, Voice},
};

/// The target group's criteria, as the published programme describes it; a municipality's own list is data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// A child under four.
    ChildUnderFour,
    /// A child on the way.
    Pregnancy,
    /// An adult on public support.
    AdultOnPublicSupport,
    /// All adults support themselves, but may soon not.
    AdultAtRiskOfPublicSupport,
    /// The family department has an open case.
    OpenChildCase,
    /// Several risk factors at the parents, and worry for the child.
    RiskFactorsInParents,
    /// Many professionals with a plan each.
    ManyPlans,
}

impl Criterion {
    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            Self::ChildUnderFour => "child_under_four",
            Self::Pregnancy => "pregnancy",
            Self::AdultOnPublicSupport => "adult_on_public_support",
            Self::AdultAtRiskOfPublicSupport => "adult_at_risk_of_public_support",
            Self::OpenChildCase => "open_child_case",
            Self::RiskFactorsInParents => "risk_factors_in_parents",
            Self::ManyPlans => "many_plans",
        }
    }
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Who refers.
    pub unit: UnitKind,
    /// When; before the start.
    pub on: Date,
    /// The criteria that are met, true of the story's people and professionals on the day.
    pub criteria: Vec<Criterion>,
    /// Why, in Danish.
    pub reasons: String,
}

/// Authority on the employment side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// The coordinator's.
    Sole,
    /// Shared with a named employee of the jobcentre.
    Shared {
        /// Invented name.
        with: String,
    },
    /// The jobcentre's.
    None,
}

/// Why a referral was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclineReason {
    /// No free place.
    NoRoom,
    /// Not the target group.
    OutsideTargetGroup,
}

/// What the team decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Taken in.
    TakenIn {
        /// Day of the decision; between referral and start.
        on: Date,
        /// First day of the course.
        start: Date,
        /// Username of the coordinator.
        coordinator: String,
        /// Authority on the employment side.
        authority: Authority,
    },
    /// On the waiting list.
    Waiting {
        /// Day of the decision.
        on: Date,
        /// Place in the line, from 1; the order is that of the referrals.
        place: u32,
    },
    /// Declined.
    Declined {
        /// Day of the decision.
        on: Date,
        /// Reason.
        reason: DeclineReason,
        /// The reason told to the referrer, in Danish.
        text: String,
    },
}

/// A referral on `on`, with its reasons written or drawn.
pub(crate) fn referral(
    on: Date,
    unit: Option<UnitKind>,
    written: Option<&str>,
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Referral {
    // The programme's families came from these four units; the others refer now and then.
    let unit = unit.unwrap_or_else(|| {
        chance.weighted(&[
            (30, UnitKind::FamilyDepartment),
            (24, UnitKind::Jobcentre),
            (20, UnitKind::HealthVisitors),
            (10, UnitKind::YouthUnit),
            (5, UnitKind::DayCare),
            (4, UnitKind::Hospital),
            (3, UnitKind::Psychiatry),
            (2, UnitKind::School),
            (2, UnitKind::AddictionCentre),
        ])
    });
    let reasons = written.map_or_else(
        || {
            let mut sentences: Vec<String> = Vec::new();
            for section in ["family", "worry", "hope"] {
                let lines = REFERRALS.get(section).map_or(&[][..], Vec::as_slice);
                sentences.extend(voice.say(lines, on, chance));
            }
            sentences.join(" ")
        },
        str::to_owned,
    );
    Referral {
        unit,
        on,
        criteria: criteria(setting.persons, setting.around, on),
        reasons,
    }
}

fn criteria(persons: &[Person], around: &[Professional], on: Date) -> Vec<Criterion> {
    let mut met = Vec::new();
    let children = || persons.iter().filter(|p| p.role == Role::Child);
    if children().any(|c| c.is_born_by(on) && years_old(c.birth.day(), on) < 4.0) {
        met.push(Criterion::ChildUnderFour);
    }
    if children().any(|c| (1..270).contains(&days_between(on, c.birth.day()))) {
        met.push(Criterion::Pregnancy);
    }
    let supported = persons.iter().any(|p| {
        p.support_at_start
            .is_some_and(|s| s != SupportCategory::SelfSupport)
    });
    met.push(if supported {
        Criterion::AdultOnPublicSupport
    } else {
        Criterion::AdultAtRiskOfPublicSupport
    });
    let open = || around.iter().filter(|p| p.is_open_on(on));
    let child_case = open().any(|p| p.unit == UnitKind::FamilyDepartment && p.open_case.is_some());
    met.push(if child_case {
        Criterion::OpenChildCase
    } else {
        Criterion::RiskFactorsInParents
    });
    if open().filter(|p| p.plan.is_some()).count() >= 3 {
        met.push(Criterion::ManyPlans);
    }
    met
}
