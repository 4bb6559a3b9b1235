//! The agenda of a meeting: what is on it, and what is open and might be.

use askama::Template;
use axum::extract::Path;

use helhed_casework::choices::choices;
use helhed_casework::domain::ids::{FamilyId, MeetingId, PersonId, TopicId};
use helhed_casework::domain::meeting::{Topic, TopicFacts, TopicSource};
use helhed_casework::domain::text::Line;
use helhed_casework::meeting::{
    MeetingPage, Suggestion, TopicError, add_topics, meeting_page, order_topics, remove_topic,
    suggestions,
};

use super::{ids_of, meeting_of};
use crate::assessment::name_of;
use crate::case::choose::{self, Pairs};
use crate::collision::ahead::Ahead;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show, show_errors};
use crate::place::Place;

/// A topic in the reader's words.
pub(super) struct TopicShown {
    pub(super) id: String,
    pub(super) title: String,
    /// Whom it is about, and its category.
    pub(super) of: String,
    pub(super) source: TopicSource,
}

/// The topics of a page in the reader's words.
pub(super) fn shown(place: &Place, page: &MeetingPage) -> Vec<TopicShown> {
    let w = place.w();
    let lists = place.app.casework.lists();
    let shown = |topic: &Topic| {
        let category = lists.find("category", &topic.facts.category);
        let category = category.map(|it| choose::words(w, it));
        let about = match topic.facts.person {
            Some(person) => name_of(&page.people, person).map(str::to_owned),
            None => Some(w.t("note-whole-family")),
        };
        let of = about.into_iter().chain(category);
        TopicShown {
            id: topic.id.to_string(),
            title: topic.facts.title.as_str().to_owned(),
            of: of.collect::<Vec<_>>().join(" · "),
            source: topic.facts.source,
        }
    };
    page.topics.iter().map(shown).collect()
}

#[derive(Template)]
#[template(path = "meeting/agenda.html")]
struct AgendaView {
    frame: Frame,
    head: HeadView,
    form: Form,
    topics: Vec<TopicShown>,
    /// What might be taken: its key, in words, and what it comes from.
    open: Vec<(String, String, TopicSource)>,
    people: Pairs,
    categories: Pairs,
    back: String,
}

/// What a suggestion is called on the agenda: what it comes from, and its name.
fn title(
    place: &Place,
    family: FamilyId,
    it: &Suggestion,
    people: &[helhed_casework::choices::Kin],
) -> String {
    let w = place.w();
    let name = it.title.as_ref().map_or("", Line::as_str);
    match it.source {
        TopicSource::Request => w.with("topic-of-request", name),
        TopicSource::Rating => {
            let who = it.person.and_then(|id| name_of(people, id));
            w.with("topic-of-rating", who.unwrap_or_default())
        }
        TopicSource::Collision => {
            let found: Vec<_> = it.collision.iter().cloned().collect();
            let ahead = Ahead::of(w, (family, people), &found, place.today());
            let what = ahead.found.first();
            let what = what.map(|it| {
                let named: Vec<&str> = it.what.iter().map(|(_, words)| words.as_str()).collect();
                format!("{}: {}", w.t(it.kind.label_key()), named.join(" / "))
            });
            what.unwrap_or_default()
        }
        TopicSource::Agreement => w.with("topic-of-agreement", name),
        TopicSource::Goal | TopicSource::Free => name.to_owned(),
    }
}

fn key(it: &Suggestion) -> String {
    format!("{}-{}", it.source.code(), it.subject)
}

/// A line of at most as many letters as there may be.
fn line(text: &str) -> Option<Line> {
    let short: String = text.chars().take(Line::MAX).collect();
    Line::parse(&short).ok()
}

async fn view(
    place: &Place,
    (family, meeting): (FamilyId, MeetingId),
    form: Form,
) -> Result<AgendaView, PageError> {
    let w = place.w();
    let page = meeting_page(&mut place.reading(), family, meeting).await?;
    if !page.may_change {
        return Err(PageError::Absent);
    }
    let open = suggestions(&mut place.reading(), family, meeting).await?;
    let choices = choices(&mut place.reading(), family).await?;
    let mut people = vec![(String::new(), w.t("note-whole-family"))];
    people.extend(choose::people(&choices.kin));
    let open = open
        .iter()
        .map(|it| (key(it), title(place, family, it, &choices.kin), it.source));
    Ok(AgendaView {
        open: open.collect(),
        frame: place.frame(w.t("meeting-agenda"), &form),
        head: place.head(family, "meetings").await?,
        topics: shown(place, &page),
        people,
        categories: choose::categories(w, place.app.casework.lists(), place.today()),
        form,
        back: meeting_of(family, meeting),
    })
}

/// The page.
pub(super) async fn page(place: Place, Path((id, meeting)): Path<(String, String)>) -> PageResult {
    let ids = ids_of((&id, &meeting))?;
    let form = place.open().await?;
    show(&view(&place, ids, form).await?)
}

/// What is to be added: what was ticked of what is open, or what was written.
async fn wanted(
    place: &Place,
    (family, meeting): (FamilyId, MeetingId),
    form: &mut Form,
) -> Result<Option<Vec<TopicFacts>>, PageError> {
    if form.text("do") == "open" {
        let open = suggestions(&mut place.reading(), family, meeting).await?;
        let choices = choices(&mut place.reading(), family).await?;
        let ticked = open.iter().filter(|it| form.has("open", &key(it)));
        let topics = ticked.filter_map(|it| {
            Some(TopicFacts {
                title: line(&title(place, family, it, &choices.kin))?,
                person: it.person,
                category: it.category.clone(),
                source: it.source,
                subject: Some(it.subject),
            })
        });
        return Ok(Some(topics.collect()));
    }
    let title = Line::parse(form.text("title"));
    let title = form.take("title", "topic-title", title);
    let person = match form.text("person") {
        "" => Some(None),
        id => {
            let id = PersonId::parse(id).ok_or("field-choose");
            form.take("person", "note-person", id).map(Some)
        }
    };
    let category = form.text("category").to_owned();
    Ok(title.zip(person).map(|(title, person)| {
        vec![TopicFacts {
            title,
            person,
            category,
            source: TopicSource::Free,
            subject: None,
        }]
    }))
}

/// Takes a form of the page.
pub(super) async fn take(
    place: Place,
    Path((id, meeting)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let ids = ids_of((&id, &meeting))?;
    let there = view(&place, ids, Form::default()).await?;
    let to = format!("{}/agenda?done=meeting-agenda", meeting_of(ids.0, ids.1));
    let topic = TopicId::parse(form.text("topic"));
    match form.text("do") {
        "remove" => {
            let mut ctx = place.begin(&form).await?;
            remove_topic(&mut ctx, ids, topic.ok_or(PageError::Absent)?).await?;
            return place.lead(ctx, &form, &to).await;
        }
        "up" => {
            let topic = topic.ok_or(PageError::Absent)?.to_string();
            let mut order: Vec<&str> = there.topics.iter().map(|it| it.id.as_str()).collect();
            let at = order.iter().position(|it| *it == topic);
            let at = at.ok_or(PageError::Absent)?;
            order.swap(at, at.saturating_sub(1));
            let order: Vec<TopicId> = order.into_iter().filter_map(TopicId::parse).collect();
            let mut ctx = place.begin(&form).await?;
            order_topics(&mut ctx, ids, &order).await?;
            return place.lead(ctx, &form, &to).await;
        }
        _ => {}
    }
    if let Some(topics) = wanted(&place, ids, &mut form).await? {
        let mut ctx = place.begin(&form).await?;
        match add_topics(&mut ctx, ids, topics).await {
            Ok(()) => return place.lead(ctx, &form, &to).await,
            Err(TopicError::NoSuch) => form.fault("category", "note-category", "field-choose"),
            Err(TopicError::Full) => form.fault("title", "topic-title", "topic-full"),
            Err(TopicError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&place, ids, form).await?)
}
