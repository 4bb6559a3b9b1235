//! Forms: what was sent, what is wrong with it, and what is shown again.
//!
//! A form posts to the address of its own page: `GET` shows it, `POST` takes it. Its draft is kept under that address.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use jiff::Timestamp;

use helhed_casework::domain::day::DayError;
use helhed_casework::domain::ids::FormId;
use helhed_casework::domain::text::TextError;

use crate::app::App;
use crate::draft;
use crate::error::PageError;
use crate::viewer::Viewer;
use crate::words::Words;

/// The name of the hidden field that makes a form count once.
const FORM_ID: &str = "form-id";

/// The most fields that are read of a form.
pub(crate) const MOST_FIELDS: usize = 2_000;

/// The fields of a form and what is wrong with them. Templates show it through the macros of `form.html`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    fields: Vec<(String, String)>,
    errors: Vec<Fault>,
    id: Option<FormId>,
    /// When the draft shown was kept.
    pub restored_at: Option<Timestamp>,
}

/// One thing that is wrong: at a field, in the words of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The field's name, which is the id of its input.
    pub field: String,
    /// The key of the field's label.
    pub label: String,
    /// The key of what is wrong.
    pub key: &'static str,
    /// The number the text names: the most characters.
    pub n: i64,
}

/// An error that a field can show.
pub(crate) trait FieldError {
    /// The key of its text, and the number it names.
    fn key(&self) -> (&'static str, i64);
}

impl FieldError for TextError {
    fn key(&self) -> (&'static str, i64) {
        match self {
            Self::Missing => ("field-missing", 0),
            Self::TooLong { max } => ("field-too-long", *max as i64),
            Self::Control => ("field-control", 0),
        }
    }
}

impl FieldError for DayError {
    fn key(&self) -> (&'static str, i64) {
        match self {
            Self::Missing => ("field-missing", 0),
            Self::Impossible => ("field-day-impossible", 0),
            Self::TooFar => ("field-day-too-far", 0),
        }
    }
}

/// A bare key.
impl FieldError for &'static str {
    fn key(&self) -> (&'static str, i64) {
        (self, 0)
    }
}

impl Form {
    /// The form of a page that is opened: what was begun there, or nothing yet.
    pub(crate) async fn open(app: &App, viewer: &Viewer, place: &str) -> Result<Self, PageError> {
        let mut form = Self {
            id: Some(app.casework.new_id(app.now())),
            ..Self::default()
        };
        if let Some(draft) = draft::find(app, viewer, place).await? {
            form.fields = read(draft.body.as_bytes());
            form.fields.retain(|(name, _)| name != FORM_ID);
            form.restored_at = Some(draft.saved_at);
        }
        Ok(form)
    }

    /// The form of fields that were sent.
    pub(crate) fn of_fields(fields: Vec<(String, String)>) -> Self {
        let id = fields
            .iter()
            .find(|(name, _)| name == FORM_ID)
            .and_then(|(_, id)| FormId::parse(id));
        Self {
            fields,
            id,
            ..Self::default()
        }
    }

    /// Presets a field, unless a draft has it.
    pub(crate) fn preset(mut self, name: &str, value: impl Into<String>) -> Self {
        if self.restored_at.is_none() {
            self.fields.push((name.to_owned(), value.into()));
        }
        self
    }

    /// Sets a field, whatever a draft has.
    pub(crate) fn holding(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Whether fields begin with a name beyond those that a form has.
    pub(crate) fn has_field_like(&self, beginning: &str, known: &[&str]) -> bool {
        self.fields
            .iter()
            .any(|(field, _)| field.starts_with(beginning) && !known.contains(&field.as_str()))
    }

    /// What a field holds; nothing where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// Everything that fields of a name hold: ticked boxes.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a field of a name holds a value: a ticked box, a chosen one.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|held| held == value)
    }

    /// Takes the value, or notes at the field what is wrong with it.
    pub(crate) fn take<T, E: FieldError>(
        &mut self,
        field: &str,
        label: &str,
        parsed: Result<T, E>,
    ) -> Option<T> {
        parsed.map_err(|error| self.fault(field, label, error)).ok()
    }

    /// Notes what is wrong at a field.
    pub(crate) fn fault(&mut self, field: &str, label: &str, error: impl FieldError) {
        let (key, n) = error.key();
        self.errors.push(Fault {
            field: field.to_owned(),
            label: label.to_owned(),
            key,
            n,
        });
    }

    /// Everything that is wrong.
    pub(crate) fn errors(&self) -> &[Fault] {
        &self.errors
    }

    /// What is wrong at one field, in words; empty where nothing is.
    pub(crate) fn error(&self, w: &Words, field: &str) -> String {
        self.errors
            .iter()
            .find(|fault| fault.field == field)
            .map_or(String::new(), |fault| w.n(fault.key, fault.n))
    }

    /// The id that makes it count once.
    pub(crate) fn id(&self) -> Option<FormId> {
        self.id
    }

    /// The same for the hidden field.
    pub(crate) fn id_text(&self) -> String {
        self.id.map(|id| id.to_string()).unwrap_or_default()
    }
}

/// Reads form encoding; text that is not UTF-8 is kept as far as it can be read.
fn read(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body)
        .take(MOST_FIELDS)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejected| {
                PageError::of_status(axum::response::IntoResponse::into_response(rejected).status())
            })?;
        Ok(Self::of_fields(read(&body)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::text::Line;

    #[test]
    fn what_is_wrong_is_told_at_its_field_and_what_was_written_stays() {
        let mut form = Form {
            fields: read("titel=&uge=1&uge=2&æ=%F0%9F%99%82".as_bytes()),
            ..Form::default()
        };
        let parsed = Line::parse(form.text("titel"));
        assert_eq!(form.take("titel", "task-title", parsed), None);
        assert_eq!(form.errors()[0].key, "field-missing");
        assert_eq!(form.all("uge").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.text("æ"), "🙂");
        assert!(form.has("uge", "2") && !form.has("uge", "3"));
    }
}
