//! Every public type of the domain has a line in the glossary, which ties it to its Danish and English words.

use std::path::{Path, PathBuf};

fn public_types(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in source.lines() {
        let declared = line
            .strip_prefix("pub struct ")
            .or_else(|| line.strip_prefix("pub enum "));
        if let Some(rest) = declared {
            names.push(rest.chars().take_while(|c| c.is_alphanumeric()).collect());
        }
    }
    // Types that a macro declares: `Name, "key" {` in `kinds!`, `Name, max N` in `texts!`, a bare `NameId,` in `ids!`.
    for line in source.lines().map(str::trim) {
        let name: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
        let rest = &line[name.len()..];
        let by_macro = (rest.starts_with(", \"") && rest.ends_with('{'))
            || rest.starts_with(", max ")
            || (rest == "," && name.ends_with("Id"));
        if by_macro && name.starts_with(char::is_uppercase) {
            names.push(name);
        }
    }
    names
}

/// The sources of a folder and of those in it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the sources are there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn every_public_type_has_a_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let glossary = std::fs::read_to_string(root.join("../../docs/glossary.md"))
        .expect("the glossary is there");
    let (mut missing, mut seen) = (Vec::new(), 0);
    for path in sources(&root.join("src")) {
        for name in public_types(&std::fs::read_to_string(&path).expect("a source")) {
            seen += 1;
            // Errors are told by their messages, not by a word of the field.
            if !name.ends_with("Error") && !glossary.contains(&format!("`{name}`")) {
                missing.push(format!("{name} ({})", path.display()));
            }
        }
    }
    assert!(seen > 60, "the test reads the sources: {seen} types");
    assert_eq!(missing, Vec::<String>::new(), "no line in docs/glossary.md");
}
