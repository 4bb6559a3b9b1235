//! The report of an evaluation as a file, and an evaluation from the button to the report.

use std::process::Command;

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Server, binary, root};
use tempfile::TempDir;

/// Everything that is folded away is looked at too.
const UNFOLD: &str = "document.querySelectorAll('details').forEach((it) => { it.open = true; });";

#[tokio::test]
async fn the_report_as_a_file_is_accessible() -> Result<(), E2eError> {
    for language in ["da", "en"] {
        let folder = TempDir::with_prefix("helhed-e2e-report-")?;
        let made = Command::new(binary()?)
            .arg("evaluate")
            .arg(root().join("examples/bundle"))
            .args(["--quiet", "--lang", language, "--out"])
            .arg(folder.path())
            .output()?;
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        for width in [SCREEN, PHONE] {
            let browser = Browser::open(width, JavaScript::On).await?;
            let page = folder.path().join("report.html");
            browser.goto(&format!("file://{}", page.display())).await?;
            let lang = browser.find("html").await?.attr("lang").await?;
            assert_eq!(lang.as_deref(), Some(language));
            browser
                .screenshot(&format!("report-{language}-{width}"))
                .await?;
            browser.axe().await?;
            browser.driver().execute(UNFOLD, Vec::new()).await?;
            browser.axe().await?;
            browser.close().await?;
        }
    }
    Ok(())
}

/// With scripts the page follows the work by itself; without them it is looked at again by the link.
async fn from_the_button_to_the_report(scripts: JavaScript) -> Result<(), E2eError> {
    let server = Server::start()?;
    let browser = Browser::open(SCREEN, scripts).await?;
    browser.goto(&server.url("/sign-in")).await?;
    browser.sign_in(server.sign_in("evaluator")).await?;
    browser.goto(&server.url("/evaluations")).await?;
    browser.press("Start evalueringen").await?;
    let mut looked = 0;
    while browser.find(".hh-report").await.is_err() {
        looked += 1;
        assert!(looked < 40, "the report does not come");
        if matches!(scripts, JavaScript::Off) {
            browser.follow("Se, om den er færdig").await?;
        } else {
            // Waits up to five seconds.
            let _ = browser.sees("Færdig").await;
        }
    }
    browser
        .sees("Udtrækket har ingen oplysninger om forsørgelse")
        .await?;
    browser.screenshot("evaluation-run").await?;
    if matches!(scripts, JavaScript::On) {
        browser.axe().await?;
        browser.driver().execute(UNFOLD, Vec::new()).await?;
        browser.axe().await?;
        let address = browser.url().await?;
        let phone = Browser::open(PHONE, JavaScript::On).await?;
        phone.goto(&server.url("/sign-in")).await?;
        phone.sign_in(server.sign_in("team_leader")).await?;
        phone.goto(&address).await?;
        phone.axe().await?;
        phone.screenshot("evaluation-run-phone").await?;
        phone.close().await?;
    }
    browser.close().await
}

#[tokio::test]
async fn an_evaluator_makes_an_evaluation() -> Result<(), E2eError> {
    from_the_button_to_the_report(JavaScript::On).await
}

#[tokio::test]
async fn an_evaluator_makes_an_evaluation_without_scripts() -> Result<(), E2eError> {
    from_the_button_to_the_report(JavaScript::Off).await
}
