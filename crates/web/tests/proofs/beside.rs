//! What the world has one of for each side, beside its family: a run of the evaluation, what is shared.

use helhed_casework::domain::account::Language;
use helhed_casework::domain::consent::{ConsentForm, ConsentTerms, Party, Stance};
use helhed_casework::domain::disclosure::DisclosureTerms;
use helhed_casework::domain::evaluation_run::EvaluationOrder;
use helhed_casework::domain::ids::{ConsentId, DisclosureId, EvaluationRunId, UnitId};
use helhed_casework::evaluation::{Ending, end_evaluation, start_evaluation};
use helhed_casework::sharing::{Disclose, GiveConsent, disclose, give_consent};
use helhed_casework::testing::{AFamily, House, line};
use jiff::ToSpan;

/// A run of the evaluation that is done.
pub(crate) async fn a_run(house: &House) -> EvaluationRunId {
    let order = EvaluationOrder {
        extract: None,
        language: Language::Danish,
        cohort_before: jiff::civil::date(2024, 11, 1),
    };
    let mut ctx = house.change(&house.lone).await;
    let started = start_evaluation(&mut ctx, &order).await.expect("begun");
    ctx.commit().await.expect("committed");
    let files = vec![("results.json".to_owned(), b"{}".to_vec())];
    let done = end_evaluation(house, started.id, Ending::Done(files), house.now()).await;
    done.expect("ended");
    started.id
}

/// What is shared of a family with a unit: the mother's own, and what the law allows about the child.
pub(crate) async fn share(family: &AFamily<'_>, unit: UnitId) -> (ConsentId, DisclosureId) {
    let house = family.house;
    let mut ctx = house.change(&house.karen).await;
    let today = ctx.today();
    let until = today.saturating_add(300.days());
    let consent = GiveConsent {
        family: family.id,
        terms: ConsentTerms {
            subject: family.mother,
            stance: Stance::Gives,
            purpose: line("Ro om aftenen"),
            categories: vec!["health".into()],
            from: None,
            to: vec![Party::Unit(unit)],
            case: None,
            legal_basis: "consent_28".into(),
            form: ConsentForm::OnScreen,
            word: None,
            scan: None,
            given: today,
            valid_to: until,
        },
        template: "sharing".into(),
        language: "da".into(),
        givers: vec![family.mother],
    };
    let consent = give_consent(&mut ctx, consent).await.expect("given");
    let disclosure = Disclose {
        family: family.id,
        terms: DisclosureTerms {
            legal_basis: "notification".into(),
            purpose: line("Barnets aftener"),
            reason: line("Der er brug for det"),
            subjects: vec![family.child],
            categories: vec!["child_wellbeing".into()],
            to: vec![Party::Unit(unit)],
            until: today.saturating_add(60.days()),
        },
    };
    let disclosure = disclose(&mut ctx, disclosure).await.expect("disclosed");
    ctx.commit().await.expect("committed");
    (consent, disclosure)
}
