//! How it goes in one life domain over time: a line for each who speaks for the family, one for the professionals.

use helhed_casework::assessment::DomainPage;
use helhed_casework::domain::ids::PersonId;
use helhed_reports::figure::{Axis, Line, LineChart, Point};
use helhed_reports::{Format, Numbers};
use jiff::civil::Date;

use super::name_of;
use crate::time_chart::{TimeFigure, along, days, figure};
use crate::words::Words;

/// The most lines that can be told apart.
const MOST: usize = 4;

/// One line: whose, and what they said when.
struct Voice {
    voice: Option<PersonId>,
    said: Vec<(Date, u8)>,
}

/// The scores by who said them, the first who spoke first, each from the earliest on.
fn voices(page: &DomainPage) -> Vec<Voice> {
    let mut all: Vec<Voice> = Vec::new();
    for line in page.lines.iter().rev() {
        let facts = &line.assessment.facts;
        let Some(score) = facts.score else { continue };
        let said = (facts.on, score.number());
        match all.iter_mut().find(|it| it.voice == facts.voice) {
            // Of two on one day the later counts.
            Some(known) => {
                known.said.retain(|(on, _)| *on != facts.on);
                known.said.push(said);
            }
            None => all.push(Voice {
                voice: facts.voice,
                said: vec![said],
            }),
        }
    }
    all.truncate(MOST);
    all
}

fn name(w: Words, page: &DomainPage, voice: Option<PersonId>) -> String {
    match voice {
        Some(voice) => name_of(&page.named, voice).map_or_else(
            || w.t("assessment-somebody-of-family"),
            |name| name.to_owned(),
        ),
        None => w.t("assessment-professionals"),
    }
}

/// Draws the scores; nothing where there is none.
pub(super) fn draw(w: Words, page: &DomainPage, title: &str) -> Option<TimeFigure> {
    let voices = voices(page);
    let dates = || {
        voices
            .iter()
            .flat_map(|it| it.said.iter().map(|(on, _)| *on))
    };
    let (first, last) = (dates().min()?, dates().max()?);
    let point = |(on, score): &(Date, u8)| Point {
        x: days(first, *on),
        y: Some(f64::from(*score)),
        ..Point::default()
    };
    let line = |it: &Voice| Line {
        name: name(w, page, it.voice),
        points: it.said.iter().map(point).collect(),
    };
    let chart = LineChart {
        x: Axis::new("", Format::Whole).written(along(w, first, last)),
        y: Axis::new(w.t("assessment-axis"), Format::Whole).showing(0.0, 10.0),
        lines: voices.iter().map(line).collect(),
        references: Vec::new(),
        level: None,
        steps: false,
    };
    let numbers = Numbers(w.0);
    let told = |it: &Voice| {
        let said = it.said.iter().map(|(on, score)| {
            let score = numbers.fixed(f64::from(*score), 0);
            w.args(
                "assessment-figure-point",
                &[("score", score.as_str()), ("day", &w.day(*on))],
            )
        });
        let said = said.collect::<Vec<_>>().join(", ");
        format!("{}: {said}.", name(w, page, it.voice))
    };
    let description = voices.iter().map(told).collect::<Vec<_>>().join(" ");
    Some(figure(w, (&chart, &[]), "scale", title, description))
}
