//! The checklist of a family: filled from what stands in its case where it can be, the rest from what was ticked by hand.

use jiff::ToSpan;

use helhed_access::{doing, what};
use helhed_domain::agreement::AgreementStance;
use helhed_domain::consent::Party;
use helhed_domain::ids::FamilyId;
use helhed_domain::method::{ChecklistItem, Method, MethodFacts, Seen};
use helhed_domain::review::ReviewDue;
use helhed_store::agreement::AgreementLine;
use helhed_store::method::{self as stored, ActionLine};
use helhed_store::{goal, household, review, task};

use crate::plan::{gaps, latest};
use crate::{Reading, Stop, Visible};

/// An item of the checklist, and what it is checked by.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The item.
    pub item: &'static ChecklistItem,
    /// What the house sees.
    pub seen: Option<Seen>,
    /// The last that was ticked by hand and not annulled.
    pub ticked: Option<ActionLine>,
}

impl Checked {
    /// Whether it is done, seen or ticked.
    pub fn is_done(&self) -> bool {
        self.seen.is_some() || self.ticked.is_some()
    }
}

/// The method in a family.
#[derive(Debug)]
pub struct MethodPage {
    /// The family.
    pub family: FamilyId,
    /// The method as it is today.
    pub method: Method,
    /// The checklist, in its order.
    pub items: Vec<Checked>,
    /// Everything that was ticked by hand, the latest first; what was annulled too.
    pub actions: Vec<ActionLine>,
    /// Whether the viewer may tick.
    pub may_write: bool,
}

impl MethodPage {
    /// The items of a core element.
    pub fn of<'p>(&'p self, element: &'p str) -> impl Iterator<Item = &'p Checked> {
        self.items
            .iter()
            .filter(move |it| it.item.element == element)
    }
}

/// The checklist of a family: a fixed number of queries.
pub async fn method_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<MethodPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(permit), Some(people), Some(tasks), Some(plan)) = (
        lens.permit::<what::Method, doing::Read>(),
        lens.permit(),
        lens.permit::<what::Tasks, doing::Read>(),
        lens.permit::<what::Plan, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let (now, today, rules) = (reading.now(), reading.today(), reading.rules());
    let week = today.saturating_add(MethodFacts::WEEK_DAYS.days());
    let link = &mut reading.link;
    let mut facts = stored::facts(link, &permit, (now, today, week)).await?;
    let goals = goal::lines_of_family(link, &plan).await?;
    let (tasks, _) = task::of_family(link, &tasks, 0).await?;
    let kin = household::kin(link, &people).await?;
    facts.gaps = gaps(&goals, &tasks, &kin, today).len() as i64;
    let started = review::course_started(link, &plan).await?;
    let reviews = review::of_family(link, &plan).await?;
    let held = reviews.first().map(|line| line.review.held);
    facts.review = started.zip(held).map(|(started, held)| {
        (
            held,
            ReviewDue::of(started, Some(held), rules.plan_review_months),
        )
    });
    let said = latest(link, &plan).await?.map_or(Vec::new(), |it| it.1);
    agreed(&mut facts, &said);
    let actions = stored::of_family(link, &permit).await?;
    let method = Method::on(today);
    let check = |item: &&'static ChecklistItem| Checked {
        item,
        seen: item.sign().and_then(|it| it.seen(&facts, &rules, today)),
        ticked: {
            let stands =
                |it: &&ActionLine| it.action.item == item.code && it.action.annulled.is_none();
            actions.iter().find(stands).cloned()
        },
    };
    let page = MethodPage {
        family,
        items: method.items.iter().map(check).collect(),
        method,
        actions,
        may_write: lens.may::<what::Method, doing::Add>(),
    };
    reading
        .show::<what::Method, _>("method_page", &lens, page)
        .await
}

/// Who agrees to the newest version, of the last word of each.
fn agreed(facts: &mut MethodFacts, said: &[AgreementLine]) {
    let of_family = |it: &&AgreementLine| matches!(it.agreement.party, Party::Person(_));
    let agrees = |it: &&AgreementLine| it.agreement.stance == AgreementStance::Agrees;
    let day = |it: &AgreementLine| it.agreement.on;
    let (family, units): (Vec<_>, Vec<_>) = said.iter().partition(of_family);
    let nobody_declines = family.iter().all(agrees);
    let last = family
        .iter()
        .filter(|it| agrees(it))
        .map(|it| day(it))
        .max();
    facts.family_agrees = last.filter(|_| nobody_declines);
    facts.unit_agrees = units.iter().filter(|it| agrees(it)).map(|it| day(it)).max();
}
