//! One value of a row, the same whether it came from CSV or Parquet, and how it becomes typed.

use std::borrow::Cow;

use super::fault::Problem;
use crate::calendar::{DateFault, Day};

/// A value as the file holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Empty,
    Text(&'a [u8]),
    Day(i32),
    Int(i64),
    Float(f64),
    /// A decimal number: unscaled digits and how many of them are decimals.
    Decimal(i128, u32),
    /// A value of a type nothing can be made of.
    Other,
}

/// A row: its values by the position of the column in [`super::rows::Rows::COLUMNS`].
pub(crate) trait Row {
    fn value(&self, column: usize) -> Value<'_>;

    /// Where the value stands in its column's dictionary, if the file has one there.
    fn entry(&self, column: usize) -> Option<Entry> {
        let _ = column;
        None
    }
}

/// A place in a dictionary: rows with the same place have the same value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Which dictionary; never 0.
    pub(crate) dictionary: u64,
    /// The place in it.
    pub(crate) at: u32,
    /// How many places it has.
    pub(crate) of: u32,
}

/// What the entries of the dictionary at hand turned out to be: each is looked up once, however many rows have it.
#[derive(Debug, Default)]
pub(crate) struct Found {
    dictionary: u64,
    numbers: Vec<u32>,
}

/// An entry that has not been looked up. No table has so many persons or codes.
const UNSEEN: u32 = u32::MAX;

impl Found {
    /// The number of a value: by its entry if it has one and was seen before, else as `find` says. Faults are never kept.
    #[inline]
    pub(crate) fn number<E>(
        &mut self,
        entry: Option<Entry>,
        find: impl FnOnce() -> Result<u32, E>,
    ) -> Result<u32, E> {
        let Some(entry) = entry else {
            return find();
        };
        if self.dictionary != entry.dictionary {
            self.dictionary = entry.dictionary;
            self.numbers.clear();
            self.numbers.resize(entry.of as usize, UNSEEN);
        }
        let known = self.numbers[entry.at as usize];
        if known != UNSEEN {
            return Ok(known);
        }
        let number = find()?;
        self.numbers[entry.at as usize] = number;
        Ok(number)
    }
}

/// A fault of one value: the column's position and the problem.
pub(crate) type ValueFault = (usize, Problem);

/// An id: any text that is not empty; whole numbers count as their digits.
pub(crate) fn id(row: &impl Row, column: usize) -> Result<Cow<'_, [u8]>, ValueFault> {
    match row.value(column) {
        Value::Text(text) => Ok(Cow::Borrowed(text)),
        Value::Int(number) => Ok(Cow::Owned(number.to_string().into_bytes())),
        Value::Empty => Err((column, Problem::Missing)),
        _ => Err((column, Problem::WrongType)),
    }
}

/// A value of a code list.
pub(crate) fn code<T>(
    row: &impl Row,
    column: usize,
    allowed: &str,
    parse: impl Fn(&[u8]) -> Option<T>,
) -> Result<T, ValueFault> {
    match row.value(column) {
        Value::Text(text) => parse(text).ok_or_else(|| {
            (
                column,
                Problem::UnknownCode(allowed.trim_end().replace(' ', ", ")),
            )
        }),
        Value::Empty => Err((column, Problem::Missing)),
        _ => Err((column, Problem::WrongType)),
    }
}

/// A date, or nothing when the value is empty.
pub(crate) fn optional_day(row: &impl Row, column: usize) -> Result<Option<Day>, ValueFault> {
    let day = match row.value(column) {
        Value::Empty => return Ok(None),
        Value::Text(text) => Day::parse(text),
        Value::Day(day) => Day(day).in_range(),
        _ => return Err((column, Problem::WrongType)),
    };
    match day {
        Ok(day) => Ok(Some(day)),
        Err(DateFault::Malformed) => Err((column, Problem::BadDate)),
        Err(DateFault::OutOfRange) => Err((column, Problem::DateOutOfRange)),
    }
}

/// A date that must be there.
pub(crate) fn day(row: &impl Row, column: usize) -> Result<Day, ValueFault> {
    optional_day(row, column)?.ok_or((column, Problem::Missing))
}

/// An interval in two columns; an empty end is [`Day::OPEN`].
pub(crate) fn interval(row: &impl Row, from: usize, to: usize) -> Result<(Day, Day), ValueFault> {
    let first = day(row, from)?;
    let last = optional_day(row, to)?.unwrap_or(Day::OPEN);
    if last < first {
        Err((to, Problem::EndBeforeStart))
    } else {
        Ok((first, last))
    }
}

/// Something when no interval of two columns ends before it starts.
pub(crate) fn in_order(from: &[Day], to: &[Day]) -> Option<()> {
    let mut pairs = from.iter().zip(to);
    pairs.all(|(from, to)| from <= to).then_some(())
}

/// The largest amount accepted, in øre: far above any posting, far below overflow.
const MOST_ORE: i64 = 100_000_000_000_000;

/// An amount in kroner as whole øre.
pub(crate) fn ore(row: &impl Row, column: usize) -> Result<i64, ValueFault> {
    let ore = match row.value(column) {
        Value::Empty => return Err((column, Problem::Missing)),
        Value::Text(text) => ore_of_text(text),
        Value::Int(kroner) => kroner.checked_mul(100),
        Value::Float(kroner) => {
            let ore = kroner * 100.0;
            // A float holds a two-decimal amount only nearly: accept what is an øre to one part in a million of it.
            ((ore - ore.round()).abs() <= 1e-6 * ore.abs().max(1.0)).then(|| ore.round() as i64)
        }
        Value::Decimal(digits, scale) => ore_of_decimal(digits, scale),
        Value::Day(_) | Value::Other => return Err((column, Problem::WrongType)),
    };
    ore.and_then(ore_in_range)
        .ok_or((column, Problem::BadAmount))
}

/// The amount itself where it is one that can be.
#[inline]
pub(crate) fn ore_in_range(ore: i64) -> Option<i64> {
    (-MOST_ORE..=MOST_ORE).contains(&ore).then_some(ore)
}

fn ore_of_text(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (whole, decimals) = match digits.iter().position(|b| *b == b'.') {
        Some(point) => (&digits[..point], &digits[point + 1..]),
        None => (digits, &[][..]),
    };
    let bare_point = decimals.is_empty() && whole.len() != digits.len();
    if whole.is_empty() || whole.len() > 13 || decimals.len() > 2 || bare_point {
        return None;
    }
    let mut ore: i64 = 0;
    for place in 0..whole.len() + 2 {
        let byte = if place < whole.len() {
            whole[place]
        } else {
            *decimals.get(place - whole.len()).unwrap_or(&b'0')
        };
        if !byte.is_ascii_digit() {
            return None;
        }
        ore = ore * 10 + i64::from(byte - b'0');
    }
    Some(if negative { -ore } else { ore })
}

fn ore_of_decimal(digits: i128, scale: u32) -> Option<i64> {
    let ore = if scale <= 2 {
        digits.checked_mul(10i128.pow(2 - scale))?
    } else {
        let unit = 10i128.checked_pow(scale - 2)?;
        if digits % unit != 0 {
            return None;
        }
        digits / unit
    };
    i64::try_from(ore).ok()
}

/// A plain number; no exponent, no separators.
pub(crate) fn number(row: &impl Row, column: usize) -> Result<f64, ValueFault> {
    let number = match row.value(column) {
        Value::Empty => return Err((column, Problem::Missing)),
        Value::Text(text)
            if text
                .iter()
                .all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+')) =>
        {
            std::str::from_utf8(text)
                .ok()
                .and_then(|text| text.parse().ok())
        }
        Value::Text(_) => None,
        Value::Int(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        Value::Decimal(digits, scale) => Some(digits as f64 / 10f64.powi(scale as i32)),
        Value::Day(_) | Value::Other => return Err((column, Problem::WrongType)),
    };
    number
        .filter(|n: &f64| n.is_finite())
        .ok_or((column, Problem::BadNumber))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One<'a>(Value<'a>);

    impl Row for One<'_> {
        fn value(&self, _: usize) -> Value<'_> {
            self.0
        }
    }

    #[test]
    fn amounts_are_exact_to_the_ore() {
        let text = |t: &str| ore(&One(Value::Text(t.as_bytes())), 0).ok();
        assert_eq!(text("1234.5"), Some(123_450));
        assert_eq!(text("-0.07"), Some(-7));
        assert_eq!(text("12"), Some(1200));
        for bad in [
            "1.234,56",
            "1,234.56",
            "1,5",
            "1 234",
            "1.234",
            "1e3",
            "12.",
            ".5",
            "",
            "-",
            "99999999999999999999",
        ] {
            assert_eq!(text(bad), None, "{bad}");
        }
        assert_eq!(ore(&One(Value::Float(0.29)), 0), Ok(29));
        assert_eq!(
            ore(&One(Value::Float(0.291)), 0),
            Err((0, Problem::BadAmount))
        );
        assert_eq!(
            ore(&One(Value::Float(f64::NAN)), 0),
            Err((0, Problem::BadAmount))
        );
        assert_eq!(ore(&One(Value::Decimal(1_234_500, 4)), 0), Ok(12_345));
        assert_eq!(
            ore(&One(Value::Decimal(1_234_567, 4)), 0),
            Err((0, Problem::BadAmount))
        );
    }

    #[test]
    fn numbers_have_no_exponent_and_no_words() {
        let text = |t: &str| number(&One(Value::Text(t.as_bytes())), 0).ok();
        assert_eq!(text("7.25"), Some(7.25));
        for bad in ["NaN", "inf", "1e3", "7,25", "7.2.5", ""] {
            assert_eq!(text(bad), None, "{bad}");
        }
    }
}
