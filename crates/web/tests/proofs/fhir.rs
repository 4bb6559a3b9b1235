//! The FHIR bundle: sound by the R4 definitions as an independent library reads them, and no more in it than its reader sees.

use std::io::Write;
use std::process::{Command, Stdio};

use helhed_casework::domain::consent::Party;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::person::{Birth, PersonChange, SecretChange, Sex};
use helhed_casework::domain::text::Name;
use helhed_casework::family::{ChangePerson, change_person};
use helhed_casework::testing::{AFamily, House, line};
use jiff::civil::date;
use serde_json::Value;

use crate::support::Site;
use crate::world::{OTHER, OWN, Whose, World};

const ADDRESS: &str = "Hemmelig Vej 1";
const TELEPHONE: &str = "12 34 56 78";

/// What the library finds wrong.
fn faults(bundle: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/proofs/fhir.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut stdin = node.stdin.take().expect("a way in");
    stdin.write_all(bundle.as_bytes()).expect("written");
    drop(stdin);
    let done = node.wait_with_output().expect("node ends");
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "the library runs: {told}");
    String::from_utf8_lossy(&done.stdout).into_owned()
}

/// Every reference leads to something in the bundle, and every id stands once.
fn hangs_together(bundle: &Value) {
    let entries = bundle["entry"].as_array().expect("entries");
    let urls: Vec<&str> = entries
        .iter()
        .map(|it| it["fullUrl"].as_str().expect("an address"))
        .collect();
    let mut once = urls.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), urls.len(), "an id stands twice");
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("reference").and_then(Value::as_str));
                fields.values().for_each(|it| references(it, found));
            }
            Value::Array(values) => values.iter().for_each(|it| references(it, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(bundle, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        assert!(urls.contains(&reference), "{reference} leads nowhere");
    }
}

fn kinds(bundle: &Value) -> Vec<&str> {
    let entries = bundle["entry"].as_array().expect("entries");
    let mut kinds: Vec<&str> = entries
        .iter()
        .filter_map(|it| it["resource"]["resourceType"].as_str())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

async fn fetched(site: &Site, who: &str, path: &str, numbers: &str) -> String {
    let client = site.signed_in(who).await;
    let answer = client.post(path, &[("numbers", numbers)]).await;
    assert_eq!(answer.status, 200, "{who}: {}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/fhir+json");
    answer.body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_independent_library_finds_nothing_wrong_with_anybodys_bundle() {
    let world = World::new().await;
    let path = world.address("/families/{id}/fhir", Whose::Own);
    let mut sizes = Vec::new();
    for who in ["karen", "lone", "jens", "sofie"] {
        let text = fetched(&world.site, who, &path, "").await;
        let bundle: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(faults(&text), "", "{who}");
        hangs_together(&bundle);
        assert!(!text.contains(OTHER) && !text.contains("610190"), "{who}");
        sizes.push((
            who,
            kinds(&bundle).len(),
            bundle["entry"].as_array().map_or(0, Vec::len),
        ));
        let again = fetched(&world.site, who, &path, "").await;
        assert_eq!(text, again, "the same case at the same instant is the same");
    }
    let all = fetched(&world.site, "karen", &path, "").await;
    let bundle: Value = serde_json::from_str(&all).expect("JSON");
    for kind in [
        "Patient",
        "Group",
        "CareTeam",
        "CarePlan",
        "Goal",
        "Encounter",
        "Communication",
        "Consent",
        "Condition",
        "Observation",
        "RelatedPerson",
    ] {
        assert!(
            kinds(&bundle).contains(&kind),
            "{kind} of {:?}",
            kinds(&bundle)
        );
    }
    assert!(all.contains(OWN));
    assert!(sizes[2].2 < sizes[0].2, "a partner sees less: {sizes:?}");
    // What the library would find: a code of no value set, what is missing, what is unexpected.
    for (from, to) in [
        ("\"status\": \"active\"", "\"status\": \"lively\""),
        ("\"intent\": \"plan\"", "\"intend\": \"plan\""),
        ("\"lifecycleStatus\"", "\"_lifecycleStatus\""),
    ] {
        assert!(all.contains(from));
        assert_ne!(faults(&all.replace(from, to)), "", "{from}");
    }
}

async fn hidden(house: &House) -> AFamily<'_> {
    let holm = house.a_family("Holm").await;
    let holm = holm.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let mut ctx = house.change(&house.karen).await;
    let command = ChangePerson {
        family: holm.id,
        person: holm.mother,
        version: 1,
        role: MemberRole::Mother,
        change: PersonChange {
            given_name: Name::parse("Sofie").expect("a name"),
            family_name: Name::parse("Holm").expect("a name"),
            sex: Sex::Female,
            birth: Birth::Born(date(1990, 1, 31)),
            cpr: SecretChange::Set(CprNumber::parse("910190-1234").ok()),
            protected_address: true,
            address: SecretChange::Set(Some(line(ADDRESS))),
            phone: Some(line(TELEPHONE)),
            email: None,
            language: None,
            interpreter: false,
        },
    };
    change_person(&mut ctx, command).await.expect("changed");
    ctx.commit().await.expect("committed");
    holm
}

/// The patient with a given name.
fn patient<'b>(bundle: &'b Value, given: &str) -> &'b Value {
    let entries = bundle["entry"].as_array().expect("entries").iter();
    let mut patients = entries
        .map(|it| &it["resource"])
        .filter(|it| it["resourceType"] == "Patient");
    patients
        .find(|it| it["name"][0]["given"][0] == given)
        .expect("a patient")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_take_a_tick_and_a_protected_address_is_never_in_it() {
    let site = Site::of(House::new().await).await;
    let holm = hidden(&site.house).await;
    let child = holm.child;
    let holm_id = holm.id;
    let shares = [holm.mother, child];
    for subject in shares {
        holm.shares(subject, &["general"], Party::Unit(site.house.school))
            .await;
    }
    let path = format!("/families/{holm_id}/fhir");
    const REASON: &str = "/extension/0/valueCode";
    for (who, numbers, cpr, birth) in [
        ("karen", "", "masked", None),
        ("karen", "yes", "9101901234", None),
        ("lone", "", "masked", None),
        ("sanne", "", "masked", Some("masked")),
    ] {
        let text = fetched(&site, who, &path, numbers).await;
        assert_eq!(faults(&text), "", "{who}");
        for secret in [ADDRESS, TELEPHONE] {
            assert!(!text.contains(secret), "{who} gets {secret}");
        }
        let bundle: Value = serde_json::from_str(&text).expect("JSON");
        let mother = patient(&bundle, "Sofie");
        let number = &mother["identifier"][0];
        let told = number["value"]
            .as_str()
            .or(number["_value"].pointer(REASON).and_then(Value::as_str));
        assert_eq!(told, Some(cpr), "{who}");
        assert_eq!(
            mother["address"][0].pointer(REASON),
            Some(&Value::from("masked"))
        );
        let told = mother["_birthDate"].pointer(REASON).and_then(Value::as_str);
        assert_eq!(told, birth, "{who}");
        if who == "karen" {
            // Of the child no number is known, which is another thing than not telling it.
            let number = &patient(&bundle, "Emil")["identifier"][0]["_value"];
            assert_eq!(number.pointer(REASON), Some(&Value::from("unknown")));
        } else if who == "sanne" {
            // To the school the child is told of like the mother: nothing follows from it.
            let child = patient(&bundle, "Emil");
            assert_eq!(child["address"], mother["address"]);
            assert_eq!(child["identifier"], mother["identifier"]);
        }
    }
    // Who may not unmask gets nothing at all with the tick, and somebody else's family is not there.
    let lone = site.signed_in("lone").await;
    assert_eq!(lone.post(&path, &[("numbers", "yes")]).await.status, 403);
    let bo = site.signed_in("bo").await;
    assert_eq!(bo.post(&path, &[]).await.status, 404);
}
