//! Papers on their way to the records system: which are to leave, and what became of each. The folder itself is the caller's.

use helhed_access::{Basis, Resource, Verb};
use helhed_domain::account::Account;
use helhed_domain::filing::{Filing, RecordsCase};
use helhed_domain::ids::FilingId;
use helhed_store::{StoreError, account, filing as stored};
use jiff::Timestamp;

use crate::Casework;

/// A paper on its way.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The paper.
    pub filing: Filing,
    /// What its case is in the records system.
    pub case: RecordsCase,
    /// In whose name it is filed, where they may still sign in.
    pub account: Option<Account>,
}

/// Writes down what has become due, and tells every paper that is not known to have arrived.
pub async fn leaving(house: &Casework, now: Timestamp) -> Result<Vec<Leaving>, StoreError> {
    let due = stored::due(&mut house.link()).await?;
    if !due.is_empty() {
        let mut ctx = house.begin_as_house(now).await?;
        for it in due {
            let id = ctx.new_id();
            stored::insert(&mut ctx.link, id, it).await?;
        }
        ctx.commit().await?;
    }
    let mut link = house.link();
    let mut all = Vec::new();
    for (filing, case) in stored::open(&mut link).await? {
        let account = account::by_id(&mut link, case.by).await?;
        all.push(Leaving {
            filing,
            case,
            account: account.filter(|it| !it.disabled),
        });
    }
    Ok(all)
}

/// Claims a paper whose files are made: `ready` makes them leave under their name, within the claim. Only one server's files do, once.
/// False where another's did.
pub async fn claim<E>(
    house: &Casework,
    id: FilingId,
    (file_name, checksum): (&str, &str),
    now: Timestamp,
    ready: impl FnOnce() -> Result<(), E>,
) -> Result<Result<bool, E>, StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    let is_free = stored::find(&mut ctx.link, id)
        .await?
        .is_some_and(|it| it.file_name.is_none());
    if !is_free {
        return Ok(Ok(false));
    }
    if let Err(error) = ready() {
        return Ok(Err(error));
    }
    stored::note_made(&mut ctx.link, id, (file_name, checksum)).await?;
    ctx.commit().await?;
    Ok(Ok(true))
}

/// Notes that a paper lies in the folder.
pub async fn note_put(house: &Casework, filing: &Filing, now: Timestamp) -> Result<(), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    stored::note_put(&mut ctx.link, filing.id, now).await?;
    let what = (Verb::Share, Resource::Filing, Basis::Operation);
    ctx.record_in_house("file_paper", what, Some(filing.family), filing.subject);
    ctx.commit().await
}

/// Notes that the records system has it.
pub async fn note_taken(
    house: &Casework,
    filing: &Filing,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    stored::note_taken(&mut ctx.link, filing.id, now).await?;
    ctx.commit().await
}

/// Notes that a paper could not be put, with a word that names nobody: it is tried again.
pub async fn note_failed(
    house: &Casework,
    filing: &Filing,
    why: &'static str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut ctx = house.begin_as_house(now).await?;
    stored::note_failed(&mut ctx.link, filing.id, why, now).await?;
    ctx.commit().await
}
