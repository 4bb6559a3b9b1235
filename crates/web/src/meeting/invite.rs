//! Who is called to a meeting: put on and taken off, what each may hear, who is written to and who is to be rung.

use askama::Template;
use axum::extract::Path;

use helhed_casework::choices::choices;
use helhed_casework::domain::ids::{AccountId, FamilyId, MeetingId, ParticipantId, TopicId};
use helhed_casework::domain::meeting::{Invited, MeetingAnswer, ParticipantFacts};
use helhed_casework::domain::text::Name;
use helhed_casework::domain::text_message::Reached;
use helhed_casework::meeting::{
    At, MeetingPage, ParticipantError, ParticipantLine, add_participant, hearing,
    invite_participants, meeting_page, note_answer, note_presence, note_rung, order_topics,
    remove_participant, set_participant_address,
};
use helhed_casework::post::{Channel, LetterLine};

use super::letters::Letters;
use super::{ids_of, meeting_of};
use crate::app::Settings;
use crate::case::choose::{Pairs, nothing};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::place::Place;

/// Somebody who is called, as the page shows them.
pub(super) struct Called {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) of_family: bool,
    /// Whether a letter or a text message can go to them from here.
    pub(super) is_written_to: bool,
    pub(super) has_address: bool,
    /// Whether they have been told of the meeting as it stands.
    pub(super) told: bool,
    pub(super) answer: MeetingAnswer,
    pub(super) came: Option<bool>,
    /// The key of how the latest letter or text message to them stands, and how often it was tried.
    pub(super) letter: Option<(String, i64)>,
    /// The titles of what they have no basis to hear.
    pub(super) unheard: Vec<String>,
}

#[derive(Template)]
#[template(path = "meeting/invite.html")]
struct InviteView {
    frame: Frame,
    head: HeadView,
    form: Form,
    called: Vec<Called>,
    /// Topics that not everybody may hear: better taken first, without those who may not.
    apart: Vec<(TopicId, String, String)>,
    colleagues: Pairs,
    answers: Pairs,
    can_write: bool,
    is_open: bool,
    back: String,
}

/// The key of how a letter or a text message stands.
fn standing(letter: &LetterLine) -> String {
    match letter.channel {
        Channel::Mail => letter.state.label_key().to_owned(),
        Channel::Text => format!("text-state-{}", letter.state.code()),
    }
}

/// Somebody who is called, with the letters that went to them.
pub(super) fn called(page: &MeetingPage, line: &ParticipantLine, settings: &Settings) -> Called {
    let it = &line.participant;
    let mut letters = page.letters.iter();
    let letter = letters.find(|letter| {
        letter.subject == it.id.uuid()
            && letter.kind != helhed_casework::domain::post::LetterKind::Reminder
    });
    Called {
        id: it.id.to_string(),
        name: line.name.as_str().to_owned(),
        unit: line.unit_name.as_ref().map_or("", Name::as_str).to_owned(),
        of_family: matches!(it.who, Invited::Person(_)),
        is_written_to: (line.email.is_some() && sends_letters(settings))
            || (line.phone.is_some() && settings.texts),
        has_address: line.email.is_some() || line.phone.is_some(),
        told: it.invited_at.is_some(),
        answer: it.answer,
        came: it.came,
        letter: letter.map(|letter| (standing(letter), letter.tries)),
        unheard: Vec::new(),
    }
}

/// Whether letters are sent from here.
fn sends_letters(settings: &Settings) -> bool {
    settings.letters_from.is_some() && settings.letters_sender.is_some()
}

async fn view(
    place: &Place,
    (family, meeting): (FamilyId, MeetingId),
    form: Form,
) -> Result<InviteView, PageError> {
    let w = place.w();
    let page = meeting_page(&mut place.reading(), family, meeting).await?;
    if !page.may_change {
        return Err(PageError::Absent);
    }
    let unheard = hearing(&mut place.reading(), family, meeting).await?;
    let choices = choices(&mut place.reading(), family).await?;
    let title_of = |id: &TopicId| {
        let topic = page.topics.iter().find(|it| it.id == *id);
        topic.map(|it| it.facts.title.as_str().to_owned())
    };
    let mut all: Vec<Called> = Vec::new();
    for line in &page.participants {
        let mut one = called(&page, line, &place.app.settings);
        let of = unheard
            .iter()
            .find(|it| it.participant == line.participant.id);
        one.unheard = of.map_or(Vec::new(), |it| {
            it.topics.iter().filter_map(title_of).collect()
        });
        all.push(one);
    }
    let apart = page.topics.iter().filter_map(|topic| {
        let without: Vec<&str> = page
            .participants
            .iter()
            .filter(|line| {
                unheard.iter().any(|it| {
                    it.participant == line.participant.id && it.topics.contains(&topic.id)
                })
            })
            .map(|line| line.name.as_str())
            .collect();
        let title = topic.facts.title.as_str().to_owned();
        (!without.is_empty()).then(|| (topic.id, title, without.join(", ")))
    });
    let apart = apart.collect();
    let on = |id: &AccountId| {
        page.participants
            .iter()
            .any(|it| it.participant.who == Invited::Account(*id))
    };
    let free = choices.professionals.iter().filter(|(id, _)| !on(id));
    let mut colleagues = vec![nothing(w, "meeting-choose")];
    colleagues.extend(free.map(|(id, name)| (id.to_string(), name.as_str().to_owned())));
    let answers = MeetingAnswer::ALL.iter();
    let settings = &place.app.settings;
    Ok(InviteView {
        frame: place.frame(w.t("meeting-invite"), &form),
        head: place.head(family, "meetings").await?,
        form,
        called: all,
        apart,
        colleagues,
        answers: answers
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        can_write: sends_letters(settings) || settings.texts,
        is_open: page.line.annulled.is_none() && page.line.ends > place.app.now(),
        back: meeting_of(family, meeting),
    })
}

/// The page.
pub(super) async fn page(place: Place, Path((id, meeting)): Path<(String, String)>) -> PageResult {
    let ids = ids_of((&id, &meeting))?;
    let form = place.open().await?;
    show(&view(&place, ids, form).await?)
}

/// What a form of the page asks for.
async fn act(
    place: &Place,
    (family, meeting): (FamilyId, MeetingId),
    form: &mut Form,
) -> Result<Option<&'static str>, PageError> {
    let letters = Letters {
        app: &place.app,
        w: place.w(),
    };
    let at = |form: &Form| {
        ParticipantId::parse(form.text("participant")).map(|participant| At {
            family,
            meeting,
            participant,
        })
    };
    let reached = |form: &mut Form| match form.text("email").trim() {
        "" => Some(None),
        written => {
            let read = Reached::parse(written).map_err(|_| "field-email-or-phone");
            form.take("email", "meeting-address", read).map(Some)
        }
    };
    let mut ctx = place.begin(form).await?;
    let what = form.text("do").to_owned();
    let done = match what.as_str() {
        "send" => {
            invite_participants(&mut ctx, (family, meeting), &letters).await?;
            "meeting-invited"
        }
        "order" => {
            let first: Option<Vec<_>> = form.all("topic").map(TopicId::parse).collect();
            let first = first.ok_or(PageError::Absent)?;
            order_topics(&mut ctx, (family, meeting), &first).await?;
            "meeting-ordered"
        }
        "add" => {
            let account = AccountId::parse(form.text("colleague")).map(Invited::Account);
            let who = match account {
                Some(who) => Some(who),
                None => {
                    let name = Name::parse(form.text("guest"));
                    form.take("guest", "meeting-guest", name)
                        .map(Invited::Guest)
                }
            };
            let (Some(who), Some(reached)) = (who, reached(form)) else {
                return Ok(None);
            };
            let facts = ParticipantFacts {
                who,
                unit: None,
                reached,
            };
            match add_participant(&mut ctx, (family, meeting), facts).await {
                Ok(_) => "meeting-put-on",
                Err(ParticipantError::Already | ParticipantError::Nobody) => {
                    form.fault("guest", "meeting-guest", "meeting-already");
                    return Ok(None);
                }
                Err(ParticipantError::Stopped(stop)) => return Err(stop.into()),
            }
        }
        "email" => {
            let Some(reached) = reached(form) else {
                return Ok(None);
            };
            set_participant_address(&mut ctx, at(form).ok_or(PageError::Absent)?, reached).await?;
            "meeting-noted"
        }
        "rung" => {
            note_rung(&mut ctx, at(form).ok_or(PageError::Absent)?).await?;
            "meeting-noted"
        }
        "answer" => {
            let answer = MeetingAnswer::from_code(form.text("answer"));
            let at = at(form).ok_or(PageError::Absent)?;
            note_answer(&mut ctx, at, answer.ok_or(PageError::Absent)?).await?;
            "meeting-noted"
        }
        "came" => {
            let came = match form.text("came") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            note_presence(&mut ctx, at(form).ok_or(PageError::Absent)?, came).await?;
            "meeting-noted"
        }
        "remove" => {
            let at = at(form).ok_or(PageError::Absent)?;
            match remove_participant(&mut ctx, at, &letters).await {
                Ok(()) => "meeting-taken-off",
                Err(ParticipantError::Stopped(stop)) => return Err(stop.into()),
                Err(_) => return Err(PageError::Absent),
            }
        }
        _ => {
            form.fault("guest", "meeting-guest", "field-missing");
            return Ok(None);
        }
    };
    ctx.commit_form(form.id(), place.uri.path(), &meeting_of(family, meeting))
        .await?;
    Ok(Some(done))
}

/// Takes a form of the page.
pub(super) async fn take(
    place: Place,
    Path((id, meeting)): Path<(String, String)>,
    mut form: Form,
) -> PageResult {
    let ids = ids_of((&id, &meeting))?;
    // Whether it may be changed is asked before anything else.
    view(&place, ids, Form::default()).await?;
    match act(&place, ids, &mut form).await? {
        Some(done) => Ok(go(&format!(
            "{}/invite?done={done}",
            meeting_of(ids.0, ids.1)
        ))),
        None => show_errors(&view(&place, ids, form).await?),
    }
}

/// Takes the answer of whoever is called, from the meeting's own page.
pub(super) async fn answer(
    place: Place,
    Path((id, meeting)): Path<(String, String)>,
    form: Form,
) -> PageResult {
    let (family, meeting) = ids_of((&id, &meeting))?;
    let page = meeting_page(&mut place.reading(), family, meeting).await?;
    let own = page.own.ok_or(PageError::Absent)?;
    let back = meeting_of(family, meeting);
    let Some(answer) = MeetingAnswer::from_code(form.text("answer")) else {
        return Ok(go(&back));
    };
    let mut ctx = place.begin(&form).await?;
    let at = At {
        family,
        meeting,
        participant: own,
    };
    note_answer(&mut ctx, at, answer).await?;
    place
        .lead(ctx, &form, &format!("{back}?done=meeting-answered"))
        .await
}
