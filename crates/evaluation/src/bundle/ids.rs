//! Ids as dense numbers, so that everything after reading is an index.

use std::collections::HashMap;

/// The longest id kept inside its slot; longer ones go to an ordinary map.
const SHORT: usize = 15;
const FREE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Slot {
    key: u128,
    number: u32,
}

/// Numbers ids in the order they come.
///
/// Twenty million look-ups are most of the work of reading a large bundle, so a short id stands whole in its slot: a look-up is one
/// memory access.
pub(crate) struct Ids {
    slots: Vec<Slot>,
    long: HashMap<Box<[u8]>, u32>,
    count: u32,
}

impl Default for Ids {
    fn default() -> Ids {
        Ids {
            slots: vec![
                Slot {
                    key: 0,
                    number: FREE
                };
                64
            ],
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
                self.grow();
            }
            let at = self.place(key);
            if self.slots[at].number != FREE {
                return Err(self.slots[at].number);
            }
            self.slots[at] = Slot { key, number };
        } else {
            if let Some(known) = self.long.get(id) {
                return Err(*known);
            }
            self.long.insert(id.into(), number);
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

    /// The slot of a key, or the free slot where it belongs.
    #[inline]
    fn place(&self, key: u128) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(key) as usize & mask;
        while self.slots[at].number != FREE && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let twice = vec![
            Slot {
                key: 0,
                number: FREE
            };
            self.slots.len() * 2
        ];
        for slot in std::mem::replace(&mut self.slots, twice) {
            if slot.number != FREE {
                let at = self.place(slot.key);
                self.slots[at] = slot;
            }
        }
    }
}

/// The bytes of a short id and its length in one word.
#[inline]
fn short_key(id: &[u8]) -> Option<u128> {
    if id.len() > SHORT {
        return None;
    }
    let mut bytes = [0; 16];
    bytes[..id.len()].copy_from_slice(id);
    bytes[SHORT] = id.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

#[inline]
fn hash(key: u128) -> u64 {
    let product = u128::from(key as u64 ^ 0x9e37_79b9_7f4a_7c15)
        * u128::from((key >> 64) as u64 ^ 0xd1b5_4a32_d192_ed03);
    let folded = (product >> 64) as u64 ^ product as u64;
    folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20
}

#[cfg(test)]
mod tests {
    use super::*;

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
        }
        assert_eq!(ids.find(b"nobody"), None);
        assert_eq!(ids.find(b""), None);
    }
}
