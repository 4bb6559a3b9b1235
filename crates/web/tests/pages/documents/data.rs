//! Somebody says that something is wrong, over HTTP; and feedback on the pages, from anybody.

use axum::http::StatusCode;

use crate::support::Site;

#[tokio::test]
async fn a_mother_asks_the_case_is_restricted_opened_and_answered() {
    let site = Site::new().await;
    let house = &site.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let note = holm.note("Sofie har sagt sit arbejde op.").await;
    holm.mothers_account("sofie", "Sofie Holm").await;
    let sofie = site.signed_in("sofie").await;
    let page = sofie.get("/our/data").await;
    assert_eq!(page.texts("h1"), ["Ret det, der er forkert"]);
    let empty = sofie.post("/our/data", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.texts(".form-error-message").len(),
        3,
        "{}",
        empty.body
    );
    let mother = holm.mother.to_string();
    let asks = [
        ("person", mother.as_str()),
        ("kind", "correction"),
        ("words", "Jeg har ikke sagt mit arbejde op."),
    ];
    let asked = sofie.post("/our/data", &asks).await;
    assert_eq!(asked.location(), "/our/data?done=our-data-asked");
    // On the coordinator's day, and answered on its page.
    let karen = site.signed_in("karen").await;
    let today = karen.get("/today").await;
    let one = today.attributes("[aria-labelledby=data-requests] a", "href");
    let data = format!("/families/{}/data", holm.id);
    assert!(one[0].starts_with(&data), "{one:?}");
    let page = karen.get(&one[0]).await;
    assert!(page.body.contains("Jeg har ikke sagt mit arbejde op."));
    let restriction = format!("/families/{}/restriction", holm.id);
    let request = one[0].rsplit('/').next().unwrap_or_default();
    let form = karen.get(&format!("{restriction}?request={request}")).await;
    let chosen = "select[name=request] option[selected]";
    assert_eq!(form.attributes(chosen, "value"), [request]);
    // A whole case is closed to everybody but who asked: somebody must have.
    let nobodys = [("item", "case"), ("restrict-reason", "Omstridt")];
    let told = karen.post(&format!("{restriction}/new"), &nobodys).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.texts("#error-summary li a[href='#request']").len(), 1);
    let fields = [
        ("item", "case"),
        ("restrict-reason", "Omstridt"),
        ("request", request),
    ];
    let new = format!("{restriction}/new");
    let set = karen.post(&new, &fields).await;
    assert_eq!(set.location(), format!("{restriction}?done=restricted"));
    // Every page of the case leads to the ground, and to nothing for others.
    let case = format!("/families/{}", holm.id);
    for path in ["", "/journal", "/plan", "/people", "/documents", "/tasks"] {
        let led = karen.get(&format!("{case}{path}")).await;
        assert_eq!(
            (led.status, led.location()),
            (StatusCode::SEE_OTHER, restriction.as_str())
        );
    }
    let jens = site.signed_in("jens").await;
    assert_eq!(
        jens.get(&format!("{case}/shared")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(jens.get(&restriction).await.status, StatusCode::NOT_FOUND);
    let list = karen.get("/families").await;
    assert_eq!(
        list.attributes("[aria-labelledby=kept] a", "href"),
        [restriction.as_str()]
    );
    let page = karen.get(&restriction).await;
    assert!(
        !page.body.contains("sit arbejde op"),
        "nothing before a ground"
    );
    let none = karen
        .post(&restriction, &[("ground", ""), ("ground-reason", "")])
        .await;
    assert_eq!(none.texts(".form-error-message").len(), 2);
    let ground = [("ground", "consent"), ("ground-reason", "Ja i telefonen")];
    let opened = karen.post(&restriction, &ground).await;
    assert_eq!(
        opened.location(),
        format!("{restriction}?done=restriction-opened")
    );
    assert_eq!(karen.get(&case).await.status, StatusCode::OK);
    // Answered, read by her, and used again.
    let answer = [("outcome", "part"), ("answer", "Et tillæg er skrevet.")];
    let decided = karen.post(&one[0], &answer).await;
    assert_eq!(decided.location(), format!("{}?done=data-decided", one[0]));
    let page = sofie.get("/our/data").await;
    assert!(page.body.contains("Et tillæg er skrevet.") && page.body.contains("Datatilsynet"));
    let page = karen.get(&restriction).await;
    let lift = page.attributes("a[href$='/lift']", "href").remove(0);
    let fields = [
        ("told-on", "2026-11-25"),
        ("told-how", "I telefonen"),
        ("lift-reason", "Rettet"),
    ];
    let early = karen.post(&lift, &fields).await;
    assert_eq!(early.texts(".form-error-message").len(), 1, "told first");
    let fields = [("told-on", "2026-11-24"), fields[1], fields[2]];
    let lifted = karen.post(&lift, &fields).await;
    assert_eq!(
        lifted.location(),
        format!("{restriction}?done=restriction-lifted")
    );
    // A note by itself: the journal says that it is kept, and not what it says.
    let id = note.to_string();
    let fields = [("item", id.as_str()), ("restrict-reason", "Omstridt")];
    assert_eq!(
        karen.post(&new, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let journal = karen.get(&format!("{case}/journal")).await;
    assert!(journal.body.contains("Må kun opbevares lige nu"));
    assert!(!journal.body.contains("sit arbejde op"));
    let page = karen.get(&restriction).await;
    assert!(
        page.body.contains("sit arbejde op"),
        "the ground holds still"
    );
}

#[tokio::test]
async fn anybody_writes_about_the_pages_and_it_reads_it() {
    let site = Site::new().await;
    let nobody = site.nobody();
    let front = nobody.get("/sign-in").await;
    let foot = front.attributes("footer a", "href");
    assert_eq!(foot, ["/accessibility", "/feedback"], "on every page");
    assert_eq!(nobody.get("/accessibility").await.status, StatusCode::OK);
    let page = nobody.get("/feedback?page=/sign-in").await;
    assert_eq!(page.attributes("#page", "value"), ["/sign-in"]);
    let long = "å".repeat(2_001);
    let wrong = [
        ("kind", "fault"),
        ("words", long.as_str()),
        ("reply-to", "nej"),
    ];
    let told = nobody.post("/feedback", &wrong).await;
    assert_eq!(told.texts(".form-error-message").len(), 2, "{}", told.body);
    let right = [
        ("kind", "accessibility"),
        ("words", "Jeg kan ikke læse <b>kortet</b>."),
    ];
    for _ in 0..5 {
        let sent = nobody.post("/feedback", &right).await;
        assert_eq!(sent.location(), "/feedback?done=feedback");
    }
    let more = nobody.post("/feedback", &right).await;
    assert_eq!(more.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        more.body.contains("Jeg kan ikke læse"),
        "what was written stays"
    );
    let ida = site.signed_in("ida").await;
    let list = ida.get("/operation/feedback").await;
    assert_eq!(list.texts(".hh-note__text").len(), 5);
    assert!(list.body.contains("&#60;b&#62;") || list.body.contains("&lt;b&gt;"));
    let id = list.attributes("button[name=feedback]", "value").remove(0);
    let seen = ida
        .post("/operation/feedback", &[("feedback", id.as_str())])
        .await;
    assert_eq!(seen.location(), "/operation/feedback?done=feedback-seen");
    let list = ida.get("/operation/feedback").await;
    assert_eq!(list.attributes("button[name=feedback]", "value").len(), 4);
    for username in ["karen", "lone", "dan"] {
        let told = site
            .signed_in(username)
            .await
            .get("/operation/feedback")
            .await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{username}");
    }
}
