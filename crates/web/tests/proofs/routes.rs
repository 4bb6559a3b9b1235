//! Every route, asked by everybody for everybody's things. The answers stand in `routes.golden`, for people to read;
//! `HELHED_REWRITE_GOLDEN=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use axum::http::StatusCode;
use helhed_casework::testing::{House, tables_on_postgres};
use helhed_web::all_routes;

use crate::support::{Answer, Client};
use crate::world::{EVERYONE, Whose, World};

/// Routes that are open to everybody: signing in and out, the language of the sign-in page, and what a watcher and a browser
/// fetch. Every other route is closed to somebody.
const OPEN: &[&str] = &[
    "/sign-in",
    "/sign-out",
    "/accessibility",
    "/feedback",
    "/sign-in/passkey",
    "/sign-in/passkey/question",
    "/sign-in/code/passkey",
    "/sign-in/code/question",
    "/language",
    "/health",
    "/ready",
    "/assets/{version}/{*path}",
    "/rate/{token}",
    "/api/v1/openapi.json",
];

type Key = (String, &'static str, Whose);

/// What was answered: the code, and the page where there is nothing here, without its ids.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    code: String,
    absent: Option<String>,
}

/// Answers by route and whose thing, one for each of `EVERYONE`.
type Table = BTreeMap<Key, Vec<Told>>;

fn code(answer: &Answer) -> String {
    match answer.status {
        StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in") => "sign-in".to_owned(),
        status => status.as_str().to_owned(),
    }
}

async fn ask(client: &Client<'_>, method: &str, path: &str) -> Answer {
    match method {
        "GET" => client.get(path).await,
        _ => client.post(path, &[]).await,
    }
}

/// Asks for everything: pages first, since what is sent may change something, and signing out last.
async fn walk(house: impl AsyncFn() -> House) -> Table {
    let mut routes = all_routes();
    routes.sort_by_key(|it| (it.path == "/sign-out", it.method != "GET"));
    let mut table = Table::new();
    for (_, username, _) in EVERYONE {
        // Nobody meets what somebody else has changed.
        let world = World::of(house().await).await;
        let client = match username {
            Some(username) => world.site.signed_in(username).await,
            None => world.site.nobody(),
        };
        for route in &routes {
            for whose in World::whose(route.path) {
                let path = world.address(route.path, whose);
                let answer = ask(&client, route.method, &path).await;
                let told = Told {
                    code: code(&answer),
                    absent: (answer.status == StatusCode::NOT_FOUND)
                        .then(|| world.without_ids(&answer.body)),
                };
                let key = (route.path.to_owned(), route.method, whose);
                table.entry(key).or_default().push(told);
            }
        }
    }
    table
}

fn written(table: &Table) -> String {
    let mut text = String::from(
        "# What every route answers, by who asks for whose thing. Forms are sent empty. `sign-in`: led to the sign-in page.\n\
         # own: of a family that one coordinates, referred or belongs to; another's: of one that one has nothing to do with.\n#\n",
    );
    let row = |first: &str, whose: &str, cells: Vec<&str>| {
        let mut row = format!("{first:<58} {whose:<20}");
        for cell in cells {
            write!(row, " {cell:<11}").expect("written");
        }
        format!("{}\n", row.trim_end())
    };
    text += &row("#", "", EVERYONE.iter().map(|(who, ..)| *who).collect());
    let mut before = "";
    for ((path, method, whose), told) in table {
        let first = path.split('/').nth(1).unwrap_or_default();
        if first != before {
            text.push('\n');
            before = first;
        }
        let word = if path.contains('{') {
            whose.word()
        } else {
            "-"
        };
        let cells = told.iter().map(|it| it.code.as_str()).collect();
        text += &row(&format!("{method:<4} {path}"), word, cells);
    }
    text
}

fn golden() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/proofs/routes.golden")
}

/// Nothing breaks, every closed route is closed to somebody, and what is hidden looks like what is not there.
fn check(table: &Table) {
    let is_denied = |told: &Told| matches!(told.code.as_str(), "sign-in" | "401" | "403" | "404");
    for ((path, method, whose), told) in table {
        let at = format!("{method} {path} {}", whose.word());
        for (told, (who, ..)) in told.iter().zip(EVERYONE) {
            assert!(!told.code.starts_with('5'), "{at} for {who}: {}", told.code);
        }
        if !OPEN.contains(&path.as_str()) {
            assert!(told.iter().any(is_denied), "{at} is closed to nobody");
            assert!(is_denied(&told[0]), "{at} is open to nobody in particular");
        }
        if matches!(whose, Whose::Another | Whose::AnothersPart) {
            let absent = &table[&(path.clone(), *method, Whose::Absent)];
            for ((told, absent), (who, ..)) in told.iter().zip(absent).zip(EVERYONE) {
                // The leader reads every family; what is no part of the family in the address is absent for all.
                if who != "leader" || *whose == Whose::AnothersPart {
                    assert!(
                        told == absent,
                        "{at} for {who}: {} and absent {}",
                        told.code,
                        absent.code
                    );
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_everybody_as_written_down() {
    let table = walk(House::new).await;
    let text = written(&table);
    if std::env::var_os("HELHED_REWRITE_GOLDEN").is_some() {
        std::fs::write(golden(), &text).expect("written");
    }
    check(&table);
    let expected = std::fs::read_to_string(golden()).unwrap_or_default();
    for (at, (is, was)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, was, "line {} of routes.golden", at + 1);
    }
    assert_eq!(
        text.lines().count(),
        expected.lines().count(),
        "routes.golden"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_the_same_on_postgres() {
    let table = walk(async || House::at(&tables_on_postgres().await).await).await;
    check(&table);
    let expected = std::fs::read_to_string(golden()).unwrap_or_default();
    for (at, (is, was)) in written(&table).lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, was, "line {} of routes.golden", at + 1);
    }
}
