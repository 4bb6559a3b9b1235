//! Passkeys on the pages: what a page's script sends, and what a page says where there is none.

use axum::http::{StatusCode, header};
use helhed_casework::domain::account::Role;
use helhed_casework::passkey::RelyingParty;
use helhed_casework::testing::House;
use helhed_passkey::testing::Authenticator;

use super::{pair, set_cookies};
use crate::support::{Answer, Client, Site};

const HERE: &str = "https://helhed.example.dk";
const OWN: &str = "/account/sign-in/passkeys";

async fn a_site() -> Site {
    let house = House::new().await;
    house.set_passkeys_at(RelyingParty::at(HERE).expect("an address"));
    Site::of(house).await
}

/// What a page's script reads of a question.
fn asked(answer: &Answer) -> (String, Vec<u8>, usize) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    let read: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
    assert_eq!(read["rp"], "helhed.example.dk");
    let user = read["user"].as_str().unwrap_or_default();
    let user = helhed_passkey::from_text(user, 64).expect("bytes");
    let known = read["credentials"].as_array().expect("a list").len();
    let challenge = read["challenge"].as_str().expect("a challenge");
    (challenge.to_owned(), user, known)
}

async fn sends(
    client: &Client<'_>,
    path: &str,
    more: &[(&str, &str)],
    form: Vec<(&'static str, String)>,
) -> Answer {
    let answered = form.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<_> = more.iter().copied().chain(answered).collect();
    client.post(path, &fields).await
}

/// Adds a passkey to Karen's account.
async fn added(karen: &Client<'_>) -> (Authenticator, Answer) {
    let fields = [
        ("passkey-name", "Min telefon"),
        ("passkey-phrase", House::PHRASE),
    ];
    let (challenge, user, _) = asked(&karen.post(&format!("{OWN}/question"), &fields).await);
    let mut phone = Authenticator::new(HERE);
    let form = phone.makes(&challenge, &user).form();
    let answer = sends(karen, OWN, &fields[..1], form).await;
    (phone, answer)
}

#[tokio::test]
async fn a_passkey_is_added_used_and_removed() {
    let site = a_site().await;
    let karen = site.signed_in("karen").await;
    let page = karen.get(OWN).await;
    assert_eq!(
        page.attributes("form[data-passkey]", "data-passkey"),
        [format!("{OWN}/question")]
    );
    assert_eq!(page.attributes("script[src$='passkey.js']", "src").len(), 1);
    let wrong = [("passkey-name", "x"), ("passkey-phrase", "forkert")];
    let told = karen.post(&format!("{OWN}/question"), &wrong).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.body, "Adgangskoden er forkert.");
    let nameless = [("passkey-name", ""), ("passkey-phrase", House::PHRASE)];
    let told = karen.post(&format!("{OWN}/question"), &nameless).await;
    assert!(
        told.body.starts_with("Hvad skal den hedde?: "),
        "{}",
        told.body
    );
    // A browser without scripts sends the form as it is.
    let bare = karen.post(OWN, &[("passkey-name", "Min telefon")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("kræver JavaScript"));
    let (mut phone, done) = added(&karen).await;
    assert_eq!(done.texts(".hh-phrase").len(), 10, "recovery codes, once");
    let own = karen.get("/account/sign-in").await;
    assert_eq!(
        own.texts("td[data-title='Hvad skal den hedde?']"),
        ["Min telefon"]
    );
    // Signing in with it alone.
    let nobody = site.nobody();
    let front = nobody.get("/sign-in?next=/families").await;
    assert_eq!(
        front.texts("#passkey-heading"),
        ["Adgangsnøgle"],
        "the front door offers it"
    );
    let (challenge, _, known) = asked(&nobody.post("/sign-in/passkey/question", &[]).await);
    assert_eq!(known, 0, "nobody is told who has one");
    let form = phone.shows(&challenge).form();
    let next = [("next", "/families")];
    let came = sends(&nobody, "/sign-in/passkey", &next, form.clone()).await;
    assert_eq!(came.location(), "/families");
    assert_eq!(set_cookies(&came).len(), 1);
    let again = sends(&nobody, "/sign-in/passkey", &next, form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    assert_eq!(
        again.attributes("input[name=next]", "value"),
        ["/families"; 2]
    );
    assert!(set_cookies(&again).is_empty());
    // Removed, for the pass phrase.
    let page = karen.get(OWN).await;
    let id = page.attributes("input[name=passkey]", "value").remove(0);
    let remove = format!("{OWN}/remove");
    let wrong = [("passkey", id.as_str()), ("remove-phrase", "forkert")];
    let told = karen.post(&remove, &wrong).await;
    assert_eq!(told.texts(".form-error-message").len(), 1, "{}", told.body);
    let right = [("passkey", id.as_str()), ("remove-phrase", House::PHRASE)];
    let bo = site.signed_in("bo").await;
    assert_eq!(bo.post(&remove, &right).await.status, StatusCode::NOT_FOUND);
    let gone = karen.post(&remove, &right).await;
    assert_eq!(gone.location(), "/account/sign-in?done=passkey-removed");
}

#[tokio::test]
async fn after_the_phrase_a_passkey_is_the_second_step() {
    let site = a_site().await;
    site.house.set_second_factor_for(vec![Role::ItAdmin]);
    let karen = site.signed_in("karen").await;
    let (mut phone, _) = added(&karen).await;
    for username in ["karen", "ida"] {
        let mut client = site.nobody();
        let fields = [("username", username), ("phrase", House::PHRASE)];
        let step = client.post("/sign-in", &fields).await;
        assert_eq!(step.location(), "/sign-in/code?next=%2F");
        client.cookie = set_cookies(&step).first().map(|it| pair(it));
        let page = client.get("/sign-in/code").await;
        let title = match username {
            "karen" => "Brug din adgangsnøgle",
            _ => "Sæt engangskoder op",
        };
        assert_eq!(page.texts("h1"), [title]);
        let (challenge, user, _) = asked(&client.post("/sign-in/code/question", &[]).await);
        let broken = client
            .post("/sign-in/code/passkey", &[("signature", "x")])
            .await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = match username {
            "karen" => phone.shows(&challenge).form(),
            _ => Authenticator::new(HERE).makes(&challenge, &user).form(),
        };
        let done = sends(&client, "/sign-in/code/passkey", &[], form).await;
        let codes = done.texts(".hh-phrase").len();
        match username {
            "karen" => assert_eq!(done.location(), "/"),
            _ => assert_eq!(codes, 10, "{}", done.body),
        }
        client.cookie = set_cookies(&done).first().map(|it| pair(it));
        let own = client.get("/account/sign-in").await;
        assert_eq!(own.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn where_there_are_none_nothing_is_offered() {
    let site = Site::new().await;
    let front = site.nobody().get("/sign-in").await;
    assert!(!front.body.contains("data-passkey"));
    let told = site.nobody().post("/sign-in/passkey/question", &[]).await;
    assert_eq!(told.status, StatusCode::NOT_FOUND);
    let page = site.signed_in("karen").await.get(OWN).await;
    assert!(!page.body.contains("data-passkey=") && page.body.contains("Spørg IT"));
}
