//! The few numbers that a reader takes home, each with its interval.

use super::PERCENT;
use super::human::Pen;
use super::view::{Shown, View};
use crate::document::Block;
use crate::numbers::Format;

/// A list of findings; those that cannot be told are not in it.
pub(super) fn blocks(pen: &Pen, view: &View<'_>) -> Vec<Block> {
    let mut items = Vec::new();
    if let Some(people) = view.table("participants") {
        let count = |role: &str| {
            pen.shown(
                &people.at(&[("cohort", "all"), ("role", role)], "persons"),
                Format::Whole,
            )
        };
        items.push(pen.words.args(
            "summary-people",
            &[
                ("families", &count("families")),
                ("children", &count("child")),
                ("mothers", &count("mother")),
                ("fathers", &count("father")),
            ],
        ));
    }
    if let Some(dip) = view.table("self_support_dip") {
        let cell = |measure: &str, column: &str| {
            dip.at(
                &[("cohort", "all"), ("role", "all"), ("measure", measure)],
                column,
            )
        };
        if let (Some(_), Some(_), Some(_)) = (
            cell("baseline", "value").number(),
            cell("lowest", "value").number(),
            cell("later", "value").number(),
        ) {
            let share = |measure: &str| pen.shown(&cell(measure, "value"), PERCENT);
            let gain = pen.shown(&cell("gain_over_baseline", "value"), Format::Points(1));
            let interval = pen.interval(
                &cell("gain_over_baseline", "low"),
                &cell("gain_over_baseline", "high"),
                Format::Points(1),
            );
            items.push(pen.words.args(
                "summary-dip",
                &[
                    ("baseline", &share("baseline")),
                    ("lowest", &share("lowest")),
                    ("later", &share("later")),
                    ("gain", &gain),
                    ("interval", &interval),
                ],
            ));
        }
    }
    if let Some(change) = view.table("support_before_after") {
        let cell = |period: &str, column: &str| {
            change.at(&[("category", "self_support"), ("period", period)], column)
        };
        if cell("change", "share").number().is_some() {
            items.push(pen.words.args(
                "summary-before-after",
                &[
                    ("before", &pen.shown(&cell("before", "share"), PERCENT)),
                    ("after", &pen.shown(&cell("after", "share"), PERCENT)),
                    (
                        "change",
                        &pen.shown(&cell("change", "share"), Format::Points(1)),
                    ),
                    (
                        "interval",
                        &pen.interval(
                            &cell("change", "low"),
                            &cell("change", "high"),
                            Format::Points(1),
                        ),
                    ),
                ],
            ));
        }
    }
    if let Some(closed) = view.table("closed_cases") {
        let cell = |column: &str| closed.at(&[("cohort", "all")], column);
        if let Shown::Number(_) = cell("share") {
            items.push(pen.words.args(
                "summary-closed",
                &[
                    (
                        "with",
                        &pen.shown(&cell("children_with_case"), Format::Whole),
                    ),
                    (
                        "without",
                        &pen.shown(&cell("without_case_at_end"), Format::Whole),
                    ),
                    ("share", &pen.shown(&cell("share"), PERCENT)),
                    (
                        "interval",
                        &pen.interval(&cell("low"), &cell("high"), PERCENT),
                    ),
                ],
            ));
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Paragraph(pen.t("summary-lead")), Block::List(items)]
}
