//! The map made together: two at once lose nothing, what was made on a day is compared with what was before, and a step becomes a task.

use jiff::ToSpan;
use jiff::civil::date;

use helhed_casework::access::Actor;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::{MapCardId, MapId};
use helhed_casework::domain::map::{MapChange, MapPart};
use helhed_casework::domain::person::Birth;
use helhed_casework::map::{
    AddCard, ChangeCard, Changed, MakeMap, MakeMapError, MapPage, StepToTask, StepToTaskError,
    add_card, change_card, make_map, map_page, step_to_task,
};
use helhed_casework::testing::{AFamily, line};
use helhed_casework::{Stop, Visible};

use crate::place::Place;

async fn lay(place: &Place, who: &Actor, holm: &AFamily<'_>, map: MapId, words: &str) -> MapCardId {
    let mut ctx = place.change_there(who).await;
    let command = AddCard {
        family: holm.id,
        map,
        part: MapPart::Next,
        body: line(words),
    };
    let id = add_card(&mut ctx, command).await.expect("laid");
    ctx.commit().await.expect("committed");
    id
}

async fn page(place: &Place, who: &Actor, holm: &AFamily<'_>) -> Result<MapPage, Stop> {
    let mut reading = place.other.reading(who, place.house.now() + 1.second());
    let page = map_page(&mut reading, holm.id, None, None).await;
    page.map(Visible::into_inner)
}

/// A mother and the coordinator with the same map before them.
pub(crate) async fn two_at_once_lose_nothing(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let father = holm
        .joined("Per", MemberRole::Father, Birth::Born(date(1988, 2, 3)))
        .await;
    let (sofie, per) = (house.member(holm.mother), house.member(father));
    let begin = |on, from_last| MakeMap {
        family: holm.id,
        on,
        from_last,
    };
    let mut ctx = house.change(&house.karen).await;
    let ahead = make_map(&mut ctx, begin(date(2026, 11, 25), false)).await;
    assert!(matches!(ahead, Err(MakeMapError::InTheFuture)));
    let map = make_map(&mut ctx, begin(date(2026, 11, 10), false))
        .await
        .expect("made");
    let again = make_map(&mut ctx, begin(date(2026, 11, 10), true)).await;
    assert!(matches!(again, Err(MakeMapError::AlreadyThere)));
    ctx.commit().await.expect("committed");
    let card = lay(place, &sofie, &holm, map, "Ringe til banken").await;

    // Both read the card; both change it.
    let change = |card, words: Option<&str>, settles| ChangeCard {
        family: holm.id,
        map,
        card,
        body: words.map(line),
        settles,
    };
    let mut ctx = place.change_there(&sofie).await;
    let first = change_card(
        &mut ctx,
        change(card, Some("Ringe til Birgit i banken"), false),
    )
    .await;
    assert_eq!(first.expect("changed"), Changed::Alone);
    ctx.commit().await.expect("committed");
    let mut ctx = house.change(&house.karen).await;
    let second = change_card(
        &mut ctx,
        change(card, Some("Ringe til banken sammen"), false),
    )
    .await;
    assert_eq!(second.expect("changed"), Changed::Beside);
    ctx.commit().await.expect("committed");
    let both = page(place, &sofie, &holm).await.expect("a page");
    assert_eq!(both.places.len(), 1);
    assert!(both.places[0].is_divided());
    assert_eq!(both.places[0].wordings.len(), 2);

    // One of the two is chosen; the other is kept among the wordings.
    let chosen = both.places[0]
        .wordings
        .iter()
        .find(|it| it.body.as_ref().map(|it| it.as_str()) == Some("Ringe til banken sammen"));
    let chosen = chosen.expect("there").id;
    let mut ctx = place.change_there(&sofie).await;
    change_card(
        &mut ctx,
        change(chosen, Some("Ringe til banken sammen"), true),
    )
    .await
    .expect("settled");
    ctx.commit().await.expect("committed");
    let one = page(place, &house.karen, &holm).await.expect("a page");
    assert!(!one.places[0].is_divided());
    assert_eq!(one.cards.len(), 4, "nothing is lost");

    // A later map begins with what stands, and is compared with the first.
    let mut ctx = house.change(&house.karen).await;
    let later = make_map(&mut ctx, begin(date(2026, 11, 24), true))
        .await
        .expect("made");
    ctx.commit().await.expect("committed");
    let added = lay(place, &house.karen, &holm, later, "Aftale en dag").await;
    let now = page(place, &sofie, &holm).await.expect("a page");
    let (before, changes) = now.compared.expect("compared");
    assert_eq!(before.id, map);
    assert_eq!(
        changes,
        [
            (
                MapPart::Next,
                MapChange::Kept(line("Ringe til banken sammen"))
            ),
            (MapPart::Next, MapChange::New(line("Aftale en dag"))),
        ]
    );

    // One tap makes a task of a step, once; the family lays steps, and the team makes tasks of them.
    let to_task = StepToTask {
        family: holm.id,
        map: later,
        card: added,
    };
    let mut ctx = place.change_there(&sofie).await;
    let refused = step_to_task(&mut ctx, to_task).await;
    assert!(matches!(
        refused,
        Err(StepToTaskError::Stopped(Stop::NotAllowed))
    ));
    drop(ctx);
    let mut ctx = house.change(&house.karen).await;
    step_to_task(&mut ctx, to_task).await.expect("a task");
    assert!(matches!(
        step_to_task(&mut ctx, to_task).await,
        Err(StepToTaskError::AlreadyTask)
    ));
    ctx.commit().await.expect("committed");

    // Who does not see what concerns the whole family sees no map; a partner has none, and another's family is absent.
    assert!(matches!(
        page(place, &per, &holm).await,
        Err(Stop::NotAllowed)
    ));
    assert!(matches!(
        page(place, &house.jens, &holm).await,
        Err(Stop::NotAllowed)
    ));
    assert!(matches!(
        page(place, &house.sanne, &holm).await,
        Err(Stop::Absent)
    ));
    let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let forged = AddCard {
        family: berg.id,
        map,
        part: MapPart::Next,
        body: line("Andres kort"),
    };
    assert!(add_card(&mut ctx, forged).await.is_err());
}
