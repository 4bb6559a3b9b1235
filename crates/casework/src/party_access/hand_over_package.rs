//! Hands a package over: what was given is kept as a document of the case, and to whom is written down.

use helhed_access::{doing, what};
use helhed_domain::document::{Document, DocumentMark};
use helhed_domain::file::CheckedFile;
use helhed_domain::ids::{DocumentId, FamilyId, PartyAccessId};
use helhed_domain::party_access::HandedOver;
use helhed_domain::text::Line;
use helhed_store::{document, party_access as stored};

use super::package::Package;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// The category of a package among the documents.
const LEGAL: &str = "legal";

/// A package to hand over.
#[derive(Debug, Clone)]
pub struct HandOverPackage {
    /// The family.
    pub family: FamilyId,
    /// The request.
    pub access: PartyAccessId,
    /// To whom.
    pub to: Line,
    /// Why it comes after the deadline, where it does.
    pub delay: Option<Line>,
    /// The package as it is given.
    pub file: CheckedFile,
    /// How many items it was made from: none may have come since.
    pub items: usize,
}

/// Why a package was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum HandOverPackageError {
    /// Items that name others are not decided yet.
    #[error("{0} items are not decided")]
    Undecided(usize),
    /// Something was written in the case since the package was made.
    #[error("the case has grown since")]
    Grown,
    /// The deadline has passed, and no reason is given.
    #[error("late without a reason")]
    LateWithoutReason,
    /// It was handed over already.
    #[error("handed over already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(HandOverPackageError);

/// Hands it over once, when every item that names others has been decided.
pub async fn hand_over_package(
    ctx: &mut Ctx,
    command: HandOverPackage,
) -> Result<DocumentId, HandOverPackageError> {
    let lens = ctx.lens(command.family).await?;
    let (Some(share), Some(add)) = (
        lens.permit::<what::PartyAccess, doing::Share>(),
        lens.permit::<what::Documents, doing::Add>(),
    ) else {
        return Err(Stop::NotAllowed.into());
    };
    let line = stored::find(&mut ctx.link, &share, command.access)
        .await?
        .ok_or(Stop::Absent)?;
    if line.access.handed.is_some() {
        return Err(HandOverPackageError::Already);
    }
    if line.access.due < ctx.today() && command.delay.is_none() {
        return Err(HandOverPackageError::LateWithoutReason);
    }
    let party = line.access.party;
    let items = stored::items(&mut ctx.link, &share).await?;
    let choices = stored::choices(&mut ctx.link, &share, command.access).await?;
    let package = Package::new(line, items, choices, true);
    match package.counts().undecided {
        0 if package.items.len() == command.items => {}
        0 => return Err(HandOverPackageError::Grown),
        some => return Err(HandOverPackageError::Undecided(some)),
    }
    let actor = ctx.actor()?;
    let file = command.file;
    let kept = Document {
        id: ctx.new_id(),
        family: command.family,
        name: file.name().clone(),
        kind: file.kind(),
        size: file.content().len() as i64,
        mark: DocumentMark {
            category: LEGAL.to_owned(),
            about: vec![party],
            restricted: false,
        },
        by: actor.account,
        by_unit: actor.unit,
        added_at: ctx.now(),
        annulled: None,
        held: false,
    };
    document::insert(&mut ctx.link, &add, &kept).await?;
    let house = ctx.house().clone();
    let sealing = (house.keys(), house.random());
    document::insert_body(&mut ctx.link, &add, sealing, kept.id, file.content()).await?;
    let handed = HandedOver {
        at: ctx.now(),
        to: command.to,
        delay: command.delay,
        document: kept.id,
    };
    if !stored::hand_over(&mut ctx.link, &share, command.access, &handed).await? {
        return Err(HandOverPackageError::Already);
    }
    ctx.record("hand_over_package", &share, command.access.uuid());
    ctx.record("add_document", &add, kept.id.uuid());
    Ok(kept.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{WriteNote, write_note};
    use crate::party_access::{
        AcceptSuggestions, AskForAccess, ChooseHandling, ChooseHandlingError, accept_suggestions,
        ask_for_access, choose_handling, package_page, package_to_give,
    };
    use crate::testing::{AFamily, House, a_file, line, prose};
    use helhed_domain::ids::{CaseItemId, PersonId};
    use helhed_domain::party_access::{CasePart, Choice, Handling};
    use jiff::SignedDuration;

    async fn note(holm: &AFamily<'_>, about: Option<PersonId>, body: &str) -> CaseItemId {
        let mut ctx = holm.house.change(&holm.house.karen).await;
        let command = WriteNote {
            family: holm.id,
            category: "general".into(),
            person: about,
            about: ctx.today(),
            body: prose(body),
        };
        let id = write_note(&mut ctx, command).await.expect("written");
        ctx.commit().await.expect("committed");
        CaseItemId::from(id.uuid())
    }

    async fn asked(holm: &AFamily<'_>) -> PartyAccessId {
        let mut ctx = holm.house.change(&holm.house.karen).await;
        let command = AskForAccess {
            family: holm.id,
            party: holm.mother,
            asked_by: line("Sofie"),
            received: ctx.today(),
        };
        let id = ask_for_access(&mut ctx, command).await.expect("noted");
        ctx.commit().await.expect("committed");
        id
    }

    #[tokio::test]
    async fn everything_is_looked_at_given_once_and_kept() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mine = note(
            &holm,
            Some(holm.mother),
            "Sofie taler om naboen Kim og om kim igen.",
        )
        .await;
        let child = note(&holm, Some(holm.child), "Emil siger noget for sig selv.").await;
        let all = note(&holm, None, "Alle var med.").await;
        holm.rung(house.now()).await;
        let access = asked(&holm).await;

        let mut reading = house.reading(&house.karen, house.now());
        let package = package_page(&mut reading, holm.id, access)
            .await
            .expect("a package");
        let parts: Vec<_> = package.items.iter().map(|it| it.item.part).collect();
        assert_eq!(
            parts.len(),
            5,
            "referral, three notes, a contact: {parts:?}"
        );
        assert!(parts.contains(&CasePart::Referral) && parts.contains(&CasePart::Contact));
        let of = |id| {
            package
                .items
                .iter()
                .find(|it| it.item.id == id)
                .expect("there")
        };
        assert!(!of(mine).is_undecided() && !of(all).is_undecided());
        assert!(of(child).is_undecided() && of(child).handling() == Handling::Exempt);
        assert_eq!(
            of(child).given("x"),
            None,
            "held back until somebody has looked"
        );
        let items = package.items.len();

        let give = |delay: Option<&str>, items| HandOverPackage {
            family: holm.id,
            access,
            to: line("Sofie, på papir"),
            delay: delay.map(line),
            file: a_file("Aktindsigt.txt", b"Alt det, du maa se"),
            items,
        };
        let mut ctx = house.change(&house.karen).await;
        let early = hand_over_package(&mut ctx, give(None, items)).await;
        assert!(matches!(early, Err(HandOverPackageError::Undecided(1))));
        let choice = |item, handling, exemption: Option<&str>, words: &[&str]| ChooseHandling {
            family: holm.id,
            access,
            choice: Choice {
                item,
                handling,
                exemption: exemption.map(str::to_owned),
                words: words.iter().map(|word| line(word)).collect(),
            },
        };
        let bare = choose_handling(&mut ctx, choice(mine, Handling::Redact, None, &["Kim"])).await;
        assert!(matches!(bare, Err(ChooseHandlingError::Wrong(_))));
        let gossip = choose_handling(
            &mut ctx,
            choice(mine, Handling::Exempt, Some("gossip"), &[]),
        )
        .await;
        assert!(matches!(gossip, Err(ChooseHandlingError::NoSuchExemption)));
        let nowhere = choose_handling(
            &mut ctx,
            choice(holm.id.uuid().into(), Handling::Include, None, &[]),
        )
        .await;
        assert!(matches!(
            nowhere,
            Err(ChooseHandlingError::Stopped(Stop::Absent))
        ));
        choose_handling(
            &mut ctx,
            choice(mine, Handling::Redact, Some("others"), &["Kim"]),
        )
        .await
        .expect("kept");
        let suggested = AcceptSuggestions {
            family: holm.id,
            access,
            exemption: "not_a_party".into(),
        };
        assert_eq!(
            accept_suggestions(&mut ctx, suggested)
                .await
                .expect("accepted"),
            1
        );
        ctx.commit().await.expect("committed");

        let package = package_to_give(&mut reading, holm.id, access)
            .await
            .expect("a package");
        let of = |id| {
            package
                .items
                .iter()
                .find(|it| it.item.id == id)
                .expect("there")
        };
        let told = of(mine).given(&of(mine).item.text).expect("given");
        assert_eq!(told, "Sofie taler om naboen [–––] og om [–––] igen.");
        assert_eq!(
            (of(child).exemption(), of(child).given("x")),
            (Some("not_a_party"), None)
        );
        let counts = package.counts();
        assert_eq!(
            (
                counts.included,
                counts.redacted,
                counts.exempted,
                counts.undecided
            ),
            (3, 1, 1, 0)
        );

        note(&holm, None, "Skrevet imens.").await;
        let mut ctx = house.change(&house.karen).await;
        let grown = hand_over_package(&mut ctx, give(None, items)).await;
        assert!(matches!(grown, Err(HandOverPackageError::Grown)));
        drop(ctx);
        let late = house.now() + SignedDuration::from_hours(24 * 14);
        let mut ctx = house.begin(&house.karen, late).await.expect("begun");
        let late = hand_over_package(&mut ctx, give(None, items + 1)).await;
        assert!(matches!(late, Err(HandOverPackageError::LateWithoutReason)));
        hand_over_package(&mut ctx, give(Some("Sygdom"), items + 1))
            .await
            .expect("handed over");
        ctx.commit().await.expect("committed");
        let package = package_page(&mut reading, holm.id, access)
            .await
            .expect("a package");
        assert_eq!(
            package.items.len(),
            items + 1,
            "the package is not in itself"
        );
        let handed = package.access.handed.as_ref().expect("handed over");
        assert_eq!(
            (handed.to.as_str(), handed.delay.as_ref().map(Line::as_str)),
            ("Sofie, på papir", Some("Sygdom"))
        );
        let mut ctx = house.change(&house.karen).await;
        let again = hand_over_package(&mut ctx, give(None, items + 1)).await;
        assert!(matches!(again, Err(HandOverPackageError::Already)));
        let after = choose_handling(&mut ctx, choice(mine, Handling::Include, None, &[])).await;
        assert!(matches!(after, Err(ChooseHandlingError::HandedOver)));
        drop(ctx);
        assert_eq!(house.rows_of("document").await, 1);
    }

    #[tokio::test]
    async fn only_who_coordinates_gives_and_nobody_else_finds_it() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let access = asked(&holm).await;
        let mut reading = house.reading(&house.karen, house.now());
        let elsewhere = package_page(&mut reading, berg.id, access).await;
        assert!(matches!(elsewhere, Err(Stop::Absent)));
        let mut reading = house.reading(&house.lone, house.now());
        let read = package_page(&mut reading, holm.id, access)
            .await
            .expect("read");
        assert!(!read.may_change);
        let give = package_to_give(&mut reading, holm.id, access).await;
        assert!(matches!(give, Err(Stop::NotAllowed)));
        for actor in [house.bo, house.sanne, house.dpo] {
            let mut reading = house.reading(&actor, house.now());
            let hidden = package_page(&mut reading, holm.id, access).await;
            assert!(matches!(hidden, Err(Stop::Absent)), "{:?}", actor.role);
        }
    }
}
