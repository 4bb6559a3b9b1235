//! Ids as dense numbers, so that everything after reading is an index.

use std::collections::HashMap;

/// The longest id kept as two words; longer ones go to an ordinary map.
const SHORT: usize = 15;

/// A short id and its length.
type Key = [u64; 2];

/// Stands for a long id; no short key has this length.
const LONG: Key = [u64::MAX; 2];

/// No id is in the slot.
const FREE: u64 = u64::MAX;

/// Numbers ids in the order they come.
///
/// Twenty million look-ups are most of the work of reading a large bundle. A slot is a number with half of the id's hash before it: the
/// table of millions of ids is a few dozen megabytes, and a slot of another id is passed over without looking at that id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ids {
    slots: Vec<u64>,
    /// The short ids in the order of their numbers.
    in_order: Vec<Key>,
    long: HashMap<Box<[u8]>, u32>,
    count: u32,
}

impl Default for Ids {
    fn default() -> Ids {
        Ids {
            slots: vec![FREE; 64],
            in_order: Vec::new(),
            long: HashMap::new(),
            count: 0,
        }
    }
}

impl Ids {
    /// The number of an id, new or known: `Ok` when it is new, `Err` when it was there.
    pub(crate) fn add(&mut self, id: &[u8]) -> Result<u32, u32> {
        let number = self.count;
        if let Some(key) = short_key(id) {
            if (self.count as usize) * 4 >= self.slots.len() * 3 {
                self.grow(self.slots.len() * 2);
            }
            let hash = hash(key);
            let at = self.place(key, hash);
            if self.slots[at] != FREE {
                return Err(self.slots[at] as u32);
            }
            self.slots[at] = tag(hash) | u64::from(number);
            self.in_order.push(key);
        } else {
            if let Some(known) = self.long.get(id) {
                return Err(*known);
            }
            self.long.insert(id.into(), number);
            self.in_order.push(LONG);
        }
        self.count += 1;
        Ok(number)
    }

    /// The number of a known id.
    #[inline]
    pub(crate) fn find(&self, id: &[u8]) -> Option<u32> {
        match short_key(id) {
            Some(key) => {
                let slot = self.slots[self.place(key, hash(key))];
                (slot != FREE).then_some(slot as u32)
            }
            None => self.long.get(id).copied(),
        }
    }

    /// The number of a known id that may well be the next after `last` that has rows.
    #[inline]
    pub(crate) fn find_after(&self, last: u32, id: &[u8]) -> Option<u32> {
        if let Some(key) = short_key(id) {
            let next = last.saturating_add(1);
            let near = self
                .in_order
                .get(next as usize..(next as usize + 4).min(self.in_order.len()));
            if let Some(at) = near.and_then(|near| near.iter().position(|known| *known == key)) {
                return Some(next + at as u32);
            }
        }
        self.find(id)
    }

    /// The slot of a key, or the free slot where it belongs.
    #[inline]
    fn place(&self, key: Key, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            let same = slot & TAG == tag(hash) && self.in_order[slot as u32 as usize] == key;
            if slot == FREE || same {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    /// Makes room for so many more ids.
    pub(crate) fn reserve(&mut self, ids: usize) {
        let length = ((self.count as usize + ids) * 4 / 3 + 1).next_power_of_two();
        if length > self.slots.len() {
            self.grow(length);
        }
        self.in_order.reserve(ids);
    }

    fn grow(&mut self, length: usize) {
        self.slots = vec![FREE; length];
        let mask = length - 1;
        for (number, key) in self.in_order.iter().enumerate() {
            if *key == LONG {
                continue;
            }
            let hash = hash(*key);
            let mut at = hash as usize & mask;
            while self.slots[at] != FREE {
                at = (at + 1) & mask;
            }
            self.slots[at] = tag(hash) | number as u64;
        }
    }
}

/// The half of a slot that is of the hash.
const TAG: u64 = 0xffff_ffff << 32;

/// A hash's tag: never that of a free slot.
#[inline]
fn tag(hash: u64) -> u64 {
    hash & (TAG - (1 << 32))
}

/// The bytes of a short id and its length in one word.
#[inline]
fn short_key(id: &[u8]) -> Option<Key> {
    if id.len() > SHORT {
        return None;
    }
    let mut bytes = [0; 16];
    bytes[..id.len()].copy_from_slice(id);
    bytes[SHORT] = id.len() as u8;
    let word = u128::from_le_bytes(bytes);
    Some([word as u64, (word >> 64) as u64])
}

#[inline]
fn hash([low, high]: Key) -> u64 {
    let product =
        u128::from(low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xd1b5_4a32_d192_ed03);
    let folded = (product >> 64) as u64 ^ product as u64;
    let mixed = folded.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_another_order_find_the_same() {
        let mut ids = Ids::default();
        for n in 0..5u32 {
            ids.add(format!("p{n}").as_bytes()).unwrap();
        }
        assert_eq!(ids.find_after(4, b"p0"), Some(0));
        assert_eq!(ids.find_after(0, b"p9"), None);
    }

    #[test]
    fn ids_are_numbered_as_they_come_and_found_again() {
        let mut ids = Ids::default();
        let name = |n: u32| match n % 3 {
            0 => format!("p{n}").into_bytes(),
            1 => format!("a-pseudonym-of-forty-characters-{n:08}").into_bytes(),
            _ => format!("{n:015}").into_bytes(),
        };
        for n in 0..20_000 {
            assert_eq!(ids.add(&name(n)), Ok(n));
        }
        for n in 0..20_000 {
            assert_eq!(ids.add(&name(n)), Err(n));
            assert_eq!(ids.find(&name(n)), Some(n));
            for last in [0, n.saturating_sub(3), n.saturating_sub(1), n, u32::MAX] {
                assert_eq!(ids.find_after(last, &name(n)), Some(n));
            }
        }
        assert_eq!(ids.find(b"nobody"), None);
        assert_eq!(ids.find(b""), None);
    }
}
