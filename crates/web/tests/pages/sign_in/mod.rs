//! Signing in: at a provider that really runs on this machine, with one-time codes, and what a thief or a guesser gets.

mod at_provider;
mod codes;
mod families;
mod passkeys;
mod thieves;

use axum::http::header;
use helhed_casework::testing::House;
use helhed_web::openid::{ForWhom, Mapping, Provider};
use helhed_web::{Providers, SignInProvider};

use crate::provider::{TestProvider, Visitor};
use crate::support::{Answer, Client, Site};

const MAPPING: &str = "username = \"upn\"\nname = \"name\"\ncreate = true\nunit_claim = \"department\"\n\
    [units]\n\"Center for Familier\" = \"Familieteamet\"\n\
    [[role]]\nrole = \"coordinator\"\nclaim = \"groups\"\nis = [\"koordinator\"]\n\
    [[role]]\nrole = \"partner\"\nprivilege = \"urn:dk:helhed:partner\"\nunit_constraint = \"urn:dk:kombit:orgenhed\"\n";

/// Mette, who coordinates.
const METTE: &str = r#"{"account": "m1", "acr": "substantial", "claims": {"upn": "mette", "name": "Mette Møller", "groups": ["koordinator"], "department": "Center for Familier"}}"#;

/// A provider for employees and families alike, at the same place.
fn providers(there: &TestProvider) -> Providers {
    let employees = there.settings("kommunen", ForWhom::Employees);
    let mut families = there.settings("familier", ForWhom::Families);
    families.name = "Familiernes login".to_owned();
    families.cpr_claim = Some("cpr".to_owned());
    let of = |settings, mapping| SignInProvider {
        provider: Provider::new(settings).expect("settings"),
        mapping,
    };
    Providers {
        begins: "http://127.0.0.1:1".to_owned(),
        all: vec![
            of(employees, Some(Mapping::read(MAPPING).expect("a mapping"))),
            of(families, None),
        ],
    }
}

async fn a_site(there: &TestProvider) -> Site {
    Site::with_providers(House::new().await, providers(there)).await
}

/// The cookies that an answer sets; those that it takes away are left out.
fn set_cookies(answer: &Answer) -> Vec<String> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter();
    let lines = lines.map(|it| it.to_str().expect("a cookie").to_owned());
    lines.filter(|it| !it.contains("Max-Age=0")).collect()
}

fn pair(cookie: &str) -> String {
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// Goes to a provider and signs in there: the path that the provider sends back to, and the browser with the cookie it took along.
async fn away<'s>(site: &'s Site, path: &str) -> (Client<'s>, String) {
    let mut client = site.nobody();
    let gone = client.get(path).await;
    assert_eq!(gone.status, 303, "{}", gone.body);
    client.cookie = set_cookies(&gone).first().map(|it| pair(it));
    let back = Visitor::default().signs_in(gone.location());
    let path = back.strip_prefix("http://127.0.0.1:1").expect("back to us");
    (client, path.to_owned())
}

/// Signs in at the employees' provider and goes on with the session.
async fn comes_in<'s>(site: &'s Site) -> Client<'s> {
    let (mut client, back) = away(site, "/sign-in/with/kommunen").await;
    let answer = client.get(&back).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    client.cookie = set_cookies(&answer).first().map(|it| pair(it));
    client
}

/// What a page that lets nobody in says.
async fn told(client: &Client<'_>, path: &str) -> (u16, String) {
    let answer = client.get(path).await;
    assert!(set_cookies(&answer).is_empty(), "no session begins");
    let texts = answer.texts("[role=alert] .alert-text").join(" ");
    (answer.status.as_u16(), texts)
}
