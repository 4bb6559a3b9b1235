//! What the log tells of a day's work at its most talkative: what happened and where, and not one name, number or word of anybody's.

use std::collections::BTreeSet;
use std::fs::File;

use helhed_casework::storage::{Address, Keys, Store};

use crate::client::{Client, encoded};
use crate::kill::block_on;
use crate::process::{Server, helhed, run};

/// The demo's families; made in some seconds.
const FAMILIES: &str = "6";

/// Every name and number of the municipality that stands in no code: longer than what a word of the log could be by chance.
fn all_names(data: &std::path::Path) -> BTreeSet<String> {
    let keys = std::fs::read_to_string(data.join("keys")).expect("keys");
    let keys = Keys::parse(&keys).expect("keys");
    block_on(async {
        let address = Address::SqliteFile(data.join("helhed.db"));
        let store = Store::open(&address).await.expect("the database opens");
        let mut all = BTreeSet::new();
        for sql in [
            "SELECT given_name FROM person",
            "SELECT family_name FROM person",
            "SELECT phone FROM person WHERE phone IS NOT NULL",
            "SELECT email FROM person WHERE email IS NOT NULL",
            "SELECT name FROM family",
            "SELECT display_name FROM account",
            "SELECT username FROM account",
        ] {
            let rows = store.read().rows(sql, []).await.expect("read");
            for mut row in rows {
                all.insert(row.next::<String>().expect("a text"));
            }
        }
        let sql = "SELECT cpr FROM person WHERE cpr IS NOT NULL";
        for mut row in store.read().rows(sql, []).await.expect("read") {
            let sealed: Vec<u8> = row.next().expect("bytes");
            let number = keys.unseal("cpr", &sealed).expect("a number");
            all.insert(format!("{}-{}", &number[..6], &number[6..]));
            all.insert(number);
        }
        store.close().await;
        all
    })
}

/// Whether a text stands in another as a word of its own.
fn stands_in(log: &str, name: &str) -> bool {
    let is_inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    log.match_indices(name).any(|(at, _)| {
        let (before, after) = (&log[..at], &log[at + name.len()..]);
        !is_inside(before.chars().next_back()) && !is_inside(after.chars().next())
    })
}

/// The addresses on a page that lead to a family's.
fn links(page: &str) -> BTreeSet<String> {
    let parts = page.split("href=\"/families/").skip(1);
    let ends = parts.filter_map(|it| it.split('"').next());
    let whole = ends.filter(|it| !it.contains('?') && !it.contains('#'));
    whole.map(|it| format!("/families/{it}")).collect()
}

#[test]
fn the_log_names_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let place = data.to_str().expect("a path");
    let made = run(&[
        "demo",
        "--data",
        place,
        "--families",
        FAMILIES,
        "--make-only",
    ]);
    assert!(made.status.success(), "{made:?}");
    let log = folder.path().join("log");
    let mut command = helhed(&[
        "serve",
        "--data",
        place,
        "--port",
        "0",
        "--development-sign-in",
    ]);
    command.env("HELHED_LOG", "debug");
    command.env("HELHED_LOG_FORMAT", "json");
    command.stderr(File::create(&log).expect("a file"));
    let server = Server::start_command(command);

    let phrase = "velkommen-til-helhed";
    let nobody = Client {
        port: server.port,
        cookie: String::new(),
    };
    let wrong = format!("username=maja&phrase={}", encoded("forkert adgang her"));
    assert_eq!(
        nobody.post("/sign-in", &wrong).expect("an answer").status,
        422
    );
    let maja = Client::sign_in(server.port, "maja", phrase);
    let get = |client: &Client, path: &str| client.get(path).expect("an answer");
    let mut seen = 0;
    let list = get(&maja, "/families").body;
    let family = links(&list).pop_first().expect("a family");
    let overview = get(&maja, &family);
    for path in links(&overview.body)
        .into_iter()
        .chain(["/today".to_owned()])
    {
        seen += usize::from(get(&maja, &path).status == 200);
    }
    assert!(seen > 10, "{seen} pages");
    let all = all_names(&data);
    let name = all.iter().find(|it| it.len() > 5).expect("a name").clone();
    let secret = "Hemmeligheden om onsdagen";
    for (path, body) in [
        ("/search".to_owned(), format!("q={}", encoded(&name))),
        (
            format!("{family}/notes/new"),
            format!("body={}", encoded(secret)),
        ),
        (
            format!("{family}/tasks/new"),
            format!("title={}&due={}", encoded(secret), encoded(&name)),
        ),
        (
            "/refer".to_owned(),
            format!("household={}&given-1={}", encoded(secret), encoded(&name)),
        ),
    ] {
        let status = maja.post(&path, &body).expect("an answer").status;
        assert!([200, 303, 422].contains(&status), "{path}: {status}");
    }
    let asked = format!("/families/{}?name={}", encoded(&name), encoded(&name));
    assert_eq!(get(&maja, &asked).status, 404);
    server.kill();

    let log = std::fs::read_to_string(&log).expect("a log");
    assert!(log.contains(r#""route":"/families/{id}""#), "{log}");
    let answers = log.lines().filter(|it| it.contains("\"answered\"")).count();
    assert!(answers > seen, "{answers} lines");
    assert!(!log.contains("Hemmeligheden"), "free text");
    assert!(all.len() > 20, "{} names", all.len());
    let told: Vec<_> = all.iter().filter(|it| stands_in(&log, it)).collect();
    assert!(told.is_empty(), "the log tells {told:?}");
}
