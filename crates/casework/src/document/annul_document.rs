//! Annuls a document that was added by mistake.

use helhed_access::{doing, what};
use helhed_domain::contact::Annulment;
use helhed_domain::ids::{DocumentId, FamilyId};
use helhed_domain::text::Line;
use helhed_store::document as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A document to annul.
#[derive(Debug, Clone)]
pub struct AnnulDocument {
    /// The family.
    pub family: FamilyId,
    /// The document.
    pub document: DocumentId,
    /// Why.
    pub reason: Line,
}

/// Why a document was not annulled.
#[derive(Debug, thiserror::Error)]
pub enum AnnulDocumentError {
    /// It is annulled already.
    #[error("it is annulled already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AnnulDocumentError);

/// Annuls a document: it stays with the case for the team, struck out with the reason, and is shared with nobody.
pub async fn annul_document(
    ctx: &mut Ctx,
    command: AnnulDocument,
) -> Result<(), AnnulDocumentError> {
    let permit = ctx
        .permit::<what::Documents, doing::Annul>(command.family)
        .await?;
    stored::find(&mut ctx.link, &permit, command.document)
        .await?
        .ok_or(Stop::Absent)?;
    let annulment = Annulment {
        at: ctx.now(),
        reason: command.reason,
    };
    if !stored::annul(&mut ctx.link, &permit, command.document, &annulment).await? {
        return Err(AnnulDocumentError::Already);
    }
    ctx.record("annul_document", &permit, command.document.uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::documents_page;
    use crate::testing::{House, line};

    #[tokio::test]
    async fn it_stays_with_its_reason_and_is_annulled_once() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let document = holm.document("Forkert.txt", b"Om en anden").await;
        let command = |family| AnnulDocument {
            family,
            document,
            reason: line("Det var en anden familie"),
        };
        let mut ctx = house.change(&house.karen).await;
        let elsewhere = annul_document(&mut ctx, command(berg.id)).await;
        assert!(matches!(
            elsewhere,
            Err(AnnulDocumentError::Stopped(Stop::Absent))
        ));
        annul_document(&mut ctx, command(holm.id))
            .await
            .expect("annulled");
        let again = annul_document(&mut ctx, command(holm.id)).await;
        assert!(matches!(again, Err(AnnulDocumentError::Already)));
        ctx.commit().await.expect("committed");
        assert_eq!(
            holm.last_act().await,
            ("annul_document".into(), "coordinator".into())
        );
        let mut reading = house.reading(&house.lone, house.now());
        let page = documents_page(&mut reading, holm.id).await.expect("a page");
        let annulled = page.lines[0]
            .line
            .document
            .annulled
            .as_ref()
            .expect("struck out");
        assert_eq!(annulled.reason, line("Det var en anden familie"));
        assert!(!page.may_annul && !page.may_add, "a leader reads");
    }
}
