//! Both languages hold the same keys, every key the code and the pages use is there, and none stands unused.

use std::collections::BTreeSet;
use std::path::Path;

use helhed_casework::domain::account::Language;
use helhed_web::translations;

fn files(folder: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder)
        .expect("a folder of this crate")
        .map(|entry| entry.expect("an entry").path())
    {
        if entry.is_dir() {
            files(&entry, out);
        } else if entry
            .extension()
            .is_some_and(|ending| ending == "rs" || ending == "html")
        {
            out.push(std::fs::read_to_string(entry).expect("a text file"));
        }
    }
}

fn sources() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    files(&root.join("src"), &mut all);
    files(&root.join("templates"), &mut all);
    all
}

/// The text between two quotes, for every such text of a source.
fn quoted(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1)
}

#[test]
fn both_languages_hold_the_same_keys_and_no_faults() {
    let (danish, faults_da) = translations(Language::Danish);
    let (english, faults_en) = translations(Language::English);
    assert!(danish.len() > 100);
    assert_eq!(faults_da, Vec::<String>::new());
    assert_eq!(faults_en, Vec::<String>::new());
    assert_eq!(
        danish.symmetric_difference(&english).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

#[test]
fn every_key_that_is_asked_for_is_there() {
    let (keys, _) = translations(Language::Danish);
    let mut missing = BTreeSet::new();
    for source in sources() {
        for call in [
            ".t(\"", ".n(\"", ".with(\"", ".args(\"", "w.t(\"", "fault(\"", ".args(\n",
        ] {
            for rest in source.split(call).skip(1) {
                let key = rest.trim_start();
                // On a line of its own stands a key in quotes, or a name that holds one.
                if call.ends_with('\n') && !key.starts_with('"') {
                    continue;
                }
                let key = key
                    .trim_start_matches('"')
                    .split('"')
                    .next()
                    .unwrap_or_default();
                if !key.is_empty() && !keys.contains(key) && call != "fault(\"" {
                    missing.insert(key.to_owned());
                }
            }
        }
    }
    assert_eq!(missing, BTreeSet::new(), "asked for and not there");
}

/// A key is used when it stands in quotes somewhere, or when a quoted text that ends in a dash begins it (`done-`, `month-`), or a
/// quoted text that begins with a dash ends it (`-text`); the words of the domain's kinds are asked for by their code.
#[test]
fn no_key_stands_unused() {
    let (keys, _) = translations(Language::Danish);
    let sources = sources();
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    for source in &sources {
        texts.extend(quoted(source).filter(|text| text.len() < 60));
    }
    let beginnings: Vec<&str> = texts
        .iter()
        .filter_map(|text| text.split('{').next())
        .filter(|text| text.len() > 2 && text.ends_with('-') && !text.starts_with('-'))
        .chain([
            "role-",
            "unit-",
            "member-",
            "state-",
            "sex-",
            "language-",
            "basis-",
            "contact-",
            "capacity-",
            "consent_form-",
            "task-",
            "horizon-",
            "goal-",
            "request-state-",
            "file-",
            "handling-",
            "part-",
            "capacity-",
            "consent_form-",
            "stance-",
            "episode-end-",
            "instrument-",
            "rater-",
            "rating-way-",
            "severity-",
            "urgency-",
            "wish-",
            "case-type-",
            "purge-",
            "need-outcome-",
            "map-part-",
            "event-",
            "closeness-",
            "zoom-",
            "letter-state-",
            "evaluation-step-",
            "evaluation-end-",
            "agreement-",
            "collision-",
            "suggest-",
            "gap-",
            "plan-need-",
            "plan-change-",
            "plan-part-",
            "meeting-kind-",
            "meeting-answer-",
            "topic-source-",
            "minutes-line-",
            "minutes-remark-",
            "decision-",
            "filing_kind-",
            "filing_state-",
            "system_scope-",
            "system_state-",
            "minutes-wanting-",
            "agenda-",
            "minutes-approval-",
            "minutes-state-",
            "means-",
            "data-request-",
            "data-outcome-",
            "opening-ground-",
            "feedback-",
            "keeper-",
        ])
        .collect();
    let endings: Vec<&str> = texts
        .iter()
        .filter_map(|text| text.rsplit('}').next())
        .filter(|t| t.len() > 2 && t.starts_with('-'))
        .collect();
    let used = |key: &str| {
        texts.contains(key)
            || beginnings.iter().any(|b| key.starts_with(b))
            || endings.iter().any(|e| key.ends_with(e))
    };
    let unused: Vec<&String> = keys.iter().filter(|key| !used(key)).collect();
    assert_eq!(
        unused,
        Vec::<&String>::new(),
        "in the translations and used nowhere"
    );
}
