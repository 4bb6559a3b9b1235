//! A partner reports that they met a family.

use helhed_access::{doing, what};
use helhed_domain::contact::ContactFacts;
use helhed_domain::ids::{ContactId, FamilyId};

use super::LogContactError;
use super::log_contact::keep;
use crate::{Ctx, Stop};

/// A contact to report.
#[derive(Debug, Clone)]
pub struct ReportContact {
    /// The family.
    pub family: FamilyId,
    /// What happened.
    pub facts: ContactFacts,
}

/// Reports a contact, by a unit that something of the family is shared with. It names only people whom the unit may name; anybody else is
/// of no family that it knows.
pub async fn report_contact(
    ctx: &mut Ctx,
    command: ReportContact,
) -> Result<ContactId, LogContactError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Contacts, doing::Add>()
        .ok_or(Stop::NotAllowed)?;
    let facts = command.facts.checked(ctx.now())?;
    if !facts.people.iter().all(|it| lens.names(*it)) {
        return Err(LogContactError::NotOfFamily);
    }
    let contact = keep(ctx, &permit, facts, "report_contact").await?;
    ctx.notice(command.family);
    Ok(contact)
}
