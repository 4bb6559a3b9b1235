//! The documents of a family.

use helhed_access::{Lens, Permit, Seen, What, doing, what};
use helhed_domain::ids::FamilyId;
use helhed_store::document::{self, DocumentLine};
use helhed_store::{Link, StoreError};

use super::seen::seen;
use crate::{Reading, Stop, Visible};

/// A document that is seen, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenDocument {
    /// The document.
    pub line: DocumentLine,
    /// Why.
    pub seen: Seen,
}

/// The documents of a family that a viewer sees.
#[derive(Debug)]
pub struct DocumentsPage {
    /// Newest first; for the team annulled ones among them.
    pub lines: Vec<SeenDocument>,
    /// Whether the viewer may add one.
    pub may_add: bool,
    /// Whether the viewer may annul one.
    pub may_annul: bool,
}

/// The documents that a lens lets through, newest first. Two queries.
pub(crate) async fn seen_documents<W: What>(
    link: &mut Link,
    lens: &Lens,
    permit: &Permit<W, doing::Read>,
) -> Result<Vec<SeenDocument>, StoreError> {
    let lines = document::lines(link, permit).await?;
    let shown = lines.into_iter().filter_map(|mut line| {
        let seen = seen(lens, &line.document)?;
        if !line.document.mark.about.iter().all(|it| lens.names(*it)) {
            // Seen because they wrote it themselves, about somebody whom they may not know by name any more.
            line.about.clear();
        }
        Some(SeenDocument { line, seen })
    });
    Ok(shown.collect())
}

/// The documents of a family that the viewer sees: what they are, not what is in them. Two queries.
pub async fn documents_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<DocumentsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let link = &mut reading.link;
    let lines = if let Some(permit) = lens.permit::<what::Documents, doing::Read>() {
        seen_documents(link, &lens, &permit).await?
    } else if let Some(permit) = lens.permit::<what::Shared, doing::Read>() {
        seen_documents(link, &lens, &permit).await?
    } else {
        // A unit that only referred the family has nothing to look for here.
        return Err(Stop::Absent);
    };
    let page = DocumentsPage {
        lines,
        may_add: lens.may::<what::Documents, doing::Add>(),
        may_annul: lens.may::<what::Documents, doing::Annul>(),
    };
    reading
        .show::<what::Documents, _>("documents_page", &lens, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn newest_first_and_of_this_family_alone() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        // Kept at one instant: their order is the ids', and the same each time.
        for name in ["a.txt", "b.txt", "c.txt"] {
            holm.document(name, name.as_bytes()).await;
        }
        berg.document("Andres.txt", b"x").await;
        let mut reading = house.reading(&house.karen, house.now());
        let page = documents_page(&mut reading, holm.id).await.expect("a page");
        let lines = || {
            page.lines
                .iter()
                .map(|it| (it.line.document.added_at, it.line.document.id))
        };
        assert!(page.lines.len() == 3 && lines().is_sorted_by(|a, b| a > b));
        assert!(page.may_add && page.may_annul);
        for actor in [house.bo, house.sanne, house.it_admin, house.dpo] {
            let mut reading = house.reading(&actor, house.now());
            let page = documents_page(&mut reading, holm.id).await;
            assert!(matches!(page, Err(Stop::Absent)), "{:?}", actor.role);
        }
    }
}
