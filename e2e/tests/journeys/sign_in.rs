//! Signing in at the municipality's own provider, in a real browser: there, back to where one was going, one's own page, and out again.

use helhed_e2e::{Browser, E2eError, JavaScript, PHONE, Provider, Server};

const MAPPING: &str = "username = \"upn\"\nname = \"name\"\ncreate = true\n[[role]]\nrole = \"coordinator\"\nclaim = \"groups\"\nis = [\"koordinator\"]\n";

#[tokio::test]
async fn somebody_signs_in_at_their_municipality_and_out_again() -> Result<(), E2eError> {
    let provider = Provider::start()?;
    let more = format!(
        "[sign_in]\naddress = \"ADDRESS\"\n[[sign_in.provider]]\nid = \"kommunen\"\nname = \"Kommunens login\"\nfor = \"employees\"\n\
         issuer = \"{}\"\nclient_id = \"helhed\"\nclient_secret_file = \"FOLDER/secret\"\nacr_levels = [\"low\", \"substantial\"]\n\
         acr_floor = \"substantial\"\nmapping = \"FOLDER/map.toml\"\n",
        provider.issuer()
    );
    let files = [
        ("map.toml", MAPPING),
        ("secret", "a+secret:of/more%than-nothing\n"),
    ];
    let server = Server::serve(&more, &files)?;
    let base = server.url("");
    provider.control(&format!(
        "{{\"base\": \"{base}\", \"account\": \"m1\", \"claims\": {{\"upn\": \"mette\", \"name\": \"Mette Møller\", \"groups\": [\"koordinator\"]}}}}"
    ))?;
    let browser = Browser::open(PHONE, JavaScript::On).await?;
    browser.goto(&server.url("/families")).await?;
    browser.sees("Sign in with Kommunens login").await?;
    browser.axe().await?;
    browser.follow("Sign in with Kommunens login").await?;
    browser.sees("Kommunens login").await?;
    browser.follow("Log ind som medarbejder").await?;
    browser.sees("Familier").await?;
    assert!(browser.url().await?.ends_with("/families"));
    browser.goto(&server.url("/account/sign-in")).await?;
    browser.sees("Kommunens eller familiernes login").await?;
    browser.axe().await?;
    browser.goto(&server.url("/account/sign-in/codes")).await?;
    browser.sees("Skan billedet").await?;
    browser.axe().await?;
    // Out: the page leads on by itself, the provider asks once more, and leads back.
    browser.goto(&server.url("/account")).await?;
    browser.click(".hh-user summary").await?;
    browser.press("Log af").await?;
    browser.sees("Log af hos kommunen").await?;
    browser.press("Log af hos kommunen nu").await?;
    browser.sees("You are signed out.").await?;
    browser.goto(&server.url("/families")).await?;
    browser.sees("Sign in with Kommunens login").await?;
    browser.close().await
}
