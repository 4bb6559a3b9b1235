//! The OpenAPI document is true: every operation of it is asked of a running server, every answer is of its schema, and no route is missing.
//! `HELHED_REWRITE_GOLDEN=1` writes `docs/openapi.json` anew, which an independent linter reads in `make check`.

use helhed_casework::testing::{House, tables_on_postgres};
use helhed_web::{all_routes, openapi};
use serde_json::{Value, json};

use super::place::{Call, Place, address, body_of, operations};
use crate::support::Answer;

/// Checks a value against a schema of the document.
fn holds(document: &Value, schema: &Value, value: &Value, at: &str) {
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&whole)
        .unwrap_or_else(|error| panic!("{at}: no schema: {error}"));
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{at}: {}\n{value}", faults.join("\n"));
}

fn json_of(answer: &Answer, at: &str) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{at}: {}", answer.body))
}

async fn every_operation(house: House) {
    let (document, place) = (openapi(), Place::of(house).await);
    let token = place.token().await;
    let token = Some(token.as_str());
    let problem = json!({ "$ref": "#/components/schemas/Problem" });
    for (method, path, name, operation) in operations(&document) {
        let (method, address) = (method.as_str(), address(&path, &place.own));
        let sent = operation.get("requestBody").map(|it| {
            let body = body_of(&name, &place.own);
            let schema = &it["content"]["application/json"]["schema"];
            holds(&document, schema, &body, &name);
            body.to_string()
        });
        let call = Call {
            method,
            path: &address,
            token,
            body: sent.as_deref(),
            headers: &[("if-match", "\"v1\"")],
            ..Call::default()
        };
        let answer = place.ask(call).await;
        let status = answer.status.as_str();
        let promised = &operation["responses"][status];
        assert!(!promised.is_null(), "{name}: {status} {}", answer.body);
        let schema = &promised["content"]["application/json"]["schema"];
        holds(&document, schema, &json_of(&answer, &name), &name);
        assert_eq!(answer.headers["content-type"], "application/json", "{name}");
        for header in promised["headers"].as_object().into_iter().flatten() {
            let told = answer.headers.get(header.0.as_str());
            assert!(told.is_some(), "{name} tells no {}", header.0);
        }
        if method == "GET" {
            let has = answer.headers["etag"].to_str().expect("a tag");
            let headers = &[("if-none-match", has)];
            let again = place.ask(Call { headers, ..call }).await;
            assert_eq!(again.status, 304, "{name}");
            assert_eq!(again.body, "");
        }
        // What goes wrong is of its schema, too, and gives nothing back.
        for (call, wrong) in [
            (
                Call {
                    token: None,
                    ..call
                },
                "no token",
            ),
            (
                Call {
                    body: Some("[]"),
                    method: "POST",
                    ..call
                },
                "a list",
            ),
        ] {
            let answer = place.ask(call).await;
            let at = format!("{name}, {wrong}");
            assert!(answer.status.is_client_error(), "{at}: {}", answer.status);
            assert_eq!(
                answer.headers["content-type"], "application/problem+json",
                "{at}"
            );
            let told = json_of(&answer, &at);
            holds(&document, &problem, &told, &at);
            assert_eq!(told["status"], answer.status.as_u16(), "{at}");
        }
    }
    // What was read and written stands there, and is recorded.
    let family = format!("/api/v1/families/{}", place.own.family);
    let read = |path: String| {
        let place = &place;
        async move {
            place
                .ask(Call {
                    method: "GET",
                    path: &path,
                    token,
                    ..Call::default()
                })
                .await
        }
    };
    let standing = json_of(&read(family.clone()).await, "family");
    let kinds: Vec<&str> = standing["standing"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["kind"].as_str())
        .collect();
    for kind in ["goal", "task", "measure"] {
        assert!(kinds.contains(&kind), "{kind} of {kinds:?}");
    }
    let told = read(format!("{family}/told")).await;
    assert!(
        told.body.contains("Vi talte om praktik")
            && told.body.contains("Familien har fået ny bolig")
    );
    let task = read(format!("{family}/tasks/{}", place.own.task)).await;
    assert_eq!(json_of(&task, "task")["state"], "done");
    assert_eq!(task.headers["etag"], "\"v2\"");
    let request = read(format!("/api/v1/requests/{}", place.own.request)).await;
    assert_eq!(json_of(&request, "request")["answer"], "Han trives.");
    let head = place.site.house.audit_head().await.expect("a head");
    let (_, findings) = place.site.house.verify_audit(&[head]).await.expect("read");
    assert_eq!(findings, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_of_the_document_answers_as_it_says() {
    every_operation(House::new().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_answers_as_it_says_on_postgres() {
    every_operation(House::at(&tables_on_postgres().await).await).await;
}

#[test]
fn the_document_has_every_route_and_the_server_every_operation() {
    let document = openapi();
    let of_document = operations(&document).into_iter();
    let mut of_document: Vec<_> = of_document
        .map(|(method, path, ..)| (method, path))
        .collect();
    let mut of_server: Vec<_> = all_routes()
        .iter()
        .filter(|it| it.path.starts_with("/api/") && it.path != "/api/v1/openapi.json")
        .map(|it| (it.method.to_owned(), it.path.to_owned()))
        .collect();
    of_document.sort();
    of_server.sort();
    assert_eq!(of_document, of_server);
    let mut text = serde_json::to_string_pretty(&document).expect("text");
    text.push('\n');
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    if std::env::var_os("HELHED_REWRITE_GOLDEN").is_some() {
        std::fs::write(path, &text).expect("written");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == text,
        "docs/openapi.json is not what the server serves; rewrite it as this file's head says"
    );
}
