//! What is shared with a partner, or is a family member's own: the items of one family that their lens lets through, each with why.

use jiff::Timestamp;

use helhed_access::{Actor, Lens, Mark, Opening, Seen, doing, what};
use helhed_domain::account::Role;
use helhed_domain::consent::Party;
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::item::ItemKind;
use helhed_domain::text::Name;
use helhed_store::household::{self, Kin};
use helhed_store::shared::{self, Item};
use uuid::Uuid;

use crate::document::{SeenDocument, seen_documents};
use crate::{Reading, Stop, Visible, lens};

/// How much of what has been told is looked through for a page.
const LOOKED_THROUGH: i64 = 300;

/// An item that is seen, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The item.
    pub item: Item,
    /// Why.
    pub seen: Seen,
}

/// What a viewer sees of a family by the lens.
#[derive(Debug)]
pub struct SharedPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
    /// As whom somebody looks, where this is a preview.
    pub preview: Option<Party>,
    /// The people who may be named.
    pub people: Vec<Kin>,
    /// Goals, tasks, appointments and who is around.
    pub standing: Vec<Shown>,
    /// Notes, contacts, statements and ratings, newest first.
    pub told: Vec<Shown>,
    /// Files kept with the case, newest first; on the first page.
    pub documents: Vec<SeenDocument>,
    /// Before which instant there is more to look through.
    pub older: Option<Timestamp>,
    /// What is open to the viewer, about whom, until when.
    pub open: Vec<Opening>,
}

impl SharedPage {
    /// The page of whom nothing is shared with.
    fn empty(family: FamilyId, name: Name, preview: Option<Party>) -> Self {
        Self {
            family,
            name,
            preview,
            people: Vec::new(),
            standing: Vec::new(),
            told: Vec::new(),
            documents: Vec::new(),
            older: None,
            open: Vec::new(),
        }
    }
}

/// What the reader sees of a family, older than `before` where it is given.
pub async fn shared_page(
    reading: &mut Reading,
    family: FamilyId,
    before: Option<Timestamp>,
) -> Result<Visible<SharedPage>, Stop> {
    let lens = reading.lens(family).await?;
    // The team sees everything on pages of its own.
    if !matches!(reading.actor().role, Role::Partner | Role::FamilyMember) {
        return Err(Stop::NotAllowed);
    }
    let page = read_page(reading, &lens, None, before).await?;
    reading
        .show::<what::Shared, _>("shared_page", &lens, page)
        .await
}

/// The same as a named party would see it, and no more than the reader would themselves: for the team and the family.
pub async fn shared_page_as(
    reading: &mut Reading,
    family: FamilyId,
    party: Party,
    before: Option<Timestamp>,
) -> Result<Visible<SharedPage>, Stop> {
    let own = reading.lens(family).await?;
    // Asked first: whoever may not look as others learns nothing of what they see.
    if !own.may::<what::Sharing, doing::Read>() {
        return Err(Stop::NotAllowed);
    }
    let other = as_party(party);
    let now = reading.now();
    let theirs = lens::look(&mut reading.link, &other, family, now).await;
    let looking = match theirs {
        Ok(theirs) => own.clone().looking_as(theirs).ok_or(Stop::NotAllowed)?,
        // They see nothing: that is what the preview shows.
        Err(Stop::Absent) => return show_nothing(reading, &own, party).await,
        Err(stop) => return Err(stop),
    };
    let page = read_page(reading, &looking, Some(party), before).await?;
    reading
        .show_one::<what::Sharing, _>("shared_page_as", &own, party_id(party), page)
        .await
}

/// Somebody of the party, with no account of their own: what they wrote themselves is their unit's.
pub(crate) fn as_party(party: Party) -> Actor {
    let (unit, person) = party.parts();
    Actor {
        account: AccountId::from(Uuid::nil()),
        role: match party {
            Party::Unit(_) => Role::Partner,
            Party::Person(_) => Role::FamilyMember,
        },
        unit,
        person,
    }
}

fn party_id(party: Party) -> Uuid {
    match party {
        Party::Unit(unit) => unit.uuid(),
        Party::Person(person) => person.uuid(),
    }
}

async fn show_nothing(
    reading: &mut Reading,
    own: &Lens,
    party: Party,
) -> Result<Visible<SharedPage>, Stop> {
    let face = own.permit().ok_or(Stop::NotAllowed)?;
    let name = household::family_name(&mut reading.link, &face).await?;
    let page = SharedPage::empty(own.family(), name, Some(party));
    reading
        .show_one::<what::Sharing, _>("shared_page_as", own, party_id(party), page)
        .await
}

async fn read_page(
    reading: &mut Reading,
    lens: &Lens,
    preview: Option<Party>,
    before: Option<Timestamp>,
) -> Result<SharedPage, Stop> {
    let face = lens
        .permit::<what::Face, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let now = reading.now();
    let link = &mut reading.link;
    let name = household::family_name(link, &face).await?;
    let mut page = SharedPage::empty(lens.family(), name, preview);
    page.open.clone_from(&lens.sight().open);
    page.open.retain(|it| lens.names(it.subject));
    // A unit that only referred the family knows of it, and has nothing shared with it.
    let Some(permit) = lens.permit::<what::Shared, doing::Read>() else {
        return Ok(page);
    };
    page.people = household::kin_to_name(link, &permit).await?;
    page.people.retain(|it| lens.names(it.id));
    page.standing = seen(lens, shared::standing(link, &permit, now).await?);
    if before.is_none() {
        page.documents = seen_documents(link, lens, &permit).await?;
    }
    let before = before.unwrap_or(Timestamp::MAX);
    let told = shared::told(link, &permit, before, LOOKED_THROUGH).await?;
    page.older = (told.len() as i64 == LOOKED_THROUGH)
        .then(|| told.last().map(|it| it.at))
        .flatten();
    page.told = seen(lens, told);
    Ok(page)
}

/// What of these the lens lets through.
fn seen(lens: &Lens, items: Vec<Item>) -> Vec<Shown> {
    let through = |item: Item| {
        let seen = sees_item(lens, &item.mark(), item.kind == ItemKind::Rating)?;
        Some(Shown { item, seen })
    };
    items.into_iter().filter_map(through).collect()
}

/// Why an item is seen, if it is. A parent meets a child's ratings on the child's course, which knows from which age a young person's
/// answers are their own.
pub(crate) fn sees_item(lens: &Lens, mark: &Mark<'_>, is_rating: bool) -> Option<Seen> {
    let seen = lens.sees(mark)?;
    let of_another = is_rating && seen == Seen::Own && !lens.is_about_viewer(mark);
    (!of_another).then_some(seen)
}

/// The ids of what stands in a family and is seen by the reader: for pages that list it in another shape.
pub(crate) async fn standing_seen(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Vec<Uuid>, Stop> {
    let lens = reading.lens(family).await?;
    let Some(permit) = lens.permit::<what::Shared, doing::Read>() else {
        return Ok(Vec::new());
    };
    let now = reading.now();
    let items = shared::standing(&mut reading.link, &permit, now).await?;
    let shown = seen(&lens, items);
    Ok(shown.into_iter().map(|it| it.item.id).collect())
}
