//! What no statement may hold, whichever database it is for.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// `UUID` is a number to SQLite: what is cast to it is looked up in no index, and a page of one family reads every person of the house.
#[test]
fn no_id_is_cast() {
    let mut found = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(found.len() > 50, "the statements are here");
    for path in found {
        let source = fs::read_to_string(&path).expect("text");
        assert!(
            !source.contains("AS UUID)"),
            "{} casts an id",
            path.display()
        );
    }
}
