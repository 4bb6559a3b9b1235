//! The documents of a family: files kept with its case.

mod annul;
mod file;
mod new;
mod page;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{DocumentId, FamilyId};

pub(crate) use file::send;

use crate::error::PageError;
use crate::family::CASE;
use crate::routes::{RouteSpec, Who};

const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/families/{id}/documents", CASE, page::page),
        RouteSpec::page("/families/{id}/documents/new", COORDINATOR, new::page),
        RouteSpec::form("/families/{id}/documents/new", COORDINATOR, new::take),
        RouteSpec::page("/families/{id}/documents/{document}", CASE, file::fetch),
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
