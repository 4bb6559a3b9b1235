//! About whom and what somebody may say something in the joint assessment.

use helhed_access::{Lens, Mark, doing, what};
use helhed_domain::account::Role;
use helhed_domain::ids::PersonId;

/// Whether a life domain of somebody (of nobody in particular: of the whole family) is open to the viewer at all, whoever writes of it.
pub(crate) fn sees_domain(lens: &Lens, person: Option<PersonId>, domain: &str) -> bool {
    let mark = Mark {
        category: domain,
        about: person.as_slice(),
        restricted: false,
        kept_from: &[],
        by: None,
        by_unit: None,
    };
    lens.sees(&mark).is_some()
}

/// Whether the viewer may add a view: the team of everybody, a partner of what is open to them, the family of itself and its children.
pub(super) fn may_write(lens: &Lens, person: PersonId, domain: &str) -> bool {
    let own = lens.actor().role != Role::FamilyMember || lens.is_own(person);
    lens.may::<what::Assessment, doing::Add>() && own && sees_domain(lens, Some(person), domain)
}
