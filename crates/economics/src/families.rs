//! Cost of families: before and after, around an event, and what one dear case does to a mean.

use crate::model::Payer;
use crate::table::{ResultTable, real};
use rust_decimal::{Decimal, RoundingStrategy};

/// What a family costs each payer a year, now and as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyCost {
    /// DKK a year for municipality, region and state now.
    pub now: [Decimal; 3],
    /// The same under the plan.
    pub planned: [Decimal; 3],
}

/// To the øre, half an øre away from zero, as an invoice does.
fn to_oere(dkk: Decimal) -> Decimal {
    dkk.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

impl FamilyCost {
    /// The sum over a family's measures: units a year now and under the plan, and what a unit costs
    /// municipality, region and state. Each product is rounded to the øre.
    pub fn of(measures: impl IntoIterator<Item = (Decimal, Decimal, [Decimal; 3])>) -> Self {
        let mut sum = Self {
            now: [Decimal::ZERO; 3],
            planned: [Decimal::ZERO; 3],
        };
        for (now, planned, per_unit) in measures {
            for (payer, dkk) in per_unit.into_iter().enumerate() {
                sum.now[payer] += to_oere(now * dkk);
                sum.planned[payer] += to_oere(planned * dkk);
            }
        }
        sum
    }

    /// What each payer spends less (or, negative, more) a year.
    pub fn saved(&self) -> [(Payer, Decimal); 3] {
        let mut at = 0;
        Payer::PUBLIC.map(|payer| {
            at += 1;
            (payer, self.now[at - 1] - self.planned[at - 1])
        })
    }
}

/// Successes that pay for a yearly cost; `None` where a success saves nothing.
pub fn successes_to_pay(yearly_cost: f64, saved_per_success: f64) -> Option<f64> {
    (saved_per_success > 0.0).then(|| yearly_cost / saved_per_success)
}

/// A sum with and without its dearest person's excess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithoutDearest {
    /// Sum of all.
    pub total: Decimal,
    /// Sum with the dearest person set down to the second dearest.
    pub winsorised: Decimal,
}

/// Sets the most expensive person down to the second most expensive: one case must not carry a
/// conclusion. `None` with fewer than two people.
pub fn without_the_dearest(per_person: &[Decimal]) -> Option<WithoutDearest> {
    let mut sorted = per_person.to_vec();
    sorted.sort_unstable();
    let [.., second, first] = sorted[..] else {
        return None;
    };
    let total = sorted.iter().sum::<Decimal>();
    Some(WithoutDearest {
        total,
        winsorised: total - first + second,
    })
}

/// Average cost of a half-year around an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HalfYearMean {
    /// -4 … 3; 0 is the first half-year after the event's month.
    pub half_year: i32,
    /// People whose whole half-year is observed.
    pub persons: usize,
    /// DKK per person; `None` without people. People without a posting count as 0.
    pub mean: Option<f64>,
    /// The same with the dearest person set down to the second dearest; `None` with fewer than two.
    pub mean_without_dearest: Option<f64>,
}

/// A person's observed months and expenses, months counted from the event.
#[derive(Debug, Clone, Copy)]
pub struct ObservedPerson<'a> {
    /// First month observed.
    pub first_month: i32,
    /// Last month observed.
    pub last_month: i32,
    /// Month and DKK of each expense.
    pub postings: &'a [(i32, Decimal)],
}

/// Mean cost per person in the half-years around an event (a start, a parent's progression, a
/// close): half-year h is months 6h … 6h+5 before it and 6h+1 … 6h+6 after it.
pub fn half_years_around(persons: &[ObservedPerson<'_>]) -> Vec<HalfYearMean> {
    let half_years = (-4..=3).map(|half_year| {
        let from = if half_year < 0 {
            6 * half_year
        } else {
            6 * half_year + 1
        };
        let months = from..=from + 5;
        let observed = persons
            .iter()
            .filter(|p| p.first_month <= *months.start() && *months.end() <= p.last_month);
        let sums = observed.map(|person| {
            let within = person.postings.iter().filter(|(t, _)| months.contains(t));
            within.map(|(_, amount)| amount).sum::<Decimal>()
        });
        let sums = sums.collect::<Vec<Decimal>>();
        let count = sums.len();
        let mean = |sum: Decimal| {
            let sum = rust_decimal::prelude::ToPrimitive::to_f64(&sum)?;
            (count > 0).then(|| sum / count as f64)
        };
        HalfYearMean {
            half_year,
            persons: count,
            mean: mean(sums.iter().sum()),
            mean_without_dearest: without_the_dearest(&sums).and_then(|it| mean(it.winsorised)),
        }
    });
    half_years.collect()
}

/// Table `member_costs`: for each event what a member of a family costs in the half-years around it.
pub fn member_costs(events: &[(&str, Vec<HalfYearMean>)]) -> ResultTable {
    let real_or_nothing = |value: Option<f64>| value.map(real).unwrap_or_default();
    let rows = events.iter().flat_map(|(event, means)| {
        means.iter().map(move |mean| {
            vec![
                (*event).to_owned(),
                mean.half_year.to_string(),
                mean.persons.to_string(),
                real_or_nothing(mean.mean),
                real_or_nothing(mean.mean_without_dearest),
            ]
        })
    });
    ResultTable {
        name: "member_costs",
        columns: &[
            "event",
            "half_year",
            "persons",
            "mean_dkk",
            "mean_without_dearest_dkk",
        ],
        note: "Mean expense per member in the half-years around an event, over those observed all through it; the last column with the dearest person set down to the second dearest.",
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dkk(n: i64) -> Decimal {
        Decimal::from(n)
    }

    #[test]
    fn lollands_family_pays_for_its_place_with_one_point_seven() {
        let family = FamilyCost {
            now: [dkk(1_000_000), dkk(0), dkk(0)],
            planned: [dkk(235_000), dkk(0), dkk(0)],
        };
        assert_eq!(family.saved()[0], (Payer::Municipality, dkk(765_000)));
        let needed = successes_to_pay(1_300_000.0, 765_000.0).expect("saves");
        assert!((needed - 1.70).abs() < 0.005);
        assert_eq!(successes_to_pay(1.0, 0.0), None);
    }

    #[test]
    fn a_familys_measures_are_summed_by_payer() {
        let month = [dkk(3_276), dkk(0), dkk(13_106)];
        let cost = FamilyCost::of([
            (dkk(1), dkk(0), [dkk(720_700), dkk(0), dkk(0)]),
            (dkk(12), Decimal::new(65, 1), month),
            (
                dkk(0),
                Decimal::new(333, 3),
                [Decimal::new(10_01, 2), dkk(5), dkk(0)],
            ),
        ]);
        assert_eq!(cost.now, [dkk(760_012), dkk(0), dkk(157_272)]);
        let planned = [
            Decimal::new(2_129_733, 2),
            Decimal::new(1_67, 2),
            dkk(85_189),
        ];
        assert_eq!(cost.planned, planned);
        let saved = cost
            .saved()
            .map(|(_, dkk)| dkk)
            .into_iter()
            .sum::<Decimal>();
        let (now, planned) = (
            cost.now.into_iter().sum::<Decimal>(),
            cost.planned.into_iter().sum::<Decimal>(),
        );
        assert_eq!(saved, now - planned);
    }

    #[test]
    fn one_dear_case_is_set_down_to_the_next() {
        let costs = [dkk(2_000_000), dkk(100_000), dkk(40_000)];
        let both = without_the_dearest(&costs).expect("three people");
        assert_eq!(
            both,
            WithoutDearest {
                total: dkk(2_140_000),
                winsorised: dkk(240_000)
            }
        );
        assert_eq!(without_the_dearest(&costs[..1]), None);
    }

    #[test]
    fn a_half_year_counts_those_observed_all_through_it() {
        let early = [(-6, dkk(600)), (0, dkk(999)), (1, dkk(60)), (7, dkk(10))];
        let persons = [
            ObservedPerson {
                first_month: -6,
                last_month: 6,
                postings: &early,
            },
            ObservedPerson {
                first_month: -24,
                last_month: 24,
                postings: &[],
            },
        ];
        let means = half_years_around(&persons);
        let of = |h: i32| {
            means
                .iter()
                .find(|m| m.half_year == h)
                .copied()
                .expect("in -4..=3")
        };
        assert_eq!((of(-1).persons, of(-1).mean), (2, Some(300.0)));
        assert_eq!(of(-1).mean_without_dearest, Some(0.0));
        assert_eq!(of(1).mean_without_dearest, None);
        // Month 0 is in neither half-year; month 7 of the first person is not observed in full.
        assert_eq!((of(0).persons, of(0).mean), (2, Some(30.0)));
        assert_eq!((of(1).persons, of(1).mean), (1, Some(0.0)));
    }
}
