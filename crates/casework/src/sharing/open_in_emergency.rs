//! Opens a case in an emergency: for who has no part in it, with a reason, for a short time, told to the leader and to the family.

use jiff::civil::Date;

use helhed_access::{Basis, Resource, Verb, doing, what};
use helhed_domain::cpr::CprNumber;
use helhed_domain::emergency::Emergency;
use helhed_domain::fold::folded_words;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::{Line, Name};
use helhed_store::emergency as stored;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Who has to be known to open a case: what somebody on the telephone can tell.
#[derive(Debug, Clone)]
pub enum Whom {
    /// A CPR number.
    Cpr(CprNumber),
    /// Both names and the birth day.
    Named {
        /// Given name or names.
        given: Name,
        /// Family name.
        family: Name,
        /// Born on.
        born: Date,
    },
}

/// A case to open in an emergency.
#[derive(Debug, Clone)]
pub struct OpenInEmergency {
    /// Somebody of the family.
    pub whom: Whom,
    /// Why.
    pub reason: Line,
}

/// Why no case was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenInEmergencyError {
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(OpenInEmergencyError);

/// Opens the cases that somebody belongs to; none where nobody is known so. Tried in vain is recorded too.
pub async fn open_in_emergency(
    ctx: &mut Ctx,
    command: OpenInEmergency,
) -> Result<Vec<FamilyId>, OpenInEmergencyError> {
    let permit = ctx.house_permit::<what::Emergencies, doing::Add>()?;
    let house = ctx.house().clone();
    let (now, rules, by) = (ctx.now(), ctx.rules(), ctx.actor()?.account);
    let families = match &command.whom {
        Whom::Cpr(cpr) => {
            stored::families_of_cpr(&mut ctx.link, &permit, house.keys(), cpr).await?
        }
        Whom::Named {
            given,
            family,
            born,
        } => {
            let mut words = folded_words(given.as_str());
            words.extend(folded_words(family.as_str()));
            stored::families_of_name(&mut ctx.link, &permit, &words, *born).await?
        }
    };
    let told = (Verb::Add, Resource::Emergencies, Basis::Emergency);
    if families.is_empty() {
        ctx.record_in_house("open_in_emergency", told, None, uuid::Uuid::nil());
    }
    for family in &families {
        let it = Emergency {
            id: ctx.new_id(),
            family: *family,
            by,
            reason: command.reason.clone(),
            at: now,
            until: Emergency::end_of(now, rules.break_glass_minutes),
        };
        stored::insert(&mut ctx.link, &permit, &it).await?;
        ctx.record_in_house("open_in_emergency", told, Some(*family), it.id.uuid());
    }
    Ok(families)
}
