//! Whether a consent that a request rests on is there: asked when it is made, and again when it is answered.

use helhed_access::{Doing, Permit, What};
use helhed_domain::request::{Asked, Request, RequestFacts};
use helhed_store::{account, request as stored};

use crate::sharing::takes_consent;
use crate::{Ctx, Stop};

/// Whether what is asked may be asked of a unit now: it rests on no consent, or a live one names each person, the category, the unit
/// that passes it on, and the team that asks. Consents name units, so whoever is asked outside is named in the words of the basis.
pub(super) async fn is_consented<W: What, V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<W, V>,
    facts: &RequestFacts,
    asker: helhed_domain::ids::AccountId,
) -> Result<bool, Stop> {
    if !takes_consent(&facts.basis) {
        return Ok(true);
    }
    let Asked::Unit(from) = facts.to else {
        return Ok(facts.basis_word.is_some());
    };
    let asker = account::by_id(&mut ctx.link, asker).await?;
    let Some(team) = asker.and_then(|asker| asker.unit) else {
        return Ok(false);
    };
    let now = ctx.now();
    let link = &mut ctx.link;
    let open = stored::collectable(link, permit, &facts.category, (from, team), now).await?;
    Ok(facts.about.iter().all(|person| open.contains(person)))
}

/// The same of a request that was made before.
pub(super) async fn still_consented<W: What, V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<W, V>,
    request: &Request,
) -> Result<bool, Stop> {
    is_consented(ctx, permit, &request.facts, request.by).await
}

#[cfg(test)]
mod tests {
    use crate::request::{
        AnswerRequest, AskError, AskForStatement, Reply, ReplyError, answer_request,
        ask_for_statement,
    };
    use crate::sharing::{GiveConsent, give_consent};
    use crate::testing::{AFamily, House, line, prose};
    use helhed_domain::consent::{ConsentForm, ConsentTerms, Party, Stance};
    use helhed_domain::ids::ConsentId;
    use helhed_domain::request::Asked;
    use helhed_domain::text::Name;
    use jiff::civil::date;

    async fn mother_consents(holm: &AFamily<'_>) -> ConsentId {
        let house = holm.house;
        let mut ctx = house.change(&house.karen).await;
        let command = GiveConsent {
            family: holm.id,
            terms: ConsentTerms {
                subject: holm.mother,
                stance: Stance::Gives,
                purpose: line("Familiens plan"),
                categories: vec!["work".into()],
                from: Some(house.jobcentre),
                to: vec![Party::Unit(house.team)],
                case: None,
                legal_basis: "consent_11a".into(),
                form: ConsentForm::OnScreen,
                word: None,
                scan: None,
                given: date(2026, 11, 24),
                valid_to: date(2027, 5, 24),
            },
            template: "collect".into(),
            language: "da".into(),
            givers: vec![holm.mother],
        };
        let id = give_consent(&mut ctx, command).await.expect("given");
        ctx.commit().await.expect("committed");
        id
    }

    fn about_work(holm: &AFamily<'_>, to: Asked) -> AskForStatement {
        let mut command = holm.question_to(to);
        command.facts.about = vec![holm.mother];
        command.facts.category = "work".into();
        command.facts.basis = "consent_11a".into();
        command
    }

    #[tokio::test]
    async fn a_consent_names_person_category_and_unit_and_is_there_until_taken_back() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let jobcentre = Asked::Unit(house.jobcentre);
        let none = ask_for_statement(&mut ctx, about_work(&holm, jobcentre.clone())).await;
        assert!(matches!(none, Err(AskError::NoConsent)));
        drop(ctx);
        let consent = mother_consents(&holm).await;
        let mut ctx = house.change(&house.karen).await;
        let school = about_work(&holm, Asked::Unit(house.school));
        let mut health = about_work(&holm, jobcentre.clone());
        health.facts.category = "health".into();
        let mut child = about_work(&holm, jobcentre.clone());
        child.facts.about.push(holm.child);
        for other in [school, health, child] {
            let refused = ask_for_statement(&mut ctx, other).await;
            assert!(matches!(refused, Err(AskError::NoConsent)));
        }
        let asked = ask_for_statement(&mut ctx, about_work(&holm, jobcentre)).await;
        let request = asked.expect("asked").request;
        ctx.commit().await.expect("committed");

        let ctx = house.change(&house.karen).await;
        holm.takes_back(ctx, consent).await;
        let mut ctx = house.change(&house.jens).await;
        let reply = Reply::Statement(prose("Hun møder hver uge."));
        let late = answer_request(&mut ctx, AnswerRequest { request, reply }).await;
        assert!(
            matches!(late, Err(ReplyError::NoConsent)),
            "nothing is shared"
        );
        let reply = Reply::Refuse(line("Samtykket er væk"));
        answer_request(&mut ctx, AnswerRequest { request, reply })
            .await
            .expect("a refusal shares nothing");
    }

    #[tokio::test]
    async fn somebody_outside_is_named_in_the_words_of_the_consent() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let doctor = Asked::Outside(Name::parse("Læge Lis Lund").expect("a name"));
        let mut ctx = house.change(&house.karen).await;
        let mut command = about_work(&holm, doctor);
        let refused = ask_for_statement(&mut ctx, command.clone()).await;
        assert!(matches!(refused, Err(AskError::NoConsent)));
        command.facts.basis_word = Some(line("Sofies samtykke på papir af 20. november"));
        ask_for_statement(&mut ctx, command).await.expect("asked");
    }
}
