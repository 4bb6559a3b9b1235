//! A rating in under half a minute: by touch on a phone, by keyboard at a desk. Presses are counted; the time is the machine's own, and beside
//! it what a person needs for as many presses by the keystroke-level model (Card, Moran and Newell 1983: 1.35 s to make up one's mind,
//! 1.3 s to point and press, 0.28 s for a key).

#![expect(
    clippy::disallowed_methods,
    reason = "how long a form takes is measured"
)]

use std::time::Instant;

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Server};
use thirtyfour::{Key, TypingData};

/// Half a minute.
const MOST: f64 = 30.0;
const MIND: f64 = 1.35;
const POINT_AND_PRESS: f64 = 1.3;
const KEY: f64 = 0.28;

/// A form that the family member may fill in now, and the browser in front of it.
async fn in_front_of_a_form(server: &Server, width: u32, which: &str) -> Result<Browser, E2eError> {
    let browser = Browser::open(width, JavaScript::On).await?;
    browser.goto(&server.url("/sign-in")).await?;
    browser.sign_in(server.sign_in("family_member")).await?;
    browser.goto(&server.url("/our")).await?;
    let form = browser
        .find(&format!("main a[href$='/rate/{which}']"))
        .await?
        .attr("href")
        .await?
        .unwrap_or_default();
    browser.goto(&server.url(&form)).await?;
    Ok(browser)
}

fn told(how: &str, presses: usize, human: f64, machine: f64) {
    println!(
        "a rating by {how}: {presses} presses, {human:.0} s for a person, {machine:.1} s for the machine"
    );
    assert!(human < MOST, "{how}: {human} s");
}

#[tokio::test]
async fn by_touch() -> Result<(), E2eError> {
    let server = Server::start()?;
    let browser = in_front_of_a_form(&server, PHONE, "srs").await?;
    browser.screenshot("rating-touch").await?;
    let (began, mut presses) = (Instant::now(), 0);
    for (line, share) in browser
        .driver()
        .find_all(thirtyfour::By::Css("input[type='range']"))
        .await?
        .into_iter()
        .zip([0.3, 0.2, 0.4, 0.45])
    {
        let wide = line.rect().await?.width;
        let aside = (wide * (share - 0.5)) as i64;
        line.scroll_into_view().await?;
        let actions = browser.driver().action_chain();
        actions
            .move_to_element_with_offset(&line, aside, 0)
            .click()
            .perform()
            .await?;
        presses += 1;
    }
    let numbers = browser
        .driver()
        .find_all(thirtyfour::By::Css("input[data-rate]"))
        .await?;
    for number in &numbers {
        let value = number.prop("value").await?.unwrap_or_default();
        assert!(
            value.contains([',', '.']),
            "a touch is an answer: {value:?}"
        );
    }
    browser.press("Gem").await?;
    presses += 1;
    browser.sees("Svaret er gemt").await?;
    assert_eq!((numbers.len(), presses), (4, 5));
    let human = presses as f64 * (MIND + POINT_AND_PRESS);
    told("touch", presses, human, began.elapsed().as_secs_f64());
    browser.axe().await?;
    browser.close().await
}

#[tokio::test]
async fn by_keyboard() -> Result<(), E2eError> {
    let server = Server::start()?;
    let browser = in_front_of_a_form(&server, SCREEN, "srs").await?;
    let (began, mut presses) = (Instant::now(), 0);
    let key = async |keys: TypingData| -> Result<(), E2eError> {
        browser
            .driver()
            .active_element()
            .await?
            .send_keys(keys)
            .await?;
        Ok(())
    };
    // Past the head of the page to the first line.
    loop {
        key(Key::Tab.into()).await?;
        presses += 1;
        let here = browser.driver().active_element().await?;
        let id = here.attr("id").await?.unwrap_or_default();
        if id == "item-1" {
            break;
        }
        let class = here.attr("class").await?.unwrap_or_default();
        if class.contains("skipnav") {
            key(Key::Enter.into()).await?;
            presses += 1;
        }
        assert!(presses < 20, "the first line is not reached");
    }
    for (at, digit) in ["7", "6", "8", "7"].into_iter().enumerate() {
        key(digit.into()).await?;
        presses += 1;
        if at < 3 {
            key(Key::Tab.into()).await?;
            presses += 1;
        }
    }
    browser.screenshot("rating-keyboard").await?;
    key(Key::Enter.into()).await?;
    presses += 1;
    browser.sees("Svaret er gemt").await?;
    let human = 5.0 * MIND + presses as f64 * KEY;
    told("keyboard", presses, human, began.elapsed().as_secs_f64());
    browser.close().await
}
