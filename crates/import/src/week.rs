//! Weeks of registers that keep one code a person and week (ISO 8601: a week belongs to the year of its Thursday).

use helhed_evaluation::calendar::Day;

/// Years in two digits from here on are of the last century: the oldest weekly register begins in 1991.
const CENTURY_TURNS: i32 = 91;

/// Whether a form of weeks is one that can be read.
pub(crate) fn is_form(form: &str) -> bool {
    ["YYYY-Www", "YYYYWW", "YYWW"].contains(&form)
}

/// The Monday of a week, or nothing when the text is no week of the form.
pub(crate) fn monday(text: &str, form: &str) -> Option<Day> {
    let digits = |text: &str| -> Option<i32> {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse().ok())
            .flatten()
    };
    let (year, week) = match form {
        "YYYY-Www" => text
            .split_once("-W")
            .filter(|(year, week)| year.len() == 4 && week.len() == 2)?,
        "YYYYWW" => text
            .split_at_checked(4)
            .filter(|(_, week)| week.len() == 2)?,
        "YYWW" => text
            .split_at_checked(2)
            .filter(|(_, week)| week.len() == 2)?,
        _ => return None,
    };
    let mut number = digits(year)?;
    if year.len() == 2 {
        number += if number >= CENTURY_TURNS { 1900 } else { 2000 };
    }
    let week = digits(week)?;
    if !(1..=53).contains(&week) {
        return None;
    }
    let first = first_monday(number)?;
    let monday = Day(first.0 + 7 * (week - 1));
    (monday < first_monday(number + 1)?).then_some(monday)
}

/// The Monday of week 1: the week that has 4 January in it.
fn first_monday(year: i32) -> Option<Day> {
    let fourth = Day::from_ymd(year, 1, 4)?.in_range().ok()?;
    // Day 0, 1 January 1970, was a Thursday.
    Some(Day(fourth.0 - (fourth.0 + 3).rem_euclid(7)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_their_monday() {
        // Reference: ISO 8601 week dates.
        for (text, form, day) in [
            ("2017-W01", "YYYY-Www", "2017-01-02"),
            ("201853", "YYYYWW", ""),
            ("202053", "YYYYWW", "2020-12-28"),
            ("201901", "YYYYWW", "2018-12-31"),
            ("9932", "YYWW", "1999-08-09"),
            ("1652", "YYWW", "2016-12-26"),
            ("1600", "YYWW", ""),
            ("16a1", "YYWW", ""),
            ("2016-1", "YYYY-Www", ""),
        ] {
            let shown = monday(text, form)
                .map(|day| day.to_string())
                .unwrap_or_default();
            assert_eq!(shown, day, "{text}");
        }
    }
}
