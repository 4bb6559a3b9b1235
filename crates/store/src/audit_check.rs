//! Walking the audit chain: what was changed, removed, moved or cut off is found and named.

use std::collections::HashMap;

use crate::audit::{COLUMNS, Entry, Head, head, read};
use crate::{Link, StoreError, args};

/// How many entries are read at once.
const PAGE: i64 = 5_000;

/// How far from its place an entry is looked for: what was moved further is told as changed.
const NEAR: i64 = 50;

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// No entries have the numbers from the first to the last of these, though a later one is there.
    Removed(i64, i64),
    /// The entry is not what was written.
    Changed(i64),
    /// The entry was written under another number.
    Moved {
        /// Where it stands.
        now: i64,
        /// Where it stood.
        was: i64,
    },
    /// The entry does not follow the one before it, which was written anew, or something was put in between.
    OutOfOrder(i64),
    /// Entries after this one were cut off: the head, or the anchor outside, knows of more.
    CutOff {
        /// The last entry that is there.
        last: i64,
        /// The last entry that was known.
        known: i64,
    },
    /// The anchor outside the database knows another hash of this entry: the chain was written anew.
    Rewritten(i64),
    /// The head that is kept beside the entries is not that of the last entry.
    HeadChanged(i64),
}

/// Walks the whole chain; `anchors` are heads that were written down outside the database, and `walked` is told how far it has come
/// and how far it goes. Entries that are appended meanwhile are walked too.
pub async fn verify(
    link: &mut Link,
    anchors: &[Head],
    mut walked: impl FnMut(i64, i64),
) -> Result<(Head, Vec<Finding>), StoreError> {
    // The head first: entries that come while we walk lie behind it and are no sign of anything.
    let start = head(link).await?;
    let mut anchored: HashMap<i64, Vec<&[u8]>> = HashMap::new();
    for anchor in anchors {
        anchored.entry(anchor.seq).or_default().push(&anchor.hash);
    }
    let mut findings = Vec::new();
    let (mut last, mut previous, mut broken) = (0_i64, Vec::<u8>::new(), false);
    loop {
        let sql = format!(
            "SELECT {COLUMNS}, previous, hash FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT $2"
        );
        let rows = link.rows(&sql, args![last, PAGE]).await?;
        if rows.is_empty() {
            break;
        }
        for mut row in rows {
            let (seq, entry) = read(&mut row)?;
            let (stored_previous, hash): (Vec<u8>, Vec<u8>) = (row.next()?, row.next()?);
            let follows = seq == last + 1;
            if !follows {
                findings.push(Finding::Removed(last + 1, seq - 1));
            }
            let whole = entry.hash(seq, &stored_previous) == hash;
            if !whole {
                findings.push(match written_under(&entry, seq, &stored_previous, &hash) {
                    Some(was) => Finding::Moved { now: seq, was },
                    None => Finding::Changed(seq),
                });
            } else if follows && !broken && stored_previous != previous {
                findings.push(Finding::OutOfOrder(seq));
            }
            let other = |known: &&[u8]| *known != hash;
            if anchored.get(&seq).is_some_and(|all| all.iter().any(other)) {
                findings.push(Finding::Rewritten(seq));
            }
            if start.seq == seq && start.hash != hash {
                findings.push(Finding::HeadChanged(seq));
            }
            // What does not fit itself has been named; that the next one does not fit it either says nothing more.
            (last, previous, broken) = (seq, hash, !whole);
        }
        walked(last, start.seq.max(last));
    }
    let known = anchors.iter().map(|anchor| anchor.seq).chain([start.seq]);
    let known = known.max().unwrap_or(0);
    if known > last {
        findings.push(Finding::CutOff { last, known });
    } else if head(link).await?.seq < last {
        findings.push(Finding::HeadChanged(last));
    }
    let reached = Head {
        seq: last,
        hash: previous,
    };
    Ok((reached, findings))
}

/// The number near its place under which an entry was written, if it is whole but for that.
fn written_under(entry: &Entry, seq: i64, previous: &[u8], hash: &[u8]) -> Option<i64> {
    let near = (seq - NEAR).max(1)..=seq.saturating_add(NEAR);
    near.into_iter()
        .find(|was| *was != seq && entry.hash(*was, previous) == hash)
}
