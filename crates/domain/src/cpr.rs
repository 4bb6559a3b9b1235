//! The Danish civil registration number (CPR).

use jiff::civil::Date;

/// A CPR number: ten digits whose first six are a day and whose seventh tells the century.
///
/// Modulus 11 is not checked: numbers without it have been given out since 2007. The day may have 60 added, as on the
/// impossible numbers that test and demo people carry. Shown as a birth day with the last four masked.
#[derive(Clone, PartialEq, Eq)]
pub struct CprNumber(String);

/// What is wrong with a written CPR number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CprError {
    /// Not ten digits.
    #[error("not ten digits")]
    NotTenDigits,
    /// The first six digits and the seventh are no day that has been.
    #[error("no such birth day")]
    NoSuchDay,
}

impl CprNumber {
    /// Reads `0101701234` or `010170-1234`.
    pub fn parse(text: &str) -> Result<Self, CprError> {
        let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        if digits.len() != 10 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CprError::NotTenDigits);
        }
        let number = Self(digits);
        number.day().ok_or(CprError::NoSuchDay)?;
        Ok(number)
    }

    fn part(&self, from: usize, to: usize) -> i16 {
        self.0[from..to]
            .bytes()
            .fold(0, |sum, digit| sum * 10 + i16::from(digit - b'0'))
    }

    /// Source: the CPR office, "Personnummeret i CPR": the seventh digit and the two of the year give the century.
    fn day(&self) -> Option<Date> {
        let (day, month, year, seventh) = (
            self.part(0, 2),
            self.part(2, 4),
            self.part(4, 6),
            self.part(6, 7),
        );
        let century = match (seventh, year) {
            (0..=3, _) => 1900,
            (4 | 9, 0..=36) => 2000,
            (4 | 9, _) => 1900,
            (5..=8, 0..=57) => 2000,
            _ => 1800,
        };
        let day = if day > 60 { day - 60 } else { day };
        Date::new(century + year, month as i8, day as i8).ok()
    }

    /// The birth day that the number tells.
    pub fn birth_day(&self) -> Date {
        self.day().expect("checked when parsed")
    }

    /// Whether it is an impossible number, as only test and demo people carry.
    pub fn is_impossible(&self) -> bool {
        self.part(0, 2) > 60
    }

    /// The ten digits, for encryption only.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The number with its last four digits: reading it is logged.
    pub fn unmasked(&self) -> String {
        format!("{}-{}", &self.0[..6], &self.0[6..])
    }

    /// The number with its last four digits masked.
    pub fn masked(&self) -> String {
        format!("{}-••••", &self.0[..6])
    }
}

/// Redacted: a CPR number never reaches a log.
impl std::fmt::Debug for CprNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CprNumber(masked)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_seventh_digit_tells_the_century() {
        for (text, day) in [
            ("010136-0001", date(1936, 1, 1)),
            ("010136-4001", date(2036, 1, 1)),
            ("010137-4001", date(1937, 1, 1)),
            ("010157-5001", date(2057, 1, 1)),
            ("010158-5001", date(1858, 1, 1)),
            ("290200-4001", date(2000, 2, 29)),
            ("610170-1234", date(1970, 1, 1)),
        ] {
            assert_eq!(
                CprNumber::parse(text).map(|cpr| cpr.birth_day()),
                Ok(day),
                "{text}"
            );
        }
    }

    #[test]
    fn modulus_eleven_is_not_asked_for_but_a_day_is() {
        assert!(CprNumber::parse("0101701235").is_ok() && CprNumber::parse("0101701236").is_ok());
        assert_eq!(CprNumber::parse("320170-1234"), Err(CprError::NoSuchDay));
        assert_eq!(CprNumber::parse("290201-4001"), Err(CprError::NoSuchDay));
        assert_eq!(CprNumber::parse("12345"), Err(CprError::NotTenDigits));
        assert_eq!(CprNumber::parse("٠١٠١٧٠١٢٣٤"), Err(CprError::NotTenDigits));
    }

    #[test]
    fn masked_and_redacted() {
        let cpr = CprNumber::parse("6101701234").expect("a number");
        assert!(cpr.is_impossible());
        assert_eq!(cpr.masked(), "610170-••••");
        assert_eq!(format!("{cpr:?}"), "CprNumber(masked)");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            let _ = CprNumber::parse(&text);
        }
    }
}
