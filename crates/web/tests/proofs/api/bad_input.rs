//! Everything that can be sent, sent to every change: nothing breaks, what is wrong is told at its place, and nothing is given back.

use helhed_casework::testing::House;
use helhed_web::openapi;
use serde_json::{Value, json};

use super::place::{Call, Place, address, body_of, operations};
use crate::payloads::{MARK, bodies, payloads};
use helhed_formtest::Kind;

/// Every value in the place of a field's.
fn values() -> Vec<Value> {
    let kinds = [Kind::Line, Kind::Area, Kind::Hour, Kind::Choice];
    let texts = kinds.into_iter().flat_map(payloads).map(Value::from);
    let deep = (0..100).fold(json!(MARK), |inner, _| json!([inner]));
    let others = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(i64::MAX),
        json!([]),
        json!({}),
        json!([null]),
        json!([{}]),
        json!([MARK]),
        json!(["01936000-0000-7000-8000-00000000abcd"]),
        json!({ "a": MARK }),
        deep,
    ];
    texts.chain(others).collect()
}

fn taken(status: u16) -> bool {
    matches!(status, 200 | 201 | 400 | 404 | 409 | 412 | 413 | 415 | 422)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_takes_whatever_is_sent() {
    crate::log::listen();
    let place = Place::of(House::new().await).await;
    let token = place.token().await;
    let (mut faults, mut number) = (Vec::new(), 0);
    for (method, path, name, operation) in operations(&openapi()) {
        if operation.get("requestBody").is_none() {
            continue;
        }
        let sound = body_of(&name, &place.own);
        let path = address(&path, &place.own);
        let fields: Vec<String> = sound
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect();
        let mut sent: Vec<String> = bodies();
        sent.push(format!(
            "{{\"a\":{}1{}}}",
            "[".repeat(5_000),
            "]".repeat(5_000)
        ));
        sent.push(format!("{{\"summary\":\"{}\"}}", "x".repeat(2 << 20)));
        for value in values() {
            for field in fields.iter().map(String::as_str).chain([MARK]) {
                let mut body = sound.clone();
                body[field] = value.clone();
                sent.push(body.to_string());
            }
            if let Some(people) = sound.get("people").and_then(|it| it.as_array())
                && people[0].is_object()
            {
                for field in [
                    "given_name",
                    "family_name",
                    "role",
                    "born",
                    "expected",
                    "cpr",
                ] {
                    let mut body = sound.clone();
                    body["people"][0][field] = value.clone();
                    sent.push(body.to_string());
                }
            }
        }
        for body in sent {
            number += 1;
            if number % 900 == 0 {
                // A minute takes a thousand.
                place.site.later(jiff::SignedDuration::from_secs(60));
            }
            let answer = place
                .ask(Call {
                    method: &method,
                    path: &path,
                    token: Some(&token),
                    body: Some(&body),
                    headers: &[("if-match", "\"v1\"")],
                    ..Call::default()
                })
                .await;
            let gives_back = answer.body.contains(MARK) || answer.body.contains("Hjorts");
            if !taken(answer.status.as_u16()) || gives_back {
                faults.push(format!(
                    "{name} {body:.80}: {} {:.200}",
                    answer.status, answer.body
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(number > 500, "changes were found and tried");
    // Whatever was kept of it can be read.
    place.site.later(jiff::SignedDuration::from_secs(60));
    for (method, path, name, _) in operations(&openapi()) {
        if method == "GET" {
            let path = address(&path, &place.own);
            let answer = place
                .ask(Call {
                    method: "GET",
                    path: &path,
                    token: Some(&token),
                    ..Call::default()
                })
                .await;
            assert_eq!(answer.status, 200, "{name}");
        }
    }
    let log = crate::log::told();
    assert!(
        !log.contains(MARK) && !log.contains(&token),
        "the log tells nothing"
    );
}
