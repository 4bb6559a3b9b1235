//! Discount rates: one number, or steps of years that hold one after another.
//!
//! The official Danish steps are a dated data file (`data/discount_official.csv`), so that a new
//! rate is a row.

use jiff::civil::Date;

/// A rate and how many years it holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiscountStep {
    /// Years after the base year, or after the step before; `None` for all the rest.
    pub years: Option<u32>,
    /// Rate a year; 0.035 is 3.5 %.
    pub rate: f64,
}

/// How a krone of another year compares with one of the base year.
#[derive(Debug, Clone, PartialEq)]
pub struct Discount {
    steps: Vec<DiscountStep>,
}

impl Discount {
    /// One rate for every year.
    pub fn flat(rate: f64) -> Self {
        Self {
            steps: vec![DiscountStep { years: None, rate }],
        }
    }

    /// Steps in order; the last goes on after its years. `None` without steps or with a rate of
    /// -100 % or less.
    pub fn steps(steps: Vec<DiscountStep>) -> Option<Self> {
        let sound = !steps.is_empty() && steps.iter().all(|s| s.rate > -1.0 && s.rate.is_finite());
        sound.then_some(Self { steps })
    }

    /// The steps.
    pub fn as_steps(&self) -> &[DiscountStep] {
        &self.steps
    }

    /// What one krone of `year` is worth in `base_year`: each year between them is discounted at
    /// the rate that holds in it, compounded; years before the base year take the first rate.
    pub fn factor(&self, base_year: i16, year: i16) -> f64 {
        let mut grown = 1.0;
        for k in 0..(i32::from(year) - i32::from(base_year)).unsigned_abs() {
            let rate = if year > base_year {
                self.rate_in(k)
            } else {
                self.steps[0].rate
            };
            grown *= 1.0 + rate;
        }
        if year > base_year { 1.0 / grown } else { grown }
    }

    /// The rate of the year that ends `after + 1` years after the base year.
    fn rate_in(&self, after: u32) -> f64 {
        let mut until = 0u32;
        for step in &self.steps {
            until = step.years.map_or(u32::MAX, |y| until.saturating_add(y));
            if after < until {
                return step.rate;
            }
        }
        self.steps[self.steps.len() - 1].rate
    }
}

/// The official steps that are in force on a day; `None` before the first row of the data file.
pub fn official_discount(on: Date) -> Option<Discount> {
    let mut steps = Vec::new();
    for row in include_str!("../data/discount_official.csv")
        .lines()
        .skip(1)
    {
        let cell = row.split(',').collect::<Vec<_>>();
        let from = cell.first()?.parse::<Date>().ok()?;
        let to = cell.get(1)?.parse::<Date>().ok();
        if from <= on && to.is_none_or(|to| on <= to) {
            steps.push(DiscountStep {
                years: cell.get(2)?.parse().ok(),
                rate: cell.get(3)?.parse().ok()?,
            });
        }
    }
    Discount::steps(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Rounding of a handful of multiplications.
    const FLOAT: f64 = 1e-14;

    #[test]
    fn years_before_the_base_year_take_the_first_rate() {
        let steps = Discount::steps(vec![
            DiscountStep {
                years: Some(2),
                rate: 0.04,
            },
            DiscountStep {
                years: Some(1),
                rate: 0.02,
            },
        ])
        .expect("sound");
        assert!((steps.factor(2018, 2016) - 1.04 * 1.04).abs() < FLOAT);
        assert_eq!(steps.factor(2018, 2018), 1.0);
        assert!((steps.factor(2018, 2020) - 1.0 / (1.04 * 1.04)).abs() < FLOAT);
        assert!((steps.factor(2018, 2021) - 1.0 / (1.04 * 1.04 * 1.02)).abs() < FLOAT);
        // The last step goes on.
        assert!((steps.factor(2018, 2022) - 1.0 / (1.04 * 1.04 * 1.02 * 1.02)).abs() < FLOAT);
    }

    #[test]
    fn official_rates_change_with_the_year() {
        let before = official_discount(date(2019, 1, 1)).expect("in the file");
        assert_eq!(before, Discount::flat(0.04));
        let after = official_discount(date(2021, 1, 1)).expect("in the file");
        assert_eq!(
            after.as_steps()[0],
            DiscountStep {
                years: Some(36),
                rate: 0.035
            }
        );
        assert_eq!(after.as_steps()[1].rate, 0.025);
        assert_eq!(official_discount(date(2012, 12, 31)), None);
    }

    #[test]
    fn a_rate_of_minus_hundred_percent_is_no_rate() {
        assert_eq!(
            Discount::steps(vec![DiscountStep {
                years: None,
                rate: -1.0
            }]),
            None
        );
        assert_eq!(Discount::steps(vec![]), None);
    }
}
