//! An open page of minutes catches up: only what came after a count travels, and what is sent twice counts once.

use helhed_casework::domain::ids::MinutesLineId;
use helhed_casework::domain::minutes::{Edit, heard};
use helhed_casework::minutes::{WriteSection, write_section};
use uuid::Uuid;

use crate::minutes::{begun, edit, seen, words, writes};
use crate::place::Place;

/// Only what came after a count travels, in order, what was taken out too; a batch that is sent again counts once.
pub(crate) async fn what_came_after_is_told_and_nothing_twice(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let meeting = begun(house, &holm).await;
    let at = (&holm, meeting);
    let own = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    let section = own.sections[0].id;
    let first = vec![
        edit(1, section, None, "Et"),
        edit(2, section, Some(1), "To"),
        edit(3, section, Some(2), "Tre"),
    ];
    let seq = writes(&house.casework, &house.karen, at, first.clone())
        .await
        .expect("written");
    // The answer was lost: the same again, from the same page.
    let again = writes(&place.other, &house.karen, at, first)
        .await
        .expect("written");
    assert_eq!(again, seq);
    let between = vec![
        edit(4, section, Some(1), "Halvanden"),
        edit(5, section, Some(4), "Næsten to"),
    ];
    writes(&place.other, &house.karen, at, between)
        .await
        .expect("written");
    let mut gone = edit(2, section, None, "");
    gone.body = None;
    let last = writes(&house.casework, &house.karen, at, vec![gone])
        .await
        .expect("written");
    let all = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    assert_eq!(words(&all), ["Et", "Halvanden", "Næsten to", "Tre"]);
    let news = seen(&place.other, &house.karen, at, seq)
        .await
        .expect("seen");
    assert_eq!(words(&news), ["Halvanden", "Næsten to", "To"]);
    assert!(news.lines[2].line.removed_at.is_some());
    let nothing = seen(&place.other, &house.karen, at, last)
        .await
        .expect("seen");
    assert_eq!(nothing.lines.len(), 0);

    // A section that is sent whole, as without scripts: what changed, and no more.
    let mut ctx = place.change_there(&house.karen).await;
    let command = WriteSection {
        family: holm.id,
        meeting,
        section,
        base: last,
        lines: heard("Et\nHalvanden, lidt over\nTre\nFire\n"),
    };
    write_section(&mut ctx, command).await.expect("written");
    ctx.commit().await.expect("committed");
    let all = seen(&house.casework, &house.karen, at, 0)
        .await
        .expect("seen");
    assert_eq!(words(&all), ["Et", "Halvanden, lidt over", "Tre", "Fire"]);
    assert_eq!(
        all.lines[1].line.id,
        MinutesLineId::from(Uuid::from_u128(4))
    );

    // A thousand lines are pasted, in the middle.
    let many: Vec<Edit> = (0..1_000_u128)
        .map(|n| {
            edit(
                1_000 + n,
                section,
                Some(if n == 0 { 1 } else { 999 + n }),
                &format!("Linje {n}"),
            )
        })
        .collect();
    writes(&house.casework, &house.karen, at, many)
        .await
        .expect("written");
    let all = seen(&place.other, &house.karen, at, 0).await.expect("seen");
    assert_eq!(all.lines.len(), 1_004);
    assert_eq!(words(&all)[1], "Linje 0");
    assert_eq!(words(&all)[1_000], "Linje 999");
}
