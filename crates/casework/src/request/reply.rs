//! What whoever is asked replies, signed in or by a link: one place, so that both end a request alike.

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::RequestId;
use helhed_domain::request::{RequestError, RequestOutcome};
use helhed_domain::statement::Statement;
use helhed_domain::text::{Line, Name, Prose};
use helhed_store::{one_time_link, request as stored, statement};

use super::consented::still_consented;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A reply to a request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The answer.
    Statement(Prose),
    /// We will not or may not answer, and why.
    Refuse(Line),
    /// This is nobody we know.
    NotKnown(Option<Line>),
}

/// Why a reply was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    /// It has ended already: answered by somebody else, or taken back.
    #[error(transparent)]
    Wrong(#[from] RequestError),
    /// It rests on a consent that has run out or was taken back: nothing is shared.
    #[error("the consent is there no more")]
    NoConsent,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ReplyError);

impl Reply {
    /// The name of what is done, for the audit log.
    pub(super) fn act(&self) -> &'static str {
        match self {
            Self::Statement(_) => "answer_request",
            Self::Refuse(_) => "refuse_request",
            Self::NotKnown(_) => "send_request_back",
        }
    }
}

/// Takes a reply: the request ends once, whoever is first; its links stop.
pub(super) async fn take_reply(
    ctx: &mut Ctx,
    permit: &Permit<what::Answers, doing::Add>,
    request: RequestId,
    given_by: Name,
    reply: Reply,
) -> Result<(), ReplyError> {
    let (account, now) = (ctx.actor().ok().map(|actor| actor.account), ctx.now());
    let (outcome, word, body) = match reply {
        Reply::Statement(body) => (RequestOutcome::Answered, None, Some(body)),
        Reply::Refuse(why) => (RequestOutcome::Refused, Some(why), None),
        Reply::NotKnown(word) => (RequestOutcome::NotKnown, word, None),
    };
    let request = stored::find_asked(&mut ctx.link, permit, request)
        .await?
        .ok_or(Stop::Absent)?;
    if body.is_some() && !still_consented(ctx, permit, &request).await? {
        return Err(ReplyError::NoConsent);
    }
    let request = request.ended(outcome, word, now, account)?;
    if !stored::end(&mut ctx.link, permit, &request).await? {
        return Err(RequestError::AlreadyEnded.into());
    }
    if body.is_some() {
        let statement = Statement {
            id: ctx.new_id(),
            request: request.id,
            family: permit.family(),
            body,
            given_by,
            account,
            given_at: now,
            annulled: None,
        };
        if !statement::insert(&mut ctx.link, permit, &statement).await? {
            return Err(RequestError::AlreadyEnded.into());
        }
    }
    one_time_link::end_all(&mut ctx.link, permit, request.id.uuid(), now).await?;
    ctx.notice(permit.family());
    Ok(())
}
