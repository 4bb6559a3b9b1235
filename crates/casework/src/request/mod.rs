//! Information requests and statements: ask once, answer once, and every caseworker with a basis has it.

mod annul_statement;
mod answer_by_link;
mod answer_request;
mod ask_for_statement;
mod ask_form;
mod asked_page;
mod consented;
mod remind;
mod reply;
mod request_page;
mod requests_page;
mod withdraw_request;

pub use annul_statement::{AnnulStatement, AnnulStatementError, annul_statement};
pub use answer_by_link::{LinkQuestion, answer_by_link, read_question};
pub use answer_request::{AnswerRequest, answer_request};
pub use ask_for_statement::{AskError, AskForStatement, HasAsked, ask_for_statement};
pub use ask_form::{AskForm, UnitChoice, ask_form};
pub use asked_page::{AskedPage, asked_page, asked_request};
pub use helhed_store::request_list::{AboutPerson, RequestLine};
pub use remind::{Remind, RemindError, Reminded, remind};
pub use reply::{Reply, ReplyError};
pub use request_page::{RequestPage, request_page};
pub use requests_page::{RequestsPage, requests_page};
pub use withdraw_request::{WithdrawRequest, WithdrawRequestError, withdraw_request};

use helhed_access::{Doing, Permit, what};
use helhed_domain::one_time_link::LinkPurpose;
use helhed_domain::request::{Asked, Request};

use crate::one_time_link::{MadeLink, make_link};
use crate::{Ctx, Stop};

/// The link to answer a request by: somebody outside always gets one, a unit where one is wanted.
async fn link_to_answer<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Requests, V>,
    request: &Request,
    wanted: bool,
) -> Result<Option<MadeLink>, Stop> {
    let outside = matches!(request.facts.to, Asked::Outside(_));
    if !wanted && !outside {
        return Ok(None);
    }
    let subject = request.id.uuid();
    let link = make_link(ctx, permit, LinkPurpose::Answer, subject).await?;
    Ok(Some(link))
}
