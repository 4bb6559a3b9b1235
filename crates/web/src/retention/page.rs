//! What is due to be deleted?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::domain::retention::ApprovalRefusal;
use helhed_casework::keeping::{
    ApprovePurgeError, RetentionLine, RetentionPage, approve_purge, retention_page, short,
};

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, go, show};
use crate::viewer::Viewer;

use super::family_of;

#[derive(Template)]
#[template(path = "retention/page.html")]
struct RetentionView {
    frame: Frame,
    page: Visible<RetentionPage>,
}

impl RetentionView {
    /// What a case is called here: its household, or for who sees no content its number.
    fn called(&self, line: &RetentionLine) -> String {
        match &line.name {
            Some(name) => name.as_str().to_owned(),
            None => self.frame.w.with("retention-case", line.short()),
        }
    }

    fn short(&self, family: &helhed_casework::domain::ids::FamilyId) -> String {
        self.frame.w.with("retention-case", short(*family))
    }

    fn is_open_to_approval(&self, line: &RetentionLine) -> bool {
        line.case.hold.is_none() && matches!(line.approval, Some(Ok(())))
    }

    fn is_proposed(&self, line: &RetentionLine) -> bool {
        line.case.proposal.is_some()
    }

    /// How far a proposal is, in a few words.
    fn step(&self, line: &RetentionLine) -> String {
        let w = self.frame.w;
        match (&line.case.hold, &line.case.proposal) {
            (Some(_), _) => w.t("retention-held"),
            (None, None) => w.t("retention-due"),
            (None, Some(_)) => match line.waits_for {
                Some(refusal) => w.t(refusal.label_key()),
                None => w.t("retention-tonight"),
            },
        }
    }

    fn approvals(&self, line: &RetentionLine) -> i64 {
        line.case.approvers.len() as i64
    }

    fn xml_is_out(&self, line: &RetentionLine) -> bool {
        self.out(line).is_some_and(|it| it.xml.is_some())
    }

    fn pdf_is_out(&self, line: &RetentionLine) -> bool {
        self.out(line).is_some_and(|it| it.pdf.is_some())
    }

    fn out<'l>(
        &self,
        line: &'l RetentionLine,
    ) -> Option<&'l helhed_casework::domain::retention::Archived> {
        let archived = line.case.proposal.as_ref()?.archived.as_ref()?;
        (archived.change == line.case.last_change).then_some(archived)
    }
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = retention_page(&mut reading).await?;
    let frame = Frame::new(&app, &viewer, &uri, viewer.words.t("retention-title"));
    show(&RetentionView { frame, page })
}

/// Approves a deletion.
pub(super) async fn approve(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> PageResult {
    let family = family_of(&id)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let done = match approve_purge(&mut ctx, family).await {
        Ok(()) => "retention-approved",
        Err(ApprovePurgeError::Refused(ApprovalRefusal::Twice)) => "retention-approved-before",
        Err(ApprovePurgeError::Refused(ApprovalRefusal::Proposed)) => "retention-own",
        Err(ApprovePurgeError::Held) => "retention-is-held",
        Err(ApprovePurgeError::Stopped(stop)) => return Err(stop.into()),
    };
    ctx.commit().await?;
    Ok(go(&format!("/retention?done={done}")))
}
