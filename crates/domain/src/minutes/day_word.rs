//! The day that a line names, in the words people use at a table: "fredag", "om to uger", "1/12", "next Friday".

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

use crate::day::parse_day;

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Monday, &["mandag", "monday"]),
    (Weekday::Tuesday, &["tirsdag", "tuesday"]),
    (Weekday::Wednesday, &["onsdag", "wednesday"]),
    (Weekday::Thursday, &["torsdag", "thursday"]),
    (Weekday::Friday, &["fredag", "friday"]),
    (Weekday::Saturday, &["lørdag", "saturday"]),
    (Weekday::Sunday, &["søndag", "sunday"]),
];

const MONTHS: [&[&str]; 12] = [
    &["januar", "january", "jan"],
    &["februar", "february", "feb"],
    &["marts", "march", "mar"],
    &["april", "apr"],
    &["maj", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

const NUMBERS: [&[&str]; 12] = [
    &["en", "et", "one", "a"],
    &["to", "two"],
    &["tre", "three"],
    &["fire", "four"],
    &["fem", "five"],
    &["seks", "six"],
    &["syv", "seven"],
    &["otte", "eight"],
    &["ni", "nine"],
    &["ti", "ten"],
    &["elleve", "eleven"],
    &["tolv", "twelve"],
];

/// The first day that a line names, told from today. Weekdays are the next ones after today; with "næste" or "next" those of next week.
/// A day without a year is the next such day; a week is its Friday.
pub fn day_word(words: &str, today: Date) -> Option<Date> {
    let lower = words.to_lowercase();
    let tokens: Vec<&str> = lower
        .split_whitespace()
        .map(|it| it.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|it| !it.is_empty())
        .collect();
    (0..tokens.len()).find_map(|at| {
        let before = at.checked_sub(1).map_or("", |it| tokens[it]);
        // What comes after "kl." is an hour.
        if matches!(before, "kl" | "klokken") {
            return None;
        }
        told_from_today(&tokens[at..], before, today)
            .or_else(|| in_some_time(&tokens[at..], today))
            .or_else(|| of_a_calendar(&tokens[at..], today))
    })
}

fn told_from_today(tokens: &[&str], before: &str, today: Date) -> Option<Date> {
    let (first, second) = (tokens[0], tokens.get(1).copied().unwrap_or_default());
    let days = match (first, second) {
        ("i", "dag") | ("idag" | "today", _) => 0,
        ("i", "morgen") | ("imorgen" | "tomorrow", _) => 1,
        ("i", "overmorgen") | ("overmorgen", _) => 2,
        _ => {
            let (weekday, _) = WEEKDAYS.iter().find(|(_, all)| all.contains(&first))?;
            let from = match before {
                "næste" | "next" => end_of_week(today),
                _ => today,
            };
            return from.nth_weekday(1, *weekday).ok();
        }
    };
    today.checked_add(days.days()).ok()
}

/// The Sunday of a day's week.
fn end_of_week(day: Date) -> Date {
    let left = 7 - i32::from(day.weekday().to_monday_one_offset());
    day.saturating_add(left.days())
}

fn in_some_time(tokens: &[&str], today: Date) -> Option<Date> {
    let [first, many, unit, ..] = tokens else {
        return None;
    };
    if !matches!(*first, "om" | "in" | "within" | "inden") {
        return None;
    }
    let many = number(many).filter(|it| (1..=400).contains(it))?;
    let span: Span = match *unit {
        "dag" | "dage" | "day" | "days" => many.days(),
        "uge" | "uger" | "week" | "weeks" => many.weeks(),
        "måned" | "måneder" | "month" | "months" => many.months(),
        _ => return None,
    };
    today.checked_add(span).ok()
}

fn number(word: &str) -> Option<i32> {
    let spoken = NUMBERS.iter().position(|all| all.contains(&word));
    let spoken = spoken.and_then(|at| i32::try_from(at + 1).ok());
    spoken.or_else(|| word.parse().ok())
}

fn of_a_calendar(tokens: &[&str], today: Date) -> Option<Date> {
    let (first, second) = (tokens[0], tokens.get(1).copied().unwrap_or_default());
    if matches!(first, "uge" | "week") {
        return week(second.parse().ok()?, today);
    }
    if let Ok(day) = parse_day(first) {
        return Some(day);
    }
    if let Some((day, month)) = first.split_once('/') {
        return next(month.parse().ok()?, day.parse().ok()?, today);
    }
    // "1. december", "December 1"
    let (day, month) = match (month_of(first), month_of(second)) {
        (None, Some(month)) => (first, month),
        (Some(month), _) => (second, month),
        (None, None) => return None,
    };
    let year = tokens.get(2).and_then(|it| it.parse::<i16>().ok());
    let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
    let day: i8 = day.parse().ok()?;
    match year.filter(|it| (2000..2200).contains(it)) {
        Some(year) => Date::new(year, month, day).ok(),
        None => next(month, day, today),
    }
}

fn month_of(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|all| all.contains(&word))?;
    i8::try_from(at + 1).ok()
}

/// The next such day, today among them; 29 February waits for its year.
fn next(month: i8, day: i8, today: Date) -> Option<Date> {
    let years = today.year()..=today.year().saturating_add(4);
    years
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|it| *it >= today)
}

/// The Friday of the next such week.
fn week(week: i8, today: Date) -> Option<Date> {
    let this = ISOWeekDate::from(today).year();
    (this..=this.saturating_add(1))
        .filter_map(|year| ISOWeekDate::new(year, week, Weekday::Friday).ok())
        .map(ISOWeekDate::date)
        .find(|it| *it >= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn days_as_people_say_them() {
        // A Tuesday.
        let today = date(2026, 11, 24);
        for (words, day) in [
            ("Karen ringer i dag", Some(date(2026, 11, 24))),
            ("Karen ringer i morgen", Some(date(2026, 11, 25))),
            ("senest fredag", Some(date(2026, 11, 27))),
            ("by Friday.", Some(date(2026, 11, 27))),
            ("tirsdag kl. 10", Some(date(2026, 12, 1))),
            ("næste fredag", Some(date(2026, 12, 4))),
            ("next monday", Some(date(2026, 11, 30))),
            ("om to uger", Some(date(2026, 12, 8))),
            ("om 3 måneder", Some(date(2027, 2, 24))),
            ("in a week", Some(date(2026, 12, 1))),
            ("inden 14 dage", Some(date(2026, 12, 8))),
            ("mødes 1/12", Some(date(2026, 12, 1))),
            ("mødes 1/2", Some(date(2027, 2, 1))),
            ("den 3. januar", Some(date(2027, 1, 3))),
            ("December 9", Some(date(2026, 12, 9))),
            ("9 December 2027", Some(date(2027, 12, 9))),
            ("2026-12-24", Some(date(2026, 12, 24))),
            ("24.12.2026", Some(date(2026, 12, 24))),
            ("i uge 50", Some(date(2026, 12, 11))),
            ("uge 3", Some(date(2027, 1, 22))),
            ("29. februar", Some(date(2028, 2, 29))),
            ("den 31. april", None),
            ("kl. 10.30", None),
            ("kl. 1/12", None),
            ("i uge 54", None),
            ("Sofie får ro", None),
            ("", None),
        ] {
            assert_eq!(day_word(words, today), day, "{words}");
        }
    }

    proptest! {
        /// Told from today, a day is never past; only a day written with its year may be.
        #[test]
        fn no_word_leads_back(at in 0_i32..20_000, many in 1_i32..60, word in 0_usize..6) {
            let today = date(2020, 1, 1).saturating_add(at.days());
            let words = ["fredag".to_owned(), "næste mandag".to_owned(), format!("om {many} uger"), format!("{}/{}", many % 28 + 1, many % 12 + 1),
                format!("uge {}", many % 52 + 1), "i dag".to_owned()];
            let day = day_word(&words[word], today);
            prop_assert!(day.is_some_and(|it| it >= today));
        }

        #[test]
        fn whatever_is_written_is_read(words in "\\PC{0,60}") {
            let _ = day_word(&words, date(2026, 11, 24));
        }
    }
}
