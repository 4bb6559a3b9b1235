//! The people of a family, as a coordinator meets them.

use crate::support::{Answer, Client, Site};
use axum::http::StatusCode;
use helhed_casework::domain::ids::FormId;
use helhed_casework::testing::House;

async fn site() -> (Site, String) {
    let house = House::new().await;
    let id = house
        .a_family("Holm")
        .await
        .taken_in_by(&house.karen)
        .await
        .id;
    (Site::of(house).await, format!("/families/{id}/people"))
}

/// The fields of a new person, those that a test names being other than usual.
fn fields<'f>(other: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("given-name", "Ole"),
        ("family-name", "Holm"),
        ("role", "father"),
        ("sex", "male"),
        ("born", "1988-02-03"),
        ("from", "2026-11-01"),
    ];
    fields.retain(|(name, _)| other.iter().all(|(set, _)| set != name));
    fields.extend(other);
    fields
}

fn faults(answer: &Answer) -> Vec<String> {
    answer.texts("#error-summary li")
}

/// The address of the first link whose text holds a word.
fn link(answer: &Answer, word: &str) -> String {
    let texts = answer.texts("main a");
    let at = texts
        .iter()
        .position(|text| text.contains(word))
        .unwrap_or_else(|| panic!("no link {word}: {texts:?}"));
    answer.attributes("main a", "href")[at].clone()
}

async fn follow(client: &Client<'_>, from: &str, word: &str) -> String {
    link(&client.get(from).await, word)
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_is_lost() {
    let (site, people) = site().await;
    let karen = site.signed_in("karen").await;
    let new = format!("{people}/new");
    let long = "å".repeat(100);
    for (other, field, told) in [
        (("given-name", ""), "given-name", "skriv noget"),
        (("given-name", long.as_str()), "given-name", "80 tegn"),
        (("given-name", "Ole\u{202e}"), "given-name", "usynligt"),
        (("role", "queen"), "role", "vælg"),
        (("born", "2026-02-31"), "born", "findes ikke"),
        (("born", "2026-11-25"), "born", "fremtiden"),
        (("expected", "2027-01-01"), "expected", "enten"),
        (("cpr", "123"), "cpr", "ti cifre"),
        (("cpr", "630288-1234"), "born", ""),
        (("cpr", "030288-1235"), "cpr", "opdigtede"),
        (("cpr", "640288-1235"), "born", "en anden dag"),
        (("email", "ole"), "email", "e-mail"),
        (("from", "2026-11-25"), "from", "fremtiden"),
        (("from", "1980-01-01"), "from", "før fødslen"),
    ] {
        let sent = fields(&[other]);
        let answer = karen.post(&new, &sent).await;
        if told.is_empty() {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{other:?}");
            continue;
        }
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{other:?}");
        assert!(faults(&answer)[0].contains(told), "{:?}", faults(&answer));
        assert_eq!(
            answer.attributes("#error-summary a", "href")[0],
            format!("#{field}")
        );
        let kept = answer.attributes("input[name=family-name]", "value");
        assert_eq!(kept, ["Holm"]);
    }
}

#[tokio::test]
async fn a_person_is_added_once_and_the_same_number_is_told() {
    let (site, people) = site().await;
    let karen = site.signed_in("karen").await;
    let new = format!("{people}/new");
    let form = karen.get(&new).await;
    let id = form.attributes("input[name=form-id]", "value")[0].clone();
    assert!(FormId::parse(&id).is_some());
    let names = [
        ("given-name", "فاطمة 👩"),
        ("cpr", "630288-1234"),
        ("form-id", id.as_str()),
    ];
    for _ in 0..2 {
        let answer = karen.post(&new, &fields(&names)).await;
        assert_eq!(answer.location(), format!("{people}?done=person-added"));
    }
    let page = karen.get(&people).await;
    let found = page.texts(".hh-people h2");
    assert_eq!(
        found
            .iter()
            .filter(|name| name.contains("فاطمة 👩"))
            .count(),
        1
    );
    assert!(page.body.contains("630288-••••") && !page.body.contains("1234"));
    let again = karen.post(&new, &fields(&[("cpr", "6302881234")])).await;
    assert!(faults(&again)[0].contains("allerede en person"));
    let known = format!("{people}/known");
    let there = [
        ("cpr", "630288-1234"),
        ("role", "father"),
        ("from", "2026-11-01"),
    ];
    let answer = karen.post(&known, &there).await;
    assert!(faults(&answer)[0].contains("hører allerede til familien"));
    let nobody = [
        ("cpr", "630288-9999"),
        ("role", "father"),
        ("from", "2026-11-01"),
    ];
    let answer = karen.post(&known, &nobody).await;
    assert!(faults(&answer)[0].contains("kender ingen"));
}

#[tokio::test]
async fn the_second_of_two_editors_sees_both_and_protection_is_not_lost() {
    let (site, people) = site().await;
    let karen = site.signed_in("karen").await;
    let edit = follow(&karen, &people, "Ret Sofie").await;
    let read = karen.get(&edit).await;
    assert_eq!(read.attributes("input[name=version]", "value"), ["1"]);
    let first = fields(&[
        ("version", "1"),
        ("role", "mother"),
        ("born", "1990-01-31"),
        ("protected", "yes"),
        ("address", "Hemmelig Vej 1"),
        ("given-name", "Sofie"),
    ]);
    assert_eq!(
        karen.post(&edit, &first).await.status,
        StatusCode::SEE_OTHER
    );
    let second = fields(&[
        ("version", "1"),
        ("given-name", "Sofia"),
        ("born", "1990-01-31"),
    ]);
    let answer = karen.post(&edit, &second).await;
    assert!(faults(&answer)[0].contains("en anden har rettet"));
    assert_eq!(answer.attributes("input[name=version]", "value"), ["2"]);
    assert_eq!(
        answer.attributes("input[name=given-name]", "value"),
        ["Sofia"]
    );
    assert!(answer.texts(".hh-conflict").join(" ").contains("Sofie"));
    assert_eq!(answer.attributes("#protected[checked]", "value"), ["yes"]);
    assert!(!answer.body.contains("Hemmelig Vej"));
    let third = fields(&[
        ("version", "2"),
        ("given-name", "Sofia"),
        ("born", "1990-01-31"),
        ("protected", "yes"),
        ("address-hidden", "yes"),
    ]);
    assert_eq!(
        karen.post(&edit, &third).await.status,
        StatusCode::SEE_OTHER
    );
    let secret = follow(&karen, &people, "Vis adressen").await;
    let asked = karen.get(&secret).await;
    assert!(!asked.body.contains("Hemmelig Vej"));
    let shown = karen.post(&secret, &[]).await;
    assert!(
        shown.body.contains("Hemmelig Vej 1"),
        "kept, and shown after the extra step"
    );
    assert_eq!(shown.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn relations_and_custody_stand_in_plain_sentences() {
    let (site, people) = site().await;
    let karen = site.signed_in("karen").await;
    let form = karen.get(&format!("{people}/relation")).await;
    let ids = form.attributes("#person option", "value");
    let (sofie, emil) = (ids[1].as_str(), ids[2].as_str());
    let relation = format!("{people}/relation");
    let parent = |person, other| [("person", person), ("kind", "parent"), ("other", other)];
    let answer = karen.post(&relation, &parent(emil, sofie)).await;
    assert!(faults(&answer)[0].contains("ikke født før"));
    let answer = karen.post(&relation, &parent(sofie, emil)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let custody = format!("{people}/{emil}/custody");
    let set = [
        ("holder", sofie),
        ("other-holder", ""),
        ("from", "2023-05-04"),
    ];
    assert_eq!(
        karen.post(&custody, &set).await.status,
        StatusCode::SEE_OTHER
    );
    let blind = karen.post(&custody, &set).await;
    assert!(faults(&blind)[0].contains("en anden har rettet"));
    let page = karen.get(&people).await;
    let text = page.texts("main").join(" ");
    assert!(text.contains("Sofie er forælder til Emil"), "{text}");
    assert!(
        text.contains("Sofie har den alene siden 4. maj 2023"),
        "{text}"
    );
    let end = link(&page, "Gælder ikke længere");
    let answer = karen.post(&end, &[("on", "2026-11-20")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(
        karen
            .get(&people)
            .await
            .body
            .contains("til 20. november 2026")
    );
}

#[tokio::test]
async fn who_has_left_is_listed_and_can_no_longer_be_changed() {
    let (site, people) = site().await;
    let karen = site.signed_in("karen").await;
    let edit = follow(&karen, &people, "Ret Sofie").await;
    let leave = format!("{edit}/leave");
    let tasks = people.replace("/people", "/tasks/new");
    let owner = karen
        .get(&tasks)
        .await
        .attributes("#owner option[value^='person-']", "value");
    let task = [
        ("kind", "task"),
        ("title", "Hente skabet"),
        ("owner", owner[0].as_str()),
    ];
    let sent = karen.post(&tasks, &task).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let carried = karen.get(&leave).await.texts("#carried ~ ul a");
    assert_eq!(carried, ["Hente skabet"], "what stays behind is named");
    let answer = karen.post(&leave, &[("last-day", "2027-01-01")]).await;
    assert!(faults(&answer)[0].contains("fremtiden"));
    let answer = karen.post(&leave, &[("last-day", "2026-11-24")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = karen.get(&people).await;
    assert!(
        page.texts("main")
            .join(" ")
            .contains("Har hørt til familien")
    );
    for path in [
        &edit,
        &leave,
        &format!("{edit}/cpr"),
        &format!("{edit}/address"),
    ] {
        assert_eq!(
            karen.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn forged_ids_and_others_are_answered_alike() {
    let (site, people) = site().await;
    let karen = site.signed_in("karen").await;
    let bo = site.signed_in("bo").await;
    let lone = site.signed_in("lone").await;
    let edit = follow(&karen, &people, "Ret Sofie").await;
    let forged = "0190b6a0-0000-7000-8000-000000000001";
    for path in [
        format!("/families/{forged}/people"),
        "/families/1/people".to_owned(),
        format!("{people}/{forged}"),
        format!("{people}/relation/{forged}"),
        format!("{people}/{forged}/custody"),
        format!("{edit}/password"),
    ] {
        assert_eq!(
            karen.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for path in [&people, &edit, &format!("{edit}/cpr")] {
        assert_eq!(bo.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let seen = lone.get(&people).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(
        seen.attributes("main .hh-people a", "href").is_empty(),
        "a leader reads"
    );
    assert_eq!(lone.get(&edit).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_household_is_renamed_and_two_who_do_are_told() {
    let (site, people) = site().await;
    let karen = site.signed_in("karen").await;
    let name = format!("{people}/name");
    let to = |name: &'static str| [("name", name), ("version", "1")];
    assert_eq!(
        karen.post(&name, &to("Holm-Ærø")).await.status,
        StatusCode::SEE_OTHER
    );
    let second = karen.post(&name, &to("Holm")).await;
    assert!(second.texts(".hh-conflict").join(" ").contains("Holm-Ærø"));
    assert_eq!(second.attributes("input[name=name]", "value"), ["Holm"]);
}
