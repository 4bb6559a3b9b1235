//! The flow against a real provider on this machine.

mod support;

use std::net::TcpListener;
use std::time::Instant;

use helhed_openid::{Fault, ForWhom, Provider, Secrets, Settings};
use support::{TestProvider, Visitor, of_address};

const BACK: &str = "http://127.0.0.1:1/sign-in/from/kommunen";

/// The clock of this machine, which is the provider's too.
#[expect(clippy::disallowed_methods, reason = "the provider goes by it")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.expect("after 1970").as_secs() as i64
}

fn secrets(seed: u8) -> Secrets {
    Secrets::of(&[seed; 96])
}

fn ours(settings: Settings) -> Provider {
    Provider::new(settings).expect("settings")
}

/// Goes there and signs in; the code that comes back.
async fn code(provider: &Provider, secrets: &Secrets) -> String {
    let to = provider.authorize(secrets, BACK, "da", now()).await;
    let to = to.expect("a way there");
    let back = Visitor::default().signs_in(&to);
    assert_eq!(of_address(&back, "state"), secrets.state);
    let code = of_address(&back, "code");
    assert!(!code.is_empty(), "{back}");
    code
}

#[tokio::test]
async fn somebody_signs_in_once_and_only_for_the_question_that_was_asked() {
    let there = TestProvider::start();
    there.control(r#"{"account": "s1", "claims": {"upn": "mette", "groups": ["helhed-it"]}}"#);
    let settings = there.settings("kommunen", ForWhom::Employees);
    let provider = ours(settings.clone());
    let (one, other) = (secrets(1), secrets(2));
    let first = code(&provider, &one).await;
    let done = provider
        .finish(&first, &one, BACK, now())
        .await
        .expect("in");
    assert_eq!(done.claims.subject(), "s1");
    assert_eq!(done.claims.text("upn"), Some("mette"));
    assert_eq!(done.claims.texts("groups"), ["helhed-it"]);
    // The code a second time.
    let again = provider.finish(&first, &one, BACK, now()).await;
    assert_eq!(again.err(), Some(Fault::Refused));
    // A code of another question: the challenge does not fit.
    let stolen = code(&provider, &one).await;
    let told = provider.finish(&stolen, &other, BACK, now()).await;
    assert_eq!(told.err(), Some(Fault::Refused));
    // The right challenge and another nonce.
    let second = code(&provider, &one).await;
    let mixed = Secrets {
        nonce: other.nonce.clone(),
        ..one.clone()
    };
    let told = provider.finish(&second, &mixed, BACK, now()).await;
    assert!(told.expect_err("refused").to_string().contains("nonce"));
    // Too late: the token's time is over by our clock.
    let third = code(&provider, &one).await;
    let told = provider.finish(&third, &one, BACK, now() + 3_000).await;
    assert!(told.expect_err("refused").to_string().contains("time"));
    // A client without a secret: the challenge alone ties it together.
    let public = ours(Settings {
        client_id: "public".to_owned(),
        client_secret: None,
        ..settings.clone()
    });
    let fourth = code(&public, &one).await;
    assert!(public.finish(&fourth, &one, BACK, now()).await.is_ok());
    // A wrong secret is no fault of whoever signs in.
    let wrong = ours(Settings {
        client_secret: Some("another".to_owned()),
        ..settings
    });
    let fifth = code(&wrong, &one).await;
    let told = wrong.finish(&fifth, &one, BACK, now()).await;
    assert!(matches!(told, Err(Fault::Down(_))));
}

#[tokio::test]
async fn the_level_of_assurance_has_a_floor() {
    let there = TestProvider::start();
    let provider = ours(there.settings("kommunen", ForWhom::Employees));
    let one = secrets(1);
    let to = provider
        .authorize(&one, BACK, "da", now())
        .await
        .expect("a way");
    assert_eq!(of_address(&to, "acr_values"), "substantial high");
    assert_eq!(of_address(&to, "code_challenge_method"), "S256");
    for (level, comes_in) in [("low", false), ("substantial", true), ("high", true)] {
        there.control(&format!("{{\"acr\": \"{level}\", \"claims\": {{}}}}"));
        let code = code(&provider, &one).await;
        let told = provider.finish(&code, &one, BACK, now()).await;
        match comes_in {
            true => assert!(told.is_ok(), "{level}"),
            false => assert_eq!(told.err(), Some(Fault::Level), "{level}"),
        }
    }
}

#[tokio::test]
async fn keys_that_change_are_asked_for_anew_and_not_more_than_once_in_ten_seconds() {
    let there = TestProvider::start();
    let provider = ours(there.settings("kommunen", ForWhom::Employees));
    let (one, start) = (secrets(1), now());
    let before = code(&provider, &one).await;
    assert!(provider.finish(&before, &one, BACK, start).await.is_ok());
    assert_eq!(there.asked("/jwks"), 1);
    there.control(r#"{"rotate": true}"#);
    // Within the ten seconds after the keys were asked for: refused without asking.
    let early = code(&provider, &one).await;
    let told = provider.finish(&early, &one, BACK, start + 9).await;
    assert!(told.expect_err("refused").to_string().contains("not known"));
    assert_eq!(there.asked("/jwks"), 1);
    let late = code(&provider, &one).await;
    assert!(provider.finish(&late, &one, BACK, start + 10).await.is_ok());
    assert_eq!(there.asked("/jwks"), 2);
    // Another kind of key, too.
    there.control(r#"{"algorithm": "ES256"}"#);
    let other = code(&provider, &one).await;
    assert!(
        provider
            .finish(&other, &one, BACK, start + 30)
            .await
            .is_ok()
    );
    // The directory is kept for an hour.
    assert_eq!(there.asked("/.well-known/openid-configuration"), 1);
    let renewed = provider.authorize(&one, BACK, "da", start + 3_700).await;
    assert!(renewed.is_ok());
    assert_eq!(there.asked("/.well-known/openid-configuration"), 2);
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "how long somebody waits")]
async fn a_provider_that_is_down_or_silent_holds_nobody_up() {
    let mut there = TestProvider::start();
    let settings = there.settings("kommunen", ForWhom::Employees);
    let (known, fresh) = (ours(settings.clone()), ours(settings.clone()));
    let (one, start) = (secrets(1), now());
    assert!(known.authorize(&one, BACK, "da", start).await.is_ok());
    there.control(r#"{"silent": true}"#);
    let begun = Instant::now();
    let told = fresh.authorize(&one, BACK, "da", start).await;
    assert_eq!(
        told.err(),
        Some(Fault::Down("the provider: it took too long".to_owned()))
    );
    let waited = begun.elapsed();
    assert!(waited.as_secs() < 30, "{waited:?}");
    // Who comes next does not wait.
    let told = fresh.authorize(&one, BACK, "da", start + 1).await;
    assert_eq!(
        told.err(),
        Some(Fault::Down("it did not answer a moment ago".to_owned()))
    );
    there.stop();
    let told = fresh.authorize(&one, BACK, "da", start + 6).await;
    assert_eq!(
        told.err(),
        Some(Fault::Down("the provider: no connection".to_owned()))
    );
    // What was known is used for a day; the code cannot be changed meanwhile.
    assert!(
        known
            .authorize(&one, BACK, "da", start + 4_000)
            .await
            .is_ok()
    );
    let told = known.finish("code", &one, BACK, start + 4_001).await;
    assert!(matches!(told, Err(Fault::Down(_))));
    assert!(
        known
            .authorize(&one, BACK, "da", start + 90_000)
            .await
            .is_err()
    );
    assert_eq!(known.end_session(None, BACK, start + 90_001).await, None);
}

#[tokio::test]
async fn signing_out_leads_to_the_provider_with_its_token() {
    let there = TestProvider::start();
    let provider = ours(there.settings("kommunen", ForWhom::Employees));
    let one = secrets(1);
    let code = code(&provider, &one).await;
    let done = provider.finish(&code, &one, BACK, now()).await.expect("in");
    let to = provider
        .end_session(Some(&done.hint.0), BACK, now())
        .await
        .expect("a way");
    assert!(to.starts_with(&format!("{}/session/end?", there.issuer)));
    assert_eq!(of_address(&to, "id_token_hint"), done.hint.0);
    assert_eq!(of_address(&to, "post_logout_redirect_uri"), BACK);
}

/// Answers every question on this machine with the same words.
fn answering(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            use std::io::{Read, Write};
            let mut stream = stream;
            let _ = stream.read(&mut [0; 4_096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{at}")
}

#[tokio::test]
async fn only_what_is_configured_is_asked() {
    let there = TestProvider::start();
    let one = secrets(1);
    let told = |issuer: String| {
        let settings = Settings {
            issuer,
            ..there.settings("kommunen", ForWhom::Employees)
        };
        let one = one.clone();
        async move {
            let told = ours(settings).authorize(&one, BACK, "da", now()).await;
            told.expect_err("refused").to_string()
        }
    };
    // A redirect is not followed.
    let elsewhere = format!("{}/.well-known/openid-configuration", there.issuer);
    let redirect = answering(format!(
        "HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n"
    ));
    assert_eq!(told(redirect).await, "the provider: status 302");
    assert_eq!(there.asked("/.well-known/openid-configuration"), 0);
    // An answer without end is not read to its end.
    let endless = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n{}",
        " ".repeat(2_000_000)
    );
    assert_eq!(
        told(answering(endless)).await,
        "the provider: the answer broke off or was too much"
    );
    let json = |body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    // A directory of another issuer, and keys at another place.
    let other = json("{\"issuer\": \"https://idp.example.dk\"}");
    assert_eq!(
        told(answering(other)).await,
        "its directory names another issuer"
    );
    assert_eq!(
        told(answering(json("<html>"))).await,
        "its directory cannot be read, or lacks `issuer`"
    );
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let issuer = format!("http://{}", listener.local_addr().expect("an address"));
    let body = format!(
        "{{\"issuer\": \"{issuer}\", \"jwks_uri\": \"{}/jwks\"}}",
        there.issuer
    );
    let answer = json(&body);
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().expect("a connection");
        let _ = stream.read(&mut [0; 4_096]);
        let _ = stream.write_all(answer.as_bytes());
    });
    assert_eq!(
        told(issuer).await,
        "`jwks_uri` leads to an address that is not configured"
    );
    assert_eq!(there.asked("/jwks"), 0);
}
