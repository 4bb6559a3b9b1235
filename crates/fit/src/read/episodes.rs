//! `episodes.csv`: one row per client in an episode.

use super::day::date;
use super::key::Key;
use super::sheet::Sheet;
use super::{Client, EPISODES, Faults, ReadFailure};
use helhed_domain::episode::EpisodeEnd;
use jiff::civil::Date;
use std::collections::HashMap;
use std::io::Read;

/// The columns of `episodes.csv`.
pub const COLUMNS: [&str; 7] = [
    "episode_id",
    "family_id",
    "client_id",
    "birth_date",
    "opened",
    "closed",
    "outcome",
];

/// The clients, and where to find them.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) clients: Vec<Client>,
    pub(super) episodes: u32,
    by_ids: HashMap<Key, u32>,
}

impl Register {
    /// The client's place among the clients of an episode; `FAULTY` for a row with faults.
    pub(super) fn find(&self, episode: &[u8], client: &[u8]) -> Option<u32> {
        self.by_ids.get(&Key::of_two(episode, client)).copied()
    }
}

/// The number of an id, counted in order of appearance.
pub(super) fn number(numbers: &mut HashMap<Key, u32>, id: &[u8]) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(Key::of(id)).or_insert(next)
}

/// Marks a client whose row has faults: ratings of it are no faults of theirs.
pub(super) const FAULTY: u32 = u32::MAX;

pub(super) fn read(
    input: impl Read,
    observed_to: Date,
    faults: &mut Faults,
) -> Result<Register, ReadFailure> {
    let mut register = Register::default();
    let Some(mut sheet) = Sheet::open(EPISODES, input, COLUMNS, None, faults)? else {
        return Ok(register);
    };
    let mut episodes: HashMap<Key, u32> = HashMap::new();
    let mut persons: HashMap<Key, u32> = HashMap::new();
    let mut open: HashMap<u32, u32> = HashMap::new();
    while let Some((row, cells, _)) = sheet.next(faults)? {
        let [episode_id, _, client_id, ..] = cells;
        let before = faults.count;
        for (id, column) in [(episode_id, "episode_id"), (client_id, "client_id")] {
            if id.is_empty() {
                faults.add(EPISODES, row, column, "is empty");
            }
        }
        let episode = number(&mut episodes, episode_id);
        let person = number(&mut persons, client_id);
        let client = client(row, &cells, episode, person, observed_to, faults);
        if let Some(client) = client.filter(|c| c.closed.is_none())
            && let Some(other) = open.insert(person, client.episode)
            && other != client.episode
        {
            faults.add(
                EPISODES,
                row,
                "client_id",
                "the client is in another open episode",
            );
        }
        let key = Key::of_two(episode_id, client_id);
        if register.by_ids.contains_key(&key) {
            let told = "the client stands in an earlier row of the episode";
            faults.add(EPISODES, row, "client_id", told);
        } else {
            let sound = client.filter(|_| faults.count == before);
            let at = sound.map_or(FAULTY, |_| register.clients.len() as u32);
            register.by_ids.insert(key, at);
            register.clients.extend(sound);
        }
    }
    register.episodes = episodes.len() as u32;
    Ok(register)
}

fn client(
    row: u32,
    [_, _, _, birth, opened, closed, outcome]: &[&[u8]; 7],
    episode: u32,
    person: u32,
    observed_to: Date,
    faults: &mut Faults,
) -> Option<Client> {
    const NO_DATE: &str = "is not a date as YYYY-MM-DD";
    let birth = date(birth);
    let opened = date(opened);
    if birth.is_none() {
        faults.add(EPISODES, row, "birth_date", NO_DATE);
    }
    if opened.is_none() {
        faults.add(EPISODES, row, "opened", NO_DATE);
    }
    let end = match *outcome {
        b"planned" => Some(EpisodeEnd::Planned),
        b"dropped_out" => Some(EpisodeEnd::DroppedOut),
        b"moved" => Some(EpisodeEnd::Moved),
        b"" => None,
        _ => {
            faults.add(
                EPISODES,
                row,
                "outcome",
                "is not planned, dropped_out or moved",
            );
            return None;
        }
    };
    let closed = if closed.is_empty() {
        if end.is_some() {
            faults.add(
                EPISODES,
                row,
                "outcome",
                "stands in an episode that is not closed",
            );
        }
        if opened.is_some_and(|o| o > observed_to) {
            faults.add(EPISODES, row, "opened", "is after the end of observation");
        }
        None
    } else {
        let Some(day) = date(closed) else {
            faults.add(EPISODES, row, "closed", NO_DATE);
            return None;
        };
        if opened.is_some_and(|o| day < o) {
            faults.add(EPISODES, row, "closed", "is before opened");
        }
        let Some(end) = end else {
            faults.add(EPISODES, row, "outcome", "is missing in a closed episode");
            return None;
        };
        Some((day, end))
    };
    Some(Client {
        episode,
        person,
        birth: birth?,
        opened: opened?,
        closed,
    })
}
