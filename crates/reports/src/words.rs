//! Every word of reports, in Danish and in English, from `translations/`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use helhed_domain::account::Language;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The words of one language. Cheap to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Language);

/// The translation files of a language.
pub(crate) fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::Danish => &[
            include_str!("../translations/da/document.ftl"),
            include_str!("../translations/da/economy.ftl"),
            include_str!("../translations/da/evaluation.ftl"),
            include_str!("../translations/da/tables.ftl"),
        ],
        Language::English => &[
            include_str!("../translations/en/document.ftl"),
            include_str!("../translations/en/economy.ftl"),
            include_str!("../translations/en/evaluation.ftl"),
            include_str!("../translations/en/tables.ftl"),
        ],
    }
}

fn bundle(language: Language) -> &'static Bundle {
    static DANISH: OnceLock<Bundle> = OnceLock::new();
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    let place = match language {
        Language::Danish => &DANISH,
        Language::English => &ENGLISH,
    };
    place.get_or_init(|| {
        let mut bundle = FluentBundle::new_concurrent(vec![
            language
                .code()
                .parse::<LanguageIdentifier>()
                .unwrap_or_default(),
        ]);
        bundle.set_use_isolating(false);
        for text in sources(language) {
            // A test keeps the files whole; were one broken, what can be read is used.
            let resource = FluentResource::try_new((*text).to_owned())
                .unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

impl Words {
    /// The code of the language.
    pub fn lang(self) -> &'static str {
        self.0.code()
    }

    /// The text of a key.
    pub fn t(self, key: &str) -> String {
        self.args(key, &[])
    }

    /// The text of a key, if there is one.
    pub fn find(self, key: &str) -> Option<String> {
        bundle(self.0).has_message(key).then(|| self.t(key))
    }

    /// The text of a key with one value, `$it`.
    pub fn with(self, key: &str, it: impl std::fmt::Display) -> String {
        self.args(key, &[("it", &it.to_string())])
    }

    /// The text of a key with values by name.
    pub fn args(self, key: &str, values: &[(&str, &str)]) -> String {
        let bundle = bundle(self.0);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟦{key}⟧");
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set((*name).to_owned(), FluentValue::from((*value).to_owned()));
        }
        bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new())
            .into_owned()
    }

    /// "Table 3. Caption".
    pub(crate) fn numbered(self, key: &str, number: usize, caption: &str) -> String {
        self.args(
            key,
            &[("number", &number.to_string()), ("caption", caption)],
        )
    }
}

/// The keys of a language's files, with what is wrong in them: for the tests.
pub fn translations(language: Language) -> (BTreeSet<String>, Vec<String>) {
    let (mut keys, mut faults) = (BTreeSet::new(), Vec::new());
    for text in sources(language) {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            faults.extend(errors.iter().map(ToString::to_string));
        }
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_lowercase())
                && !keys.insert(key.to_owned())
            {
                faults.push(format!("{key} twice"));
            }
        }
    }
    (keys, faults)
}
