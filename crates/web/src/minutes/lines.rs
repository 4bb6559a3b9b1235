//! Takes a batch of what the holder of the pen has typed, and answers when it is saved.

use axum::extract::{Path, State};
use uuid::Uuid;

use helhed_casework::domain::ids::{MinutesLineId, MinutesSectionId};
use helhed_casework::domain::minutes::{Edit, heard};
use helhed_casework::minutes::{
    KeepUnwritten, WriteError, WriteLines, keep_unwritten, write_lines,
};

use super::ids;
use crate::app::App;
use crate::error::PageError;
use crate::form::Form;
use crate::viewer::Viewer;

/// Reads the batch: as many ids as sections, lines before, counts, states and words.
fn edits(app: &App, form: &Form) -> Option<Vec<Edit>> {
    let of = |name: &'static str| form.all(name).collect::<Vec<_>>();
    let (id, section, after) = (of("id"), of("section"), of("after"));
    let (base, state, body) = (of("base"), of("state"), of("body"));
    let all = [&section, &after, &base, &state, &body];
    if all.iter().any(|it| it.len() != id.len()) {
        return None;
    }
    let mut edits = Vec::new();
    for at in 0..id.len() {
        let first = MinutesLineId::parse(id[at])?;
        let section = MinutesSectionId::parse(section[at])?;
        let after = match after[at] {
            "" => None,
            text => Some(MinutesLineId::parse(text)?),
        };
        let base: i64 = base[at].parse().ok()?;
        let settled = match state[at] {
            "writing" => false,
            "settled" | "gone" => true,
            _ => return None,
        };
        let mut edit = Edit {
            id: first,
            section,
            after,
            body: None,
            base,
            settled,
        };
        if state[at] == "gone" {
            edits.push(edit);
            continue;
        }
        // A line that is longer than a line can be goes on in the next.
        for body in heard(body[at]) {
            edit.body = Some(body);
            edits.push(edit.clone());
            edit = Edit {
                id: app.casework.new_id(app.now()),
                after: Some(edit.id),
                base: 0,
                ..edit
            };
        }
    }
    Some(edits)
}

/// Takes a batch. The answer is a word that the script of the page knows: what was saved up to which count, or why nothing was.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    form: Form,
) -> Result<String, PageError> {
    let (family, meeting) = ids(&path)?;
    let edits = edits(&app, &form).ok_or(PageError::Unreadable)?;
    let hand = Uuid::try_parse(form.text("hand")).map_err(|_| PageError::Unreadable)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let command = WriteLines {
        family,
        meeting,
        hand,
        edits: edits.clone(),
    };
    match write_lines(&mut ctx, command).await {
        Ok(written) => {
            ctx.commit().await?;
            Ok(format!("saved {}", written.seq))
        }
        Err(WriteError::NoPen(name)) => {
            let command = KeepUnwritten {
                family,
                meeting,
                edits,
            };
            keep_unwritten(&mut ctx, command).await?;
            ctx.commit().await?;
            Ok(format!("pen {}", name.as_str()))
        }
        Err(WriteError::Closed) => Ok("closed".to_owned()),
        Err(WriteError::Full) => Ok("full".to_owned()),
        Err(WriteError::Stopped(stop)) => Err(stop.into()),
    }
}
