//! One request: the question, its reminders and link, and the statement.

use jiff::Timestamp;

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, RequestId};
use helhed_domain::one_time_link::OneTimeLink;
use helhed_domain::post::LetterState;
use helhed_domain::statement::Statement;
use helhed_store::request_list::{self, RequestLine};
use helhed_store::{one_time_link, outbox, request as stored, statement};

use crate::{Reading, Stop, Visible};

/// One request.
#[derive(Debug)]
pub struct RequestPage {
    /// The request.
    pub line: RequestLine,
    /// When whoever is asked was reminded.
    pub reminders: Vec<Timestamp>,
    /// The newest link to answer it by; neither its secret nor its code can be shown again.
    pub link: Option<OneTimeLink>,
    /// How the letter with that link stands, where it was sent by e-mail.
    pub letter: Option<LetterState>,
    /// The statement.
    pub statement: Option<Statement>,
    /// Whether the viewer may remind, take back and annul.
    pub may_change: bool,
}

/// Shows one request of a family.
pub async fn request_page(
    reading: &mut Reading,
    family: FamilyId,
    request: RequestId,
) -> Result<Visible<RequestPage>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Requests, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let link = &mut reading.link;
    let newest = one_time_link::newest(link, &permit, request.uuid()).await?;
    let letters = outbox::of_family(link, &permit).await?;
    let page = RequestPage {
        line: request_list::line_of(link, &permit, request)
            .await?
            .ok_or(Stop::Absent)?,
        reminders: stored::reminders(link, &permit, request).await?,
        letter: newest.as_ref().and_then(|link| {
            let letter = letters.iter().find(|it| it.link == Some(link.id));
            letter.map(|it| it.state)
        }),
        link: newest,
        statement: statement::to_request(link, &permit, request).await?,
        may_change: lens.may::<what::Requests, doing::Change>(),
    };
    reading
        .show_one::<what::Requests, _>("request_page", &lens, request.uuid(), page)
        .await
}
