//! How sound input is damaged.

/// What readers trip over.
const TRIPS: [&[u8]; 32] = [
    b"\"",
    b"\"\"\"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b",",
    b";;;;",
    b"\r\n",
    b"\n\n",
    b"\r",
    b"0000-00-00",
    b"9999-12-31",
    b"-1",
    b"1e308",
    b"NaN",
    b"99999999999999999999",
    b"1.234.567,89",
    b"PAR1",
    b"PK\x03\x04",
    b"[[source]]\n",
    b"= \"",
    b"\xf0\x9f\x92\xa9",
    b"person_id,",
    b"m1,",
    b"\xe2\x80\xae",
    b"\xcc\x88",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>&b;",
    b"]]>",
    b"{\"a\":[",
    b"../../",
    b"%00",
    b" ",
];

/// Chance from a seed (SplitMix64): the same seed gives the same run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below `n`, or 0 where there is none.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * n.max(1) as u128) >> 64) as usize
    }
}

/// One to five changes.
pub(crate) fn damaged(sound: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=chance.below(4) {
        let (a, b) = (chance.below(bytes.len() + 1), chance.below(bytes.len() + 1));
        let (from, to) = (a.min(b), a.max(b));
        let trip = TRIPS[chance.below(TRIPS.len())];
        match chance.below(7) {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to.min(from + 40))),
            2 => {
                let again = bytes[from..to].to_vec();
                bytes.splice(to..to, again);
            }
            3 => drop(bytes.splice(from..from, trip.iter().copied())),
            4 => drop(bytes.splice(from..from, trip.repeat(1 + chance.below(3000)))),
            5 if from < bytes.len() => bytes[from] = chance.below(256) as u8,
            _ if from < bytes.len() => bytes[from] ^= 1 << chance.below(8),
            _ => {}
        }
    }
    bytes
}
