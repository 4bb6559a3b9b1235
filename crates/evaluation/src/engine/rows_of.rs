//! The rows of a file, participant by participant.

use std::ops::Range;

use super::participant::Participants;

/// Hands out the rows of each participant of a range, in the order of the participants.
pub(crate) enum RowsOf<'a> {
    /// The file has the persons in their order, as extracts mostly have: rows are taken as they stand.
    InOrder { persons: &'a [u32], next: usize },
    /// The numbers of the rows, put together by participant.
    Gathered {
        first: usize,
        ends: Vec<usize>,
        rows: Vec<usize>,
    },
}

impl<'a> RowsOf<'a> {
    /// `persons` is the person of each row; `in_order` says whether they stand in order.
    pub(crate) fn new(
        participants: &Participants,
        range: Range<usize>,
        persons: &'a [u32],
        in_order: bool,
    ) -> RowsOf<'a> {
        if in_order {
            let first = participants.list.get(range.start);
            let next = first.map_or(0, |first| {
                persons.partition_point(|person| *person < first.number)
            });
            return RowsOf::InOrder { persons, next };
        }
        let (first, length) = (range.start as u32, range.len() as u32);
        // NOBODY wraps to something far outside every range.
        let local = |person: u32| participants.place(person).wrapping_sub(first);
        let mut ends = vec![0; range.len() + 1];
        for person in persons {
            let at = local(*person);
            if at < length {
                ends[at as usize + 1] += 1;
            }
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut rows = vec![0; ends[range.len()]];
        // While filling, ends[at] is where the next row of `at` goes; afterwards it is where its rows end.
        for (number, person) in persons.iter().enumerate() {
            let at = local(*person);
            if at < length {
                let to = &mut ends[at as usize];
                rows[*to] = number;
                *to += 1;
            }
        }
        let first = range.start;
        RowsOf::Gathered { first, ends, rows }
    }

    /// Calls `take` with every row of a participant, given its place in the list and its number in the bundle. Places must not fall
    /// from call to call.
    #[inline]
    pub(crate) fn each(&mut self, place: usize, person: u32, take: impl FnMut(usize)) {
        match self {
            RowsOf::InOrder { persons, next } => {
                let rest = &persons[*next..];
                let start = rest.iter().take_while(|of| **of < person).count();
                let own = rest[start..].iter().take_while(|of| **of == person);
                let from = *next + start;
                *next = from + own.count();
                (from..*next).for_each(take);
            }
            RowsOf::Gathered { first, ends, rows } => {
                let at = place - *first;
                let start = if at == 0 { 0 } else { ends[at - 1] };
                rows[start..ends[at]].iter().copied().for_each(take);
            }
        }
    }
}
