//! What a form says: the municipality's own licensed texts in a language it has loaded, else neutral labels.

use helhed_casework::domain::episode::Instrument;
use helhed_casework::fit::{Audience, Wordings};

use crate::words::Words;

/// A form as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Wording {
    /// The tag of its language.
    pub lang: String,
    pub title: String,
    pub items: [String; 4],
    pub low: String,
    pub high: String,
    /// Who holds the licence of the texts; none for neutral labels.
    pub holder: Option<String>,
    /// The languages that may be chosen.
    pub languages: Vec<String>,
    /// Whether it is for a child: large, with pictures.
    pub child: bool,
}

/// Whom a form is for, by their age today.
pub(super) fn audience(age: Option<i16>) -> Audience {
    match age {
        Some(..13) => Audience::Child,
        Some(13..18) => Audience::Young,
        _ => Audience::Adult,
    }
}

/// A neutral label; who rates somebody else is asked about them, not about themselves.
fn neutral(w: Words, code: &str, audience: Audience, n: u8) -> String {
    let about = match audience {
        Audience::Collateral => w.find(&format!("rating-{code}-about-{n}")),
        _ => None,
    };
    about.unwrap_or_else(|| w.t(&format!("rating-{code}-{n}")))
}

impl Wording {
    /// The form in the first of some languages that is loaded, else in neutral words of the reader's.
    pub(super) fn of(
        wordings: &Wordings,
        w: Words,
        instrument: Instrument,
        audience: Audience,
        wanted: &[&str],
    ) -> Self {
        let found = wanted
            .iter()
            .chain(&[w.lang()])
            .find_map(|language| wordings.find(instrument, audience, language));
        let languages = wordings.languages(instrument);
        let languages = languages.into_iter().map(str::to_owned).collect();
        let child = audience == Audience::Child;
        let code = instrument.code();
        let or = |text: &Option<String>, key| text.clone().unwrap_or_else(|| w.t(key));
        match found {
            Some(form) => Self {
                lang: form.language.clone(),
                title: form.title.clone(),
                items: form.items.clone(),
                low: or(&form.low, "rating-low"),
                high: or(&form.high, "rating-high"),
                holder: Some(wordings.licence_holder.clone()),
                languages,
                child,
            },
            None => Self {
                lang: w.lang().to_owned(),
                title: w.t(instrument.label_key()),
                items: [1, 2, 3, 4].map(|n| neutral(w, code, audience, n)),
                low: w.t("rating-low"),
                high: w.t("rating-high"),
                holder: None,
                languages,
                child,
            },
        }
    }
}
