//! What was done to a section that is sent whole, as a page without scripts sends it: the lines that changed, and no others.

use crate::ids::{MinutesLineId, MinutesSectionId};
use crate::text::Passage;

use super::Edit;

/// A line of the section as it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: MinutesLineId,
    /// The words.
    pub body: Option<Passage>,
}

/// The edits that make `text` of the lines that were shown. Lines that are the same at the beginning and at the end keep their ids; what
/// stands between is paired in order, so that a line that was reworded stays the line it was. `fresh` makes an id for a new line.
pub fn whole(
    section: MinutesSectionId,
    shown: &[Kept],
    text: &[Option<Passage>],
    base: i64,
    mut fresh: impl FnMut() -> MinutesLineId,
) -> Vec<Edit> {
    let same = |(kept, line): &(&Kept, &Option<Passage>)| kept.body == **line;
    let head = shown.iter().zip(text).take_while(same).count();
    let (shown_left, text_left) = (&shown[head..], &text[head..]);
    let tail = shown_left
        .iter()
        .rev()
        .zip(text_left.iter().rev())
        .take_while(same)
        .count();
    let old = &shown_left[..shown_left.len() - tail];
    let new = &text_left[..text_left.len() - tail];
    let mut after = head.checked_sub(1).map(|at| shown[at].id);
    let edit = |id, after, body, base| Edit {
        id,
        section,
        after,
        body,
        base,
        settled: true,
    };
    let mut edits = Vec::new();
    for (at, line) in new.iter().enumerate() {
        let (id, base) = match old.get(at) {
            Some(kept) => (kept.id, base),
            None => (fresh(), 0),
        };
        if old.get(at).is_none_or(|kept| kept.body != *line) {
            edits.push(edit(id, after, Some(line.clone()), base));
        }
        after = Some(id);
    }
    edits.extend(
        old.iter()
            .skip(new.len())
            .map(|kept| edit(kept.id, None, None, base)),
    );
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(n: u128) -> MinutesLineId {
        Uuid::from_u128(n).into()
    }

    fn passages(lines: &[String]) -> Vec<Option<Passage>> {
        lines.iter().map(|it| Passage::parse(it).ok()).collect()
    }

    /// Does to a list of lines what the edits say.
    fn done(shown: &[Kept], edits: &[Edit]) -> Vec<Option<Passage>> {
        let mut lines: Vec<Kept> = shown.to_vec();
        for edit in edits {
            let at = lines.iter().position(|it| it.id == edit.id);
            match (at, &edit.body) {
                (Some(at), Some(body)) => lines[at].body.clone_from(body),
                (Some(at), None) => {
                    lines.remove(at);
                }
                (None, Some(body)) => {
                    let before = edit.after.map(|id| lines.iter().position(|it| it.id == id));
                    let at = before.map_or(0, |at| at.expect("a line before") + 1);
                    let (id, body) = (edit.id, body.clone());
                    lines.insert(at, Kept { id, body });
                }
                (None, None) => {}
            }
        }
        lines.into_iter().map(|it| it.body).collect()
    }

    proptest! {
        #[test]
        fn the_edits_make_the_text(
            before in proptest::collection::vec("[ab]{0,2}", 0..9),
            after in proptest::collection::vec("[ab]{0,2}", 0..9),
        ) {
            let shown: Vec<Kept> = passages(&before)
                .into_iter()
                .zip(1_u128..)
                .map(|(body, n)| Kept { id: id(n), body })
                .collect();
            let text = passages(&after);
            let mut next = 100;
            let edits = whole(Uuid::from_u128(1).into(), &shown, &text, 1, || {
                next += 1;
                id(next)
            });
            prop_assert_eq!(done(&shown, &edits), text.clone());
            if before == after {
                prop_assert!(edits.is_empty());
            }
        }
    }
}
