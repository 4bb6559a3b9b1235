//! Searches families and people as somebody types.

use helhed_access::Resource;
use helhed_domain::cpr::CprNumber;
use helhed_domain::fold::folded_words;
use helhed_store::overview::{FamilyGlance, glances};
use helhed_store::search as stored;

use crate::{Reading, Stop, Visible};

/// How many families are shown: a screenful. Who looks for another types one letter more.
const MOST: usize = 12;

/// How many characters are read: names end long before.
const LONGEST: usize = 200;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Results {
    /// The words that were looked for, folded; none where nothing was, or where it was a CPR number.
    pub words: Vec<String>,
    /// The families, those where a whole word fits first.
    pub found: Vec<Found>,
    /// Whether there are more.
    pub more: bool,
}

/// A family that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The family.
    pub family: FamilyGlance,
    /// Which of its people have a name that fits.
    pub matched: Vec<bool>,
}

/// Searches the families that the reader may know of: each word begins some word of the household's name or of its people's, or the
/// whole is somebody's CPR number.
pub async fn search(reading: &mut Reading, text: &str) -> Result<Visible<Results>, Stop> {
    let scope = reading.scope();
    let text: String = text.chars().take(LONGEST).collect();
    let house = reading.house().clone();
    let link = &mut reading.link;
    let (words, ids, more) = match CprNumber::parse(text.trim()) {
        Ok(cpr) => {
            let ids = stored::families_of_cpr(link, house.keys(), &scope, &cpr).await?;
            (Vec::new(), ids, false)
        }
        Err(_) => {
            let mut words = folded_words(&text);
            words.truncate(stored::MOST_WORDS);
            let (ids, more) = stored::families(link, &scope, &words, MOST).await?;
            (words, ids, more)
        }
    };
    let found = glances(link, &scope, &ids).await?;
    let results = Results {
        found: found
            .into_iter()
            .map(|family| Found {
                matched: matched(&family, &words),
                family,
            })
            .collect(),
        words,
        more,
    };
    reading
        .show_list("search", Resource::Face, scope.basis(), results)
        .await
}

fn matched(family: &FamilyGlance, words: &[String]) -> Vec<bool> {
    let fits = |name: &str| {
        folded_words(name)
            .iter()
            .any(|own| words.iter().any(|word| own.starts_with(word.as_str())))
    };
    let people = family.people.iter();
    people
        .map(|person| fits(person.given_name.as_str()) || fits(person.family_name.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_access::Actor;
    use helhed_domain::family::FamilyState;
    use proptest::prelude::*;

    async fn names(house: &House, actor: &Actor, text: &str) -> Vec<String> {
        let mut reading = house.reading(actor, house.now());
        let results = search(&mut reading, text).await.expect("shown");
        let mut names: Vec<String> = results
            .found
            .iter()
            .map(|it| it.family.name.as_str().to_owned())
            .collect();
        names.sort();
        names
    }

    async fn a_house() -> House {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        house
            .a_family("Ærø-Lund")
            .await
            .taken_in_by(&house.bo)
            .await;
        house.a_family("Lundgren").await.put_on_list().await;
        house
    }

    #[tokio::test]
    async fn the_leader_finds_everybody_and_a_coordinator_their_own() {
        let house = a_house().await;
        assert_eq!(names(&house, &house.lone, "so").await.len(), 3);
        assert_eq!(names(&house, &house.karen, "so").await, ["Holm"]);
        assert_eq!(names(&house, &house.bo, "holm").await, [""; 0]);
        for nobody in [&house.it_admin, &house.dpo] {
            assert_eq!(names(&house, nobody, "s").await, [""; 0]);
        }
    }

    #[tokio::test]
    async fn several_words_narrow_in_any_order_and_accents_do_not_matter() {
        let house = a_house().await;
        for (text, expected) in [
            ("lund", &["Lundgren", "Ærø-Lund"][..]),
            ("LUND emil", &["Lundgren", "Ærø-Lund"]),
            ("emil lundg", &["Lundgren"]),
            ("sofie ærø", &["Ærø-Lund"]),
            ("Äro", &[]),
            ("ærö", &["Ærø-Lund"]),
            ("sofie nobody", &[]),
            ("und", &[]),
        ] {
            assert_eq!(names(&house, &house.lone, text).await, expected, "{text}");
        }
    }

    #[tokio::test]
    async fn it_tells_who_matched_where_the_family_stands_and_who_coordinates() {
        let house = a_house().await;
        let mut reading = house.reading(&house.lone, house.now());
        let results = search(&mut reading, "emil hol").await.expect("shown");
        let Found { family, matched } = &results.found[0];
        assert_eq!(
            (family.people.len(), &matched[..]),
            (2, &[true, true][..]),
            "both are called Holm"
        );
        assert_eq!(family.state, FamilyState::Active);
        let coordinator = family.coordinator.as_ref().map(|(_, name)| name.as_str());
        assert_eq!(coordinator, Some("Karen Koordinator"));
        let results = search(&mut reading, "emil").await.expect("shown");
        assert_eq!(results.found[0].matched, [false, true]);
    }

    #[tokio::test]
    async fn a_cpr_number_finds_whose_it_is_and_nothing_less_than_the_whole_does() {
        let house = House::new().await;
        let mut referral = house.referral_of("Holm");
        referral.people[0].cpr =
            Some(CprNumber::parse("910190-1234").expect("an impossible number"));
        let holm = house.referred_by(&house.jens, referral).await;
        for text in ["9101901234", " 910190-1234 "] {
            assert_eq!(names(&house, &house.lone, text).await, ["Holm"], "{text}");
            assert_eq!(names(&house, &house.karen, text).await, [""; 0], "{text}");
        }
        for text in ["910190", "910190-123", "1234", "910190-1235"] {
            assert_eq!(names(&house, &house.lone, text).await, [""; 0], "{text}");
        }
        holm.taken_in_by(&house.karen).await;
        assert_eq!(names(&house, &house.karen, "9101901234").await, ["Holm"]);
    }

    #[tokio::test]
    async fn a_search_is_recorded_before_it_is_answered_and_holds_no_text() {
        let house = a_house().await;
        let before = house.audit_head().await.expect("a head").seq;
        names(&house, &house.karen, "holm").await;
        let mut link = house.casework.link();
        let sql = "SELECT act, role, basis FROM audit_entry WHERE seq > $1";
        let rows = link
            .rows(sql, helhed_store::args![before])
            .await
            .expect("read");
        assert_eq!(rows.len(), 1);
        let mut row = rows.into_iter().next().expect("one");
        let told: [String; 3] = std::array::from_fn(|_| row.next().expect("a text"));
        assert_eq!(told, ["search", "coordinator", "coordinator"]);
    }

    #[tokio::test]
    async fn whatever_is_typed_is_text() {
        let house = a_house().await;
        let long = "å".repeat(10_000);
        for text in [
            "",
            " ",
            "%",
            "_",
            "h_lm",
            "olm%",
            "'",
            "\";--",
            "\0",
            "\u{202e}holm\u{0}",
            "🙂",
            "فاطمة",
            "\u{10FFFF}",
            &long,
        ] {
            let found = names(&house, &house.lone, text).await;
            let expected: &[&str] = if text.contains("holm") {
                &["Holm"]
            } else {
                &[]
            };
            assert_eq!(
                found,
                expected,
                "{}",
                text.chars().take(9).collect::<String>()
            );
        }
    }

    /// What a search is, slow and plain: each word begins some word of the household's name or of its people's.
    fn is_found(household: &str, looked_for: &[String]) -> bool {
        let own = folded_words(&format!("{household} Sofie Emil"));
        let begins = |word: &String| own.iter().any(|own| own.starts_with(word.as_str()));
        looked_for.iter().all(begins)
    }

    /// Many families whose names share beginnings, so that words are common, rare, and common but seldom together; searched
    /// over everything, and by a coordinator who has some of them.
    #[test]
    fn it_finds_what_the_plain_definition_finds() {
        let names = [
            "Ho", "Hol", "Holm", "Lu", "Lund", "Ær-Lun", "So", "Sofus", "Emma",
        ];
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let house = runtime.block_on(async {
            let house = House::new().await;
            for (at, first) in names.iter().enumerate() {
                for (place, second) in names.iter().enumerate() {
                    let family = house.a_family(&format!("{first} {second}")).await;
                    if (at + place) % 9 == 0 {
                        family.taken_in_by(&house.karen).await;
                    }
                }
            }
            house
        });
        let households = |karens: bool| {
            let pairs = (0..names.len() * names.len()).map(|n| (n / names.len(), n % names.len()));
            pairs
                .filter(|(at, place)| !karens || (at + place) % 9 == 0)
                .map(|(at, place)| format!("{} {}", names[at], names[place]))
                .collect::<Vec<_>>()
        };
        let words = prop::collection::vec(
            "h(o(l(m|x)?)?)?|l(u(n(d)?)?)?|æ?r?|s(o(f(i|u)?)?)?|em(i|m)?|q",
            1..4,
        );
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(150));
        let checked = runner.run(&(words, any::<bool>()), |(words, karens)| {
            let looked_for = folded_words(&words.join(" "));
            let expected: Vec<String> = households(karens)
                .into_iter()
                .filter(|it| !looked_for.is_empty() && is_found(it, &looked_for))
                .collect();
            let actor = if karens { &house.karen } else { &house.lone };
            let results = runtime
                .block_on(search(
                    &mut house.reading(actor, house.now()),
                    &words.join(" "),
                ))
                .expect("shown");
            let mut found: Vec<&str> = results
                .found
                .iter()
                .map(|it| it.family.name.as_str())
                .collect();
            found.sort_unstable();
            found.dedup();
            prop_assert_eq!(found.len(), expected.len().min(MOST));
            prop_assert!(
                found
                    .iter()
                    .all(|name| expected.iter().any(|it| it == name))
            );
            prop_assert_eq!(results.more, expected.len() > MOST);
            Ok(())
        });
        checked.expect("the same families");
    }
}
