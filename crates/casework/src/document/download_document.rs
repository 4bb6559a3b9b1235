//! Fetches what is in one document.

use helhed_access::{Lens, Permit, What, doing, what};
use helhed_domain::document::Document;
use helhed_domain::ids::{DocumentId, FamilyId};
use helhed_store::{document as stored, restriction};

use super::seen::seen;
use crate::{Reading, Stop, Visible};

/// A document with what is in it.
pub struct Download {
    /// The document.
    pub document: Document,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Redacted.
impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Download({:?})", self.document.id)
    }
}

/// Fetches a document of a family; the audit log names it.
pub async fn download_document(
    reading: &mut Reading,
    family: FamilyId,
    id: DocumentId,
) -> Result<Visible<Download>, Stop> {
    let lens = reading.lens(family).await?;
    let download = if let Some(permit) = lens.permit::<what::Documents, doing::Read>() {
        read(reading, &lens, &permit, id).await?
    } else if let Some(permit) = lens.permit::<what::Shared, doing::Read>() {
        read(reading, &lens, &permit, id).await?
    } else {
        // A unit that only referred the family has nothing to look for here.
        return Err(Stop::Absent);
    };
    reading
        .show_one::<what::Documents, _>("download_document", &lens, id.uuid(), download)
        .await
}

/// Reads it if the lens lets it through; what it does not is absent, and not read.
async fn read<W: What>(
    reading: &mut Reading,
    lens: &Lens,
    permit: &Permit<W, doing::Read>,
    id: DocumentId,
) -> Result<Download, Stop> {
    let document = stored::find(&mut reading.link, permit, id)
        .await?
        .filter(|document| seen(lens, document).is_some())
        .ok_or(Stop::Absent)?;
    if document.held {
        let (actor, now) = (*reading.actor(), reading.now());
        let ground = restriction::has_ground(&mut reading.link, &actor, permit.family(), now);
        if !ground.await? {
            return Err(Stop::Restricted(permit.family()));
        }
    }
    let house = reading.house().clone();
    let content = stored::body(&mut reading.link, house.keys(), permit, &document).await?;
    Ok(Download { document, content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_store::args;

    #[tokio::test]
    async fn a_document_of_another_family_is_absent_also_to_who_has_both() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let document = holm.document("a.txt", b"a").await;
        let mut reading = house.reading(&house.karen, house.now());
        let elsewhere = download_document(&mut reading, berg.id, document).await;
        assert!(matches!(elsewhere, Err(Stop::Absent)));
        for actor in [house.bo, house.sanne, house.it_admin] {
            let mut reading = house.reading(&actor, house.now());
            let hidden = download_document(&mut reading, holm.id, document).await;
            assert!(matches!(hidden, Err(Stop::Absent)), "{:?}", actor.role);
        }
        let mut reading = house.reading(&house.lone, house.now());
        let read = download_document(&mut reading, holm.id, document)
            .await
            .expect("read");
        assert_eq!(read.content, b"a");
    }

    #[tokio::test]
    async fn pieces_that_were_touched_are_not_shown() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let (first, second) = (
            holm.document("a.txt", b"a").await,
            holm.document("b.txt", b"b").await,
        );
        let mut ctx = house.change(&house.karen).await;
        let sql = "UPDATE document_piece SET body = (SELECT body FROM document_piece WHERE document_id = $1) WHERE document_id = $2";
        ctx.link
            .run(sql, args![first, second])
            .await
            .expect("moved");
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.karen, house.now());
        let moved = download_document(&mut reading, holm.id, second).await;
        assert!(matches!(moved, Err(Stop::Storage(_))));
    }
}
