//! The family's plan and its quarterly reviews.

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    LifeDomain,
    calendar::{months_after, plus, workday_from},
    chance::Chance,
    composite::Composite,
    family::{PersonRef, ProfessionalRef, Responsible},
    wording::{GOALS, REVIEWS, Setting, Voice},
};

/// How far away a goal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// Within some months.
    Short,
    /// A year or more.
    Long,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// What the family wishes, in its own words.
    pub wish: String,
    /// What they agreed to work for.
    pub goal: String,
    /// Part of life.
    pub domain: LifeDomain,
    /// Short or long.
    pub horizon: Horizon,
    /// Who carries it.
    pub owner: Responsible,
    /// When it should be reached; after the plan was agreed.
    pub target: Date,
    /// When it was, if it was.
    pub reached: Option<Date>,
}

/// A review, due three months after the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Due.
    pub due: Date,
    /// Held; `None` where it is still to come, or overdue when `due` is past.
    pub held: Option<Date>,
    /// What it came to, in one line of Danish; with `held`.
    pub line: Option<String>,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// When the family and the team agreed on it.
    pub agreed: Date,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Reviews; of an active family the last is the next one due.
    pub reviews: Vec<Review>,
}

/// A plan of at most `most` goals, three to seven weeks into the course; `None` before.
pub(crate) fn plan(
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    most: usize,
    chance: &mut Chance,
) -> Option<Plan> {
    let agreed = workday_from(plus(setting.start, chance.between(21, 48)));
    if agreed > setting.until {
        return None;
    }
    let mut domains = LifeDomain::ALL.to_vec();
    domains.retain(|d| *d != LifeDomain::SubstanceUse || chance.percent(10));
    chance.shuffle(&mut domains);
    let wanted = (chance.between(3, 5) as usize).min(most);
    let goals = domains
        .into_iter()
        .filter_map(|domain| goal(domain, agreed, setting, voice, chance))
        .take(wanted)
        .collect();
    Some(Plan {
        agreed,
        goals,
        reviews: reviews(agreed, None, setting, voice, chance),
    })
}

/// A row of the file reads `short|long ; owner ; wish ; goal`.
fn goal(
    domain: LifeDomain,
    agreed: Date,
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Option<Goal> {
    let row = voice.say(GOALS.get(domain.section())?, agreed, chance)?;
    let mut fields = row.split(" ; ");
    let horizon = if fields.next()?.eq_ignore_ascii_case("short") {
        Horizon::Short
    } else {
        Horizon::Long
    };
    let owner = match fields.next()? {
        "member" => Responsible::Member(PersonRef(0)),
        "coordinator" => Responsible::Coordinator,
        _ => setting
            .around
            .iter()
            .position(|p| p.is_open_on(agreed))
            .map_or(Responsible::Coordinator, |i| {
                Responsible::Professional(ProfessionalRef(i))
            }),
    };
    let months = match horizon {
        Horizon::Short => chance.between(2, 6),
        Horizon::Long => chance.between(9, 20),
    };
    let target = months_after(agreed, months);
    let reached = plus(target, chance.between(-40, 30)).max(plus(agreed, 1));
    let reached = (reached <= setting.until
        && chance.percent(if setting.active { 60 } else { 75 }))
    .then_some(reached);
    Some(Goal {
        wish: fields.next()?.to_owned(),
        goal: fields.next()?.to_owned(),
        domain,
        horizon,
        owner,
        target,
        reached,
    })
}

/// Reviews from the agreement on. In three of ten active families the last one due has not been held. Lines come from
/// `written` as long as it has some.
fn reviews(
    agreed: Date,
    written: Option<&[String]>,
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Vec<Review> {
    let overdue = setting.active && chance.percent(30);
    let mut written = written.into_iter().flatten();
    let mut found = Vec::new();
    let mut due = months_after(agreed, 3);
    loop {
        let next = months_after(due, 3);
        let held = workday_from(plus(due, chance.between(-8, 6)));
        if held > setting.until || (overdue && next > setting.today) {
            if setting.active {
                found.push(Review {
                    due,
                    held: None,
                    line: None,
                });
            }
            return found;
        }
        let line = written
            .next()
            .cloned()
            .or_else(|| voice.say(REVIEWS.get("line")?, held, chance))
            .unwrap_or_else(|| "Planen er gennemgået med familien.".to_owned());
        found.push(Review {
            due,
            held: Some(held),
            line: Some(line),
        });
        due = months_after(held, 3);
    }
}

/// The plan of a composite, agreed four weeks into the course.
pub(crate) fn plan_written(
    written: &Composite,
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Option<Plan> {
    let agreed = workday_from(plus(setting.start, 28));
    if agreed > setting.until || written.goal.is_empty() {
        return None;
    }
    let goals = written
        .goal
        .iter()
        .map(|w| Goal {
            wish: w.wish.clone(),
            goal: w.goal.clone(),
            domain: w.domain,
            horizon: w.horizon,
            owner: Responsible::written(&w.owner, setting),
            target: plus(setting.start, w.target),
            reached: w
                .reached
                .map(|day| plus(setting.start, day))
                .filter(|day| *day <= setting.until),
        })
        .collect();
    Some(Plan {
        agreed,
        goals,
        reviews: reviews(agreed, Some(&written.review), setting, voice, chance),
    })
}
