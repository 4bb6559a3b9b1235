//! A passkey, in a real browser with an authenticator made of software: added, used alone, used after the pass phrase, and without scripts.

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, SCREEN, Server, SignIn};
use serde_json::json;

/// The demo's first coordinator.
fn coordinator() -> SignIn {
    SignIn {
        role: "coordinator".to_owned(),
        username: "maja".to_owned(),
        password: "velkommen-til-helhed".to_owned(),
    }
}

/// A server whose people reach it by a name: browsers make no passkeys for a number.
fn by_name() -> Result<(Server, String), E2eError> {
    let server = Server::serve("[sign_in]\naddress = \"BY_NAME\"\n", &[])?;
    let base = server.url("").replace("127.0.0.1", "localhost");
    Ok((server, base))
}

async fn has_an_authenticator(browser: &Browser) -> Result<(), E2eError> {
    let cdp = browser.driver().cdp();
    cdp.send_raw("WebAuthn.enable", json!({ "enableUI": false }))
        .await?;
    let made = json!({ "options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": true, "automaticPresenceSimulation": true
    }});
    cdp.send_raw("WebAuthn.addVirtualAuthenticator", made)
        .await?;
    Ok(())
}

async fn signs_out(browser: &Browser) -> Result<(), E2eError> {
    browser.click(".hh-user summary").await?;
    browser.leave_by("form[action='/sign-out'] button").await
}

#[tokio::test]
async fn somebody_signs_in_with_a_passkey() -> Result<(), E2eError> {
    let (_server, base) = by_name()?;
    let maja = coordinator();
    for width in [PHONE, SCREEN] {
        let browser = Browser::open(width, JavaScript::On).await?;
        has_an_authenticator(&browser).await?;
        browser.goto(&format!("{base}/sign-in")).await?;
        browser.axe().await?;
        // Nobody has one here yet: broken off, and the page says so.
        browser.sign_in(&maja).await?;
        if width == SCREEN {
            // The telephone's passkey is not in this computer: a recovery code is not needed, since the role does not ask for one.
            browser.sees("Use your passkey").await?;
            browser.axe().await?;
            browser.screenshot("passkey-second-step").await?;
            return browser.close().await;
        }
        browser
            .goto(&format!("{base}/account/sign-in/passkeys"))
            .await?;
        browser.sees("Tilføj en adgangsnøgle").await?;
        browser.axe().await?;
        browser.screenshot("passkeys").await?;
        browser.set("passkey-name", "Min telefon").await?;
        browser.set("passkey-phrase", &maja.password).await?;
        browser.press("Tilføj en adgangsnøgle").await?;
        browser.sees("Dine nødkoder").await?;
        browser.axe().await?;
        browser.goto(&format!("{base}/account/sign-in")).await?;
        browser.sees("Min telefon").await?;
        browser.axe().await?;
        browser.screenshot("passkeys-own").await?;
        signs_out(&browser).await?;
        // Alone.
        browser.press("Sign in with a passkey").await?;
        browser.sees("I dag").await?;
        signs_out(&browser).await?;
        // After the pass phrase.
        browser.sign_in(&maja).await?;
        browser.sees("Use your passkey").await?;
        browser.press("Use a passkey").await?;
        browser.sees("I dag").await?;
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_scripts_the_other_ways_remain() -> Result<(), E2eError> {
    let (_server, base) = by_name()?;
    let browser = Browser::open(PHONE, JavaScript::Off).await?;
    browser.goto(&format!("{base}/sign-in")).await?;
    browser
        .sees("A passkey needs JavaScript in your browser.")
        .await?;
    browser.sign_in(&coordinator()).await?;
    browser.sees("I dag").await?;
    browser.close().await
}
