//! Age at the first rating and the three age groups of the clinical cut-offs.

use jiff::civil::Date;

/// Age group at the client's first rating in the episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgeGroup {
    /// 18 years and older.
    Adult,
    /// 13 to 17 years.
    Adolescent,
    /// Under 13 years.
    Child,
}

impl AgeGroup {
    /// In the order of the published tables.
    pub const ALL: [Self; 3] = [Self::Adult, Self::Adolescent, Self::Child];

    /// The group of an age in whole years.
    pub const fn of(years: u8) -> Self {
        match years {
            0..13 => Self::Child,
            13..18 => Self::Adolescent,
            _ => Self::Adult,
        }
    }

    /// The word used in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::Adolescent => "adolescent",
            Self::Child => "child",
        }
    }
}

/// Whole years from birth to a day; `None` before birth. Born on 29 February: a year older on
/// 1 March in common years.
pub fn age_in_years(birth: Date, on: Date) -> Option<u8> {
    let not_yet = (on.month(), on.day()) < (birth.month(), birth.day());
    let years = on.year() - birth.year() - i16::from(not_yet);
    // Nobody is older than 255; a typing slip in the century is still an adult.
    (on >= birth).then(|| u8::try_from(years).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn groups_change_on_the_birthday() {
        let birth = date(2004, 2, 29);
        let group = |on| age_in_years(birth, on).map(AgeGroup::of);
        assert_eq!(group(date(2017, 2, 28)), Some(AgeGroup::Child));
        assert_eq!(group(date(2017, 3, 1)), Some(AgeGroup::Adolescent));
        assert_eq!(group(date(2022, 2, 28)), Some(AgeGroup::Adolescent));
        assert_eq!(group(date(2022, 3, 1)), Some(AgeGroup::Adult));
        assert_eq!(group(date(2004, 2, 28)), None);
        assert_eq!(age_in_years(birth, birth), Some(0));
    }
}
