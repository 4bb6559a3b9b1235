//! Ratings for tests, in sentences.

use jiff::civil::Date;

use helhed_access::Actor;
use helhed_domain::account::{Language, PassPhrase, Role, Username};
use helhed_domain::custody::Holders;
use helhed_domain::episode::{Instrument, Items, RaterKind, RatingWay};
use helhed_domain::ids::{PersonId, RaterId, RatingId};
use helhed_domain::rating::Rating;
use helhed_domain::text::Name;

use super::{AFamily, House};
use crate::account::{AddAccount, add_account};
use crate::rating::{AddRater, OpenEpisode, Rate, RateError, Rater, add_rater, open_episode, rate};

/// Four items of as many points each, in tenths.
pub fn all_four(tenths: u8) -> Items {
    Items([Rating::from_tenths(tenths); 4])
}

impl AFamily<'_> {
    /// Karen has opened an episode for people of the family.
    pub async fn rates_since(&self, on: Date, people: &[PersonId]) {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = OpenEpisode {
            family: self.id,
            people: people.to_vec(),
            on,
        };
        open_episode(&mut ctx, command).await.expect("opened");
        ctx.commit().await.expect("committed");
    }

    /// Somebody answers a form now, as an actor keeps it.
    pub async fn answers(
        &self,
        actor: &Actor,
        person: PersonId,
        rater: Rater,
        (instrument, on, items): (Instrument, Date, Items),
    ) -> Result<RatingId, RateError> {
        let mut ctx = self.house.change(actor).await;
        let command = Rate {
            family: self.id,
            person,
            rater,
            instrument,
            on,
            items,
            way: RatingWay::Screen,
        };
        let kept = rate(&mut ctx, command).await;
        if kept.is_ok() {
            ctx.commit().await.expect("committed");
        }
        kept
    }

    /// An outcome rating of the mother by herself, of as many points.
    pub async fn mother_rates(&self, on: Date, tenths: u8) -> RatingId {
        let answer = (Instrument::Outcome, on, all_four(tenths));
        let karen = self.house.karen;
        self.answers(&karen, self.mother, Rater::Own, answer)
            .await
            .expect("rated")
    }

    /// Karen has written down a teacher of a person.
    pub async fn has_teacher(&self, person: PersonId, name: &str) -> RaterId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = AddRater {
            family: self.id,
            person,
            kind: RaterKind::Teacher,
            name: Name::parse(name).expect("a name"),
            relative: None,
        };
        let id = add_rater(&mut ctx, command).await.expect("added");
        ctx.commit().await.expect("committed");
        id
    }

    /// The mother has an account of her own.
    pub async fn mothers_account(&self, username: &str, name: &str) -> Actor {
        let person = Some(self.mother);
        let mut ctx = self.house.change(&self.house.it_admin).await;
        let command = AddAccount {
            username: Username::parse(username).expect("a name"),
            display_name: Name::parse(name).expect("a name"),
            role: Role::FamilyMember,
            unit: None,
            person,
            language: Language::Danish,
            phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
        };
        let account = add_account(&mut ctx, command).await.expect("an account");
        ctx.commit().await.expect("committed");
        Actor {
            account,
            role: Role::FamilyMember,
            unit: None,
            person,
        }
    }

    /// The mother holds custody of the child, alone.
    pub async fn mother_has_custody(&self) {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = crate::family::SetCustody {
            family: self.id,
            child: self.child,
            holders: Holders::Sole(self.mother),
            from: ctx.today(),
            seen: Vec::new(),
        };
        crate::family::set_custody(&mut ctx, command)
            .await
            .expect("set");
        ctx.commit().await.expect("committed");
    }
}
