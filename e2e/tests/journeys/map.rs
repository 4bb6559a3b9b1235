//! A map made together on two devices: each follows the other, what is being typed stays, and two who change the same card lose nothing.

use std::time::Duration;

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, Server};
use thirtyfour::By;
use thirtyfour::prelude::ElementQueryable;

use crate::sharing::signed_in;

async fn there(browser: &Browser, css: &str) -> Result<thirtyfour::WebElement, E2eError> {
    let query = browser.driver().query(By::Css(css));
    let found = query.wait(Duration::from_secs(5), Duration::from_millis(50));
    Ok(found.first().await?)
}

/// Puts words into a field of the map as somebody types them.
async fn types(browser: &Browser, css: &str, words: &str) -> Result<(), E2eError> {
    let field = there(browser, css).await?;
    field.clear().await?;
    field.send_keys(words).await?;
    Ok(())
}

#[tokio::test]
async fn a_map_follows_the_other_device() -> Result<(), E2eError> {
    let server = Server::start()?;
    let screen = signed_in(&server, "coordinator").await?;
    screen.goto(&server.url("/families")).await?;
    let family = screen.find("main a[href^='/families/0']").await?;
    let family = family.attr("href").await?.unwrap_or_default();
    screen
        .goto(&server.url(&format!("{family}/map/new")))
        .await?;
    screen.leave_by("main form button.button-primary").await?;
    let map = screen.url().await?;
    let map = map.split('?').next().unwrap_or_default().to_owned();
    screen.goto(&map).await?;
    let phone = Browser::open(PHONE, JavaScript::On).await?;
    phone.goto(&server.url("/sign-in")).await?;
    phone.sign_in(server.sign_in("coordinator")).await?;
    phone.goto(&map).await?;

    // While the telephone writes, the screen lays a card: it is there without a touch, and nothing that is typed is gone.
    types(&phone, "#body-matters", "Ro om aftenen").await?;
    types(&screen, "#body-next", "Ringe til banken i morgen").await?;
    screen.leave_by("#body-next + button").await?;
    phone.sees("Ringe til banken i morgen").await?;
    let typed = there(&phone, "#body-matters").await?.prop("value").await?;
    assert_eq!(typed.as_deref(), Some("Ro om aftenen"));
    let looked_at = phone.driver().active_element().await?.attr("id").await?;
    assert_eq!(looked_at.as_deref(), Some("body-matters"));
    types(&phone, "#body-matters", "").await?;

    // Both change the same card.
    let own = ".hh-map__part--next li:last-child";
    for (browser, words) in [(&phone, "Vi ringer sammen"), (&screen, "Karen ringer")] {
        there(browser, &format!("{own} summary"))
            .await?
            .click()
            .await?;
        types(browser, &format!("{own} input[id]"), words).await?;
    }
    let save = format!("{own} button[value^='reword']");
    screen.leave_by(&save).await?;
    there(&phone, "[data-live-later]:not([hidden])").await?;
    phone.axe().await?;
    phone.screenshot("map-later").await?;
    phone.leave_by(&save).await?;
    for browser in [&phone, &screen] {
        there(browser, ".hh-map__card--divided").await?;
        browser.sees("Vi ringer sammen").await?;
        browser.sees("Karen ringer").await?;
    }
    screen.screenshot("map-divided").await?;
    phone.close().await?;
    screen.close().await
}
