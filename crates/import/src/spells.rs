//! One code a person and week, as spells: weeks of one code that follow each other are one spell.

use helhed_evaluation::calendar::Day;

/// A person's code in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Week {
    /// Number of the person.
    pub(crate) person: u32,
    pub(crate) monday: Day,
    /// Number of what the code becomes; nothing when such weeks are left out.
    pub(crate) code: Option<u32>,
    /// Row of the extract.
    pub(crate) row: u64,
}

/// A spell with the row of its first week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spell {
    pub(crate) person: u32,
    pub(crate) code: u32,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) row: u64,
}

/// The spells of weeks in any order. A second, other code in a person's week is a fault: (its row, the first one's row).
pub(crate) fn of(mut weeks: Vec<Week>) -> (Vec<Spell>, Vec<(u64, u64)>) {
    weeks.sort_unstable_by_key(|week| (week.person, week.monday, week.row));
    let mut spells: Vec<Spell> = Vec::new();
    let mut twice = Vec::new();
    let mut before: Option<Week> = None;
    for week in weeks {
        if let Some(before) =
            before.filter(|before| (before.person, before.monday) == (week.person, week.monday))
        {
            // The same line twice says nothing new.
            if before.code != week.code {
                twice.push((week.row, before.row));
            }
            continue;
        }
        before = Some(week);
        let Some(code) = week.code else { continue };
        let sunday = Day(week.monday.0 + 6);
        match spells.last_mut() {
            Some(spell)
                if spell.person == week.person
                    && spell.code == code
                    && spell.to.0 + 1 == week.monday.0 =>
            {
                spell.to = sunday
            }
            _ => spells.push(Spell {
                person: week.person,
                code,
                from: week.monday,
                to: sunday,
                row: week.row,
            }),
        }
    }
    (spells, twice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn week(person: u32, number: i32, code: Option<u32>, row: u64) -> Week {
        Week {
            person,
            monday: Day(7 * number + 4),
            code,
            row,
        }
    }

    #[test]
    fn weeks_that_follow_each_other_are_one_spell() {
        let weeks = vec![
            week(1, 3, Some(7), 5),
            week(1, 1, Some(7), 3),
            week(1, 2, Some(7), 4),
            week(1, 4, None, 6),
            week(1, 5, Some(7), 7),
            week(2, 1, Some(7), 8),
        ];
        let (spells, twice) = of(weeks);
        let shown: Vec<_> = spells
            .iter()
            .map(|s| (s.person, (s.to.0 - s.from.0 + 1) / 7, s.row))
            .collect();
        assert_eq!(shown, [(1, 3, 3), (1, 1, 7), (2, 1, 8)]);
        assert!(twice.is_empty());
    }

    #[test]
    fn two_codes_in_a_week_are_told() {
        let (_, twice) = of(vec![
            week(1, 1, Some(7), 2),
            week(1, 1, Some(8), 3),
            week(1, 1, Some(7), 4),
            week(2, 1, Some(8), 5),
        ]);
        assert_eq!(twice, [(3, 2)]);
    }

    proptest! {
        #[test]
        fn every_week_is_in_one_spell_of_its_code(codes in proptest::collection::vec(proptest::option::of(0u32..3), 0..80)) {
            let weeks = codes.iter().enumerate().map(|(at, code)| week(1, at as i32, *code, at as u64)).collect();
            let (spells, _) = of(weeks);
            for (at, code) in codes.iter().enumerate() {
                let monday = Day(7 * at as i32 + 4);
                let in_it: Vec<_> = spells.iter().filter(|spell| spell.from <= monday && monday.0 + 6 <= spell.to.0).map(|spell| spell.code).collect();
                prop_assert_eq!(in_it, code.iter().copied().collect::<Vec<_>>());
            }
            for pair in spells.windows(2) {
                prop_assert!(pair[0].to < pair[1].from);
                prop_assert!(pair[0].code != pair[1].code || pair[0].to.0 + 1 < pair[1].from.0);
            }
        }
    }
}
