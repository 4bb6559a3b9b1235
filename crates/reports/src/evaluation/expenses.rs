//! The municipality's postings on the families, half-year by half-year.

use super::human::{Pen, Show};
use super::livelihood::months;
use super::view::View;
use super::{figure, says, section as section_of};
use crate::document::Section;
use crate::figure::{Axis, Line, LineChart, Point, Reference};
use crate::numbers::Format;

pub(super) fn section(pen: &Pen, view: &View<'_>) -> Option<Section> {
    const POPULATIONS: [&str; 3] = ["children", "mothers", "fathers"];
    let seen = view.table("expenses_half_years")?;
    let line = |population: &&str| Line {
        name: pen.code("population", population),
        points: seen
            .rows(&[("population", population)])
            .into_iter()
            .map(|row| {
                let number = |column: &str| seen.cell(row, column).number();
                // The middle of the half-year.
                let x = (number("from_t").unwrap_or(0.0) + number("to_t").unwrap_or(0.0)) / 2.0;
                Point {
                    x,
                    y: number("mean_dkk"),
                    ..Point::default()
                }
            })
            .collect(),
    };
    let chart = LineChart {
        x: Axis {
            range: Some((-24.0, 24.0)),
            ..months(pen)
        },
        y: Axis::new(pen.t("axis-mean-dkk"), Format::Whole).showing(0.0, 0.0),
        lines: POPULATIONS.iter().map(line).collect(),
        references: vec![Reference {
            x: 0.0,
            label: pen.t("axis-start"),
        }],
        level: None,
        steps: false,
    };
    let rows: Vec<_> = POPULATIONS
        .iter()
        .flat_map(|population| seen.rows(&[("population", population)]))
        .collect();
    let columns = [
        Show::Code("population", "population"),
        Show::Number("from_t", Format::Whole),
        Show::Number("to_t", Format::Whole),
        Show::Number("persons", Format::Whole),
        Show::Number("mean_dkk", Format::Whole),
    ];
    let table = pen.table("expenses_half_years", seen, &rows, &columns, 1);
    let cell = |population: &str, half: &str| {
        seen.at(
            &[("population", population), ("half_year", half)],
            "mean_dkk",
        )
    };
    let told = POPULATIONS.iter().filter_map(|population| {
        let ends = [cell(population, "-1"), cell(population, "3")];
        ends.iter().all(|end| end.number().is_some()).then(|| {
            let [before, after] = ends.map(|end| pen.shown(&end, Format::Whole));
            pen.words.args(
                "half-years",
                &[
                    ("who", &pen.code("population", population)),
                    ("before", &before),
                    ("after", &after),
                ],
            )
        })
    });
    let told: Vec<_> = told.collect();
    let text = if told.is_empty() {
        pen.t("says-curve-untold")
    } else {
        pen.words.with("says-expenses", told.join(" "))
    };
    let mut blocks = vec![figure(
        pen,
        "expenses_half_years",
        chart.draw(pen.numbers),
        table,
        text.clone(),
    )];
    blocks.extend(says(pen, text, "says-not-expenses"));
    Some(section_of(pen, "expenses", blocks))
}
