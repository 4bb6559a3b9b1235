//! The stories' words for things, as the domain and the municipality's lists have them.

use helhed_casework::domain::account::Role;
use helhed_casework::domain::contact::ContactKind;
use helhed_casework::domain::course::EndReason;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::goal::Horizon;
use helhed_casework::domain::person::Sex;
use helhed_casework::domain::unit::UnitKind;

use crate::story::{self, AccountRole, CloseReason, Criterion, DeclineReason, LifeDomain};

pub(super) fn unit_kind(kind: story::UnitKind) -> UnitKind {
    match kind {
        story::UnitKind::Jobcentre => UnitKind::Jobcentre,
        story::UnitKind::FamilyDepartment => UnitKind::FamilyDepartment,
        story::UnitKind::YouthUnit => UnitKind::Other,
        story::UnitKind::HealthVisitors => UnitKind::HealthVisitor,
        story::UnitKind::DayCare => UnitKind::DayCare,
        story::UnitKind::School => UnitKind::School,
        story::UnitKind::Psychiatry => UnitKind::Psychiatry,
        story::UnitKind::AddictionCentre => UnitKind::AddictionCentre,
        story::UnitKind::Hospital => UnitKind::Hospital,
        story::UnitKind::Volunteers => UnitKind::Volunteers,
    }
}

pub(super) fn role_of(role: AccountRole) -> Role {
    match role {
        AccountRole::Coordinator => Role::Coordinator,
        AccountRole::TeamLeader => Role::TeamLeader,
        AccountRole::Partner => Role::Partner,
        AccountRole::SteeringGroup => Role::SteeringGroup,
        AccountRole::Evaluator => Role::Evaluator,
        AccountRole::ItAdmin => Role::ItAdmin,
        AccountRole::Dpo => Role::Dpo,
        AccountRole::FamilyMember => Role::FamilyMember,
    }
}

pub(super) fn member_role(role: story::Role) -> MemberRole {
    match role {
        story::Role::Child => MemberRole::Child,
        story::Role::Mother => MemberRole::Mother,
        story::Role::Father => MemberRole::Father,
        story::Role::OtherAdult => MemberRole::OtherAdult,
    }
}

pub(super) fn sex_of(sex: Option<story::Sex>) -> Sex {
    match sex {
        Some(story::Sex::Female) => Sex::Female,
        Some(story::Sex::Male) => Sex::Male,
        None => Sex::Unknown,
    }
}

/// The language as people call it; nothing is written of Danish.
pub(super) fn language(code: &str) -> Option<&'static str> {
    Some(match code {
        "ar" => "Arabisk",
        "tr" => "Tyrkisk",
        "so" => "Somali",
        "pl" => "Polsk",
        "uk" => "Ukrainsk",
        "fa" => "Farsi",
        _ => return None,
    })
}

/// Rows of the list `criterion`, each once.
pub(super) fn criteria(met: &[Criterion]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for criterion in met {
        let code = match criterion {
            Criterion::ChildUnderFour | Criterion::Pregnancy => "small_child",
            Criterion::AdultOnPublicSupport => "public_support",
            Criterion::OpenChildCase => "child_case",
            Criterion::RiskFactorsInParents | Criterion::AdultAtRiskOfPublicSupport => "complex",
            Criterion::ManyPlans => "many_units",
        };
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// A row of the list `decline_reason`.
pub(super) fn decline_reason(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::NoRoom => "no_room",
        DeclineReason::OutsideTargetGroup => "outside_target",
    }
}

/// A row of the list `category`.
pub(super) fn category(domain: LifeDomain) -> &'static str {
    match domain {
        LifeDomain::Economy => "economy",
        LifeDomain::WorkAndEducation => "work",
        LifeDomain::Housing => "housing",
        LifeDomain::Health => "health",
        LifeDomain::MentalHealth => "mental_health",
        LifeDomain::SubstanceUse => "substance_use",
        LifeDomain::Parenting => "parenting",
        LifeDomain::ChildrensWellbeing => "child_wellbeing",
        LifeDomain::SchoolAndDayCare => "school_day_care",
        LifeDomain::Network => "network",
        LifeDomain::Leisure => "leisure",
        LifeDomain::LegalStatus => "legal",
    }
}

pub(super) fn contact_kind(kind: story::ContactKind) -> ContactKind {
    match kind {
        story::ContactKind::HomeVisit => ContactKind::HomeVisit,
        story::ContactKind::Phone => ContactKind::Phone,
        story::ContactKind::Sms => ContactKind::Sms,
        story::ContactKind::Email => ContactKind::Email,
        story::ContactKind::NetworkMeeting => ContactKind::NetworkMeeting,
        story::ContactKind::Accompanying => ContactKind::Accompanying,
    }
}

/// A row of the list `relation`.
pub(super) fn relation(kind: story::RelationKind) -> &'static str {
    match kind {
        story::RelationKind::ParentOf => "parent",
        story::RelationKind::GrandparentOf => "grandparent",
        story::RelationKind::PartnerOf => "partner",
        story::RelationKind::FormerPartnerOf => "former_partner",
    }
}

/// Rows of the list `legal_basis` for the section a story names, today's law first: the one in force when it began is meant.
pub(super) fn legal_basis(words: &str) -> &'static [&'static str] {
    const ROWS: [(&str, &[&str]); 12] = [
        ("BL § 20", &["bl_20", "sel_50"]),
        ("BL § 32", &["bl_32", "sel_52"]),
        ("BL § 91", &["bl_91"]),
        ("SEL § 85", &["sel_85"]),
        ("SEL § 101", &["sel_101"]),
        ("SEL § 141", &["sel_141"]),
        ("Sundhedsloven § 141", &["health_act_141"]),
        ("Sundhedsloven", &["health_act"]),
        ("Folkeskoleloven", &["school_act"]),
        ("Dagtilbudsloven", &["day_care_act"]),
        ("Lov om en aktiv beskæftigelsesindsats", &["lab_job_plan"]),
        ("LAB", &["lab_job_plan"]),
    ];
    let row = ROWS.iter().find(|(begins, _)| words.starts_with(begins));
    row.map_or(&[], |(_, codes)| *codes)
}

pub(super) fn horizon(horizon: story::Horizon) -> Horizon {
    match horizon {
        story::Horizon::Short => Horizon::Short,
        story::Horizon::Long => Horizon::Long,
    }
}

pub(super) fn end_reason(reason: CloseReason) -> EndReason {
    match reason {
        CloseReason::Completed => EndReason::Completed,
        CloseReason::DroppedOut => EndReason::DroppedOut,
        CloseReason::Moved => EndReason::Moved,
        CloseReason::Other => EndReason::Other,
    }
}

/// Rows of the list `goes_on_to` that a story's own words speak of.
pub(super) fn goes_on_to(reason: CloseReason, words: &str) -> Vec<String> {
    if reason == CloseReason::Moved {
        return vec!["other_municipality".to_owned()];
    }
    let words = words.to_lowercase();
    let speaks_of = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let rows = [
        (&["familieafdeling"][..], "family_department"),
        (&["jobcent", "jobrådgiver"], "jobcentre"),
        (
            &["i job", "løntilskud", "uddannelse", "praktik"],
            "work_or_education",
        ),
        (&["frivillig"], "volunteers"),
        (
            &["almindelige", "sundhedsplej", "dagtilbud", "rådgivning"],
            "ordinary_services",
        ),
    ];
    let found = rows.iter().filter(|(parts, _)| speaks_of(parts));
    let mut found: Vec<String> = found.map(|(_, code)| (*code).to_owned()).collect();
    if found.is_empty() {
        found.push("nothing_more".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_found_before_its_act() {
        assert_eq!(legal_basis("Sundhedsloven § 141"), ["health_act_141"]);
        assert_eq!(legal_basis("Sundhedsloven § 121"), ["health_act"]);
        assert_eq!(legal_basis("BL § 32"), ["bl_32", "sel_52"]);
        assert!(legal_basis("Integrationsloven § 19").is_empty());
    }

    #[test]
    fn what_a_family_goes_on_to_is_read_from_its_words() {
        let to = |words| goes_on_to(CloseReason::Completed, words);
        assert_eq!(
            to("Familiecaféen i Frivillighuset og en fast kontakt på jobcentret."),
            ["jobcentre", "volunteers"]
        );
        assert_eq!(to("De klarer sig selv."), ["nothing_more"]);
        assert_eq!(
            goes_on_to(CloseReason::Moved, "Flyttet"),
            ["other_municipality"]
        );
    }
}
