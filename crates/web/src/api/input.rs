//! What is sent: a JSON object, read field by field into the words of the domain, with what is wrong told at its place.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde_json::{Map, Value};

use super::answer::checksum;
use super::problem::{At, Problem};
use crate::app::App;
use crate::form::FieldError;

/// The longest body, in bytes.
const LONGEST: usize = 1 << 20;

/// A body that is an object.
pub(super) struct Sent {
    bytes: Vec<u8>,
    object: Map<String, Value>,
}

impl FromRequest<App> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Problem::NotJson);
        }
        let bytes = to_bytes(request.into_body(), LONGEST).await;
        let bytes = bytes.map_err(|_| Problem::TooLarge)?.to_vec();
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(object)) => Ok(Self { bytes, object }),
            _ => Err(Problem::Unreadable),
        }
    }
}

impl Sent {
    /// What was sent where, as a checksum: a key counts once for it.
    pub(super) fn checksum(&self, path: &str) -> String {
        checksum(&[path.as_bytes(), b"\n", &self.bytes].concat())
    }

    /// Reads it; a field of no such name is told.
    pub(super) fn input(&self, known: &[&str]) -> Input<'_> {
        Input::of(&self.object, String::new(), known)
    }
}

/// An object that is read, and what is wrong with it.
pub(super) struct Input<'a> {
    object: &'a Map<String, Value>,
    at: String,
    faults: Vec<At>,
}

impl<'a> Input<'a> {
    fn of(object: &'a Map<String, Value>, at: String, known: &[&str]) -> Self {
        let unknown = object.keys().filter(|name| !known.contains(&name.as_str()));
        // A name that is not known is not given back: it could be anything.
        let faults = unknown.take(1).map(|_| At {
            pointer: at.clone(),
            code: "unknown-field".to_owned(),
        });
        let faults = faults.collect();
        Self { object, at, faults }
    }

    /// Notes what is wrong at a field.
    pub(super) fn fault(&mut self, field: &str, code: &str) {
        self.faults.push(At {
            pointer: format!("{}/{field}", self.at),
            code: code.to_owned(),
        });
    }

    /// The text of a field; empty where it is left out or null.
    pub(super) fn text(&mut self, field: &str) -> &'a str {
        match self.object.get(field) {
            None | Some(Value::Null) => "",
            Some(Value::String(text)) => text,
            Some(_) => {
                self.fault(field, "not-text");
                ""
            }
        }
    }

    /// The whole number of a field, where there is one.
    pub(super) fn number(&mut self, field: &str) -> Option<i64> {
        match self.object.get(field) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let number = value.as_i64();
                if number.is_none() {
                    self.fault(field, "not-a-number");
                }
                number
            }
        }
    }

    /// The texts of a list.
    pub(super) fn texts(&mut self, field: &str) -> Vec<&'a str> {
        let values = self.list(field);
        let texts: Vec<&str> = values.iter().filter_map(|it| it.as_str()).collect();
        if texts.len() != values.len() {
            self.fault(field, "not-text");
        }
        texts
    }

    fn list(&mut self, field: &str) -> &'a [Value] {
        match self.object.get(field) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.fault(field, "not-a-list");
                &[]
            }
        }
    }

    /// The objects of a list.
    pub(super) fn objects(&mut self, field: &str, known: &[&str]) -> Vec<Input<'a>> {
        let mut inputs = Vec::new();
        for (at, value) in self.list(field).iter().enumerate() {
            match value {
                Value::Object(object) => {
                    let at = format!("{}/{field}/{at}", self.at);
                    inputs.push(Input::of(object, at, known));
                }
                _ => self.fault(&format!("{field}/{at}"), "not-an-object"),
            }
        }
        inputs
    }

    /// Takes the value, or notes at the field what is wrong with it.
    pub(super) fn take<T, E: FieldError>(
        &mut self,
        field: &str,
        parsed: Result<T, E>,
    ) -> Option<T> {
        parsed
            .map_err(|error| {
                let (key, _) = error.key();
                self.fault(field, key.strip_prefix("field-").unwrap_or(key));
            })
            .ok()
    }

    /// Takes over what is wrong in a part.
    pub(super) fn with(&mut self, part: Input<'_>) {
        self.faults.extend(part.faults);
    }

    /// What is wrong, if anything.
    pub(super) fn problem(self) -> Result<(), Problem> {
        match self.faults.is_empty() {
            true => Ok(()),
            false => Err(Problem::Wrong(self.faults)),
        }
    }
}
