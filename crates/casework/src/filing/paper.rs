//! What stands on a paper that is filed, read under the lens of whoever it is filed in the name of. Minutes are read as minutes are.

use helhed_access::{doing, what};
use helhed_domain::filing::{Filing, FilingKind};
use helhed_domain::ids::{PlanVersionId, RequestId};
use helhed_domain::plan_version::PlanVersionItem;
use helhed_domain::referral::Decision;
use helhed_domain::text::Name;
use helhed_store::plan_version::{self, PlanVersionLine};
use helhed_store::request_list::{self, RequestLine};
use helhed_store::{account, household, referral};

use crate::{Reading, Stop, Visible};

/// What a paper is made of.
#[derive(Debug)]
pub enum PaperPart {
    /// A version of the plan and what it holds.
    Plan(PlanVersionLine, Vec<PlanVersionItem>),
    /// A decision, and who wrote it down.
    Decision(Decision, Name),
    /// What somebody was asked in writing.
    Letter(Box<RequestLine>),
}

/// A paper.
#[derive(Debug)]
pub struct WrittenPaper {
    /// What the household is called.
    pub family_name: Name,
    /// What it is made of.
    pub part: PaperPart,
}

/// Reads what a paper is made of. Minutes are no such paper.
pub async fn written_paper(
    reading: &mut Reading,
    filing: &Filing,
) -> Result<Visible<WrittenPaper>, Stop> {
    let lens = reading.lens(filing.family).await?;
    let (Some(face), Some(_)) = (
        lens.permit::<what::Face, doing::Read>(),
        lens.permit::<what::Filing, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let link = &mut reading.link;
    let family_name = household::family_name(link, &face).await?;
    let part = match filing.kind {
        FilingKind::PlanVersion => {
            let permit = lens
                .permit::<what::Plan, doing::Read>()
                .ok_or(Stop::NotAllowed)?;
            let id = PlanVersionId::from(filing.subject);
            let versions = plan_version::of_family(link, &permit).await?;
            let line = versions.into_iter().find(|it| it.version.id == id);
            let items = plan_version::items(link, &permit, id).await?;
            PaperPart::Plan(line.ok_or(Stop::Absent)?, items)
        }
        FilingKind::Decision => {
            let permit = lens
                .permit::<what::Referrals, doing::Read>()
                .ok_or(Stop::NotAllowed)?;
            let decisions = referral::decisions(link, &permit).await?;
            let found = decisions
                .into_iter()
                .find(|it| it.id.uuid() == filing.subject);
            let decision = found.ok_or(Stop::Absent)?;
            let by = account::display_name(link, decision.by).await?;
            PaperPart::Decision(decision, by.ok_or(Stop::Absent)?)
        }
        FilingKind::Letter => {
            let permit = lens
                .permit::<what::Requests, doing::Read>()
                .ok_or(Stop::NotAllowed)?;
            let id = RequestId::from(filing.subject);
            let line = request_list::line_of(link, &permit, id).await?;
            PaperPart::Letter(Box::new(line.ok_or(Stop::Absent)?))
        }
        FilingKind::Minutes => return Err(Stop::Absent),
    };
    let paper = WrittenPaper { family_name, part };
    reading
        .show_one::<what::Filing, _>("written_paper", &lens, filing.subject, paper)
        .await
}
