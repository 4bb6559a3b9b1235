//! Shows who has read or received what about a family, when and on which basis.

use jiff::Timestamp;

use helhed_access::{doing, what};
use helhed_domain::account::Role;
use helhed_domain::day::day_of;
use helhed_domain::disclosure::Disclosure;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Line;
use helhed_domain::unit::Unit;
use helhed_store::family_log::{self, LogEntry};
use helhed_store::household::{self, Kin};
use helhed_store::{account, disclosure, party_access, share};

use super::LogDay;
use super::visit::gather;
use crate::sharing::keep_own;
use crate::{Reading, Stop, Visible};

/// The most entries of the audit log that a page gathers: some weeks of a family with many around it.
const MOST: usize = 1_000;

/// A package of the case that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: Line,
}

/// A page of the log of one family.
#[derive(Debug)]
pub struct FamilyLog {
    /// Days, newest first.
    pub days: Vec<LogDay>,
    /// The number of the entry before which the next page begins, if there is one.
    pub older: Option<i64>,
    /// Packages that were handed over; on the first page.
    pub received: Vec<Received>,
    /// What was shared without a consent, on another legal basis, the latest first; on the first page.
    pub disclosed: Vec<Disclosure>,
    /// The units it may have been shared with.
    pub units: Vec<Unit>,
    /// The people who may be named.
    pub people: Vec<Kin>,
    /// Whether the viewer is of the family.
    pub own: bool,
}

/// What family members read is theirs: to others of the family it is not told, their own is.
fn is_told(entry: &LogEntry, viewer: &helhed_access::Actor) -> bool {
    let by_family = entry.role == Role::FamilyMember.code();
    !by_family || viewer.role != Role::FamilyMember || entry.account == Some(viewer.account)
}

/// Where a full page is cut: between two days, if it holds more than one, so that no day is told in two parts.
fn cut(entries: &mut Vec<LogEntry>) -> Option<i64> {
    if entries.len() <= MOST {
        return None;
    }
    entries.truncate(MOST);
    let (first, last) = (day_of(entries.first()?.at), day_of(entries.last()?.at));
    if first != last {
        entries.retain(|entry| day_of(entry.at) != last);
    }
    entries.last().map(|entry| entry.seq)
}

/// A page of the log, entries with numbers below `before`: as many queries for a long log as for a short one.
pub async fn family_log_page(
    reading: &mut Reading,
    family: FamilyId,
    before: Option<i64>,
) -> Result<Visible<FamilyLog>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(permit), Some(sharing)) = (
        lens.permit::<what::Log, doing::Read>(),
        lens.permit::<what::Sharing, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let viewer = *reading.actor();
    let link = &mut reading.link;
    let from = before.unwrap_or(i64::MAX);
    let first_page = before.is_none();
    let mut entries = family_log::entries(link, &permit, from, MOST as i64 + 1).await?;
    let older = cut(&mut entries);
    entries.retain(|entry| is_told(entry, &viewer));
    let handed = party_access::handed_of(link, &permit).await?;
    let received = handed
        .into_iter()
        .filter(|_| first_page)
        .map(|(at, to, _)| Received { at, to });
    // By which law something about others of the family was open is theirs to know.
    let mut open = share::ever_open_to_units(link, &sharing).await?;
    open.retain(|it| lens.is_own(it.subject));
    let mut disclosed = match first_page {
        true => disclosure::of_family(link, &sharing).await?,
        false => Vec::new(),
    };
    keep_own(&lens, &mut disclosed);
    let mut people = household::kin_to_name(link, &sharing).await?;
    people.retain(|it| lens.names(it.id));
    let page = FamilyLog {
        days: gather(&entries, &open),
        older,
        received: received.collect(),
        disclosed,
        units: account::units(link).await?,
        people,
        own: viewer.role == Role::FamilyMember,
    };
    reading
        .show::<what::Log, _>("family_log_page", &lens, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Filter, journal_page};
    use crate::testing::House;
    use helhed_access::Actor;
    use jiff::{SignedDuration, ToSpan};

    fn sofie(house: &House, person: helhed_domain::ids::PersonId) -> Actor {
        Actor {
            role: Role::FamilyMember,
            unit: None,
            person: Some(person),
            ..house.sanne
        }
    }

    #[tokio::test]
    async fn a_mother_reads_who_read_and_wrote_about_her_family() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        holm.note("Alt vel.").await;
        berg.note("Andres.").await;
        let later = house.now() + SignedDuration::from_hours(30);
        let mut reading = house.reading(&house.lone, later);
        for _ in 0..3 {
            journal_page(&mut reading, holm.id, &Filter::All, None)
                .await
                .expect("read");
        }
        let mother = sofie(&house, holm.mother);
        let mut reading = house.reading(&mother, later);
        let page = family_log_page(&mut reading, holm.id, None)
            .await
            .expect("a page");
        assert!(page.own && page.older.is_none());
        let told: Vec<_> = page
            .days
            .iter()
            .flat_map(|day| day.visits.iter().map(move |visit| (day.day, visit)))
            .map(|(day, it)| {
                let name = it.name.as_ref().map(|name| name.as_str().to_owned());
                (
                    day.to_string(),
                    name.unwrap_or_default(),
                    it.basis.clone(),
                    it.acts.clone(),
                )
            })
            .collect();
        let lone = &told[0];
        assert_eq!(
            (lone.0.as_str(), lone.1.as_str()),
            ("2026-11-25", "Lone Leder")
        );
        assert_eq!(
            (lone.2.as_str(), &lone.3[..]),
            ("team_leader", &[("journal_page".to_owned(), 3)][..])
        );
        let karen = told
            .iter()
            .find(|it| it.1 == "Karen Koordinator")
            .expect("Karen");
        assert_eq!(
            (karen.2.as_str(), &karen.3[..]),
            ("coordinator", &[("write_note".to_owned(), 1)][..])
        );
        // Reading the log is itself in it, for her alone.
        let page = family_log_page(&mut reading, holm.id, None)
            .await
            .expect("a page");
        assert_eq!(
            page.days[0].visits[0].acts,
            [("family_log_page".to_owned(), 1)]
        );
        let brother = Actor {
            account: house.bo.account,
            ..mother
        };
        let mut reading = house.reading(&brother, later);
        let page = family_log_page(&mut reading, holm.id, None)
            .await
            .expect("a page");
        let all = page.days.iter().flat_map(|day| &day.visits);
        assert!(all.clone().count() > 1 && all.clone().all(|it| it.role != "family_member"));
        let elsewhere = family_log_page(&mut reading, berg.id, None).await;
        assert!(matches!(elsewhere, Err(Stop::Absent)));
        for actor in [house.jens, house.dpo] {
            let mut reading = house.reading(&actor, later);
            assert!(family_log_page(&mut reading, holm.id, None).await.is_err());
        }
    }

    #[tokio::test]
    async fn pages_follow_each_other_and_no_day_is_told_in_two_parts() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        for day in 0..13 {
            let mut ctx = house
                .begin(&house.karen, house.now() + (24 * day).hours())
                .await
                .expect("begun");
            let permit = ctx
                .permit::<what::Notes, doing::Add>(holm.id)
                .await
                .expect("leave");
            for _ in 0..100 {
                ctx.record("write_note", &permit, holm.id.uuid());
            }
            ctx.commit().await.expect("committed");
        }
        let mut reading = house.reading(&house.karen, house.now() + (24 * 13).hours());
        let (mut before, mut days, mut written) = (None, Vec::new(), 0);
        loop {
            let page = family_log_page(&mut reading, holm.id, before)
                .await
                .expect("a page");
            for day in &page.days {
                days.push(day.day);
                let acts = day.visits.iter().flat_map(|visit| &visit.acts);
                written += acts
                    .filter(|(act, _)| act == "write_note")
                    .map(|(_, count)| count)
                    .sum::<i64>();
            }
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(
            (days.len(), written),
            (13, 1_300),
            "the day of looking is seen on none of its own pages"
        );
        assert!(days.windows(2).all(|pair| pair[0] > pair[1]));
    }
}
