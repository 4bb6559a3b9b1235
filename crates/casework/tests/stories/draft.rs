//! What was begun and not sent.

use helhed_casework::domain::ids::FormId;
use helhed_casework::draft::{drop_draft, find_draft, keep_draft, keep_draft_of_form};

use crate::place::Place;

pub(crate) async fn a_draft_is_found_from_both_houses_and_goes_with_its_form(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let (karen, at) = (house.karen.account, "/families/1/notes/new");
    for body in [
        "note=Sofie",
        "note=Sofie+har+f%C3%A5et",
        "note=%F0%9F%99%82&cpr=610190-1234",
    ] {
        assert!(keep_draft(house, karen, at, body, now).await.expect("kept"));
        let found = find_draft(&place.other, karen, at).await.expect("read");
        assert_eq!(found.map(|it| it.body).as_deref(), Some(body));
    }
    // Kept from both at once there is one, and it is whole.
    let (here, there) = tokio::join!(
        keep_draft(house, karen, at, "note=her", now),
        keep_draft(&place.other, karen, at, "note=der", now),
    );
    assert!(here.expect("kept") && there.expect("kept"));
    let found = find_draft(house, karen, at).await.expect("read");
    let found = found.expect("one").body;
    assert!(
        ["note=her", "note=der"].contains(&found.as_str()),
        "{found}"
    );
    // What is too long is not kept, and says so; what was there stays.
    let long = "x".repeat(helhed_casework::draft::LONGEST + 1);
    assert!(
        !keep_draft(house, karen, at, &long, now)
            .await
            .expect("told")
    );
    assert!(find_draft(house, karen, at).await.expect("read").is_some());
    // Sent, it is forgotten, and no other is.
    let elsewhere = "/families/2/notes/new";
    assert!(
        keep_draft(house, karen, elsewhere, "note=2", now)
            .await
            .expect("kept")
    );
    let form = FormId::from(uuid::Uuid::from_u128(9));
    let ctx = place.change_there(&house.karen).await;
    ctx.commit_form(Some(form), at, "/today")
        .await
        .expect("committed");
    assert_eq!(find_draft(house, karen, at).await.expect("read"), None);
    // What the page was about to save when it was sent comes in after it, and does not bring it back; the next form does.
    for (id, kept) in [(9, None), (10, Some("note=sent"))] {
        let form = FormId::from(uuid::Uuid::from_u128(id));
        assert!(
            keep_draft_of_form(house, karen, (at, form), "note=sent", now)
                .await
                .expect("answered")
        );
        let found = find_draft(&place.other, karen, at).await.expect("read");
        assert_eq!(found.map(|it| it.body).as_deref(), kept);
    }
    drop_draft(&place.other, karen, elsewhere, now)
        .await
        .expect("dropped");
    assert_eq!(
        find_draft(house, karen, elsewhere).await.expect("read"),
        None
    );
}
