//! Who looks at a page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use helhed_casework::NoticeCount;
use helhed_casework::access::Actor;
use helhed_casework::domain::account::{Account, Role};
use helhed_casework::sign_in::actor_of;

use crate::error::PageError;
use crate::words::Words;

/// Who is signed in. A handler that asks for it is reached by nobody else: the guard of its route puts it there.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    /// The account as it is now.
    pub account: Account,
    /// Who acts.
    pub actor: Actor,
    /// The words of their language.
    pub words: Words,
    /// Up to which notice what they are shown tells what there is: as it was before anything was read for them.
    pub since: NoticeCount,
}

impl Viewer {
    pub(crate) fn new(account: Account, since: NoticeCount) -> Self {
        Self {
            actor: actor_of(&account),
            words: Words(account.language),
            account,
            since,
        }
    }

    /// Whether they have a role.
    pub(crate) fn is(&self, role: Role) -> bool {
        self.account.role == role
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(PageError::NotAllowed)
    }
}
