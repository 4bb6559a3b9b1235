//! Hands out a case before it is deleted: everything that is kept of it as XML, and what was written in it for the PDF.

use sha2::{Digest, Sha256};

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::retention::{Archived, CaseType};
use helhed_domain::text::Name;
use helhed_store::party_access::CaseItem;
use helhed_store::{archive, document, party_access, retention};
use jiff::civil::Date;

use super::archive_xml::{ArchivedFile, Described, write};
use super::hold_case::one;
use crate::{Ctx, Stop};

/// A case as it is printed for the archive.
#[derive(Debug)]
pub struct ArchiveCase {
    /// What the household is called.
    pub name: Name,
    /// The family.
    pub family: FamilyId,
    /// What it was.
    pub kind: CaseType,
    /// The day it became known here.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Date,
    /// Everything that was written in it, oldest first.
    pub items: Vec<CaseItem>,
}

async fn proposed(
    ctx: &mut Ctx,
    family: FamilyId,
) -> Result<(retention::CaseLine, (CaseType, Date)), Stop> {
    let case = one(ctx, family).await?;
    match (&case.proposal, case.closed) {
        (Some(_), Some(closed)) => Ok((case, closed)),
        _ => Err(Stop::Absent),
    }
}

/// The XML of a case whose deletion is proposed; its checksum is kept with the proposal. `municipality` is named in it.
pub async fn archive_xml(
    ctx: &mut Ctx,
    family: FamilyId,
    municipality: &str,
) -> Result<Vec<u8>, Stop> {
    let permit = ctx.permit::<what::Keeping, doing::Share>(family).await?;
    let (case, (kind, closed_on)) = proposed(ctx, family).await?;
    let keys = ctx.house().keys().clone();
    let tables = archive::rows(&mut ctx.link, &keys, &permit).await?;
    let documents = ctx.permit::<what::Documents, doing::Read>(family).await?;
    let mut files = Vec::new();
    for line in document::lines(&mut ctx.link, &documents).await? {
        let body = document::body(&mut ctx.link, &keys, &documents, &line.document).await?;
        files.push(ArchivedFile {
            id: line.document.id.to_string(),
            name: line.document.name.as_str().to_owned(),
            body,
        });
    }
    let described = Described {
        family: family.to_string(),
        kind,
        opened_on: case.opened_on,
        closed_on,
        made_at: ctx.now(),
        municipality: municipality.to_owned(),
    };
    let xml = write(&described, &tables, &files);
    note(ctx, family, &permit, |it| it.xml = Some(checksum(&xml))).await?;
    ctx.record("archive_xml", &permit, family.uuid());
    Ok(xml)
}

/// What is printed of a case whose deletion is proposed. [`note_archive_pdf`] keeps the checksum of what came of it.
pub async fn archive_case(ctx: &mut Ctx, family: FamilyId) -> Result<ArchiveCase, Stop> {
    let permit = ctx.permit::<what::Keeping, doing::Share>(family).await?;
    let (case, (kind, closed_on)) = proposed(ctx, family).await?;
    let reads = ctx.permit::<what::PartyAccess, doing::Read>(family).await?;
    let items = party_access::items(&mut ctx.link, &reads).await?;
    ctx.record("archive_pdf", &permit, family.uuid());
    Ok(ArchiveCase {
        name: case.name,
        family,
        kind,
        opened_on: case.opened_on,
        closed_on,
        items,
    })
}

/// Keeps the checksum of the PDF with the proposal.
pub async fn note_archive_pdf(ctx: &mut Ctx, family: FamilyId, pdf: &[u8]) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Keeping, doing::Share>(family).await?;
    note(ctx, family, &permit, |it| it.pdf = Some(checksum(pdf))).await
}

/// Of two files that were handed out of the same case only; of a case that has changed between them the first no longer counts.
async fn note(
    ctx: &mut Ctx,
    family: FamilyId,
    permit: &helhed_access::Permit<what::Keeping, doing::Share>,
    set: impl FnOnce(&mut Archived),
) -> Result<(), Stop> {
    let (case, _) = proposed(ctx, family).await?;
    let change = case.last_change;
    let before = case.proposal.and_then(|it| it.archived);
    let mut archived = before.filter(|it| it.change == change).unwrap_or(Archived {
        xml: None,
        pdf: None,
        change,
    });
    set(&mut archived);
    Ok(retention::note_archive(&mut ctx.link, permit, &archived).await?)
}

fn checksum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
