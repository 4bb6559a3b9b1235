//! The journal of one family, a page at a time.

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::household::{self, Kin};
use helhed_store::journal::{self, Entry, Filter, Place};

use crate::{Reading, Stop, Visible};

/// How many entries a page holds.
const PAGE: usize = 50;

/// A page of the journal.
#[derive(Debug)]
pub struct JournalPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Entries, newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins, if there is one.
    pub older: Option<Place>,
    /// Whom a note can be about.
    pub kin: Vec<Kin>,
    /// Whether the viewer may write notes.
    pub may_write: bool,
    /// Whether the viewer may write down and strike out contacts.
    pub may_contact: bool,
}

/// Contacts and notes of a family, newest first, older than `before`.
pub async fn journal_page(
    reading: &mut Reading,
    family: FamilyId,
    filter: &Filter,
    before: Option<Place>,
) -> Result<Visible<JournalPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(people), Some(contacts), Some(notes)) = (
        lens.permit(),
        lens.permit(),
        lens.permit(),
        lens.permit::<what::Notes, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let link = &mut reading.link;
    let family_name = household::family_name(link, &face).await?;
    let mut entries =
        journal::page(link, &contacts, &notes, filter, before, PAGE as i64 + 1).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let page = JournalPage {
        family,
        family_name,
        older: entries.last().filter(|_| more).map(Entry::place),
        entries,
        kin: household::kin(link, &people).await?,
        may_write: lens.may::<what::Notes, doing::Add>(),
        may_contact: lens.may::<what::Contacts, doing::Add>(),
    };
    reading
        .show::<what::Notes, _>("journal_page", &lens, page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_store::journal::What;
    use jiff::ToSpan;

    #[tokio::test]
    async fn newest_first_page_by_page_with_nothing_twice_and_nothing_lost() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        for count in 0..60 {
            // Two of each at the same instant: the order within it is kept, too.
            holm.rung(house.now() - (count / 2).minutes()).await;
        }
        for _ in 0..50 {
            holm.note("Alt vel.").await;
        }
        let mut reading = house.reading(&house.karen, house.now());
        let (mut before, mut seen, mut pages) = (None, Vec::new(), 0);
        loop {
            let page = journal_page(&mut reading, holm.id, &Filter::All, before)
                .await
                .expect("a page");
            seen.extend(page.entries.iter().map(|entry| entry.place()));
            pages += 1;
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        assert_eq!((pages, seen.len()), (3, 110));
        assert!(
            seen.windows(2)
                .all(|pair| (pair[0].at, pair[0].id) > (pair[1].at, pair[1].id))
        );
    }

    #[tokio::test]
    async fn a_filter_holds_only_what_it_names() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        holm.rung(house.now()).await;
        holm.note("Alt vel.").await;
        for (filter, contacts, notes) in [
            (Filter::All, 1, 1),
            (Filter::Contacts, 1, 0),
            (Filter::Notes, 0, 1),
            (Filter::Category("general".into()), 0, 1),
            (Filter::Category("health".into()), 0, 0),
        ] {
            let mut reading = house.reading(&house.lone, house.now());
            let page = journal_page(&mut reading, holm.id, &filter, None)
                .await
                .expect("a page");
            let (c, n): (Vec<_>, Vec<_>) = page
                .entries
                .iter()
                .partition(|entry| matches!(entry.what, What::Contact { .. }));
            assert_eq!((c.len(), n.len()), (contacts, notes), "{filter:?}");
            assert!(!page.may_write);
        }
        assert_eq!(
            holm.last_act().await,
            ("journal_page".into(), "team_leader".into())
        );
    }

    #[tokio::test]
    async fn who_has_no_part_in_the_family_finds_nothing() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        for actor in [house.bo, house.sanne, house.it_admin, house.dpo] {
            let mut reading = house.reading(&actor, house.now());
            let page = journal_page(&mut reading, holm.id, &Filter::All, None).await;
            assert!(matches!(page, Err(Stop::Absent)), "{:?}", actor.role);
        }
        let mut reading = house.reading(&house.jens, house.now());
        let page = journal_page(&mut reading, holm.id, &Filter::All, None).await;
        assert!(matches!(page, Err(Stop::NotAllowed)));
    }
}
