//! Sends feedback on the pages. Nobody need be signed in, and nothing personal is asked for.

use jiff::{SignedDuration, Timestamp};

use helhed_access::{Basis, Resource, Verb};
use helhed_domain::account::Language;
use helhed_domain::feedback::{Feedback, FeedbackKind};
use helhed_domain::post::EmailAddress;
use helhed_domain::text::{Line, Message};
use helhed_store::{StoreError, feedback as stored};

use crate::Casework;
use crate::sign_in::{note_tries, tries_left};

/// How much of one address is taken in a quarter of an hour.
const OF_ONE_ADDRESS: i64 = 5;
/// How much is taken in a day, of everybody together: a list is read by people.
const A_DAY: i64 = 300;
/// How long what was seen to is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365);

/// Feedback to send.
#[derive(Debug, Clone)]
pub struct SendFeedback {
    /// What it is about.
    pub kind: FeedbackKind,
    /// In their words.
    pub words: Message,
    /// The page, where they say which.
    pub page: Option<Line>,
    /// Where they would like an answer.
    pub reply_to: Option<EmailAddress>,
    /// The language they read.
    pub language: Language,
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SendFeedbackError {
    /// Too much came from there, or from everybody.
    #[error("too much")]
    TooMuch,
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// Keeps it for IT. `address` is where it came from: it is counted, and not kept beside what was written.
pub async fn send_feedback(
    house: &Casework,
    command: SendFeedback,
    address: &str,
    now: Timestamp,
) -> Result<(), SendFeedbackError> {
    let subject = house.keys().lookup("feedback", address);
    let mut ctx = house.begin_as_house(now).await?;
    let a_day_ago = now - SignedDuration::from_hours(24);
    if tries_left(&mut ctx.link, &subject, OF_ONE_ADDRESS, now).await? == 0
        || stored::count_since(&mut ctx.link, a_day_ago).await? >= A_DAY
    {
        return Err(SendFeedbackError::TooMuch);
    }
    note_tries(&mut ctx.link, &[subject], now).await?;
    stored::forget_before(&mut ctx.link, now - KEPT).await?;
    let it = Feedback {
        id: ctx.new_id(),
        kind: command.kind,
        words: command.words,
        page: command.page,
        reply_to: command.reply_to,
        language: command.language,
        at: now,
        done: None,
    };
    let nonces = [house.random(), house.random()];
    stored::insert(&mut ctx.link, (house.keys(), nonces), &it).await?;
    let what = (Verb::Add, Resource::Feedback, Basis::Operation);
    ctx.record_in_house("send_feedback", what, None, it.id.uuid());
    ctx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stop;
    use crate::feedback::{feedback_done, feedback_list};
    use crate::testing::{House, line};

    fn told(words: &str) -> SendFeedback {
        SendFeedback {
            kind: FeedbackKind::Accessibility,
            words: Message::parse(words).expect("a message"),
            page: Some(line("/sign-in")),
            reply_to: EmailAddress::parse("sofie@example.dk").ok(),
            language: Language::Danish,
        }
    }

    #[tokio::test]
    async fn it_comes_to_it_and_to_nobody_else_and_not_without_end() {
        let house = House::new().await;
        for n in 0..OF_ONE_ADDRESS {
            let sent = send_feedback(&house, told(&format!("Fejl {n}")), "a", house.now()).await;
            assert!(sent.is_ok());
        }
        let more = send_feedback(&house, told("Mere"), "a", house.now()).await;
        assert!(matches!(more, Err(SendFeedbackError::TooMuch)));
        let later = house.now() + SignedDuration::from_mins(16);
        assert!(
            send_feedback(&house, told("Senere"), "a", later)
                .await
                .is_ok()
        );
        for n in 0..A_DAY {
            let _ = send_feedback(&house, told("Meget"), &n.to_string(), later).await;
        }
        let full = send_feedback(&house, told("For meget"), "z", later).await;
        assert!(matches!(full, Err(SendFeedbackError::TooMuch)));
        let mut reading = house.reading(&house.it_admin, later);
        let list = feedback_list(&mut reading)
            .await
            .expect("a list")
            .into_inner();
        assert!(list.len() == 200 && list[0].words.as_str().starts_with("Fejl"));
        assert!(list[0].reply_to.is_some());
        let mut ctx = house.change(&house.it_admin).await;
        feedback_done(&mut ctx, list[0].id).await.expect("done");
        let twice = feedback_done(&mut ctx, list[0].id).await;
        assert!(matches!(twice, Err(Stop::Absent)));
        ctx.commit().await.expect("committed");
        for actor in [house.karen, house.lone, house.dpo, house.jens] {
            let mut reading = house.reading(&actor, later);
            let refused = feedback_list(&mut reading).await;
            assert!(matches!(refused, Err(Stop::NotAllowed)), "{:?}", actor.role);
        }
    }
}
