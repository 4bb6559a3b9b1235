//! Every word on the screens, in Danish and in English, from `translations/`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use helhed_casework::domain::account::Language;

#[derive(RustEmbed)]
#[folder = "translations"]
struct Files;

type Bundle = FluentBundle<FluentResource>;

/// The words of one language. Cheap to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(pub Language);

struct Bundles {
    danish: Bundle,
    english: Bundle,
}

fn bundles() -> &'static Bundles {
    static BUNDLES: OnceLock<Bundles> = OnceLock::new();
    BUNDLES.get_or_init(|| Bundles {
        danish: read(Language::Danish),
        english: read(Language::English),
    })
}

fn sources(language: Language) -> BTreeMap<String, String> {
    let files =
        Files::iter().filter(|path| path.starts_with(language.code()) && path.ends_with(".ftl"));
    files
        .filter_map(|path| {
            let text = String::from_utf8(Files::get(&path)?.data.into_owned()).ok()?;
            Some((path.into_owned(), text))
        })
        .collect()
}

fn read(language: Language) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![
        language
            .code()
            .parse::<LanguageIdentifier>()
            .unwrap_or_default(),
    ]);
    // Texts stand in elements that carry `dir="auto"` where people's own words go in; isolation marks would show up in attributes.
    bundle.set_use_isolating(false);
    for (path, text) in sources(language) {
        // A test keeps the files whole; were one broken in production, what can be read is used.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, _)| {
            tracing::error!(path, "a translation file has an error");
            readable
        });
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The keys of each language's files, with what is wrong in them: for the tests.
pub fn translations(language: Language) -> (BTreeSet<String>, Vec<String>) {
    let (mut keys, mut faults) = (BTreeSet::new(), Vec::new());
    for (path, text) in sources(language) {
        match FluentResource::try_new(text) {
            Ok(resource) => {
                for entry in resource.entries() {
                    if let Entry::Message(message) = entry
                        && !keys.insert(message.id.name.to_owned())
                    {
                        faults.push(format!("{path}: {} twice", message.id.name));
                    }
                }
            }
            Err((_, errors)) => faults.push(format!("{path}: {errors:?}")),
        }
    }
    (keys, faults)
}

/// A number of things. Templates hand theirs over by reference, the code by value.
pub trait Count {
    /// The number.
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($kind:ty),+) => {$(
        impl Count for $kind {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )+};
}
counts!(i16, i32, i64, usize);

impl<C: Count> Count for &C {
    fn count(&self) -> i64 {
        C::count(self)
    }
}

impl Words {
    /// The code of the language, for `lang` attributes.
    pub fn lang(self) -> &'static str {
        self.0.code()
    }

    /// The text of a key.
    pub fn t(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of a key in two parts: a fixed one and a code.
    pub fn join(self, first: &str, second: &str) -> String {
        self.t(&format!("{first}{second}"))
    }

    /// The text of a key if there is one.
    pub fn find(self, key: &str) -> Option<String> {
        self.bundle().has_message(key).then(|| self.t(key))
    }

    /// The text of a key with a number, `$n`, in the right plural.
    pub fn n(self, key: &str, n: impl Count) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n.count()));
        self.format(key, Some(&args))
    }

    /// The text of a key with one value, `$it`.
    pub fn with(self, key: &str, it: impl std::fmt::Display) -> String {
        let mut args = FluentArgs::new();
        args.set("it", FluentValue::from(it.to_string()));
        self.format(key, Some(&args))
    }

    /// The text of a key with several values by name.
    pub fn args(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(name.to_string(), FluentValue::from(value.to_string()));
        }
        self.format(key, Some(&args))
    }

    fn bundle(self) -> &'static Bundle {
        match self.0 {
            Language::Danish => &bundles().danish,
            Language::English => &bundles().english,
        }
    }

    fn format(self, key: &str, args: Option<&FluentArgs>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "a translation is missing");
            return format!("⟦{key}⟧");
        };
        bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned()
    }
}
