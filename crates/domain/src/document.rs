//! Documents: files kept with a family's case. Added, never changed or deleted: a mistaken one is annulled with a reason.

use jiff::Timestamp;

use crate::contact::Annulment;
use crate::file::{FileKind, FileName};
use crate::ids::{AccountId, DocumentId, FamilyId, PersonId, UnitId};

/// What a document is about and for whom: chosen when it is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentMark {
    /// What the information in it is about: a code of the list `category`.
    pub category: String,
    /// Whom it is about; nobody named means the whole family.
    pub about: Vec<PersonId>,
    /// For the team only, whatever is shared.
    pub restricted: bool,
}

/// A document, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id; a consent on paper points to its scan by it.
    pub id: DocumentId,
    /// The family.
    pub family: FamilyId,
    /// What the file is called.
    pub name: FileName,
    /// What it is, as its content tells.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: i64,
    /// What it is about and for whom.
    pub mark: DocumentMark,
    /// Who added it.
    pub by: AccountId,
    /// The unit they worked in then.
    pub by_unit: Option<UnitId>,
    /// When.
    pub added_at: Timestamp,
    /// That it was annulled.
    pub annulled: Option<Annulment>,
    /// It may only be kept (GDPR art. 18).
    pub held: bool,
}
