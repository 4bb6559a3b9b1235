//! Documents: files kept with a family's case.

mod add_document;
mod annul_document;
mod document_form;
mod documents_page;
mod download_document;
mod seen;

pub use add_document::{AddDocument, AddDocumentError, add_document};
pub use annul_document::{AnnulDocument, AnnulDocumentError, annul_document};
pub use document_form::{DocumentForm, document_form, document_is_there};
pub(crate) use documents_page::seen_documents;
pub use documents_page::{DocumentsPage, SeenDocument, documents_page};
pub use download_document::{Download, download_document};
pub use helhed_store::document::DocumentLine;
