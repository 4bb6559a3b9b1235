//! Parents' self-support: month by month, before and after, under stricter rules, and the dip.

mod dip;
mod periods;
mod strict;

pub(in crate::evaluation) use periods::{changes, periods_chart, periods_result};

use super::human::{Pen, Show};
use super::view::{Seen, View};
use super::{PERCENT, figure, says, section as section_of};
use crate::document::{Block, Section};
use crate::figure::{Axis, Line, LineChart, Multiples, Point, Reference};
use crate::numbers::Format;
use dip::dip;
use periods::before_after;
use strict::strict;

pub(super) fn section(pen: &Pen, view: &View<'_>) -> Option<Section> {
    let monthly = view.table("self_support_monthly")?;
    let mut livelihood = section_of(
        pen,
        "livelihood",
        month_by_month(pen, monthly, view.table("self_support_dip")),
    );
    livelihood
        .sections
        .push(section_of(pen, "livelihood-roles", by_role(pen, monthly)));
    livelihood.sections.extend(
        view.table("self_support_dip")
            .map(|seen| section_of(pen, "livelihood-dip", dip(pen, seen))),
    );
    livelihood.sections.extend(
        view.table("support_before_after")
            .map(|seen| section_of(pen, "livelihood-periods", before_after(pen, seen))),
    );
    let strict = view.table("self_support_strict").map(|seen| {
        strict(
            pen,
            monthly,
            seen,
            view.table("self_support_strict_monthly"),
        )
    });
    livelihood
        .sections
        .extend(strict.map(|blocks| section_of(pen, "livelihood-strict", blocks)));
    Some(livelihood)
}

/// The axis of months around the start.
pub(super) fn months(pen: &Pen) -> Axis {
    let at = (-4..=4).map(|half| {
        (
            f64::from(half * 6),
            pen.numbers.fixed(f64::from(half * 6), 0),
        )
    });
    Axis::new(pen.t("axis-months"), Format::Whole).written(at.collect())
}

fn share_axis(label: String) -> Axis {
    Axis::new(label, Format::Percent(0)).showing(0.0, 1.0)
}

fn line(seen: Seen<'_>, name: String, wanted: &[(&str, &str)]) -> Line {
    let points = seen.rows(wanted).into_iter().map(|row| {
        let of = |column: &str| seen.cell(row, column).number();
        Point {
            x: of("t").unwrap_or(0.0),
            y: of("share"),
            low: of("low"),
            high: of("high"),
        }
    });
    Line {
        name,
        points: points.collect(),
    }
}

fn curve(pen: &Pen, lines: Vec<Line>) -> LineChart {
    LineChart {
        x: months(pen),
        y: share_axis(pen.t("axis-self-support")),
        lines,
        references: vec![Reference {
            x: 0.0,
            label: pen.t("axis-start"),
        }],
        level: None,
        steps: false,
    }
}

const MONTHLY: [Show; 5] = [
    Show::Number("t", Format::Whole),
    Show::Number("persons", Format::Whole),
    Show::Number("self_supported", Format::Whole),
    Show::Number("share", PERCENT),
    Show::Interval(PERCENT),
];

fn month_by_month(pen: &Pen, seen: Seen<'_>, dip: Option<Seen<'_>>) -> Vec<Block> {
    let all = [("role", "all")];
    let chart = curve(pen, vec![line(seen, pen.code("roles", "all"), &all)]);
    let columns: Vec<_> = MONTHLY
        .into_iter()
        .chain([Show::Number("observed", Format::Percent(0))])
        .collect();
    let table = pen.table("self_support_monthly", seen, &seen.rows(&all), &columns, 1);
    let text = dip
        .and_then(|dip| curve_words(pen, dip, "all"))
        .unwrap_or_else(|| pen.t("says-curve-untold"));
    let mut blocks = vec![figure(
        pen,
        "self_support_monthly",
        chart.draw(pen.numbers),
        table,
        text.clone(),
    )];
    blocks.extend(says(pen, text, "says-not-self_support_monthly"));
    blocks
}

/// Where the curve begins, turns and ends.
fn curve_words(pen: &Pen, dip: Seen<'_>, role: &str) -> Option<String> {
    let cell = |measure: &str| {
        dip.at(
            &[("cohort", "all"), ("role", role), ("measure", measure)],
            "value",
        )
    };
    for needed in ["baseline", "lowest", "later", "lowest_t"] {
        cell(needed).number()?;
    }
    Some(pen.words.args(
        "says-curve",
        &[
            ("baseline", &pen.shown(&cell("baseline"), PERCENT)),
            ("lowest", &pen.shown(&cell("lowest"), PERCENT)),
            ("t", &pen.shown(&cell("lowest_t"), Format::Whole)),
            ("later", &pen.shown(&cell("later"), PERCENT)),
        ],
    ))
}

fn by_role(pen: &Pen, seen: Seen<'_>) -> Vec<Block> {
    let chart = |role: &str| {
        (
            pen.code("roles", role),
            curve(pen, vec![line(seen, String::new(), &[("role", role)])]),
        )
    };
    let charts = Multiples {
        charts: ["mother", "father"].map(chart).to_vec(),
        across: 2,
    };
    let rows: Vec<_> = ["mother", "father"]
        .iter()
        .flat_map(|role| seen.rows(&[("role", role)]))
        .collect();
    let columns: Vec<_> = [Show::Code("role", "role")]
        .into_iter()
        .chain(MONTHLY)
        .collect();
    let table = pen.table("self_support_by_role", seen, &rows, &columns, 2);
    vec![figure(
        pen,
        "self_support_by_role",
        charts.draw(pen.numbers),
        table,
        pen.t("seen-self_support_by_role"),
    )]
}
