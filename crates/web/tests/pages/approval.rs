//! Minutes are read aloud, closed, put into the file and approved: signed in, noted down, and by a link.

use axum::http::StatusCode;

use helhed_casework::domain::ids::MeetingId;
use helhed_casework::domain::minutes::heard;
use helhed_casework::meeting::call_meeting;
use helhed_casework::minutes::{
    BeginMinutes, WriteSection, begin_minutes, minutes_of, write_section,
};
use helhed_casework::testing::{AFamily, a_call_to, line};

use crate::support::{Answer, Site};

/// Karen's meeting with the family, with a word in the general section and one on the mother's health.
async fn held(family: &AFamily<'_>) -> MeetingId {
    let house = family.house;
    let mut ctx = house.change(&house.karen).await;
    let call = a_call_to(family, "2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z");
    let meeting = call_meeting(&mut ctx, call).await.expect("called");
    let begin = BeginMinutes {
        family: family.id,
        meeting,
        general: line("Andet"),
    };
    let sections = begin_minutes(&mut ctx, begin).await.expect("begun");
    let texts = [
        "Alle er glade.\n> Karen ringer til skolen fredag",
        "Sofie sover bedre.",
    ];
    for (section, text) in sections.into_iter().zip(texts) {
        let command = WriteSection {
            family: family.id,
            meeting,
            section,
            base: 1,
            lines: heard(text),
        };
        write_section(&mut ctx, command).await.expect("written");
    }
    ctx.commit().await.expect("committed");
    meeting
}

fn at(family: &AFamily<'_>, meeting: MeetingId) -> String {
    format!("/families/{}/meetings/{meeting}/minutes", family.id)
}

/// The participant of that name, from the links of the page.
fn who(page: &Answer, name: &str) -> String {
    let links = page.attributes("a[href*='/approval/say?who=']", "href");
    let names = page.texts("a[href*='/approval/say?who=']");
    let found = names
        .iter()
        .position(|it| it.ends_with(name))
        .expect("a link");
    links[found].split("who=").nth(1).expect("an id").to_owned()
}

#[tokio::test]
async fn minutes_are_closed_as_they_were_read_and_lie_in_the_file() {
    let site = Site::new().await;
    let family = site
        .house
        .a_family("Holm")
        .await
        .taken_in_by(&site.house.karen)
        .await;
    let meeting = held(&family).await;
    let at = at(&family, meeting);
    let karen = site.signed_in("karen").await;
    let aloud = karen.get(&format!("{at}/aloud")).await;
    assert_eq!(aloud.status, StatusCode::OK);
    let read = aloud.texts(".hh-read").join(" ");
    assert!(read.contains("Alle er glade.") && read.contains("Sofie sover bedre."));
    assert!(
        read.contains("Opgave: Karen ringer til skolen fredag (Karen Koordinator, senest"),
        "{read}"
    );
    let seq = aloud.attributes("input[name=seq]", "value").remove(0);

    // Something was written meanwhile: it is read first.
    let mut reading = site.house.reading(&site.house.karen, site.house.now());
    let page = minutes_of(&mut reading, family.id, meeting)
        .await
        .expect("read")
        .into_inner();
    let begun = page.begun.expect("begun");
    let mut ctx = site.house.change(&site.house.karen).await;
    let more = WriteSection {
        family: family.id,
        meeting,
        section: begun.sections[0].id,
        base: begun.minutes.seq,
        lines: heard("Alle er glade.\n> Karen ringer til skolen fredag\nOg trætte."),
    };
    write_section(&mut ctx, more).await.expect("written");
    ctx.commit().await.expect("committed");
    let late = karen.post(&format!("{at}/aloud"), &[("seq", &seq)]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.texts(".hh-read").join(" ").contains("Og trætte."),
        "the page shows it as it is now"
    );
    let seq = late.attributes("input[name=seq]", "value").remove(0);
    let lone = site.signed_in("lone").await;
    let other = lone.post(&format!("{at}/aloud"), &[("seq", &seq)]).await;
    assert_eq!(
        other.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "whoever holds the pen closes"
    );
    let unreadable = karen.post(&format!("{at}/aloud"), &[("seq", "x")]).await;
    assert_eq!(unreadable.status, StatusCode::BAD_REQUEST);

    let closed = karen.post(&format!("{at}/aloud"), &[("seq", &seq)]).await;
    assert_eq!(
        closed.location(),
        format!("{at}/approval?done=minutes-closed")
    );
    let files = karen
        .get(&format!("/families/{}/documents", family.id))
        .await;
    let names = files.texts("main").join(" ");
    assert!(names.contains("Referat 2026-11-24.pdf"), "{names}");
    let paper = karen.get(&format!("{at}/pdf")).await;
    assert_eq!(paper.headers["content-type"], "application/pdf");
    assert_eq!(paper.status, StatusCode::OK);
    let agreed = karen
        .get(&format!("/families/{}/meetings/agreed", family.id))
        .await;
    assert!(
        agreed
            .texts("main")
            .join(" ")
            .contains("Karen ringer til skolen")
    );
}

#[tokio::test]
async fn everybody_says_whether_it_was_like_that() {
    let site = Site::new().await;
    let family = site
        .house
        .a_family("Holm")
        .await
        .taken_in_by(&site.house.karen)
        .await;
    family.mother_has_custody().await;
    family.mothers_account("sofie", "Sofie").await;
    let meeting = held(&family).await;
    let at = at(&family, meeting);
    let karen = site.signed_in("karen").await;
    let sofie = site.signed_in("sofie").await;
    // Nobody is asked before the minutes are closed.
    let early = sofie.get(&format!("{at}/approval")).await;
    assert!(early.texts("a[href*='/approval/say']").is_empty());
    let aloud = karen.get(&format!("{at}/aloud")).await;
    let seq = aloud.attributes("input[name=seq]", "value").remove(0);
    karen.post(&format!("{at}/aloud"), &[("seq", &seq)]).await;

    let page = sofie.get(&format!("{at}/approval")).await;
    let say = page
        .attributes("a.button[href*='/approval/say']", "href")
        .remove(0);
    assert_eq!(sofie.get(&say).await.status, StatusCode::OK);
    let me = say.split("who=").nth(1).expect("an id").to_owned();
    let form = format!("{at}/approval/say");
    let wordless = sofie
        .post(&form, &[("who", &me), ("stance", "objects")])
        .await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wordless.texts("#word-error"),
        ["Fejl: skriv, hvad der var anderledes"]
    );
    let fields = [
        ("who", me.as_str()),
        ("stance", "objects"),
        ("word", "Jeg sagde torsdag"),
    ];
    assert_eq!(
        sofie.post(&form, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let page = karen.get(&format!("{at}/approval")).await;
    assert!(
        page.texts("blockquote")
            .contains(&"Jeg sagde torsdag".to_owned())
    );

    // She says nothing for the school; Karen notes down what the school said in the room, and adds what was missing.
    let school = who(&page, "Sanne Skoleleder");
    let for_school = sofie
        .post(&form, &[("who", &school), ("stance", "approves")])
        .await;
    assert_eq!(for_school.status, StatusCode::FORBIDDEN);
    let noted = karen
        .post(&form, &[("who", &school), ("stance", "approves")])
        .await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER);
    let add = format!("{at}/approval/add");
    let empty = karen.post(&add, &[("section", ""), ("body", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let section = karen
        .get(&add)
        .await
        .attributes("select[name=section] option", "value")
        .remove(0);
    karen
        .post(&add, &[("section", &section), ("body", "Det var torsdag.")])
        .await;
    let page = sofie.get(&format!("{at}/approval")).await;
    assert!(
        page.texts(".hh-read__added")
            .join(" ")
            .contains("Det var torsdag.")
    );
}

#[tokio::test]
async fn a_link_shows_what_its_holder_may_see_and_is_used_once() {
    let site = Site::new().await;
    let family = site
        .house
        .a_family("Holm")
        .await
        .taken_in_by(&site.house.karen)
        .await;
    let meeting = held(&family).await;
    let at = at(&family, meeting);
    let karen = site.signed_in("karen").await;
    let aloud = karen.get(&format!("{at}/aloud")).await;
    let seq = aloud.attributes("input[name=seq]", "value").remove(0);
    karen.post(&format!("{at}/aloud"), &[("seq", &seq)]).await;
    let page = karen.get(&format!("{at}/approval")).await;
    let school = who(&page, "Sanne Skoleleder");
    let wrong = karen
        .post(
            &format!("{at}/approval/ask"),
            &[("who", &school), ("email", "ingen")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = karen
        .post(&format!("{at}/approval/ask"), &[("who", &school)])
        .await;
    let shown = made.texts("code.hh-phrase");
    let link = format!(
        "/approve/{}",
        shown[0].split("/approve/").nth(1).expect("a link")
    );
    let code = shown[1].as_str();

    let nobody = site.nobody();
    let asks = nobody.get(&link).await;
    assert!(asks.status == StatusCode::OK && !asks.body.contains("Alle er glade"));
    let wrong = nobody.post(&link, &[("code", "12")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let open = nobody.post(&link, &[("code", code)]).await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(
        !open.body.contains("sover bedre"),
        "nobody's health for the school"
    );
    let wordless = nobody
        .post(
            &link,
            &[("code", code), ("step", "say"), ("stance", "objects")],
        )
        .await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = [
        ("code", code),
        ("step", "say"),
        ("stance", "objects"),
        ("word", "Vi var to"),
    ];
    assert_eq!(
        nobody.post(&link, &said).await.status,
        StatusCode::SEE_OTHER
    );
    let again = nobody.post(&link, &said).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(
        again.body.contains("Vi var to"),
        "what was written is given back"
    );
    let page = karen.get(&format!("{at}/approval")).await;
    assert!(page.texts("blockquote").contains(&"Vi var to".to_owned()));
}

#[tokio::test]
async fn how_fast_it_goes_is_for_those_who_read_sums() {
    let site = Site::new().await;
    let lone = site.signed_in("lone").await;
    let page = lone.get("/decisions").await;
    assert!(
        page.texts("main")
            .join(" ")
            .contains("færre end fem familier")
    );
    let karen = site.signed_in("karen").await;
    assert_eq!(karen.get("/decisions").await.status, StatusCode::NOT_FOUND);
}
