//! A form with a file in it.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::file::{CheckedFile, FileFault};

use crate::app::App;
use crate::error::PageError;
use crate::form::{FieldError, Form, MOST_FIELDS};

/// What a form with a file sent: its fields, and the file as far as it may be kept. A form that was sent as fields alone is one
/// without a file.
pub(crate) struct Upload {
    /// The fields.
    pub form: Form,
    /// The file, or why it is not taken; `None` where none was chosen.
    pub file: Option<Result<CheckedFile, FileFault>>,
}

impl FieldError for FileFault {
    fn key(&self) -> (&'static str, i64) {
        (self.label_key(), 0)
    }
}

/// Whether a request says that a file is in it.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes()
            .to_ascii_lowercase()
            .starts_with(b"multipart/form-data")
    })
}

/// The largest file that may be kept today, in megabytes.
pub(crate) fn megabytes(app: &App) -> i64 {
    app.casework
        .lists()
        .rules(day_of(app.now()))
        .document_megabytes
}

fn page_error(rejected: impl IntoResponse) -> PageError {
    PageError::of_status(rejected.into_response().status())
}

/// The parts of a request, read to the end: a browser whose file is too large is told on the page, not by a broken line. Of such a file
/// nothing is kept in memory.
async fn parts(mut parts: Multipart, megabytes: i64) -> Result<Upload, PageError> {
    let most = usize::try_from(megabytes << 20).unwrap_or(0);
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(mut part) = parts.next_field().await.map_err(page_error)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let (mut content, mut is_too_large) = (Vec::new(), false);
        while let Some(chunk) = part.chunk().await.map_err(page_error)? {
            is_too_large |= content.len() + chunk.len() > most;
            if is_too_large {
                content = Vec::new();
            } else {
                content.extend_from_slice(&chunk);
            }
        }
        match file_name {
            // A browser sends a nameless file of nothing where none was chosen.
            Some(file_name) if file_name.is_empty() && content.is_empty() && !is_too_large => {}
            Some(_) if is_too_large => file = Some(Err(FileFault::TooLarge)),
            Some(file_name) => file = Some(CheckedFile::check(&file_name, content, megabytes)),
            None if fields.len() < MOST_FIELDS => {
                fields.push((name, String::from_utf8_lossy(&content).into_owned()));
            }
            None => {}
        }
    }
    Ok(Upload {
        form: Form::of_fields(fields),
        file,
    })
}

impl FromRequest<App> for Upload {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        if is_multipart(request.headers()) {
            let sent = Multipart::from_request(request, app).await;
            parts(sent.map_err(page_error)?, megabytes(app)).await
        } else {
            let form = Form::from_request(request, app).await?;
            Ok(Self { form, file: None })
        }
    }
}
