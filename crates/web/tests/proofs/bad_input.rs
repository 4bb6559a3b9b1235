//! Everything that can be sent, sent to every form: nothing breaks, nothing is lost, nothing comes back as more than text, and
//! neither the log nor a page of an error tells anything about anybody.

use axum::http::StatusCode;
use helhed_casework::testing::{House, tables_on_postgres};
use helhed_formtest::{Field, Kind, PageForm, forms_of};
use helhed_web::{RouteSpec, all_routes};

use crate::log;
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

/// What does not hold of an answer that should of every one.
fn fault_of(answer: &Answer) -> Option<String> {
    let status = answer.status;
    // A file of data says what was written as it was written; no browser takes it for a page.
    let kind = answer.headers.get("content-type");
    let is_page = kind.is_none_or(|it| it.as_bytes().starts_with(b"text/html"));
    if is_page && answer.body.contains("<script>alert(") {
        return Some("a script came back".to_owned());
    }
    let cookies = answer.headers.get_all("set-cookie");
    let known = |it: &axum::http::HeaderValue| it.as_bytes().starts_with(b"helhed");
    if !cookies.iter().all(known) {
        return Some("a cookie of somebody else's making".to_owned());
    }
    match status {
        StatusCode::OK
        | StatusCode::NO_CONTENT
        | StatusCode::SEE_OTHER
        | StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::TOO_MANY_REQUESTS => None,
        StatusCode::BAD_REQUEST
        | StatusCode::FORBIDDEN
        | StatusCode::NOT_FOUND
        | StatusCode::CONFLICT
        | StatusCode::PAYLOAD_TOO_LARGE => [OWN, OTHER, "610190", "Violin", MARK]
            .into_iter()
            .find(|secret| answer.body.contains(secret))
            .map(|secret| format!("{status} tells {secret}")),
        _ => Some(status.to_string()),
    }
}

/// What was lost: what was written still stands in the page that says what is wrong with it, and a pass phrase never does.
async fn lost(
    client: &Client<'_>,
    path: &str,
    field: &Field,
    sent: &str,
    answer: &Answer,
) -> Option<String> {
    if answer.status != StatusCode::UNPROCESSABLE_ENTITY || sent.is_empty() {
        return None;
    }
    match field.kind {
        Kind::Line | Kind::Area | Kind::Day | Kind::Hour => {
            if answer.body.contains(&escaped(sent)) {
                return None;
            }
            // What was sent before may have closed or ended what the form is for: then it is offered no more.
            let page = client.get(path).await;
            let has_it = |form: &PageForm| form.fields.iter().any(|it| it.name == field.name);
            let offered = forms_of(&page.body, path).iter().any(has_it);
            offered.then(|| "what was written is not in the page".to_owned())
        }
        Kind::Phrase => {
            let shown = answer.body.contains(MARK);
            shown.then(|| "a pass phrase came back".to_owned())
        }
        Kind::Choice => None,
    }
}

#[derive(Default)]
struct Sweep {
    number: usize,
    /// Whether the longest text is tried, too.
    longest: bool,
    /// What does not hold, and of what.
    faults: Vec<String>,
}

impl Sweep {
    async fn fields(&mut self, client: &Client<'_>, path: &str, form: &PageForm) {
        for field in form.fields.iter().filter(|it| it.name != "draft-place") {
            let mut payloads = payloads(field.kind);
            if !self.longest {
                // The rules are the same on every database; every other one is enough to find what a database refuses.
                payloads = payloads.into_iter().step_by(2).collect();
            }
            if !form.first {
                // The fields have had theirs; here the button is new.
                payloads.truncate(2);
            }
            for payload in payloads {
                self.number += 1;
                let at = format!("POST {path} {}={:.60}", field.name, payload);
                let body = form.with(&field.name, &payload, self.number);
                let answer = client.post_body(path, body).await;
                let lost = lost(client, path, field, &payload, &answer).await;
                self.faults
                    .extend(fault_of(&answer).or(lost).map(|it| format!("{at}: {it}")));
            }
            if self.longest && form.first && field.kind == Kind::Area {
                self.number += 1;
                let sent = ten_megabytes();
                let body = form.with(&field.name, &sent, self.number);
                let answer = client.post_body(path, body).await;
                let at = format!("POST {path} {}: ten megabytes", field.name);
                let fault = match answer.status {
                    StatusCode::OK if answer.body.contains(&sent) => None,
                    StatusCode::UNPROCESSABLE_ENTITY => {
                        lost(client, path, field, &sent, &answer).await
                    }
                    status => Some(status.to_string()),
                };
                self.faults.extend(fault.map(|it| format!("{at}: {it}")));
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
            let answer = client.post_body(&path, body).await;
            self.faults
                .extend(fault_of(&answer).map(|it| format!("{at}: {it}")));
        }
    }
}

/// Whatever was kept of it can be read: every page answers everybody it is for.
async fn pages_can_be_read(world: &World, faults: &mut Vec<String>) {
    // Wrong tries at signing in are forgotten by then.
    world.site.later(jiff::SignedDuration::from_mins(16));
    for (_, username, role) in EVERYONE {
        let (Some(username), Some(role)) = (username, role) else {
            continue;
        };
        let client = world.site.signed_in(username).await;
        for route in all_routes() {
            let has_own = World::whose(route.path).contains(&Whose::Own);
            if route.method == "GET" && route.who.admits(role) && has_own {
                let path = world.address(route.path, Whose::Own);
                let answer = client.get(&path).await;
                // What the sweep has used, ended or tried too often is gone, and says so.
                if path.starts_with("/rate/") && answer.status == StatusCode::GONE {
                    continue;
                }
                if let Some(fault) = fault_of(&answer) {
                    faults.push(format!("GET {path}: {fault}"));
                }
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
    // What systems send is JSON: `api/bad_input.rs`.
    routes.retain(|route| route.method == "POST" && !route.path.starts_with("/api/"));
    // What ends sessions, changes pass phrases or makes one wait comes last.
    let late = ["/account", "/sign-in", "/sign-out"];
    routes.sort_by_key(|route| late.iter().position(|it| *it == route.path));
    routes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_takes_whatever_is_sent() {
    let mut sweep = Sweep {
        longest: true,
        ..Sweep::default()
    };
    for route in posts() {
        // A house of its own, so that what one form has closed, ended or shut out is open for the next.
        let world = World::new().await;
        sweep.route(&world, &route).await;
        chain_holds(&world).await;
    }
    assert!(sweep.faults.is_empty(), "{}", sweep.faults.join("\n"));
    assert!(sweep.number > 100, "forms were found and filled in");
    log_is_silent();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_takes_it_on_postgres_and_it_can_be_read_again() {
    let world = World::of(House::at(&tables_on_postgres().await).await).await;
    let mut sweep = Sweep::default();
    // In one house: whose pass phrase was tried too often sends nothing more.
    for route in posts().iter().filter(|it| it.path != "/account") {
        sweep.route(&world, route).await;
    }
    pages_can_be_read(&world, &mut sweep.faults).await;
    assert!(sweep.faults.is_empty(), "{}", sweep.faults.join("\n"));
    chain_holds(&world).await;
    log_is_silent();
}
