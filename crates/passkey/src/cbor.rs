//! The few kinds of CBOR (RFC 8949) that a public key is written in: whole numbers and bytes, in one map of definite length.

/// A value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item<'b> {
    Int(i64),
    Bytes(&'b [u8]),
}

/// A head: its kind, its argument, and what comes after it.
fn head(bytes: &[u8]) -> Option<(u8, u64, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let (kind, short) = (first >> 5, first & 0x1f);
    let width = match short {
        0..=23 => return Some((kind, u64::from(short), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        // Longer than any key, or without an end.
        _ => return None,
    };
    let (argument, rest) = rest.split_at_checked(width)?;
    let argument = argument
        .iter()
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    Some((kind, argument, rest))
}

fn item(bytes: &[u8]) -> Option<(Item<'_>, &[u8])> {
    let (kind, argument, rest) = head(bytes)?;
    match kind {
        0 => Some((Item::Int(i64::try_from(argument).ok()?), rest)),
        1 => Some((Item::Int(-1 - i64::try_from(argument).ok()?), rest)),
        2 => {
            let (held, rest) = rest.split_at_checked(usize::try_from(argument).ok()?)?;
            Some((Item::Bytes(held), rest))
        }
        _ => None,
    }
}

/// The entries of a map, each by its number.
type Entries<'b> = Vec<(i64, Item<'b>)>;

/// A map of up to eight entries whose keys are numbers, each there once; and what comes after it.
pub(crate) fn map(bytes: &[u8]) -> Option<(Entries<'_>, &[u8])> {
    let (kind, length, mut rest) = head(bytes)?;
    if kind != 5 || length > 8 {
        return None;
    }
    let mut entries = Entries::new();
    for _ in 0..length {
        let (Item::Int(key), after) = item(rest)? else {
            return None;
        };
        let (value, after) = item(after)?;
        if entries.iter().any(|(held, _)| *held == key) {
            return None;
        }
        entries.push((key, value));
        rest = after;
    }
    Some((entries, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_map_of_numbers_and_bytes_is_read() {
        // {1: 2, 3: -7, -2: h'0102'} and one byte more, as in RFC 8949, appendix A.
        let bytes = [0xa3, 0x01, 0x02, 0x03, 0x26, 0x21, 0x42, 1, 2, 0xff];
        let (entries, rest) = map(&bytes).expect("a map");
        let told = vec![
            (1, Item::Int(2)),
            (3, Item::Int(-7)),
            (-2, Item::Bytes(&[1, 2])),
        ];
        assert_eq!((entries, rest), (told, &[0xff][..]));
        // -257 and 65537 take more than one byte.
        let long = [0xa1, 0x03, 0x39, 0x01, 0x00];
        assert_eq!(map(&long).expect("a map").0, [(3, Item::Int(-257))]);
        for broken in [
            &[][..],
            &[0xa1],
            &[0xa1, 0x01],
            &[0xa2, 0x01, 0x02, 0x01, 0x02],
            &[0xa1, 0x01, 0x42, 0x01],
            &[0xbf, 0xff],
            &[0xa1, 0x41, 0x01, 0x01],
            &[0xa1, 0x01, 0xf6],
            &[0xb9, 0xff, 0xff],
        ] {
            assert_eq!(map(broken), None, "{broken:x?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some((_, rest)) = map(&bytes) {
                prop_assert!(bytes.ends_with(rest));
            }
        }
    }
}
