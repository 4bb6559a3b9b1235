//! The keys of encrypted columns change.

use helhed_casework::document::download_document;
use helhed_casework::domain::family::MemberRole;
use helhed_casework::draft::{find_draft, keep_draft};
use helhed_casework::family::{AddMember, Newcomer, Secret, add_member, show_secret};
use helhed_casework::keeping::{TakeOverKeysError, seal_again, sealed_under, take_over_keys};
use helhed_casework::storage::Keys;

use crate::members::ole;
use crate::place::Place;

/// The keys of the house, with another before them where it is asked for, and without the first where that is.
fn ring(newer: bool, older: bool) -> Keys {
    let file = Keys::fresh_file(&[7; 64]);
    let (first, rest) = file.split_once('\n').expect("two lines");
    let lines = [
        newer.then(|| format!("encrypt 2 {}\n", "ef".repeat(32))),
        older.then(|| format!("{first}\n")),
        Some(rest.to_owned()),
    ];
    Keys::parse(&lines.into_iter().flatten().collect::<String>()).expect("keys")
}

pub(crate) async fn everything_is_sealed_again_while_others_write(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let who = AddMember {
        family: holm.id,
        who: Newcomer::New(ole("610180-1234")),
        role: MemberRole::Father,
        from: jiff::civil::date(2026, 11, 24),
    };
    let father = add_member(&mut ctx, who).await.expect("added");
    ctx.commit().await.expect("committed");
    // Longer than one piece, and as long as two.
    let long: Vec<u8> = (0..600_000).map(|at| b'a' + (at % 23) as u8).collect();
    let papers = [&long[..], &long[..512 * 1024], b"Hej"].map(<[u8]>::to_vec);
    let mut documents = Vec::new();
    for content in &papers {
        documents.push(holm.document("brev.txt", content).await);
    }
    let at = "/families/1/notes/new";
    keep_draft(house, house.karen.account, at, "note=Sofie", now)
        .await
        .expect("kept");
    let counts = sealed_under(&place.other).await.expect("counted");
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), [1]);

    // Each house takes the new key over when it hears of it; keys that would lose something are refused.
    let lost = take_over_keys(house, &ring(true, false)).await;
    assert!(matches!(lost, Err(TakeOverKeysError::DoNotFit)), "{lost:?}");
    for house in [&house.casework, &place.other] {
        take_over_keys(house, &ring(true, true))
            .await
            .expect("taken over");
    }
    let drafts = async {
        for number in 0..20 {
            let body = format!("note={number}");
            keep_draft(&place.other, house.bo.account, at, &body, now)
                .await
                .expect("kept");
        }
    };
    let mut told = 0;
    let (sealed, ()) = tokio::join!(seal_again(house, now, |done| told = done), drafts);
    let sealed = sealed.expect("sealed");
    assert_eq!(told, sealed);
    assert!(sealed >= 7, "number, address, draft and pieces: {sealed}");
    assert_eq!(
        seal_again(house, now, |_| ())
            .await
            .expect("nothing is left"),
        0
    );
    let counts = sealed_under(&place.other).await.expect("counted");
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), [2]);

    // The old key may go, and all is there.
    for house in [&house.casework, &place.other] {
        take_over_keys(house, &ring(true, false))
            .await
            .expect("taken over");
    }
    let mut reading = place.other.reading(&house.karen, now);
    let shown = show_secret(&mut reading, holm.id, father, Secret::Cpr).await;
    let shown = shown.expect("shown").text.clone();
    assert_eq!(shown.as_deref(), Some("610180-1234"));
    for (id, content) in documents.into_iter().zip(papers) {
        let mut reading = place.other.reading(&house.karen, now);
        let download = download_document(&mut reading, holm.id, id).await;
        assert!(download.expect("read").content == content);
    }
    for (who, body) in [(&house.karen, "note=Sofie"), (&house.bo, "note=19")] {
        let draft = find_draft(&place.other, who.account, at)
            .await
            .expect("read");
        assert_eq!(draft.expect("kept").body, body);
    }
}
