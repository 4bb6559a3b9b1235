//! What people tell of the pages. Words and address are sealed: whatever somebody writes in them.

use jiff::Timestamp;

use helhed_access::{HousePermit, doing, what};
use helhed_domain::account::Language;
use helhed_domain::feedback::{Feedback, FeedbackKind};
use helhed_domain::ids::{AccountId, FeedbackId};
use helhed_domain::post::EmailAddress;
use helhed_domain::text::{Line, Message};

use crate::contact::line;
use crate::secret::Keys;
use crate::{Link, Row, StoreError, args, unreadable};

const WORDS: &str = "feedback.words";
const REPLY_TO: &str = "feedback.reply_to";

/// Keeps what somebody told. Nobody need be signed in for it.
pub async fn insert(
    link: &mut Link,
    (keys, nonces): (&Keys, [[u8; 24]; 2]),
    it: &Feedback,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO feedback (id, kind, words, page, reply_to, language, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let reply_to = it.reply_to.as_ref();
    let values = args![
        it.id,
        it.kind.code(),
        keys.seal(WORDS, it.words.as_str(), nonces[0]),
        it.page.as_ref().map(Line::as_str),
        reply_to.map(|address| keys.seal(REPLY_TO, address.as_str(), nonces[1])),
        it.language.code(),
        it.at,
    ];
    link.run(sql, values).await.map(drop)
}

/// How much was told since an instant.
pub async fn count_since(link: &mut Link, since: Timestamp) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM feedback WHERE sent_at > $1";
    match link.row(sql, args![since]).await? {
        Some(mut row) => row.next(),
        None => Ok(0),
    }
}

/// Forgets what was seen to before an instant.
pub async fn forget_before(link: &mut Link, instant: Timestamp) -> Result<(), StoreError> {
    link.run("DELETE FROM feedback WHERE done_at < $1", args![instant])
        .await
        .map(drop)
}

/// What is not seen to, the oldest first, then the latest that is: at most 200.
pub async fn list(
    link: &mut Link,
    keys: &Keys,
    _permit: &HousePermit<what::Feedback, doing::Read>,
) -> Result<Vec<Feedback>, StoreError> {
    let sql = "SELECT id, kind, words, page, reply_to, language, sent_at, done_at FROM feedback
               ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, CASE WHEN done_at IS NULL THEN sent_at ELSE -sent_at END, id LIMIT 200";
    let read = |mut row: Row| {
        let id = row.next()?;
        let kind = row.parsed("kind of feedback", FeedbackKind::from_code)?;
        let words = keys.unseal(WORDS, &row.next::<Vec<u8>>()?)?;
        let page = row.parsed_optional("line", line)?;
        let reply_to: Option<Vec<u8>> = row.next_optional()?;
        let reply_to = reply_to
            .map(|it| keys.unseal(REPLY_TO, &it))
            .transpose()?
            .and_then(|it| EmailAddress::parse(&it).ok());
        Ok(Feedback {
            id,
            kind,
            words: Message::parse(&words).map_err(|_| unreadable("feedback"))?,
            page,
            reply_to,
            language: row.parsed("language", Language::from_code)?,
            at: row.next()?,
            done: row.next_optional()?,
        })
    };
    link.rows(sql, []).await?.into_iter().map(read).collect()
}

/// Notes that something was seen to; false where it was, or there is no such thing.
pub async fn done(
    link: &mut Link,
    _permit: &HousePermit<what::Feedback, doing::Change>,
    id: FeedbackId,
    by: AccountId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE feedback SET done_by = $2, done_at = $3 WHERE id = $1 AND done_at IS NULL";
    Ok(link.run(sql, args![id, by, at]).await? == 1)
}
