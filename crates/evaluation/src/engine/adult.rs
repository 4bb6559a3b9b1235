//! How an adult was supported, month by month.

use super::participant::Participant;
use super::window::{Spell, Window};
use crate::codes::Category;

/// What spells of support are told apart by: the categories, and education grants, which are self-support told apart from work.
const PLACES: usize = 5;
/// The place of an education grant.
const EDUCATION: u8 = 4;

/// The place of a spell.
pub(crate) fn place(category: Category, education: bool) -> u8 {
    if education && category == Category::SelfSupport {
        EDUCATION
    } else {
        category as u8
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
    /// Applies the rules of the contract to the spells of an adult; `activation` are the months that each kind touches.
    pub(crate) fn of(
        participant: &Participant,
        window: &Window,
        spells: &[Spell],
        activation: [u64; 3],
    ) -> AdultMonths {
        let panel = participant.adult_months();
        let mut touched = [0; PLACES];
        for spell in spells {
            touched[usize::from(spell.place)] |= window.bits(spell);
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
            let days = days_of(window, spells, meet);
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
        AdultMonths {
            panel,
            category,
            public: public_any & panel,
            activation: activation.map(|bits| bits & panel),
            education_only: education & !work & panel,
            recorded: (own | public_any) & panel,
        }
    }

    /// Months that activation of any kind touches.
    pub(crate) fn any_activation(&self) -> u64 {
        self.activation[0] | self.activation[1] | self.activation[2]
    }
}

/// Days of each public category in the months `wanted`; days of spells of one category add up, overlaps included.
fn days_of(window: &Window, spells: &[Spell], wanted: u64) -> [[u64; 4]; 49] {
    let mut days = [[0; 4]; 49];
    let public = Category::ActivityReady as u8..=Category::OtherSupport as u8;
    for spell in spells.iter().filter(|spell| public.contains(&spell.place)) {
        let mut rest = window.bits(spell) & wanted;
        while rest != 0 {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            days[bit][usize::from(spell.place)] += window.days(spell, bit);
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::codes::{Role, Sex};
    use crate::engine::months::{FIRST_T, START, bits};

    fn day(text: &str) -> Day {
        Day::parse(text.as_bytes()).unwrap()
    }

    fn mother(birth: &str, start: &str) -> Participant {
        Participant {
            number: 0,
            role: Role::Mother,
            sex: Sex::Female,
            birth: day(birth),
            start: day(start),
            start_month: day(start).month(),
            family_early: true,
            own_early: true,
            observed: bits(-24, 24),
        }
    }

    fn months(participant: &Participant, spells: &[(&str, &str, Category)]) -> AdultMonths {
        let window = Window::of(participant.start_month);
        let cut = |(from, to, category): &(&str, &str, Category)| {
            let to = if to.is_empty() { Day::OPEN } else { day(to) };
            window.cut(day(from), to, place(*category, false))
        };
        let spells: Vec<_> = spells.iter().filter_map(cut).collect();
        AdultMonths::of(participant, &window, &spells, [0; 3])
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
