//! Entries are changed, removed, moved and cut off behind the house's back, and named.

use helhed_store::audit::Head;
use helhed_store::audit_check::Finding;

use crate::testing::House;

async fn behind_its_back(house: &House, statements: &[&str]) {
    let mut ctx = house.begin_as_house(house.now()).await.expect("begun");
    for sql in statements {
        ctx.link.run(sql, []).await.expect("run");
    }
    ctx.commit().await.expect("committed");
}

/// A house with some dozen entries.
async fn a_house() -> House {
    let house = House::new().await;
    house.a_family("Holm").await.taken_in_by(&house.karen).await;
    house
}

async fn found(house: &House, anchors: &[Head]) -> Vec<Finding> {
    house.verify_audit(anchors).await.expect("walked").1
}

#[tokio::test]
async fn a_whole_chain_is_whole() {
    let house = a_house().await;
    let head = house.audit_head().await.expect("a head");
    assert!(head.seq >= 12);
    assert_eq!(found(&house, &[head]).await, []);
}

#[tokio::test]
async fn a_changed_entry_is_named() {
    for change in [
        "UPDATE audit_entry SET act = 'nothing' WHERE seq = 4",
        "UPDATE audit_entry SET at = at + 1 WHERE seq = 4",
        "UPDATE audit_entry SET actor_id = NULL, subject = NULL WHERE seq = 4",
        "UPDATE audit_entry SET basis = '' WHERE seq = 4",
    ] {
        let house = a_house().await;
        behind_its_back(&house, &[change]).await;
        assert_eq!(found(&house, &[]).await, [Finding::Changed(4)], "{change}");
    }
}

#[tokio::test]
async fn removed_entries_are_named_by_their_numbers() {
    let house = a_house().await;
    behind_its_back(&house, &["DELETE FROM audit_entry WHERE seq IN (1, 5, 6)"]).await;
    assert_eq!(
        found(&house, &[]).await,
        [Finding::Removed(1, 1), Finding::Removed(5, 6)]
    );
}

#[tokio::test]
async fn entries_that_changed_places_are_named_with_where_they_stood() {
    let house = a_house().await;
    let swap = [
        "UPDATE audit_entry SET seq = -1 WHERE seq = 3",
        "UPDATE audit_entry SET seq = 3 WHERE seq = 7",
        "UPDATE audit_entry SET seq = 7 WHERE seq = -1",
    ];
    behind_its_back(&house, &swap).await;
    assert_eq!(
        found(&house, &[]).await,
        [
            Finding::Moved { now: 3, was: 7 },
            Finding::Moved { now: 7, was: 3 }
        ]
    );
}

#[tokio::test]
async fn a_removed_entry_whose_gap_is_closed_shows_in_those_that_moved() {
    let house = a_house().await;
    let close = [
        "DELETE FROM audit_entry WHERE seq = 4",
        "UPDATE audit_entry SET seq = 4 WHERE seq = 5",
    ];
    behind_its_back(&house, &close).await;
    assert_eq!(
        found(&house, &[]).await,
        [Finding::Moved { now: 4, was: 5 }, Finding::Removed(5, 5)]
    );
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_named_by_the_head_or_else_by_the_anchor() {
    let house = a_house().await;
    let head = house.audit_head().await.expect("a head");
    let last = head.seq - 3;
    let cut = format!("DELETE FROM audit_entry WHERE seq > {last}");
    behind_its_back(&house, &[&cut]).await;
    let cut_off = [Finding::CutOff {
        last,
        known: head.seq,
    }];
    assert_eq!(found(&house, &[]).await, cut_off);
    // Whoever cuts off the end also moves the head back: only the anchor outside knows.
    let back = format!(
        "UPDATE audit_head SET seq = {last}, hash = (SELECT hash FROM audit_entry WHERE seq = {last})"
    );
    behind_its_back(&house, &[&back]).await;
    assert_eq!(found(&house, &[]).await, []);
    assert_eq!(found(&house, &[head]).await, cut_off);
}

#[tokio::test]
async fn a_chain_written_anew_is_named_by_every_anchor_it_does_not_fit() {
    let house = a_house().await;
    let other = |seq| Head {
        seq,
        hash: vec![7; 32],
    };
    assert_eq!(
        found(&house, &[other(2), other(5)]).await,
        [Finding::Rewritten(2), Finding::Rewritten(5)]
    );
}

#[tokio::test]
async fn a_head_that_was_changed_is_named() {
    let house = a_house().await;
    let seq = house.audit_head().await.expect("a head").seq;
    behind_its_back(&house, &["UPDATE audit_head SET hash = X'00'"]).await;
    assert_eq!(found(&house, &[]).await, [Finding::HeadChanged(seq)]);
}
