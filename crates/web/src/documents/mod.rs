//! The documents of a family: files kept with its case.

mod annul;
mod file;
mod new;
mod page;

pub(crate) use file::send;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{DocumentId, FamilyId};

use crate::error::PageError;
use crate::routes::{RouteSpec, Who};

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// Who may come to look: the team, and whom something may be shared with or be about. What they find is decided by the lens.
const READERS: Who = Who::Roles(&[
    Role::Coordinator,
    Role::TeamLeader,
    Role::Partner,
    Role::FamilyMember,
]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/documents", READERS, page::page),
        RouteSpec::page("/families/{id}/documents/new", COORDINATOR, new::page),
        RouteSpec::form("/families/{id}/documents/new", COORDINATOR, new::take),
        RouteSpec::page("/families/{id}/documents/{document}", READERS, file::fetch),
        RouteSpec::page(
            "/families/{id}/documents/{document}/annul",
            COORDINATOR,
            annul::page,
        ),
        RouteSpec::form(
            "/families/{id}/documents/{document}/annul",
            COORDINATOR,
            annul::take,
        ),
    ]
}

/// The address of a family's documents.
fn documents_of(family: FamilyId) -> String {
    format!("/families/{family}/documents")
}

/// The family of an address; what is no id leads nowhere.
fn family_of(id: &str) -> Result<FamilyId, PageError> {
    FamilyId::parse(id).ok_or(PageError::Absent)
}

/// The family and the document of an address.
fn both_of((family, document): (String, String)) -> Result<(FamilyId, DocumentId), PageError> {
    let document = DocumentId::parse(&document).ok_or(PageError::Absent)?;
    Ok((family_of(&family)?, document))
}
