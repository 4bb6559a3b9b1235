//! Lines over months as a picture: for a wide screen and paper, and for a narrow one, with what each line is.

use helhed_reports::Numbers;
use helhed_reports::figure::{Drawing, Ink, LineChart, Named, Pen, line_pen, svg};
use jiff::civil::Date;

use crate::words::Words;

/// A picture of lines over time, and what it is made of in words.
pub(crate) struct TimeFigure {
    /// For a wide screen and for paper.
    pub wide: String,
    /// For a narrow one.
    pub narrow: String,
    /// The sign and the name of each line.
    pub legend: Vec<(String, String)>,
    /// What is to be seen, for one who cannot see it.
    pub description: String,
}

/// How far along a day is.
pub(crate) fn days(first: Date, day: Date) -> f64 {
    f64::from((day - first).get_days())
}

/// What is written along: the first days of months between two days, at most seven of them; the two days where there are fewer than two months.
pub(crate) fn along(w: Words, first: Date, last: Date) -> Vec<(f64, String)> {
    let mut found = Vec::new();
    let mut month = first.first_of_month();
    while month <= last {
        if month >= first {
            found.push((days(first, month), w.short_month(month)));
        }
        let Ok(next) = month.checked_add(jiff::Span::new().months(1)) else {
            break;
        };
        month = next;
    }
    let every = found.len().div_ceil(7).max(1);
    let mut at: Vec<_> = found.into_iter().step_by(every).collect();
    if at.len() < 2 {
        at = vec![
            (0.0, w.short_day(first)),
            (days(first, last), w.short_day(last)),
        ];
        at.dedup_by(|a, b| a.0 == b.0);
    }
    at
}

/// Draws a chart under a name of its own on the page; in a lane below it a mark for everything that happened along.
pub(crate) fn figure(
    w: Words,
    (chart, lane): (&LineChart, &[f64]),
    id: &str,
    title: &str,
    description: String,
) -> TimeFigure {
    let numbers = Numbers(w.0);
    let written = |drawing: &Drawing, width: &str| {
        let named = Named {
            id: &format!("{id}-{width}"),
            lang: w.lang(),
            title,
            description: &description,
        };
        let class = format!("hh-chart hh-chart--{width}");
        svg(drawing, named).replacen("hh-chart", &class, 1)
    };
    let lines = chart.lines.iter().enumerate();
    let mut legend: Vec<_> = lines
        .map(|(at, line)| (sign(at as u8), line.name.clone()))
        .collect();
    let level = chart.level.iter();
    legend.extend(level.map(|(_, name)| (level_sign(), name.clone())));
    TimeFigure {
        legend,
        wide: written(&chart.draw_above(lane, numbers), "wide"),
        narrow: written(&chart.draw_above_narrow(lane, numbers), "narrow"),
        description,
    }
}

/// A level as it is drawn.
fn level_sign() -> String {
    let mut drawing = Drawing::new(44.0, 16.0);
    let pen = Pen {
        ink: Ink::Text,
        width: 1.2,
        dash: &[2.0, 3.0],
    };
    drawing.line((2.0, 8.0), (42.0, 8.0), pen);
    silent("sign-level", &drawing)
}

/// A piece of a line with its mark: shape and dashes, not colour alone.
fn sign(series: u8) -> String {
    let mut drawing = Drawing::new(44.0, 16.0);
    drawing.path(vec![(2.0, 8.0), (42.0, 8.0)], line_pen(series));
    drawing.spot((22.0, 8.0), series, 4.5);
    silent(&format!("sign-{series}"), &drawing)
}

/// A picture whose name stands beside it.
pub(crate) fn silent(id: &str, drawing: &Drawing) -> String {
    let named = Named {
        id,
        lang: "da",
        title: "",
        description: "",
    };
    let picture = svg(drawing, named);
    // The name beside it says all there is to say.
    picture.replacen(
        "role=\"img\"",
        "aria-hidden=\"true\" focusable=\"false\"",
        1,
    )
}
