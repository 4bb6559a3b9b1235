//! Other plans that the family plan may stand for, with consent, and what it lacks to do so.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::ids::{GoalId, PersonId};
use crate::kinds::kinds;
use crate::unit::UnitKind;

kinds! {
    /// What a plan must hold to stand for another.
    PlanNeed, "plan-need" {
        /// An open goal that stands for it.
        Goal = "goal",
        /// Somebody who carries each of these goals.
        Owner = "owner",
        /// A day for each of them.
        Day = "day",
        /// A measure with its legal basis at one of them.
        LegalBasis = "legal_basis",
        /// That the plan was reviewed in time.
        Review = "review",
        /// That the person, or who decides for them, agrees to the present version.
        PersonAgrees = "person_agrees",
        /// That the child itself has said what it thinks of the present version.
        ChildHeard = "child_heard",
        /// That the authority whose plan it is agrees to the present version.
        AuthorityAgrees = "authority_agrees",
    }
}

/// A kind of plan that the family plan may stand for, as the law has it from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CoveredPlan {
    /// Its code, stored with the goals that stand for it.
    pub code: String,
    /// Danish words.
    pub da: String,
    /// English words.
    pub en: String,
    /// The law by which the family plan may stand for it.
    pub law: String,
    /// Codes of the kinds of unit of which one must agree.
    pub units: Vec<String>,
    /// Codes of what it takes.
    needs: Vec<String>,
    /// The first day it holds.
    pub valid_from: Date,
    /// The last day it holds.
    pub valid_to: Option<Date>,
}

/// That a goal stands for a plan of somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cover {
    /// The goal.
    pub goal: GoalId,
    /// The code of the plan.
    pub plan: String,
    /// Whose plan.
    pub person: PersonId,
}

/// What the family plan has of what another plan takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoverFacts {
    /// How many open goals stand for it.
    pub goals: usize,
    /// How many of them somebody carries who has not left.
    pub owned: usize,
    /// How many have a day.
    pub dated: usize,
    /// Whether a measure with its legal basis serves one of them.
    pub legal_basis: bool,
    /// Whether the plan was reviewed in time.
    pub reviewed: bool,
    /// Whether everybody who decides for the person agrees to the present version.
    pub person_agrees: bool,
    /// Whether the person themselves has said something to it, for or against.
    pub person_heard: bool,
    /// Whether a unit of the right kind agrees to it.
    pub authority_agrees: bool,
}

#[derive(Deserialize)]
struct PlanFile {
    plan: Vec<CoveredPlan>,
}

/// The kinds of plan that Helhed ships with.
pub fn shipped_plans() -> &'static [CoveredPlan] {
    static SHIPPED: LazyLock<Vec<CoveredPlan>> = LazyLock::new(|| {
        toml::from_str::<PlanFile>(include_str!("../data/plans.toml"))
            .expect("the shipped plans are checked by a test")
            .plan
    });
    &SHIPPED
}

impl CoveredPlan {
    /// Those that may be chosen on a day.
    pub fn on(day: Date) -> impl Iterator<Item = &'static Self> {
        shipped_plans()
            .iter()
            .filter(move |plan| plan.holds_on(day))
    }

    /// The plan of a code, as the law has it on a day; where it holds no more, as it was last.
    pub fn of_code(code: &str, day: Date) -> Option<&'static Self> {
        let mut all: Vec<_> = shipped_plans()
            .iter()
            .filter(|plan| plan.code == code)
            .collect();
        all.sort_by_key(|plan| (plan.holds_on(day), plan.valid_from));
        all.pop()
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether a kind of unit is one of those that must agree.
    pub fn takes_agreement_of(&self, kind: UnitKind) -> bool {
        self.units.iter().any(|code| code == kind.code())
    }

    /// What is missing for the family plan to stand for it.
    pub fn missing(&self, facts: &CoverFacts) -> Vec<PlanNeed> {
        let needs = self
            .needs
            .iter()
            .filter_map(|code| PlanNeed::from_code(code));
        needs.filter(|need| !need.is_met(facts)).collect()
    }
}

impl PlanNeed {
    fn is_met(self, facts: &CoverFacts) -> bool {
        match self {
            Self::Goal => facts.goals > 0,
            Self::Owner => facts.goals > 0 && facts.owned == facts.goals,
            Self::Day => facts.goals > 0 && facts.dated == facts.goals,
            Self::LegalBasis => facts.legal_basis,
            Self::Review => facts.reviewed,
            Self::PersonAgrees => facts.person_agrees,
            Self::ChildHeard => facts.person_heard,
            Self::AuthorityAgrees => facts.authority_agrees,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn shipped_plans_name_needs_and_units_that_there_are() {
        for plan in shipped_plans() {
            for code in &plan.needs {
                assert!(PlanNeed::from_code(code).is_some(), "{code}");
            }
            for code in &plan.units {
                assert!(UnitKind::from_code(code).is_some(), "{code}");
            }
        }
    }

    #[test]
    fn a_plan_that_has_everything_lacks_nothing() {
        let childs = CoveredPlan::of_code("childs_plan", date(2026, 11, 24)).expect("shipped");
        let mut facts = CoverFacts {
            goals: 2,
            owned: 2,
            dated: 1,
            legal_basis: true,
            reviewed: true,
            person_agrees: true,
            person_heard: false,
            authority_agrees: true,
        };
        assert_eq!(
            childs.missing(&facts),
            [PlanNeed::Day, PlanNeed::ChildHeard]
        );
        (facts.dated, facts.person_heard) = (2, true);
        assert!(childs.missing(&facts).is_empty());
        assert_eq!(childs.missing(&CoverFacts::default()).len(), 8);
    }

    #[test]
    fn the_childs_plan_is_no_older_than_its_law() {
        let codes = |day| {
            CoveredPlan::on(day)
                .map(|it| it.code.as_str())
                .collect::<Vec<_>>()
        };
        assert!(!codes(date(2023, 12, 31)).contains(&"childs_plan"));
        assert!(codes(date(2024, 1, 1)).contains(&"childs_plan"));
    }
}
