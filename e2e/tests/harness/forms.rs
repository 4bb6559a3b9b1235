//! Forms are filled in by their labels, with scripts on and off.

use helhed_e2e::{Browser, E2eError, JavaScript, SCREEN, Site};

const FORM: &str = r#"<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Form</title>
    <link rel="stylesheet" href="/assets/vendor/css/dkfds.min.css"><link rel="stylesheet" href="/assets/own/helhed.css"></head>
    <body><main class="container"><h1>Form</h1><a href="/sent">Se resten<span class="sr-only"> af sagen</span></a>
    <form action="/sent" method="get">
      <label class="form-label" for="name">Navn</label><input class="form-input" id="name" name="name" value="gammelt">
      <label class="form-label" for="born">Fødselsdato</label><input class="form-input" type="date" id="born" name="born">
      <label class="form-label" for="role">Rolle</label><select class="form-select" id="role" name="role"><option value="">Vælg</option><option value="mother">Mor</option></select>
      <div class="form-group-checkbox"><input type="checkbox" class="form-checkbox" id="case" name="case" value="1"><label class="form-label" for="case">Der er en børnesag</label></div>
      <label class="form-label" for="note">Note <span>(frivilligt)</span></label><textarea class="form-input" id="note" name="note"></textarea>
      <button class="button button-primary" type="submit">Gem<span class="sr-only">: familien</span></button>
    </form></main></body></html>"#;
const SENT: &str = "<!doctype html><html lang='da'><head><title>Sent</title></head><body><main><h1>Sendt</h1></main></body></html>";

async fn journey(javascript: JavaScript) -> Result<(), E2eError> {
    let site = Site::serve([("/", FORM.to_owned()), ("/sent", SENT.to_owned())]).await?;
    let browser = Browser::open(SCREEN, javascript).await?;
    browser.goto(&site.url("/")).await?;
    browser.fill("Navn", "Mette Birk").await?;
    browser.fill_date("Fødselsdato", "1995-02-28").await?;
    browser.choose("Rolle", "Mor").await?;
    browser.check("Der er en børnesag").await?;
    browser.check("Der er en børnesag").await?;
    browser.fill("Note", "Sover bedre").await?;
    browser.press("Gem").await?;
    browser.sees("Sendt").await?;
    let url = browser.url().await?;
    let sent = url.split_once('?').map(|(_, query)| query);
    assert_eq!(
        sent,
        Some("name=Mette+Birk&born=1995-02-28&role=mother&case=1&note=Sover+bedre")
    );
    browser.goto(&site.url("/")).await?;
    browser.follow("Se resten").await?;
    assert_eq!(browser.heading().await?, "Sendt");
    browser.close().await
}

#[tokio::test]
async fn a_form_is_filled_in_and_sent() -> Result<(), E2eError> {
    journey(JavaScript::On).await
}

#[tokio::test]
async fn a_form_is_filled_in_and_sent_without_scripts() -> Result<(), E2eError> {
    journey(JavaScript::Off).await
}

/// The setting really blocks scripts: the page's own does not run.
#[tokio::test]
async fn scripts_are_off_when_asked() -> Result<(), E2eError> {
    let page = |script: &str| {
        format!(
            "<!doctype html><html lang='da'><head><title>x</title></head><body><h1>Uden</h1><noscript><p>blokeret</p></noscript>{script}</body></html>"
        )
    };
    let site = Site::serve([("/", page(""))]).await?;
    for (javascript, blocked) in [(JavaScript::On, false), (JavaScript::Off, true)] {
        let browser = Browser::open(SCREEN, javascript).await?;
        browser.goto(&site.url("/")).await?;
        assert_eq!(
            browser.text().await?.contains("blokeret"),
            blocked,
            "{javascript:?}"
        );
        browser.close().await?;
    }
    Ok(())
}
