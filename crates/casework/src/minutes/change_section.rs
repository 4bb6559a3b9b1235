//! Adds a section to the minutes, changes what it is about, or takes out an empty one.

use helhed_domain::ids::{FamilyId, MeetingId, MinutesSectionId, PersonId};
use helhed_domain::minutes::{MOST_SECTIONS, Section, SectionFacts};
use helhed_store::{household, minutes as stored};

use super::hold::Hold;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A section as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeSection {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The section; none is a new one, last.
    pub section: Option<MinutesSectionId>,
    /// What it is about.
    pub facts: SectionFacts,
}

/// A section to take out.
#[derive(Debug, Clone, Copy)]
pub struct TakeOutSection {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The section.
    pub section: MinutesSectionId,
}

/// Why a section was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SectionError {
    /// Somebody else holds the pen.
    #[error("somebody else holds the pen")]
    NoPen,
    /// The minutes are closed.
    #[error("the minutes are closed")]
    Closed,
    /// There are as many as there can be.
    #[error("there are too many sections")]
    Full,
    /// Something is written in it.
    #[error("something is written in it")]
    NotEmpty,
    /// There is no such category or life domain today.
    #[error("no such category")]
    NoSuchCategory,
    /// Whom it is about does not belong to the family.
    #[error("not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SectionError);

async fn held(ctx: &mut Ctx, family: FamilyId, meeting: MeetingId) -> Result<Hold, SectionError> {
    let hold = Hold::of(ctx, family, meeting).await?;
    hold.writing()?;
    match () {
        () if hold.is_closed() => Err(SectionError::Closed),
        () if !hold.has_pen() => Err(SectionError::NoPen),
        () => Ok(hold),
    }
}

/// Adds or changes a section: whoever no longer sees it loses it from their open page at once.
pub async fn change_section(
    ctx: &mut Ctx,
    command: ChangeSection,
) -> Result<MinutesSectionId, SectionError> {
    let mut hold = held(ctx, command.family, command.meeting).await?;
    let facts = command.facts;
    let (lists, today) = (ctx.lists(), ctx.today());
    let is_domain = |code: &String| lists.holds("life_domain", code, today);
    if !lists.holds("category", &facts.category, today) || !facts.domain.iter().all(is_domain) {
        return Err(SectionError::NoSuchCategory);
    }
    let about: Vec<PersonId> = facts.person.into_iter().collect();
    if !household::all_belong(&mut ctx.link, &hold.permit, &about).await? {
        return Err(SectionError::NotOfFamily);
    }
    let seq = hold.next();
    let id = match command.section {
        Some(id) => {
            let section = hold.section(id)?.clone();
            let section = Section {
                facts,
                seq,
                ..section
            };
            stored::update_section(&mut ctx.link, &hold.permit, &section).await?;
            id
        }
        None => {
            if hold.begun.sections.len() >= MOST_SECTIONS {
                return Err(SectionError::Full);
            }
            let last = hold.begun.sections.iter().map(|it| it.place).max();
            let section = Section {
                id: ctx.new_id(),
                place: last.unwrap_or(0) + 1,
                facts,
                seq,
                removed_at: None,
            };
            let by = (hold.me, ctx.now());
            let permit = &hold.permit;
            stored::insert_section(&mut ctx.link, permit, hold.meeting, &section, by).await?;
            section.id
        }
    };
    hold.touch_and_record(ctx, "change_section", (false, false))
        .await?;
    Ok(id)
}

/// Takes out a section in which nothing is written.
pub async fn take_out_section(ctx: &mut Ctx, command: TakeOutSection) -> Result<(), SectionError> {
    let mut hold = held(ctx, command.family, command.meeting).await?;
    let section = hold.section(command.section)?.clone();
    if stored::has_lines(&mut ctx.link, &hold.permit, section.id).await? {
        return Err(SectionError::NotEmpty);
    }
    let section = Section {
        removed_at: Some(ctx.now()),
        seq: hold.next(),
        ..section
    };
    stored::update_section(&mut ctx.link, &hold.permit, &section).await?;
    hold.touch_and_record(ctx, "take_out_section", (false, false))
        .await?;
    Ok(())
}
