//! One life domain of one person: who says what of it, over time, and what is known here already, so that nobody is asked twice.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::text::Name;
use helhed_store::assessment::{self, AssessmentLine};
use helhed_store::household::{self, Kin};
use helhed_store::need::{self, NeedLine};
use helhed_store::shared::Item;
use jiff::civil::Date;

use super::leave::may_write;
use super::sees_domain;
use super::write_assessment::known_and_latest;
use crate::rating::latest_rating;
use crate::{Reading, Stop, Visible};

/// The life domains that the feedback ratings tell something of.
const RATED: [&str; 2] = ["mental_health", "child_wellbeing"];

/// One life domain of one person.
#[derive(Debug)]
pub struct DomainPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Whom it is about.
    pub person: Kin,
    /// The life domain: a code of the list `life_domain`.
    pub domain: String,
    /// Whom of the family the reader may name.
    pub named: Vec<Kin>,
    /// What has been said, the latest first.
    pub lines: Vec<AssessmentLine>,
    /// What is known about it here already, and what views of it build on: newest first.
    pub known: Vec<Item>,
    /// What else a view can build on: the latest notes, contacts and statements about the person or the whole family.
    pub latest: Vec<Item>,
    /// Open needs of the person in this domain.
    pub needs: Vec<NeedLine>,
    /// The day and the sum of the person's latest own wellbeing rating, of 40, where the domain has to do with it.
    pub rating: Option<(Date, f64)>,
    /// Whether the reader may add a view.
    pub may_write: bool,
    /// Whether the reader may annul one.
    pub may_annul: bool,
    /// Whether the reader may write down needs.
    pub may_add_need: bool,
}

/// Who says what of one life domain of somebody, and what is known about it: by the lens, a fixed number of queries.
pub async fn domain_page(
    reading: &mut Reading,
    family: FamilyId,
    person: PersonId,
    domain: &str,
) -> Result<Visible<DomainPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(permit)) = (
        lens.permit::<what::Face, doing::Read>(),
        lens.permit::<what::Assessment, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    if reading.lists().find("life_domain", domain).is_none() {
        return Err(Stop::Absent);
    }
    let link = &mut reading.link;
    let mut named = household::kin_to_name(link, &permit).await?;
    named.retain(|it| lens.names(it.id));
    let who = named.iter().find(|it| it.id == person).cloned();
    let who = who.ok_or(Stop::Absent)?;
    let of_domain = |about: PersonId, of: &str| about == person && of == domain;
    let mut lines = assessment::of_family(link, &permit).await?;
    lines.retain(|line| {
        let facts = &line.assessment.facts;
        of_domain(facts.person, &facts.domain) && lens.sees(&line.mark()).is_some()
    });
    // What is hidden and what was never said are the same.
    if lines.is_empty() && !sees_domain(&lens, Some(person), domain) {
        return Err(Stop::Absent);
    }
    let (known, latest) = known_and_latest(link, &permit, &lens, (person, domain)).await?;
    let mut needs = match lens.permit::<what::Needs, doing::Read>() {
        Some(permit) => need::of_family(link, &permit).await?,
        None => Vec::new(),
    };
    needs.retain(|line| {
        let facts = &line.need.facts;
        let about = facts.person.is_none_or(|about| about == person);
        line.need.ended.is_none()
            && about
            && facts.domain == domain
            && lens.sees(&line.mark()).is_some()
    });
    let family_name = household::family_name(link, &face).await?;
    let rating = match RATED.contains(&domain) {
        true => latest_rating(reading, &lens, person).await?,
        false => None,
    };
    let page = DomainPage {
        family,
        family_name,
        person: who,
        domain: domain.to_owned(),
        named,
        lines,
        known,
        latest,
        needs,
        rating,
        may_write: may_write(&lens, person, domain),
        may_annul: lens.may::<what::Assessment, doing::Annul>(),
        may_add_need: lens.may::<what::Needs, doing::Add>(),
    };
    reading
        .show_one::<what::Assessment, _>("domain_page", &lens, person.uuid(), page)
        .await
}
