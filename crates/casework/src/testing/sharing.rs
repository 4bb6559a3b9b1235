//! Consents of a test, in sentences: `holm.shares(holm.mother, &["health"], house.jobcentre).await`.

use jiff::ToSpan;
use jiff::civil::Date;

use helhed_access::Actor;
use helhed_domain::account::Role;
use helhed_domain::consent::{ConsentForm, ConsentTerms, Party, Stance};
use helhed_domain::custody::Holders;
use helhed_domain::family::MemberRole;
use helhed_domain::ids::{ConsentId, NoteId, PersonId};
use helhed_domain::person::{Birth, PersonFacts, Sex};
use helhed_domain::text::Name;

use crate::family::{AddMember, Newcomer, SetCustody, add_member, set_custody};
use crate::journal::{WriteNote, write_note};
use crate::sharing::{GiveConsent, WithdrawConsent, give_consent, withdraw_consent};

use super::{AFamily, House, line, prose};
use crate::Ctx;

/// Terms that share categories about somebody with a party for a year from a day.
pub fn terms(subject: PersonId, categories: &[&str], to: Party, given: Date) -> ConsentTerms {
    ConsentTerms {
        subject,
        stance: Stance::Gives,
        purpose: line("Én plan for familien"),
        categories: categories.iter().map(|it| (*it).to_owned()).collect(),
        from: None,
        to: vec![to],
        case: None,
        legal_basis: "consent_28".to_owned(),
        form: ConsentForm::OnScreen,
        word: None,
        scan: None,
        given,
        valid_to: given.saturating_add(12.months()),
    }
}

impl House {
    /// Somebody of a family, signed in as themselves.
    pub fn member(&self, person: PersonId) -> Actor {
        Actor {
            role: Role::FamilyMember,
            unit: None,
            person: Some(person),
            ..self.karen
        }
    }
}

impl AFamily<'_> {
    /// The mother holds custody of the child alone, from its birth.
    pub async fn with_custody(self) -> Self {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = SetCustody {
            family: self.id,
            child: self.child,
            holders: Holders::Sole(self.mother),
            from: jiff::civil::date(2023, 5, 4),
            seen: Vec::new(),
        };
        set_custody(&mut ctx, command).await.expect("set");
        ctx.commit().await.expect("committed");
        self
    }

    /// Somebody has joined the family.
    pub async fn joined(&self, given: &str, role: MemberRole, birth: Birth) -> PersonId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let name = |text: &str| Name::parse(text).expect("a name");
        let facts = PersonFacts {
            given_name: name(given),
            family_name: name("Birk"),
            sex: match role {
                MemberRole::Mother => Sex::Female,
                MemberRole::Father => Sex::Male,
                _ => Sex::Unknown,
            },
            birth,
            cpr: None,
            protected_address: false,
            address: None,
            phone: None,
            email: None,
            language: None,
            interpreter: false,
        };
        let command = AddMember {
            family: self.id,
            who: Newcomer::New(facts),
            role,
            from: ctx.today(),
        };
        let person = add_member(&mut ctx, command).await.expect("added");
        ctx.commit().await.expect("committed");
        person
    }

    /// The mother shares categories about somebody with a party.
    pub async fn shares(&self, subject: PersonId, categories: &[&str], to: Party) -> ConsentId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = GiveConsent {
            family: self.id,
            terms: terms(subject, categories, to, ctx.today()),
            template: "sharing".to_owned(),
            language: "da".to_owned(),
            givers: vec![self.mother],
        };
        let id = give_consent(&mut ctx, command).await.expect("given");
        ctx.commit().await.expect("committed");
        id
    }

    /// The mother takes all of a consent back.
    pub async fn takes_back(&self, mut ctx: Ctx, consent: ConsentId) {
        let command = WithdrawConsent {
            family: self.id,
            consent,
            category: None,
            party: None,
            by: self.mother,
        };
        let done = withdraw_consent(&mut ctx, command).await;
        done.expect("taken back");
        ctx.commit().await.expect("committed");
    }

    /// Karen has written a note of a category about somebody, or about the whole family.
    pub async fn note_about(&self, person: Option<PersonId>, category: &str, body: &str) -> NoteId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = WriteNote {
            family: self.id,
            category: category.to_owned(),
            person,
            about: ctx.today(),
            body: prose(body),
        };
        let id = write_note(&mut ctx, command).await.expect("written");
        ctx.commit().await.expect("committed");
        id
    }
}
