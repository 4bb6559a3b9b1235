//! A file whose sender goes away in the middle: nothing of it is kept, and the server is there for the next.

use helhed_casework::testing::House;

use crate::client::{Client, with_a_file};
use crate::kill::block_on;
use crate::place::{Place, succeeded};
use crate::rows::rows;

fn half_an_upload(place: &Place) {
    let family = place.make_with_a_family();
    let server = place.serve();
    let client = Client::sign_in(server.port, "karen", House::PHRASE);
    let path = format!("/families/{family}/documents/new");
    let content = "Kære alle. ".repeat(200_000);
    let form = "00000000-0000-7000-8000-000000000001";
    let body = with_a_file(
        &[("form-id", form), ("category", "general")],
        "brev.txt",
        &content,
    );
    for leaving in [0, 1, 300, body.len() / 2, body.len() - 3] {
        client
            .upload(&path, &body, leaving)
            .map(|it| it.status)
            .expect_err("cut off");
    }
    let of = |table: &str| {
        let all = block_on(rows(&place.address()));
        all.iter()
            .filter(|row| row.starts_with(&format!("{table} ")))
            .count()
    };
    // The whole of it is taken after that, so the halves were heard to their ends before.
    assert_eq!(
        client
            .upload(&path, &body, body.len())
            .expect("an answer")
            .status,
        303
    );
    server.stop();
    assert_eq!(of("document"), 1);
    assert_eq!(of("document_piece"), content.len().div_ceil(256 * 1024));
    succeeded(&place.run(&["verify-audit"]));
}

#[test]
fn on_sqlite() {
    half_an_upload(&Place::on_sqlite());
}

#[test]
fn on_postgres() {
    half_an_upload(&Place::on_postgres());
}
