//! What is in a document, encrypted in pieces.
//!
//! XChaCha20-Poly1305 under the keys of [`crate::secret`], in the manner of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, 2015): the nonce
//! of a piece is 19 random bytes of the document, the number of the piece (4 bytes) and whether it is the last (1 byte). The document's id
//! and the same number and end are bound in. So a piece cannot be changed, left out, moved or put into another document, nor the end
//! cut off, without the document refusing to open.

use helhed_access::{Permit, What, doing, what};
use helhed_domain::document::Document;
use helhed_domain::ids::DocumentId;

use crate::secret::Keys;
use crate::{Link, StoreError, args, unreadable};

/// Bytes of a piece before encryption.
pub(super) const PIECE: usize = 256 * 1024;

/// The number of a piece and whether it is the last, as both nonce and bound data hold them.
fn mark(place: usize, is_last: bool) -> [u8; 5] {
    let number = u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes();
    [
        number[0],
        number[1],
        number[2],
        number[3],
        u8::from(is_last),
    ]
}

/// What a piece is bound to: its document, its number and whether it is the last.
pub(crate) fn bound(id: DocumentId, mark: [u8; 5]) -> Vec<u8> {
    [b"document", &id.uuid().as_bytes()[..], &mark[..]].concat()
}

/// The pieces of a document, encrypted. An empty one has one piece of nothing.
fn sealed(keys: &Keys, id: DocumentId, random: [u8; 19], content: &[u8]) -> Vec<Vec<u8>> {
    let count = content.len().div_ceil(PIECE).max(1);
    let piece = |place: usize| {
        let from = place * PIECE;
        let plain = &content[from..content.len().min(from + PIECE)];
        let mark = mark(place, place + 1 == count);
        let mut nonce = [0; 24];
        nonce[..19].copy_from_slice(&random);
        nonce[19..].copy_from_slice(&mark);
        keys.seal_bytes(&bound(id, mark), plain, nonce)
    };
    (0..count).map(piece).collect()
}

/// The content of a document from its pieces in order. `None` where they are not all there as they were.
fn opened(keys: &Keys, id: DocumentId, pieces: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut content = Vec::with_capacity(pieces.iter().map(Vec::len).sum());
    for (place, piece) in pieces.iter().enumerate() {
        let mark = mark(place, place + 1 == pieces.len());
        content.extend(keys.unseal_bytes(&bound(id, mark), piece)?);
    }
    (!pieces.is_empty()).then_some(content)
}

/// Adds what is in a document that was just added. `random`: 19 fresh random bytes.
pub async fn insert_body(
    link: &mut Link,
    _permit: &Permit<what::Documents, doing::Add>,
    (keys, random): (&Keys, [u8; 19]),
    id: DocumentId,
    content: &[u8],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO document_piece (document_id, place, body) VALUES ($1, $2, $3)";
    for (place, piece) in sealed(keys, id, random, content).into_iter().enumerate() {
        link.run(sql, args![id, place as i64, piece]).await?;
    }
    Ok(())
}

/// What is in a document that the permit's holder has found: one query.
pub async fn body<W: What>(
    link: &mut Link,
    keys: &Keys,
    permit: &Permit<W, doing::Read>,
    document: &Document,
) -> Result<Vec<u8>, StoreError> {
    let sql = "SELECT p.body FROM document d JOIN document_piece p ON p.document_id = d.id
               WHERE d.id = $1 AND d.family_id = $2 ORDER BY p.place";
    let rows = link.rows(sql, args![document.id, permit.family()]).await?;
    let pieces = rows
        .into_iter()
        .map(|mut row| row.next())
        .collect::<Result<Vec<Vec<u8>>, _>>()?;
    opened(keys, document.id, &pieces)
        .filter(|content| content.len() as i64 == document.size)
        .ok_or_else(|| unreadable("document"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn pieces_open_in_their_order_in_their_document_and_all_of_them() {
        let keys = Keys::parse(&Keys::fresh_file(&[7; 64])).expect("keys");
        let id = DocumentId::from(Uuid::from_u128(1));
        for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5] {
            let content: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            let pieces = sealed(&keys, id, [3; 19], &content);
            assert_eq!(opened(&keys, id, &pieces), Some(content), "{size}");
        }
        let content = vec![9; 3 * PIECE];
        let pieces = sealed(&keys, id, [3; 19], &content);
        assert_eq!(pieces.len(), 3);
        assert!(!pieces[0].windows(8).any(|window| window == [9; 8]));
        let other = DocumentId::from(Uuid::from_u128(2));
        assert_eq!(opened(&keys, other, &pieces), None, "in another document");
        assert_eq!(opened(&keys, id, &pieces[..2]), None, "the end cut off");
        assert_eq!(
            opened(&keys, id, &pieces[1..]),
            None,
            "the beginning cut off"
        );
        assert_eq!(opened(&keys, id, &[]), None);
        let moved = [pieces[1].clone(), pieces[0].clone(), pieces[2].clone()];
        assert_eq!(opened(&keys, id, &moved), None, "in another order");
        let mut changed = pieces;
        changed[1][100] ^= 1;
        assert_eq!(opened(&keys, id, &changed), None, "changed");
    }
}
