//! A partner reports that they met a family.

use helhed_access::{doing, what};
use helhed_domain::contact::{Contact, ContactFacts};
use helhed_domain::ids::{ContactId, FamilyId};
use helhed_store::contact as stored;

use super::LogContactError;
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
    let contact = Contact {
        id: ctx.new_id(),
        family: command.family,
        facts,
        by: ctx.actor()?.account,
        written_at: ctx.now(),
        annulled: None,
    };
    stored::insert(&mut ctx.link, &permit, &contact).await?;
    ctx.record("report_contact", &permit, contact.id.uuid());
    ctx.notice(command.family);
    Ok(contact.id)
}
