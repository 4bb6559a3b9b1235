//! Entries of the audit log gathered as people think of them: on this day, this person, for this reason, did this.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::Resource;
use helhed_domain::consent::Party;
use helhed_domain::day::day_of;
use helhed_domain::ids::AccountId;
use helhed_domain::share::Share;
use helhed_domain::text::Name;
use helhed_store::family_log::LogEntry;

/// Acts that only go with another: the head of every page, and what a form lets one choose from. Told where they stand alone.
const COMPANIONS: &[&str] = &["family_head", "choices", "document_form"];

/// What one person did on one day for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who; nobody for what the installation does by itself.
    pub account: Option<AccountId>,
    /// What they are called.
    pub name: Option<Name>,
    /// The unit they work in.
    pub unit: Option<Name>,
    /// As what: the code of a role, or `house`.
    pub role: String,
    /// The code of the basis on which.
    pub basis: String,
    /// The laws by which something was open to their unit then, for what they read of it: codes of the list `sharing_basis`.
    pub laws: Vec<String>,
    /// Whether the case was opened in an emergency.
    pub emergency: bool,
    /// What was done, and how many times; in the order it was first done.
    pub acts: Vec<(String, i64)>,
    /// The first time that day.
    pub first: Timestamp,
    /// The last time that day.
    pub last: Timestamp,
}

/// A day of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogDay {
    /// The day.
    pub day: Date,
    /// Who was there; whoever came last stands first.
    pub visits: Vec<Visit>,
}

impl Visit {
    fn of(entry: &LogEntry) -> Self {
        Self {
            account: entry.account,
            name: entry.name.clone(),
            unit: entry.unit.clone(),
            role: entry.role.clone(),
            basis: entry.basis.clone(),
            laws: Vec::new(),
            emergency: entry.basis == "emergency",
            acts: Vec::new(),
            first: entry.at,
            last: entry.at,
        }
    }

    fn is_of(&self, entry: &LogEntry) -> bool {
        self.account == entry.account && self.role == entry.role && self.basis == entry.basis
    }

    /// Takes up an entry that is older than those before it.
    fn take(&mut self, entry: &LogEntry, open: &[Share]) {
        self.first = entry.at;
        if entry.resource == Resource::Shared.code()
            && let Some(unit) = entry.unit_id.map(Party::Unit)
        {
            let then = open
                .iter()
                .filter(|it| it.to == unit && it.holds_at(entry.at));
            self.laws.extend(then.map(|it| it.legal_basis.clone()));
            self.laws.sort();
            self.laws.dedup();
        }
        match self.acts.iter_mut().find(|(act, _)| *act == entry.act) {
            Some((_, count)) => *count += 1,
            None => self.acts.push((entry.act.clone(), 1)),
        }
    }

    fn finish(&mut self) {
        let is_companion = |act: &str| COMPANIONS.contains(&act);
        if self.acts.iter().any(|(act, _)| !is_companion(act)) {
            self.acts.retain(|(act, _)| !is_companion(act));
        }
        self.acts.reverse();
    }
}

/// Gathers entries, newest first, into days. `open` is what was open to units, and by which law.
pub(super) fn gather(entries: &[LogEntry], open: &[Share]) -> Vec<LogDay> {
    let mut days: Vec<LogDay> = Vec::new();
    for entry in entries {
        let day = day_of(entry.at);
        if days.last().is_none_or(|last| last.day != day) {
            days.push(LogDay {
                day,
                visits: Vec::new(),
            });
        }
        let Some(today) = days.last_mut() else {
            continue;
        };
        let at = today.visits.iter().position(|visit| visit.is_of(entry));
        let at = at.unwrap_or_else(|| {
            today.visits.push(Visit::of(entry));
            today.visits.len() - 1
        });
        today.visits[at].take(entry, open);
    }
    let all = days.iter_mut().flat_map(|day| &mut day.visits);
    all.for_each(Visit::finish);
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn entry(who: u128, at: &str, act: &str, basis: &str) -> LogEntry {
        LogEntry {
            seq: 1,
            at: at.parse().expect("an instant"),
            account: Some(AccountId::from(Uuid::from_u128(who))),
            name: None,
            unit_id: None,
            unit: None,
            role: "coordinator".into(),
            act: act.into(),
            resource: "notes".into(),
            basis: basis.into(),
        }
    }

    #[test]
    fn a_day_is_that_of_the_municipality_and_a_person_is_told_once_a_reason() {
        // 23:30 in summer is 21:30 in Greenwich; half an hour past midnight is the next day there.
        let days = gather(
            &[
                entry(1, "2026-07-01T22:30:00Z", "family_page", "coordinator"),
                entry(1, "2026-07-01T21:30:00Z", "write_note", "coordinator"),
                entry(2, "2026-07-01T20:00:00Z", "family_head", "emergency"),
                entry(1, "2026-07-01T10:00:00Z", "family_page", "coordinator"),
                entry(1, "2026-07-01T10:00:00Z", "family_head", "coordinator"),
                entry(1, "2026-07-01T09:00:00Z", "family_page", "coordinator"),
                entry(1, "2026-07-01T08:00:00Z", "family_page", "deputy"),
            ],
            &[],
        );
        let told: Vec<_> = days
            .iter()
            .map(|day| (day.day.to_string(), day.visits.len()))
            .collect();
        assert_eq!(told, [("2026-07-02".into(), 1), ("2026-07-01".into(), 3)]);
        let [coordinator, emergency, deputy] = &days[1].visits[..] else {
            panic!("three visits")
        };
        let acts = [("family_page".to_owned(), 2), ("write_note".to_owned(), 1)];
        assert_eq!(
            coordinator.acts, acts,
            "in the order they were done, the head left out"
        );
        assert_eq!(coordinator.first.to_string(), "2026-07-01T09:00:00Z");
        assert_eq!(coordinator.last.to_string(), "2026-07-01T21:30:00Z");
        assert!(emergency.emergency && emergency.acts == [("family_head".to_owned(), 1)]);
        assert_eq!(deputy.basis, "deputy");
    }
}
