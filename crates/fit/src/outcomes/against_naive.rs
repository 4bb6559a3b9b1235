//! The aggregate against a second computation that shares nothing with it but the contract: it works
//! on plain tuples with floats and looks everything up by going through all rows.

use super::{Group, outcomes};
use crate::norm::NormSet;
use crate::read::Bundle;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// What two computations of the same table may differ by.
const SAME: f64 = 1e-9;
const OPENED: Date = date(2018, 1, 1);
const CLOSED: Date = date(2018, 12, 31);

/// Client number = place in the list: episode, age in years when opened, whether their part is closed.
type Client = (usize, i64, bool);
/// Client, rater (0 = self), session form, days after opening, items in tenths (`None` = skipped).
type Row = (usize, usize, bool, i64, [Option<u8>; 4]);

fn rows(clients: usize) -> impl Strategy<Value = Vec<Row>> {
    let item = || prop::option::weighted(0.95, 0u8..=100);
    let items = (item(), item(), item(), item()).prop_map(|(a, b, c, d)| [a, b, c, d]);
    let row = (0..clients, 0usize..3, any::<bool>(), 0i64..40, items);
    prop::collection::vec(row, 0..60).prop_map(|mut rows| {
        // The same twice is bad input, and a rating's place in the file means nothing.
        let mut seen = std::collections::HashSet::new();
        rows.retain(|(client, rater, session, day, _)| {
            seen.insert((*client, *rater, *session, *day))
        });
        rows
    })
}

fn bundles() -> impl Strategy<Value = (Vec<Client>, Vec<Row>)> {
    prop::collection::vec((0usize..4, 2i64..40, any::<bool>()), 1..8)
        .prop_flat_map(|clients| (rows(clients.len()), Just(clients)).prop_map(|(r, c)| (c, r)))
}

fn texts(clients: &[Client], rows: &[Row]) -> (String, String) {
    let mut episodes =
        "episode_id,family_id,client_id,birth_date,opened,closed,outcome\n".to_owned();
    for (i, (episode, years, closed)) in clients.iter().enumerate() {
        let birth = OPENED - years.years();
        let end = if *closed {
            format!("{CLOSED},planned")
        } else {
            ",".to_owned()
        };
        episodes += &format!("E{episode},F,C{i},{birth},{OPENED},{end}\n");
    }
    let mut ratings =
        "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4\n"
            .to_owned();
    for (client, rater, session, day, items) in rows {
        let who = if *rater == 0 {
            "self,".to_owned()
        } else {
            format!("collateral,R{rater}")
        };
        let form = if *session { "srs" } else { "ors" };
        let day = OPENED + day.days();
        ratings += &format!("E{},C{client},{who},{form},{day}", clients[*client].0);
        for item in items {
            ratings += &item.map_or(",".to_owned(), |t| format!(",{}.{}", t / 10, t % 10));
        }
        ratings.push('\n');
    }
    (episodes, ratings)
}

/// Sessions, own intake, and for own outcome ratings: n, raw change, RES, PRT, share above cut-off.
fn naive(clients: &[Client], rows: &[Row], closed: bool) -> [Option<f64>; 6] {
    let is_closed = |episode: usize| clients.iter().filter(|c| c.0 == episode).all(|c| c.2);
    let mine = |row: &&Row| is_closed(clients[row.0].0) == closed;
    let mut sessions = rows
        .iter()
        .filter(mine)
        .map(|r| (clients[r.0].0, r.3))
        .collect::<Vec<_>>();
    sessions.sort_unstable();
    sessions.dedup();
    let (mut intakes, mut results) = (Vec::new(), Vec::new());
    for (i, client) in clients
        .iter()
        .enumerate()
        .filter(|(_, c)| is_closed(c.0) == closed)
    {
        let own = rows.iter().filter(|r| r.0 == i && r.1 == 0 && !r.2);
        let mut course = own
            .filter_map(|r| {
                let items = r.4.into_iter().collect::<Option<Vec<_>>>()?;
                Some((r.3, items.iter().map(|t| f64::from(*t)).sum::<f64>() / 10.0))
            })
            .collect::<Vec<_>>();
        course.sort_by_key(|(day, _)| *day);
        let Some((_, x)) = course.first().copied() else {
            continue;
        };
        intakes.push(x);
        if let [_, .., (_, y)] = course[..] {
            let k = (course.len() - 1) as f64;
            let expected = 32.0 + (x - 32.0) * (0.5 + 0.5 * (-k / 3.0).exp());
            let cutoff = match client.1 {
                ..13 => 32.0,
                13..18 => 28.0,
                _ => 25.0,
            };
            results.push([y - x, (y - expected) / 8.0, y - expected, y - cutoff]);
        }
    }
    let mean = |values: Vec<f64>| {
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    let of = |i: usize| mean(results.iter().map(|r| r[i]).collect());
    // Scores are tenths: what lies within rounding of the line lies on it.
    let share = |i: usize| {
        mean(
            results
                .iter()
                .map(|r| if r[i] >= -SAME { 1.0 } else { 0.0 })
                .collect(),
        )
    };
    [
        Some(sessions.len() as f64),
        mean(intakes),
        of(0),
        of(1),
        share(2),
        share(3),
    ]
}

proptest! {
    #[test]
    fn both_computations_agree((clients, rows) in bundles()) {
        let (episodes, ratings) = texts(&clients, &rows);
        let bundle = Bundle::read(episodes.as_bytes(), ratings.as_bytes(), date(2019, 12, 31));
        let lines = outcomes(&bundle.expect("sound"), &NormSet::illustrative()).lines;
        let measures = [
            "sessions",
            "client_intake_ors",
            "client_mean_raw_change",
            "client_relative_effect_size",
            "client_reaching_target",
            "client_above_cutoff",
        ];
        for group in Group::ALL {
            let second = naive(&clients, &rows, group == Group::Closed);
            for (measure, second) in measures.into_iter().zip(second) {
                let first = lines.iter().find(|l| l.group == group && l.measure == measure);
                let first = first.and_then(|l| l.value);
                let same = match (first, second) {
                    (Some(a), Some(b)) => (a - b).abs() < SAME,
                    (a, b) => a == b,
                };
                prop_assert!(same, "{measure}: {first:?} and {second:?}");
            }
        }
    }
}
