//! Spells of activation in months of public support.

use helhed_evaluation::calendar::{Day, Month};
use helhed_evaluation::codes::{ActivationKind, Category, Role};

use super::course::{self, Course, MONTHS};
use super::deal::Share;
use super::margins::ACTIVATION;
use super::people::Adult;
use crate::story::Chance;

/// A spell of activation.
pub(super) struct Activated {
    pub(super) kind: ActivationKind,
    pub(super) from: Day,
    pub(super) to: Day,
}

/// How far the even shares of a block have come: by kind, for mothers and fathers, before and after.
pub(super) struct Dealer(Vec<[Share; 4]>);

impl Dealer {
    pub(super) fn new(chance: &mut Chance) -> Dealer {
        let mut four = || [0; 4].map(|_| Share::new(chance));
        Dealer(ACTIVATION.iter().map(|_| four()).collect())
    }

    /// The spells of an adult in the observed months: one or two months at a time.
    pub(super) fn spells(
        &mut self,
        adult: &Adult,
        course: &Course,
        observed: (Month, Month),
        chance: &mut Chance,
    ) -> Vec<Activated> {
        let start = adult.start.month().0;
        let first = MONTHS.0.max(observed.0.0 - start);
        let last = MONTHS.1.min(observed.1.0 - start);
        let father = adult.role == Role::Father;
        let mut spells = Vec::new();
        for ((kind, rates), shares) in ACTIVATION.iter().zip(&mut self.0) {
            let mut t = first;
            while t <= last {
                if course::at(course, t) == Category::SelfSupport {
                    t += 1;
                    continue;
                }
                let mut months = 1 + i32::from(chance.percent(40));
                if t == -1 || t + 1 > last || course::at(course, t + 1) == Category::SelfSupport {
                    months = 1;
                }
                let rate = match (t < 0, father) {
                    (true, false) => rates.mother,
                    (true, true) => rates.father,
                    (false, _) => rates.after,
                };
                if shares[usize::from(father) + 2 * usize::from(t >= 0)].next(rate) {
                    let (from, to) = (Month(start + t), Month(start + t + months - 1));
                    spells.push(Activated {
                        kind: *kind,
                        from: Day(from.first_day().0 + chance.between(0, 20)),
                        to: Day(to.last_day().0 - chance.between(0, 6)),
                    });
                }
                t += months;
            }
        }
        spells
    }
}
