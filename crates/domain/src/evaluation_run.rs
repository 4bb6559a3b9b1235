//! A run of the evaluation that is made here: what was asked for, how far it has come, how it ended.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::account::Language;
use crate::ids::EvaluationRunId;
use crate::kinds::kinds;
use crate::text::Name;

kinds! {
    /// How far a run has come.
    EvaluationStep, "evaluation-step" {
        /// The families are gathered.
        Gathering = "gathering",
        /// The files are read.
        Reading = "reading",
        /// Persons and months are counted.
        Counting = "counting",
        /// Report, figures and tables are written.
        Writing = "writing",
    }
}

kinds! {
    /// How a run ended.
    EvaluationEnd, "evaluation-end" {
        /// The report is there.
        Done = "done",
        /// It could not be made; the fault says why.
        Failed = "failed",
        /// The server stopped before it was done.
        Cut = "cut",
    }
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationOrder {
    /// The register extract by its name; nothing is the families of the house.
    pub extract: Option<Name>,
    /// The language of the report.
    pub language: Language,
    /// Families that started before this day are the early cohort.
    pub cohort_before: Date,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationRun {
    /// Its id.
    pub id: EvaluationRunId,
    /// What was asked for.
    pub order: EvaluationOrder,
    /// Who asked.
    pub by: Name,
    /// When.
    pub started_at: Timestamp,
    /// When the work last said that it goes on.
    pub beat_at: Timestamp,
    /// How far it has come.
    pub step: EvaluationStep,
    /// When and how it ended, once somebody has written that down.
    pub ended: Option<(Timestamp, EvaluationEnd)>,
    /// What was wrong, for a run that failed: places in files, never values.
    pub fault: Option<String>,
}

/// How a run stands: computed from what is written down and the time, since a server that was cut off writes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvaluationState {
    /// It goes on.
    Running(EvaluationStep),
    /// It has ended.
    Ended(EvaluationEnd),
}

/// How often the work says that it goes on.
pub const BEAT: SignedDuration = SignedDuration::from_secs(5);
/// After how long a silence the work is taken to be cut.
pub const SILENCE: SignedDuration = SignedDuration::from_secs(30);

impl EvaluationRun {
    /// How it stands at an instant.
    pub fn state(&self, now: Timestamp) -> EvaluationState {
        match self.ended {
            Some((_, end)) => EvaluationState::Ended(end),
            None if now.duration_since(self.beat_at) > SILENCE => {
                EvaluationState::Ended(EvaluationEnd::Cut)
            }
            None => EvaluationState::Running(self.step),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_silent_run_is_cut_and_an_ended_one_stays_as_it_ended() {
        let at: Timestamp = "2026-11-24T09:00:00Z".parse().expect("an instant");
        let mut run = EvaluationRun {
            id: uuid::Uuid::nil().into(),
            order: EvaluationOrder {
                extract: None,
                language: Language::Danish,
                cohort_before: date(2024, 1, 1),
            },
            by: Name::parse("Lone").expect("a name"),
            started_at: at,
            beat_at: at,
            step: EvaluationStep::Counting,
            ended: None,
            fault: None,
        };
        let counting = EvaluationState::Running(EvaluationStep::Counting);
        assert_eq!(run.state(at + SILENCE), counting);
        let late = at + SILENCE + BEAT;
        assert_eq!(run.state(late), EvaluationState::Ended(EvaluationEnd::Cut));
        run.ended = Some((at + BEAT, EvaluationEnd::Done));
        assert_eq!(run.state(late), EvaluationState::Ended(EvaluationEnd::Done));
    }
}
