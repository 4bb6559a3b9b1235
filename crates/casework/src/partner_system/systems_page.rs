//! Shows which partners' systems there are.

use helhed_access::{Resource, what};
use helhed_domain::unit::Unit;
use helhed_store::partner_system::{self as stored, SystemLine};

use crate::{Reading, Stop, Visible};

/// Partners' systems, and the units that one may be given to.
#[derive(Debug)]
pub struct SystemsPage {
    /// The systems: those whose token was not taken back first, then by name.
    pub systems: Vec<SystemLine>,
    /// Every open unit.
    pub units: Vec<Unit>,
}

/// Shows partners' systems, to who keeps the installation or leads the team.
pub async fn systems_page(reading: &mut Reading) -> Result<Visible<SystemsPage>, Stop> {
    let permit = reading.house_permit::<what::Systems>()?;
    let mut units = helhed_store::account::units(&mut reading.link).await?;
    units.retain(|unit| !unit.closed);
    let page = SystemsPage {
        systems: stored::all(&mut reading.link, &permit).await?,
        units,
    };
    reading
        .show_list("systems_page", Resource::Systems, permit.basis(), page)
        .await
}
