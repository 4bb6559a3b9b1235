//! CPR numbers that no person can have.
//!
//! Scheme: the CPR office's own test numbers add 60 to the day of birth, so the first two digits run from 61 to 91 and the
//! number can never be issued. The seventh digit follows the century rule (0–3 for 1900–1999, 5–8 for 2000–2057) and the last
//! digit the sex (even female, odd male), so that everything else about the number is as in real life.
//!
//! Numbers are unique among 128,000 families: a number is a birth date and a serial of three digits from the story's index
//! modulo 1,000; stories that share a serial are born on different days modulo 128 ([`birthday_for`]).

use jiff::civil::Date;

use super::{
    calendar::{day_number, plus},
    chance::Chance,
    person::Sex,
};

/// The birth date nearest to `wish` (at most 64 days away, never after `latest`) that story `index` may use.
pub(crate) fn birthday_for(seed: u64, index: u32, adult: bool, wish: Date, latest: Date) -> Date {
    let mut offset = Chance::new(seed, &[0xc9, u64::from(index % 1000), u64::from(adult)]);
    let wanted = (index / 1000) as i32 + offset.below(128) as i32;
    let ahead = (wanted - day_number(wish)).rem_euclid(128);
    let shift = if ahead > 64 { ahead - 128 } else { ahead };
    let day = plus(wish, shift);
    if day > latest { plus(day, -128) } else { day }
}

/// The number for someone of story `index` born on a day from [`birthday_for`]: ten digits, without a hyphen.
pub(crate) fn number(index: u32, adult: bool, sex: Sex, birth: Date) -> String {
    let serial = index % 1000;
    let century = if birth.year() < 2000 { 0 } else { 5 };
    // Adults take the lower and children the upper half of each century's digits.
    let half = if adult { 0 } else { 2 };
    let seventh = century + half + serial / 500;
    let last = (serial % 5) * 2 + u32::from(sex == Sex::Male);
    format!(
        "{:02}{:02}{:02}{}{:02}{}",
        birth.day() + 60,
        birth.month(),
        birth.year() % 100,
        seventh,
        serial % 500 / 5,
        last
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn day_carries_sixty_and_last_digit_the_sex() {
        assert_eq!(number(7, true, Sex::Female, date(1994, 3, 9)), "6903940014");
        assert_eq!(
            number(507, false, Sex::Male, date(2019, 12, 31)),
            "9112198015"
        );
    }

    #[test]
    fn a_birthday_stays_near_and_never_passes_the_latest() {
        let today = date(2026, 11, 20);
        for index in 0..3000 {
            let day = birthday_for(1, index, false, today, today);
            assert!(day <= today && day >= plus(today, -128));
        }
    }
}
