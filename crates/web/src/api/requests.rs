//! What the unit was asked about somebody, and its answer.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use serde_json::{Value, json};

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::RequestId;
use helhed_casework::domain::partner_system::SystemScope::{RequestsRead, RequestsWrite};
use helhed_casework::domain::text::{Line, Prose};
use helhed_casework::request::{
    AnswerRequest, Reply, ReplyError, RequestLine, answer_request, asked_page, asked_request,
};

use super::answer::read;
use super::call::{Begun, Call};
use super::input::Sent;
use super::operation::Operation;
use super::problem::Problem;
use crate::routes::RouteSpec;

pub(super) fn operations() -> Vec<(Operation, RouteSpec)> {
    vec![
        Operation::read(
            "listRequests",
            "/api/v1/requests",
            (
                RequestsRead,
                "Requests",
                "What the unit was asked: what waits for an answer, and what ended in the last 90 days",
            ),
            &[],
            list,
        ),
        Operation::read(
            "readRequest",
            "/api/v1/requests/{request}",
            (
                RequestsRead,
                "Request",
                "One question, and the unit's own answer to it",
            ),
            &[],
            one,
        ),
        Operation::write(
            "answerRequest",
            "/api/v1/requests/{request}/answer",
            (
                RequestsWrite,
                "Answer",
                200,
                "Answer it, refuse, or say that the person is not known; once",
            ),
            answer,
        ),
    ]
}

fn address(request: RequestId) -> String {
    format!("/api/v1/requests/{request}")
}

fn written(line: &RequestLine, answer: Option<&str>, today: Date) -> Value {
    let facts = &line.request.facts;
    let about = line.about.iter().map(|it| {
        json!({
            "id": it.id,
            "given_name": it.given_name.as_str(),
            "family_name": it.family_name.as_str(),
            "born": it.born,
        })
    });
    json!({
        "id": line.request.id,
        "href": address(line.request.id),
        "about": about.collect::<Value>(),
        "category": facts.category,
        "question": facts.question.as_str(),
        "purpose": facts.purpose,
        "legal_basis": facts.basis,
        "asked_by": line.asked_by.as_str(),
        "due": facts.due,
        "state": line.request.state(today).code(),
        "answer": answer,
    })
}

async fn list(call: Call) -> Result<Response, Problem> {
    let page = asked_page(&mut call.reading()).await?;
    let today = day_of(call.app.now());
    let lines = page.open.iter().chain(&page.ended);
    let lines = lines.map(|it| written(it, None, today));
    Ok(read(
        &call,
        &json!({ "requests": lines.collect::<Value>() }),
    ))
}

async fn one(call: Call, Path(request): Path<String>) -> Result<Response, Problem> {
    let request = RequestId::parse(&request).ok_or(Problem::Absent)?;
    let shown = asked_request(&mut call.reading(), request).await?;
    let (line, answer) = &*shown;
    let answer = answer.as_ref().and_then(|it| it.body.as_ref());
    let answer = answer.map(|it| it.as_str());
    Ok(read(&call, &written(line, answer, day_of(call.app.now()))))
}

async fn answer(call: Call, Path(request): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let request = RequestId::parse(&request).ok_or(Problem::Absent)?;
    let mut input = sent.input(&["reply", "text"]);
    let text = input.text("text");
    let reply = match input.text("reply") {
        "statement" => input.take("text", Prose::parse(text)).map(Reply::Statement),
        "refuse" => input.take("text", Line::parse(text)).map(Reply::Refuse),
        "not_known" => input
            .take("text", Line::parse_optional(text))
            .map(Reply::NotKnown),
        _ => {
            input.fault("reply", "not-on-list");
            None
        }
    };
    input.problem()?;
    let reply = reply.ok_or(Problem::Unreadable)?;
    let mut ctx = match call.begin(&sent, 200).await? {
        Begun::New(ctx) => *ctx,
        Begun::Before(answer) => return Ok(answer),
    };
    let command = AnswerRequest { request, reply };
    let answered = answer_request(&mut ctx, command).await;
    answered.map_err(|error| match error {
        ReplyError::Wrong(_) | ReplyError::NoConsent => Problem::Ended,
        ReplyError::Stopped(stop) => stop.into(),
    })?;
    let done = (request.to_string(), address(request));
    call.done(ctx, &sent, 200, done).await
}
