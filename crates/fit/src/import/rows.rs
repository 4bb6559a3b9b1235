//! Their rows, read into ours. Faults are told by row and column, all at once, and never with what stands in the cell; a file with
//! faults gives nothing.

use super::profile::Profile;
use crate::read::{Faults, ReadFailure};
use csv::{ByteRecord, ReaderBuilder};
use helhed_domain::episode::{EpisodeEnd, Instrument, Items, RaterKind};
use helhed_domain::rating::{Rating, Total};
use jiff::civil::Date;
use std::io::Read;

/// The name under which faults of the file are told.
const FILE: &str = "the file";

/// Somebody else than the client, as the other system knows them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignRater {
    /// Their number there.
    pub id: String,
    /// What they are called; empty where it is not in the file.
    pub name: String,
    /// What they are to the client.
    pub kind: RaterKind,
}

/// One rating of another system.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignRating {
    /// The row of the file; the header is row 1.
    pub row: u32,
    /// The client's number there.
    pub client: String,
    /// The client's CPR number, where it is mapped.
    pub cpr: Option<String>,
    /// The client's day of birth, where it is mapped.
    pub born: Option<Date>,
    /// The episode there; the client's number where there is none.
    pub episode: String,
    /// The family there; the episode where there is none.
    pub family: String,
    /// The first day of the episode, where it is mapped.
    pub opened: Option<Date>,
    /// The last day and how it ended, where it has.
    pub closed: Option<(Date, EpisodeEnd)>,
    /// Who rated; none is the client.
    pub rater: Option<ForeignRater>,
    /// Which form.
    pub instrument: Instrument,
    /// The day.
    pub on: Date,
    /// The items; all skipped where the system keeps totals alone.
    pub items: Items,
    /// The total where there are no items.
    pub bare_total: Option<Total>,
}

/// Redacted: a CPR number stands in it.
impl std::fmt::Debug for ForeignRating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ForeignRating(row {})", self.row)
    }
}

/// Where the mapped columns stand.
struct Places {
    by_ours: Vec<(&'static str, usize)>,
}

impl Places {
    fn find(&self, ours: &str) -> Option<usize> {
        let found = self.by_ours.iter().find(|(name, _)| *name == ours);
        found.map(|(_, at)| *at)
    }
}

struct Row<'a> {
    number: u32,
    record: &'a ByteRecord,
    places: &'a Places,
    faults: &'a mut Faults,
}

impl Row<'_> {
    fn text(&self, ours: &str) -> String {
        let cell = self.places.find(ours).and_then(|at| self.record.get(at));
        String::from_utf8_lossy(cell.unwrap_or_default().trim_ascii()).into_owned()
    }

    fn fault<T>(&mut self, ours: &str, problem: &'static str) -> Option<T> {
        self.faults.add(FILE, self.number, ours, problem);
        None
    }

    fn date(&mut self, ours: &'static str, profile: &Profile) -> Option<Option<Date>> {
        let text = self.text(ours);
        if text.is_empty() {
            return Some(None);
        }
        match Date::strptime(&profile.date, &text) {
            Ok(date) => Some(Some(date)),
            Err(_) => self.fault(ours, "is not a date as the profile says"),
        }
    }

    /// `Some(None)` where nothing was answered.
    fn number(&mut self, ours: &'static str, profile: &Profile) -> Option<Option<String>> {
        let text = self.text(ours);
        if text.is_empty() || profile.skipped.contains(&text) {
            return Some(None);
        }
        if profile.decimal != '.' && text.contains('.') {
            return self.fault(ours, "has a decimal point, and the profile says a comma");
        }
        Some(Some(text.replace(profile.decimal, ".")))
    }
}

/// Reads another system's file.
///
/// # Errors
/// Every fault with its row, or that the file could not be read.
pub fn read_foreign(
    input: impl Read,
    profile: &Profile,
) -> Result<Vec<ForeignRating>, ReadFailure> {
    let unreadable = |error: csv::Error| ReadFailure::Unreadable {
        file: FILE,
        source: error.into(),
    };
    let mut bytes = Vec::new();
    let mut input = input;
    input
        .read_to_end(&mut bytes)
        .map_err(|source| ReadFailure::Unreadable { file: FILE, source })?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let line = text.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |byte| line.iter().filter(|b| **b == byte).count();
    let delimiter = if count(b';') > count(b',') {
        b';'
    } else {
        b','
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text);
    let mut faults = Faults::default();
    let mut header = ByteRecord::new();
    reader.read_byte_record(&mut header).map_err(unreadable)?;
    let places = places(profile, &header, &mut faults);
    faults.none()?;
    // Whoever mends the file wants every row.
    faults.every = true;
    let mut found: Vec<ForeignRating> = Vec::new();
    let mut record = ByteRecord::new();
    let mut number = 1;
    while reader.read_byte_record(&mut record).map_err(unreadable)? {
        number += 1;
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        if record.len() != header.len() {
            faults.add(FILE, number, "", "has more or fewer cells than the header");
            continue;
        }
        let row = Row {
            number,
            record: &record,
            places: &places,
            faults: &mut faults,
        };
        found.extend(rating(row, profile));
    }
    twice(&found, &mut faults);
    faults.none()?;
    Ok(found)
}

fn places(profile: &Profile, header: &ByteRecord, faults: &mut Faults) -> Places {
    let of = &profile.column;
    let mapped: [(&'static str, &Option<String>); 18] = [
        ("client", &of.client),
        ("cpr", &of.cpr),
        ("birth_date", &of.birth_date),
        ("episode", &of.episode),
        ("family", &of.family),
        ("opened", &of.opened),
        ("closed", &of.closed),
        ("outcome", &of.outcome),
        ("rater", &of.rater),
        ("rater_id", &of.rater_id),
        ("rater_name", &of.rater_name),
        ("instrument", &of.instrument),
        ("date", &of.date),
        ("item_1", &of.item_1),
        ("item_2", &of.item_2),
        ("item_3", &of.item_3),
        ("item_4", &of.item_4),
        ("total", &of.total),
    ];
    let mut by_ours = Vec::new();
    for (ours, theirs) in mapped {
        let Some(theirs) = theirs else { continue };
        let is_it = |cell: &[u8]| cell.trim_ascii() == theirs.as_bytes();
        match header.iter().position(is_it) {
            Some(at) => by_ours.push((ours, at)),
            None => faults.add(FILE, 1, ours, "the column that the profile maps is missing"),
        }
    }
    Places { by_ours }
}

fn rating(mut row: Row<'_>, profile: &Profile) -> Option<ForeignRating> {
    let before = row.faults.count;
    let client = row.text("client");
    if client.is_empty() {
        row.fault::<()>("client", "is empty");
    }
    let on = row.date("date", profile).flatten();
    if on.is_none() && row.text("date").is_empty() {
        row.fault::<()>("date", "is empty");
    }
    let born = row.date("birth_date", profile);
    let opened = row.date("opened", profile);
    let closed = row.date("closed", profile);
    let instrument = profile.instrument(&row.text("instrument"));
    if instrument.is_none() {
        row.fault::<()>("instrument", "is no form that the profile knows");
    }
    let rater = rater(&mut row, profile);
    let ending = match (closed.flatten(), row.text("outcome")) {
        (None, _) => None,
        // Where a system says only that an episode ended, it ended as agreed.
        (Some(day), word) if word.is_empty() => Some((day, EpisodeEnd::Planned)),
        (Some(day), word) => match profile.outcome(&word) {
            Some(how) => Some((day, how)),
            None => row.fault("outcome", "is no end that the profile knows"),
        },
    };
    let answers = answers(&mut row, profile);
    if let (Some(on), Some(Some(born))) = (on, born)
        && on < born
    {
        row.fault::<()>("date", "is before the client's birth");
    }
    if let (Some(on), Some((last, _))) = (on, ending)
        && on > last
    {
        row.fault::<()>("date", "is after the episode was closed");
    }
    if row.faults.count > before {
        return None;
    }
    let or = |text: String, other: &str| {
        if text.is_empty() {
            other.to_owned()
        } else {
            text
        }
    };
    let episode = or(row.text("episode"), &client);
    let (items, bare_total) = answers?;
    Some(ForeignRating {
        row: row.number,
        cpr: Some(row.text("cpr")).filter(|cpr| !cpr.is_empty()),
        born: born.flatten(),
        family: or(row.text("family"), &episode),
        opened: opened.flatten(),
        closed: ending,
        rater: rater?,
        instrument: instrument?,
        on: on?,
        client,
        episode,
        items,
        bare_total,
    })
}

/// `Some(None)` for the client.
fn rater(row: &mut Row<'_>, profile: &Profile) -> Option<Option<ForeignRater>> {
    let word = row.text("rater");
    let kind = match profile.who(&word) {
        _ if row.places.find("rater").is_none() => return Some(None),
        Some(None) => return Some(None),
        Some(Some(kind)) => kind,
        None => return row.fault("rater", "is no rater that the profile knows"),
    };
    let (id, name) = (row.text("rater_id"), row.text("rater_name"));
    match (id.is_empty(), name.is_empty()) {
        (true, true) => row.fault("rater_id", "is empty for a collateral rater"),
        (true, false) => Some(Some(ForeignRater {
            id: name.clone(),
            name,
            kind,
        })),
        (false, _) => Some(Some(ForeignRater { id, name, kind })),
    }
}

/// Items, or a bare total; nothing answered is a skip.
fn answers(row: &mut Row<'_>, profile: &Profile) -> Option<(Items, Option<Total>)> {
    const NAMES: [&str; 4] = ["item_1", "item_2", "item_3", "item_4"];
    let mut items = [None; 4];
    let mut sound = true;
    for (item, name) in items.iter_mut().zip(NAMES) {
        match row.number(name, profile) {
            Some(None) => {}
            Some(Some(text)) => match Rating::parse(&text) {
                Ok(rating) => *item = Some(rating),
                Err(_) => {
                    row.fault::<()>(name, "is not a number from 0 to 10 in steps of 0.1");
                    sound = false;
                }
            },
            None => sound = false,
        }
    }
    let items = Items(items);
    let total = match row.number("total", profile)? {
        None => None,
        Some(text) => match Total::parse_bytes(text.as_bytes()) {
            Some(total) => Some(total),
            None => return row.fault("total", "is not a number from 0 to 40 in steps of 0.1"),
        },
    };
    if !sound {
        return None;
    }
    if items
        .total()
        .zip(total)
        .is_some_and(|(sum, total)| sum != total)
    {
        return row.fault("total", "is not the sum of the items");
    }
    Some((items, total.filter(|_| items.skipped())))
}

/// The same rater has filled in the same form about the same client that day in an earlier row.
fn twice(found: &[ForeignRating], faults: &mut Faults) {
    let key = |it: &ForeignRating| {
        let rater = it.rater.as_ref().map(|rater| rater.id.clone());
        (
            it.episode.clone(),
            it.client.clone(),
            rater,
            it.instrument,
            it.on,
        )
    };
    let mut seen = std::collections::HashSet::new();
    for it in found {
        if !seen.insert(key(it)) {
            let told = "the same rater has rated the same client that day in an earlier row";
            faults.add(FILE, it.row, "date", told);
        }
    }
}
