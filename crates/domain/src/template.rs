//! The words of a consent: dated rows, one a language, so that what somebody read is known for ever.

use jiff::civil::Date;
use serde::Deserialize;

/// The words of one kind of consent in one language, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Which consent: `sharing`, `collect`.
    pub code: String,
    /// The first day it is read.
    pub valid_from: Date,
    /// Its language, as in `da`.
    pub language: String,
    /// Its heading.
    pub title: String,
    /// What is agreed to.
    pub text: String,
    /// What follows from a no.
    pub consequence: String,
}

#[derive(Deserialize)]
struct TemplateRow {
    code: String,
    valid_from: toml::value::Datetime,
    language: String,
    title: String,
    text: String,
    consequence: String,
}

#[derive(Deserialize)]
struct TemplateFile {
    template: Vec<TemplateRow>,
}

/// A file of templates that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("not a file of consent templates: {0}")]
pub struct TemplateError(String);

impl Template {
    /// Reads a file of templates: `[[template]]` tables with `code`, `valid_from`, `language`, `title`, `text`, `consequence`.
    pub fn read_all(file: &str) -> Result<Vec<Self>, TemplateError> {
        let wrong = |message: String| TemplateError(message);
        let file: TemplateFile = toml::from_str(file).map_err(|error| wrong(error.to_string()))?;
        let row = |row: TemplateRow| {
            let day = row.valid_from.to_string();
            Ok(Self {
                valid_from: day.parse().map_err(|_| wrong(format!("no day: {day}")))?,
                code: row.code,
                language: row.language,
                title: row.title,
                text: row.text,
                consequence: row.consequence,
            })
        };
        file.template.into_iter().map(row).collect()
    }

    /// The templates that Helhed ships with.
    pub fn shipped() -> Vec<Self> {
        Self::read_all(include_str!("../data/consent_templates.toml"))
            .expect("the shipped templates are checked by a test")
    }

    /// The one that is read on a day in a language.
    pub fn on<'a>(all: &'a [Self], code: &str, language: &str, day: Date) -> Option<&'a Self> {
        all.iter()
            .filter(|it| it.code == code && it.language == language && it.valid_from <= day)
            .max_by_key(|it| it.valid_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_shipped_template_is_there_in_both_languages() {
        let all = Template::shipped();
        let today = date(2026, 11, 24);
        for code in ["sharing", "collect"] {
            for language in ["da", "en"] {
                let it = Template::on(&all, code, language, today).expect("a template");
                assert!(!it.text.is_empty() && !it.consequence.is_empty());
            }
        }
        assert_eq!(
            Template::on(&all, "sharing", "da", date(2023, 12, 31)),
            None
        );
        assert!(Template::read_all("[[template]]\ncode = 1").is_err());
    }
}
