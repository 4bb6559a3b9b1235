//! The bundle: every resource once, in one order, each found by its own id.

use helhed_casework::exchange::ExchangeCase;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::coding::url;
use crate::{consent, people, plan, told};

/// A resource with its id.
pub(crate) type Entry = (Uuid, Value);

/// A case as a FHIR R4 bundle. The same case handed out at the same instant gives the same bundle.
pub fn bundle(case: &ExchangeCase) -> Value {
    let all = people::entries(case)
        .into_iter()
        .chain(plan::entries(case))
        .chain(told::entries(case))
        .chain(consent::entries(case));
    let entries = all.map(|(id, mut resource)| {
        resource["id"] = id.to_string().into();
        json!({ "fullUrl": url(id), "resource": resource })
    });
    json!({
        "resourceType": "Bundle",
        "type": "collection",
        "identifier": { "system": "urn:ietf:rfc:3986", "value": url(case.family.uuid()) },
        "timestamp": case.at,
        "entry": entries.collect::<Vec<_>>(),
    })
}

/// An id that follows from another: of what has none of its own here.
pub(crate) fn id_from(one: Uuid, mark: u8) -> Uuid {
    let mut bytes = *one.as_bytes();
    bytes[15] ^= mark;
    bytes[0] ^= 0x80;
    Uuid::from_bytes(bytes)
}
