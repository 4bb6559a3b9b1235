//! The measures, in the order of the table.

use super::Group;
use super::episodes::Episodes;
use super::tally::{Mean, Ratings, Tally};
use crate::age::AgeGroup;
use crate::interval::wilson;

/// One measure of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Active or closed.
    pub group: Group,
    /// The measure.
    pub measure: String,
    /// Its value; `None` where there is nothing to tell.
    pub value: Option<f64>,
    /// The number the value rests on.
    pub n: usize,
    /// Wilson interval, 95 %, for a share of people or episodes.
    pub interval: Option<(f64, f64)>,
}

/// The lines of one age group within a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The age group.
    pub age: AgeGroup,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The aggregate of a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// The table `fit_outcomes`.
    pub lines: Vec<Line>,
    /// The same by age group, without what is counted by episode.
    pub by_age: Vec<Part>,
    /// Closed episodes.
    pub closed_episodes: usize,
}

/// Closed episodes from which figures of this kind are called reliable in practice.
const ENOUGH_EPISODES: usize = 60;

impl Outcomes {
    /// What stands on top of every report with too few closed episodes.
    pub fn warning(&self) -> Option<String> {
        (self.closed_episodes < ENOUGH_EPISODES).then(|| {
            format!(
                "{} closed episodes: with fewer than {ENOUGH_EPISODES} these figures are not \
                 reliable",
                self.closed_episodes
            )
        })
    }
}

pub(super) fn outcomes(episodes: &Episodes, tallies: [[Tally; 3]; 2]) -> Outcomes {
    let (mut lines, mut by_age) = (Vec::new(), Vec::new());
    for (group, ages) in Group::ALL.into_iter().zip(&tallies) {
        lines.extend(of_group(group, episodes, ages));
        for (age, tally) in AgeGroup::ALL.into_iter().zip(ages) {
            by_age.push(Part {
                age,
                lines: of_age(group, tally),
            });
        }
    }
    Outcomes {
        lines,
        by_age,
        closed_episodes: episodes.count(Group::Closed),
    }
}

struct Lines(Group, Vec<Line>);

impl Lines {
    fn mean(&mut self, measure: impl Into<String>, value: Option<f64>, n: usize) {
        let line = Line {
            group: self.0,
            measure: measure.into(),
            value,
            n,
            interval: None,
        };
        self.1.push(line);
    }

    fn count(&mut self, measure: &str, count: usize) {
        self.mean(measure, Some(count as f64), count);
    }

    fn share(&mut self, measure: impl Into<String>, count: usize, n: usize) {
        let value = (n > 0).then(|| count as f64 / n as f64);
        self.mean(measure, value, n);
        if let Some(line) = self.1.last_mut() {
            line.interval = wilson(count, n);
        }
    }

    /// The measures of own (`client`) or collateral ratings.
    fn ratings(&mut self, who: &str, parts: &[&Ratings], by_age: bool) {
        let sum = |mean: fn(&Ratings) -> Mean| {
            parts
                .iter()
                .map(|r| mean(r))
                .fold(Mean::default(), Mean::plus)
        };
        let outcome = sum(|r| r.outcome_intake);
        let session = sum(|r| r.session_intake);
        self.mean(format!("{who}_intake_ors"), outcome.value(), outcome.n);
        if by_age {
            for (age, part) in ["adults", "adolescents", "children"].into_iter().zip(parts) {
                let mean = part.outcome_intake;
                self.mean(format!("{who}_intake_ors_{age}"), mean.value(), mean.n);
            }
        }
        self.mean(format!("{who}_intake_srs"), session.value(), session.n);
        let results = parts
            .iter()
            .map(|r| r.results.as_slice())
            .collect::<Vec<_>>();
        let i = Ratings::indices(&results);
        self.mean(format!("{who}_mean_raw_change"), i.raw_change(), i.n);
        self.share(format!("{who}_reaching_target"), i.reached_target, i.n);
        self.share(format!("{who}_above_cutoff"), i.above_cutoff, i.n);
        self.share(format!("{who}_reliable_change"), i.reliable, i.n);
        self.share(format!("{who}_deteriorated"), i.deteriorated, i.n);
        self.mean(format!("{who}_simple_effect_size"), i.simple_effect(), i.n);
        self.mean(format!("{who}_effect_size"), i.effect(), i.n);
        self.mean(
            format!("{who}_relative_effect_size"),
            i.relative_effect(),
            i.n,
        );
    }
}

fn of_group(group: Group, episodes: &Episodes, ages: &[Tally; 3]) -> Vec<Line> {
    let mut lines = Lines(group, Vec::new());
    let (n, sessions) = (episodes.count(group), episodes.sessions(group));
    lines.count("clients_with_episodes", episodes.persons(group));
    lines.count(
        "collateral_raters",
        distinct(ages.iter().flat_map(|t| &t.raters)),
    );
    lines.count("episodes", n);
    lines.count("sessions", sessions);
    lines.mean(
        "mean_sessions",
        (n > 0).then(|| sessions as f64 / n as f64),
        n,
    );
    lines.mean("mean_length_months", episodes.mean_months(group), n);
    match group {
        Group::Active => lines.mean("dropout_share", None, 0),
        Group::Closed => lines.share("dropout_share", episodes.dropped_out(group), n),
    }
    lines.ratings("client", &ages.each_ref().map(|t| &t.own), true);
    lines.ratings("collateral", &ages.each_ref().map(|t| &t.collateral), true);
    lines.1
}

fn of_age(group: Group, tally: &Tally) -> Vec<Line> {
    let mut lines = Lines(group, Vec::new());
    lines.count("clients_with_ratings", distinct(&tally.persons));
    lines.count("collateral_raters", distinct(&tally.raters));
    lines.ratings("client", &[&tally.own], false);
    lines.ratings("collateral", &[&tally.collateral], false);
    lines.1
}

fn distinct<'a>(numbers: impl IntoIterator<Item = &'a u32>) -> usize {
    let mut numbers = numbers.into_iter().copied().collect::<Vec<_>>();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}
