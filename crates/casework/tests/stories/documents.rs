//! Files kept with a case.

use helhed_casework::document::{
    AddDocument, AnnulDocument, AnnulDocumentError, add_document, annul_document, documents_page,
    download_document,
};
use helhed_casework::domain::document::DocumentMark;
use helhed_casework::domain::file::FileKind;
use helhed_casework::testing::{a_file, line};

use crate::place::Place;

/// A megabyte of what no column holds by accident: every byte there is.
fn a_picture() -> Vec<u8> {
    let noise = (0..1_000_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8);
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(noise).collect()
}

/// Kept in one house, read in the other, annulled there, and still whole.
pub(crate) async fn a_file_is_kept_read_and_annulled(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let command = AddDocument {
        family: holm.id,
        file: a_file("Årsopgørelse مرحبا 🙂.jpeg", &a_picture()),
        mark: DocumentMark {
            category: "economy".into(),
            about: vec![holm.mother, holm.child, holm.mother],
            restricted: true,
        },
    };
    let id = add_document(&mut ctx, command).await.expect("kept");
    ctx.commit().await.expect("committed");

    let mut there = place.other.reading(&house.lone, now);
    let page = documents_page(&mut there, holm.id).await.expect("a page");
    let document = &page.lines[0].line.document;
    assert_eq!(
        (document.id, document.kind, document.size),
        (id, FileKind::Jpeg, 1_000_004)
    );
    assert_eq!(document.name.as_str(), "Årsopgørelse مرحبا 🙂.jpeg");
    assert_eq!(document.mark.about, [holm.mother, holm.child]);
    assert!(document.mark.restricted && document.added_at == now);
    let download = download_document(&mut there, holm.id, id)
        .await
        .expect("read");
    assert!(download.content == a_picture());

    let mut ctx = place.change_there(&house.karen).await;
    let annul = AnnulDocument {
        family: holm.id,
        document: id,
        reason: line("Scannet forkert"),
    };
    annul_document(&mut ctx, annul).await.expect("annulled");
    ctx.commit().await.expect("committed");
    let mut here = house.reading(&house.karen, now);
    let again = download_document(&mut here, holm.id, id)
        .await
        .expect("read");
    let annulled = again.document.annulled.as_ref().expect("struck out");
    assert!(annulled.reason == line("Scannet forkert") && again.content == a_picture());
}

/// One after the other, in either house: the second is told.
pub(crate) async fn of_two_who_annul_one_is_told(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let document = holm.document("a.txt", b"a").await;
    let command = |why: &str| AnnulDocument {
        family: holm.id,
        document,
        reason: line(why),
    };
    let mut ctx = house.change(&house.karen).await;
    annul_document(&mut ctx, command("Først"))
        .await
        .expect("annulled");
    ctx.commit().await.expect("committed");
    let mut ctx = place.change_there(&house.karen).await;
    let second = annul_document(&mut ctx, command("Sidst")).await;
    assert!(matches!(second, Err(AnnulDocumentError::Already)));
}
