//! Who sees what: given, looked at, taken back; what is forged gets what is absent.

mod support;

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use helhed_casework::access::Actor;
use helhed_casework::account::{AddAccount, add_account};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::text::Name;
use helhed_casework::testing::{AFamily, House};
use jiff::SignedDuration;
use support::{Answer, Client, Site};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const NOTE: &str = "Sofie har fået ny medicin";

/// A family of Karen's, with something written about the mother's health.
async fn holm(site: &Site) -> AFamily<'_> {
    let house = &site.house;
    let family = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let karen = site.signed_in("karen").await;
    let mother = family.mother.to_string();
    let fields = [
        ("body", NOTE),
        ("category", "health"),
        ("person", &mother),
        ("about", "2026-11-24"),
    ];
    let answer = karen
        .post(&format!("/families/{}/notes/new", family.id), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    family
}

/// An account for the mother.
async fn mother_signs_in(house: &House, person: PersonId) -> Actor {
    let mut ctx = house.begin_as_house(house.now()).await.expect("begun");
    let command = AddAccount {
        username: Username::parse("sofie").expect("a name"),
        display_name: Name::parse("Sofie Holm").expect("a name"),
        role: Role::FamilyMember,
        unit: None,
        person: Some(person),
        language: Language::Danish,
        phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
    };
    let account = add_account(&mut ctx, command).await.expect("an account");
    ctx.commit().await.expect("committed");
    Actor {
        account,
        role: Role::FamilyMember,
        unit: None,
        person: Some(person),
    }
}

/// The fields of a consent of the mother's about her health, for the jobcentre.
fn consent_of(family: &AFamily<'_>) -> Vec<(String, String)> {
    let jobcentre = format!("unit-{}", family.house.jobcentre);
    let mother = family.mother.to_string();
    let fields = [
        ("about", mother.as_str()),
        ("stance", "gives"),
        ("category", "health"),
        ("to", &jobcentre),
        ("purpose", "Én plan for arbejdet"),
        ("basis", "consent_28"),
        ("form", "on_screen"),
        ("words", "sharing-da"),
        ("given", "2026-11-24"),
        ("until", "2027-11-24"),
        ("giver", &mother),
    ];
    fields
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

/// The same with one field another; an empty value leaves it out.
fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    fields.retain(|(known, _)| known != name);
    if !value.is_empty() {
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields
}

async fn post(client: &Client<'_>, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(path, &fields).await
}

/// Karen writes the mother's consent down; its address.
async fn given(site: &Site, family: &AFamily<'_>) -> String {
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let answer = post(&karen, &new, &consent_of(family)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let (address, done) = answer.location().split_once('?').expect("a query");
    assert_eq!(done, "done=consent");
    address.to_owned()
}

#[tokio::test]
async fn a_consent_opens_it_says_why_and_taken_back_it_is_as_if_never() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let shared = format!("/families/{}/shared", family.id);
    let jens = site.signed_in("jens").await;
    let absent = "/families/01936000-0000-7000-8000-00000000abcd/shared";
    let nothing = jens.get(absent).await;
    // The jobcentre referred the family: it knows that it is here, and no more.
    let before = jens.get(&shared).await;
    assert!(!before.body.contains(NOTE) && !before.body.contains("Det er delt"));
    let sanne = site.signed_in("sanne").await;
    let hidden = sanne.get(&shared).await;
    let gone = sanne.get(absent).await;
    assert_eq!(
        (hidden.status, gone.status),
        (gone.status, StatusCode::NOT_FOUND)
    );
    let id = family.id.to_string();
    let absent_id = "01936000-0000-7000-8000-00000000abcd";
    assert_eq!(
        hidden.body.replace(&id, "ID"),
        gone.body.replace(absent_id, "ID")
    );
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);

    let consent = given(&site, &family).await;
    let page = jens.get(&shared).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("h1"), ["Holm"]);
    assert_eq!(page.texts("#told ~ ul .hh-note__text"), [NOTE]);
    let why = page.texts("#told ~ ul .hh-why");
    assert!(
        why[0].ends_with("Delt med jer: Samtykke til at give oplysninger videre (forvaltningsloven § 28), til 24. november 2027"),
        "{why:?}"
    );
    assert_eq!(
        page.texts("#open ~ ul li"),
        ["Sofie: helbred, til 24. november 2027"]
    );
    let list = jens.get("/shared").await;
    assert_eq!(list.texts("main .hh-cards h2"), ["Holm"]);
    assert_eq!(
        list.texts("main .hh-cards .hh-why"),
        ["Sofie: helbred, til 24. november 2027"]
    );
    assert!(
        sanne
            .get("/shared")
            .await
            .texts("main .hh-cards")
            .is_empty()
    );

    let karen = site.signed_in("karen").await;
    let matrix = karen.get(&format!("/families/{}/sharing", family.id)).await;
    assert_eq!(matrix.texts(".hh-matrix th[scope=row]"), ["Helbred"]);
    assert_eq!(matrix.texts(".hh-matrix td .hh-badge"), ["Må se"]);
    assert_eq!(
        matrix.texts("#consents ~ ul .hh-badge"),
        ["gælder"],
        "{}",
        matrix.body
    );
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let answer = karen.post(&consent, &back).await;
    assert_eq!(
        answer.location(),
        format!("{consent}?done=consent-withdrawn")
    );
    let after = jens.get(&shared).await;
    assert!(!after.body.contains(NOTE));
    assert_eq!(after.texts("main"), before.texts("main"));
    assert!(jens.get("/shared").await.texts("main .hh-cards").is_empty());
    let one = karen.get(&consent).await;
    assert_eq!(one.texts(".hh-page__head .hh-badge"), ["trukket tilbage"]);
    assert_eq!(one.attributes("button[value=withdraw]", "value"), [""; 0]);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_is_shared() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let own = format!("person-{}", family.mother);
    let child = family.child.to_string();
    let wrong = [
        ("category", "", "consent-categories", "sæt mindst ét kryds"),
        ("to", "", "consent-to", "vælg mindst én"),
        (
            "to",
            &own,
            "consent-to",
            "det handler om samme person, som skulle se det",
        ),
        ("purpose", "", "consent-purpose", "skriv noget her"),
        ("form", "oral", "consent-word", "skriv, hvad der blev sagt"),
        (
            "given",
            "2026-11-25",
            "consent-given",
            "det kan ikke ligge i fremtiden",
        ),
        (
            "given",
            "2026-09-01",
            "consent-given",
            "det er for længe siden; giv samtykket igen",
        ),
        (
            "until",
            "2026-11-23",
            "consent-until",
            "den dag er gået; vælg en dag, der kommer",
        ),
        (
            "until",
            "2036-11-23",
            "consent-until",
            "så længe kan det ikke gælde; vælg en tidligere dag",
        ),
        (
            "giver",
            "",
            "consent-giver",
            "sæt kryds ved den, der siger det",
        ),
        (
            "giver",
            &child,
            "consent-giver",
            "det er ikke deres at bestemme",
        ),
        (
            "about",
            &child,
            "consent-giver",
            "ingen kan sige det, før forældremyndigheden er skrevet ned",
        ),
        ("basis", "notification_2", "consent-basis", "vælg én"),
        ("words", "nothing-xx", "consent-words", "vælg én"),
        ("category", "gossip", "consent-categories", "vælg én"),
        (
            "scan",
            "01936000-0000-7000-8000-00000000abcd",
            "consent-scan",
            "vælg én",
        ),
    ];
    for (name, value, _, told) in wrong {
        let answer = post(&karen, &new, &with(consent_of(&family), name, value)).await;
        let at = format!("{name}={value}");
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        let summary = answer.texts("#error-summary li").join(" ");
        assert!(summary.contains(told), "{at}: {summary}");
        let targets = answer.attributes("#error-summary a", "href");
        for target in targets {
            let found = answer.attributes(&format!("[id='{}']", &target[1..]), "id");
            assert_eq!(found.len(), 1, "{at}: {target}");
        }
        if name != "purpose" {
            let kept = answer.attributes("#purpose", "value");
            assert_eq!(kept, ["Én plan for arbejdet"], "{at}");
        }
    }
    assert_eq!(site.house.rows_of("consent").await, 0);
    assert_eq!(site.house.rows_of("share").await, 0);
}

#[tokio::test]
async fn the_family_sees_its_own_and_switches_it_off() {
    let site = Site::new().await;
    let family = holm(&site).await;
    mother_signs_in(&site.house, family.mother).await;
    let consent = given(&site, &family).await;
    let sofie = site.signed_in("sofie").await;
    let our = sofie.get("/our").await;
    let sharing = format!("/families/{}/sharing", family.id);
    assert!(our.attributes("main a", "href").contains(&sharing));
    let page = sofie.get(&sharing).await;
    assert_eq!(page.texts("h1"), ["Hvem ser hvad"]);
    assert_eq!(page.texts(".hh-tabs"), [""; 0], "no pages of the team");
    assert_eq!(page.texts(".hh-matrix td .hh-badge"), ["Må se"]);
    let own = sofie.get(&format!("/families/{}/shared", family.id)).await;
    assert_eq!(own.texts("#told ~ ul .hh-note__text"), [NOTE]);
    // A role and another's name do not count for more than her own.
    let bad = [
        ("act", "withdraw"),
        ("by", &family.child.to_string()),
        ("role", "coordinator"),
    ];
    let answer = sofie.post(&consent, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sign = [("act", "sign"), ("giver", &family.mother.to_string())];
    assert_eq!(
        sofie.post(&consent, &sign).await.status,
        StatusCode::FORBIDDEN
    );
    let part = [
        ("act", "withdraw"),
        ("category", "health"),
        ("by", &family.mother.to_string()),
    ];
    let answer = sofie.post(&consent, &part).await;
    assert_eq!(
        answer.location(),
        format!("{consent}?done=consent-withdrawn")
    );
    assert!(sofie.get(&sharing).await.texts(".hh-matrix").is_empty());
}

#[tokio::test]
async fn a_preview_shows_what_they_see_and_changes_nothing() {
    let site = Site::new().await;
    let family = holm(&site).await;
    family.note("Kun for os").await;
    let consent = given(&site, &family).await;
    let karen = site.signed_in("karen").await;
    let as_unit = format!(
        "/families/{}/shared/as/unit-{}",
        family.id, site.house.jobcentre
    );
    let page = karen.get(&as_unit).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.texts("title")[0].starts_with("Som "),
        "{:?}",
        page.texts("title")
    );
    assert!(page.texts(".hh-preview")[0].contains("Forhåndsvisning"));
    assert_eq!(page.texts("#told ~ ul .hh-note__text"), [NOTE]);
    assert_eq!(page.attributes("main form", "action"), [""; 0]);
    let jens = site.signed_in("jens").await;
    let theirs = jens.get(&format!("/families/{}/shared", family.id)).await;
    assert_eq!(
        theirs.texts("main .hh-note__text"),
        page.texts("main .hh-note__text")
    );
    // Who sees nothing: the page says so.
    let school = format!(
        "/families/{}/shared/as/unit-{}",
        family.id, site.house.school
    );
    assert_eq!(
        karen.get(&school).await.texts("[data-live-part] .hh-empty"),
        ["De ser intet."]
    );
    for forged in [
        "unit-x",
        "person-1",
        "unit-01936000-0000-7000-8000-00000000abcd",
        "karen",
    ] {
        let path = format!("/families/{}/shared/as/{forged}", family.id);
        assert_eq!(
            karen.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{forged}"
        );
    }
    // A flag that somebody thinks of does nothing, and a partner looks as nobody.
    assert_eq!(jens.get(&as_unit).await.status, StatusCode::NOT_FOUND);
    let plain = format!("/families/{}/shared", family.id);
    let flagged = jens
        .get(&format!("{plain}?preview=1&role=coordinator&as=team"))
        .await;
    assert_eq!(flagged.texts("main"), jens.get(&plain).await.texts("main"));
    for path in [
        "/sharing",
        "/sharing/items",
        "/sharing/lock",
        "/sharing/consents/new",
    ] {
        let path = format!("/families/{}{path}", family.id);
        assert_eq!(
            jens.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        assert_eq!(
            jens.post(&path, &[]).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(jens.get(&consent).await.status, StatusCode::NOT_FOUND);
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    assert_eq!(
        jens.post(&consent, &back).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn anothers_consent_under_ones_own_family_is_absent() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let house = &site.house;
    let other = house.a_family("Lund").await.taken_in_by(&house.bo).await;
    let consent = given(&site, &family).await;
    let id = consent.rsplit('/').next().expect("an id").to_owned();
    let bo = site.signed_in("bo").await;
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let absent = "01936000-0000-7000-8000-00000000abcd";
    for at in [&id, absent] {
        let path = format!("/families/{}/sharing/consents/{at}", other.id);
        assert_eq!(bo.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(bo.post(&path, &back).await.status, StatusCode::NOT_FOUND);
        let path = format!("/families/{}/sharing/disclosures/{at}/end", other.id);
        assert_eq!(bo.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(bo.post(&consent, &back).await.status, StatusCode::NOT_FOUND);
    // Somebody of another family as receiver, and an item of another family to mark.
    let new = format!("/families/{}/sharing/consents/new", other.id);
    let stranger = format!("person-{}", family.mother);
    let fields = with(consent_of(&other), "to", &stranger);
    assert_eq!(
        post(&bo, &new, &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let note = family.note("Andres").await.to_string();
    let items = format!("/families/{}/sharing/items", other.id);
    let mark = [("item", note.as_str()), ("category", "health")];
    assert_eq!(bo.post(&items, &mark).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        house.rows_of("withdrawal").await + house.rows_of("mark").await,
        0
    );
}

#[tokio::test]
async fn parts_of_a_note_are_kept_apart_and_what_is_for_the_team_stays_there() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/notes/new", family.id);
    let one = [
        ("body", "Om arbejdet"),
        ("category", "work"),
        ("about", "2026-11-24"),
        ("parts", "1"),
        ("more", "yes"),
    ];
    let page = karen.post(&new, &one).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("#body"), ["Om arbejdet"]);
    assert_eq!(page.attributes("#body-2", "name"), ["body-2"]);
    assert_eq!(
        site.house.rows_of("note").await,
        1,
        "nothing is written yet"
    );
    let mother = family.mother.to_string();
    let both = [
        ("body", "Om arbejdet"),
        ("category", "work"),
        ("body-2", "Hendes helbred igen"),
        ("category-2", "health"),
        ("person-2", &mother),
        ("body-3", "Kun for os"),
        ("category-3", "health"),
        ("person-3", &mother),
        ("restricted-3", "yes"),
        ("about", "2026-11-24"),
        ("parts", "4"),
    ];
    let answer = karen.post(&new, &both).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(site.house.rows_of("note").await, 4);
    given(&site, &family).await;
    let jens = site.signed_in("jens").await;
    let shared = format!("/families/{}/shared", family.id);
    let mut seen = jens.get(&shared).await.texts("#told ~ ul .hh-note__text");
    seen.sort();
    assert_eq!(seen, ["Hendes helbred igen", NOTE]);
    // Marked as another matter, it is gone from the next request on.
    let items = format!("/families/{}/sharing/items", family.id);
    let page = karen.get(&items).await;
    let all = page.texts(".hh-task__what span");
    let at = all.iter().position(|it| it == NOTE).expect("listed");
    let item = page.attributes("input[name=item]", "value").remove(at);
    let mark = [("item", item.as_str()), ("category", "housing")];
    assert_eq!(
        karen.post(&items, &mark).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        jens.get(&shared).await.texts("#told ~ ul .hh-note__text"),
        ["Hendes helbred igen"]
    );
}

#[tokio::test]
async fn a_disclosure_names_its_law_and_the_early_exchange_is_counted() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/disclosures/new", family.id);
    let (mother, school) = (
        family.mother.to_string(),
        format!("unit-{}", site.house.school),
    );
    let fields = [
        ("basis", "early_exchange"),
        ("about", &mother),
        ("category", "health"),
        ("to", &school),
        ("purpose", "Et møde"),
        ("reason", "Der er brug for det"),
        ("until", "2026-12-01"),
    ];
    for left in ["1 møde tilbage", "er brugt"] {
        let answer = karen.post(&new, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = karen.get(answer.location()).await;
        assert!(page.texts("#disclosures ~ p")[0].contains(left), "{left}");
    }
    let answer = karen.post(&new, &fields).await;
    let told = answer.texts("#error-summary li").join(" ");
    assert!(
        told.contains("det ene møde og det opfølgende er brugt"),
        "{told}"
    );
    let sanne = site.signed_in("sanne").await;
    let shared = format!("/families/{}/shared", family.id);
    assert_eq!(sanne.get(&shared).await.status, StatusCode::OK);
    let page = karen.get(&format!("/families/{}/sharing", family.id)).await;
    for end in page.attributes("#disclosures ~ ul form", "action") {
        assert_eq!(karen.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(sanne.get(&shared).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_lock_shuts_the_family_out_until_it_is_lifted() {
    let site = Site::new().await;
    let family = holm(&site).await;
    mother_signs_in(&site.house, family.mother).await;
    let (karen, sofie) = (site.signed_in("karen").await, site.signed_in("sofie").await);
    let sharing = format!("/families/{}/sharing", family.id);
    let lock = format!("{sharing}/lock");
    let answer = karen
        .post(&lock, &[("reason", "Risikoen skal vurderes")])
        .await;
    assert_eq!(answer.location(), format!("{sharing}?done=locked"));
    assert_eq!(sofie.get(&sharing).await.status, StatusCode::NOT_FOUND);
    let page = karen.get(&sharing).await;
    assert!(page.texts(".alert-warning")[0].contains("Risikoen skal vurderes"));
    let form = karen.get(&lock).await;
    let id = form.attributes("input[name=lock]", "value").remove(0);
    let lift = [("lock", id.as_str()), ("assessment", "Ingen fare")];
    let answer = karen.post(&lock, &lift).await;
    assert_eq!(answer.location(), format!("{sharing}?done=lock-lifted"));
    assert_eq!(sofie.get(&sharing).await.status, StatusCode::OK);
    assert_eq!(karen.post(&lock, &lift).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_leader_is_told_of_an_emergency() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let (bo, lone) = (site.signed_in("bo").await, site.signed_in("lone").await);
    let page = format!("/families/{}", family.id);
    assert_eq!(bo.get(&page).await.status, StatusCode::NOT_FOUND);
    let nobody = [
        ("given", "Ingen"),
        ("family", "Kendt"),
        ("born", "1990-01-31"),
        ("reason", "Fare"),
    ];
    let answer = bo.post("/emergency", &nobody).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lone.get("/team").await.texts("#emergencies").is_empty());
    let sofie = [
        ("given", "Sofie"),
        ("family", "Holm"),
        ("born", "1990-01-31"),
        ("reason", "Emil er alene hjemme"),
    ];
    let answer = bo.post("/emergency", &sofie).await;
    assert_eq!(answer.location(), format!("{page}?done=emergency"));
    assert_eq!(bo.get(&page).await.status, StatusCode::OK);
    let team = lone.get("/team").await;
    assert_eq!(
        team.texts("#emergencies"),
        ["En sag er åbnet i en nødsituation"]
    );
    assert!(team.texts("#emergencies ~ ul li")[0].contains("Emil er alene hjemme"));
    let list = lone.get("/emergency").await;
    let id = list.attributes("input[name=emergency]", "value").remove(0);
    let seen = [("emergency", id.as_str())];
    let answer = lone.post("/emergency", &seen).await;
    assert_eq!(answer.location(), "/emergency?done=emergency-seen");
    assert!(lone.get("/team").await.texts("#emergencies").is_empty());
    for who in ["jens", "sanne", "ida"] {
        let client = site.signed_in(who).await;
        assert_eq!(
            client.get("/emergency").await.status,
            StatusCode::NOT_FOUND,
            "{who}"
        );
        let forged = client.post("/emergency", &sofie).await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND, "{who}");
        // A flag beside an ordinary address opens nothing.
        let flagged = client
            .get(&format!("{page}?emergency=1&role=coordinator"))
            .await;
        assert_eq!(flagged.status, StatusCode::NOT_FOUND, "{who}");
    }
    site.later(SignedDuration::from_mins(61));
    let bo = site.signed_in("bo").await;
    assert_eq!(bo.get(&page).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_consent_that_ends_soon_is_told_today_and_renewed() {
    let site = Site::new().await;
    let family = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let soon = with(consent_of(&family), "until", "2026-12-10");
    let answer = post(&karen, &new, &soon).await;
    let consent = answer
        .location()
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let id = consent.rsplit('/').next().expect("an id");
    let today = karen.get("/today").await;
    let alerts = today.texts("#alerts ~ ul li").join(" ");
    assert!(
        alerts.contains("Sofie: et samtykke udløber om 2 uger"),
        "{alerts}"
    );
    let page = karen.get(&format!("{new}?renew={id}")).await;
    assert_eq!(
        page.attributes("#purpose", "value"),
        ["Én plan for arbejdet"]
    );
    assert_eq!(
        page.attributes("input[name=category][checked]", "value"),
        ["health"]
    );
    assert_eq!(page.attributes("#until", "value"), ["2027-11-24"]);
    let answer = post(&karen, &new, &consent_of(&family)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let today = karen.get("/today").await;
    let alerts = today.texts("#alerts ~ ul li").join(" ");
    assert!(!alerts.contains("samtykke"), "renewed: {alerts}");
}

/// Opens a stream over a line of its own, past its head.
async fn listen(address: std::net::SocketAddr, client: &Client<'_>, path: &str) -> TcpStream {
    let mut line = TcpStream::connect(address).await.expect("a line");
    let cookie = client.cookie.as_deref().expect("signed in");
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"
    );
    line.write_all(request.as_bytes()).await.expect("sent");
    let head = hear(&mut line, "\r\n\r\n").await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.contains("text/event-stream"), "{head}");
    line
}

/// What comes until a text; nothing more than ten seconds.
async fn hear(line: &mut TcpStream, until: &str) -> String {
    let mut heard = Vec::new();
    let read = async {
        let mut bytes = [0; 1024];
        while !String::from_utf8_lossy(&heard).contains(until) {
            match line.read(&mut bytes).await {
                Ok(0) | Err(_) => break,
                Ok(count) => heard.extend_from_slice(&bytes[..count]),
            }
        }
    };
    let _late = tokio::time::timeout(Duration::from_secs(10), read).await;
    String::from_utf8_lossy(&heard).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_page_hears_of_a_withdrawal_within_a_second() {
    let site = Site::new().await;
    let family = holm(&site).await;
    // Shared by the family alone: nothing else ties the school to it.
    let school = format!("unit-{}", site.house.school);
    let karen = site.signed_in("karen").await;
    let new = format!("/families/{}/sharing/consents/new", family.id);
    let answer = post(&karen, &new, &with(consent_of(&family), "to", &school)).await;
    let consent = answer
        .location()
        .split('?')
        .next()
        .expect("a path")
        .to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let service = site
        .router
        .clone()
        .into_make_service_with_connect_info::<std::net::SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let sanne = site.signed_in("sanne").await;
    let shared = format!("/families/{}/shared", family.id);
    let page = sanne.get(&shared).await;
    assert!(page.body.contains(NOTE));
    let live = page.attributes("[data-live]", "data-live").remove(0);
    let mut line = listen(address, &sanne, &live).await;
    let mother = family.mother.to_string();
    let back = [("act", "withdraw"), ("by", mother.as_str())];
    let began = Instant::now();
    assert_eq!(
        karen.post(&consent, &back).await.status,
        StatusCode::SEE_OTHER
    );
    let heard = hear(&mut line, "event: changed").await;
    let took = began.elapsed();
    assert!(heard.contains("event: changed"), "{heard}");
    assert!(
        !heard.contains("Sofie") && !heard.contains("helbred"),
        "ids at most: {heard}"
    );
    assert_eq!(sanne.get(&shared).await.status, StatusCode::NOT_FOUND);
    let seen = began.elapsed();
    println!("the withdrawal was heard after {took:?} and the page was gone after {seen:?}");
    assert!(seen < Duration::from_secs(1), "{seen:?}");
    // It may know of the family no more: the stream ends, and does not open again.
    let rest = hear(&mut line, "event: changed").await;
    assert!(!rest.contains("changed"), "{rest}");
    assert_eq!(sanne.get(&live).await.status, StatusCode::NOT_FOUND);

    // Signed out: told once more to look, and no more.
    let live = format!("/families/{}/live?since=forged", family.id);
    let bo = site.signed_in("lone").await;
    let mut line = listen(address, &bo, &live).await;
    assert!(
        hear(&mut line, "event: changed").await.contains("changed"),
        "missed before"
    );
    bo.post("/sign-out", &[]).await;
    family.note("Mere").await;
    post(&karen, &new, &consent_of(&family)).await;
    hear(&mut line, "event: changed").await;
    assert_eq!(
        hear(&mut line, "event: changed")
            .await
            .matches("changed")
            .count(),
        0
    );
    server.abort();
}
