//! What a batch of writing does to a line that is there: two who write lose nothing, and what is sent twice counts once.

use uuid::Uuid;

use crate::ids::{MinutesLineId, MinutesSectionId};
use crate::text::Passage;

/// A line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: MinutesLineId,
    /// Its section.
    pub section: MinutesSectionId,
    /// Where it stands in its section.
    pub place: i64,
    /// The words.
    pub body: Option<Passage>,
    /// The count of its last change.
    pub seq: i64,
    /// The open page that wrote it last.
    pub hand: Uuid,
    /// Whether the writer has gone on from it.
    pub settled: bool,
    /// Whether it was taken out.
    pub removed: bool,
}

/// What a page has written of a line since it last sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The line: a new one has an id that the page made.
    pub id: MinutesLineId,
    /// Its section.
    pub section: MinutesSectionId,
    /// The line before it; none is the beginning of the section. Counts for a new line only.
    pub after: Option<MinutesLineId>,
    /// The words from now on; `None` takes the line out, `Some(None)` leaves it empty.
    pub body: Option<Option<Passage>>,
    /// The count that the page has read the line at; nothing where it is new.
    pub base: i64,
    /// Whether the writer has gone on from it: only then is it taken for what it says.
    pub settled: bool,
}

/// What becomes of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It is a new line.
    New,
    /// The line has other words from now on.
    Changed,
    /// The line is taken out.
    Gone,
    /// Nothing: it is so already.
    Same,
    /// Another page has changed the line meanwhile: these words stand on a line of their own below it.
    Beside,
}

/// Decides what becomes of an edit from the page `hand`, given the line as it is kept.
pub fn meet(stored: Option<&Stored>, edit: &Edit, hand: Uuid) -> Met {
    let Some(stored) = stored else {
        return match edit.body {
            Some(_) => Met::New,
            None => Met::Same,
        };
    };
    let own = stored.hand == hand || stored.seq <= edit.base;
    match (&edit.body, stored.removed) {
        (None, true) => Met::Same,
        // Somebody else has written on a line that is being taken out: it stays.
        (None, false) if own => Met::Gone,
        (None, false) => Met::Same,
        (Some(None), true) => Met::Same,
        (Some(body), false) if *body == stored.body => Met::Same,
        (Some(_), false) if own => Met::Changed,
        (Some(None), false) => Met::Same,
        (Some(Some(_)), _) => Met::Beside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn passage(text: &str) -> Option<Passage> {
        Passage::parse(text).ok()
    }

    fn stored(body: &str, seq: i64, hand: u128, removed: bool) -> Stored {
        Stored {
            id: Uuid::from_u128(1).into(),
            section: Uuid::from_u128(2).into(),
            place: 1,
            body: passage(body),
            seq,
            hand: Uuid::from_u128(hand),
            settled: false,
            removed,
        }
    }

    fn edit(body: Option<&str>, base: i64) -> Edit {
        Edit {
            id: Uuid::from_u128(1).into(),
            section: Uuid::from_u128(2).into(),
            after: None,
            body: body.map(passage),
            base,
            settled: false,
        }
    }

    #[test]
    fn one_page_writes_on() {
        let me = Uuid::from_u128(7);
        assert_eq!(meet(None, &edit(Some("Sof"), 0), me), Met::New);
        let own = stored("Sof", 3, 7, false);
        // The answer to the first batch was lost: the page goes on from what it knows.
        assert_eq!(meet(Some(&own), &edit(Some("Sof"), 0), me), Met::Same);
        assert_eq!(meet(Some(&own), &edit(Some("Sofie"), 0), me), Met::Changed);
        assert_eq!(meet(Some(&own), &edit(None, 0), me), Met::Gone);
        let gone = stored("Sof", 4, 7, true);
        assert_eq!(meet(Some(&gone), &edit(None, 0), me), Met::Same);
        assert_eq!(meet(Some(&gone), &edit(Some("Sofie"), 3), me), Met::Beside);
        assert_eq!(meet(None, &edit(None, 0), me), Met::Same);
    }

    #[test]
    fn of_two_pages_neither_loses_a_word() {
        let me = Uuid::from_u128(7);
        let theirs = stored("Sofie er glad", 5, 8, false);
        assert_eq!(
            meet(Some(&theirs), &edit(Some("Sofie er træt"), 4), me),
            Met::Beside
        );
        assert_eq!(meet(Some(&theirs), &edit(None, 4), me), Met::Same);
        // Read before it was changed: it is changed on.
        assert_eq!(
            meet(Some(&theirs), &edit(Some("Sofie er træt"), 5), me),
            Met::Changed
        );
    }

    proptest! {
        /// Words that are not there already are kept in every case; taking out never undoes what another page wrote.
        #[test]
        fn words_are_never_lost(
            there in "[a-c]{0,2}", words in "[a-c]{0,2}", seq in 1_i64..4, base in 0_i64..4, hand in 1_u128..3, removed: bool,
        ) {
            let me = Uuid::from_u128(1);
            let kept = stored(&there, seq, hand, removed);
            let met = meet(Some(&kept), &edit(Some(&words), base), me);
            let lost = met == Met::Same && !words.is_empty() && (removed || words != there);
            prop_assert!(!lost);
            let taken = meet(Some(&kept), &edit(None, base), me);
            prop_assert!(taken != Met::Gone || hand == 1 || seq <= base);
        }

        /// What is sent twice counts once.
        #[test]
        fn twice_is_once(words in "[a-c]{1,3}", base in 0_i64..9) {
            let me = Uuid::from_u128(1);
            let kept = stored(&words, 5, 1, false);
            prop_assert_eq!(meet(Some(&kept), &edit(Some(&words), base), me), Met::Same);
        }
    }
}
