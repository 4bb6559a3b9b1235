//! Numbers that a law or a municipality sets, each with the day it holds from.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::first::Weights;

/// One number, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rule {
    /// What it rules.
    pub name: String,
    /// The number.
    pub value: i64,
    /// What it counts.
    pub unit: String,
    /// Where it comes from.
    pub source: String,
    /// First day it holds.
    #[serde(default = "long_ago")]
    pub valid_from: Date,
}

fn long_ago() -> Date {
    jiff::civil::date(1900, 1, 1)
}

#[derive(Deserialize)]
struct RuleFile {
    rule: Vec<Rule>,
}

/// The numbers that Helhed ships with.
pub fn shipped_rules() -> &'static [Rule] {
    // Every page asks for the rules of its day.
    static SHIPPED: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        toml::from_str::<RuleFile>(include_str!("../data/rules.toml"))
            .expect("the shipped rules are checked by a test")
            .rule
    });
    &SHIPPED
}

/// The numbers in force on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The most families a coordinator has.
    pub coordinator_capacity: i64,
    /// Months from one review of a plan to the next, at the most.
    pub plan_review_months: i64,
    /// Days without contact after which a coordinator is told.
    pub silence_days: i64,
    /// Days that a one-time link opens.
    pub link_days: i64,
    /// Wrong codes after which a one-time link is locked.
    pub link_wrong_codes: i64,
    /// Months in which a statement serves again, before the same is asked for anew.
    pub statement_fresh_months: i64,
    /// What a need's severity, urgency, the family's wish and what it holds back weigh in what comes first.
    pub need_weights: Weights,
    /// Minutes after which an idle session ends.
    pub session_idle_minutes: i64,
    /// Minutes after which any session ends.
    pub session_longest_minutes: i64,
    /// The largest file that is kept with a case, in megabytes of 1,048,576 bytes.
    pub document_megabytes: i64,
    /// Months a consent holds unless said otherwise.
    pub consent_validity_months: i64,
    /// Months a consent holds at the most.
    pub consent_longest_months: i64,
    /// Months a consent that health staff take part in holds at the most.
    pub consent_health_months: i64,
    /// Days back a consent may have been given when it is written down.
    pub consent_back_days: i64,
    /// Days before the end from which renewal is offered.
    pub consent_renewal_days: i64,
    /// Months a disclosure on another basis holds at the most.
    pub disclosure_longest_months: i64,
    /// Meetings of the early exchange across professions.
    pub early_exchange_meetings: i64,
    /// Minutes that emergency access lasts.
    pub break_glass_minutes: i64,
    /// Minutes it takes to get from one place to another.
    pub travel_minutes: i64,
    /// Minutes it takes to pick up a child.
    pub pick_up_minutes: i64,
    /// How much a week somebody can carry where nothing was agreed.
    pub weekly_load: i64,
    /// How many deadlines of one person on one day are told of.
    pub deadlines_day: i64,
    /// How many weeks ahead a week's demands are added up.
    pub collision_weeks: i64,
    /// Days in which something done of the method was done lately.
    pub method_lately_days: i64,
    /// Days in which it is waited for what somebody says against closed minutes.
    pub minutes_approval_days: i64,
    /// Months from one status of a family that is followed to the next, at the most.
    pub status_months: i64,
    /// Working days from the day somebody asks for access to their case to the day they have it, at the most.
    pub party_access_days: i64,
    /// Months from the day somebody asks something of the data about them to the day they are answered, at the most.
    pub data_request_months: i64,
    /// Minutes that what is restricted stays open to somebody who gave the ground.
    pub restriction_minutes: i64,
    /// Months that the case of a family that was taken in is kept after its closing.
    pub retention_course_months: i64,
    /// Months that a case is kept that came to nothing.
    pub retention_declined_months: i64,
}

impl Rules {
    /// Of each name, the row with the latest first day on or before `day`; the shipped value where there is none.
    pub fn on(day: Date, rows: &[Rule]) -> Self {
        let shipped = shipped_rules();
        let value = |name: &str| {
            let latest = |rows: &[Rule]| {
                rows.iter()
                    .filter(|r| r.name == name && r.valid_from <= day)
                    .max_by_key(|r| r.valid_from)
                    .map(|r| r.value)
            };
            // A day before the first row, as an old date that somebody has written, is ruled by the first.
            let first = || {
                let named = shipped.iter().filter(|r| r.name == name);
                named.min_by_key(|r| r.valid_from).map(|r| r.value)
            };
            latest(rows)
                .or_else(|| latest(shipped))
                .or_else(first)
                .expect("every rule is shipped: checked by a test")
        };
        Self {
            coordinator_capacity: value("coordinator_capacity"),
            plan_review_months: value("plan_review"),
            silence_days: value("silence"),
            link_days: value("link_days"),
            link_wrong_codes: value("link_wrong_codes"),
            statement_fresh_months: value("statement_fresh"),
            need_weights: Weights {
                severity: value("need_severity"),
                urgency: value("need_urgency"),
                wish: value("need_wish"),
                holds_back: value("need_holds_back"),
            },
            session_idle_minutes: value("session_idle"),
            session_longest_minutes: value("session_longest"),
            document_megabytes: value("document_size"),
            consent_validity_months: value("consent_validity"),
            consent_longest_months: value("consent_longest"),
            consent_health_months: value("consent_health"),
            consent_back_days: value("consent_back"),
            consent_renewal_days: value("consent_renewal"),
            disclosure_longest_months: value("disclosure_longest"),
            early_exchange_meetings: value("early_exchange"),
            break_glass_minutes: value("break_glass"),
            travel_minutes: value("travel_time"),
            pick_up_minutes: value("pick_up_time"),
            weekly_load: value("weekly_load"),
            deadlines_day: value("deadlines_day"),
            collision_weeks: value("collision_weeks"),
            method_lately_days: value("method_lately"),
            minutes_approval_days: value("minutes_approval"),
            status_months: value("status"),
            party_access_days: value("party_access"),
            data_request_months: value("data_request"),
            restriction_minutes: value("restriction_open"),
            retention_course_months: value("retention_course"),
            retention_declined_months: value("retention_declined"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_day_has_every_rule() {
        for year in [1, 1900, 2014, 2026, 2199] {
            assert_eq!(Rules::on(date(year, 1, 1), &[]).coordinator_capacity, 10);
        }
    }

    #[test]
    fn a_municipality_may_set_its_own_from_a_day() {
        let own = Rule {
            name: "coordinator_capacity".into(),
            value: 8,
            unit: "families".into(),
            source: "own".into(),
            valid_from: date(2026, 7, 1),
        };
        assert_eq!(
            Rules::on(date(2026, 6, 30), std::slice::from_ref(&own)).coordinator_capacity,
            10
        );
        assert_eq!(Rules::on(date(2026, 7, 1), &[own]).coordinator_capacity, 8);
    }
}
