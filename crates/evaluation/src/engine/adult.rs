//! How an adult was supported, month by month.

use super::months::{self, bits_between};
use super::participant::Participant;
use crate::calendar::{Day, Month};
use crate::codes::Category;

/// A spell of one category cut to the participant's window, in days from the window's first day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spell {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) category: Category,
    /// Self-support by an education grant.
    pub(crate) education: bool,
}

impl Default for Spell {
    /// A spell outside the window: it touches nothing.
    fn default() -> Spell {
        Spell {
            from: 1,
            to: 0,
            category: Category::SelfSupport,
            education: false,
        }
    }
}

impl Spell {
    /// Cuts a spell to a participant's window.
    #[inline]
    pub(crate) fn cut(participant: &Participant, from: Day, to: Day, category: Category) -> Spell {
        let (first, last) = (participant.window.0.0, participant.window.1.0);
        let (from, to) = (from.0.max(first), to.0.min(last));
        if from > to {
            return Spell::default();
        }
        // The window is at most 1,493 days long.
        Spell {
            from: (from - first) as u16,
            to: (to - first) as u16,
            category,
            education: false,
        }
    }

    /// The same spell, marked where it is an education grant.
    #[inline]
    pub(crate) fn studying(self, education: bool) -> Spell {
        Spell { education, ..self }
    }
}

/// The months of an adult, each rule a word of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AdultMonths {
    /// Observed months as an adult: the panel.
    pub(crate) panel: u64,
    /// Months of the panel by category, disjoint and together the panel.
    pub(crate) category: [u64; 4],
    /// Months of the panel that some public support touches, self-supported or not.
    pub(crate) public: u64,
    /// Months of the panel that activation touches, by kind.
    pub(crate) activation: [u64; 3],
    /// Months of the panel in which an education grant is the only self-support on record.
    pub(crate) education_only: u64,
    /// Months of the panel that any spell of support touches.
    pub(crate) recorded: u64,
}

impl AdultMonths {
    /// Applies the rules of the contract to the spells of an adult.
    pub(crate) fn of(
        participant: &Participant,
        spells: &[Spell],
        activation: &[Activated],
    ) -> AdultMonths {
        let panel = participant.adult_months();
        // Education grants are touched apart, in the place after the categories.
        let mut touched = [0; 5];
        let months = MonthStarts::of(participant);
        for spell in spells.iter().filter(|spell| spell.from <= spell.to) {
            let place = if spell.education {
                4
            } else {
                spell.category as usize
            };
            touched[place] |= months.bits(spell);
        }
        let [work, public @ .., education] = touched;
        let own = work | education;
        let public_any = public[0] | public[1] | public[2];
        let mut category = [(own | !public_any) & panel, 0, 0, 0];
        let open = panel & public_any & !own;
        // Where two public categories meet in a month the days decide.
        let meet =
            open & ((public[0] & public[1]) | (public[0] & public[2]) | (public[1] & public[2]));
        for (of, bits) in category[1..].iter_mut().zip(public) {
            *of = bits & open & !meet;
        }
        if meet != 0 {
            let days = months.days(spells, meet);
            let mut rest = meet;
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                // The first of the most: the categories stand in the order that ties follow.
                let mut most = 1;
                for at in 2..4 {
                    if days[bit][at] > days[bit][most] {
                        most = at;
                    }
                }
                category[most] |= 1 << bit;
            }
        }
        let mut active = [0; 3];
        for spell in activation {
            active[spell.kind as usize] |= spell.bits & panel;
        }
        AdultMonths {
            panel,
            category,
            public: public_any & panel,
            activation: active,
            education_only: education & !work & panel,
            recorded: (own | public_any) & panel,
        }
    }

    /// Months that activation of any kind touches.
    pub(crate) fn any_activation(&self) -> u64 {
        self.activation[0] | self.activation[1] | self.activation[2]
    }
}

/// A spell of activation: the months it touches and its kind's number.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Activated {
    pub(crate) bits: u64,
    pub(crate) kind: u8,
}

impl Activated {
    /// The months of the window an interval touches.
    #[inline]
    pub(crate) fn of(participant: &Participant, from: Day, to: Day, kind: u8) -> Activated {
        let last = if to == Day::OPEN {
            Month(i32::MAX)
        } else {
            to.month()
        };
        Activated {
            bits: bits_between(participant.start_month, from.month(), last),
            kind,
        }
    }
}

/// The window's months as days from its first day.
struct MonthStarts {
    starts: [u16; 50],
}

impl MonthStarts {
    fn of(participant: &Participant) -> MonthStarts {
        let first = Month(participant.start_month.0 + months::FIRST_T);
        let zero = participant.window.0.0;
        let mut starts = [0; 50];
        for (at, start) in starts.iter_mut().enumerate() {
            *start = (Month(first.0 + at as i32).first_day().0 - zero) as u16;
        }
        MonthStarts { starts }
    }

    /// The month of the window a day lies in.
    #[inline]
    fn month(&self, day: u16) -> usize {
        // No month is longer than 31 days, so the month is at least day / 31; it is at most two further within 49 months.
        let mut at = usize::from(day / 31);
        while self.starts[at + 1] <= day {
            at += 1;
        }
        at
    }

    #[inline]
    fn bits(&self, spell: &Spell) -> u64 {
        let (from, to) = (self.month(spell.from), self.month(spell.to));
        ((1 << (to - from + 1)) - 1) << from
    }

    /// Days of each public category in the months `wanted`; days of spells of one category add up, overlaps included.
    fn days(&self, spells: &[Spell], wanted: u64) -> [[u64; 4]; 49] {
        let mut days = [[0; 4]; 49];
        for spell in spells
            .iter()
            .filter(|spell| spell.from <= spell.to && spell.category != Category::SelfSupport)
        {
            let mut rest = self.bits(spell) & wanted;
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let first = self.starts[bit].max(spell.from);
                let last = (self.starts[bit + 1] - 1).min(spell.to);
                days[bit][spell.category as usize] += u64::from(last - first + 1);
            }
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{Role, Sex};
    use crate::engine::months::{FIRST_T, START, bits};
    use crate::engine::participant::window;

    fn day(text: &str) -> Day {
        Day::parse(text.as_bytes()).unwrap()
    }

    fn mother(birth: &str, start: &str) -> Participant {
        Participant {
            role: Role::Mother,
            sex: Sex::Female,
            birth: day(birth),
            start: day(start),
            start_month: day(start).month(),
            family_early: true,
            own_early: true,
            window: window(day(start).month()),
            observed: bits(-24, 24),
        }
    }

    fn months(participant: &Participant, spells: &[(&str, &str, Category)]) -> AdultMonths {
        let cut = |(from, to, category): &(&str, &str, Category)| {
            let to = if to.is_empty() { Day::OPEN } else { day(to) };
            Spell::cut(participant, day(from), to, *category)
        };
        let spells: Vec<_> = spells.iter().map(cut).collect();
        AdultMonths::of(participant, &spells, &[])
    }

    fn at(months: &AdultMonths, t: i32) -> Category {
        let bit = 1 << (t - FIRST_T);
        let place = (0..4).find(|at| months.category[*at] & bit != 0).unwrap();
        [
            Category::SelfSupport,
            Category::ActivityReady,
            Category::JobOrEducationReady,
            Category::OtherSupport,
        ][place]
    }

    #[test]
    fn nobody_on_record_is_self_supported() {
        let months = months(&mother("1990-05-05", "2017-06-15"), &[]);
        assert_eq!(months.category[0], bits(-24, 24));
        assert_eq!(months.public, 0);
    }

    #[test]
    fn one_day_of_employment_makes_the_month_self_supported_and_it_stays_public() {
        use Category::{ActivityReady, SelfSupport};
        let person = mother("1990-05-05", "2017-06-15");
        let months = months(
            &person,
            &[
                ("2010-01-01", "", ActivityReady),
                ("2017-06-30", "2017-06-30", SelfSupport),
            ],
        );
        assert_eq!(at(&months, 0), SelfSupport);
        assert_eq!(at(&months, 1), ActivityReady);
        assert_eq!(months.public, bits(-24, 24));
    }

    #[test]
    fn most_days_win_and_ties_follow_the_order() {
        use Category::{ActivityReady, JobOrEducationReady, OtherSupport};
        let person = mother("1990-05-05", "2017-06-15");
        let tie = [
            ("2017-06-01", "2017-06-15", OtherSupport),
            ("2017-06-16", "2017-06-30", JobOrEducationReady),
        ];
        assert_eq!(at(&months(&person, &tie), 0), JobOrEducationReady);
        let tie = [
            ("2017-06-01", "2017-06-10", OtherSupport),
            ("2017-06-11", "2017-06-20", ActivityReady),
        ];
        assert_eq!(at(&months(&person, &tie), 0), ActivityReady);
        // Two overlapping spells of one category count their days twice.
        let twice = [
            ("2017-06-01", "2017-06-11", OtherSupport),
            ("2017-06-05", "2017-06-12", OtherSupport),
            ("2017-06-13", "2017-06-30", ActivityReady),
        ];
        assert_eq!(at(&months(&person, &twice), 0), OtherSupport);
    }

    #[test]
    fn the_panel_begins_with_the_first_whole_month_after_the_birthday() {
        let panel = |birth: &str| mother(birth, "2017-06-15").adult_months();
        assert_eq!(panel("1999-06-01"), bits(0, 24));
        assert_eq!(panel("1999-06-02"), bits(1, 24));
        assert_eq!(panel("1999-05-31"), bits(0, 24));
        assert_eq!(panel("2010-01-01"), 0);
        let leap = mother("2000-02-29", "2018-03-20");
        assert_eq!(leap.adult_months(), bits(0, 24));
        assert_eq!(leap.adult_months() & START, START);
    }
}
