//! The one page error, and the one mapping to a status and a page.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use helhed_casework::Stop;
use helhed_casework::domain::ids::FamilyId;

use crate::page::go;

/// Why a page could not be shown. What it says holds nothing about anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PageError {
    /// No such page, or not for this viewer: the same answer.
    Absent,
    /// The viewer may know of it and may not do this.
    NotAllowed,
    /// More was sent than there is room for.
    TooLarge,
    /// What was sent cannot be read.
    Unreadable,
    /// Storage failed.
    Failed,
    /// The form was sent before: on to where it led then.
    Led(String),
    /// The case may only be kept: on to where a ground is given.
    Restricted(FamilyId),
}

impl PageError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Absent => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Failed => StatusCode::SERVICE_UNAVAILABLE,
            Self::Led(_) | Self::Restricted(_) => StatusCode::SEE_OTHER,
        }
    }

    /// The error of a status that some other part answered with.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Self::Absent,
            StatusCode::FORBIDDEN => Self::NotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            status if status.is_client_error() => Self::Unreadable,
            _ => Self::Failed,
        }
    }

    /// The prefix of its translation keys: what happened, what is safe, what to do.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Absent => "error-absent",
            Self::NotAllowed => "error-not-allowed",
            Self::TooLarge => "error-too-large",
            Self::Unreadable => "error-unreadable",
            Self::Failed | Self::Led(_) | Self::Restricted(_) => "error-failed",
        }
    }
}

impl From<Stop> for PageError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Absent => Self::Absent,
            Stop::NotAllowed => Self::NotAllowed,
            Stop::Restricted(family) => Self::Restricted(family),
            Stop::Storage(_) => Self::Failed,
        }
    }
}

/// Storage has told the log already, where the cause is known.
impl From<helhed_casework::StoreError> for PageError {
    fn from(_: helhed_casework::StoreError) -> Self {
        Self::Failed
    }
}

/// Bare: `guard::dress` makes the page of it, in the viewer's language.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match &self {
            Self::Led(to) => return go(to),
            Self::Restricted(family) => return go(&format!("/families/{family}/restriction")),
            _ => {}
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
