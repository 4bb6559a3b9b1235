//! Every operation, asked with every kind of token for one's own things and for others'. The answers stand in `tokens.golden`;
//! `HELHED_REWRITE_GOLDEN=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::header;
use helhed_casework::account::disable_account;
use helhed_casework::domain::partner_system::SystemScope;
use helhed_casework::partner_system::{revoke_system, systems_page};
use helhed_casework::testing::House;
use helhed_web::openapi;
use jiff::SignedDuration;

use super::place::{Call, Ids, Place, address, body_of, operations};

const ASKERS: [&str; 10] = [
    "own unit",
    "another unit",
    "other scope",
    "expired",
    "revoked",
    "shut out",
    "no such",
    "no token",
    "session",
    "with cookie",
];

const ABSENT: &str = "01936000-0000-7000-8000-00000000abcd";

/// The token of an asker whose scopes are these, and the cookie it sends along.
async fn asker(place: &Place, who: &str, scope: SystemScope) -> (Option<String>, Option<String>) {
    let house = &place.site.house;
    let others: Vec<SystemScope> = SystemScope::ALL
        .iter()
        .copied()
        .filter(|it| *it != scope)
        .collect();
    let unit = match who {
        "another unit" => house.day_care_like(),
        _ => house.jobcentre,
    };
    let scopes = match who {
        "other scope" => &others[..],
        _ => SystemScope::ALL,
    };
    let added = place.system(unit, scopes).await;
    match who {
        "revoked" => {
            let mut ctx = house.change(&house.lone).await;
            revoke_system(&mut ctx, added.system)
                .await
                .expect("revoked");
            ctx.commit().await.expect("committed");
        }
        "shut out" => {
            let mut reading = house.reading(&house.lone, house.now());
            let page = systems_page(&mut reading).await.expect("shown");
            let line = page.systems.iter().find(|it| it.system.id == added.system);
            let account = line.expect("it is there").system.account;
            let mut ctx = house.change(&house.it_admin).await;
            disable_account(&mut ctx, account).await.expect("shut out");
            ctx.commit().await.expect("committed");
        }
        _ => {}
    }
    let cookie = match who {
        "session" | "with cookie" => place.site.signed_in("jens").await.cookie.clone(),
        _ => None,
    };
    let token = match who {
        "no token" | "session" => None,
        "no such" => Some("helhed_0000".to_owned()),
        _ => Some(added.token),
    };
    (token, cookie)
}

trait AnotherUnit {
    fn day_care_like(&self) -> helhed_casework::domain::ids::UnitId;
}

impl AnotherUnit for House {
    /// A unit that has nothing of either family.
    fn day_care_like(&self) -> helhed_casework::domain::ids::UnitId {
        self.team
    }
}

/// What each operation answers to an asker, by whose thing it is.
async fn walk(who: &str) -> BTreeMap<(String, String, u8), (String, String)> {
    let document = openapi();
    let mut told = BTreeMap::new();
    let place = Place::of(House::new().await).await;
    let absent = Ids {
        family: helhed_casework::domain::ids::FamilyId::parse(ABSENT).expect("an id"),
        mother: place.own.mother,
        task: ABSENT.to_owned(),
        request: ABSENT.to_owned(),
        referral: ABSENT.to_owned(),
    };
    let mut askers = BTreeMap::new();
    for scope in SystemScope::ALL {
        askers.insert(scope.name(), asker(&place, who, *scope).await);
    }
    if who == "expired" {
        place.site.later(SignedDuration::from_hours(24 * 31));
    }
    for (method, path, name, operation) in operations(&document) {
        let scope = operation["description"].as_str().expect("a scope");
        let scope = scope.split('`').nth(1).expect("a scope");
        let (token, cookie) = &askers[scope];
        let with_id = path.contains('{');
        // One's own comes last: it changes something.
        for (order, ids, path) in [
            (
                3,
                &absent,
                path.replace("{family}", "1'; DROP")
                    .replace(['{', '}'], "")
                    .replace(' ', "%20"),
            ),
            (2, &absent, address(&path, &absent)),
            (1, &place.other, address(&path, &place.other)),
            (0, &place.own, address(&path, &place.own)),
        ] {
            if order > 0 && !with_id {
                continue;
            }
            let body = operation
                .get("requestBody")
                .map(|_| body_of(&name, ids).to_string());
            let mut headers = vec![("if-match", "\"v1\"")];
            if let Some(cookie) = cookie {
                headers.push((header::COOKIE.as_str(), cookie));
            }
            let answer = place
                .ask(Call {
                    method: &method,
                    path: &path,
                    token: token.as_deref(),
                    body: body.as_deref(),
                    headers: &headers,
                    ..Call::default()
                })
                .await;
            assert!(
                !answer.status.is_server_error(),
                "{name} {who}: {}",
                answer.status
            );
            assert!(
                !answer
                    .headers
                    .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
            );
            assert!(!answer.headers.contains_key(header::SET_COOKIE));
            let key = (name.clone(), method.clone(), order);
            told.insert(key, (answer.status.as_str().to_owned(), answer.body));
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_token_gets_what_is_written_down() {
    let mut table: BTreeMap<(String, String, u8), Vec<String>> = BTreeMap::new();
    for who in ASKERS {
        let told = walk(who).await;
        for ((name, method, order), (status, body)) in &told {
            // What is another's looks like what is not there.
            if *order == 1 {
                let absent = &told[&(name.clone(), method.clone(), 2)];
                assert_eq!((status, body), (&absent.0, &absent.1), "{name} for {who}");
            }
            if who != "own unit"
                && *order == 0
                && !matches!(status.as_str(), "401" | "403" | "404" | "400")
            {
                // A unit sees its own lists, which are empty, and may refer.
                assert_eq!(who, "another unit", "{name}: {status}");
                assert!(!body.contains("Hjorts"), "{name}: {body}");
            }
            let key = (name.clone(), method.clone(), *order);
            table.entry(key).or_default().push(status.clone());
        }
    }
    let mut text = String::from(
        "# What every operation of the interface answers, by whose token asks for whose thing. Changes are sent with a sound body.\n#\n",
    );
    let (first, whose) = ("#", "");
    write!(text, "{first:<42} {whose:<10}").expect("written");
    for who in ASKERS {
        write!(text, " {who:<13}").expect("written");
    }
    text.push('\n');
    for ((name, method, order), codes) in &table {
        let whose = ["own", "another's", "absent", "forged"][usize::from(*order)];
        let first = format!("{method:<4} {name}");
        let mut row = format!("{first:<42} {whose:<10}");
        for code in codes {
            write!(row, " {code:<13}").expect("written");
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/proofs/api/tokens.golden"
    );
    if std::env::var_os("HELHED_REWRITE_GOLDEN").is_some() {
        std::fs::write(path, &text).expect("written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    for (at, (is, was)) in text.lines().zip(kept.lines()).enumerate() {
        assert_eq!(
            is.trim_end(),
            was.trim_end(),
            "line {} of tokens.golden",
            at + 1
        );
    }
    assert_eq!(text.lines().count(), kept.lines().count(), "tokens.golden");
}
