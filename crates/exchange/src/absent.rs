//! What is not there, and why: not known here, or not for this reader.

use helhed_casework::exchange::Told;
use serde_json::{Map, Value, json};

const REASON: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// The extension that says why something is not there.
fn because(reason: &str) -> Value {
    json!({ "extension": [{ "url": REASON, "valueCode": reason }] })
}

/// Why something is not there; nothing where it is.
pub(crate) fn reason<T>(told: &Told<T>) -> Option<Value> {
    match told {
        Told::Known(_) => None,
        Told::Unknown => Some(because("unknown")),
        Told::Withheld => Some(because("masked")),
    }
}

/// Puts a primitive value into a resource, or beside it why there is none.
pub(crate) fn put<T>(
    resource: &mut Map<String, Value>,
    name: &str,
    told: &Told<T>,
    written: impl Fn(&T) -> Value,
) {
    match told {
        Told::Known(value) => {
            resource.insert(name.to_owned(), written(value));
        }
        Told::Unknown | Told::Withheld => {
            if let Some(reason) = reason(told) {
                resource.insert(format!("_{name}"), reason);
            }
        }
    }
}
