//! Opens a link with its code. What follows is read or done in the same transaction, so that a link is used once.

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{Resource, Verb};
use helhed_domain::ids::{FamilyId, LinkId};
use helhed_domain::one_time_link::{LinkCode, LinkPurpose, LinkState, OneTimeLink};
use helhed_store::{StoreError, one_time_link as stored};

use super::hash_of_code;
use crate::sign_in::{hash_of, note_tries, tries_left};
use crate::{Casework, Ctx, Stop};

/// Wrong codes and tokens from one address before it must wait, whatever links they were for.
const TRIES_PER_ADDRESS: i64 = 20;

/// Why a link did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenLinkError {
    /// There is no such link.
    #[error("no such link")]
    Absent,
    /// The code is wrong; so many tries are left.
    #[error("wrong code, {left} tries left")]
    WrongCode {
        /// Tries before the link is locked.
        left: i64,
    },
    /// Too many wrong tries from this address: wait a quarter of an hour.
    #[error("too many tries")]
    TooMany,
    /// It opens no more, and why.
    #[error("it opens no more")]
    Closed(LinkState),
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// A link that was opened, and the transaction in which it is used.
#[must_use = "a link that is opened and not gone on with has shown nothing"]
pub struct Opened {
    pub(crate) ctx: Ctx,
    link: OneTimeLink,
}

impl Opened {
    /// The family that the thing is of.
    pub(crate) fn family(&self) -> FamilyId {
        self.link.family
    }

    /// The link.
    pub fn id(&self) -> LinkId {
        self.link.id
    }

    /// The one thing it opens.
    pub(crate) fn subject(&self) -> Uuid {
        self.link.subject
    }

    /// Tells the audit log what was read or done through the link.
    pub(crate) fn record(&mut self, act: &'static str, verb: Verb, resource: Resource) {
        self.ctx.record_by_link(act, (verb, resource), &self.link);
    }

    /// Closes the link for good: what it is for has been done.
    pub(crate) async fn use_up(&mut self) -> Result<(), Stop> {
        let now = self.ctx.now();
        match stored::use_up(&mut self.ctx.link, self.link.id, now).await? {
            true => Ok(()),
            false => Err(Stop::Absent),
        }
    }
}

/// Opens a link; `address` is where the request came from. A wrong code counts, also when several are tried at once.
pub async fn open_link(
    house: &Casework,
    purpose: LinkPurpose,
    token: &str,
    code: &LinkCode,
    address: &str,
    now: Timestamp,
) -> Result<Opened, OpenLinkError> {
    let mut ctx = house.begin_as_house(now).await?;
    let from = house.keys().lookup("link address", address);
    if tries_left(&mut ctx.link, &from, TRIES_PER_ADDRESS, now).await? == 0 {
        return Err(OpenLinkError::TooMany);
    }
    let found = stored::by_token(&mut ctx.link, &hash_of(token)).await?;
    let Some((link, code_hash)) = found.filter(|(link, _)| link.purpose == purpose) else {
        note_tries(&mut ctx.link, &[from], now).await?;
        ctx.commit().await?;
        return Err(OpenLinkError::Absent);
    };
    let most = ctx.rules().link_wrong_codes;
    match link.state(now, most) {
        LinkState::Live => {}
        closed => return Err(OpenLinkError::Closed(closed)),
    }
    // Both sides are keyed hashes: how long a comparison takes tells nothing of the digits.
    if hash_of_code(house, link.id, code) == code_hash {
        return Ok(Opened { ctx, link });
    }
    stored::count_wrong_code(&mut ctx.link, link.id).await?;
    note_tries(&mut ctx.link, &[from], now).await?;
    ctx.record_by_link("try_link_code", (Verb::Read, Resource::Answers), &link);
    ctx.commit().await?;
    match most - link.wrong_codes - 1 {
        0 => Err(OpenLinkError::Closed(LinkState::Locked)),
        left => Err(OpenLinkError::WrongCode { left }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::one_time_link::{MadeLink, look_at_link, make_link};
    use crate::testing::{AFamily, House};
    use helhed_access::{doing, what};
    use jiff::SignedDuration;

    const SUBJECT: Uuid = Uuid::from_u128(77);

    async fn made(holm: &AFamily<'_>) -> MadeLink {
        let mut ctx = holm.house.change(&holm.house.karen).await;
        let permit = ctx
            .permit::<what::Requests, doing::Add>(holm.id)
            .await
            .expect("leave");
        let link = make_link(&mut ctx, &permit, LinkPurpose::Answer, SUBJECT)
            .await
            .expect("made");
        ctx.commit().await.expect("committed");
        link
    }

    fn another(code: &LinkCode) -> LinkCode {
        let other = if code.digits() == "111111" {
            "222222"
        } else {
            "111111"
        };
        LinkCode::parse(other).expect("a code")
    }

    async fn try_to_open(
        house: &House,
        link: &MadeLink,
        code: &LinkCode,
        now: Timestamp,
    ) -> Result<Opened, OpenLinkError> {
        let token = link.token.secret();
        open_link(house, LinkPurpose::Answer, token, code, "192.0.2.1", now).await
    }

    #[tokio::test]
    async fn it_opens_with_its_code_once_and_neither_secret_stands_in_the_database() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let link = made(&holm).await;
        let sql = "SELECT token_hash, code_hash FROM one_time_link";
        let row = house.link().row(sql, []).await.expect("read");
        let mut row = row.expect("a row");
        for _ in 0..2 {
            let stored =
                String::from_utf8_lossy(&row.next::<Vec<u8>>().expect("bytes")).into_owned();
            assert!(!stored.contains(link.token.secret()) && !stored.contains(link.code.digits()));
        }
        let mut opened = try_to_open(&house, &link, &link.code, house.now())
            .await
            .expect("opened");
        assert_eq!((opened.family(), opened.subject()), (holm.id, SUBJECT));
        opened.record("read_question", Verb::Read, Resource::Answers);
        opened.use_up().await.expect("used");
        opened.ctx.commit().await.expect("committed");
        assert_eq!(
            holm.last_act().await,
            ("read_question".to_owned(), "one_time_link".to_owned())
        );
        let again = try_to_open(&house, &link, &link.code, house.now()).await;
        assert!(matches!(again, Err(OpenLinkError::Closed(LinkState::Used))));
    }

    #[tokio::test]
    async fn five_wrong_codes_lock_it_even_for_the_right_one() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let link = made(&holm).await;
        let wrong = another(&link.code);
        for left in (1..5).rev() {
            let answer = try_to_open(&house, &link, &wrong, house.now()).await;
            assert!(matches!(answer, Err(OpenLinkError::WrongCode { left: l }) if l == left));
        }
        for code in [&wrong, &link.code] {
            let answer = try_to_open(&house, &link, code, house.now()).await;
            assert!(matches!(
                answer,
                Err(OpenLinkError::Closed(LinkState::Locked))
            ));
        }
        assert_eq!(holm.last_act().await.0, "try_link_code");
        let next = made(&holm).await;
        assert!(
            try_to_open(&house, &next, &next.code, house.now())
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn an_address_that_guesses_must_wait_and_a_new_link_ends_the_old() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let (old, link) = (made(&holm).await, made(&holm).await);
        let answer = try_to_open(&house, &old, &old.code, house.now()).await;
        assert!(matches!(
            answer,
            Err(OpenLinkError::Closed(LinkState::Ended))
        ));
        let look = |token: String, purpose, now| {
            let house = house.casework.clone();
            async move { look_at_link(&house, purpose, &token, now).await }
        };
        let token = link.token.secret().to_owned();
        let rate = look(token.clone(), LinkPurpose::Rate, house.now()).await;
        assert!(matches!(rate, Err(Stop::Absent)), "made for something else");
        let late = house.now() + SignedDuration::from_hours(24 * 15);
        let state = look(token, LinkPurpose::Answer, late)
            .await
            .expect("a state");
        assert_eq!(state, LinkState::Expired);
        for _ in 0..TRIES_PER_ADDRESS {
            let token = "0".repeat(64);
            let purpose = LinkPurpose::Answer;
            let code = &link.code;
            let guess = open_link(&house, purpose, &token, code, "192.0.2.9", house.now()).await;
            assert!(matches!(guess, Err(OpenLinkError::Absent)));
        }
        let token = link.token.secret();
        let purpose = LinkPurpose::Answer;
        let blocked = open_link(&house, purpose, token, &link.code, "192.0.2.9", house.now()).await;
        assert!(matches!(blocked, Err(OpenLinkError::TooMany)));
        assert!(
            try_to_open(&house, &link, &link.code, house.now())
                .await
                .is_ok()
        );
    }
}
