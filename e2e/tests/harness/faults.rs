//! The checks find what is wrong.

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, Site};

const BAD: &str = r##"<!doctype html><html><head><title>Bad</title></head><body>
    <h1>Bad</h1><p><font color="#cccccc">hard to read</font></p><img src="x.png"><input type="text"></body></html>"##;

const WIDE: &str = r#"<!doctype html><html lang="da"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Wide</title></head>
    <body><main><h1>Wide</h1><table><tr><td>Familiekoordinatorsupervisionsaftalebekræftelseslistegennemgangsmødereferat</td></tr></table></main></body></html>"#;

#[tokio::test]
async fn axe_names_the_rules_that_a_bad_page_breaks() -> Result<(), E2eError> {
    let site = Site::serve([("/", BAD.to_owned())]).await?;
    let browser = Browser::open(PHONE, JavaScript::On).await?;
    browser.goto(&site.url("/")).await?;
    let found: Vec<String> = browser
        .violations()
        .await?
        .into_iter()
        .map(|violation| violation.id)
        .collect();
    for rule in [
        "color-contrast",
        "html-has-lang",
        "image-alt",
        "label",
        "landmark-one-main",
    ] {
        assert!(
            found.iter().any(|id| id == rule),
            "{rule} is not among {found:?}"
        );
    }
    let said = browser.axe().await.expect_err("a list").to_string();
    assert!(
        said.contains("image-alt (critical)") && said.contains("<img src=\"x.png\">"),
        "{said}"
    );
    browser.close().await
}

#[tokio::test]
async fn what_sticks_out_of_a_phone_is_named() -> Result<(), E2eError> {
    let site = Site::serve([("/", WIDE.to_owned())]).await?;
    let browser = Browser::open(PHONE, JavaScript::On).await?;
    browser.goto(&site.url("/")).await?;
    let error = browser.axe().await.expect_err("a wide page");
    assert!(
        matches!(&error, E2eError::TooWide { width: PHONE, elements, .. } if elements.iter().any(|it| it.contains("<table>"))),
        "{error}"
    );
    browser.close().await
}

#[tokio::test]
async fn what_a_page_lacks_is_told_with_what_it_says() -> Result<(), E2eError> {
    let site = Site::serve([("/", BAD.to_owned())]).await?;
    let browser = Browser::open(PHONE, JavaScript::On).await?;
    browser.goto(&site.url("/")).await?;
    let said = browser
        .press("Gem")
        .await
        .expect_err("no button")
        .to_string();
    assert!(
        said.contains("no button 'Gem'") && said.contains("hard to read"),
        "{said}"
    );
    browser.close().await
}
