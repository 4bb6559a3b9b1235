//! The lens over shares computed from facts, against the law: thousands of worlds, no storage.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use helhed_casework::access::{Actor, Lens, Mark, Opening, Relative, Sight, Ties};
use helhed_casework::domain::account::Role;
use helhed_casework::domain::capacity::{Capacity, Subject};
use helhed_casework::domain::consent::{
    Consent, ConsentForm, ConsentTerms, Party, ShownText, Signature, Stance, Withdrawal,
};
use helhed_casework::domain::custody::{Custody, CustodyKind};
use helhed_casework::domain::day::{age_on, day_of};
use helhed_casework::domain::disclosure::{Disclosure, DisclosureTerms};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::person::Birth;
use helhed_casework::domain::share::{Share, shares};
use helhed_casework::testing::line;

use crate::dice::{self, CATEGORIES, Dice};
use crate::law::{To, World};

fn id<T: From<Uuid>>(kind: u128, number: usize) -> T {
    Uuid::from_u128((kind << 64) | (number as u128 + 1)).into()
}

fn person(who: usize) -> PersonId {
    id(1, who)
}

fn party(to: To) -> Party {
    match to {
        To::Unit(unit) => Party::Unit(id(2, unit)),
        To::Person(who) => Party::Person(person(who)),
    }
}

fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|it| (*it).to_owned()).collect()
}

fn subjects(world: &World) -> Vec<Subject> {
    let custody = |child: usize| {
        world.people[child]
            .custody
            .iter()
            .map(move |(holder, from, to)| Custody {
                id: id(3, 0),
                child: person(child),
                holder: person(*holder),
                kind: CustodyKind::Joint,
                from: *from,
                to: *to,
            })
    };
    (0..world.people.len())
        .map(|who| Subject {
            id: person(who),
            role: if who < 2 {
                MemberRole::OtherAdult
            } else {
                MemberRole::Child
            },
            birth: Birth::Born(world.people[who].born),
            custody: custody(who).collect(),
        })
        .collect()
}

fn facts(world: &World) -> (Vec<Consent>, Vec<Disclosure>) {
    let consents = world.agreed.iter().enumerate().map(|(at, it)| Consent {
        id: id(4, at),
        family: id(5, 0),
        terms: ConsentTerms {
            subject: person(it.about),
            stance: if it.yes {
                Stance::Gives
            } else {
                Stance::Refuses
            },
            purpose: line("Én plan"),
            categories: owned(&it.categories),
            from: None,
            to: it.to.iter().map(|to| party(*to)).collect(),
            case: None,
            legal_basis: "consent_28".into(),
            form: ConsentForm::OnScreen,
            word: None,
            scan: None,
            given: day_of(it.written),
            valid_to: it.last_day,
        },
        shown: ShownText {
            template: "sharing".into(),
            version: date(2024, 1, 1),
            language: "da".into(),
            text: String::new(),
            consequence: String::new(),
        },
        signatures: it
            .said
            .iter()
            .map(|(who, when)| Signature {
                giver: person(*who),
                capacity: Capacity::Own,
                at: *when,
            })
            .collect(),
        withdrawals: it
            .back
            .iter()
            .map(|(what, whom, when)| Withdrawal {
                category: what.map(str::to_owned),
                party: whom.map(party),
                by: person(it.about),
                at: *when,
            })
            .collect(),
        by: id(6, 0),
        recorded_at: it.written,
    });
    let disclosures = world.opened.iter().enumerate().map(|(at, it)| Disclosure {
        id: id(7, at),
        family: id(5, 0),
        terms: DisclosureTerms {
            legal_basis: "child_case_11c".into(),
            purpose: line("Barnets behov"),
            reason: line("Bekymring"),
            subjects: it.about.iter().map(|who| person(*who)).collect(),
            categories: owned(&it.categories),
            to: it.to.iter().map(|to| party(*to)).collect(),
            until: it.last_day,
        },
        by: id(6, 0),
        at: it.from,
        ended_at: it.ended,
    });
    (consents.collect(), disclosures.collect())
}

/// The sight of a viewer, as storage reads it.
fn sight(world: &World, shares: &[Share], to: To, at: Timestamp) -> Sight {
    let today = day_of(at);
    let me = match to {
        To::Person(who) => Some(who),
        To::Unit(_) => None,
    };
    let theirs = || {
        shares
            .iter()
            .filter(|it| it.to == party(to) && it.holds_at(at))
    };
    Sight {
        relatives: (0..world.people.len())
            .map(|who| {
                let own = &world.people[who];
                let minor = age_on(own.born, today) < 18;
                let now: Vec<usize> = own
                    .custody
                    .iter()
                    .filter(|(_, from, to)| *from <= today && to.is_none_or(|to| today <= to))
                    .map(|(holder, _, _)| *holder)
                    .collect();
                Relative {
                    person: person(who),
                    minor,
                    is_party: age_on(own.born, today) >= 10,
                    ward: minor && me.is_some_and(|me| now.contains(&me)),
                    custody_known: !now.is_empty(),
                }
            })
            .collect(),
        open: theirs()
            .filter(|it| it.stance == Stance::Gives)
            .map(|it| Opening {
                subject: it.subject,
                category: it.category.clone(),
                legal_basis: it.legal_basis.clone(),
                until: it.until,
            })
            .collect(),
        closed: theirs()
            .filter(|it| it.stance == Stance::Refuses)
            .map(|it| (it.subject, it.category.clone()))
            .collect(),
    }
}

fn lens(world: &World, shares: &[Share], to: To, at: Timestamp) -> Option<Lens> {
    let sight = sight(world, shares, to, at);
    let (unit, who) = party(to).parts();
    let actor = Actor {
        account: id(6, 9),
        role: if unit.is_some() {
            Role::Partner
        } else {
            Role::FamilyMember
        },
        unit,
        person: who,
    };
    let ties = Ties {
        shared: unit.is_some() && !sight.open.is_empty(),
        member: who.is_some(),
        locked: matches!(to, To::Person(me) if world.locked(me, at)),
        ..Ties::default()
    };
    Lens::of(&actor, id(5, 0), ties, sight)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lens_lets_through_what_the_law_does(seed: u64) {
        let world = dice::world(seed);
        let (consents, disclosures) = facts(&world);
        let all = shares(&subjects(&world), &consents, &disclosures);
        let mut dice = Dice::new(seed ^ 0xA5A5);
        for _ in 0..12 {
            let at = dice.instant();
            let viewers = dice::PARTIES.into_iter().chain((2..world.people.len()).map(To::Person));
            for to in viewers {
                let lens = lens(&world, &all, to, at);
                if let To::Unit(unit) = to {
                    prop_assert_eq!(lens.is_some(), world.unit_has(unit, &CATEGORIES, at), "{:?} at {}", to, at);
                }
                for item in &world.items {
                    let about: Vec<PersonId> = item.about.iter().map(|who| person(*who)).collect();
                    let mark = Mark {
                        category: item.category,
                        about: &about,
                        restricted: item.team_only,
                        kept_from: &[],
                        by: None,
                        by_unit: None,
                    };
                    let seen = lens.as_ref().is_some_and(|lens| lens.sees(&mark).is_some());
                    let lawful = match to {
                        To::Unit(unit) => world.unit_sees(item, unit, at),
                        To::Person(me) => world.member_sees(item, me, at),
                    };
                    prop_assert_eq!(seen, lawful, "{:?} at {}: {:?} in {:?}", to, at, item, world);
                }
            }
        }
    }
}
