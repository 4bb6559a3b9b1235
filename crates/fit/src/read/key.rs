//! Ids as keys. Short ones lie inside the map: a million look-ups in a file in no order are a million
//! cache misses, and a key elsewhere would be a second one each.

/// One or more ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Short([u8; 31]),
    Long(Box<[u8]>),
}

/// Stands between two ids. A text file has no such byte in an id; were there one, the ids on both
/// sides would have to conspire to be taken for others.
const BETWEEN: u8 = 0x1f;

impl Key {
    pub(super) fn of(id: &[u8]) -> Self {
        Self::joined(id, None)
    }

    pub(super) fn of_two(first: &[u8], second: &[u8]) -> Self {
        Self::joined(first, Some(second))
    }

    fn joined(first: &[u8], second: Option<&[u8]>) -> Self {
        let length = first.len() + second.map_or(0, |s| 1 + s.len());
        let mut short = [0; 31];
        // The last byte holds the length, so that an id with a zero byte stays itself.
        if length < short.len() {
            short[..first.len()].copy_from_slice(first);
            if let Some(second) = second {
                short[first.len()] = BETWEEN;
                short[first.len() + 1..length].copy_from_slice(second);
            }
            short[30] = length as u8;
            return Self::Short(short);
        }
        let mut long = first.to_vec();
        if let Some(second) = second {
            long.push(BETWEEN);
            long.extend_from_slice(second);
        }
        Self::Long(long.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn keys_differ_where_ids_do() {
        let long = [b'x'; 40];
        let keys = [
            Key::of(b""),
            Key::of(b"\0"),
            Key::of(b"ab"),
            Key::of_two(b"a", b"b"),
            Key::of_two(b"", b"ab"),
            Key::of_two(b"ab", b""),
            Key::of(&long),
            Key::of(&long[..30]),
            Key::of(&long[..31]),
            Key::of_two(&long[..20], &long[..20]),
        ];
        for (i, a) in keys.iter().enumerate() {
            assert!(keys[..i].iter().all(|b| a != b), "{i}");
        }
    }
}
