//! What a family member has asked of the data about themselves and their children, and what was answered.

use helhed_domain::account::Role;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::data_request::{self as stored, DataRequestLine};
use helhed_store::household::{self, Kin};
use helhed_store::{restriction, tie};

use super::own_people;
use crate::{Reading, Stop, Visible};

/// A family member's requests in one family.
#[derive(Debug)]
pub struct OurDataPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Their requests: the unanswered first.
    pub lines: Vec<DataRequestLine>,
    /// Whom they may ask for: themselves first.
    pub people: Vec<Kin>,
    /// Whether the case may only be kept.
    pub only_kept: bool,
}

/// A family member's requests, in the family that has been known longest.
pub async fn our_data_page(reading: &mut Reading) -> Result<Visible<OurDataPage>, Stop> {
    let actor = *reading.actor();
    let (Role::FamilyMember, Some(person)) = (actor.role, actor.person) else {
        return Err(Stop::NotAllowed);
    };
    let families = tie::families_of_member(&mut reading.link, person).await?;
    let family = *families.first().ok_or(Stop::Absent)?;
    let permit = reading.requests_permit(family).await?;
    let now = reading.now();
    let link = &mut reading.link;
    let own = own_people(link, &actor, family, now)
        .await?
        .unwrap_or_default();
    let mut lines = stored::of_family(link, &permit).await?;
    lines.retain(|line| own.contains(&line.request.person));
    let mut people = household::kin_to_name(link, &permit).await?;
    people.retain(|it| it.now && own.contains(&it.id));
    people.sort_by_key(|it| it.id != person);
    let standing = restriction::standing(link, &permit).await?;
    let page = OurDataPage {
        family,
        family_name: restriction::family_name(link, &permit).await?,
        lines,
        people,
        only_kept: standing.iter().any(|it| it.item.is_none()),
    };
    let subject = family.uuid();
    reading
        .show_asked("our_data_page", &permit, subject, page)
        .await
}
