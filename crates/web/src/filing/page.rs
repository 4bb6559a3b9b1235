//! Which number has this case in the records system, and what is filed there?

use askama::Template;
use axum::extract::Path;

use helhed_casework::Visible;
use helhed_casework::domain::filing::{
    CaseNumber, CaseNumberError, Filing, FilingState, KleNumber, KleNumberError,
};
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::filing::{
    FilingPage, SetCaseNumber, SetCaseNumberError, filing_page, set_case_number,
};

use crate::case::family_of;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::{FieldError, Form};
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

impl FieldError for CaseNumberError {
    fn key(&self) -> (&'static str, i64) {
        ("filing-number-bad", 0)
    }
}

impl FieldError for KleNumberError {
    fn key(&self) -> (&'static str, i64) {
        ("filing-kle-bad", 0)
    }
}

#[derive(Template)]
#[template(path = "filing/filing.html")]
struct FilingTemplate {
    frame: Frame,
    head: HeadView,
    form: Form,
    page: Visible<FilingPage>,
    /// Somebody else changed it meanwhile: what they wrote stands beside.
    conflict: bool,
}

impl FilingTemplate {
    fn version(&self) -> i64 {
        self.page.case.as_ref().map_or(0, |it| it.version)
    }

    /// The sign that goes with where a paper stands.
    fn badge(&self, paper: &Filing) -> &'static str {
        match paper.state() {
            FilingState::Taken => "hh-badge--ok",
            FilingState::Put => "hh-badge--info",
            FilingState::Waiting => "hh-badge--quiet",
            FilingState::Failed => "hh-badge--warn",
        }
    }

    /// Why a paper could not be put, in words.
    fn why(&self, paper: &Filing) -> String {
        match paper.failed.as_ref().map(|(_, why)| why.as_str()) {
            Some("leave") => self.frame.w.t("filing-why-leave"),
            Some("paper") => self.frame.w.t("filing-why-paper"),
            _ => self.frame.w.t("filing-why-folder"),
        }
    }

    /// When a paper came to where it stands.
    fn when(&self, paper: &Filing) -> String {
        let failed = paper.failed.as_ref().map(|(at, _)| *at);
        let at = paper.taken_at.or(paper.put_at).or(failed);
        at.map_or(String::new(), |at| {
            self.frame.w.moment(at, self.frame.today)
        })
    }
}

async fn filled(
    place: &Place,
    family: FamilyId,
    form: Form,
    page: Visible<FilingPage>,
    conflict: bool,
) -> Result<FilingTemplate, PageError> {
    let mut frame = place.frame(place.w().t("filing-title"), &form);
    frame.has_errors |= conflict;
    Ok(FilingTemplate {
        head: place.head(family, "documents").await?,
        frame,
        form,
        page,
        conflict,
    })
}

/// The page.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let family = family_of(&id)?;
    let page = filing_page(&mut place.reading(), family).await?;
    let mut form = place.open().await?;
    if let Some(case) = &page.case {
        let kle = case.kle.as_ref().map_or("", KleNumber::as_str);
        form = form
            .preset("number", case.number.as_str())
            .preset("kle", kle);
    }
    let version = page.case.as_ref().map_or(0, |it| it.version);
    let form = form.preset("version", version.to_string());
    show(&filled(&place, family, form, page, false).await?)
}

/// Writes the number down.
pub(super) async fn take(place: Place, Path(id): Path<String>, mut form: Form) -> PageResult {
    let family = family_of(&id)?;
    let page = filing_page(&mut place.reading(), family).await?;
    let number = CaseNumber::parse(form.text("number"));
    let number = form.take("number", "filing-number", number);
    let kle = match form.text("kle").trim() {
        "" => Ok(None),
        text => KleNumber::parse(text).map(Some),
    };
    let kle = form.take("kle", "filing-kle", kle);
    let (Some(number), Some(kle)) = (number, kle) else {
        return show_errors(&filled(&place, family, form, page, false).await?);
    };
    let mut ctx = place.begin(&form).await?;
    let command = SetCaseNumber {
        family,
        number,
        kle,
        version: form.text("version").parse().unwrap_or(0),
    };
    match set_case_number(&mut ctx, command).await {
        Ok(()) => {}
        Err(SetCaseNumberError::Changed) => {
            drop(ctx);
            return show_errors(&filled(&place, family, form, page, true).await?);
        }
        Err(SetCaseNumberError::Stopped(stop)) => return Err(stop.into()),
    }
    let to = format!("/families/{family}/filing?done=filing-saved");
    place.lead(ctx, &form, &to).await
}
