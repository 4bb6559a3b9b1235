//! Words: the same keys in both languages, and none that nobody uses.

use helhed_reports::Language;
use helhed_reports::words::translations;
use std::path::Path;

fn sources(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push_str(&std::fs::read_to_string(&path).expect("text"));
        }
    }
}

#[test]
fn both_languages_have_the_same_keys() {
    let (danish, faults) = translations(Language::Danish);
    assert!(faults.is_empty(), "{faults:?}");
    let (english, faults) = translations(Language::English);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(danish, english);
    assert!(danish.len() > 200);
}

#[test]
fn every_key_is_used() {
    let mut code = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut code,
    );
    let (keys, _) = translations(Language::English);
    let used = |key: &String| {
        let written = |text: &str| code.contains(&format!("\"{text}\""));
        // A key is written whole, or as a prefix with a code, `code("role", …)`, or as a name in a form, `"note-{…}"`.
        let parts = key
            .match_indices('-')
            .map(|(at, _)| (&key[..at], &key[at + 1..]));
        written(key)
            || parts.into_iter().any(|(prefix, rest)| {
                code.contains(&format!("\"{prefix}-{{")) || (written(prefix) && !rest.is_empty())
            })
    };
    let unused: Vec<_> = keys.iter().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
