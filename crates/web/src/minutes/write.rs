//! The page on which the holder of the pen writes: a field for each section, saved with every batch of keystrokes; without scripts, section by
//! section by a button.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::ids::{FamilyId, FormId, MinutesRemarkId, MinutesSectionId};
use helhed_casework::domain::minutes::{LineKind, heard};
use helhed_casework::domain::need::Urgency;
use helhed_casework::minutes::{
    MinutesPage, SettleRemark, SettleRemarkError, WriteError, WriteSection, minutes_of, owners,
    settle_remark, write_section,
};

use super::first::{FirstView, first_of};
use super::part::{Standing, names, standing};
use super::side::{Beside, SideView};
use super::view::{RemarkView, SectionView, Whole, remarks, sections};
use super::{ids, minutes_at};
use crate::app::App;
use crate::assessment::head;
use crate::choices::from_list;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "minutes/write.html")]
struct WriteView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    at: String,
    form: Form,
    form_id: FormId,
    standing: Standing,
    sections: Vec<SectionView>,
    side: Vec<SideView>,
    remarks: Vec<RemarkView>,
    signs: Vec<(char, LineKind)>,
    may_settle: bool,
    may_decide: bool,
    first: Vec<FirstView>,
    urgencies: Vec<(&'static str, String)>,
    w: crate::words::Words,
}

impl WriteView {
    /// What a field holds: what was sent, where the page is shown again, or the lines of the section.
    fn text(&self, section: &SectionView) -> String {
        let sent = self.form.text(&format!("text-{}", section.id));
        match self.frame.has_errors && !sent.is_empty() {
            true => sent.to_owned(),
            false => section.text(),
        }
    }
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    path: &(String, String),
    form: Form,
) -> Result<Result<WriteView, MinutesPage>, PageError> {
    let (family, meeting) = ids(path)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = minutes_of(&mut reading, family, meeting)
        .await?
        .into_inner();
    let Some(begun) = page.begun.as_ref().filter(|_| page.has_pen()) else {
        return Ok(Err(page));
    };
    let owners = match page.may_decide {
        true => Some(owners(&mut reading, family, meeting).await?),
        false => None,
    };
    let first = match page.may_decide {
        true => first_of(&mut reading, family).await?,
        false => Vec::new(),
    };
    let w = viewer.words;
    let beside = Beside {
        w,
        family,
        today: day_of(app.now()),
        owners: owners.as_ref(),
        domains: from_list(app, w, "life_domain", day_of(app.now())),
        is_team: page.is_team,
    };
    let mut frame = Frame::new(app, viewer, uri, w.t("minutes-write-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let signs = LineKind::ALL
        .iter()
        .filter_map(|it| it.sign().map(|sign| (sign, *it)));
    Ok(Ok(WriteView {
        head: head(app, viewer, family, "meetings").await?,
        family,
        is_family: false,
        at: minutes_at(family, meeting),
        form_id: app.casework.new_id(app.now()),
        standing: standing(w, &page, begun, app.now()),
        sections: sections(app, w, begun, names(&page), Whole::All),
        side: beside.of(begun, false),
        remarks: remarks(begun),
        signs: signs.collect(),
        may_settle: begun.minutes.closed_at.is_none(),
        may_decide: page.may_decide,
        first,
        urgencies: Urgency::ALL
            .iter()
            .map(|it| (it.code(), w.t(it.label_key())))
            .collect(),
        w,
        form,
        frame,
    }))
}

/// Shows the page to the holder of the pen; anybody else follows.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    match view((&app, &viewer, &uri), &path, Form::default()).await? {
        Ok(view) => show(&view),
        Err(page) => Ok(go(&minutes_at(page.family, page.meeting))),
    }
}

/// What is done, read from the button that was pressed.
enum Deed {
    Save(MinutesSectionId),
    Settle(MinutesRemarkId, bool),
}

fn deed(form: &Form) -> Option<Deed> {
    let (what, which) = form.text("deed").split_once(' ')?;
    match what {
        "save" => MinutesSectionId::parse(which).map(Deed::Save),
        "settle" => MinutesRemarkId::parse(which).map(|it| Deed::Settle(it, false)),
        "take-in" => MinutesRemarkId::parse(which).map(|it| Deed::Settle(it, true)),
        _ => None,
    }
}

/// Takes a section that is sent whole, or settles what was said.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, meeting) = ids(&path)?;
    let deed = deed(&form).ok_or(PageError::Unreadable)?;
    let mut ctx = match begin(&app, &viewer, &form).await? {
        Ok(ctx) => ctx,
        Err(led_to) => return Ok(go(&led_to)),
    };
    let at = minutes_at(family, meeting);
    let (done, to) = match deed {
        Deed::Save(section) => {
            let field = format!("text-{section}");
            let base: i64 = form
                .text("base")
                .parse()
                .map_err(|_| PageError::Unreadable)?;
            let lines = heard(form.text(&field));
            let command = WriteSection {
                family,
                meeting,
                section,
                base,
                lines,
            };
            let to = format!("{at}/write?done=minutes-saved#s-{section}");
            (write_section(&mut ctx, command).await.map(drop), to)
        }
        Deed::Settle(remark, takes_in) => {
            let command = SettleRemark {
                family,
                meeting,
                remark,
                takes_in,
            };
            let done = match settle_remark(&mut ctx, command).await {
                Ok(()) => Ok(()),
                Err(SettleRemarkError::NoPen) => return Ok(go(&at)),
                Err(SettleRemarkError::Unwritten(error)) => Err(error),
                Err(SettleRemarkError::Stopped(stop)) => return Err(stop.into()),
            };
            (done, format!("{at}/write?done=minutes-settled"))
        }
    };
    let key = match done {
        Ok(()) => {
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            return Ok(go(&to));
        }
        Err(WriteError::Stopped(stop)) => return Err(stop.into()),
        Err(WriteError::NoPen(_)) => "minutes-no-pen",
        Err(WriteError::Closed) => "minutes-closed",
        Err(WriteError::Full) => "minutes-full",
    };
    drop(ctx);
    form.fault("minutes", "minutes-title", key);
    match view((&app, &viewer, &uri), &path, form.clone()).await? {
        Ok(view) => show_errors(&view),
        // The pen is somebody else's: what was written is said to the minutes, where its holder takes it in.
        Err(page) => super::speak::keep(&app, &viewer, &page, &form).await,
    }
}
