//! Dealing: a fixed number of a group get something, spread evenly over it, so that a margin is met and not merely expected.

use crate::story::Chance;

/// Which of `n` get one of `k` cards: every so many, beginning anywhere.
pub(super) fn spread(n: usize, k: usize, chance: &mut Chance) -> Vec<bool> {
    let k = k.min(n);
    let shift = if n == 0 { 0 } else { chance.below(n) };
    (0..n)
        .map(|at| {
            let at = (at + shift) % n;
            (at + 1) * k / n > at * k / n
        })
        .collect()
}

/// `k` numbers evenly from `low` to `high`, shuffled.
pub(super) fn evenly(k: usize, low: i32, high: i32, chance: &mut Chance) -> Vec<i32> {
    let step = f64::from(high - low) / (k.max(2) - 1) as f64;
    let mut numbers: Vec<_> = (0..k)
        .map(|at| low + (step * at as f64).round() as i32)
        .collect();
    chance.shuffle(&mut numbers);
    numbers
}

/// `k` numbers evenly from `low` to `high`, in an order in which any few neighbours cover the whole range.
pub(super) fn strided(k: usize, low: i32, high: i32, chance: &mut Chance) -> Vec<i32> {
    let mut numbers = evenly(k, low, high, chance);
    numbers.sort_unstable();
    // A step near the golden section that meets every place once.
    let step = (k * 3 / 8..k.max(2))
        .find(|step| common_divisor(*step, k) == 1)
        .unwrap_or(1);
    let shift = if k == 0 { 0 } else { chance.below(k) };
    (0..k).map(|at| numbers[(at * step + shift) % k]).collect()
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// Says yes in a given share of the times it is asked, evenly.
pub(super) struct Share(f64);

impl Share {
    pub(super) fn new(chance: &mut Chance) -> Share {
        Share(chance.real(0.0, 1.0))
    }

    pub(super) fn next(&mut self, share: f64) -> bool {
        self.0 += share;
        let yes = self.0 >= 1.0;
        if yes {
            self.0 -= 1.0;
        }
        yes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_cards_as_there_are() {
        let mut chance = Chance::new(3, &[]);
        for (n, k) in [(0, 0), (5, 0), (5, 5), (29, 24), (43, 19), (3, 7)] {
            let dealt = spread(n, k, &mut chance);
            assert_eq!(dealt.len(), n);
            assert_eq!(dealt.iter().filter(|card| **card).count(), k.min(n));
        }
        let mut numbers = evenly(24, 5, 23, &mut chance);
        numbers.sort_unstable();
        assert_eq!((numbers[0], numbers[23]), (5, 23));
        for k in 0..40 {
            let mut strided = strided(k, 0, 100, &mut chance);
            strided.sort_unstable();
            let mut even = evenly(k, 0, 100, &mut chance);
            even.sort_unstable();
            assert_eq!(strided, even);
        }
        let mut share = Share::new(&mut chance);
        let yes = (0..1000).filter(|_| share.next(0.2)).count();
        assert!((199..=201).contains(&yes));
    }
}
