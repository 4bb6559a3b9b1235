//! `ratings.csv`.

use super::day::{date, number};
use super::episodes::{FAULTY, Register, number as id_number};
use super::key::Key;
use super::sheet::Sheet;
use super::{Faults, RATINGS, RatingRow, ReadFailure};
use crate::series::Rater;
use helhed_domain::episode::Instrument;
use helhed_domain::rating::{Rating, Total};
use std::collections::HashMap;
use std::io::Read;

/// The columns of `ratings.csv` that must be there.
pub const COLUMNS: [&str; 10] = [
    "episode_id",
    "client_id",
    "rater",
    "rater_id",
    "instrument",
    "date",
    "item_1",
    "item_2",
    "item_3",
    "item_4",
];
const ITEMS: [&str; 4] = ["item_1", "item_2", "item_3", "item_4"];

/// May be left out: the total of a system that keeps no items. It counts where all four items are empty.
pub const BARE_TOTAL: &str = "total";

/// The ratings in the order of series.
pub(super) fn read(
    input: impl Read,
    register: &Register,
    faults: &mut Faults,
) -> Result<Vec<RatingRow>, ReadFailure> {
    let mut ratings = Vec::new();
    let Some(mut sheet) = Sheet::open(RATINGS, input, COLUMNS, Some(BARE_TOTAL), faults)? else {
        return Ok(ratings);
    };
    let mut raters: HashMap<Key, u32> = HashMap::new();
    while let Some((row, cells, bare)) = sheet.next(faults)? {
        let [
            episode_id,
            client_id,
            rater,
            rater_id,
            instrument,
            day,
            items @ ..,
        ] = cells;
        let client = register.find(episode_id, client_id);
        if client.is_none() {
            let told = "episodes.csv has no such client in such an episode";
            faults.add(RATINGS, row, "client_id", told);
        }
        let rater = match rater {
            b"self" => Some((Rater::Own, 0)),
            b"collateral" if rater_id.is_empty() => {
                faults.add(RATINGS, row, "rater_id", "is empty for a collateral rater");
                None
            }
            b"collateral" => Some((Rater::Collateral, 1 + id_number(&mut raters, rater_id))),
            _ => {
                faults.add(RATINGS, row, "rater", "is not self or collateral");
                None
            }
        };
        let instrument = match instrument {
            b"ors" => Some(Instrument::Outcome),
            b"srs" => Some(Instrument::Session),
            _ => {
                faults.add(RATINGS, row, "instrument", "is not ors or srs");
                None
            }
        };
        let day = date(day);
        if day.is_none() {
            faults.add(RATINGS, row, "date", "is not a date as YYYY-MM-DD");
        }
        let total = total(row, items, bare, faults);
        let Some(client) = client.filter(|c| *c != FAULTY) else {
            continue;
        };
        if let (Some((rater, rater_number)), Some(instrument), Some(day), Some(total)) =
            (rater, instrument, day, total)
        {
            let day = number(day);
            ratings.push(RatingRow {
                client,
                rater,
                rater_number,
                instrument,
                day,
                total,
                row,
            });
        } else if let Some(day) = day {
            check_day(row, number(day), &register.clients[client as usize], faults);
        }
    }
    ratings.sort_unstable_by_key(|r| (r.order(), r.row));
    // In the order of clients, not of the file: each client is looked up once.
    for rating in &ratings {
        check_day(
            rating.row,
            rating.day,
            &register.clients[rating.client as usize],
            faults,
        );
    }
    for pair in ratings
        .windows(2)
        .filter(|pair| pair[0].order() == pair[1].order())
    {
        let told = "the same rater has rated the same client that day in an earlier row";
        faults.add(RATINGS, pair[1].row, "date", told);
    }
    Ok(ratings)
}

/// `Some(None)` where an item was skipped, `None` for a fault.
fn total(row: u32, cells: [&[u8]; 4], bare: &[u8], faults: &mut Faults) -> Option<Option<Total>> {
    if !bare.is_empty() && cells.iter().all(|cell| cell.is_empty()) {
        let total = Total::parse_bytes(bare);
        if total.is_none() {
            let told = "is not a number from 0.0 to 40.0 in steps of 0.1 with a decimal point";
            faults.add(RATINGS, row, BARE_TOTAL, told);
        }
        return total.map(Some);
    }
    let mut items = [None; 4];
    let mut sound = true;
    for ((item, cell), column) in items.iter_mut().zip(cells).zip(ITEMS) {
        if cell.is_empty() {
            continue;
        }
        *item = Rating::parse_bytes(cell);
        if item.is_none() {
            let told = "is not a number from 0.0 to 10.0 in steps of 0.1 with a decimal point";
            faults.add(RATINGS, row, column, told);
            sound = false;
        }
    }
    sound.then(|| Total::of(items))
}

fn check_day(row: u32, day: i32, client: &super::Client, faults: &mut Faults) {
    if day < number(client.birth) {
        faults.add(RATINGS, row, "date", "is before the client's birth");
    }
    if client
        .closed
        .is_some_and(|(closed, _)| day > number(closed))
    {
        faults.add(RATINGS, row, "date", "is after the episode was closed");
    }
}
