//! Orders that the databases would choose differently by themselves.

use jiff::civil::date;

use helhed_casework::contact::{LogContact, log_contact};
use helhed_casework::domain::contact::ContactFacts;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::person::{Birth, PersonFacts, Sex};
use helhed_casework::domain::text::Name;
use helhed_casework::family::{AddMember, Newcomer, add_member};
use helhed_casework::journal::{Filter, What, journal_page};
use helhed_casework::task::tasks_page;
use helhed_casework::testing::a_call;

use crate::place::Place;

pub(crate) async fn what_has_no_day_comes_last(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.task("Uden dag", None).await;
    holm.task("Senere", Some(date(2026, 12, 24))).await;
    holm.task("Snart", Some(date(2026, 11, 25))).await;
    let mut there = place.other.reading(&house.karen, house.now());
    let page = tasks_page(&mut there, holm.id).await.expect("a page");
    let titles: Vec<_> = page
        .open
        .iter()
        .map(|it| it.task.facts.title.as_str())
        .collect();
    assert_eq!(titles, ["Snart", "Senere", "Uden dag"]);

    // Of those who took part, one whose birth day nobody knows is named last.
    let mut ctx = house.change(&house.karen).await;
    let uncle = PersonFacts {
        given_name: Name::parse("Åge").expect("a name"),
        family_name: Name::parse("Holm").expect("a name"),
        sex: Sex::Male,
        birth: Birth::Unknown,
        cpr: None,
        protected_address: false,
        address: None,
        phone: None,
        email: None,
        language: None,
        interpreter: false,
    };
    let uncle = AddMember {
        family: holm.id,
        who: Newcomer::New(uncle),
        role: MemberRole::OtherAdult,
        from: date(2026, 11, 24),
    };
    let uncle = add_member(&mut ctx, uncle).await.expect("added");
    let contact = LogContact {
        family: holm.id,
        facts: ContactFacts {
            people: vec![uncle, holm.child, holm.mother],
            ..a_call(house.now())
        },
    };
    log_contact(&mut ctx, contact).await.expect("logged");
    ctx.commit().await.expect("committed");
    let journal = journal_page(&mut there, holm.id, &Filter::Contacts, None)
        .await
        .expect("a page");
    let What::Contact { people, .. } = &journal.entries[0].what else {
        panic!("a contact");
    };
    let names: Vec<_> = people.iter().map(Name::as_str).collect();
    assert_eq!(names, ["Sofie", "Emil", "Åge"]);
}
