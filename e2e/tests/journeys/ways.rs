//! For those who read and write in other ways: zoomed in, with room between the letters, in colours of their own, without motion, by
//! keyboard alone.

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Server};
use thirtyfour::Key;

/// A page of each shape that there is: lists, cards, tables, drawings, long forms.
const SHAPES: &[&str] = &[
    "",
    "/plan",
    "/plan/coordination",
    "/map",
    "/timeline",
    "/collisions",
    "/journal",
    "/sharing",
    "/sharing/items",
    "/ratings",
    "/genogram",
    "/around",
    "/costs",
    "/meetings/new",
    "/notes/new",
];

/// Signed in, and the addresses of the coordinator's pages, one of each shape.
async fn in_front(server: &Server, width: u32) -> Result<(Browser, Vec<String>), E2eError> {
    let browser = Browser::open(width, JavaScript::On).await?;
    browser.goto(&server.url("/sign-in")).await?;
    browser.sign_in(server.sign_in("coordinator")).await?;
    browser.goto(&server.url("/families")).await?;
    let family = browser.find("main a[href^='/families/']").await?;
    let family = family.attr("href").await?.unwrap_or_default();
    let mut paths: Vec<String> = ["/today", "/search", "/guide"].map(str::to_owned).into();
    paths.extend(SHAPES.iter().map(|part| format!("{family}{part}")));
    Ok((browser, paths))
}

/// 200 % and 400 % of a window of 1280 px leave room for 640 and 320 (WCAG 2.2, 1.4.4 and 1.4.10).
#[tokio::test]
async fn zoomed_in_everything_is_there_and_nothing_scrolls_sideways() -> Result<(), E2eError> {
    let server = Server::start()?;
    for percent in [200, 400] {
        let (browser, paths) = in_front(&server, SCREEN * 100 / percent).await?;
        for (at, path) in paths.iter().enumerate() {
            browser.goto(&server.url(path)).await?;
            browser.screenshot(&format!("zoom-{percent}-{at}")).await?;
            browser.axe().await?;
        }
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn with_room_between_the_letters_no_text_is_cut_off() -> Result<(), E2eError> {
    let server = Server::start()?;
    for width in [SCREEN, PHONE] {
        let (browser, paths) = in_front(&server, width).await?;
        for (at, path) in paths.iter().enumerate() {
            browser.goto(&server.url(path)).await?;
            browser.spaced().await?;
            browser.screenshot(&format!("spaced-{at}")).await?;
            browser.nothing_is_cut_off().await?;
        }
        browser.close().await?;
    }
    Ok(())
}

/// What moves on the page, and every button, field and card that has no line around it.
const MOVES: &str = "return document.getAnimations().filter(it => it.playState === 'running').map(it => it.effect?.target?.outerHTML?.slice(0, 200) ?? 'something');";
const WITHOUT_A_LINE: &str = "return [...document.querySelectorAll('main button, main input:not([type=hidden]):not([type=range]), main select, main textarea, main .hh-card')]
    .filter(it => it.checkVisibility({ opacityProperty: true }) && it.getBoundingClientRect().width > 1)
    .filter(it => { const style = getComputedStyle(it); return style.appearance === 'none' && style.borderStyle === 'none' && style.outlineStyle === 'none' && !it.matches('.button-tertiary, .button-unstyled'); })
    .map(it => it.cloneNode(false).outerHTML.slice(0, 200));";

#[tokio::test]
async fn in_the_readers_own_colours_and_without_motion() -> Result<(), E2eError> {
    let server = Server::start()?;
    let (browser, paths) = in_front(&server, SCREEN).await?;
    let dark = ("prefers-color-scheme", "dark");
    browser
        .prefers(&[
            ("forced-colors", "active"),
            ("prefers-reduced-motion", "reduce"),
            dark,
        ])
        .await?;
    for (at, path) in paths.iter().enumerate() {
        browser.goto(&server.url(path)).await?;
        // Not axe: it measures our colours, which the system has replaced.
        browser.screenshot(&format!("forced-{at}")).await?;
        for look in [MOVES, WITHOUT_A_LINE] {
            let found: Vec<String> = browser.driver().execute(look, vec![]).await?.convert()?;
            assert_eq!(found, Vec::<String>::new(), "{path}");
        }
    }
    browser.close().await
}

/// From the sign-in to a note that is kept and a task that is agreed, and out again, without a mouse.
#[tokio::test]
async fn a_coordinators_day_by_keyboard_alone() -> Result<(), E2eError> {
    let server = Server::start()?;
    let browser = Browser::open(SCREEN, JavaScript::On).await?;
    let who = server.sign_in("coordinator");
    browser.goto(&server.url("/sign-in")).await?;
    // The browser asks for English, the account is Danish.
    browser.tab_to("User name").await?;
    browser.key(who.username.as_str()).await?;
    browser.tab_to("Password").await?;
    browser.key(who.password.as_str()).await?;
    browser.enter_at("Sign in").await?;
    browser.sees("I dag").await?;

    // Past the menus in one press, to a family, to its journal.
    browser.tab_to("Gå til").await?;
    browser.key(Key::Enter).await?;
    browser.goto(&server.url("/families")).await?;
    let family = browser.find("main a[href^='/families/']").await?;
    let name = family.text().await?;
    browser.enter_at(&name).await?;
    browser
        .goto(&format!("{}/notes/new", browser.url().await?))
        .await?;
    browser.tab_to("Notat").await?;
    browser.key("Skrevet uden mus.").await?;
    browser.enter_at("Gem notatet").await?;
    browser.sees("Skrevet uden mus.").await?;

    // The menu opens, and the way out is in it.
    let menu = browser.find(".hh-user summary").await?.text().await?;
    browser
        .tab_to(menu.lines().next().unwrap_or_default())
        .await?;
    browser.key(Key::Enter).await?;
    browser.enter_at("Log af").await?;
    browser.find("input[autocomplete='username']").await?;
    browser.close().await
}
