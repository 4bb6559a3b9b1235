//! One-time links for people without an account: made for one thing, opened with a code that was told by another way.
//!
//! Made: `make_link` in the operation that needs it; secret and code are shown once, to whoever made it. Looked at:
//! [`look_at_link()`] before the code, which tells nothing but whether it still opens. Opened: [`open_link()`] checks token, code, tries
//! and time in the transaction in which the thing is then shown or done; `Opened::use_up` closes it for good.

mod look_at_link;
mod make_link;
mod open_link;

pub use helhed_domain::one_time_link::{LinkCode, LinkCodeError, LinkPurpose, LinkState};
pub use look_at_link::look_at_link;
pub(crate) use make_link::make_link;
pub use make_link::{LinkSecret, MadeLink};
pub use open_link::{OpenLinkError, Opened, open_link};

use helhed_domain::ids::LinkId;
use helhed_domain::one_time_link::LinkCode as Code;

use crate::Casework;

/// The keyed hash under which a link's code is stored: bound to the link, so that equal codes do not look equal.
fn hash_of_code(house: &Casework, link: LinkId, code: &Code) -> Vec<u8> {
    let bound = format!("{link} {}", code.digits());
    house.keys().lookup("link code", &bound)
}
