//! The threat model names its tests: each is there.

use std::path::{Path, PathBuf};

/// The text of every Rust file below a folder.
fn sources(folder: &Path, all: &mut String) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    for path in paths {
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|it| it == "rs") {
            all.push_str(&std::fs::read_to_string(&path).expect("a text"));
        }
    }
}

#[test]
fn every_test_that_the_threat_model_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = root.join("docs/threat-model.md");
    let page = std::fs::read_to_string(page).expect("the threat model");
    let (_, table) = page.split_once("| threat |").expect("the table");
    let rows = table.lines().skip(2).filter(|it| it.starts_with('|'));
    let shown: Vec<&str> = rows
        .filter_map(|it| it.trim_end_matches('|').rsplit('|').next())
        .collect();
    assert!(shown.len() > 20, "{} rows", shown.len());
    let mut all = String::new();
    sources(&root.join("crates"), &mut all);
    for row in shown {
        let names: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "a threat without a test: {row}");
        for name in names {
            assert!(all.contains(&format!("fn {name}(")), "no test `{name}`");
        }
    }
}
