//! How often each partner's system asks of this server.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use helhed_domain::ids::SystemId;
use jiff::Timestamp;

/// Requests of each system within the minute that runs.
#[derive(Debug, Default)]
pub(crate) struct Paces(Mutex<HashMap<SystemId, (i64, i64)>>);

impl Paces {
    /// Counts a request. Where there were as many as may be in this minute, in how many seconds the next begins.
    pub(crate) fn ask(&self, system: SystemId, most: i64, now: Timestamp) -> Result<(), i64> {
        let minute = now.as_second().div_euclid(60);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // There are as many as there are systems that ask: a handful.
        let (of, asked) = all.entry(system).or_insert((minute, 0));
        if *of != minute {
            (*of, *asked) = (minute, 0);
        }
        if *asked >= most {
            return Err(60 - now.as_second().rem_euclid(60));
        }
        *asked += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn so_many_a_minute_and_each_system_by_itself() {
        let paces = Paces::default();
        let [one, other] = [1, 2].map(|n| SystemId::from(Uuid::from_u128(n)));
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let now = at("2026-11-24T09:00:45Z");
        assert_eq!(paces.ask(one, 2, now), Ok(()));
        assert_eq!(paces.ask(one, 2, now), Ok(()));
        assert_eq!(paces.ask(one, 2, now), Err(15));
        assert_eq!(paces.ask(other, 2, now), Ok(()));
        assert_eq!(paces.ask(one, 2, at("2026-11-24T09:01:00Z")), Ok(()));
    }
}
