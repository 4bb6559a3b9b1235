//! The pictures of the case: the sum over time with its band, who gains, by area, and what the result hangs on.

use helhed_domain::account::Language;

use super::{Computed, names, tables};
use crate::figure::{
    Axis, Bar, BarChart, Drawing, Line, LineChart, Point, StackedChart, Swing, TornadoChart,
};
use crate::{Column, Figure, Format, Numbers, Table, Words};

/// Parts that a stacked bar can tell apart.
const PARTS: usize = 4;
/// Bars of the tornado that are drawn; the table has all of them.
const SWINGS: usize = 10;

/// Every picture, in the order of the report: over time, who gains, by area, what it hangs on.
pub fn figures(case: Computed<'_>, language: Language) -> Vec<Figure> {
    let all = [
        over_time(case, language),
        payers(case, language),
        areas(case, language),
        hangs_on(case, language),
    ];
    all.into_iter().flatten().collect()
}

fn figure(w: Words, id: &str, description: String, drawing: Drawing, mut table: Table) -> Figure {
    let title = w.t(&format!("economy-figure-{id}"));
    table.id = format!("economy-{id}-numbers");
    table.caption.clone_from(&title);
    Figure {
        id: format!("economy-{id}"),
        title,
        description,
        drawing,
        table,
    }
}

fn over_time(case: Computed<'_>, language: Language) -> Option<Figure> {
    let (w, n) = (Words(language), Numbers(language));
    let lines = &case.appraisal.base()?.years;
    let points = lines.iter().map(|line| {
        let band = case.band.iter().find(|band| band.year == line.year);
        Point {
            x: f64::from(line.year),
            y: Some(line.cumulative_present_value),
            low: band.map(|band| band.p5),
            high: band.map(|band| band.p95),
        }
    });
    let chart = LineChart {
        x: Axis::new(w.t("economy-year"), Format::Year).written(
            lines
                .iter()
                .step_by(lines.len().div_ceil(12).max(1))
                .map(|line| (f64::from(line.year), line.year.to_string()))
                .collect(),
        ),
        y: Axis::new(w.t("economy-axis-until-then"), Format::Whole).showing(0.0, 0.0),
        lines: vec![Line {
            name: w.t("economy-until-then"),
            points: points.collect(),
        }],
        references: Vec::new(),
        level: Some((0.0, w.t("economy-paid-back"))),
        steps: false,
    };
    let (first, last) = (lines.first()?, lines.last()?);
    let lowest = lines
        .iter()
        .map(|line| line.cumulative_present_value)
        .fold(f64::INFINITY, f64::min);
    let description = w.args(
        "economy-figure-time-says",
        &[
            ("first", &first.year.to_string()),
            ("lowest", &n.fixed(lowest, 0)),
            ("last", &last.year.to_string()),
            ("end", &n.fixed(last.cumulative_present_value, 0)),
        ],
    );
    let rows = lines.iter().map(|line| {
        let band = case.band.iter().find(|band| band.year == line.year);
        let told = |value: Option<f64>| value.map_or(String::new(), |it| n.fixed(it, 0));
        vec![
            line.year.to_string(),
            n.fixed(line.cumulative_present_value, 0),
            told(band.map(|band| band.p5)),
            told(band.map(|band| band.p95)),
        ]
    });
    let table = Table {
        columns: vec![
            Column::words(w.t("economy-year")),
            Column::number(w.t("economy-until-then")),
            Column::number(w.t("economy-low")),
            Column::number(w.t("economy-high")),
        ],
        rows: rows.collect(),
        row_heads: 1,
        note: w.t("economy-note-time"),
        ..Table::default()
    };
    Some(figure(w, "time", description, chart.draw(n), table))
}

fn payers(case: Computed<'_>, language: Language) -> Option<Figure> {
    let (w, n) = (Words(language), Numbers(language));
    let (payers, areas) = tables::by_area(case);
    if payers.is_empty() {
        return None;
    }
    let of = |at: usize, costs: bool| -> f64 {
        areas
            .iter()
            .filter(|(area, _)| (area == "costs") == costs)
            .map(|(_, values)| values[at])
            .sum()
    };
    let bars = payers
        .iter()
        .enumerate()
        .map(|(at, payer)| (names::payer(w, payer), vec![of(at, false), of(at, true)]));
    let chart = StackedChart {
        axis: Axis::new(w.t("economy-axis-present"), Format::Whole),
        parts: vec![w.t("economy-benefit"), w.t("economy-cost")],
        bars: bars.clone().collect(),
        sum: Some(Format::Whole),
    };
    let told = bars
        .clone()
        .map(|(name, values)| format!("{name} {}", n.fixed(values.iter().sum(), 0)));
    let description = w.with("economy-gains", told.collect::<Vec<_>>().join(", "));
    let rows = bars.map(|(name, values)| {
        vec![
            name,
            n.fixed(values[0], 0),
            n.fixed(values[1], 0),
            n.fixed(values.iter().sum(), 0),
        ]
    });
    let table = Table {
        columns: vec![
            Column::words(w.t("economy-payer")),
            Column::number(w.t("economy-benefit")),
            Column::number(w.t("economy-cost")),
            Column::number(w.t("economy-net")),
        ],
        rows: rows.collect(),
        row_heads: 1,
        note: w.t("economy-note-who"),
        ..Table::default()
    };
    Some(figure(w, "payers", description, chart.draw(n), table))
}

fn areas(case: Computed<'_>, language: Language) -> Option<Figure> {
    let (w, n) = (Words(language), Numbers(language));
    let (payers, areas) = tables::by_area(case);
    if areas.is_empty() {
        return None;
    }
    let shown = payers.len().min(PARTS);
    let drawing = if payers.len() <= PARTS {
        let bars = areas
            .iter()
            .map(|(area, values)| (names::area(w, area), values.clone()));
        let parts = payers
            .iter()
            .take(shown)
            .map(|payer| names::payer(w, payer));
        StackedChart {
            axis: Axis::new(w.t("economy-axis-present"), Format::Whole),
            parts: parts.collect(),
            bars: bars.collect(),
            sum: Some(Format::Whole),
        }
        .draw(n)
    } else {
        let group = |(area, values): &(String, Vec<f64>)| {
            let bar = Bar {
                value: Some(values.iter().sum()),
                low: None,
                high: None,
            };
            (names::area(w, area), vec![bar])
        };
        BarChart {
            axis: Axis::new(w.t("economy-axis-present"), Format::Whole),
            series: vec![String::new()],
            groups: areas.iter().map(group).collect(),
            format: Format::Whole,
            absent: String::new(),
        }
        .draw(n)
    };
    let told = areas.iter().map(|(area, values)| {
        format!(
            "{} {}",
            names::area(w, area),
            n.fixed(values.iter().sum(), 0)
        )
    });
    let description = w.with(
        "economy-figure-areas-says",
        told.collect::<Vec<_>>().join(", "),
    );
    Some(figure(
        w,
        "areas",
        description,
        drawing,
        tables::who_gains(case, language),
    ))
}

fn hangs_on(case: Computed<'_>, language: Language) -> Option<Figure> {
    let (w, n) = (Words(language), Numbers(language));
    let base = case.appraisal.base()?.summary.net;
    let name = |swing: &helhed_economics::Sensitivity| {
        let (key, what) = swing
            .parameter
            .split_once(':')
            .unwrap_or((&swing.parameter, ""));
        let what = names::area(w, what);
        let ends = if key == "price" { 2 } else { 1 };
        let scale = if key == "price" { 1.0 } else { 100.0 };
        let (low, high) = (
            n.fixed(scale * swing.low, ends),
            n.fixed(scale * swing.high, ends),
        );
        w.args(
            &format!("economy-swing-{key}"),
            &[("what", &what), ("low", &low), ("high", &high)],
        )
    };
    let widest = case.swings.first()?;
    let chart = TornadoChart {
        axis: Axis::new(w.t("economy-axis-net"), Format::Whole),
        base,
        base_name: w.t("economy-as-assumed"),
        swings: case
            .swings
            .iter()
            .take(SWINGS)
            .map(|swing| Swing {
                name: name(swing),
                low: swing.net_at_low,
                high: swing.net_at_high,
            })
            .collect(),
        format: Format::Whole,
    };
    let rows = case.swings.iter().map(|swing| {
        vec![
            name(swing),
            n.fixed(swing.net_at_low, 0),
            n.fixed(swing.net_at_high, 0),
        ]
    });
    let table = Table {
        columns: vec![
            Column::words(w.t("economy-what")),
            Column::number(w.t("economy-at-low")),
            Column::number(w.t("economy-at-high")),
        ],
        rows: rows.collect(),
        row_heads: 1,
        note: w.t("economy-note-tornado"),
        ..Table::default()
    };
    let description = w.with("economy-figure-tornado-says", name(widest));
    Some(figure(w, "tornado", description, chart.draw(n), table))
}
