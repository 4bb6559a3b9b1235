//! Partners' systems: which there are, and whose a token is.

mod add_system;
mod pace;
mod revoke_system;
mod system_of_token;
mod systems_page;

pub use add_system::{AddSystem, AddSystemError, AddedSystem, add_system};
pub use helhed_store::partner_system::SystemLine;
pub(crate) use pace::Paces;
pub use revoke_system::revoke_system;
pub use system_of_token::{Caller, NoCaller, system_of_token};
pub use systems_page::{SystemsPage, systems_page};
