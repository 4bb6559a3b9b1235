//! Filing: the number that a case has in the municipality's records system, and the papers that go there.

mod carry;
mod filing_page;
mod paper;
mod set_case_number;

pub use carry::{Leaving, claim, leaving, note_failed, note_put, note_taken};
pub use filing_page::{FilingPage, filing_page};
pub use paper::{PaperPart, WrittenPaper, written_paper};
pub use set_case_number::{SetCaseNumber, SetCaseNumberError, set_case_number};
