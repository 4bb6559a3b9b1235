//! The joint assessment of a family: seen by everybody as far as the lens lets them, written by the team, partners and the family.

mod annul;
mod chart;
mod domain;
mod new;
mod page;

use helhed_casework::Reading;
use helhed_casework::assessment::{DomainPage, domain_page};
use helhed_casework::choices::Kin;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, PersonId};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::routes::{RouteSpec, Who};
use crate::viewer::Viewer;

/// Everybody who may see something of a family.
pub(crate) const PARTIES: Who = Who::Roles(&[
    Role::Coordinator,
    Role::TeamLeader,
    Role::Partner,
    Role::FamilyMember,
]);
const WRITERS: Who = Who::Roles(&[Role::Coordinator, Role::Partner, Role::FamilyMember]);
const COORDINATOR: Who = Who::Roles(&[Role::Coordinator]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    let of_domain = "/families/{id}/assessment/{person}/{domain}";
    let new = "/families/{id}/assessment/{person}/{domain}/new";
    let annul = "/families/{id}/assessment/{person}/{domain}/{assessment}/annul";
    vec![
        RouteSpec::page("/families/{id}/assessment", PARTIES, page::page),
        RouteSpec::page(of_domain, PARTIES, domain::page),
        RouteSpec::page(new, WRITERS, new::page),
        RouteSpec::form(new, WRITERS, new::take),
        RouteSpec::page(annul, COORDINATOR, annul::page),
        RouteSpec::form(annul, COORDINATOR, annul::take),
    ]
}

/// The person and life domain of an address.
struct Place {
    family: FamilyId,
    person: PersonId,
    domain: String,
}

impl Place {
    fn parse(id: &str, person: &str, domain: &str) -> Result<Self, PageError> {
        let (family, person) = FamilyId::parse(id)
            .zip(PersonId::parse(person))
            .ok_or(PageError::Absent)?;
        Ok(Self {
            family,
            person,
            domain: domain.to_owned(),
        })
    }

    fn href(&self) -> String {
        domain_href(self.family, self.person, &self.domain)
    }

    async fn read(&self, app: &App, viewer: &Viewer) -> Result<DomainPage, PageError> {
        let mut reading: Reading = app.casework.reading(&viewer.actor, app.now());
        let page = domain_page(&mut reading, self.family, self.person, &self.domain).await?;
        Ok(page.into_inner())
    }
}

/// Where one life domain of one person is.
pub(crate) fn domain_href(family: FamilyId, person: PersonId, domain: &str) -> String {
    format!("/families/{family}/assessment/{person}/{domain}")
}

/// The band and tabs, for the team alone.
pub(crate) async fn head(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    tab: &str,
) -> Result<Option<HeadView>, PageError> {
    if !viewer.is(Role::Coordinator) && !viewer.is(Role::TeamLeader) {
        return Ok(None);
    }
    let below = format!("/families/{family}/{tab}");
    let uri = below.parse().map_err(|_| PageError::Absent)?;
    HeadView::read(app, viewer, family, &uri).await.map(Some)
}

/// The given name of somebody, as far as the reader may name them.
pub(crate) fn name_of(named: &[Kin], id: PersonId) -> Option<&str> {
    let found = named.iter().find(|it| it.id == id);
    found.map(|it| it.given_name.as_str())
}
