//! What the forms for coordinator, deputy and authority of one family show.

use helhed_access::{doing, what};
use helhed_domain::account::Role;
use helhed_domain::assignment::{Assignment, AssignmentKind, Capacity};
use helhed_domain::authority::{AuthoritySet, authority_on};
use helhed_domain::family::Family;
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::text::Name;
use helhed_store::{account, assignment, authority, family};

use crate::{Reading, Stop, Visible};

/// A coordinator who may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: Name,
    /// How many families, of how many.
    pub capacity: Capacity,
}

/// Coordinator, deputies and authority of a family, and who may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentForms {
    /// The family.
    pub family: Family,
    /// Who coordinates it.
    pub coordinator: Option<(Assignment, Name)>,
    /// Who stands in.
    pub deputies: Vec<(Assignment, Name)>,
    /// The authority today.
    pub authority: Option<AuthoritySet>,
    /// Authorities set from a later day.
    pub to_come: Vec<AuthoritySet>,
    /// Coordinators who may sign in.
    pub colleagues: Vec<Colleague>,
    /// Whether the reader may change deputies and authority.
    pub may_change: bool,
    /// Whether the reader may give the family to another coordinator.
    pub may_assign: bool,
}

/// Coordinators who may sign in, with their room: numbers and names of colleagues only.
pub(crate) async fn colleagues(reading: &mut Reading) -> Result<Vec<Colleague>, Stop> {
    let most = reading.rules().coordinator_capacity;
    let loads = assignment::loads(&mut reading.link).await?;
    let all = account::with_role(&mut reading.link, Role::Coordinator).await?;
    let with_room = |it: helhed_domain::account::Account| {
        let load = loads.iter().find(|(id, _)| *id == it.id);
        Colleague {
            account: it.id,
            name: it.display_name,
            capacity: Capacity {
                families: load.map_or(0, |(_, families)| *families),
                most,
            },
        }
    };
    Ok(all.into_iter().map(with_room).collect())
}

/// Shows coordinator, deputies and authority of a family.
pub async fn assignment_forms(
    reading: &mut Reading,
    id: FamilyId,
) -> Result<Visible<AssignmentForms>, Stop> {
    let lens = reading.lens(id).await?;
    let face = lens.permit().ok_or(Stop::Absent)?;
    let read = lens
        .permit::<what::Assignments, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let today = reading.today();
    let family = family::find(&mut reading.link, &face)
        .await?
        .ok_or(Stop::Absent)?;
    let open = assignment::of_family(&mut reading.link, &read)
        .await?
        .into_iter()
        .filter(|(it, _)| it.to.is_none());
    let (coordinators, deputies): (Vec<_>, Vec<_>) =
        open.partition(|(it, _)| it.kind == AssignmentKind::Coordinator);
    let history = authority::of_family(&mut reading.link, &read).await?;
    let forms = AssignmentForms {
        family,
        coordinator: coordinators.into_iter().next(),
        deputies,
        authority: authority_on(today, &history).cloned(),
        to_come: history
            .iter()
            .filter(|it| it.from > today)
            .cloned()
            .collect(),
        colleagues: colleagues(reading).await?,
        may_change: lens.may::<what::Assignments, doing::Change>(),
        may_assign: lens.may::<what::Assignments, doing::Add>(),
    };
    reading
        .show::<what::Assignments, _>("assignment_forms", &lens, forms)
        .await
}
