//! Everything that can be sent, sent to every form: nothing breaks, nothing is lost, nothing comes back as more than text, and
//! neither the log nor a page of an error tells anything about anybody.

use axum::http::StatusCode;
use helhed_casework::storage::Address;
use helhed_casework::testing::House;
use helhed_web::{RouteSpec, all_routes};

use crate::log;
use crate::page_form::{Field, Kind, PageForm, forms_of};
use crate::payloads::{MARK, SCRIPT, bodies, escaped, payloads, ten_megabytes};
use crate::support::{Answer, Client};
use crate::world::{EVERYONE, NOTE, NUMBER, OTHER, OWN, Whose, World};

/// Who sends a form: the first who may come in and is let in to their own.
async fn sender<'w>(world: &'w World, route: &RouteSpec) -> Option<Client<'w>> {
    let path = world.address(route.path, Whose::Own);
    for (_, username, role) in EVERYONE {
        let (Some(username), Some(role)) = (username, role) else {
            continue;
        };
        if route.who.admits(role) {
            let client = world.site.signed_in(username).await;
            let status = client.get(&path).await.status;
            // No such page is no refusal: what takes the form may have none of its own.
            if status != StatusCode::FORBIDDEN {
                return Some(client);
            }
        }
    }
    None
}

/// What holds of every answer.
fn check(at: &str, answer: &Answer) {
    let status = answer.status;
    assert!(!status.is_server_error(), "{at}: {status}");
    assert!(
        !answer.body.contains("<script>alert("),
        "{at}: a script came back"
    );
    let cookies = answer.headers.get_all("set-cookie");
    let known = |it: &axum::http::HeaderValue| it.as_bytes().starts_with(b"helhed");
    assert!(
        cookies.iter().all(known),
        "{at}: a cookie of somebody else's making"
    );
    let is_error = matches!(
        status,
        StatusCode::BAD_REQUEST
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::PAYLOAD_TOO_LARGE
    );
    if is_error {
        for secret in [OWN, OTHER, "610190", "Violin", MARK] {
            assert!(
                !answer.body.contains(secret),
                "{at}: {status} tells {secret}"
            );
        }
    }
    let known = is_error
        || matches!(
            status,
            StatusCode::OK
                | StatusCode::NO_CONTENT
                | StatusCode::SEE_OTHER
                | StatusCode::UNPROCESSABLE_ENTITY
                | StatusCode::TOO_MANY_REQUESTS
                | StatusCode::CONFLICT
        );
    assert!(known, "{at}: {status}");
}

/// What was written still stands in the page that says what is wrong with it; a pass phrase never does.
async fn nothing_is_lost(
    client: &Client<'_>,
    path: &str,
    at: &str,
    field: &Field,
    sent: &str,
    answer: &Answer,
) {
    if answer.status != StatusCode::UNPROCESSABLE_ENTITY || sent.is_empty() {
        return;
    }
    match field.kind {
        Kind::Line | Kind::Area | Kind::Day | Kind::Hour => {
            if answer.body.contains(&escaped(sent)) {
                return;
            }
            // What was sent before may have closed or ended what the form is for: then it is offered no more.
            let page = client.get(path).await;
            let has_it = |form: &PageForm| form.fields.iter().any(|it| it.name == field.name);
            let offered = forms_of(&page.body, path).iter().any(has_it);
            assert!(!offered, "{at}: what was written is not in the page");
        }
        Kind::Phrase => assert!(!answer.body.contains(MARK), "{at}: a pass phrase came back"),
        Kind::Choice => {}
    }
}

struct Sweep {
    number: usize,
    /// Whether the longest text is tried, too.
    longest: bool,
}

impl Sweep {
    async fn fields(&mut self, client: &Client<'_>, path: &str, form: &PageForm) {
        for field in form.fields.iter().filter(|it| it.name != "draft-place") {
            let mut payloads = payloads(field.kind);
            if !form.first {
                // The fields have had theirs; here the button is new.
                payloads.truncate(2);
            }
            for payload in payloads {
                self.number += 1;
                let at = format!("POST {path} {}={:.60}", field.name, payload);
                let body = form.with(&field.name, &payload, self.number);
                let answer = client.post_body(path, body).await;
                check(&at, &answer);
                nothing_is_lost(client, path, &at, field, &payload, &answer).await;
            }
            if self.longest && form.first && field.kind == Kind::Area {
                self.number += 1;
                let sent = ten_megabytes();
                let body = form.with(&field.name, &sent, self.number);
                let answer = client.post_body(path, body).await;
                let at = format!("POST {path} {}: ten megabytes", field.name);
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
                assert!(answer.body.contains(&sent), "{at} are not in the page");
            }
        }
    }

    async fn route(&mut self, world: &World, route: &RouteSpec) {
        let Some(client) = sender(world, route).await else {
            panic!("nobody may send {}", route.path);
        };
        let path = world.address(route.path, Whose::Own);
        let page = client.get(&path).await;
        let forms = match page.status {
            StatusCode::OK => forms_of(&page.body, &path),
            _ => Vec::new(),
        };
        for form in &forms {
            self.fields(&client, &path, form).await;
        }
        for body in bodies() {
            let at = format!("POST {path} {body:.60}");
            check(&at, &client.post_body(&path, body).await);
        }
    }
}

/// Whatever was kept of it can be read: every page answers everybody it is for.
async fn pages_can_be_read(world: &World) {
    // Wrong tries at signing in are forgotten by then.
    world.site.later(jiff::SignedDuration::from_mins(16));
    for (_, username, role) in EVERYONE {
        let (Some(username), Some(role)) = (username, role) else {
            continue;
        };
        let client = world.site.signed_in(username).await;
        for route in all_routes() {
            if route.method == "GET" && route.who.admits(role) && !route.path.contains("/assets/") {
                let path = world.address(route.path, Whose::Own);
                let answer = client.get(&path).await;
                check(&format!("GET {path}"), &answer);
            }
        }
    }
}

async fn chain_holds(world: &World) {
    let head = world.site.house.audit_head().await.expect("a head");
    let (_, findings) = world.site.house.verify_audit(&[head]).await.expect("read");
    assert_eq!(findings, []);
}

/// The log has heard all of it, and tells nothing.
fn log_is_silent() {
    let told = log::told();
    assert!(!told.is_empty(), "the log has heard of it");
    for secret in [
        OWN,
        OTHER,
        NUMBER,
        "6101904321",
        "Violin",
        NOTE,
        MARK,
        SCRIPT,
        House::PHRASE,
        "Sofie",
    ] {
        let line = told.lines().find(|line| line.contains(secret));
        assert!(
            line.is_none(),
            "the log tells {secret:?}: {}",
            line.unwrap_or_default()
        );
    }
}

fn posts() -> Vec<RouteSpec> {
    let mut routes = all_routes();
    routes.retain(|route| route.method == "POST");
    // What ends sessions, changes pass phrases or makes one wait comes last.
    let late = ["/account", "/sign-in", "/sign-out"];
    routes.sort_by_key(|route| late.iter().position(|it| *it == route.path));
    routes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_takes_whatever_is_sent() {
    let mut sweep = Sweep {
        number: 0,
        longest: true,
    };
    for route in posts() {
        // A house of its own, so that what one form has closed, ended or shut out is open for the next.
        let world = World::new().await;
        sweep.route(&world, &route).await;
        chain_holds(&world).await;
    }
    assert!(sweep.number > 100, "forms were found and filled in");
    log_is_silent();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_takes_it_on_postgres_and_it_can_be_read_again() {
    let world = World::of(House::at(&Address::Postgres(helhed_pgtest::database())).await).await;
    let mut sweep = Sweep {
        number: 0,
        longest: false,
    };
    for route in posts() {
        sweep.route(&world, &route).await;
    }
    pages_can_be_read(&world).await;
    chain_holds(&world).await;
    log_is_silent();
}
