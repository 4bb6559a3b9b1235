//! One family from referral to closing: refer, take in, plan, contact, task, review, close.

use std::time::Duration;

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Server};
use thirtyfour::By;
use thirtyfour::prelude::ElementQueryable;

/// How the journey is made.
struct Way {
    name: &'static str,
    language: &'static str,
    width: u32,
    javascript: JavaScript,
}

impl Way {
    /// Looks at a page as a picture, and lets axe look where it can run.
    async fn look(&self, browser: &Browser, page: &str) -> Result<(), E2eError> {
        browser.screenshot(&format!("{}-{page}", self.name)).await?;
        match self.javascript {
            JavaScript::On => browser.axe().await,
            JavaScript::Off => Ok(()),
        }
    }
}

async fn sign_in(
    server: &Server,
    browser: &Browser,
    way: &Way,
    role: &str,
) -> Result<(), E2eError> {
    browser.goto(&server.url("/sign-in")).await?;
    browser.sign_in(server.sign_in(role)).await?;
    // In the page's own language form, as anybody would.
    if let Ok(button) = browser
        .find(&format!(
            "form[action='/language'] button[value='{}']",
            way.language
        ))
        .await
    {
        browser.click(".hh-user summary").await?;
        button.click().await?;
    }
    // The page in the new language is another page: it is waited for.
    let spoken = By::Css(format!("html[lang='{}']", way.language));
    browser
        .driver()
        .query(spoken)
        .wait(Duration::from_secs(10), Duration::from_millis(50))
        .first()
        .await?;
    Ok(())
}

async fn sign_out(browser: &Browser) -> Result<(), E2eError> {
    browser.click(".hh-user summary").await?;
    browser.leave_by("form[action='/sign-out'] button").await
}

async fn href(browser: &Browser, css: &str) -> Result<String, E2eError> {
    Ok(browser
        .find(css)
        .await?
        .attr("href")
        .await?
        .unwrap_or_default())
}

/// The team is full, as in real life: a coordinator closes the first of their families, and that makes room.
async fn make_room(server: &Server, browser: &Browser, way: &Way) -> Result<(), E2eError> {
    sign_in(server, browser, way, "coordinator").await?;
    browser.goto(&server.url("/families")).await?;
    way.look(browser, "families").await?;
    let family = href(browser, "main a[href^='/families/']").await?;
    browser
        .goto(&server.url(&format!("{family}/close")))
        .await?;
    browser.tick("reason", "completed").await?;
    browser.tick("goes-on-to", "ordinary_services").await?;
    way.look(browser, "close").await?;
    browser.send().await?;
    way.look(browser, "closed").await?;
    sign_out(browser).await
}

async fn refer(server: &Server, browser: &Browser, way: &Way) -> Result<(), E2eError> {
    sign_in(server, browser, way, "partner").await?;
    browser.goto(&server.url("/refer")).await?;
    browser.send().await?;
    way.look(browser, "refer-with-errors").await?;
    browser.set("household", "Rosenlund").await?;
    browser.set("given-1", "Alma").await?;
    browser.set("family-1", "Rosenlund").await?;
    browser.pick("role-1", "mother").await?;
    browser.set("born-1", "1994-03-02").await?;
    browser.set("given-2", "Viggo").await?;
    browser.pick("role-2", "child").await?;
    browser.set("born-2", "2024-05-17").await?;
    browser.tick("criteria", "small_child").await?;
    browser
        .set(
            "reasons",
            "Alma vil gerne i gang igen. Viggo sover ikke, og der er fem fagfolk om bordet.",
        )
        .await?;
    way.look(browser, "refer").await?;
    browser.send().await?;
    browser.sees("Rosenlund").await?;
    way.look(browser, "referrals").await?;
    sign_out(browser).await
}

async fn take_in(server: &Server, browser: &Browser, way: &Way) -> Result<(), E2eError> {
    sign_in(server, browser, way, "team_leader").await?;
    browser.goto(&server.url("/team")).await?;
    way.look(browser, "team").await?;
    let referrals = browser
        .driver()
        .find_all(By::Css("main a[href^='/referrals/']"))
        .await?;
    let mut found = None;
    for link in referrals {
        if link.text().await?.contains("Rosenlund") {
            found = link.attr("href").await?;
        }
    }
    let referral = found.expect("the referral is on the team's page");
    browser.goto(&server.url(&referral)).await?;
    way.look(browser, "referral").await?;
    browser
        .click("select[name='coordinator'] option:last-child")
        .await?;
    browser
        .leave_by("button[name='decision'][value='take_in']")
        .await?;
    browser.goto(&server.url("/team")).await?;
    way.look(browser, "team-after").await?;
    sign_out(browser).await
}

async fn the_case(server: &Server, browser: &Browser, way: &Way) -> Result<(), E2eError> {
    sign_in(server, browser, way, "coordinator").await?;
    browser.goto(&server.url("/families")).await?;
    browser.follow("Rosenlund").await?;
    way.look(browser, "overview-new").await?;
    let page = href(browser, ".hh-band__name a").await?;
    let at = |part: &str| server.url(&format!("{page}/{part}"));

    browser.goto(&at("goals/new")).await?;
    browser.set("wish", "Vi vil gerne sove om natten").await?;
    browser.set("title", "Viggo sover hele natten").await?;
    browser.tick("horizon", "short").await?;
    browser.send().await?;
    browser.sees("Viggo sover hele natten").await?;
    way.look(browser, "plan").await?;

    browser.goto(&at("contacts/new")).await?;
    browser.tick("kind", "home_visit").await?;
    browser.set("minutes", "75").await?;
    browser
        .set("summary", "Første besøg: kaffe og en lang snak")
        .await?;
    browser.send().await?;
    browser.goto(&at("notes/new")).await?;
    browser
        .set("body", "Alma fortæller, at hun savner sit arbejde.")
        .await?;
    browser.send().await?;
    browser.sees("Alma fortæller").await?;
    way.look(browser, "journal").await?;

    browser.goto(&at("tasks/new")).await?;
    browser.send().await?;
    way.look(browser, "task-with-errors").await?;
    browser.set("title", "Ring til sundhedsplejersken").await?;
    browser.send().await?;
    browser.sees("Ring til sundhedsplejersken").await?;
    way.look(browser, "tasks").await?;

    browser.goto(&at("reviews/new")).await?;
    browser.set("moved", "Viggo sover bedre.").await?;
    browser.set("next", "Vi ses om tre måneder.").await?;
    browser.send().await?;
    browser.sees("Viggo sover bedre.").await?;
    way.look(browser, "plan-reviewed").await?;

    browser.goto(&server.url(&page)).await?;
    way.look(browser, "overview").await?;
    browser.goto(&at("close")).await?;
    browser.tick("reason", "completed").await?;
    browser.tick("goes-on-to", "ordinary_services").await?;
    browser.send().await?;
    browser.goto(&at("history")).await?;
    way.look(browser, "history").await?;
    sign_out(browser).await
}

async fn journey(way: Way) -> Result<(), E2eError> {
    let server = Server::start()?;
    let browser = Browser::open(way.width, way.javascript).await?;
    make_room(&server, &browser, &way).await?;
    refer(&server, &browser, &way).await?;
    take_in(&server, &browser, &way).await?;
    the_case(&server, &browser, &way).await?;
    browser.close().await
}

#[tokio::test]
async fn from_referral_to_closing_in_danish_on_a_screen() -> Result<(), E2eError> {
    journey(Way {
        name: "da-screen",
        language: "da",
        width: SCREEN,
        javascript: JavaScript::On,
    })
    .await
}

#[tokio::test]
async fn from_referral_to_closing_in_english_on_a_phone() -> Result<(), E2eError> {
    journey(Way {
        name: "en-phone",
        language: "en",
        width: PHONE,
        javascript: JavaScript::On,
    })
    .await
}

#[tokio::test]
async fn from_referral_to_closing_without_scripts() -> Result<(), E2eError> {
    journey(Way {
        name: "da-no-script",
        language: "da",
        width: SCREEN,
        javascript: JavaScript::Off,
    })
    .await
}
