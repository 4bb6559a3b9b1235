//! The closed code lists of a bundle.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every code, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// What the codes are, for messages.
            pub const ALLOWED: &'static str = concat!($($code, " ",)+);

            /// The code as files spell it.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The value of a code, or nothing when the list has no such code.
            pub fn parse(code: &[u8]) -> Option<$name> {
                $(if code == $code.as_bytes() { return Some($name::$variant); })+
                None
            }
        }
    };
}

codes! {
    /// What a family is in the study.
    Group {
        /// Took part in the intervention; every table is about these.
        Intervention = "intervention",
        /// Did not; kept for effect estimates.
        Comparison = "comparison",
    }
}

codes! {
    /// What a person is in the family.
    Role {
        /// A child, whatever the age.
        Child = "child",
        /// The mother.
        Mother = "mother",
        /// The father.
        Father = "father",
        /// Another adult of the household.
        OtherAdult = "other_adult",
    }
}

codes! {
    /// Registered sex.
    Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
    }
}

codes! {
    /// Why a family left the intervention.
    EndReason {
        /// As planned.
        Completed = "completed",
        /// By the family's own choice.
        DroppedOut = "dropped_out",
        /// To another municipality.
        Moved = "moved",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// A kind of activation.
    ActivationKind {
        /// In a company (*virksomhedsrettet*).
        CompanyBased = "company_based",
        /// Guidance and upskilling (*vejledning og opkvalificering*).
        GuidanceUpskilling = "guidance_upskilling",
        /// A mentor.
        Mentor = "mentor",
    }
}

codes! {
    /// A kind of child case.
    CaseKind {
        /// A notification of concern (*underretning*).
        Notification = "notification",
        /// Family treatment (*familiebehandling*).
        FamilyTreatment = "family_treatment",
        /// A free place in day care on social grounds (*socialpædagogisk friplads*).
        FreePlace = "free_place",
        /// Placement outside the home (*anbringelse*).
        Placement = "placement",
        /// Any other preventive measure.
        PreventiveOther = "preventive_other",
    }
}

codes! {
    /// How a month is supported. The order of the public ones is the order that ties follow.
    Category {
        /// Employment, education grant or no public support.
        SelfSupport = "self_support",
        /// Cash, education or unemployment benefit, activity-ready.
        ActivityReady = "activity_ready",
        /// The same, ready for job or education.
        JobOrEducationReady = "job_or_education_ready",
        /// Any other public support.
        OtherSupport = "other_support",
    }
}

codes! {
    /// What a cost of the programme is for.
    ProgrammeItem {
        /// Development and evaluation.
        DevelopmentAndEvaluation = "development_and_evaluation",
        /// Operation: extra wages.
        Operation = "operation",
        /// Capacity freed elsewhere, as the municipality assesses it.
        FreedCapacity = "freed_capacity",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code().as_bytes()), Some(*role));
        }
        assert_eq!(CaseKind::parse(b"placement"), Some(CaseKind::Placement));
        assert_eq!(CaseKind::parse(b"Placement"), None);
        assert_eq!(Sex::ALLOWED, "female male ");
    }
}
