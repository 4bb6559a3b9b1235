//! What is counted by episode: state, sessions, length, drop-out.

use super::Group;
use crate::read::{Bundle, Client};
use helhed_domain::episode::EpisodeEnd;
use jiff::civil::Date;

/// Mean length of a month, days.
const MONTH: f64 = 30.4375;

#[derive(Debug, Clone, Copy)]
struct Episode {
    group: Group,
    dropped_out: bool,
    opened: Date,
    closed: Date,
}

/// The episodes of a bundle.
#[derive(Debug)]
pub(super) struct Episodes {
    episodes: Vec<Episode>,
    sessions: [usize; 2],
    persons: [usize; 2],
}

impl Episodes {
    pub(super) fn of(bundle: &Bundle) -> Self {
        let empty = Episode {
            group: Group::Closed,
            dropped_out: false,
            opened: Date::MAX,
            closed: Date::MIN,
        };
        let mut episodes = vec![empty; bundle.episodes as usize];
        for client in &bundle.clients {
            let episode = &mut episodes[client.episode as usize];
            episode.opened = episode.opened.min(client.opened);
            match client.closed {
                Some((day, end)) => {
                    episode.closed = episode.closed.max(day);
                    episode.dropped_out |= end == EpisodeEnd::DroppedOut;
                }
                None => episode.group = Group::Active,
            }
        }
        for episode in episodes.iter_mut().filter(|e| e.group == Group::Active) {
            episode.closed = bundle.observed_to;
        }
        let mut counted = Self {
            episodes,
            sessions: [0; 2],
            persons: [0; 2],
        };
        counted.count_sessions(bundle);
        counted.count_persons(&bundle.clients);
        counted
    }

    /// Distinct dates of an episode with at least one rating.
    fn count_sessions(&mut self, bundle: &Bundle) {
        let episode = |client: u32| bundle.clients[client as usize].episode;
        let mut days = bundle
            .ratings
            .iter()
            .map(|r| (episode(r.client), r.day))
            .collect::<Vec<_>>();
        days.sort_unstable();
        days.dedup();
        for (episode, _) in days {
            self.sessions[self.group(episode) as usize] += 1;
        }
    }

    /// Distinct people: one with two episodes of a group counts once in it.
    fn count_persons(&mut self, clients: &[Client]) {
        let mut persons = clients
            .iter()
            .map(|c| (self.group(c.episode), c.person))
            .collect::<Vec<_>>();
        persons.sort_unstable();
        persons.dedup();
        for (group, _) in persons {
            self.persons[group as usize] += 1;
        }
    }

    pub(super) fn group(&self, episode: u32) -> Group {
        self.episodes[episode as usize].group
    }

    fn of_group(&self, group: Group) -> impl Iterator<Item = &Episode> {
        self.episodes.iter().filter(move |e| e.group == group)
    }

    pub(super) fn count(&self, group: Group) -> usize {
        self.of_group(group).count()
    }

    pub(super) fn sessions(&self, group: Group) -> usize {
        self.sessions[group as usize]
    }

    pub(super) fn persons(&self, group: Group) -> usize {
        self.persons[group as usize]
    }

    pub(super) fn dropped_out(&self, group: Group) -> usize {
        self.of_group(group).filter(|e| e.dropped_out).count()
    }

    /// From the first opening to the last close, or to the end of observation.
    pub(super) fn mean_months(&self, group: Group) -> Option<f64> {
        let days = |e: &Episode| i64::from((e.closed - e.opened).get_days());
        let n = self.count(group);
        let sum = self.of_group(group).map(days).sum::<i64>();
        (n > 0).then(|| sum as f64 / MONTH / n as f64)
    }
}
