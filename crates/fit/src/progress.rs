//! What became of a series, and the indices over many.
//!
//! With y = last, x = intake and at least two ratings:
//!
//! | index | formula |
//! |---|---|
//! | raw change | y - x |
//! | relative effect size (RES) | mean (y - T(k,x)) / sd_ref |
//! | effect size, severity-adjusted (SAES) | e0 + RES |
//! | simple effect size | mean raw change / sd_ref |
//! | reaching target (PRT) | share with y >= T(k,x) |
//! | above cut-off | share with y >= cut-off |
//! | reliable change | share with y - x >= rci; deteriorated: <= -rci |
//! | clinically significant | reliable and x < cut-off <= y |
//!
//! SAES holds a constant from a norm group: it is not measured change, and no effect against no
//! treatment.

use crate::norm::Norm;
use helhed_domain::rating::Total;

/// One series' result, from at least two ratings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// y - x, points.
    pub raw_change: f64,
    /// (y - T) / sd_ref.
    pub relative_effect: f64,
    /// e0 + (y - T) / sd_ref.
    pub effect: f64,
    /// (y - x) / sd_ref.
    pub simple_effect: f64,
    /// y >= T: one definition of "green".
    pub reached_target: bool,
    /// y >= cut-off: the other definition in use.
    pub above_cutoff: bool,
    /// y - x >= rci.
    pub reliable: bool,
    /// y - x <= -rci.
    pub deteriorated: bool,
    /// Reliable, and from below the cut-off to it or above.
    pub clinically_significant: bool,
}

impl Progress {
    /// From intake, last rating and the ratings after intake; `None` without one after it.
    pub fn of(norm: &Norm, intake: Total, last: Total, k: usize) -> Option<Self> {
        if k == 0 {
            return None;
        }
        let (x, y) = (intake.points(), last.points());
        let expected = norm.expected(k, intake);
        let raw_change = last.change_from(intake);
        let relative_effect = (y - expected) / norm.sd_ref;
        let reliable = raw_change >= norm.rci;
        Some(Self {
            raw_change,
            relative_effect,
            effect: norm.e0 + relative_effect,
            simple_effect: raw_change / norm.sd_ref,
            reached_target: y >= expected,
            above_cutoff: y >= norm.cutoff,
            reliable,
            deteriorated: raw_change <= -norm.rci,
            clinically_significant: reliable && x < norm.cutoff && y >= norm.cutoff,
        })
    }
}

/// Sums over series; two of them add up, so parts can be computed apart.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Indices {
    /// Series with at least two ratings.
    pub n: usize,
    raw_change: f64,
    relative_effect: f64,
    effect: f64,
    simple_effect: f64,
    /// Series with y >= T.
    pub reached_target: usize,
    /// Series with y >= cut-off.
    pub above_cutoff: usize,
    /// Series with reliable change.
    pub reliable: usize,
    /// Series with reliable change for the worse.
    pub deteriorated: usize,
    /// Series with clinically significant change.
    pub clinically_significant: usize,
}

impl Indices {
    /// Adds a series.
    pub fn add(&mut self, one: &Progress) {
        self.n += 1;
        self.raw_change += one.raw_change;
        self.relative_effect += one.relative_effect;
        self.effect += one.effect;
        self.simple_effect += one.simple_effect;
        self.reached_target += usize::from(one.reached_target);
        self.above_cutoff += usize::from(one.above_cutoff);
        self.reliable += usize::from(one.reliable);
        self.deteriorated += usize::from(one.deteriorated);
        self.clinically_significant += usize::from(one.clinically_significant);
    }

    fn mean(&self, sum: f64) -> Option<f64> {
        (self.n > 0).then(|| sum / self.n as f64)
    }

    /// Mean of y - x, points.
    pub fn raw_change(&self) -> Option<f64> {
        self.mean(self.raw_change)
    }

    /// RES.
    pub fn relative_effect(&self) -> Option<f64> {
        self.mean(self.relative_effect)
    }

    /// SAES.
    pub fn effect(&self) -> Option<f64> {
        self.mean(self.effect)
    }

    /// Simple effect size.
    pub fn simple_effect(&self) -> Option<f64> {
        self.mean(self.simple_effect)
    }

    /// A count of series as a share of all.
    pub fn share(&self, count: usize) -> Option<f64> {
        self.mean(count as f64)
    }
}
