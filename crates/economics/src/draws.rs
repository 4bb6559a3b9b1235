//! Uncertainty: what the effects and prices might be, drawn many times.
//!
//! An effect with an interval is drawn from a beta distribution where interval and estimate are
//! shares from 0 to 1, else from a normal one; both have the estimate as mean and the interval's
//! width / 3.92 as standard deviation (the interval is read as 95 %). A price factor is drawn from
//! a PERT distribution. Draws are columns, so that a scenario is arithmetic on whole vectors.

use crate::model::{Effect, Model};
use crate::random::Stream;

/// Width of a 95 % interval in standard deviations.
const WIDTH_OF_95: f64 = 2.0 * 1.959_963_984_540_054;

/// Draws of every effect and every price row.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    /// How many.
    pub count: usize,
    /// One column of estimates per effect, in the model's order.
    pub effects: Vec<Vec<f64>>,
    /// One column of factors per price row, in the model's order.
    pub prices: Vec<Vec<f64>>,
}

impl Draws {
    /// Draws `count` times with the model's seed.
    pub fn of(model: &Model, count: usize) -> Self {
        let effects = model
            .effects
            .iter()
            .map(|e| effect_column(model.seed, e, count))
            .collect();
        let prices = model.prices.iter().map(|p| {
            let from = p.valid_from.map(|d| d.to_string()).unwrap_or_default();
            let mut stream = Stream::named(model.seed, &format!("price:{}:{from}", p.price_id));
            (0..count).map(|_| stream.pert(p.factor)).collect()
        });
        Self {
            count,
            effects,
            prices: prices.collect(),
        }
    }
}

fn effect_column(seed: u64, effect: &Effect, count: usize) -> Vec<f64> {
    let mean = effect.estimate;
    let (low, high) = effect.interval.unwrap_or((mean, mean));
    let sd = (high - low) / WIDTH_OF_95;
    if sd <= 0.0 {
        return vec![mean; count];
    }
    let mut stream = Stream::named(seed, &format!("effect:{}", effect.effect_id));
    // Beta by moments: alpha + beta = m (1 - m) / s² - 1.
    let size = mean * (1.0 - mean) / (sd * sd) - 1.0;
    if low >= 0.0 && high <= 1.0 && mean > 0.0 && mean < 1.0 && size > 0.0 {
        return (0..count)
            .map(|_| stream.beta(mean * size, (1.0 - mean) * size))
            .collect();
    }
    (0..count)
        .map(|_| (mean + sd * stream.normal()).clamp(-1.0, 1.0))
        .collect()
}

/// What a column of results says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantiles {
    /// Share of draws above 0.
    pub positive: f64,
    /// 5 % of draws lie below.
    pub p5: f64,
    /// Half of the draws lie below.
    pub p50: f64,
    /// 95 % of draws lie below.
    pub p95: f64,
}

impl Quantiles {
    /// Sorts the column; `None` if it is empty.
    pub(crate) fn of(column: &mut [f64]) -> Option<Self> {
        column.sort_unstable_by(f64::total_cmp);
        let positive = column.iter().filter(|v| **v > 0.0).count();
        Some(Self {
            positive: positive as f64 / column.len() as f64,
            p5: quantile(column, 0.05)?,
            p50: quantile(column, 0.5)?,
            p95: quantile(column, 0.95)?,
        })
    }
}

/// Quantile of sorted values, linear between neighbours (Hyndman & Fan 1996, type 7); `None`
/// without values.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let at = p * (sorted.len().checked_sub(1)? as f64);
    let below = at.floor();
    let low = sorted[below as usize];
    let high = sorted[at.ceil() as usize];
    Some(low + (at - below) * (high - low))
}
