//! A text message through an HTTP gateway that the municipality chose.

use serde_json::Value;
use uuid::Uuid;

use helhed_domain::text_message::TextMessage;
use helhed_outward::{Ask, Line, Target};

use crate::{GatewaySettings, NotSent, SettingsFault};

/// What is sent where nothing else is set.
const USUAL: &str = r#"{"id": "{id}", "to": "{to}", "text": "{text}"}"#;

/// Where text messages are handed over.
#[derive(Debug, Clone)]
pub struct Gateway {
    line: Line,
    target: Target,
    /// The header that lets us in.
    header: Option<(&'static str, Secret)>,
    /// What is sent, with `{id}`, `{to}` and `{text}` where they belong.
    shape: Value,
}

/// Redacted where it is printed.
#[derive(Clone)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Gateway {
    /// The way to a gateway; nothing is sent yet.
    ///
    /// # Errors
    /// An address that would send in the clear over a network, a shape that is no JSON or has no place for number and text.
    pub fn new(settings: &GatewaySettings) -> Result<Self, SettingsFault> {
        let target = Target::parse(&settings.address).map_err(SettingsFault::Gateway)?;
        let shape = settings.body.as_deref().unwrap_or(USUAL);
        let shape: Value = serde_json::from_str(shape).map_err(|_| SettingsFault::Shape)?;
        let text = shape.to_string();
        if !(shape.is_object() && text.contains("{to}") && text.contains("{text}")) {
            return Err(SettingsFault::Shape);
        }
        let header = settings.token.as_ref().map(|token| {
            if settings.as_key {
                ("x-api-key", Secret(token.clone()))
            } else {
                ("authorization", Secret(format!("Bearer {token}")))
            }
        });
        let line = Line::new(settings.authority.as_deref());
        Ok(Self {
            line: line.map_err(|_| SettingsFault::Authority)?,
            target,
            header,
            shape,
        })
    }

    /// Hands a message over, once. `id` is its own: the same at every try, so that the gateway can see that two are one.
    ///
    /// # Errors
    /// It was refused for good (400, 404, 410, 422), or not now: anything else that is not a yes, and no answer.
    pub async fn send(&self, message: &TextMessage, id: Uuid) -> Result<(), NotSent> {
        let id = id.to_string();
        let values = [
            ("{id}", id.as_str()),
            ("{to}", message.to.as_str()),
            ("{text}", message.text.as_str()),
        ];
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(self.header.iter().map(|(name, it)| (*name, it.0.clone())));
        let ask = Ask {
            body: Some(filled(&self.shape, &values).to_string().into_bytes()),
            headers,
        };
        match self.line.ask(&self.target, ask).await.map(|it| it.status) {
            Ok(200..=299) => Ok(()),
            Ok(code @ (400 | 404 | 410 | 422)) => Err(NotSent::Refused { code }),
            answer => Err(NotSent::NotNow { code: answer.ok() }),
        }
    }
}

/// The shape with values in it, each put in once: what stands in a value is never taken for a place.
fn filled(shape: &Value, values: &[(&str, &str)]) -> Value {
    match shape {
        Value::String(text) => Value::String(filled_text(text, values)),
        Value::Array(all) => all.iter().map(|it| filled(it, values)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, it)| (name.clone(), filled(it, values)))
            .collect(),
        other => other.clone(),
    }
}

fn filled_text(text: &str, values: &[(&str, &str)]) -> String {
    let first = values
        .iter()
        .filter_map(|(place, value)| Some((text.find(place)?, *place, *value)))
        .min();
    match first {
        None => text.to_owned(),
        Some((at, place, value)) => {
            let rest = filled_text(&text[at + place.len()..], values);
            format!("{}{value}{rest}", &text[..at])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_put_in_once_and_stays_a_value() {
        let shape = serde_json::json!({"recipients": [{"msisdn": "{to}"}], "n": 1, "body": "Hi: {text} ({id})"});
        let values = [
            ("{id}", "7"),
            ("{to}", "+45"),
            ("{text}", "a \"{to}\" \\ {id}"),
        ];
        let seen = filled(&shape, &values);
        let told = serde_json::json!({"recipients": [{"msisdn": "+45"}], "n": 1, "body": "Hi: a \"{to}\" \\ {id} (7)"});
        assert_eq!(seen, told);
    }
}
