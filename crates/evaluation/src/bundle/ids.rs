//! Ids as dense numbers, so that everything after reading is an index.

use std::collections::HashMap;

/// The longest id kept inside its slot; longer ones go to an ordinary map.
const SHORT: usize = 15;
const FREE: u32 = u32::MAX;

/// Two words and a half: a slot in a wider type would waste a third of the memory that look-ups wander over.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: [u64; 2],
    number: u32,
}

/// Stands for a long id; no short key has this length.
const LONG: [u64; 2] = [u64::MAX; 2];

const NONE: Slot = Slot {
    key: [0; 2],
    number: FREE,
};

/// Numbers ids in the order they come.
///
/// Twenty million look-ups are most of the work of reading a large bundle, so a short id stands whole in its slot: a look-up is one
/// memory access.
pub(crate) struct Ids {
    slots: Vec<Slot>,
    /// The short ids in the order of their numbers.
    in_order: Vec<[u64; 2]>,
    long: HashMap<Box<[u8]>, u32>,
    count: u32,
}

impl Default for Ids {
    fn default() -> Ids {
        Ids {
            slots: vec![NONE; 64],
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
            if (self.count as usize) * 2 >= self.slots.len() {
                self.grow(self.slots.len() * 2);
            }
            let at = self.place(key);
            if self.slots[at].number != FREE {
                return Err(self.slots[at].number);
            }
            self.slots[at] = Slot { key, number };
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
                let number = self.slots[self.place(key)].number;
                (number != FREE).then_some(number)
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
    fn place(&self, key: [u64; 2]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(key) as usize & mask;
        while self.slots[at].number != FREE && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Makes room for so many more ids.
    pub(crate) fn reserve(&mut self, ids: usize) {
        let length = ((self.count as usize + ids) * 2).next_power_of_two();
        if length > self.slots.len() {
            self.grow(length);
        }
    }

    fn grow(&mut self, length: usize) {
        let wider = vec![NONE; length];
        for slot in std::mem::replace(&mut self.slots, wider) {
            if slot.number != FREE {
                let at = self.place(slot.key);
                self.slots[at] = slot;
            }
        }
    }
}

/// The bytes of a short id and its length in one word.
#[inline]
fn short_key(id: &[u8]) -> Option<[u64; 2]> {
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
fn hash([low, high]: [u64; 2]) -> u64 {
    let product =
        u128::from(low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xd1b5_4a32_d192_ed03);
    let folded = (product >> 64) as u64 ^ product as u64;
    folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20
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
