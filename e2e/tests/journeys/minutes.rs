//! Minutes written while people speak: a line is on the family's telephone within a second, the telephone says that it is not like that, a lost
//! connection catches up, and a section that may be seen no more leaves the open page.
#![expect(
    clippy::disallowed_methods,
    reason = "how soon a line is seen is measured"
)]

use std::time::{Duration, Instant};

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, Server};
use serde_json::json;
use thirtyfour::By;
use thirtyfour::prelude::ElementQueryable;

use crate::sharing::signed_in;

/// How soon a line must be seen, with room for a machine that does much else.
const SOON: Duration = Duration::from_secs(5);

async fn there(browser: &Browser, css: &str) -> Result<thirtyfour::WebElement, E2eError> {
    let query = browser.driver().query(By::Css(css));
    let found = query.wait(SOON, Duration::from_millis(50));
    Ok(found.first().await?)
}

async fn address(browser: &Browser, css: &str) -> Result<String, E2eError> {
    let found = there(browser, css).await?;
    Ok(found.attr("href").await?.unwrap_or_default())
}

/// How long it takes until a page says something.
async fn sees_after(browser: &Browser, text: &str) -> Result<Duration, E2eError> {
    let began = Instant::now();
    browser.sees(text).await?;
    Ok(began.elapsed())
}

async fn offline(browser: &Browser, is_offline: bool) -> Result<(), E2eError> {
    let cdp = browser.driver().cdp();
    cdp.send_raw("Network.enable", json!({})).await?;
    let line = json!({ "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    cdp.send_raw("Network.emulateNetworkConditions", line)
        .await?;
    Ok(())
}

#[tokio::test]
async fn everybody_sees_the_minutes_grow() -> Result<(), E2eError> {
    let server = Server::start()?;
    // The family's telephone: from its own page to a family that has meetings.
    let phone = Browser::open(PHONE, JavaScript::On).await?;
    phone.goto(&server.url("/sign-in")).await?;
    phone.sign_in(server.sign_in("family_member")).await?;
    phone.goto(&server.url("/our")).await?;
    let family = address(&phone, "main a[href*='/families/']").await?;
    let family = family.split('/').nth(2).unwrap_or_default().to_owned();

    let writer = signed_in(&server, "coordinator").await?;
    writer
        .goto(&server.url(&format!("/families/{family}/meetings")))
        .await?;
    let meeting = address(
        &writer,
        "section[aria-labelledby='coming'] a[href*='/meetings/0']",
    )
    .await?;
    let minutes = format!("{meeting}/minutes");
    phone.goto(&server.url(&minutes)).await?;
    phone.screenshot("minutes-not-begun").await?;
    phone.axe().await?;
    writer.goto(&server.url(&format!("{minutes}/pen"))).await?;
    writer.leave_by("button[value='begin']").await?;
    writer.axe().await?;

    // The telephone stands open from before: the minutes come to it, then a line.
    let field = there(&writer, "textarea[data-field]").await?;
    there(&phone, "[data-minutes-part]").await?;
    field.send_keys("Sofie fortæller om ugen, der gik").await?;
    let took = sees_after(&phone, "Sofie fortæller om ugen, der gik").await?;
    println!("a line was seen after {took:?}");
    writer.sees("Alt er gemt.").await?;

    // A sign makes a task, with its owner and day, beside the minutes of both.
    field
        .send_keys("\n> Vi ringer sammen fredag\nVidere")
        .await?;
    phone.sees("Vi ringer sammen fredag").await?;
    there(&writer, "[data-decided] form").await?;
    writer.screenshot("minutes-write").await?;
    writer.axe().await?;
    phone.screenshot("minutes-follow").await?;
    phone.axe().await?;

    // The telephone says that it is not like that; the writer sees it without a touch, and settles it.
    phone.leave_by(".hh-min__line .hh-min__speak").await?;
    phone.set("body", "Det var sidste uge").await?;
    phone.send().await?;
    writer.sees("Det var sidste uge").await?;
    there(&writer, "button[value^='take-in']")
        .await?
        .click()
        .await?;
    phone.sees("Det var sidste uge").await?;

    // The connection is gone for a while: what was written meanwhile is there when it is back.
    offline(&phone, true).await?;
    field.send_keys("\nSkrevet imens").await?;
    writer.sees("Alt er gemt.").await?;
    offline(&phone, false).await?;
    phone.sees("Skrevet imens").await?;

    // The writer's page is read anew: every word is there.
    writer
        .goto(&server.url(&format!("{minutes}/write")))
        .await?;
    let text = there(&writer, "textarea[data-field]")
        .await?
        .prop("value")
        .await?;
    assert!(text.unwrap_or_default().contains("Skrevet imens"));

    // The screen in the room.
    writer
        .goto(&server.url(&format!("{minutes}/projector")))
        .await?;
    writer.screenshot("minutes-projector").await?;
    writer.axe().await?;

    // The section is for the team only from now on: it leaves the open page.
    writer
        .goto(&server.url(&format!("{minutes}/write")))
        .await?;
    let section = there(&writer, ".hh-min__about a[href*='section?section=']").await?;
    let section = section.attr("href").await?.unwrap_or_default();
    writer.goto(&server.url(&section)).await?;
    writer.tick("restricted", "yes").await?;
    writer.send().await?;
    let began = Instant::now();
    while phone.text().await?.contains("Skrevet imens") {
        assert!(began.elapsed() < SOON, "it still stands there");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!("the section was gone after {:?}", began.elapsed());
    phone.close().await?;
    writer.close().await
}
