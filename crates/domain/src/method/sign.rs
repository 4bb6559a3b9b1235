//! What the house sees by itself of work with the method.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::kinds::kinds;
use crate::review::ReviewDue;
use crate::rule::Rules;

kinds! {
    /// What an item of the checklist is seen by.
    Sign, "sign" {
        /// A contact lately.
        Contact = "contact",
        /// A visit at home lately.
        HomeVisit = "home_visit",
        /// A wish in the family's own words in the plan.
        OwnWords = "own_words",
        /// Somebody of the family has a voice in the assessment.
        OwnView = "own_view",
        /// Somebody of the family carries an open goal.
        FamilyCarries = "family_carries",
        /// Somebody of the family agrees to the newest version of the plan, and nobody of it declines.
        FamilyAgrees = "family_agrees",
        /// A rating lately.
        Rated = "rated",
        /// The assessment says something of everybody in the family.
        AllAssessed = "all_assessed",
        /// The assessment has strengths.
        Strengths = "strengths",
        /// Needs are written down, and with them what comes first.
        Needs = "needs",
        /// A map was made together.
        Map = "map",
        /// Somebody outside has given a statement.
        Statement = "statement",
        /// The plan has goals, and lacks nothing.
        Complete = "complete",
        /// The plan was reviewed in time.
        Reviewed = "reviewed",
        /// Nothing collides in the days ahead that was not set aside.
        FreeWeek = "free_week",
        /// It was agreed what the family can carry.
        Load = "load",
        /// Professionals around the family are written down.
        Around = "around",
        /// Something of the family is shared with a unit.
        Told = "told",
        /// It is written who has the authority on the employment side.
        Authority = "authority",
        /// A unit agrees to the newest version of the plan.
        UnitAgrees = "unit_agrees",
        /// A goal stands for another plan.
        Replaces = "replaces",
    }
}

/// What stands in the case that the checklist is filled from. Where a day can be told, it is the latest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MethodFacts {
    /// The last contact.
    pub contact: Option<Date>,
    /// The last visit at home.
    pub home_visit: Option<Date>,
    /// The last rating.
    pub rated: Option<Date>,
    /// The last map made together.
    pub map: Option<Date>,
    /// The last statement given.
    pub statement: Option<Date>,
    /// The last view that somebody of the family gave.
    pub own_view: Option<Date>,
    /// The last view with strengths.
    pub strengths: Option<Date>,
    /// How many belong to the family.
    pub people: i64,
    /// Of how many of them the assessment says something.
    pub assessed: i64,
    /// Open needs.
    pub needs: i64,
    /// Open goals; a wish is none yet.
    pub goals: i64,
    /// Goals that stand with a wish in the family's words.
    pub own_words: i64,
    /// Open goals that somebody of the family carries.
    pub family_carries: i64,
    /// What the plan lacks.
    pub gaps: i64,
    /// The last review, and when the next is due.
    pub review: Option<(Date, ReviewDue)>,
    /// What collides in the days ahead and was not set aside.
    pub collisions: i64,
    /// The last day on which it was agreed what the family can carry, of what still holds.
    pub load: Option<Date>,
    /// Professionals around the family now.
    pub around: i64,
    /// Units that something is shared with now.
    pub told: i64,
    /// From when who has the authority on the employment side is written down.
    pub authority: Option<Date>,
    /// The last day somebody of the family agreed to the newest version; nothing where somebody of it declines.
    pub family_agrees: Option<Date>,
    /// The last day a unit agreed to the newest version.
    pub unit_agrees: Option<Date>,
    /// Goals that stand for another plan.
    pub replaces: i64,
}

/// That the house sees something done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It is so now.
    Now,
    /// It was done last on a day.
    On(Date),
}

impl MethodFacts {
    /// How many days ahead are looked through for what collides.
    pub const WEEK_DAYS: i32 = 7;
}

impl Sign {
    /// Whether it is seen on a day, and since when.
    pub fn seen(self, facts: &MethodFacts, rules: &Rules, today: Date) -> Option<Seen> {
        let on = |day: Option<Date>| day.map(Seen::On);
        let now = |is_so: bool| is_so.then_some(Seen::Now);
        let within = |day: Option<Date>, days: i64| {
            on(day.filter(|day| *day >= today.saturating_sub(days.days())))
        };
        match self {
            Self::Contact => within(facts.contact, rules.silence_days),
            Self::HomeVisit => within(facts.home_visit, rules.method_lately_days),
            Self::Rated => within(facts.rated, rules.method_lately_days),
            Self::OwnWords => now(facts.own_words > 0),
            Self::OwnView => on(facts.own_view),
            Self::FamilyCarries => now(facts.family_carries > 0),
            Self::FamilyAgrees => on(facts.family_agrees),
            Self::AllAssessed => now(facts.people > 0 && facts.assessed >= facts.people),
            Self::Strengths => on(facts.strengths),
            Self::Needs => now(facts.needs > 0),
            Self::Map => on(facts.map),
            Self::Statement => on(facts.statement),
            Self::Complete => now(facts.goals > 0 && facts.gaps == 0),
            Self::Reviewed => {
                let in_time = facts.review.filter(|(_, due)| !due.is_overdue(today));
                on(in_time.map(|(held, _)| held))
            }
            // Where nothing was planned, nothing could collide: a plan is what is watched.
            Self::FreeWeek => now(facts.goals > 0 && facts.collisions == 0),
            Self::Load => on(facts.load),
            Self::Around => now(facts.around > 0),
            Self::Told => now(facts.told > 0),
            Self::Authority => on(facts.authority),
            Self::UnitAgrees => on(facts.unit_agrees),
            Self::Replaces => now(facts.replaces > 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);

    fn seen(facts: &MethodFacts) -> Vec<Sign> {
        let rules = Rules::on(TODAY, &[]);
        let all = Sign::ALL.iter().copied();
        all.filter(|sign| sign.seen(facts, &rules, TODAY).is_some())
            .collect()
    }

    #[test]
    fn an_empty_case_shows_nothing() {
        assert_eq!(seen(&MethodFacts::default()), []);
    }

    #[test]
    fn what_was_done_too_long_ago_is_seen_no_more() {
        let mut facts = MethodFacts {
            contact: Some(date(2026, 11, 17)),
            home_visit: Some(date(2026, 10, 24)),
            ..MethodFacts::default()
        };
        assert_eq!(seen(&facts), [Sign::Contact, Sign::HomeVisit]);
        facts.contact = Some(date(2026, 11, 16));
        facts.home_visit = Some(date(2026, 10, 23));
        assert_eq!(seen(&facts), []);
    }

    #[test]
    fn a_plan_that_lacks_something_is_not_complete_and_an_overdue_review_is_not_in_time() {
        let due = |held| ReviewDue::of(date(2026, 1, 1), Some(held), 3);
        let mut facts = MethodFacts {
            goals: 2,
            gaps: 1,
            collisions: 1,
            review: Some((date(2026, 8, 23), due(date(2026, 8, 23)))),
            people: 3,
            assessed: 2,
            ..MethodFacts::default()
        };
        assert_eq!(seen(&facts), []);
        (facts.gaps, facts.collisions, facts.assessed) = (0, 0, 3);
        facts.review = Some((date(2026, 8, 24), due(date(2026, 8, 24))));
        let wanted = [
            Sign::AllAssessed,
            Sign::Complete,
            Sign::Reviewed,
            Sign::FreeWeek,
        ];
        assert_eq!(seen(&facts), wanted);
    }
}
