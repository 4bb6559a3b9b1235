//! Strikes out a contact that was written down by mistake.

use helhed_access::{doing, what};
use helhed_domain::contact::Annulment;
use helhed_domain::ids::{ContactId, FamilyId};
use helhed_domain::text::Line;
use helhed_store::contact as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A contact to strike out.
#[derive(Debug, Clone)]
pub struct AnnulContact {
    /// The family.
    pub family: FamilyId,
    /// The contact.
    pub contact: ContactId,
    /// Why.
    pub reason: Line,
}

/// Why a contact was not struck out.
#[derive(Debug, thiserror::Error)]
pub enum AnnulContactError {
    /// It is struck out already.
    #[error("it is struck out already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AnnulContactError);

/// Strikes out a contact: it stays to be read, with the reason, and counts no more.
pub async fn annul_contact(ctx: &mut Ctx, command: AnnulContact) -> Result<(), AnnulContactError> {
    let permit = ctx
        .permit::<what::Contacts, doing::Annul>(command.family)
        .await?;
    stored::find(&mut ctx.link, &permit, command.contact)
        .await?
        .ok_or(Stop::Absent)?;
    let annulment = Annulment {
        at: ctx.now(),
        reason: command.reason,
    };
    if !stored::annul(&mut ctx.link, &permit, command.contact, &annulment).await? {
        return Err(AnnulContactError::Already);
    }
    ctx.record("annul_contact", &permit, command.contact.uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Filter, What, journal_page};
    use crate::testing::{House, line};

    #[tokio::test]
    async fn it_stays_to_be_read_and_is_struck_out_once() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let contact = holm.rung(house.now()).await;
        let mut ctx = house.change(&house.karen).await;
        let command = |family| AnnulContact {
            family,
            contact,
            reason: line("Det var en anden familie"),
        };
        assert!(matches!(
            annul_contact(&mut ctx, command(berg.id)).await,
            Err(AnnulContactError::Stopped(Stop::Absent))
        ));
        annul_contact(&mut ctx, command(holm.id))
            .await
            .expect("struck out");
        assert!(matches!(
            annul_contact(&mut ctx, command(holm.id)).await,
            Err(AnnulContactError::Already)
        ));
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.karen, house.now());
        let page = journal_page(&mut reading, holm.id, &Filter::Contacts, None)
            .await
            .expect("a page");
        assert!(matches!(
            &page.entries[..],
            [crate::journal::Entry { what: What::Contact { annulled: Some(why), .. }, .. }]
                if why.reason == line("Det var en anden familie")
        ));
    }
}
