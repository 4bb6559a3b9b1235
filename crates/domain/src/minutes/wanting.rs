//! What a line that decides something lacks before it can become real: asked for beside the line.

use crate::kinds::kinds;

use super::LineKind;

kinds! {
    /// Something that is asked.
    Wanting, "minutes-wanting" {
        /// Who does it.
        Owner = "owner",
        /// By which day, or on which.
        Day = "day",
        /// At which hour.
        Hour = "hour",
        /// Which life domain it belongs to.
        Domain = "domain",
    }
}

/// What is known of what a line decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Who does it.
    pub owner: bool,
    /// The day, or that there is none.
    pub day: bool,
    /// The hour.
    pub hour: bool,
    /// The life domain.
    pub domain: bool,
}

impl LineKind {
    /// What is still asked before a line of this kind becomes something.
    pub fn wanting(self, known: Known) -> Vec<Wanting> {
        let asked: &[(Wanting, bool)] = match self {
            Self::Agreement | Self::Task => {
                &[(Wanting::Owner, known.owner), (Wanting::Day, known.day)]
            }
            Self::Appointment => &[(Wanting::Day, known.day), (Wanting::Hour, known.hour)],
            Self::First => &[(Wanting::Domain, known.domain)],
            Self::Said | Self::Decision | Self::Goal => &[],
        };
        asked
            .iter()
            .filter(|(_, known)| !known)
            .map(|(it, _)| *it)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_asks_for_its_own() {
        let nothing = Known::default();
        assert_eq!(
            LineKind::Task.wanting(nothing),
            [Wanting::Owner, Wanting::Day]
        );
        assert_eq!(
            LineKind::Appointment.wanting(nothing),
            [Wanting::Day, Wanting::Hour]
        );
        assert_eq!(LineKind::First.wanting(nothing), [Wanting::Domain]);
        for kind in [LineKind::Said, LineKind::Decision, LineKind::Goal] {
            assert_eq!(kind.wanting(nothing), []);
        }
        let all = Known {
            owner: true,
            day: true,
            hour: true,
            domain: true,
        };
        assert!(LineKind::ALL.iter().all(|it| it.wanting(all).is_empty()));
    }
}
