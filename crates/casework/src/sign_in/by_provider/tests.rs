use helhed_domain::account::PassPhrase;
use helhed_domain::one_time_link::LinkCode;

use super::*;
use crate::account::{UserFilter, invite_member, users_page};
use crate::one_time_link::{OpenLinkError, open_link};
use crate::sign_in::{SessionState, session, sign_in};
use crate::testing::House;

fn employee(username: &str, role: Option<Role>) -> Employee {
    Employee {
        username: Username::parse(username).expect("a name"),
        display_name: Name::parse("Mette Møller").ok(),
        role,
        unit: Some("Familieteamet".to_owned()),
        language: Language::Danish,
        creates: true,
    }
}

fn coming(state: &str, subject: &str, who: Who) -> ByProvider {
    ByProvider {
        provider: "kommunen".to_owned(),
        subject: subject.to_owned(),
        state: state.to_owned(),
        who,
        logout_hint: Some("token".to_owned()),
        browser: "Firefox, Linux".to_owned(),
    }
}

async fn comes(
    house: &House,
    (state, subject): (&str, &str),
    employee: Employee,
) -> Result<(Account, Token), ByProviderError> {
    let command = coming(state, subject, Who::Employee(employee));
    sign_in_by_provider(house, command, house.now()).await
}

#[tokio::test]
async fn an_account_is_made_kept_in_step_and_taken_away_with_its_role() {
    let house = House::new().await;
    let mette = employee("mette", Some(Role::Coordinator));
    let (account, token) = comes(&house, ("1", "s1"), mette.clone()).await.expect("in");
    assert_eq!(
        (account.role, account.unit),
        (Role::Coordinator, Some(house.team))
    );
    let live = session(&house, token.secret(), house.now()).await;
    assert_eq!(live.expect("a state"), SessionState::Live(account.clone()));
    // Sent back twice counts once.
    let again = comes(&house, ("1", "s1"), mette.clone()).await;
    assert!(matches!(again, Err(ByProviderError::CameBack)));
    // Another role and unit at the next sign-in; the name at the provider may change.
    let mut moved = employee("mette.ny", Some(Role::Partner));
    moved.unit = Some("Jobcentret".to_owned());
    let (same, _) = comes(&house, ("2", "s1"), moved).await.expect("in");
    assert_eq!(
        (same.id, same.role, same.unit),
        (account.id, Role::Partner, Some(house.jobcentre))
    );
    // The role is gone: so is every session.
    let gone = comes(&house, ("3", "s1"), employee("mette", None)).await;
    assert!(matches!(gone, Err(ByProviderError::NoRole)));
    let state = session(&house, token.secret(), house.now()).await;
    assert_eq!(state.expect("a state"), SessionState::None);
    // It comes back with the role.
    let (back, _) = comes(&house, ("4", "s1"), mette).await.expect("in");
    assert_eq!((back.id, back.disabled), (account.id, false));
    let phrase = PassPhrase::typed("");
    let local = sign_in(&house, "mette", &phrase, "a", house.now()).await;
    assert!(local.is_err(), "no pass phrase opens it");
}

#[tokio::test]
async fn nobody_is_let_in_without_a_role_a_unit_or_by_somebody_elses_name() {
    let house = House::new().await;
    let nobody = comes(&house, ("1", "s1"), employee("mette", None)).await;
    assert!(matches!(nobody, Err(ByProviderError::NoRole)));
    let mut lost = employee("mette", Some(Role::Partner));
    lost.unit = Some("Nowhere".to_owned());
    let lost = comes(&house, ("2", "s1"), lost).await;
    assert!(matches!(lost, Err(ByProviderError::NoSuchUnit)));
    // Ida's account is kept by hand: a name at a provider does not take it over.
    let taken = comes(&house, ("3", "s1"), employee("ida", Some(Role::ItAdmin))).await;
    assert!(matches!(taken, Err(ByProviderError::Taken)));
    let mut none = employee("mette", Some(Role::Coordinator));
    none.creates = false;
    let none = comes(&house, ("4", "s1"), none).await;
    assert!(matches!(none, Err(ByProviderError::NoAccount)));
    let mut reading = house.reading(&house.it_admin, house.now());
    let users = users_page(&mut reading, &UserFilter::default()).await;
    assert_eq!(users.expect("shown").fitting, 7, "no account was made");
    // Two at the provider never share one account here.
    let mette = employee("mette", Some(Role::Coordinator));
    comes(&house, ("5", "s1"), mette.clone()).await.expect("in");
    let other = comes(&house, ("6", "s2"), mette).await;
    assert!(matches!(other, Err(ByProviderError::Taken)));
}

#[tokio::test]
async fn whom_it_shuts_out_no_provider_lets_in() {
    let house = House::new().await;
    let mette = employee("mette", Some(Role::Coordinator));
    let (account, _) = comes(&house, ("1", "s1"), mette.clone()).await.expect("in");
    let mut ctx = house.change(&house.it_admin).await;
    crate::account::disable_account(&mut ctx, account.id)
        .await
        .expect("shut out");
    ctx.commit().await.expect("committed");
    let told = comes(&house, ("2", "s1"), mette).await;
    assert!(matches!(told, Err(ByProviderError::ShutOut)));
}

#[tokio::test]
async fn a_family_member_is_linked_by_an_invitation_once() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let link = invite_member(&mut ctx, holm.id, holm.mother).await;
    let link = link.expect("invited");
    ctx.commit().await.expect("committed");
    let opened = |code: LinkCode| {
        let token = link.token.secret().to_owned();
        let house = &house;
        async move {
            let opened = open_link(house, LinkPurpose::Join, &token, &code, "a", house.now()).await;
            opened.map(|it| it.id())
        }
    };
    let invitation = opened(link.code.clone()).await.expect("opened");
    let family = |invitation| Who::Family {
        cpr: None,
        invitation,
    };
    let stranger = coming("1", "f2", family(None));
    let told = sign_in_by_provider(&house, stranger, house.now()).await;
    assert!(matches!(told, Err(ByProviderError::NoAccount)));
    let command = coming("2", "f1", family(Some(invitation)));
    let (account, _) = sign_in_by_provider(&house, command, house.now())
        .await
        .expect("in");
    assert_eq!(
        (account.role, account.person),
        (Role::FamilyMember, Some(holm.mother))
    );
    // Used up; from now on the sign-in alone is enough, and nobody else's is.
    assert!(matches!(
        opened(link.code.clone()).await,
        Err(OpenLinkError::Closed(_))
    ));
    let other = coming("3", "f2", family(Some(invitation)));
    let told = sign_in_by_provider(&house, other, house.now()).await;
    assert!(matches!(told, Err(ByProviderError::Invitation)));
    let command = coming("4", "f1", family(None));
    let (same, _) = sign_in_by_provider(&house, command, house.now())
        .await
        .expect("in");
    assert_eq!(same.id, account.id);
    let mut ctx = house.change(&house.lone).await;
    assert!(invite_member(&mut ctx, holm.id, holm.mother).await.is_err());
}
