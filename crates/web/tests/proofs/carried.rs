//! Of a family, what is carried, picked up, ticked and followed: one of each, by the names that routes give them.

use helhed_casework::collision::{AddPickUp, AgreeOnLoad, add_pick_up, agree_on_load};
use helhed_casework::domain::collision::{LoadFacts, PickUpFacts};
use helhed_casework::method::{
    NoteMethodAction, WriteStatus, follow_family, note_method_action, write_status,
};
use helhed_casework::testing::{AFamily, prose};

/// One of each.
pub(crate) async fn carried(family: &AFamily<'_>) -> Vec<(&'static str, String)> {
    let house = family.house;
    let mut ctx = house.change(&house.karen).await;
    let today = ctx.today();
    let load = AgreeOnLoad {
        family: family.id,
        facts: LoadFacts {
            person: None,
            per_week: 7,
            agreed: today,
            until: None,
        },
    };
    let load = agree_on_load(&mut ctx, load).await.expect("agreed");
    let pick_up = AddPickUp {
        family: family.id,
        facts: PickUpFacts {
            child: family.child,
            by: family.mother,
            weekday: 7,
            minute: 8 * 60,
            from: today,
            until: None,
        },
    };
    let pick_up = add_pick_up(&mut ctx, pick_up).await.expect("noted");
    let action = NoteMethodAction {
        family: family.id,
        item: "reach".into(),
        word: None,
        done: today,
    };
    let action = note_method_action(&mut ctx, action).await.expect("ticked");
    follow_family(&mut ctx, family.id).await.expect("followed");
    let status = WriteStatus {
        family: family.id,
        day: today,
        stands: prose("Der er ro."),
        changed: None,
        next: None,
    };
    let status = write_status(&mut ctx, status).await.expect("written");
    ctx.commit().await.expect("committed");
    vec![
        ("load", load.to_string()),
        ("pick_up", pick_up.to_string()),
        ("action", action.to_string()),
        ("status", status.to_string()),
        // What collides has no id of its own; here nothing does.
        ("mark", "same_time.2026-11-25.x".to_owned()),
        ("plan", family.id.to_string()),
    ]
}
