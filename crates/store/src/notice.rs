//! Notices between servers on one PostgreSQL: they stand in the transaction that they tell of and are heard when it lasts. A notice names
//! a family and the server it comes from, nothing else. On SQLite there is one server.

use helhed_domain::ids::FamilyId;

/// A notice as it travels: `server:family`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeText {
    /// The server that it comes from, which has told its own pages already.
    pub server: u64,
    /// The family.
    pub family: FamilyId,
}

impl NoticeText {
    pub(crate) fn write(self) -> String {
        format!("{:x}:{}", self.server, self.family.uuid())
    }

    fn read(text: &str) -> Option<Self> {
        let (server, family) = text.split_once(':')?;
        Some(Self {
            server: u64::from_str_radix(server, 16).ok()?,
            family: FamilyId::parse(family)?,
        })
    }
}

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Something of a family has changed.
    Notice(NoticeText),
    /// The connection was new or is new again, or what came could not be read: something may have been missed.
    Anew,
}

impl Heard {
    pub(crate) fn of(text: &str) -> Self {
        NoticeText::read(text).map_or(Self::Anew, Self::Notice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_notice_is_read_as_it_was_written_and_anything_else_says_look() {
        let notice = NoticeText {
            server: u64::MAX,
            family: FamilyId::from(Uuid::from_u128(7)),
        };
        assert_eq!(Heard::of(&notice.write()), Heard::Notice(notice));
        for other in ["", "12", "x:y", ":", "1:not-an-id"] {
            assert_eq!(Heard::of(other), Heard::Anew, "{other}");
        }
    }
}
