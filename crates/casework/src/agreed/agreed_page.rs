//! What the meetings of a family agreed, the latest first, and how each of it went.

use helhed_access::{doing, what};
use helhed_domain::decision_time::DecisionTimes;
use helhed_domain::ids::FamilyId;
use helhed_store::agreed::{self, AgreedLine};
use helhed_store::minutes::mark;

use crate::{Reading, Stop, Visible};

/// What the meetings of a family agreed.
#[derive(Debug)]
pub struct AgreedPage {
    /// Everything the reader may see of it.
    pub lines: Vec<AgreedLine>,
    /// How long it took, of what the reader sees.
    pub times: DecisionTimes,
}

/// What was agreed: one query.
pub async fn agreed_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<AgreedPage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens.permit::<what::Minutes, doing::Read>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    let mut lines = agreed::of_family(&mut reading.link, &permit).await?;
    lines.retain(|it| lens.sees(&mark(&it.section)).is_some());
    let times = DecisionTimes::of(lines.iter().map(|it| it.decided), reading.now());
    let page = AgreedPage { lines, times };
    reading
        .show::<what::Minutes, _>("agreed_page", &lens, page)
        .await
}
