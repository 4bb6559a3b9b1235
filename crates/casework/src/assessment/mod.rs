//! The joint assessment: what the family and those who help it say of each life domain, beside each other and over time.

mod annul_assessment;
mod assessment_page;
mod domain_page;
mod leave;
mod write_assessment;

pub use annul_assessment::{AnnulAssessment, AnnulAssessmentError, annul_assessment};
pub use assessment_page::{AssessmentPage, assessment_page};
pub use domain_page::{DomainPage, domain_page};
pub use helhed_store::assessment::AssessmentLine;
pub use helhed_store::shared::Item;
pub(crate) use leave::sees_domain;
pub use write_assessment::{WriteAssessment, WriteAssessmentError, write_assessment};
