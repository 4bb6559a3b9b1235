//! Cases of years ago: one that is old enough to be deleted, one that is held back, one of which only the tombstone is left.

use helhed_casework::Casework;
use helhed_casework::access::Actor;
use helhed_casework::domain::day::{day_of, instant_of};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::person::Birth;
use helhed_casework::domain::referral::DeclineReason;
use helhed_casework::intake::{Decline, ReferFamily, ReferPerson, decline, write_referral};
use helhed_casework::keeping::{
    approve_purge, archive_case, archive_xml, hold_case, note_archive_pdf, propose_due,
    purge_approved,
};
use jiff::Timestamp;

use super::cast::Cast;
use super::refuse::{PopulateError, line, name, prose, refused};
use crate::story::{UnitKind, plus};

/// The households, and how many days ago they were declined: more than five years, the oldest first.
const OLD: [(&str, &str, i32); 3] = [
    ("Familien Østerby", "Østerby", 2_300),
    ("Familien Ørum", "Ørum", 2_120),
    ("Familien Åkjær", "Åkjær", 1_990),
];

/// Refers and declines them in their time, the oldest first: the log follows time.
pub(super) async fn begin(
    house: &Casework,
    cast: &Cast,
    now: Timestamp,
) -> Result<Vec<FamilyId>, PopulateError> {
    let mut families = Vec::new();
    for (household, family_name, days) in OLD {
        let at = instant_of(plus(day_of(now), -days).at(10, 0, 0, 0)).unwrap_or(now);
        families.push(declined(house, cast, (household, family_name), at).await?);
    }
    Ok(families)
}

/// Does with them what is done today.
pub(super) async fn end(
    house: &Casework,
    cast: &Cast,
    families: &[FamilyId],
    municipality: &str,
    now: Timestamp,
) -> Result<(), PopulateError> {
    let (leader, dpo) = (cast.leader()?, cast.dpo()?);
    let [gone, held, _] = *families else {
        return Err(PopulateError::TooEarly("old cases"));
    };
    let mut ctx = house.begin(&leader, now).await?;
    let reason = line("En klage til Ankestyrelsen er ikke afgjort")?;
    hold_case(&mut ctx, held, reason)
        .await
        .map_err(refused("hold_case"))?;
    ctx.commit().await?;
    propose_due(house, now).await?;
    for who in [leader, dpo] {
        let mut ctx = house.begin(&who, now).await?;
        approve_purge(&mut ctx, gone)
            .await
            .map_err(refused("approve_purge"))?;
        ctx.commit().await?;
    }
    let mut ctx = house.begin(&leader, now).await?;
    let xml = archive_xml(&mut ctx, gone, municipality).await?;
    archive_case(&mut ctx, gone).await?;
    // The paper is of no account here: nobody in the demo prints it.
    note_archive_pdf(&mut ctx, gone, &xml).await?;
    ctx.commit().await?;
    purge_approved(house, now).await?;
    Ok(())
}

/// A family of a mother and a child that was referred and declined at an instant.
async fn declined(
    house: &Casework,
    cast: &Cast,
    (household, family_name): (&str, &str),
    at: Timestamp,
) -> Result<FamilyId, PopulateError> {
    let partner: Actor = cast.partner(UnitKind::Jobcentre)?;
    let person = |given: &str, role, years: i32| {
        Ok::<_, PopulateError>(ReferPerson {
            given_name: name(given)?,
            family_name: name(family_name)?,
            role,
            birth: Birth::Born(plus(day_of(at), -365 * years)),
            cpr: None,
        })
    };
    let command = ReferFamily {
        household: name(household)?,
        people: vec![
            person("Ragnhild", MemberRole::Mother, 34)?,
            person("Viggo", MemberRole::Child, 7)?,
        ],
        criteria: vec!["public_support".to_owned()],
        reasons: prose("Mor har brug for hjælp til at komme i gang med en uddannelse.")?,
    };
    let mut ctx = house.begin(&partner, at).await?;
    let written = write_referral(&mut ctx, command)
        .await
        .map_err(refused("write_referral"))?;
    ctx.commit().await?;
    let mut ctx = house.begin(&cast.leader()?, at).await?;
    let command = Decline {
        referral: written.referral,
        reason: DeclineReason::new("other_help_fits"),
        word: Some(line("Jobcentret hjælper selv")?),
    };
    decline(&mut ctx, command)
        .await
        .map_err(refused("decline"))?;
    ctx.commit().await?;
    Ok(written.family)
}
