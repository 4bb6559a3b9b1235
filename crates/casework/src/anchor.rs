//! The anchor: heads of the audit chain, written down outside the database, so that cutting off its end or writing it anew shows.
//!
//! A text file of lines `number hash`, one for each time the head was found to have moved. It belongs where whoever can change the
//! database cannot change it.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use helhed_store::StoreError;
use helhed_store::audit::Head;

use crate::Casework;

/// Why the anchor could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum AnchorError {
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The anchor knows of entries that are not there.
    #[error("the anchor knows of entry {known}, and the log ends with entry {last}")]
    Behind {
        /// The last entry of the log.
        last: i64,
        /// The last entry that the anchor knows.
        known: i64,
    },
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Appends the head of the chain to the file if it has moved since the last line; the file is made where there is none.
/// The line is on disk when this returns. Whether a line was written.
pub async fn anchor_head(house: &Casework, path: &Path) -> Result<bool, AnchorError> {
    let head = house.audit_head().await?;
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || append(&path, &head))
        .await
        .map_err(io::Error::other)?
}

/// What an anchor file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Every head that was written down, the oldest first.
    pub heads: Vec<Head>,
    /// The numbers of lines that are not `number hash`: cut short by a crash, or tampered with.
    pub unreadable: Vec<usize>,
}

/// Reads an anchor file.
pub fn read_anchor(path: &Path) -> io::Result<Anchor> {
    let text = std::fs::read_to_string(path)?;
    let mut anchor = Anchor::default();
    for (at, line) in text.lines().enumerate() {
        match parse(line) {
            Some(head) => anchor.heads.push(head),
            None if line.trim().is_empty() => {}
            None => anchor.unreadable.push(at + 1),
        }
    }
    Ok(anchor)
}

fn append(path: &Path, head: &Head) -> Result<bool, AnchorError> {
    let mut file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)?;
    let end = last_line(&mut file)?;
    // A line that a crash cut short says nothing; it stays for `verify-audit` to tell of.
    let known = parse(&end).map_or(0, |head| head.seq);
    if known > head.seq {
        return Err(AnchorError::Behind {
            last: head.seq,
            known,
        });
    }
    if known == head.seq {
        return Ok(false);
    }
    // The next line stands by itself, whatever the last one is.
    let start = if end.is_empty() || end.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let hash: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    file.write_all(format!("{start}{} {hash}\n", head.seq).as_bytes())?;
    file.sync_data()?;
    Ok(true)
}

/// The last line, with its end: the file is never read whole, it grows for years.
fn last_line(file: &mut File) -> io::Result<String> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(200)))?;
    let mut tail = String::new();
    file.read_to_string(&mut tail)?;
    let whole = tail.trim_end().rfind('\n').map_or(0, |at| at + 1);
    Ok(tail[whole..].to_owned())
}

fn parse(line: &str) -> Option<Head> {
    let (seq, hash) = line.trim().split_once(' ')?;
    let seq: i64 = seq.parse().ok().filter(|seq| *seq > 0)?;
    let hash = hash.trim();
    if hash.len() != 64 || !hash.is_ascii() {
        return None;
    }
    let byte = |at: usize| u8::from_str_radix(&hash[at..at + 2], 16).ok();
    let hash = (0..64).step_by(2).map(byte).collect::<Option<Vec<u8>>>()?;
    Some(Head { seq, hash })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn a_moved_head_is_written_once_and_found_again() {
        let house = House::new().await;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("anchor");
        assert!(anchor_head(&house, &path).await.expect("written"));
        assert!(!anchor_head(&house, &path).await.expect("nothing new"));
        house.a_family("Holm").await;
        assert!(anchor_head(&house, &path).await.expect("written"));
        let anchors = read_anchor(&path).expect("two lines").heads;
        assert_eq!(anchors.len(), 2);
        assert_eq!(anchors[1], house.audit_head().await.expect("a head"));
        let (_, findings) = house.verify_audit(&anchors).await.expect("checked");
        assert_eq!(findings, []);
    }

    #[tokio::test]
    async fn an_anchor_that_knows_more_than_the_log_is_told() {
        let house = House::new().await;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("anchor");
        std::fs::write(&path, format!("999 {}\n", "ab".repeat(32))).expect("written");
        let told = anchor_head(&house, &path).await;
        assert!(matches!(told, Err(AnchorError::Behind { known: 999, .. })));
    }

    #[tokio::test]
    async fn a_line_that_is_none_is_told_by_its_number_and_stops_nothing() {
        let house = House::new().await;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("anchor");
        for bad in ["x", "1", "1 zz", "-1 00", &format!("1 {}é", "a".repeat(62))] {
            std::fs::write(&path, format!("1 {}\n{bad}", "0a".repeat(32))).expect("written");
            assert_eq!(read_anchor(&path).expect("read").unreadable, [2], "{bad}");
            assert!(anchor_head(&house, &path).await.expect("written"), "{bad}");
            let anchor = read_anchor(&path).expect("read");
            assert_eq!(
                (anchor.heads.len(), anchor.unreadable),
                (2, vec![2]),
                "{bad}"
            );
        }
    }
}
