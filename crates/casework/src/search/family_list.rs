//! The families that somebody has, or leads those who have.

use helhed_access::Resource;
use helhed_domain::account::Role;
use helhed_domain::family::FamilyState;
use helhed_store::overview::{FamilyGlance, Pick, glances, page};

use crate::{Reading, Stop, Visible};

/// The most pages that are turned to: by name, a search is faster.
const LAST_PAGE: i64 = 10_000;

/// A list of families.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FamilyList {
    /// A coordinator's.
    Own {
        /// Those they coordinate now.
        active: Vec<FamilyGlance>,
        /// Those they stand in for.
        deputised: Vec<FamilyGlance>,
        /// Those they had whose course has ended.
        ended: Vec<FamilyGlance>,
        /// Whether more have ended.
        more: bool,
    },
    /// A leader's: all, by name.
    All {
        /// The page's families.
        families: Vec<FamilyGlance>,
        /// Whether another page follows.
        more: bool,
    },
}

/// Shows the reader's families: `state` picks from a leader's, `turn` is the page, from 0.
pub async fn families(
    reading: &mut Reading,
    state: Option<FamilyState>,
    turn: i64,
) -> Result<Visible<FamilyList>, Stop> {
    let scope = reading.scope();
    let (role, account) = (reading.actor().role, reading.actor().account);
    let turn = turn.clamp(0, LAST_PAGE);
    let link = &mut reading.link;
    let list = match role {
        Role::TeamLeader => {
            let pick = state.map_or(Pick::All, Pick::In);
            let (ids, more) = page(link, &scope, pick, turn).await?;
            let families = glances(link, &scope, &ids).await?;
            FamilyList::All { families, more }
        }
        Role::Coordinator => {
            let running = Pick::In(FamilyState::Active);
            let (ids, _) = page(link, &scope, running, 0).await?;
            let running = glances(link, &scope, &ids).await?;
            let own = |it: &FamilyGlance| {
                let coordinator = it.coordinator.as_ref();
                coordinator.is_some_and(|(id, _)| *id == account)
            };
            let (active, deputised) = running.into_iter().partition(own);
            let (ids, more) = page(link, &scope, Pick::NotActive, turn).await?;
            let ended = glances(link, &scope, &ids).await?;
            FamilyList::Own {
                active,
                deputised,
                ended,
                more,
            }
        }
        _ => return Err(Stop::NotAllowed),
    };
    reading
        .show_list("families", Resource::Face, scope.basis(), list)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::team::{SetDeputy, set_deputy};
    use crate::testing::House;
    use helhed_access::Actor;

    fn names(glances: &[FamilyGlance]) -> Vec<&str> {
        glances.iter().map(|it| it.name.as_str()).collect()
    }

    async fn shown(
        house: &House,
        actor: &Actor,
        state: Option<FamilyState>,
    ) -> Result<FamilyList, Stop> {
        let mut reading = house.reading(actor, house.now());
        families(&mut reading, state, 0)
            .await
            .map(Visible::into_inner)
    }

    #[tokio::test]
    async fn a_coordinator_sees_own_deputised_and_ended() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let lund = house.a_family("Lund").await.taken_in_by(&house.bo).await;
        house
            .a_family("Krog")
            .await
            .taken_in_by(&house.karen)
            .await
            .closed()
            .await;
        house.a_family("Birk").await;
        let mut ctx = house.begin(&house.bo, house.now()).await.expect("begun");
        let deputy = SetDeputy {
            family: lund.id,
            deputy: house.karen.account,
            word: None,
        };
        set_deputy(&mut ctx, deputy).await.expect("set");
        ctx.commit().await.expect("committed");
        let list = shown(&house, &house.karen, None).await.expect("shown");
        let FamilyList::Own {
            active,
            deputised,
            ended,
            more,
        } = list
        else {
            panic!("a coordinator's list")
        };
        assert_eq!(names(&active), ["Holm"]);
        assert_eq!(names(&deputised), ["Lund"]);
        assert_eq!((names(&ended), more), (vec!["Krog"], false));
        let people: Vec<&str> = active[0]
            .people
            .iter()
            .map(|it| it.given_name.as_str())
            .collect();
        assert_eq!(people, ["Sofie", "Emil"]);
    }

    #[tokio::test]
    async fn a_leader_picks_by_state_and_every_family_has_one() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        house.a_family("Lund").await.put_on_list().await;
        house.a_family("Krog").await.declined().await;
        house.a_family("Birk").await;
        house
            .a_family("Dam")
            .await
            .taken_in_by(&house.bo)
            .await
            .closed()
            .await;
        let mut seen = 0;
        for state in FamilyState::ALL {
            let list = shown(&house, &house.lone, Some(*state)).await;
            let Ok(FamilyList::All { families, .. }) = list else {
                panic!("a leader's list")
            };
            assert!(families.iter().all(|it| it.state == *state), "{state:?}");
            seen += families.len();
        }
        let Ok(FamilyList::All { families, .. }) = shown(&house, &house.lone, None).await else {
            panic!("a leader's list")
        };
        assert_eq!(names(&families), ["Birk", "Dam", "Holm", "Krog", "Lund"]);
        assert_eq!(seen, families.len());
    }

    #[tokio::test]
    async fn others_have_no_list() {
        let house = House::new().await;
        for actor in [&house.jens, &house.it_admin, &house.dpo] {
            assert!(matches!(
                shown(&house, actor, None).await,
                Err(Stop::NotAllowed)
            ));
        }
    }
}
