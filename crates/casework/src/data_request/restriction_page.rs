//! What of a family may only be kept, and what it says once a ground was given.

use helhed_domain::data_request::Restriction;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::data_request::{self, DataRequestLine};
use helhed_store::restriction::{self as stored, HoldableItem};

use crate::lens::is_of_team;
use crate::{Reading, Stop, Visible};

/// A restriction, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestrictedItem {
    /// The restriction.
    pub restriction: Restriction,
    /// The item, where it is one; what it says is left out before a ground was given.
    pub item: Option<HoldableItem>,
}

/// What of a family may only be kept.
#[derive(Debug)]
pub struct RestrictionPage {
    /// What the family is called.
    pub family_name: Name,
    /// What stands.
    pub restricted: Vec<RestrictedItem>,
    /// Whether the reader has given a ground that holds now.
    pub has_ground: bool,
    /// The notes, contacts and documents that may be restricted, the newest first; of a case that is only kept none before a ground was given.
    pub choices: Vec<HoldableItem>,
    /// What was asked of the family's data: the unanswered first, then the newest.
    pub requests: Vec<DataRequestLine>,
}

impl RestrictionPage {
    /// Whether the whole case may only be kept.
    pub fn of_case(&self) -> bool {
        self.restricted
            .iter()
            .any(|it| it.restriction.item.is_none())
    }
}

/// What of a family may only be kept, for whoever answers for its case.
pub async fn restriction_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<RestrictionPage>, Stop> {
    let permit = reading.requests_permit(family).await?;
    let (actor, now) = (*reading.actor(), reading.now());
    if !is_of_team(&actor) {
        return Err(Stop::Absent);
    }
    let link = &mut reading.link;
    let has_ground = stored::has_ground(link, &actor, family, now).await?;
    let standing = stored::standing(link, &permit).await?;
    let of_case = standing.iter().any(|it| it.item.is_none());
    let mut restricted = Vec::new();
    // What is restricted by itself is little, and each is looked up by its id.
    for restriction in standing {
        let mut item = match restriction.item {
            Some(id) => stored::items(link, &permit, Some(id)).await?.pop(),
            None => None,
        };
        if let Some(item) = item.as_mut().filter(|_| !has_ground) {
            item.text = None;
        }
        restricted.push(RestrictedItem { restriction, item });
    }
    let mut choices = match of_case && !has_ground {
        true => Vec::new(),
        false => stored::items(link, &permit, None).await?,
    };
    choices.retain(|it| {
        !restricted
            .iter()
            .any(|held| held.restriction.item == Some(it.id))
    });
    let page = RestrictionPage {
        family_name: stored::family_name(link, &permit).await?,
        restricted,
        has_ground,
        choices,
        requests: data_request::of_family(link, &permit).await?,
    };
    let act = if has_ground {
        "restricted_opened"
    } else {
        "restriction_page"
    };
    reading.show_asked(act, &permit, family.uuid(), page).await
}
