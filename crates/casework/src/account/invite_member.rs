//! Invites somebody of a family to sign in at the families' provider: a link that ties whoever opens it, with its code, to their account.

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::account::{Account, Language, Role, Username};
use helhed_domain::ids::{AccountId, FamilyId, PersonId};
use helhed_domain::one_time_link::LinkPurpose;
use helhed_domain::person::PersonCard;
use helhed_domain::text::Name;
use helhed_store::{account as stored, identity, person};

use crate::one_time_link::{MadeLink, make_link};
use crate::{Ctx, Stop};

/// Makes the account where there is none, and the link. Links made before stop working.
pub async fn invite_member(
    ctx: &mut Ctx,
    family: FamilyId,
    person: PersonId,
) -> Result<MadeLink, Stop> {
    let permit = ctx.permit::<what::People, doing::Change>(family).await?;
    let to_read = ctx.permit::<what::People, doing::Read>(family).await?;
    let house = ctx.house().clone();
    let members = person::of_family(&mut ctx.link, house.keys(), &to_read).await?;
    let member = members
        .iter()
        .find(|it| it.person.id == person && it.membership.to.is_none())
        .ok_or(Stop::Absent)?;
    let account = match identity::account_of_person(&mut ctx.link, person).await? {
        Some(account) if account.disabled => return Err(Stop::NotAllowed),
        Some(account) => account.id,
        None => add(ctx, &member.person, person).await?,
    };
    let link = make_link(ctx, &permit, LinkPurpose::Join, account.uuid()).await?;
    ctx.record("invite_member", &permit, person.uuid());
    Ok(link)
}

/// An account without a pass phrase, under a name that nobody types.
async fn add(ctx: &mut Ctx, card: &PersonCard, person: PersonId) -> Result<AccountId, Stop> {
    let random: String = ctx
        .house()
        .random::<6>()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let whole = format!("{} {}", card.given_name.as_str(), card.family_name.as_str());
    let display_name = Name::parse(&whole).unwrap_or_else(|_| card.given_name.clone());
    // A coordinator keeps no accounts; this one is the house's, made for them.
    let now = ctx.now();
    let account = Account {
        id: ctx.new_id(),
        username: Username::parse(&format!("family-{random}")).map_err(|_| Stop::NotAllowed)?,
        display_name,
        role: Role::FamilyMember,
        unit: None,
        person: Some(person),
        language: Language::Danish,
        disabled: false,
        version: 1,
    };
    stored::insert(&mut ctx.link, &account, "", now).await?;
    ctx.record_in_house(
        "add_account",
        (Verb::Add, Resource::Accounts, Basis::Coordinator),
        None,
        account.id.uuid(),
    );
    Ok(account.id)
}
