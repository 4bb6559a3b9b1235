//! What the families have agreed to share, and taken back.

use jiff::ToSpan;
use jiff::civil::Date;

use helhed_casework::Ctx;
use helhed_casework::domain::capacity::YOUNG;
use helhed_casework::domain::consent::{ConsentForm, ConsentTerms, Party, Stance};
use helhed_casework::domain::day::age_on;
use helhed_casework::domain::disclosure::DisclosureTerms;
use helhed_casework::domain::ids::{ConsentId, PersonId, UnitId};
use helhed_casework::sharing::{
    Disclose, GiveConsent, WithdrawConsent, disclose, give_consent, withdraw_consent,
};

use super::refuse::{PopulateError, line, refused};
use super::scene::Scene;
use crate::story::{Depth, FamilyStory, PersonRef, UnitKind, plus};

/// Every so many families take a part of a consent back, await the other parent, or had an early exchange.
const TAKEN_BACK: u32 = 9;
const AWAITED: u32 = 7;
const EXCHANGED: u32 = 13;

/// The day on which a family's consents are given: within the last eleven months, so that they hold today.
pub(super) fn agreed_on(story: &FamilyStory, start: Date, today: Date) -> Date {
    let days = 20 + (story.index * 37 % 310) as i32;
    plus(today, -days).max(plus(start, 7)).min(plus(today, -1))
}

/// Which information a unit needs to know for what it does.
fn needed(unit: UnitKind) -> &'static [&'static str] {
    match unit {
        UnitKind::Jobcentre | UnitKind::YouthUnit => &["work", "health", "economy"],
        UnitKind::FamilyDepartment => &["parenting", "child_wellbeing", "child_case"],
        UnitKind::HealthVisitors => &["health", "parenting"],
        UnitKind::DayCare | UnitKind::School => &["child_wellbeing", "school_day_care"],
        UnitKind::Psychiatry => &["mental_health", "health"],
        UnitKind::AddictionCentre => &["substance_use", "health"],
        _ => &["general"],
    }
}

impl Scene<'_> {
    /// Everyone whose consent it takes agrees that the units around a person see what they need, one consent a unit.
    pub(super) async fn agree(&mut self, ctx: &mut Ctx, who: usize) -> Result<(), PopulateError> {
        let subject = self.person_of(PersonRef(who))?;
        let mut givers = self.givers(who, ctx.today())?;
        if self.story.index % AWAITED == 3 {
            // The other parent has not been asked yet.
            givers.truncate(1);
        }
        if givers.is_empty() {
            return Ok(());
        }
        let most = if self.story.depth == Depth::Full {
            3
        } else {
            1
        };
        let mut first = None;
        for (kind, unit) in self.units_around(who, ctx.today()).into_iter().take(most) {
            let given = self.consent(ctx, subject, (kind, unit), &givers).await?;
            first.get_or_insert((given, unit));
        }
        match first {
            Some(first) if self.story.index % TAKEN_BACK == 2 => {
                self.take_back(ctx, first, givers[0]).await
            }
            _ => Ok(()),
        }
    }

    async fn consent(
        &self,
        ctx: &mut Ctx,
        subject: PersonId,
        (kind, unit): (UnitKind, UnitId),
        givers: &[PersonId],
    ) -> Result<ConsentId, PopulateError> {
        let today = ctx.today();
        let command = GiveConsent {
            family: self.family()?,
            terms: ConsentTerms {
                subject,
                stance: Stance::Gives,
                purpose: line("Så hjælpen hænger sammen i én plan")?,
                categories: needed(kind).iter().map(|it| (*it).to_owned()).collect(),
                from: None,
                to: vec![Party::Unit(unit)],
                case: None,
                legal_basis: "consent_28".to_owned(),
                form: ConsentForm::OnScreen,
                word: None,
                scan: None,
                given: today,
                valid_to: today.saturating_add(12.months()),
            },
            template: "sharing".to_owned(),
            language: "da".to_owned(),
            givers: givers.to_vec(),
        };
        let given = give_consent(ctx, command).await;
        given.map_err(refused("give_consent"))
    }

    async fn take_back(
        &self,
        ctx: &mut Ctx,
        (consent, unit): (ConsentId, UnitId),
        by: PersonId,
    ) -> Result<(), PopulateError> {
        let command = WithdrawConsent {
            family: self.family()?,
            consent,
            category: None,
            party: Some(Party::Unit(unit)),
            by,
        };
        let taken = withdraw_consent(ctx, command).await;
        taken.map_err(refused("withdraw_consent"))
    }

    /// A first meeting across professions about a child, before anybody was asked for consent.
    pub(super) async fn exchange(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let mut children =
            (0..self.story.persons.len()).filter(|i| self.is_born_child(*i, ctx.today()));
        let Some(child) = children.next() else {
            return Ok(());
        };
        let units = self.units_around(child, ctx.today());
        let Some((_, unit)) = units.first() else {
            return Ok(());
        };
        let command = Disclose {
            family: self.family()?,
            terms: DisclosureTerms {
                legal_basis: "early_exchange".to_owned(),
                purpose: line("Se tidligt på, hvad barnet har brug for")?,
                reason: line("Dagplejen og koordinatoren er bekymrede for det samme")?,
                subjects: vec![self.person_of(PersonRef(child))?],
                categories: vec!["child_wellbeing".to_owned()],
                to: vec![Party::Unit(*unit)],
                until: ctx.today().saturating_add(14.days()),
            },
        };
        let shared = disclose(ctx, command).await;
        shared.map(drop).map_err(refused("disclose"))
    }

    /// Whether this family had an early exchange.
    pub(super) fn had_exchange(story: &FamilyStory) -> bool {
        story.depth == Depth::Full && story.index % EXCHANGED == 4
    }

    fn is_born_child(&self, who: usize, today: Date) -> bool {
        let person = &self.story.persons[who];
        !person.is_adult() && person.birth.day() <= today
    }

    /// From 15 for themselves, before that the holders of custody.
    fn givers(&self, who: usize, today: Date) -> Result<Vec<PersonId>, PopulateError> {
        let person = &self.story.persons[who];
        if person.is_adult() || age_on(person.birth.day(), today) >= YOUNG {
            return Ok(vec![self.person_of(PersonRef(who))?]);
        }
        let custody = self.story.custody.iter();
        let holders = custody.filter(|it| it.child == PersonRef(who));
        holders.map(|it| self.person_of(it.holder)).collect()
    }

    /// The partner units around somebody on a day, in the order in which they came.
    fn units_around(&self, who: usize, day: Date) -> Vec<(UnitKind, UnitId)> {
        let mut found: Vec<(UnitKind, UnitId)> = Vec::new();
        for it in &self.story.around {
            let theirs = it.person.is_none_or(|person| person == PersonRef(who));
            let there = it.since <= day && it.ended.is_none_or(|end| end >= day);
            if let (true, true, Some(unit)) = (theirs, there, self.cast.units.get(&it.unit))
                && found.iter().all(|(_, known)| known != unit)
            {
                found.push((it.unit, *unit));
            }
        }
        found
    }
}
