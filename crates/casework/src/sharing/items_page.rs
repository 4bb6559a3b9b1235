//! The items of a case with what each is about and who sees it: for marking them.

use jiff::Timestamp;

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::household::{self, Kin};
use helhed_store::shared::{self, Item};

use crate::{Reading, Stop, Visible};

/// How many notes and contacts a page holds.
const TOLD: i64 = 100;

/// The items of a case.
#[derive(Debug)]
pub struct ItemsPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
    /// What stands, then what has been told.
    pub items: Vec<Item>,
    /// Before which instant there is more.
    pub older: Option<Timestamp>,
    /// The family's people.
    pub people: Vec<Kin>,
}

/// The items of a case, told before an instant.
pub async fn items_page(
    reading: &mut Reading,
    family: FamilyId,
    before: Option<Timestamp>,
) -> Result<Visible<ItemsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(permit)) = (
        lens.permit::<what::Face, doing::Read>(),
        lens.permit::<what::Sharing, doing::Change>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let now = reading.now();
    let link = &mut reading.link;
    let name = household::family_name(link, &face).await?;
    let mut items = match before {
        None => shared::standing(link, &permit, now).await?,
        Some(_) => Vec::new(),
    };
    let told = shared::told(link, &permit, before.unwrap_or(Timestamp::MAX), TOLD).await?;
    let older = (told.len() as i64 == TOLD)
        .then(|| told.last().map(|it| it.at))
        .flatten();
    items.extend(told);
    let page = ItemsPage {
        family,
        name,
        items,
        older,
        people: household::kin_to_name(link, &permit).await?,
    };
    reading
        .show::<what::Sharing, _>("items_page", &lens, page)
        .await
}
