//! The plan as those who coordinate see it: who does what at each goal, on which law, by when, and what is missing.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, GoalId, PersonId};
use helhed_casework::domain::measure::Measure;
use helhed_casework::plan::{CoordinationPage, coordination_page};
use jiff::civil::Date;

use super::cover::plan_words;
use super::page::due_words;
use super::tree::{Branch, PlanTree};
use crate::app::App;
use crate::case::task::shown;
use crate::case::{family_of, head, reading};
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

/// A measure in words.
struct MeasureShown {
    href: String,
    goals: Vec<GoalId>,
    kind: &'static str,
    title: String,
    who: String,
    given_by: String,
    law: String,
    asks: String,
    weekly: i64,
    from: String,
    until: String,
    is_over: bool,
}

/// Another plan that goals stand for, in words.
struct CoveringShown {
    plan: String,
    law: String,
    whose: String,
    missing: Vec<&'static str>,
    goals: usize,
}

/// Something the plan lacks, in words.
struct GapShown {
    key: &'static str,
    what: String,
    href: String,
}

#[derive(Template)]
#[template(path = "plan/coordination.html")]
struct CoordinationView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    tree: PlanTree,
    measures: Vec<MeasureShown>,
    covering: Vec<CoveringShown>,
    gaps: Vec<GapShown>,
    /// Goal, and the words of what it stands for.
    covers: Vec<(GoalId, String)>,
    /// Goal, and from whom it is kept.
    kept: Vec<(GoalId, String)>,
    due: Option<(String, &'static str)>,
    version: Option<(i64, usize, usize)>,
    may_change: bool,
}

impl CoordinationView {
    /// The measures that serve a goal.
    fn of_goal<'a>(&'a self, branch: &'a Branch) -> impl Iterator<Item = &'a MeasureShown> {
        let id = branch.line.goal.id;
        self.measures
            .iter()
            .filter(move |it| it.goals.contains(&id))
    }

    /// The measures that serve no goal.
    fn loose(&self) -> impl Iterator<Item = &MeasureShown> {
        self.measures.iter().filter(|it| it.goals.is_empty())
    }

    /// What a goal stands for.
    fn covers_of<'a>(&'a self, branch: &'a Branch) -> impl Iterator<Item = &'a str> {
        let id = branch.line.goal.id;
        let of = move |it: &&(GoalId, String)| it.0 == id;
        self.covers
            .iter()
            .filter(of)
            .map(|(_, words)| words.as_str())
    }

    /// From whom a goal is kept.
    fn kept_from<'a>(&'a self, branch: &'a Branch) -> impl Iterator<Item = &'a str> {
        let id = branch.line.goal.id;
        let of = move |it: &&(GoalId, String)| it.0 == id;
        self.kept.iter().filter(of).map(|(_, name)| name.as_str())
    }
}

fn name(w: Words, page: &CoordinationPage, person: Option<PersonId>) -> String {
    let Some(person) = person else {
        return w.t("note-whole-family");
    };
    let found = page.kin.iter().find(|kin| kin.id == person);
    found.map_or_else(
        || w.t("sharing-somebody"),
        |kin| kin.given_name.as_str().to_owned(),
    )
}

fn measure(
    app: &App,
    w: Words,
    page: &CoordinationPage,
    it: &Measure,
    today: Date,
) -> MeasureShown {
    let facts = &it.facts;
    let listed = |list, code: &Option<String>| {
        code.as_ref()
            .map_or_else(String::new, |code| w.listed(app, list, code))
    };
    MeasureShown {
        href: format!("/families/{}/measures/{}", page.family, it.id),
        goals: facts.goals.clone(),
        kind: facts.kind.label_key(),
        title: facts.title.as_str().to_owned(),
        who: name(w, page, facts.concerns),
        given_by: facts
            .given_by
            .as_ref()
            .map_or_else(String::new, |it| it.as_str().to_owned()),
        law: listed("legal_basis", &facts.legal_basis),
        asks: listed("asks", &facts.asks),
        weekly: facts.weekly,
        from: w.day(facts.from),
        until: facts.until.map_or_else(String::new, |day| w.day(day)),
        is_over: facts.until.is_some_and(|until| until < today),
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let page = coordination_page(&mut reading, family).await?.into_inner();
    let today = reading.today();
    let measures = page.measures.iter();
    let measures = measures
        .map(|it| measure(&app, w, &page, it, today))
        .collect();
    let covering = page.covering.iter().map(|it| CoveringShown {
        plan: plan_words(w, it.plan).to_owned(),
        law: it.plan.law.clone(),
        whose: name(w, &page, Some(it.person)),
        missing: it.missing.iter().map(|need| need.label_key()).collect(),
        goals: it.goals.len(),
    });
    let covering = covering.collect();
    let covers = page.covering.iter().flat_map(|it| {
        let words = format!(
            "{} ({})",
            plan_words(w, it.plan),
            name(w, &page, Some(it.person))
        );
        let goals = it.goals.iter();
        goals.map(|goal| (*goal, words.clone())).collect::<Vec<_>>()
    });
    let covers = covers.collect();
    let title_of = |goal: Option<GoalId>| {
        let found = page.goals.iter().find(|line| Some(line.goal.id) == goal);
        found.map(|line| line.goal.facts.title.as_str().to_owned())
    };
    let gaps = page.gaps.iter().map(|gap| {
        let task = page
            .tasks
            .iter()
            .find(|line| Some(line.task.id) == gap.task);
        let (what, href) = match (task, gap.goal) {
            (Some(line), _) => (
                line.task.facts.title.as_str().to_owned(),
                format!("/families/{family}/tasks/{}", line.task.id),
            ),
            (None, Some(goal)) => (
                title_of(Some(goal)).unwrap_or_default(),
                format!("/families/{family}/goals/{goal}"),
            ),
            (None, None) => (String::new(), format!("/families/{family}/tasks")),
        };
        GapShown {
            key: gap.kind.label_key(),
            what,
            href,
        }
    });
    let gaps = gaps.collect();
    let version = page.latest.as_ref().map(|(line, said)| {
        use helhed_casework::domain::agreement::AgreementStance;
        let agrees = |it: &&helhed_casework::plan::AgreementLine| {
            it.agreement.stance == AgreementStance::Agrees
        };
        let yes = said.iter().filter(agrees).count();
        (line.version.number, yes, said.len() - yes)
    });
    let tasks = shown(&app, w, page.tasks.clone(), today);
    show(&CoordinationView {
        frame: Frame::new(&app, &viewer, &uri, w.t("coordination-title")).about(family),
        head: head(&app, &viewer, family, "plan").await?,
        family,
        measures,
        covering,
        gaps,
        covers,
        kept: page
            .kept
            .iter()
            .map(|it| (it.goal, it.party_name.as_str().to_owned()))
            .collect(),
        due: page.review_due.map(|due| due_words(w, due, today)),
        version,
        may_change: page.may_change,
        tree: PlanTree::new(page.goals.clone(), &tasks, &[], today),
    })
}
