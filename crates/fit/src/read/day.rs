//! Dates as `YYYY-MM-DD`, read without detours: a bundle has millions.

use jiff::civil::Date;

/// The date, or `None` for anything else.
pub(super) fn date(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0i16, |sum, digit| {
            digit
                .is_ascii_digit()
                .then(|| sum * 10 + i16::from(digit - b'0'))
        })
    };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    let month = number(&[*m1, *m2])?;
    let day = number(&[*d1, *d2])?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Days since 1 January 1970.
pub(crate) fn number(date: Date) -> i32 {
    let (y, m, d) = (
        i32::from(date.year()),
        i32::from(date.month()),
        i32::from(date.day()),
    );
    // Years that begin in March put the leap day last.
    let y = if m <= 2 { y - 1 } else { y };
    let of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil;

    #[test]
    fn only_dates_are_dates() {
        assert_eq!(date(b"2020-02-29"), Some(civil::date(2020, 2, 29)));
        for text in [
            "2021-02-29",
            "2020-13-01",
            "2020-1-01",
            "20200101",
            "2020-01-01 ",
            "",
        ] {
            assert_eq!(date(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_without_a_gap() {
        let first = civil::date(1970, 1, 1);
        assert_eq!(number(first), 0);
        for days in (-40_000..60_000).step_by(37) {
            assert_eq!(number(first + i64::from(days).days()), days);
        }
    }
}
