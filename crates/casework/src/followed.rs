//! Whoever follows something while it is written asks for it many times a second: that they follow is recorded once a minute, and each
//! answer within that minute leaves at once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use helhed_domain::ids::AccountId;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// For how long one record tells that somebody follows.
const FOR: SignedDuration = SignedDuration::from_mins(1);
/// How many are remembered before those of more than a minute ago are forgotten.
const REMEMBERED: usize = 4_096;

/// Who has been recorded as following what, and when.
#[derive(Debug, Default)]
pub(crate) struct FollowedNow(Mutex<HashMap<(AccountId, Uuid), Timestamp>>);

impl FollowedNow {
    /// Whether it was recorded within the last minute.
    pub(crate) fn is_recorded(&self, who: AccountId, what: Uuid, now: Timestamp) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&(who, what)).is_some_and(|at| is_fresh(*at, now))
    }

    /// Remembers that it was recorded.
    pub(crate) fn recorded(&self, who: AccountId, what: Uuid, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.retain(|_, at| is_fresh(*at, now));
        }
        all.insert((who, what), now);
    }
}

fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    // A clock that was set back records once more.
    (at..at + FOR).contains(&now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_one_record_and_nobody_is_taken_for_another() {
        let (who, what) = (AccountId::from(Uuid::from_u128(1)), Uuid::from_u128(2));
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        let all = FollowedNow::default();
        assert!(!all.is_recorded(who, what, now));
        all.recorded(who, what, now);
        let after = |seconds| now + SignedDuration::from_secs(seconds);
        assert!(all.is_recorded(who, what, after(59)));
        assert!(!all.is_recorded(who, what, after(60)));
        assert!(!all.is_recorded(who, what, after(-1)));
        assert!(!all.is_recorded(who, Uuid::from_u128(3), now));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let all = FollowedNow::default();
        let now = Timestamp::UNIX_EPOCH;
        for minute in 0..4 {
            for n in 0..3_000_u128 {
                let who = AccountId::from(Uuid::from_u128(n));
                all.recorded(
                    who,
                    Uuid::nil(),
                    now + SignedDuration::from_mins(2 * minute),
                );
            }
        }
        let held = all.0.lock().expect("unpoisoned").len();
        assert!(held <= REMEMBERED + 1, "{held}");
    }
}
