//! A rating of one item and the total of four, in tenths of a point: whole numbers, so that totals
//! and changes are exact.

use std::fmt;

/// An item from 0.0 to 10.0 in steps of 0.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating(u8);

/// A text is not an item from 0.0 to 10.0 in steps of 0.1 with a decimal point. The text itself is
/// not repeated: it may be something personal in the wrong place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a number from 0.0 to 10.0 in steps of 0.1 with a decimal point")]
pub struct NotARating;

impl Rating {
    /// The highest item.
    pub const MAX: Self = Self(100);

    /// From tenths; `None` above 100.
    pub const fn from_tenths(tenths: u8) -> Option<Self> {
        if tenths <= 100 {
            Some(Self(tenths))
        } else {
            None
        }
    }

    /// Tenths of a point, 0 to 100.
    #[inline]
    pub const fn tenths(self) -> u8 {
        self.0
    }

    /// Reads `7`, `7.5` or `7.50`; not `7,5`, `7.55`, `-1` or `10.1`.
    ///
    /// # Errors
    /// If the text is anything else.
    pub fn parse(text: &str) -> Result<Self, NotARating> {
        Self::parse_bytes(text.as_bytes()).ok_or(NotARating)
    }

    /// Reads what people write: a comma is a decimal point, and blanks around it fall away. `Ok(None)` where nothing is written: a
    /// skipped item, which is not 0.
    ///
    /// # Errors
    /// As [`Rating::parse`].
    pub fn parse_written(text: &str) -> Result<Option<Self>, NotARating> {
        let text = text.trim();
        match text {
            "" => Ok(None),
            _ => Self::parse(&text.replacen(',', ".", 1)).map(Some),
        }
    }

    /// The same as [`Rating::parse`] for the cells of a file with millions of rows.
    #[inline]
    pub fn parse_bytes(text: &[u8]) -> Option<Self> {
        u8::try_from(tenths(text)?).ok().and_then(Self::from_tenths)
    }
}

/// Tenths of a number from 0 to 999.9 as it is written.
#[inline]
fn tenths(text: &[u8]) -> Option<u16> {
    let mut at = text.iter();
    let mut whole = 0u16;
    let mut digits = 0;
    let mut tenths = 0u16;
    for byte in at.by_ref() {
        match byte {
            b'0'..=b'9' if digits < 3 => whole = whole * 10 + u16::from(byte - b'0'),
            b'.' if digits > 0 => {
                tenths = match at.next()? {
                    digit @ b'0'..=b'9' => u16::from(digit - b'0'),
                    _ => return None,
                };
                break;
            }
            _ => return None,
        }
        digits += 1;
    }
    // What follows the tenths may only be zeros: 7.50 is 7.5, 7.55 is no step of 0.1.
    if digits == 0 || at.any(|b| *b != b'0') {
        return None;
    }
    Some(whole * 10 + tenths)
}

impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// The total of four items, 0.0 to 40.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Total(u16);

impl Total {
    /// Sum of four items; `None` if one was skipped: a total of three items is no total.
    #[inline]
    pub fn of(items: [Option<Rating>; 4]) -> Option<Self> {
        items
            .into_iter()
            .try_fold(0, |sum, item| Some(sum + u16::from(item?.0)))
            .map(Self)
    }

    /// Reads `31` or `31.5`; `None` for anything else, or above 40.
    #[inline]
    pub fn parse_bytes(text: &[u8]) -> Option<Self> {
        Self::from_tenths(tenths(text)?)
    }

    /// From tenths; `None` above 400.
    pub const fn from_tenths(tenths: u16) -> Option<Self> {
        if tenths <= 400 {
            Some(Self(tenths))
        } else {
            None
        }
    }

    /// Tenths of a point, 0 to 400.
    #[inline]
    pub const fn tenths(self) -> u16 {
        self.0
    }

    /// Points, 0 to 40.
    #[inline]
    pub fn points(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// Points from an earlier total to this one.
    #[inline]
    pub fn change_from(self, earlier: Self) -> f64 {
        (f64::from(self.0) - f64::from(earlier.0)) / 10.0
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_steps_of_a_tenth() {
        for (text, tenths) in [
            ("0", 0),
            ("0.0", 0),
            ("7", 70),
            ("7.5", 75),
            ("7.50", 75),
            ("10.0", 100),
        ] {
            assert_eq!(
                Rating::parse(text).map(Rating::tenths),
                Ok(tenths),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_everything_else() {
        let bad = [
            "",
            "10.05",
            "-1",
            "7,5",
            "10.1",
            "11",
            "7.",
            ".5",
            "1e1",
            "+7",
            " 7",
            "7 ",
            "NaN",
            "7.5.0",
            "1000",
            "99999999999",
            "7.05",
        ];
        for text in bad {
            assert_eq!(Rating::parse(text), Err(NotARating), "{text}");
        }
    }

    #[test]
    fn a_skipped_item_leaves_no_total() {
        let item = |t| Rating::from_tenths(t);
        assert_eq!(
            Total::of([item(1), item(2), item(3), item(100)]),
            Total::from_tenths(106)
        );
        assert_eq!(Total::of([item(1), None, item(3), item(4)]), None);
        // 0 is a score, not a skip.
        assert_eq!(Total::of([item(0); 4]), Total::from_tenths(0));
    }

    #[test]
    fn people_write_a_comma_and_leave_out() {
        let written = |text| Rating::parse_written(text).map(|it| it.map(Rating::tenths));
        assert_eq!(written(" 7,5 "), Ok(Some(75)));
        assert_eq!(written("0"), Ok(Some(0)));
        assert_eq!(written("  "), Ok(None));
        for text in ["10,05", "-1", "7,,5", "1.000,5", "ti"] {
            assert_eq!(written(text), Err(NotARating), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(tenths in 0u8..=100) {
            let rating = Rating::from_tenths(tenths).expect("in range");
            prop_assert_eq!(Rating::parse(&rating.to_string()), Ok(rating));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            if let Ok(rating) = Rating::parse(&text) {
                let value = text.parse::<f64>().expect("a rating is a number");
                prop_assert!((value - f64::from(rating.tenths()) / 10.0).abs() < 1e-9);
            }
        }
    }
}
