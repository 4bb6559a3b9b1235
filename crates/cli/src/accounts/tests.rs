use super::*;
use helhed_casework::account::accounts_of_house;
use helhed_casework::domain::account::PassPhrase;
use helhed_casework::sign_in::{SessionState, session, sign_in};
use helhed_casework::testing::House;

/// The house's own people as a staff file names them, one more, and one fewer.
const STAFF: &str = "username;name;role;unit;language\n\
    karen;Karen Koordinator;coordinator;T1;da\n\
    bo;Bo Koordinator;coordinator;T1;da\n\
    lone;Lone Leder;team_leader;T1;da\n\
    jens;Jens Jobkonsulent;partner;Jobcentret;da\n\
    ida;Ida IT;it_admin;;da\n\
    dan;Dan Databeskytter;dpo;;da\n\
    sanne;Sanne Skoleleder;partner;S1;da\n";

const UNITS: &str = "code;name;kind\nT1;Familieteamet;coordination_team\nJ1;Jobcentret;jobcentre\nS1;Søndre Skole;school\n";

fn command(folder: &tempfile::TempDir, staff: &str, units: Option<&str>) -> SyncAccounts {
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    SyncAccounts {
        accounts: account_rows(&file("staff.csv", staff)).expect("rows"),
        units: units.map(|text| unit_rows(&file("units.csv", text)).expect("rows")),
        most_leaving: 20,
    }
}

async fn names(house: &House) -> Vec<String> {
    let (accounts, _) = accounts_of_house(house, house.now()).await.expect("read");
    let open = accounts.iter().filter(|it| !it.disabled);
    open.map(|it| it.username.as_str().to_owned()).collect()
}

#[tokio::test]
async fn who_joined_moved_and_left_and_the_second_time_nothing() {
    let house = House::new().await;
    house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let folder = tempfile::tempdir().expect("a folder");
    let first = command(&folder, STAFF, Some(UNITS));
    sync(&house, first.clone(), false, house.now())
        .await
        .expect("in step");
    let again = sync(&house, first, false, house.now()).await;
    let again = again.expect("in step");
    assert_eq!(
        (again.unchanged, told(&again, false).lines().count()),
        (7, 1),
        "{}",
        told(&again, false)
    );
    let phrase = PassPhrase::typed(House::PHRASE);
    let (_, token) = sign_in(&house, "karen", &phrase, "a", house.now())
        .await
        .expect("signed in");
    // Karen leaves, Bo changes his name, Mette comes.
    let staff = STAFF
        .replace("karen;Karen Koordinator", "mette;Mette Møller")
        .replace("Bo Koordinator", "Bo Berg");
    let next = command(&folder, &staff, Some(UNITS));
    let tried = sync(&house, next.clone(), true, house.now()).await;
    let tried = tried.expect("looked at");
    assert!(names(&house).await.contains(&"karen".to_owned()), "dry run");
    let done = sync(&house, next, false, house.now()).await.expect("done");
    assert_eq!(done, tried, "a dry run tells what would be done");
    assert_eq!(done.joined, ["mette"]);
    assert_eq!(done.moved, ["bo"]);
    assert_eq!(done.left, [("karen".to_owned(), 1)]);
    assert!(told(&done, false).contains("leaves 1 families"));
    let state = session(&house, token.secret(), house.now()).await;
    assert_eq!(state.expect("a state"), SessionState::None, "at once");
    // Karen comes back, with what she had.
    let back = command(&folder, STAFF, None);
    let done = sync(&house, back, false, house.now()).await.expect("done");
    assert_eq!((done.back.len(), done.left.len()), (1, 1));
    assert!(
        sign_in(&house, "karen", &phrase, "a", house.now())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn bad_rows_are_told_with_their_lines_and_nothing_is_half_done() {
    let house = House::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let before = names(&house).await;
    let staff = format!(
        "{STAFF}ny;Ny Person;coordinator;T1;da\nny;Ny Igen;coordinator;;da\nper;Per Partner;partner;;da\n\
         pia;Pia Partner;partner;Nowhere;da\nfie;Fie Familie;family_member;;da\n"
    );
    let error = sync(
        &house,
        command(&folder, &staff, Some(UNITS)),
        false,
        house.now(),
    )
    .await
    .expect_err("refused")
    .to_string();
    for told in [
        "line 10: `ny` stands on an earlier line too",
        "line 11: a partner needs a unit",
        "line 12: no open unit has the code or name `Nowhere`",
        "line 13: `fie`",
        "nothing was changed",
    ] {
        assert!(error.contains(told), "{error}");
    }
    assert_eq!(names(&house).await, before);
    let path = folder.path().join("bad.csv");
    let bad = "username;name;role;unit;language\n\u{e6}ble;;boss;;fr\na;b;c\n";
    std::fs::write(&path, bad).expect("written");
    let error = account_rows(&path).expect_err("refused").to_string();
    for told in [
        "line 2: column `username`",
        "line 2: column `name`",
        "line 2: column `role`",
        "line 2: column `language`",
        "line 3: 3 fields",
    ] {
        assert!(error.contains(told), "{error}");
    }
}

#[tokio::test]
async fn half_a_file_shuts_nobody_out() {
    let house = House::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let whole = command(&folder, STAFF, Some(UNITS));
    sync(&house, whole, false, house.now())
        .await
        .expect("in step");
    let half: String = STAFF
        .lines()
        .take(4)
        .map(|line| format!("{line}\n"))
        .collect();
    let mut half = command(&folder, &half, None);
    let error = sync(&house, half.clone(), false, house.now()).await;
    let error = error.expect_err("refused").to_string();
    assert!(
        error.contains("4 of 7 accounts would be shut out"),
        "{error}"
    );
    half.most_leaving = 100;
    let error = sync(&house, half, false, house.now()).await;
    let error = error.expect_err("refused").to_string();
    assert!(error.contains("nobody of IT"), "{error}");
    assert_eq!(names(&house).await.len(), 7);
}

#[tokio::test]
async fn whom_a_person_shut_out_no_file_lets_in() {
    let house = House::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let rows = command(&folder, STAFF, Some(UNITS));
    sync(&house, rows.clone(), false, house.now())
        .await
        .expect("in step");
    let mut ctx = house
        .begin(&house.it_admin, house.now())
        .await
        .expect("begun");
    helhed_casework::account::disable_account(&mut ctx, house.bo.account)
        .await
        .expect("shut out");
    ctx.commit().await.expect("committed");
    let done = sync(&house, rows, false, house.now()).await.expect("done");
    assert_eq!(done.shut, ["bo"]);
    assert!(!names(&house).await.contains(&"bo".to_owned()));
}
