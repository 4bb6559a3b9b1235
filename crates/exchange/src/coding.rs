//! Codes and the systems they are of.

use serde_json::{Value, json};

/// KL's code system for social care.
const KL: &str = "http://kl.dk/fhir/common/caresocial/CodeSystem/KLCommonCareSocialCodes";
const TERMINOLOGY: &str = "http://terminology.hl7.org/CodeSystem";

/// A profile of KL's core guide (`kl.dk.fhir.core`).
pub(crate) fn profile(name: &str) -> Value {
    json!({ "profile": [format!("http://fhir.kl.dk/core/StructureDefinition/{name}")] })
}

/// A code of KL's system.
pub(crate) fn kl(code: &str, display: &str) -> Value {
    json!({ "coding": [{ "system": KL, "code": code, "display": display }] })
}

/// A code of one of HL7's systems.
pub(crate) fn hl7(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": format!("{TERMINOLOGY}/{system}"), "code": code }] })
}

/// A code of the municipality's own lists, which travel by their codes: `list` names which.
pub(crate) fn own(list: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": format!("urn:helhed:list:{list}"), "code": code }] })
}

/// Where something in the same bundle is found.
pub(crate) fn url(id: impl std::fmt::Display) -> String {
    format!("urn:uuid:{id}")
}

/// A reference to something in the same bundle.
pub(crate) fn to(id: impl std::fmt::Display) -> Value {
    json!({ "reference": url(id) })
}
