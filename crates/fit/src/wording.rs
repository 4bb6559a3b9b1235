//! The wording of the forms, from the file of a municipality that holds a licence. None is shipped.
//!
//! ```toml
//! licence_holder = "…"      # shown under every form
//! licence = "…"             # number or date of the licence
//!
//! [[form]]
//! language = "da"            # any language, by its tag; right-to-left ones work
//! instrument = "ors"         # or "srs"
//! audience = "adult"         # or "young" (13 to 17), "child" (under 13), "collateral" (somebody who rates another)
//! title = "…"
//! items = ["…", "…", "…", "…"]
//! low = "…"                  # what 0 and 10 mean; may be left out
//! high = "…"
//! ```

use helhed_domain::episode::Instrument;
use serde::Deserialize;

/// Whom a form's wording is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// 18 years and older.
    Adult,
    /// 13 to 17 years.
    Young,
    /// Under 13 years.
    Child,
    /// Somebody who rates another.
    Collateral,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Form {
    #[serde(rename = "ors")]
    Outcome,
    #[serde(rename = "srs")]
    Session,
}

/// Four texts, neither more nor fewer.
fn four<'de, D: serde::Deserializer<'de>>(from: D) -> Result<[String; 4], D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let count = texts.len();
    let wrong = |_| serde::de::Error::invalid_length(count, &"four items");
    texts.try_into().map_err(wrong)
}

/// The wording of one form in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The tag of its language.
    pub language: String,
    instrument: Form,
    /// Whom it is for.
    pub audience: Audience,
    /// What the form is called.
    pub title: String,
    /// The four items.
    #[serde(deserialize_with = "four")]
    pub items: [String; 4],
    /// What 0 means.
    #[serde(default)]
    pub low: Option<String>,
    /// What 10 means.
    #[serde(default)]
    pub high: Option<String>,
}

impl Wording {
    /// Which form.
    pub fn instrument(&self) -> Instrument {
        match self.instrument {
            Form::Outcome => Instrument::Outcome,
            Form::Session => Instrument::Session,
        }
    }
}

/// Every wording a municipality has loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wordings {
    /// Who holds the licence: shown under every form.
    #[serde(default)]
    pub licence_holder: String,
    /// Number or date of the licence.
    #[serde(default)]
    pub licence: String,
    #[serde(default, rename = "form")]
    forms: Vec<Wording>,
}

/// The file of the wordings is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordingFault {
    /// It is no TOML, or a field is missing, unknown or of the wrong kind.
    #[error("the file of item texts: {0}")]
    NotRead(String),
    /// It says nothing of the licence.
    #[error("the file of item texts: licence_holder is missing")]
    NoLicence,
    /// A form stands twice.
    #[error("the file of item texts: a form stands twice in language {0}")]
    Twice(String),
}

impl Wordings {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, WordingFault> {
        let read: Self = toml::from_str(text)
            .map_err(|error| WordingFault::NotRead(error.message().to_owned()))?;
        if read.licence_holder.trim().is_empty() {
            return Err(WordingFault::NoLicence);
        }
        let same = |a: &Wording, b: &Wording| {
            (a.instrument, a.audience, &a.language) == (b.instrument, b.audience, &b.language)
        };
        for (i, form) in read.forms.iter().enumerate() {
            if read.forms[..i].iter().any(|earlier| same(earlier, form)) {
                return Err(WordingFault::Twice(form.language.clone()));
            }
        }
        Ok(read)
    }

    /// The wording of a form for an audience in a language: an adult's where a young person's or a child's is not loaded, and
    /// none where the language has none.
    pub fn find(
        &self,
        instrument: Instrument,
        audience: Audience,
        language: &str,
    ) -> Option<&Wording> {
        let of = |wanted: Audience| {
            self.forms.iter().find(|form| {
                form.instrument() == instrument
                    && form.audience == wanted
                    && form.language == language
            })
        };
        of(audience).or_else(|| of(Audience::Adult))
    }

    /// The languages of a form, in the order of the file.
    pub fn languages(&self, instrument: Instrument) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for form in self.forms.iter().filter(|f| f.instrument() == instrument) {
            if !found.contains(&form.language.as_str()) {
                found.push(&form.language);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
licence_holder = "Prøvekøbing Kommune"
[[form]]
language = "da"
instrument = "ors"
audience = "adult"
title = "T"
items = ["a", "b", "c", "d"]
[[form]]
language = "ar"
instrument = "ors"
audience = "child"
title = "ت"
items = ["ا", "ب", "ت", "ث"]
low = "قليل"
"#;

    #[test]
    fn a_form_is_found_by_language_and_audience() {
        let all = Wordings::parse(FILE).expect("sound");
        let ors = Instrument::Outcome;
        assert_eq!(all.languages(ors), ["da", "ar"]);
        assert!(all.languages(Instrument::Session).is_empty());
        let title = |audience, language| {
            all.find(ors, audience, language)
                .map(|form| form.title.as_str())
        };
        assert_eq!(title(Audience::Child, "ar"), Some("ت"));
        assert_eq!(
            title(Audience::Child, "da"),
            Some("T"),
            "an adult's will do"
        );
        assert_eq!(title(Audience::Adult, "ar"), None);
        assert_eq!(title(Audience::Adult, "so"), None);
    }

    #[test]
    fn a_file_without_licence_or_with_five_items_is_refused() {
        let no_licence = FILE.replace("Prøvekøbing Kommune", " ");
        assert_eq!(Wordings::parse(&no_licence), Err(WordingFault::NoLicence));
        let five = FILE.replace(r#""c", "d""#, r#""c", "d", "e""#);
        assert!(matches!(
            Wordings::parse(&five),
            Err(WordingFault::NotRead(_))
        ));
        let twice = FILE.replace(r#""ar""#, r#""da""#).replace("child", "adult");
        assert_eq!(
            Wordings::parse(&twice),
            Err(WordingFault::Twice("da".into()))
        );
        assert_eq!(Wordings::default().languages(Instrument::Outcome), [""; 0]);
    }
}
