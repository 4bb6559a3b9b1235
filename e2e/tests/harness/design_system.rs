//! Every block of markup in `docs/design-system.md`, on one page.

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Site};

/// The text of the fenced blocks that open with `fence`.
fn blocks<'a>(document: &'a str, fence: &'a str) -> impl Iterator<Item = &'a str> {
    document
        .split("\n```")
        .filter_map(move |part| part.strip_prefix(fence)?.strip_prefix('\n'))
}

fn page() -> String {
    let path = helhed_e2e::root().join("docs/design-system.md");
    let document = std::fs::read_to_string(path).expect("docs/design-system.md");
    let frame = blocks(&document, "html page")
        .next()
        .expect("the block that frames a page");
    let body: String = blocks(&document, "html")
        .map(|block| format!("<div class=\"hh-stack\">{block}</div>\n"))
        .collect();
    assert!(
        body.matches("hh-stack").count() >= 9,
        "the document has lost its blocks"
    );
    frame.replace("{{ body }}", &body)
}

async fn look(width: u32) -> Result<(), E2eError> {
    let site = Site::serve([("/", page())]).await?;
    let browser = Browser::open(width, JavaScript::On).await?;
    browser.goto(&site.url("/")).await?;
    assert_eq!(browser.heading().await?, "Designsystem");
    browser.axe().await?;
    browser.screenshot("design-system").await?;
    let font = browser.driver().execute("await document.fonts.ready; return [...document.fonts].filter(f => f.status === 'loaded').length", vec![]);
    let loaded: u32 = font.await?.convert()?;
    assert!(
        loaded >= 3,
        "regular, semi-bold and bold come from our own files, {loaded} did"
    );
    browser.close().await
}

#[tokio::test]
async fn the_documented_markup_is_accessible_on_a_phone() -> Result<(), E2eError> {
    look(PHONE).await
}

#[tokio::test]
async fn the_documented_markup_is_accessible_on_a_screen() -> Result<(), E2eError> {
    look(SCREEN).await
}
