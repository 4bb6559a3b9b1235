//! The unit's own tasks in a family, and ending one.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use serde_json::{Value, json};

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::{FamilyId, TaskId};
use helhed_casework::domain::partner_system::SystemScope::{FamiliesRead, TasksWrite};
use helhed_casework::domain::task::{Task, TaskError};
use helhed_casework::domain::text::Line;
use helhed_casework::task::{FinishTask, FinishTaskError, finish_own_task, own_tasks};

use super::answer::{read, read_version};
use super::call::{Begun, Call, family_of};
use super::input::Sent;
use super::operation::Operation;
use super::problem::{At, Problem};
use crate::routes::RouteSpec;

pub(super) fn operations() -> Vec<(Operation, RouteSpec)> {
    vec![
        Operation::read(
            "listOwnTasks",
            "/api/v1/families/{family}/tasks",
            (
                FamiliesRead,
                "Tasks",
                "The tasks that somebody of the unit has taken on and that the unit sees, soonest due first",
            ),
            &[],
            list,
        ),
        Operation::read(
            "readOwnTask",
            "/api/v1/families/{family}/tasks/{task}",
            (
                FamiliesRead,
                "Task",
                "One of them, with its version as its ETag",
            ),
            &[],
            one,
        ),
        Operation::versioned(Operation::write(
            "endOwnTask",
            "/api/v1/families/{family}/tasks/{task}/end",
            (
                TasksWrite,
                "EndTask",
                200,
                "Say that it was done, or that it was missed and why",
            ),
            end,
        )),
    ]
}

fn address(family: FamilyId, task: TaskId) -> String {
    format!("/api/v1/families/{family}/tasks/{task}")
}

fn written(task: &Task, today: Date) -> Value {
    json!({
        "id": task.id,
        "href": address(task.family, task.id),
        "kind": task.facts.kind.code(),
        "title": task.facts.title.as_str(),
        "due": task.facts.due,
        "state": task.state(today).code(),
        "version": task.version,
    })
}

async fn list(call: Call, Path(family): Path<String>) -> Result<Response, Problem> {
    let tasks = own_tasks(&mut call.reading(), family_of(&family)?).await?;
    let today = day_of(call.app.now());
    let tasks = tasks.iter().map(|it| written(it, today));
    let body = json!({ "tasks": tasks.collect::<Value>() });
    Ok(read(&call, &body))
}

async fn one(
    call: Call,
    Path((family, task)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = TaskId::parse(&task).ok_or(Problem::Absent)?;
    let tasks = own_tasks(&mut call.reading(), family_of(&family)?).await?;
    let mut tasks = tasks.iter();
    let task = tasks.find(|it| it.id == id).ok_or(Problem::Absent)?;
    let body = written(task, day_of(call.app.now()));
    Ok(read_version(&call, &body, task.version))
}

async fn end(
    call: Call,
    Path((family, task)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let family = family_of(&family)?;
    let task = TaskId::parse(&task).ok_or(Problem::Absent)?;
    let mut input = sent.input(&["outcome", "word"]);
    let done = match input.text("outcome") {
        "done" => Ok(true),
        "missed" => Ok(false),
        _ => Err("field-not-on-list"),
    };
    let done = input.take("outcome", done);
    let word = Line::parse_optional(input.text("word"));
    let word = input.take("word", word);
    input.problem()?;
    let (Some(done), Some(word)) = (done, word) else {
        return Err(Problem::Unreadable);
    };
    let mut ctx = match call.begin(&sent, 200).await? {
        Begun::New(ctx) => *ctx,
        Begun::Before(answer) => return Ok(answer),
    };
    let command = FinishTask {
        family,
        task,
        version: call.version()?,
        done,
        word,
    };
    finish_own_task(&mut ctx, command).await.map_err(problem)?;
    let done = (task.to_string(), address(family, task));
    call.done(ctx, &sent, 200, done).await
}

fn problem(error: FinishTaskError) -> Problem {
    match error {
        FinishTaskError::Changed => Problem::Changed,
        FinishTaskError::Wrong(TaskError::WordMissing) => Problem::Wrong(vec![At {
            pointer: "/word".to_owned(),
            code: "missing".to_owned(),
        }]),
        FinishTaskError::Wrong(_) => Problem::Ended,
        FinishTaskError::Stopped(stop) => stop.into(),
    }
}
