//! What a provider says of somebody.

use serde_json::{Map, Value};

/// What a provider says of somebody, after signature, issuer, audience, times, nonce and level were checked.
#[derive(Clone, PartialEq)]
pub struct Claims(pub(crate) Map<String, Value>);

/// Redacted.
impl std::fmt::Debug for Claims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claims")
    }
}

impl Claims {
    /// Who it is, at this provider.
    pub fn subject(&self) -> &str {
        self.text("sub").unwrap_or_default()
    }

    /// A claim that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|it| !it.is_empty())
    }

    /// The texts of a claim: one, or a list of them.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::String(text)) => vec![text.as_str()],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Takes in what another answer of the same provider says of the same person; what the signed token says stands.
    pub(crate) fn add(&mut self, more: Map<String, Value>) {
        for (name, value) in more {
            self.0.entry(name).or_insert(value);
        }
    }
}
