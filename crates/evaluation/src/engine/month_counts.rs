//! Counting the bits of many words, month by month.

/// How many months a window has.
pub(crate) const MONTHS: usize = 49;

/// For each of the 49 months the number of words that have its bit.
///
/// Counters of 8 bits stand across eight words, a counter a month: adding a word to all of them is a few additions without carry, instead
/// of 49 ordinary ones.
#[derive(Clone, Debug)]
pub(crate) struct MonthCounts {
    planes: [u64; 8],
    pending: u8,
    counts: [u64; MONTHS],
}

impl Default for MonthCounts {
    fn default() -> MonthCounts {
        MonthCounts {
            planes: [0; 8],
            pending: 0,
            counts: [0; MONTHS],
        }
    }
}

impl MonthCounts {
    /// Counts the bits of a word.
    #[inline]
    pub(crate) fn add(&mut self, word: u64) {
        let mut carry = word;
        for plane in &mut self.planes {
            let both = *plane & carry;
            *plane ^= carry;
            carry = both;
            if carry == 0 {
                break;
            }
        }
        self.pending += 1;
        if self.pending == u8::MAX {
            self.settle();
        }
    }

    fn settle(&mut self) {
        for (at, count) in self.counts.iter_mut().enumerate() {
            for (weight, plane) in self.planes.iter().enumerate() {
                *count += (plane >> at & 1) << weight;
            }
        }
        self.planes = [0; 8];
        self.pending = 0;
    }

    /// The counts by month.
    pub(crate) fn counts(mut self) -> [u64; MONTHS] {
        self.settle();
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_counted_however_many_words_there_are() {
        for words in [0u64, 1, 254, 255, 256, 1000] {
            let mut counts = MonthCounts::default();
            let mut plain = [0; MONTHS];
            for at in 0..words {
                let word = (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7) | 1;
                counts.add(word);
                for (month, count) in plain.iter_mut().enumerate() {
                    *count += word >> month & 1;
                }
            }
            assert_eq!(counts.counts(), plain, "{words} words");
        }
    }
}
