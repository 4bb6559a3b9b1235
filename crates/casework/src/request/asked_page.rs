//! What a partner's unit was asked: the questions that wait, and what it has answered lately.

use jiff::SignedDuration;

use helhed_access::{HousePermit, Resource, doing, permit_when_asked, what};
use helhed_domain::ids::RequestId;
use helhed_domain::statement::Statement;
use helhed_store::request_list::{self, RequestLine};
use helhed_store::{request as stored, statement};

use crate::{Reading, Stop, Visible};

/// How long what was answered is shown.
const LATELY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What a unit was asked.
#[derive(Debug)]
pub struct AskedPage {
    /// What waits for an answer, the soonest due first.
    pub open: Vec<RequestLine>,
    /// What ended in the last 90 days, the latest first.
    pub ended: Vec<RequestLine>,
}

/// Shows what the actor's unit was asked.
pub async fn asked_page(reading: &mut Reading) -> Result<Visible<AskedPage>, Stop> {
    let permit =
        HousePermit::<what::Answers, doing::Read>::of(reading.actor()).ok_or(Stop::NotAllowed)?;
    let since = reading.now() - LATELY;
    let (open, ended) = match reading.actor().unit {
        Some(unit) => request_list::asked_of_unit(&mut reading.link, &permit, unit, since).await?,
        None => (Vec::new(), Vec::new()),
    };
    let page = AskedPage { open, ended };
    reading
        .show_list("asked_page", Resource::Answers, permit.basis(), page)
        .await
}

/// Shows one question to whoever works in the unit that was asked, and their unit's own answer.
pub async fn asked_request(
    reading: &mut Reading,
    request: RequestId,
) -> Result<Visible<(RequestLine, Option<Statement>)>, Stop> {
    let actor = *reading.actor();
    let link = &mut reading.link;
    let (family, unit) = stored::asked_of(link, request).await?.ok_or(Stop::Absent)?;
    let permit = permit_when_asked::<what::Answers, doing::Read>(&actor, family, unit)
        .ok_or(Stop::Absent)?;
    let line = request_list::asked(link, &permit, request)
        .await?
        .ok_or(Stop::Absent)?;
    let answer = statement::own(link, &permit, request).await?;
    reading
        .show_asked("asked_request", &permit, request.uuid(), (line, answer))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn a_unit_sees_what_it_was_asked_and_nobody_else_does() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let request = holm.ask_the_school().await;
        let mut reading = house.reading(&house.sanne, house.now());
        let page = asked_page(&mut reading).await.expect("a page");
        assert_eq!(page.open.len(), 1);
        assert_eq!(page.open[0].about[0].given_name.as_str(), "Emil");
        asked_request(&mut reading, request).await.expect("shown");
        assert_eq!(
            holm.last_act().await,
            ("asked_request".into(), "asked_unit".into())
        );
        let mut reading = house.reading(&house.jens, house.now());
        assert!(
            asked_page(&mut reading)
                .await
                .expect("a page")
                .open
                .is_empty()
        );
        for actor in [house.jens, house.karen, house.dpo, house.it_admin] {
            let mut reading = house.reading(&actor, house.now());
            let hidden = asked_request(&mut reading, request).await;
            assert!(matches!(hidden, Err(Stop::Absent)), "{actor:?}");
        }
    }
}
