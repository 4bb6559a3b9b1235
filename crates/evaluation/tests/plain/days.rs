//! A calendar that counts day by day from 1 January 1960, sharing nothing with the one under test.

/// Year, month and day of month.
pub(crate) type Ymd = (i32, u32, u32);

pub(crate) fn next((year, month, day): Ymd) -> Ymd {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let length = [
        31,
        if leap { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ][month as usize - 1];
    match (month, day) {
        (12, 31) => (year + 1, 1, 1),
        (_, d) if d == length => (year, month + 1, 1),
        _ => (year, month, day + 1),
    }
}

/// All days of 1960 to 2035, so that a day's number is its place.
pub(crate) fn all() -> Vec<Ymd> {
    let mut days = vec![(1960, 1, 1)];
    while days[days.len() - 1] != (2035, 12, 31) {
        days.push(next(days[days.len() - 1]));
    }
    days
}

pub(crate) fn text((year, month, day): Ymd) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

pub(crate) fn month((year, month, _): Ymd) -> i32 {
    year * 12 + month as i32 - 1
}

pub(crate) fn month_text(month: i32) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

/// The first day of a month.
pub(crate) fn first(month: i32) -> Ymd {
    (month / 12, (month % 12 + 1) as u32, 1)
}

/// The last day of a month.
pub(crate) fn last(month: i32) -> Ymd {
    let mut day = first(month);
    while next(day).1 == day.1 {
        day = next(day);
    }
    day
}

/// The birthday a number of years on; 29 February becomes 1 March in a common year.
pub(crate) fn birthday((year, month, day): Ymd, years: i32) -> Ymd {
    let year = year + years;
    if (month, day) == (2, 29) && next((year, 2, 28)).1 == 3 {
        (year, 3, 1)
    } else {
        (year, month, day)
    }
}
