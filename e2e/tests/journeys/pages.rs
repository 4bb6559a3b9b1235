//! Every page of every role, in both languages and both widths: axe finds nothing and nothing sticks out.

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Server};

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
                browser.goto(&server.url(path)).await?;
                assert_eq!(
                    browser.find("html").await?.attr("lang").await?.as_deref(),
                    Some(language),
                    "{role} {path}"
                );
                let name = path
                    .split(['/', '?', '&', '='])
                    .filter(|part| !part.is_empty() && part.len() < 30)
                    .collect::<Vec<_>>()
                    .join("-");
                browser
                    .screenshot(&format!("{role}-{name}-{language}"))
                    .await?;
                browser.axe().await?;
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
            "/emergency",
            "/guide",
        ],
        FAMILY,
    )
    .await
}

#[tokio::test]
async fn a_team_leaders_pages() -> Result<(), E2eError> {
    let server = Server::start()?;
    every_page_of(
        &server,
        "team_leader",
        &[
            "/team",
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
        &["/our", "/our/plan", "/our/log", "/meetings", "/guide"],
        &[],
    )
    .await?;
    every_page_of(
        &server,
        "it_admin",
        &["/users", "/users/new", "/units", "/units/new", "/guide"],
        &[],
    )
    .await?;
    every_page_of(&server, "dpo", &["/audit", "/guide"], &[]).await?;
    every_page_of(
        &server,
        "steering_group",
        &["/guide", "/economy", "/economy/new"],
        &[],
    )
    .await?;
    every_page_of(&server, "evaluator", &["/guide", "/evaluations"], &[]).await
}
