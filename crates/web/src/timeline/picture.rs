//! The lanes of a timeline, and what stands along it.

use helhed_casework::domain::timeline::{EventKind, TimeWindow, Zoom};
use helhed_casework::timeline::{Event, TimelinePage};
use helhed_reports::figure::Drawing;
use helhed_reports::timeline::{Bar, Lane, Look, Sign, Spot, TimelineWords, bar_sign, sign};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::rows::title;
use crate::app::App;
use crate::time_chart::silent;
use crate::words::Words;

/// The lane of the whole family, then one for everybody who belongs to it or has something on it.
pub(super) fn lanes(app: &App, w: Words, page: &TimelinePage, events: &[&Event]) -> Vec<Lane> {
    let of = |name: String, own: &dyn Fn(&Event) -> bool| {
        let mut lane = Lane {
            name,
            ..Lane::default()
        };
        for event in events.iter().filter(|it| own(it)) {
            place(app, w, page.window, event, &mut lane);
        }
        lane.bars = once_each(std::mem::take(&mut lane.bars));
        lane
    };
    let family = of(w.t("timeline-family"), &|it| it.about.is_empty());
    let people = page.people.iter().filter_map(|person| {
        let name = match person.now {
            true => person.given_name.as_str().to_owned(),
            false => w.with("timeline-left", person.given_name.as_str()),
        };
        let lane = of(name, &|it| it.about.contains(&person.id));
        let is_empty = lane.bars.is_empty() && lane.spots.is_empty();
        (person.now || !is_empty).then_some(lane)
    });
    std::iter::once(family).chain(people).collect()
}

/// Bars that say the same of the same days (consents given together) are one, with how many they are.
fn once_each(bars: Vec<Bar>) -> Vec<Bar> {
    let mut once: Vec<(Bar, usize)> = Vec::with_capacity(bars.len());
    for bar in bars {
        match once.iter_mut().find(|(known, _)| *known == bar) {
            Some((_, count)) => *count += 1,
            None => once.push((bar, 1)),
        }
    }
    let told = |(bar, count): (Bar, usize)| match count {
        1 => bar,
        _ => Bar {
            label: format!("{} ({count})", bar.label),
            ..bar
        },
    };
    once.into_iter().map(told).collect()
}

fn place(app: &App, w: Words, window: TimeWindow, event: &Event, lane: &mut Lane) {
    let day = window.place(event.from);
    match looks(event.kind) {
        Looks::Bar(look) => lane.bars.push(Bar {
            from: day,
            until: event.until.map(|until| window.place(until)),
            label: title(app, w, event),
            look,
        }),
        Looks::Mark(sign) => lane.spots.push(Spot { day, sign }),
    }
}

enum Looks {
    Bar(Look),
    Mark(Sign),
}

fn looks(kind: EventKind) -> Looks {
    match kind {
        EventKind::Support | EventKind::Activation => Looks::Bar(Look::Living),
        EventKind::Measure | EventKind::Case => Looks::Bar(Look::Help),
        EventKind::DayCare | EventKind::Treatment => Looks::Bar(Look::Care),
        EventKind::Course | EventKind::Involvement | EventKind::Consent => Looks::Bar(Look::Around),
        EventKind::Contact => Looks::Mark(Sign::Contact),
        EventKind::Appointment => Looks::Mark(Sign::Meeting),
        EventKind::Rating => Looks::Mark(Sign::Rating),
        EventKind::Assessment | EventKind::Statement => Looks::Mark(Sign::Said),
        EventKind::Review | EventKind::PlanVersion => Looks::Mark(Sign::Plan),
        EventKind::Referral => Looks::Mark(Sign::Referral),
        EventKind::Crisis => Looks::Mark(Sign::Crisis),
        EventKind::Emergency => Looks::Mark(Sign::Emergency),
    }
}

/// Whether a day is written along.
fn is_written(zoom: Zoom, day: Date) -> bool {
    match zoom {
        Zoom::Week => true,
        Zoom::Month => day.weekday() == Weekday::Monday,
        Zoom::Quarter | Zoom::HalfYear | Zoom::Year => day.day() == 1,
        Zoom::ThreeYears => day.day() == 1 && [1, 4, 7, 10].contains(&day.month()),
    }
}

/// The words on the picture.
pub(super) fn words(w: Words, window: TimeWindow, today: Date) -> TimelineWords {
    let days = (0..window.zoom.days()).map(|at| (at, window.first.saturating_add(at.days())));
    let short = matches!(window.zoom, Zoom::Week | Zoom::Month);
    let written = days.filter(|(_, day)| is_written(window.zoom, *day));
    TimelineWords {
        along: written
            .map(|(at, day)| match short {
                true => (at, w.short_day(day)),
                false => (at, w.short_month(day)),
            })
            .collect(),
        today: window
            .holds(today)
            .then(|| (window.place(today), w.t("timeline-today"))),
        left_out: w.t("timeline-left-out"),
    }
}

/// The bars and signs of a timeline, each with what it says: those that are on it.
pub(super) fn legend(w: Words, lanes: &[Lane]) -> Vec<(String, String)> {
    let bars = Look::ALL.iter().filter(|look| {
        let mut bars = lanes.iter().flat_map(|lane| &lane.bars);
        bars.any(|bar| bar.look == **look)
    });
    let bars = bars.map(|look| {
        let key = match look {
            Look::Living => "timeline-living",
            Look::Help => "timeline-help",
            Look::Care => "timeline-care",
            Look::Around => "timeline-around",
        };
        (
            silent(&format!("bar-{}", *look as u8), &bar_sign(*look)),
            w.t(key),
        )
    });
    let there = |it: &&Sign| {
        let mut spots = lanes.iter().flat_map(|lane| &lane.spots);
        spots.any(|spot| spot.sign == **it)
    };
    let told = |it: &Sign| {
        let key = match it {
            Sign::Contact => "event-contact",
            Sign::Meeting => "event-appointment",
            Sign::Rating => "event-rating",
            Sign::Said => "timeline-said",
            Sign::Plan => "timeline-plan",
            Sign::Crisis => "event-crisis",
            Sign::Emergency => "event-emergency",
            Sign::Referral => "event-referral",
        };
        (picture_of(*it), w.t(key))
    };
    bars.chain(Sign::ALL.iter().filter(there).map(told))
        .collect()
}

/// A sign by itself.
fn picture_of(it: Sign) -> String {
    let mut drawing = Drawing::new(24.0, 24.0);
    sign(&mut drawing, (12.0, 12.0), it, 1);
    silent(&format!("sign-{}", it as u8), &drawing)
}

/// What the picture shows, for one who cannot see it: how much is on each lane.
pub(super) fn description(w: Words, page: &TimelinePage, lanes: &[Lane]) -> String {
    let window = page.window;
    let mut said = vec![w.args(
        "timeline-desc",
        &[
            ("first", &w.day(window.first)),
            ("last", &w.day(window.last)),
        ],
    )];
    said.extend(lanes.iter().map(|lane| {
        w.args(
            "timeline-desc-lane",
            &[
                ("name", &lane.name),
                ("bars", &lane.bars.len().to_string()),
                ("spots", &lane.spots.len().to_string()),
            ],
        )
    }));
    said.push(w.t("timeline-desc-table"));
    said.join(" ")
}
