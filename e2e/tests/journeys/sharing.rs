//! A consent from yes to no: given at the table, seen by the partner, taken back while the partner's page stands open.

#![expect(
    clippy::disallowed_methods,
    reason = "how soon a page is gone is measured"
)]

use std::time::{Duration, Instant};

use helhed_e2e::{Browser, E2eError, JavaScript, SCREEN, Server};

const NOTE: &str = "Violinen er sat i stand og giver ro";

pub(crate) async fn signed_in(server: &Server, role: &str) -> Result<Browser, E2eError> {
    let browser = Browser::open(SCREEN, JavaScript::On).await?;
    browser.goto(&server.url("/sign-in")).await?;
    browser.sign_in(server.sign_in(role)).await?;
    Ok(browser)
}

async fn attribute(browser: &Browser, css: &str, name: &str) -> Result<String, E2eError> {
    let found = browser.find(css).await?;
    Ok(found.attr(name).await?.unwrap_or_default())
}

#[tokio::test]
async fn what_is_taken_back_leaves_an_open_page() -> Result<(), E2eError> {
    let server = Server::start()?;
    let coordinator = signed_in(&server, "coordinator").await?;
    coordinator.goto(&server.url("/families")).await?;
    let family = attribute(&coordinator, "main a[href^='/families/']", "href").await?;
    let at = |part: &str| server.url(&format!("{family}{part}"));

    // Whom the consent will be about, and something that the demo shares with nobody.
    coordinator.goto(&at("/sharing/consents/new")).await?;
    let person = attribute(&coordinator, "main input[name='about']", "value").await?;
    coordinator.goto(&at("/notes/new")).await?;
    coordinator.set("body", NOTE).await?;
    coordinator.pick("category", "leisure").await?;
    coordinator.pick("person", &person).await?;
    coordinator.send().await?;

    coordinator.goto(&at("/sharing/consents/new")).await?;
    coordinator.tick("category", "leisure").await?;
    // Whichever unit the demo's partner works in.
    let tick = "document.querySelectorAll(\"main input[name='to'][value^='unit-']\").forEach((it) => { it.checked = true; });";
    coordinator.driver().execute(tick, Vec::new()).await?;
    coordinator.set("purpose", "Ro om aftenen").await?;
    let giver = attribute(&coordinator, "main input[name='giver']", "value").await?;
    coordinator.tick("giver", &giver).await?;
    coordinator.screenshot("sharing-consent-filled").await?;
    coordinator.send().await?;
    coordinator.screenshot("sharing-consent-given").await?;

    let partner = signed_in(&server, "partner").await?;
    partner.goto(&at("/shared")).await?;
    partner.sees(NOTE).await?;
    partner.screenshot("sharing-shared").await?;

    coordinator
        .leave_by("button[name='act'][value='withdraw']")
        .await?;
    let began = Instant::now();
    // Nobody touches the partner's page: it finds out by itself.
    while partner.text().await?.contains(NOTE) {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "it still stands there"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!("the open page was empty after {:?}", began.elapsed());
    partner.screenshot("sharing-gone").await?;
    partner.close().await?;
    coordinator.close().await
}
