//! Keeps a file with a family's case.

use helhed_access::{doing, what};
use helhed_domain::document::{Document, DocumentMark};
use helhed_domain::file::{CheckedFile, FileFault};
use helhed_domain::ids::{DocumentId, FamilyId};
use helhed_store::{document as stored, household};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A file to keep.
#[derive(Debug, Clone)]
pub struct AddDocument {
    /// The family.
    pub family: FamilyId,
    /// The file.
    pub file: CheckedFile,
    /// What it is about and for whom.
    pub mark: DocumentMark,
}

/// Why a file was not kept.
#[derive(Debug, thiserror::Error)]
pub enum AddDocumentError {
    /// It is larger than may be today.
    #[error("the file is not taken: {}", .0.code())]
    File(FileFault),
    /// There is no such category today.
    #[error("no such category")]
    NoSuchCategory,
    /// Somebody it is about does not belong to the family.
    #[error("a person is not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AddDocumentError);

/// Keeps a file, encrypted. It is never changed or deleted: a mistaken one is annulled.
pub async fn add_document(
    ctx: &mut Ctx,
    command: AddDocument,
) -> Result<DocumentId, AddDocumentError> {
    let permit = ctx
        .permit::<what::Documents, doing::Add>(command.family)
        .await?;
    let AddDocument { file, mark, family } = command;
    let size = file.content().len() as i64;
    if size > ctx.rules().document_megabytes << 20 {
        return Err(AddDocumentError::File(FileFault::TooLarge));
    }
    if !ctx.lists().holds("category", &mark.category, ctx.today()) {
        return Err(AddDocumentError::NoSuchCategory);
    }
    if !household::all_belong(&mut ctx.link, &permit, &mark.about).await? {
        return Err(AddDocumentError::NotOfFamily);
    }
    let actor = ctx.actor()?;
    let document = Document {
        id: ctx.new_id(),
        family,
        name: file.name().clone(),
        kind: file.kind(),
        size,
        mark,
        by: actor.account,
        by_unit: actor.unit,
        added_at: ctx.now(),
        annulled: None,
        held: false,
    };
    stored::insert(&mut ctx.link, &permit, &document).await?;
    let house = ctx.house().clone();
    let sealing = (house.keys(), house.random());
    stored::insert_body(&mut ctx.link, &permit, sealing, document.id, file.content()).await?;
    ctx.record("add_document", &permit, document.id.uuid());
    Ok(document.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{documents_page, download_document};
    use crate::testing::{House, a_file};
    use helhed_store::args;

    fn marked(category: &str, about: &[helhed_domain::ids::PersonId]) -> DocumentMark {
        DocumentMark {
            category: category.into(),
            about: about.to_vec(),
            restricted: false,
        }
    }

    #[tokio::test]
    async fn a_file_is_kept_encrypted_and_comes_back_as_it_was() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let text = "Emils udtalelse fra børnehaven. ".repeat(20_000);
        let mut ctx = house.change(&house.karen).await;
        let command = AddDocument {
            family: holm.id,
            file: a_file("Udtalelse 🙂.txt", text.as_bytes()),
            mark: marked("school_day_care", &[holm.child]),
        };
        let id = add_document(&mut ctx, command).await.expect("kept");
        ctx.commit().await.expect("committed");
        assert_eq!(
            holm.last_act().await,
            ("add_document".into(), "coordinator".into())
        );
        let mut link = house.link();
        let sql = "SELECT body FROM document_piece WHERE document_id = $1";
        let pieces = link.rows(sql, args![id]).await.expect("read");
        assert!(pieces.len() > 1);
        for mut piece in pieces {
            let piece: Vec<u8> = piece.next().expect("bytes");
            assert!(!piece.windows(9).any(|window| window == b"udtalelse"));
        }
        let mut reading = house.reading(&house.karen, house.now());
        let page = documents_page(&mut reading, holm.id).await.expect("a page");
        let [line] = &page.lines[..] else {
            panic!("one document")
        };
        assert_eq!(line.line.document.name.as_str(), "Udtalelse 🙂.txt");
        assert_eq!(line.line.about[0].as_str(), "Emil");
        assert_eq!(
            line.line.unit_name.as_ref().map(|it| it.as_str()),
            Some("Familieteamet")
        );
        let download = download_document(&mut reading, holm.id, id)
            .await
            .expect("a file");
        assert_eq!(download.content, text.as_bytes());
        assert_eq!(
            holm.last_act().await,
            ("download_document".into(), "coordinator".into())
        );
    }

    #[tokio::test]
    async fn it_is_about_the_family_and_added_by_who_coordinates_it() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let add = |category: &str, about: &[_]| AddDocument {
            family: holm.id,
            file: a_file("a.txt", b"a"),
            mark: marked(category, about),
        };
        let mut ctx = house.change(&house.karen).await;
        let gossip = add_document(&mut ctx, add("gossip", &[])).await;
        assert!(matches!(gossip, Err(AddDocumentError::NoSuchCategory)));
        let stranger = add_document(&mut ctx, add("health", &[holm.child, berg.child])).await;
        assert!(matches!(stranger, Err(AddDocumentError::NotOfFamily)));
        drop(ctx);
        for (actor, absent) in [
            (house.lone, false),
            (house.bo, true),
            (house.jens, false),
            (house.dpo, true),
        ] {
            let mut ctx = house.change(&actor).await;
            let added = add_document(&mut ctx, add("general", &[])).await;
            let Err(AddDocumentError::Stopped(stop)) = added else {
                panic!("{:?} may not", actor.role)
            };
            assert_eq!(matches!(stop, Stop::Absent), absent, "{:?}", actor.role);
        }
        assert_eq!(
            house.rows_of("document").await + house.rows_of("document_piece").await,
            0
        );
    }
}
