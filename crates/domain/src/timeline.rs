//! The timeline of a whole family: what is on it, and the stretch of days that is looked at.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::kinds::kinds;

kinds! {
    /// What something on a timeline is. Those up to [`EventKind::Consent`] last from a day to a day; the others happen on one.
    EventKind, "event" {
        /// The intervention with the family.
        Course = "course",
        /// What somebody lives on: a category of public support.
        Support = "support",
        /// Activation.
        Activation = "activation",
        /// Help to the family or a child.
        Measure = "measure",
        /// An open case.
        Case = "case",
        /// Day care, or a special offer at school.
        DayCare = "day_care",
        /// Treatment.
        Treatment = "treatment",
        /// A professional, case or plan around the family.
        Involvement = "involvement",
        /// Consent to share.
        Consent = "consent",
        /// A crisis: what was told of it in a contact, a note or a statement.
        Crisis = "crisis",
        /// A contact.
        Contact = "contact",
        /// An appointment: a meeting held or to come.
        Appointment = "appointment",
        /// An outcome rating.
        Rating = "rating",
        /// What somebody said of a life domain.
        Assessment = "assessment",
        /// A statement that was asked for.
        Statement = "statement",
        /// A review of the plan.
        Review = "review",
        /// A version of the plan.
        PlanVersion = "plan_version",
        /// A referral.
        Referral = "referral",
        /// A case opened in an emergency.
        Emergency = "emergency",
    }
}

impl EventKind {
    /// Whether it lasts from a day to a day; otherwise it happens on one.
    pub fn lasts(self) -> bool {
        self <= Self::Consent
    }
}

kinds! {
    /// How much of a timeline is looked at.
    Zoom, "zoom" {
        /// A week.
        Week = "week",
        /// A month.
        Month = "month",
        /// Three months.
        Quarter = "quarter",
        /// Six months.
        HalfYear = "half_year",
        /// A year.
        Year = "year",
        /// Three years.
        ThreeYears = "three_years",
    }
}

impl Zoom {
    /// How many days it is: always as many, so that turning pages neither shows a day twice nor leaves one out.
    pub fn days(self) -> i32 {
        match self {
            Self::Week => 7,
            Self::Month => 31,
            Self::Quarter => 92,
            Self::HalfYear => 183,
            Self::Year => 366,
            Self::ThreeYears => 1097,
        }
    }
}

/// The stretch of a timeline that is looked at; both days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWindow {
    /// How much.
    pub zoom: Zoom,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl TimeWindow {
    /// The stretch that begins on a day.
    pub fn from(zoom: Zoom, first: Date) -> Self {
        let last = first.saturating_add((zoom.days() - 1).days());
        Self { zoom, first, last }
    }

    /// The stretch around today: most of it behind, a fifth ahead, so that what is coming is seen.
    pub fn around(zoom: Zoom, today: Date) -> Self {
        Self::from(zoom, today.saturating_sub((zoom.days() * 4 / 5).days()))
    }

    /// Another zoom with the same middle.
    pub fn zoomed(self, zoom: Zoom) -> Self {
        let before = self.zoom.days() / 2 - zoom.days() / 2;
        Self::from(zoom, self.first.saturating_add(before.days()))
    }

    /// The stretch before it.
    pub fn earlier(self) -> Self {
        Self::from(
            self.zoom,
            self.first.saturating_sub(self.zoom.days().days()),
        )
    }

    /// The stretch after it.
    pub fn later(self) -> Self {
        Self::from(
            self.zoom,
            self.first.saturating_add(self.zoom.days().days()),
        )
    }

    /// Whether a day is in it.
    pub fn holds(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The place of a day: the first is 0, those before are less.
    pub fn place(self, day: Date) -> i32 {
        (day - self.first).get_days()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn from_a_week_to_three_years() {
        let today = date(2026, 11, 24);
        let of = |zoom| {
            let window = TimeWindow::around(zoom, today);
            (window.first.to_string(), window.last.to_string())
        };
        assert_eq!(of(Zoom::Week), ("2026-11-19".into(), "2026-11-25".into()));
        let year = TimeWindow::from(Zoom::Year, date(2026, 1, 1));
        assert_eq!((year.last, year.place(year.last)), (date(2027, 1, 1), 365));
        let three = TimeWindow::around(Zoom::ThreeYears, today);
        assert!(three.holds(today) && three.holds(date(2024, 7, 15)));
        assert!(EventKind::Treatment.lasts() && EventKind::Consent.lasts());
        assert!(!EventKind::Contact.lasts() && !EventKind::Emergency.lasts());
    }

    proptest! {
        /// Turning pages leaves no day out, and zooming keeps what stood in the middle.
        #[test]
        fn no_day_is_lost(first in 0_i32..40_000, zoom in 0_usize..6, other in 0_usize..6) {
            let first = date(1960, 1, 1).saturating_add(first.days());
            let window = TimeWindow::from(Zoom::ALL[zoom], first);
            prop_assert_eq!(window.later().first, window.last.saturating_add(1.day()));
            prop_assert_eq!(window.earlier().last, first.saturating_sub(1.day()));
            let middle = first.saturating_add((window.zoom.days() / 2).days());
            prop_assert!(window.zoomed(Zoom::ALL[other]).holds(middle));
        }
    }
}
