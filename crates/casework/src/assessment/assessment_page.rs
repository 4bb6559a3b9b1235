//! The joint assessment of a family: every person and life domain, as far as the reader may see them.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::text::Name;
use helhed_store::assessment::{self, AssessmentLine};
use helhed_store::household::{self, Kin};

use super::sees_domain;
use crate::{Reading, Stop, Visible};

/// The joint assessment of a family.
#[derive(Debug)]
pub struct AssessmentPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// The people of whom something may be seen here: those who belong to the family now.
    pub people: Vec<Kin>,
    /// Whom of the family the reader may name: in whose words something is said.
    pub named: Vec<Kin>,
    /// The life domains of each person that are open to the reader: a code of the list `life_domain`.
    pub open: Vec<(PersonId, String)>,
    /// What has been said, the latest first.
    pub lines: Vec<AssessmentLine>,
    /// Whether the reader may say something at all.
    pub may_write: bool,
    /// Whether the reader may see what comes first.
    pub may_see_needs: bool,
}

/// What everybody says of every life domain, item by item through the lens: four queries.
pub async fn assessment_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<AssessmentPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(permit)) = (
        lens.permit::<what::Face, doing::Read>(),
        lens.permit::<what::Assessment, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let today = reading.today();
    let domains: Vec<String> = reading
        .lists()
        .choices("life_domain", today)
        .map(|it| it.code.clone())
        .collect();
    let link = &mut reading.link;
    let family_name = household::family_name(link, &face).await?;
    let mut named = household::kin_to_name(link, &permit).await?;
    named.retain(|it| lens.names(it.id));
    let mut lines = assessment::of_family(link, &permit).await?;
    lines.retain(|line| lens.sees(&line.mark()).is_some());
    let mut open = Vec::new();
    let mut people = named.clone();
    people.retain(|it| {
        let sees = |domain: &&String| sees_domain(&lens, Some(it.id), domain);
        let own = domains.iter().filter(sees);
        let before = open.len();
        open.extend(own.map(|domain| (it.id, domain.clone())));
        let told = lines
            .iter()
            .any(|line| line.assessment.facts.person == it.id);
        it.now && (told || open.len() > before)
    });
    let page = AssessmentPage {
        family,
        family_name,
        people,
        named,
        open,
        lines,
        may_write: lens.may::<what::Assessment, doing::Add>(),
        may_see_needs: lens.may::<what::Needs, doing::Read>(),
    };
    reading
        .show::<what::Assessment, _>("assessment_page", &lens, page)
        .await
}
