//! Every page of every role, in both languages and both widths: axe finds nothing and nothing sticks out.

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Server};

use crate::sharing::signed_in;

/// The pages of one family, below its address.
const FAMILY: &[&str] = &[
    "",
    "/assessment",
    "/first",
    "/first/new",
    "/map",
    "/map/new",
    "/timeline",
    "/timeline?zoom=three_years",
    "/plan",
    "/plan/coordination",
    "/plan/versions",
    "/measures/new",
    "/collisions",
    "/load/new",
    "/pick-ups/new",
    "/method",
    "/method/reach",
    "/status",
    "/journal",
    "/sharing",
    "/sharing/consents/new",
    "/sharing/disclosures/new",
    "/sharing/lock",
    "/sharing/items",
    "/ratings",
    "/ratings/open",
    "/ratings/invite",
    "/ratings/close",
    "/documents",
    "/documents/new",
    "/filing",
    "/requests",
    "/requests/new",
    "/tasks",
    "/appointments",
    "/meetings",
    "/meetings/new",
    "/meetings/time",
    "/people",
    "/genogram",
    "/genogram/kin/new",
    "/genogram/relation",
    "/genogram/close",
    "/around",
    "/history",
    "/costs",
    "/costs/new",
    "/costs/new?price=cash_benefit_parent_month",
    "/log",
    "/access",
    "/data",
    "/restriction",
    "/authority",
    "/close",
    "/contacts/new",
    "/notes/new",
    "/tasks/new",
    "/appointments/new",
    "/goals/new",
    "/reviews/new",
    "/around/new",
];

/// One page: in the language asked for, nothing sticks out, and axe finds nothing. Kept as a picture where pictures are asked for.
///
/// axe is half of a sweep's time: it looks at the wide page in Danish and at the narrow one in English, so at every page in each width
/// and in each language. How long words are and how they break is looked at in all four.
async fn one_page(
    server: &Server,
    browser: &Browser,
    (role, path): (&str, &str),
    language: &str,
) -> Result<(), E2eError> {
    browser.goto(&server.url(path)).await?;
    assert_eq!(
        browser.find("html").await?.attr("lang").await?.as_deref(),
        Some(language),
        "{role} {path}"
    );
    if std::env::var_os("HELHED_PICTURES").is_some() {
        let parts = path.split(['/', '?', '&', '=']);
        let parts: Vec<&str> = parts
            .filter(|part| !part.is_empty() && part.len() < 30)
            .collect();
        let name = format!("{role}-{}-{language}", parts.join("-"));
        browser.screenshot(&name).await?;
    }
    match (browser.width(), language) {
        (SCREEN, "da") | (PHONE, "en") => browser.axe().await,
        _ => browser.fits().await,
    }
}

async fn every_page_of(
    server: &Server,
    role: &str,
    pages: &[&str],
    of_family: &[&str],
) -> Result<(), E2eError> {
    for width in [SCREEN, PHONE] {
        let browser = Browser::open(width, JavaScript::On).await?;
        browser.goto(&server.url("/sign-in")).await?;
        browser.axe().await?;
        browser.sign_in(server.sign_in(role)).await?;
        let mut paths: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
        if !of_family.is_empty() {
            browser.goto(&server.url("/families")).await?;
            let family = browser
                .find("main a[href^='/families/']")
                .await?
                .attr("href")
                .await?
                .unwrap_or_default();
            paths.extend(of_family.iter().map(|part| format!("{family}{part}")));
        }
        for language in ["da", "en"] {
            let other = format!("form[action='/language'] button[value='{language}']");
            if browser.find(&other).await.is_ok() {
                // From a page without a form: a draft that is being saved would be in the way.
                browser.goto(&server.url("/guide")).await?;
                browser.click(".hh-user summary").await?;
                browser.leave_by(&other).await?;
            }
            if pages.contains(&"/search") {
                // Some are found in Danish, nobody in English; the page shows the last search.
                let looked_for = if language == "da" { "ma" } else { "qqq" };
                browser.goto(&server.url("/search")).await?;
                browser.set("q", looked_for).await?;
                browser.enter("q").await?;
            }
            for path in &paths {
                one_page(server, &browser, (role, path), language).await?;
            }
        }
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_coordinators_pages() -> Result<(), E2eError> {
    let server = Server::start()?;
    every_page_of(
        &server,
        "coordinator",
        &[
            "/today",
            "/meetings",
            "/families",
            "/search",
            "/refer",
            "/quick",
            "/feedback",
            "/accessibility",
            "/emergency",
            "/guide",
        ],
        FAMILY,
    )
    .await
}

/// A meeting that comes and one that was held: called, prepared, written, read aloud, approved.
#[tokio::test]
async fn the_pages_of_a_meeting() -> Result<(), E2eError> {
    let server = Server::start()?;
    let phone = signed_in(&server, "family_member").await?;
    phone.goto(&server.url("/our")).await?;
    let link = "main a[href*='/families/']";
    let family = phone.find(link).await?.attr("href").await?;
    let family = family.unwrap_or_default();
    let family = family.split('/').nth(2).unwrap_or_default().to_owned();
    phone.close().await?;
    for (width, language) in [(SCREEN, "da"), (PHONE, "en")] {
        let browser = Browser::open(width, JavaScript::On).await?;
        browser.goto(&server.url("/sign-in")).await?;
        browser.sign_in(server.sign_in("coordinator")).await?;
        let other = format!("form[action='/language'] button[value='{language}']");
        if browser.find(&other).await.is_ok() {
            browser.goto(&server.url("/guide")).await?;
            browser.click(".hh-user summary").await?;
            browser.leave_by(&other).await?;
        }
        let mut paths = vec![format!("/families/{family}/meetings/agreed")];
        for (when, parts) in [
            (
                "coming",
                &[
                    "",
                    "/invite",
                    "/agenda",
                    "/change",
                    "/annul",
                    "/minutes",
                    "/minutes/pen",
                ][..],
            ),
            (
                "past",
                &[
                    "",
                    "/minutes",
                    "/minutes/aloud",
                    "/minutes/approval",
                    "/minutes/projector",
                ][..],
            ),
        ] {
            browser
                .goto(&server.url(&format!("/families/{family}/meetings")))
                .await?;
            let link = format!("section[aria-labelledby='{when}'] a[href*='/meetings/0']");
            let meeting = browser.find(&link).await?.attr("href").await?;
            let meeting = meeting.unwrap_or_default();
            paths.extend(parts.iter().map(|part| format!("{meeting}{part}")));
        }
        for path in &paths {
            one_page(&server, &browser, ("meeting", path), language).await?;
        }
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_team_leaders_pages() -> Result<(), E2eError> {
    let server = Server::start()?;
    every_page_of(
        &server,
        "team_leader",
        &[
            "/team",
            "/retention",
            "/families",
            "/refer",
            "/team/hand-over",
            "/ratings/supervision",
            "/ratings/outcomes",
            "/emergency",
            "/economy",
            "/economy/new",
            "/economy/new?start=gladsaxe-accounts&charge=all",
            "/economy/new?effect=much",
            "/economy/compare",
            "/economy/prices",
            "/evaluations",
            "/decisions",
            "/guide",
            "/nowhere",
        ],
        &[
            "",
            "/people",
            "/method",
            "/status",
            "/collisions",
            "/documents",
            "/requests",
            "/history",
            "/costs",
        ],
    )
    .await
}

#[tokio::test]
async fn the_pages_of_everybody_else() -> Result<(), E2eError> {
    let server = Server::start()?;
    every_page_of(
        &server,
        "partner",
        &[
            "/shared",
            "/meetings",
            "/asked",
            "/referrals",
            "/refer",
            "/method",
            "/guide",
        ],
        &[],
    )
    .await?;
    every_page_of(
        &server,
        "family_member",
        &[
            "/our",
            "/our/plan",
            "/our/log",
            "/our/data",
            "/meetings",
            "/guide",
        ],
        &[],
    )
    .await?;
    every_page_of(
        &server,
        "it_admin",
        &[
            "/users",
            "/users/new",
            "/units",
            "/units/new",
            "/systems",
            "/systems/new",
            "/account/sign-in",
            "/account/sign-in/codes",
            "/account/sign-in/passkeys",
            "/operation",
            "/operation/feedback",
            "/guide",
        ],
        &[],
    )
    .await?;
    every_page_of(&server, "dpo", &["/audit", "/retention", "/guide"], &[]).await?;
    every_page_of(
        &server,
        "steering_group",
        &["/guide", "/economy", "/economy/new", "/decisions"],
        &[],
    )
    .await?;
    every_page_of(&server, "evaluator", &["/guide", "/evaluations"], &[]).await
}
