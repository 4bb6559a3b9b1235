//! The agenda of a meeting: topics added, taken off, moved.

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{FamilyId, MeetingId, TopicId};
use helhed_domain::meeting::{Topic, TopicFacts};
use helhed_store::{household, meeting as stored, meeting_topic as agenda};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// The most topics of a meeting.
const MOST: usize = 100;

/// Why a topic was not added.
#[derive(Debug, thiserror::Error)]
pub enum TopicError {
    /// It is of no category, or about nobody of the family.
    #[error("of no category, or about nobody of the family")]
    NoSuch,
    /// The agenda is full.
    #[error("the agenda is full")]
    Full,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(TopicError);

/// Adds topics at the end of an agenda, in order.
pub async fn add_topics(
    ctx: &mut Ctx,
    (family, meeting): (FamilyId, MeetingId),
    topics: Vec<TopicFacts>,
) -> Result<(), TopicError> {
    let permit = ctx.permit::<what::Meetings, doing::Change>(family).await?;
    stored::find(&mut ctx.link, &permit, meeting)
        .await?
        .ok_or(Stop::Absent)?;
    put_on_agenda(ctx, &permit, meeting, topics).await?;
    ctx.notice(family);
    ctx.record("add_topics", &permit, meeting.uuid());
    Ok(())
}

/// The same, in the meeting's transaction.
pub(super) async fn put_on_agenda<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
    topics: Vec<TopicFacts>,
) -> Result<(), TopicError> {
    let there = agenda::of_meeting(&mut ctx.link, permit, meeting).await?;
    if there.len() + topics.len() > MOST {
        return Err(TopicError::Full);
    }
    let lists = ctx.lists();
    let today = ctx.today();
    if !topics
        .iter()
        .all(|it| lists.holds("category", &it.category, today))
    {
        return Err(TopicError::NoSuch);
    }
    let about: Vec<_> = topics.iter().filter_map(|it| it.person).collect();
    if !household::all_belong(&mut ctx.link, permit, &about).await? {
        return Err(TopicError::NoSuch);
    }
    let by = (ctx.actor()?.account, ctx.now());
    let last = there.last().map_or(0, |it| it.place);
    for (place, facts) in (last + 1..).zip(topics) {
        let topic = Topic {
            id: ctx.new_id(),
            meeting,
            place,
            facts,
        };
        agenda::insert(&mut ctx.link, permit, &topic, by).await?;
    }
    Ok(())
}

/// Takes a topic off an agenda.
pub async fn remove_topic(
    ctx: &mut Ctx,
    (family, meeting): (FamilyId, MeetingId),
    topic: TopicId,
) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Meetings, doing::Change>(family).await?;
    let there = agenda::of_meeting(&mut ctx.link, &permit, meeting).await?;
    if !there.iter().any(|it| it.id == topic) {
        return Err(Stop::Absent);
    }
    let now = ctx.now();
    agenda::remove(&mut ctx.link, &permit, topic, now).await?;
    ctx.notice(family);
    ctx.record("remove_topic", &permit, meeting.uuid());
    Ok(())
}

/// Orders an agenda: those named come first, in this order, the others after them as they were.
pub async fn order_topics(
    ctx: &mut Ctx,
    (family, meeting): (FamilyId, MeetingId),
    first: &[TopicId],
) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Meetings, doing::Change>(family).await?;
    let mut there = agenda::of_meeting(&mut ctx.link, &permit, meeting).await?;
    if first.iter().any(|id| !there.iter().any(|it| it.id == *id)) {
        return Err(Stop::Absent);
    }
    let rank = |id: TopicId| first.iter().position(|it| *it == id);
    there.sort_by_key(|it| (rank(it.id).unwrap_or(usize::MAX), it.place));
    for (place, topic) in (1..).zip(there) {
        if topic.place != place {
            agenda::set_place(&mut ctx.link, &permit, topic.id, place).await?;
        }
    }
    ctx.notice(family);
    ctx.record("order_topics", &permit, meeting.uuid());
    Ok(())
}
