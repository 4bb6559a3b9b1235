//! The same through the operations and storage: families in one house, what each viewer's page, list, search and preview hold.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use helhed_casework::access::Actor;
use helhed_casework::domain::consent::{Party, Stance};
use helhed_casework::domain::custody::Holders;
use helhed_casework::domain::day::{day_of, start_of};
use helhed_casework::domain::disclosure::DisclosureTerms;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::person::Birth;
use helhed_casework::family::{SetCustody, people_page, set_custody};
use helhed_casework::journal::{WriteNote, write_note};
use helhed_casework::search::search;
use helhed_casework::sharing::{
    Disclose, GiveConsent, LockCase, MarkItem, SignConsent, WithdrawConsent, disclose,
    end_disclosure, give_consent, lift_lock, lock_case, mark_item, shared_page, shared_page_as,
    sign_consent, withdraw_consent,
};
use helhed_casework::testing::{House, line, prose, terms};
use helhed_casework::{Stop, Visible};

use crate::dice::{CATEGORIES, Dice};
use crate::law::{Agreed, Item, Opened, Person, To, World};

/// A family as the house knows it, and as the law is asked about it.
struct Played {
    id: FamilyId,
    name: String,
    people: Vec<PersonId>,
    world: World,
    /// The text of each item.
    texts: Vec<String>,
}

const NAMES: [&str; 6] = ["Alba", "Brix", "Carl", "Dahl", "Ebbe", "Frost"];

fn to_party(house: &House, people: &[PersonId], to: To) -> Party {
    match to {
        To::Unit(0) => Party::Unit(house.jobcentre),
        To::Unit(_) => Party::Unit(house.school),
        To::Person(who) => Party::Person(people[who]),
    }
}

/// The clock begins before anything is said: on the day the house opens its families.
fn beginning() -> Timestamp {
    start_of(date(2026, 11, 24))
}

async fn family(house: &House, dice: &mut Dice, name: &str) -> Played {
    // The school refers, so that neither unit is tied to every family.
    let mut referral = house.referral_of(name);
    referral.people[0].birth = Birth::Born(date(1985, 6, 1));
    let birth = dice.day(date(2011, 11, 1), 200);
    referral.people[1].birth = Birth::Born(birth);
    let made = house
        .referred_by(&house.jens, referral)
        .await
        .taken_in_by(&house.karen)
        .await;
    let father = made
        .joined("Ole", MemberRole::Father, Birth::Born(date(1988, 2, 29)))
        .await;
    let people = vec![made.mother, father, made.child];
    let mut world = World {
        people: vec![
            Person {
                born: date(1985, 6, 1),
                custody: vec![],
            },
            Person {
                born: date(1988, 2, 29),
                custody: vec![],
            },
            Person {
                born: birth,
                custody: vec![],
            },
        ],
        ..World::default()
    };
    let holders = match dice.below(4) {
        0 => None,
        1 => Some(vec![0]),
        _ => Some(vec![0, 1]),
    };
    if let Some(holders) = holders {
        set_holders(
            house,
            made.id,
            &people,
            &mut world,
            (holders, birth),
            house.now(),
        )
        .await;
    }
    let mut texts = Vec::new();
    for category in CATEGORIES {
        for about in [None, Some(0), Some(1), Some(2)] {
            let text = format!("{name} {category} {about:?}");
            let mut ctx = house.change(&house.karen).await;
            let note = WriteNote {
                family: made.id,
                category: category.into(),
                person: about.map(|who: usize| people[who]),
                about: ctx.today(),
                body: prose(&text),
            };
            let id = write_note(&mut ctx, note).await.expect("written");
            let team_only = dice.one_in(8);
            if team_only {
                let mark = MarkItem {
                    family: made.id,
                    item: id.uuid(),
                    category: category.into(),
                    restricted: true,
                    crisis: false,
                };
                mark_item(&mut ctx, mark).await.expect("marked");
            }
            ctx.commit().await.expect("committed");
            let about = about.into_iter().collect();
            world.items.push(Item {
                about,
                category,
                team_only,
            });
            texts.push(text);
        }
    }
    Played {
        id: made.id,
        name: name.to_owned(),
        people,
        world,
        texts,
    }
}

async fn set_holders(
    house: &House,
    family: FamilyId,
    people: &[PersonId],
    world: &mut World,
    (holders, from): (Vec<usize>, Date),
    now: Timestamp,
) {
    let mut reading = house.reading(&house.karen, now);
    let page = people_page(&mut reading, family).await.expect("a page");
    let seen = page.custody.iter().map(|it| it.id).collect();
    let mut ctx = house.begin(&house.karen, now).await.expect("begun");
    let command = SetCustody {
        family,
        child: people[2],
        holders: match holders[..] {
            [one, other] => Holders::Joint(people[one], people[other]),
            _ => Holders::Sole(people[holders[0]]),
        },
        from,
        seen,
    };
    if set_custody(&mut ctx, command).await.is_err() {
        return; // of age by now
    }
    ctx.commit().await.expect("committed");
    for (_, begun, to) in &mut world.people[2].custody {
        let over = to.is_some_and(|to| to < from || to < *begun);
        if !over {
            let cut = if *begun < from { from } else { *begun };
            *to = Some(cut.saturating_sub(1.day()));
        }
    }
    for holder in holders {
        world.people[2].custody.push((holder, from, None));
    }
}

/// One thing that happens to a family at an instant; what cannot be is refused by the house and not noted in the world.
async fn happen(house: &House, it: &mut Played, dice: &mut Dice, now: Timestamp) {
    let parties = [To::Unit(0), To::Unit(1), To::Person(0), To::Person(1)];
    let today = day_of(now);
    let what = dice.below(9);
    // Read before the change begins: in memory there is one connection.
    let consents = match what {
        4 | 5 => consents_of(house, it.id, now).await,
        _ => Vec::new(),
    };
    let mut ctx = house.begin(&house.karen, now).await.expect("begun");
    match what {
        0..=3 => {
            let about = dice.below(3) as usize;
            let categories = dice.some(&CATEGORIES);
            let to: Vec<To> = dice
                .some(&parties)
                .into_iter()
                .filter(|to| *to != To::Person(about))
                .collect();
            let Some(first) = to.first() else { return };
            let mut wanted = terms(
                it.people[about],
                &categories,
                to_party(house, &it.people, *first),
                today,
            );
            wanted.to = to
                .iter()
                .map(|to| to_party(house, &it.people, *to))
                .collect();
            wanted.valid_to = dice.day(today, 360);
            let yes = !dice.one_in(4);
            wanted.stance = if yes { Stance::Gives } else { Stance::Refuses };
            let last_day = wanted.valid_to;
            let able = it.world.deciders(about, today);
            let said: Vec<usize> = if able.is_empty() {
                vec![about]
            } else {
                dice.some(&able)
            };
            let command = GiveConsent {
                family: it.id,
                terms: wanted,
                template: "sharing".into(),
                language: "da".into(),
                givers: said.iter().map(|who| it.people[*who]).collect(),
            };
            let given = give_consent(&mut ctx, command).await;
            assert_eq!(given.is_ok(), !able.is_empty(), "{given:?}");
            if given.is_ok() {
                ctx.commit().await.expect("committed");
                it.world.agreed.push(Agreed {
                    yes,
                    about,
                    categories,
                    to,
                    written: now,
                    last_day,
                    said: said.into_iter().map(|who| (who, now)).collect(),
                    back: vec![],
                });
            }
        }
        4 | 5 => {
            if it.world.agreed.is_empty() {
                return;
            }
            let at = dice.below(it.world.agreed.len() as u64) as usize;
            let able = it.world.deciders(it.world.agreed[at].about, today);
            let Some(by) = able.first().copied() else {
                return;
            };
            let agreed = &mut it.world.agreed[at];
            if dice.one_in(2) {
                let sign = SignConsent {
                    family: it.id,
                    consent: consents[at],
                    giver: it.people[by],
                };
                sign_consent(&mut ctx, sign).await.expect("signed");
                if !agreed.said.iter().any(|(who, _)| *who == by) {
                    agreed.said.push((by, now));
                }
            } else {
                let what = dice.one_in(2).then(|| agreed.categories[0]);
                let whom = dice.one_in(2).then(|| agreed.to[0]);
                let command = WithdrawConsent {
                    family: it.id,
                    consent: consents[at],
                    category: what.map(str::to_owned),
                    party: whom.map(|to| to_party(house, &it.people, to)),
                    by: it.people[by],
                };
                withdraw_consent(&mut ctx, command)
                    .await
                    .expect("taken back");
                agreed.back.push((what, whom, now));
            }
            ctx.commit().await.expect("committed");
        }
        6 => {
            let about = dice.some(&[0, 1, 2]);
            let (categories, to) = (dice.some(&CATEGORIES), dice.some(&parties));
            let last_day = dice.day(today, 60);
            let command = Disclose {
                family: it.id,
                terms: DisclosureTerms {
                    legal_basis: "child_case_11c".into(),
                    purpose: line("Barnets behov"),
                    reason: line("Bekymring"),
                    subjects: about.iter().map(|who| it.people[*who]).collect(),
                    categories: categories.iter().map(|it| (*it).to_owned()).collect(),
                    to: to
                        .iter()
                        .map(|to| to_party(house, &it.people, *to))
                        .collect(),
                    until: last_day,
                },
            };
            let id = disclose(&mut ctx, command).await.expect("shared");
            ctx.commit().await.expect("committed");
            let mut ended = None;
            if dice.one_in(3) {
                let end = now + 1.hour();
                let mut ctx = house.begin(&house.karen, end).await.expect("begun");
                end_disclosure(&mut ctx, it.id, id).await.expect("ended");
                ctx.commit().await.expect("committed");
                ended = Some(end);
            }
            it.world.opened.push(Opened {
                about,
                categories,
                to,
                from: now,
                last_day,
                ended,
            });
        }
        7 => {
            drop(ctx);
            let holders = if dice.one_in(2) {
                vec![0, 1]
            } else {
                vec![dice.below(2) as usize]
            };
            set_holders(
                house,
                it.id,
                &it.people,
                &mut it.world,
                (holders, today),
                now,
            )
            .await;
        }
        _ => {
            let protects = dice.some(&[0_usize, 1, 2]);
            let command = LockCase {
                family: it.id,
                reason: line("Trusler"),
                protects: protects.iter().map(|who| it.people[*who]).collect(),
            };
            let lock = lock_case(&mut ctx, command).await.expect("locked");
            ctx.commit().await.expect("committed");
            it.world.locks.push((now, None, protects));
            held_to_the_law(house, std::slice::from_ref(it), now).await;
            // A lock is a state of the house, lifted from one moment to the next.
            it.world.locks.clear();
            let mut ctx = house.begin(&house.karen, now).await.expect("begun");
            lift_lock(&mut ctx, it.id, lock, line("Vurderet"))
                .await
                .expect("lifted");
            ctx.commit().await.expect("committed");
        }
    }
}

/// The consents of a family, in the order in which they were written down.
async fn consents_of(
    house: &House,
    family: FamilyId,
    now: Timestamp,
) -> Vec<helhed_casework::domain::ids::ConsentId> {
    let mut reading = house.reading(&house.karen, now);
    let page = helhed_casework::sharing::sharing_page(&mut reading, family)
        .await
        .expect("a page");
    let mut all: Vec<_> = page
        .consents
        .iter()
        .map(|it| (it.consent.recorded_at, it.consent.id))
        .collect();
    all.sort();
    all.into_iter().map(|(_, id)| id).collect()
}

/// The texts somebody is shown of a family; `None` where it is not there for them.
async fn shown(
    house: &House,
    who: &Actor,
    family: FamilyId,
    at: Timestamp,
) -> Option<BTreeSet<String>> {
    let mut reading = house.reading(who, at);
    let page = shared_page(&mut reading, family, None).await;
    texts(page)
}

fn texts(
    page: Result<Visible<helhed_casework::sharing::SharedPage>, Stop>,
) -> Option<BTreeSet<String>> {
    match page {
        Ok(page) => Some(
            page.told
                .iter()
                .filter_map(|it| it.item.text.clone())
                .collect(),
        ),
        Err(Stop::Absent) => None,
        Err(stop) => panic!("{stop}"),
    }
}

async fn held_to_the_law(house: &House, families: &[Played], at: Timestamp) {
    for (unit, actor) in [(0, house.jens), (1, house.sanne)] {
        let mut listed = BTreeSet::new();
        for it in families {
            let lawful: BTreeSet<String> = it
                .world
                .items
                .iter()
                .zip(&it.texts)
                .filter(|(item, _)| it.world.unit_sees(item, unit, at))
                .map(|(_, text)| text.clone())
                .collect();
            let has = it.world.unit_has(unit, &CATEGORIES, at);
            // The jobcentre referred every family: it knows of each, and sees what is open.
            let expected = (has || unit == 0).then(|| lawful.clone());
            let page = shown(house, &actor, it.id, at).await;
            assert_eq!(page, expected, "unit {unit} at {at} of {}", it.name);
            let mut reading = house.reading(&house.karen, at);
            let party = Party::Unit(actor.unit.expect("a unit"));
            let preview = texts(shared_page_as(&mut reading, it.id, party, None).await);
            assert_eq!(preview, Some(lawful), "the preview of unit {unit} at {at}");
            if expected.is_some() {
                listed.insert(it.name.clone());
            }
            // The search finds somebody by a name that nobody may tell them, or does not.
            let mut reading = house.reading(&actor, at);
            let found = search(&mut reading, &format!("ole {}", it.name))
                .await
                .expect("shown");
            let father = (0..3).any(|_| {
                CATEGORIES
                    .iter()
                    .any(|category| it.world.open(1, category, To::Unit(unit), at))
            });
            assert_eq!(
                !found.found.is_empty(),
                father,
                "{} by the father at {at}",
                it.name
            );
            for glimpse in found.found.iter().flat_map(|it| &it.family.people) {
                let name = glimpse.given_name.as_str();
                assert!(unit == 0 || name == "Ole" || name == "Sofie" || name == "Emil");
            }
        }
        let mut reading = house.reading(&actor, at);
        for it in families {
            let found = search(&mut reading, &it.name).await.expect("shown");
            assert_eq!(
                !found.found.is_empty(),
                listed.contains(&it.name),
                "{} at {at}",
                it.name
            );
        }
    }
    for it in families {
        for me in 0..3 {
            let actor = house.member(it.people[me]);
            let lawful: BTreeSet<String> = it
                .world
                .items
                .iter()
                .zip(&it.texts)
                .filter(|(item, _)| it.world.member_sees(item, me, at))
                .map(|(_, text)| text.clone())
                .collect();
            let expected = (!it.world.locked(me, at)).then_some(lawful);
            assert_eq!(
                shown(house, &actor, it.id, at).await,
                expected,
                "{me} at {at} of {}",
                it.name
            );
        }
        for stranger in [house.bo, house.it_admin, house.dpo] {
            assert_eq!(shown(house, &stranger, it.id, at).await, None);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_house_lets_out_is_what_the_law_does() {
    for seed in 0..8 {
        let mut dice = Dice::new(seed);
        let house = House::new().await;
        let mut families = Vec::new();
        for name in NAMES {
            families.push(family(&house, &mut dice, name).await);
        }
        let mut now = house.now().max(beginning()) + 1.hour();
        for _ in 0..30 {
            let at = dice.below(families.len() as u64) as usize;
            let it = &mut families[at];
            happen(&house, it, &mut dice, now).await;
            held_to_the_law(&house, std::slice::from_ref(&families[at]), now).await;
            if dice.one_in(6) {
                held_to_the_law(&house, &families, now + 1.minute()).await;
            }
            now += ((1 + dice.below(20)) as i64 * 24 + 3).hours();
        }
        // Everything once more, later: what runs out runs out by itself.
        for days in [30, 200, 400] {
            held_to_the_law(&house, &families, now + (days * 24_i64).hours()).await;
        }
    }
}
