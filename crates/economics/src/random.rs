//! Random numbers that are the same on every machine.
//!
//! The generator is xoshiro256++ (Blackman & Vigna 2021), seeded by SplitMix64. Logarithms and
//! powers come from the `libm` crate, not from the machine's C library, so a draw has the same bits
//! everywhere. Each uncertain number has a stream of its own, named after it: a price more in the
//! model leaves the draws of all others as they were.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    state: [u64; 4],
    spare_normal: Option<f64>,
}

impl Stream {
    /// The stream called `name` under a seed.
    pub(crate) fn named(seed: u64, name: &str) -> Self {
        // FNV-1a over the name, so that streams differ by name.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self::seeded(split_mix(&mut { seed }) ^ hash)
    }

    fn seeded(seed: u64) -> Self {
        let mut counter = seed;
        let state = std::array::from_fn(|_| split_mix(&mut counter));
        Self {
            state,
            spare_normal: None,
        }
    }

    fn next(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// Uniform between 0 and 1, both excluded.
    pub(crate) fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1u64 << 52) as f64;
        ((self.next() >> 12) as f64 + 0.5) * STEP
    }

    /// Standard normal: Marsaglia's polar method.
    pub(crate) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                let scale = (-2.0 * libm::log(s) / s).sqrt();
                self.spare_normal = Some(v * scale);
                return u * scale;
            }
        }
    }

    /// Gamma with unit scale: Marsaglia & Tsang (2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let lifted = self.gamma(shape + 1.0);
            return lifted * libm::pow(self.uniform(), 1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let u = self.uniform();
            let x2 = x * x;
            if u < 1.0 - 0.0331 * x2 * x2 || libm::log(u) < 0.5 * x2 + d * (1.0 - v + libm::log(v))
            {
                return d * v;
            }
        }
    }

    /// Beta between 0 and 1.
    pub(crate) fn beta(&mut self, alpha: f64, beta: f64) -> f64 {
        let (a, b) = (self.gamma(alpha), self.gamma(beta));
        if a + b > 0.0 {
            a / (a + b)
        } else {
            alpha / (alpha + beta)
        }
    }

    /// PERT: a beta between `low` and `high` with mean (low + 4 mode + high) / 6.
    pub(crate) fn pert(&mut self, [low, mode, high]: [f64; 3]) -> f64 {
        let width = high - low;
        if width <= 0.0 {
            return mode;
        }
        let alpha = 1.0 + 4.0 * (mode - low) / width;
        let beta = 1.0 + 4.0 * (high - mode) / width;
        low + width * self.beta(alpha, beta)
    }
}

fn split_mix(counter: &mut u64) -> u64 {
    *counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *counter;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three standard errors of a mean of 40,000 draws with standard deviation 1.
    const THREE_STANDARD_ERRORS: f64 = 3.0 / 200.0;
    const MANY: usize = 40_000;

    fn moments(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let x = (0..MANY).map(|_| draw()).collect::<Vec<_>>();
        let mean = x.iter().sum::<f64>() / MANY as f64;
        let variance = x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / MANY as f64;
        (mean, variance.sqrt())
    }

    #[test]
    fn generators_give_the_authors_numbers() {
        let mut counter = 1_234_567;
        assert_eq!(split_mix(&mut counter), 6_457_827_717_110_365_317);
        assert_eq!(split_mix(&mut counter), 3_203_168_211_198_807_973);
        let mut stream = Stream {
            state: [1, 2, 3, 4],
            spare_normal: None,
        };
        let first = [stream.next(), stream.next(), stream.next()];
        assert_eq!(first, [41_943_041, 58_720_359, 3_588_806_011_781_223]);
    }

    #[test]
    fn streams_repeat_and_differ_by_name() {
        let first = |seed, name| Stream::named(seed, name).next();
        assert_eq!(first(1, "effect:a"), first(1, "effect:a"));
        assert_ne!(first(1, "effect:a"), first(1, "effect:b"));
        assert_ne!(first(1, "effect:a"), first(2, "effect:a"));
    }

    #[test]
    fn normal_and_beta_have_their_moments() {
        let mut stream = Stream::named(7, "normal");
        let (mean, sd) = moments(|| stream.normal());
        assert!(mean.abs() < THREE_STANDARD_ERRORS && (sd - 1.0).abs() < THREE_STANDARD_ERRORS);
        for (a, b) in [(2.0, 5.0), (0.5, 0.5), (30.0, 970.0)] {
            let mut stream = Stream::named(7, "beta");
            let (mean, sd) = moments(|| stream.beta(a, b));
            let (m, s) = (a / (a + b), (a * b / (a + b + 1.0)).sqrt() / (a + b));
            assert!(
                (mean - m).abs() < THREE_STANDARD_ERRORS * s,
                "mean of beta({a}, {b})"
            );
            assert!(
                (sd - s).abs() < 2.0 * THREE_STANDARD_ERRORS * s,
                "sd of beta({a}, {b})"
            );
        }
    }

    #[test]
    fn pert_keeps_within_its_ends_and_has_its_mean() {
        let mut stream = Stream::named(7, "pert");
        let (mean, _) = moments(|| {
            let x = stream.pert([0.8, 1.0, 1.5]);
            assert!((0.8..=1.5).contains(&x));
            x
        });
        assert!((mean - 6.3 / 6.0).abs() < THREE_STANDARD_ERRORS * 0.14);
        assert_eq!(stream.pert([1.0, 1.0, 1.0]), 1.0);
    }
}
