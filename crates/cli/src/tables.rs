//! Writing tables so that a reader never sees half of one.

use crate::failure::Failure;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes `DIR/tables/NAME.csv` for each table. All are written beside their places first and only
/// then moved there: a full disk or a crash leaves the tables of the run before.
///
/// # Errors
/// The file that could not be written.
pub(crate) fn write_tables(dir: &Path, tables: &[(&str, String)]) -> Result<PathBuf, Failure> {
    let folder = dir.join("tables");
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Failure::Disk { path, source }
    };
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    let mut moves = Vec::new();
    for (name, text) in tables {
        let place = folder.join(format!("{name}.csv"));
        let beside = folder.join(format!(".{name}.csv.{}", std::process::id()));
        let written = File::create(&beside).and_then(|mut file| {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
        });
        moves.push((beside, place));
        if let Err(source) = written {
            discard(&moves);
            return Err(failed(&moves[moves.len() - 1].1)(source));
        }
    }
    for (beside, place) in &moves {
        if let Err(source) = fs::rename(beside, place) {
            discard(&moves);
            return Err(failed(place)(source));
        }
    }
    Ok(folder)
}

fn discard(moves: &[(PathBuf, PathBuf)]) {
    for (beside, _) in moves {
        // Already moved or never made: either way there is nothing left to discard.
        let _ = fs::remove_file(beside);
    }
}

#[cfg(test)]
mod tests {
    use super::write_tables;
    use std::fs;

    #[test]
    fn replaces_what_was_there_and_leaves_nothing_beside() {
        let dir = tempfile::tempdir().expect("a folder");
        write_tables(dir.path(), &[("a", "old\n".to_owned())]).expect("written");
        let tables = [("a", "new\n".to_owned()), ("b", "x\n".to_owned())];
        let folder = write_tables(dir.path(), &tables).expect("written");
        assert_eq!(
            fs::read_to_string(folder.join("a.csv")).expect("there"),
            "new\n"
        );
        let mut names = fs::read_dir(&folder)
            .expect("there")
            .map(|entry| entry.expect("readable").file_name())
            .collect::<Vec<_>>();
        names.sort();
        assert_eq!(names, ["a.csv", "b.csv"]);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("file");
        fs::write(&file, "").expect("written");
        assert!(write_tables(&file, &[("a", String::new())]).is_err());
    }
}
