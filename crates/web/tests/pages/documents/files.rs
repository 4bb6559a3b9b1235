//! Adding, fetching and annulling files over HTTP.

use axum::http::StatusCode;
use helhed_casework::testing::{AFamily, House};
use jiff::SignedDuration;

use super::sent::{self, send};
use crate::support::{Answer, Site};

const FORM: &str = "0190b6a0-0000-7000-8000-000000000001";

async fn holm(house: &House) -> AFamily<'_> {
    house.a_family("Holm").await.taken_in_by(&house.karen).await
}

fn addresses(family: &AFamily<'_>) -> (String, String) {
    let list = format!("/families/{}/documents", family.id);
    (list.clone(), format!("{list}/new"))
}

fn eicar() -> Vec<u8> {
    format!(
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}}${}!$H+H*",
        "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
    )
    .into_bytes()
}

#[tokio::test]
async fn a_file_is_added_fetched_as_a_file_and_annulled() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let (list, new) = addresses(&holm);
    let karen = site.signed_in("karen").await;
    let form = karen.get(&new).await;
    assert_eq!(
        form.attributes("form[enctype]", "enctype"),
        ["multipart/form-data"]
    );
    assert_eq!(form.texts("#category option[selected]"), ["Generelt"]);
    let child = holm.child.to_string();
    let fields = [
        ("form-id", FORM),
        ("category", "health"),
        ("about", &child),
        ("restricted", "yes"),
    ];
    let text = "Kære Åse\r\n\r\nTak. 🙂";
    let file = Some(("C:\\fakepath\\Brev til Åse.txt", text.as_bytes()));
    let sent = send(&karen, &new, &fields, file).await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, &*format!("{list}?done=document"))
    );
    // Sent twice it counts once.
    send(&karen, &new, &fields, file).await;
    assert_eq!(site.house.rows_of("document").await, 1);

    let page = karen.get(&list).await;
    assert_eq!(page.texts("tbody a span[dir]"), ["Brev til Åse.txt"]);
    let row = page.texts("tbody tr").join(" ");
    for told in [
        "ren tekst, 1 kB",
        "Helbred",
        "Kun teamet",
        "Emil",
        "Karen Koordinator, Familieteamet",
    ] {
        assert!(row.contains(told), "{told}: {row}");
    }
    let address = &page.attributes("tbody a[download]", "href")[0];
    let got = karen.get(address).await;
    assert_eq!((got.status, got.body.as_str()), (StatusCode::OK, text));
    let header = |name: &str| got.headers[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"Brev til _se.txt\"; filename*=UTF-8''Brev%20til%20%C3%85se.txt"
    );
    assert!(header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(
        (header("x-content-type-options"), header("cache-control")),
        ("nosniff".into(), "no-store".into())
    );

    let annul = format!("{address}/annul");
    let bare = karen.post(&annul, &[]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = karen.post(&annul, &[("reason", "Forkert familie")]).await;
    assert_eq!(done.location(), format!("{list}?done=document-annulled"));
    let page = karen.get(&list).await;
    assert!(
        page.texts("tbody del").len() == 1 && page.body.contains("Annulleret: Forkert familie")
    );
    assert!(page.attributes("tbody a[href$=annul]", "href").is_empty());
}

fn told(answer: &Answer) -> Vec<String> {
    answer.texts("#file-error")
}

#[tokio::test]
async fn what_is_not_taken_is_told_and_the_rest_stays() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let (_, new) = addresses(&holm);
    let karen = site.signed_in("karen").await;
    let fields = [("category", "housing"), ("restricted", "yes")];
    let large = vec![b'a'; (20 << 20) + 1];
    let virus = eicar();
    for (file, why) in [
        (None, "vælg en fil"),
        (Some(("", &b""[..])), "vælg en fil"),
        (Some(("tom.txt", b"")), "der er intet i filen"),
        (Some(("stor.txt", &large[..])), "filen er for stor"),
        (Some(("løn.pdf", &virus[..])), "filen ligner en virus"),
        (Some(("løn.pdf", b"MZ\x90\0\x03")), "filen er et program"),
        (
            Some(("side.txt", b"<html><script>alert(1)</script>")),
            "filen er et program",
        ),
        (
            Some(("tegning.png", b"<svg onload='alert(1)'/>")),
            "filen er et program",
        ),
        (
            Some(("løn.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")),
            "filens navn siger noget andet",
        ),
        (
            Some(("løn.pdf", b"%PDF-1.4\n<</S/JavaScript>>\n%%EOF")),
            "der er makroer",
        ),
        (
            Some(("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
            "Offices gamle format",
        ),
        (
            Some(("løn.docx", b"PK\x03\x04 halv")),
            "filen er beskadiget",
        ),
        (Some(("løn.7z", b"7z\xbc\xaf\x27\x1c")), "den slags fil"),
        (Some(("...", b"a")), "filens navn kan ikke bruges"),
    ] {
        let answer = send(&karen, &new, &fields, file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(
            told(&answer).iter().any(|it| it.contains(why)),
            "{why}: {:?}",
            told(&answer)
        );
        assert_eq!(
            answer.attributes("#category option[selected]", "value"),
            ["housing"]
        );
        assert_eq!(answer.attributes("#restricted[checked]", "value"), ["yes"]);
    }
    assert_eq!(site.house.rows_of("document").await, 0);
}

#[tokio::test]
async fn forged_fields_and_broken_bodies_add_nothing() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let berg = site
        .house
        .a_family("Berg")
        .await
        .taken_in_by(&site.house.bo)
        .await;
    let (_, new) = addresses(&holm);
    let karen = site.signed_in("karen").await;
    let file = Some(("a.txt", &b"a"[..]));
    let stranger = berg.child.to_string();
    for (field, value) in [
        ("category", "gossip"),
        ("category", ""),
        ("about", stranger.as_str()),
        ("about", "1' OR '1'='1"),
    ] {
        let mut fields = vec![("category", "general"), (field, value)];
        fields.retain(|(name, it)| *name != field || *it == value);
        let answer = send(&karen, &new, &fields, file).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field}={value}"
        );
    }
    let whole = sent::body(&[("category", "general")], file);
    for body in [
        whole[..whole.len() / 2].to_vec(),
        b"no boundary at all".to_vec(),
        Vec::new(),
    ] {
        let answer = sent::send_body(&karen, &new, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let long = sent::body(
        &[("category", "general")],
        Some(("a.txt", &vec![b'a'; 65 << 20][..])),
    );
    let answer = sent::send_body(&karen, &new, long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.house.rows_of("document").await, 0);
}

#[tokio::test]
async fn a_forged_id_gets_what_an_absent_one_gets() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let berg = site
        .house
        .a_family("Berg")
        .await
        .taken_in_by(&site.house.bo)
        .await;
    let document = holm.document("Hemmelig.txt", b"Hemmelig").await;
    let (list, new) = addresses(&holm);
    let karen = site.signed_in("karen").await;
    let absent =
        |family| format!("/families/{family}/documents/01936000-0000-7000-8000-00000000abcd");
    let without = |answer: &Answer, ids: &[&str]| {
        ids.iter()
            .fold(answer.body.clone(), |body, id| body.replace(id, "ID"))
    };
    let (id, family) = (document.to_string(), holm.id.to_string());
    let ids = [
        id.as_str(),
        family.as_str(),
        "01936000-0000-7000-8000-00000000abcd",
    ];
    for username in ["bo", "jens", "sanne", "ida", "dan"] {
        let client = site.signed_in(username).await;
        let hidden = client.get(&format!("{list}/{document}")).await;
        let nothing = client.get(&absent(holm.id)).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{username}");
        assert_eq!(
            without(&hidden, &ids),
            without(&nothing, &ids),
            "{username}"
        );
        for path in [new.clone(), format!("{list}/{document}/annul")] {
            let answer = send(&client, &path, &[("reason", "x")], Some(("a.txt", b"a"))).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{username} {path}");
        }
    }
    // Under a family of one's own, the document of another is not there either.
    let through = karen
        .get(&format!("/families/{}/documents/{document}", berg.id))
        .await;
    assert_eq!(through.status, StatusCode::NOT_FOUND);
    let bo = site.signed_in("bo").await;
    let through = bo
        .get(&format!("/families/{}/documents/{document}", berg.id))
        .await;
    let nothing = bo.get(&absent(berg.id)).await;
    let berg_id = berg.id.to_string();
    let ids = [ids[0], ids[2], berg_id.as_str()];
    assert_eq!(through.status, StatusCode::NOT_FOUND);
    assert_eq!(without(&through, &ids), without(&nothing, &ids));
    let lone = site.signed_in("lone").await;
    assert_eq!(
        lone.get(&format!("{list}/{document}")).await.status,
        StatusCode::OK
    );
    assert_eq!(lone.get(&new).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_sent_after_the_session_timed_out_leaves_no_draft() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let (_, new) = addresses(&holm);
    let karen = site.signed_in("karen").await;
    site.later(SignedDuration::from_hours(2));
    let answer = send(
        &karen,
        &new,
        &[("category", "general")],
        Some(("a.txt", b"a")),
    )
    .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/sign-in") && !answer.location().contains("draft-kept"));
    assert_eq!(site.house.rows_of("draft").await, 0);
}
