//! Looks at a link before its code is typed: whether it still opens, and nothing of what it opens.

use jiff::Timestamp;

use helhed_domain::day::day_of;
use helhed_domain::one_time_link::{LinkPurpose, LinkState};
use helhed_store::one_time_link as stored;

use crate::sign_in::hash_of;
use crate::{Casework, Stop};

/// How a link stands; a token that is none, or one made for something else, is absent.
pub async fn look_at_link(
    house: &Casework,
    purpose: LinkPurpose,
    token: &str,
    now: Timestamp,
) -> Result<LinkState, Stop> {
    let (link, _) = stored::by_token(&mut house.link(), &hash_of(token))
        .await?
        .filter(|(link, _)| link.purpose == purpose)
        .ok_or(Stop::Absent)?;
    let most = house.lists().rules(day_of(now)).link_wrong_codes;
    Ok(link.state(now, most))
}
