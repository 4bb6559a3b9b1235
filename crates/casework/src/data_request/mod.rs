//! What somebody asks of the data about them: that it be corrected, kept only, or not used; and cases and items that may only be kept.
//!
//! Asked by the person on their own page, or noted by the team; answered within a month, in full, in part or not, with what it takes; whoever had
//! received the data is told. A correction never rewrites a note: what is right is added to it, and master data is changed by the ordinary
//! operations. While it is not settled what is right, the case or an item of it is *restricted*: then it stands in no list, partners see
//! nothing of it, and whoever answers for the case gives a ground before opening it.

mod ask_about_data;
mod data_request_page;
mod decide_data_request;
mod kept_families;
mod lift_restriction;
mod open_restricted;
mod our_data_page;
mod restrict;
mod restriction_page;
mod tell_recipient;

pub use ask_about_data::{AskAboutData, AskAboutDataError, ask_about_data};
pub use data_request_page::{
    DataRequestPage, DataRequestsPage, data_request_page, data_requests_page,
};
pub use decide_data_request::{DecideDataRequest, DecideDataRequestError, decide_data_request};
pub use helhed_store::data_request::{DataRequestDue, DataRequestLine};
pub use helhed_store::restriction::HoldableItem;
pub use kept_families::kept_families;
pub use lift_restriction::{LiftRestriction, LiftRestrictionError, lift_restriction};
pub use open_restricted::{OpenRestricted, OpenRestrictedError, open_restricted};
pub use our_data_page::{OurDataPage, our_data_page};
pub use restrict::{Restrict, RestrictError, restrict};
pub use restriction_page::{RestrictedItem, RestrictionPage, restriction_page};
pub use tell_recipient::{TellRecipient, TellRecipientError, tell_recipient};

use helhed_access::Actor;
use helhed_domain::account::Role;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_store::{Link, StoreError, share};
use jiff::Timestamp;

/// Whose data an actor may ask about and read the requests of: for a family member themselves and the children in their custody, for the team
/// everybody (`None`).
async fn own_people(
    link: &mut Link,
    actor: &Actor,
    family: FamilyId,
    now: Timestamp,
) -> Result<Option<Vec<PersonId>>, StoreError> {
    if actor.role != Role::FamilyMember {
        return Ok(None);
    }
    let sight = share::sight(link, actor, family, now).await?;
    let wards = sight.relatives.iter().filter(|it| it.ward);
    let own = actor.person.into_iter().chain(wards.map(|it| it.person));
    Ok(Some(own.collect()))
}
