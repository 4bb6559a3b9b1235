//! The road of a plan as a picture: the same drawing on the page and on paper.

use helhed_casework::domain::goal::GoalState;
use helhed_reports::Figure;
use helhed_reports::document::{Column, Table};
use helhed_reports::figure::{Named, svg};
use helhed_reports::plan::{End, RoadWidth, RoadWords, Step, StepState, drawn, road, walked};

use super::tree::{Branch, PlanTree};
use crate::words::Words;

/// The road of a plan on a page: drawn for wide and for narrow screens, of which one is shown.
pub(super) fn road_on_page(tree: &PlanTree, w: Words, id: &str) -> Option<String> {
    let own = |text: &str| text.to_owned();
    let both = [(RoadWidth::Wide, "wide"), (RoadWidth::Narrow, "narrow")];
    let drawn = both.map(|(width, class)| {
        let figure = road_of(tree, w, (id, width), &own)?;
        let named = Named {
            id: &format!("{id}-{class}"),
            lang: w.lang(),
            title: &figure.title,
            description: &figure.description,
        };
        let class = format!("hh-chart hh-chart--{class}");
        Some(svg(&figure.drawing, named).replacen("hh-chart", &class, 1))
    });
    drawn.into_iter().collect()
}

/// The road of a plan; none while it has neither steps nor goals. `text` may replace letters that the paper's typeface lacks.
pub(super) fn road_of(
    tree: &PlanTree,
    w: Words,
    (id, width): (&str, RoadWidth),
    text: &impl Fn(&str) -> String,
) -> Option<Figure> {
    let steps: Vec<Step> = tree.steps().map(|it| step(it, text)).collect();
    let ends: Vec<End> = tree
        .ends()
        .map(|it| End {
            title: text(it.title()),
            reached: it.state == GoalState::Reached,
        })
        .collect();
    if steps.is_empty() && ends.is_empty() {
        return None;
    }
    let shown = drawn(steps.len(), walked(&steps));
    let beyond = |n: usize, key| (n > 0).then(|| w.n(key, n));
    let words = RoadWords {
        start: w.t("road-start"),
        here: w.t("road-here"),
        finish: w.t("road-finish"),
        towards: w.t("road-towards"),
        before: beyond(shown.start, "road-before"),
        after: beyond(steps.len() - shown.end, "road-after"),
    };
    Some(Figure {
        id: id.to_owned(),
        title: w.t("plan-road"),
        description: w.n("road-desc", steps.len()),
        drawing: road(width, &steps, &ends, &words),
        table: table(tree, w, text),
    })
}

fn step(branch: &Branch, text: &impl Fn(&str) -> String) -> Step {
    Step {
        title: text(branch.title()),
        state: match branch.state {
            GoalState::Reached => StepState::Reached,
            GoalState::Late => StepState::Late,
            GoalState::Open | GoalState::Dropped => StepState::Open,
        },
    }
}

/// The same as words.
fn table(tree: &PlanTree, w: Words, text: &impl Fn(&str) -> String) -> Table {
    let row = |branch: &Branch| {
        let facts = &branch.line.goal.facts;
        let owner = branch.line.owner_name.as_ref();
        vec![
            branch
                .number
                .map_or_else(|| "–".to_owned(), |n| n.to_string()),
            text(branch.title()),
            w.t(branch.state.label_key()),
            owner.map_or_else(|| "–".to_owned(), |name| text(name.as_str())),
            facts
                .target
                .map_or_else(|| "–".to_owned(), |day| w.day(day)),
        ]
    };
    Table {
        id: "road-steps".to_owned(),
        caption: w.t("road-table"),
        columns: vec![
            Column::number(w.t("road-number")),
            Column::words(w.t("road-step")),
            Column::words(w.t("road-state")),
            Column::words(w.t("road-owner")),
            Column::words(w.t("road-day")),
        ],
        rows: tree.steps().chain(tree.ends()).map(row).collect(),
        row_heads: 2,
        note: String::new(),
    }
}
