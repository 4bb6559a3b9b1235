//! Hands out a family's case to whoever reads it, for another system: no more than they see here, and recorded as handed out.

use helhed_access::{Basis, Lens, doing, what};
use helhed_domain::account::Role;
use helhed_domain::assignment::AssignmentKind;
use helhed_domain::consent::Consent;
use helhed_domain::cpr::CprNumber;
use helhed_domain::family::MemberRole;
use helhed_domain::filing::CaseNumber;
use helhed_domain::ids::{FamilyId, PersonId, UnitId};
use helhed_domain::item::ItemKind;
use helhed_domain::person::{Birth, Sex};
use helhed_domain::relation::Relation;
use helhed_domain::text::{Line, Name};
use helhed_store::person::Member;
use helhed_store::shared::{self, Item};
use helhed_store::{account, assignment, consent, filing, household, person, relation};
use jiff::Timestamp;

use crate::sharing::sees_item;
use crate::{Reading, Stop, Visible};

/// What was told of something: what is not known, and what is not handed out, are two things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told<T> {
    /// It is this.
    Known(T),
    /// Nobody here knows.
    Unknown,
    /// It is not for this reader, or not for handing out. Said of everything of the kind, so that it tells nothing.
    Withheld,
}

impl<T> From<Option<T>> for Told<T> {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Unknown, Self::Known)
    }
}

/// Somebody of the family.
#[derive(Clone, PartialEq, Eq)]
pub struct ExchangePerson {
    /// Who.
    pub id: PersonId,
    /// Given name.
    pub given_name: Name,
    /// Family name.
    pub family_name: Told<Name>,
    /// Role in the family.
    pub role: MemberRole,
    /// Whether they belong to it now.
    pub now: bool,
    /// Sex.
    pub sex: Told<Sex>,
    /// Birth.
    pub birth: Told<Birth>,
    /// CPR number.
    pub cpr: Told<CprNumber>,
    /// Address, telephone and e-mail: a protected address is never handed out, nor what leads to it.
    pub contact: Told<(Option<Line>, Option<Line>, Option<Line>)>,
}

/// Redacted.
impl std::fmt::Debug for ExchangePerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ExchangePerson({})", self.id)
    }
}

/// A case as its reader sees it.
#[derive(Debug)]
pub struct ExchangeCase {
    /// The family.
    pub family: FamilyId,
    /// What the household is called.
    pub name: Name,
    /// When it was handed out.
    pub at: Timestamp,
    /// The number of the case in the records system, where the reader sees that.
    pub case_number: Option<CaseNumber>,
    /// The people who may be named.
    pub people: Vec<ExchangePerson>,
    /// What they are to each other, where the reader sees that.
    pub relations: Vec<Relation>,
    /// Who coordinates and who stands in, where the reader sees that.
    pub team: Vec<(AssignmentKind, Name)>,
    /// What stands and what has been told, item by item through the lens, oldest first.
    pub items: Vec<Item>,
    /// Consents and refusals, where the reader sees them.
    pub consents: Vec<Consent>,
    /// What the units are called that consents name.
    pub units: Vec<(UnitId, Name)>,
}

/// Hands out a case. CPR numbers only where they are asked for by somebody who may see them: each is recorded by itself. Whoever has opened a
/// case in an emergency reads it and hands nothing out.
pub async fn exchange_case(
    reading: &mut Reading,
    family: FamilyId,
    with_numbers: bool,
) -> Result<Visible<ExchangeCase>, Stop> {
    let lens = reading.lens(family).await?;
    let face = lens
        .permit::<what::Face, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    if lens.basis() == Basis::Emergency
        || (with_numbers && !lens.may::<what::Secrets, doing::Read>())
    {
        return Err(Stop::NotAllowed);
    }
    let now = reading.now();
    let mut case = ExchangeCase {
        family,
        name: household::family_name(&mut reading.link, &face).await?,
        at: now,
        case_number: None,
        people: people(reading, &lens, with_numbers).await?,
        relations: Vec::new(),
        team: Vec::new(),
        items: items(reading, &lens).await?,
        consents: Vec::new(),
        units: Vec::new(),
    };
    let link = &mut reading.link;
    if let Some(permit) = lens.permit::<what::People, doing::Read>() {
        case.relations = relation::of_family(link, &permit).await?;
        let known = |id| case.people.iter().any(|it| it.id == id);
        case.relations
            .retain(|it| it.ended.is_none() && known(it.person) && known(it.other));
    }
    if let Some(permit) = lens.permit::<what::Assignments, doing::Read>() {
        let standing = assignment::of_family(link, &permit).await?.into_iter();
        let standing = standing.filter(|(it, _)| it.to.is_none());
        case.team = standing.map(|(it, name)| (it.kind, name)).collect();
    }
    if let Some(permit) = lens.permit::<what::Filing, doing::Read>() {
        let records = filing::case_of(link, &permit).await?;
        case.case_number = records.map(|it| it.number);
    }
    if let Some(permit) = lens.permit::<what::Sharing, doing::Read>() {
        case.consents = consent::of_family(link, &permit).await?;
        // A family member reads of those about themselves and whom they decide for.
        case.consents.retain(|it| lens.is_own(it.terms.subject));
        let units = account::units(link).await?.into_iter();
        case.units = units.map(|it| (it.id, it.name)).collect();
    }
    if with_numbers {
        for person in case
            .people
            .iter()
            .filter(|it| matches!(it.cpr, Told::Known(_)))
        {
            reading
                .show_one::<what::Secrets, _>("unmask_cpr", &lens, person.id.uuid(), ())
                .await?;
        }
    }
    reading
        .show::<what::Shared, _>("exchange_case", &lens, case)
        .await
}

/// The people who may be named; of those who are not the reader's to know more of, no more than what they are called.
async fn people(
    reading: &mut Reading,
    lens: &Lens,
    with_numbers: bool,
) -> Result<Vec<ExchangePerson>, Stop> {
    let house = reading.house().clone();
    let link = &mut reading.link;
    let Some(permit) = lens.permit::<what::People, doing::Read>() else {
        let Some(shared) = lens.permit::<what::Shared, doing::Read>() else {
            return Ok(Vec::new());
        };
        let mut kin = household::kin_to_name(link, &shared).await?;
        kin.retain(|it| lens.names(it.id));
        let named = kin.into_iter().map(|it| ExchangePerson {
            id: it.id,
            given_name: it.given_name,
            family_name: Told::Withheld,
            role: it.role,
            now: it.now,
            sex: Told::Withheld,
            birth: Told::Withheld,
            cpr: Told::Withheld,
            contact: Told::Withheld,
        });
        return Ok(named.collect());
    };
    let secrets = lens.permit::<what::Secrets, doing::Read>();
    let secrets = secrets.filter(|_| with_numbers);
    let mut people = Vec::new();
    for member in person::of_family(link, house.keys(), &permit).await? {
        let mut it = of_team(member);
        if let (Some(permit), true, Told::Withheld) = (&secrets, it.now, &it.cpr) {
            let found = person::secrets(link, house.keys(), permit, it.id).await?;
            it.cpr = found.and_then(|(cpr, _)| cpr).into();
        }
        people.push(it);
    }
    Ok(people)
}

fn of_team(member: Member) -> ExchangePerson {
    let it = member.person;
    ExchangePerson {
        id: it.id,
        role: member.membership.role,
        now: member.membership.to.is_none(),
        family_name: Told::Known(it.family_name),
        given_name: it.given_name,
        sex: match it.sex {
            Sex::Unknown => Told::Unknown,
            sex => Told::Known(sex),
        },
        birth: match it.birth {
            Birth::Unknown => Told::Unknown,
            birth => Told::Known(birth),
        },
        cpr: match it.cpr_known {
            true => Told::Withheld,
            false => Told::Unknown,
        },
        contact: match it.protected_address {
            true => Told::Withheld,
            false => Told::Known((it.address, it.phone, it.email)),
        },
    }
}

async fn items(reading: &mut Reading, lens: &Lens) -> Result<Vec<Item>, Stop> {
    let now = reading.now();
    let link = &mut reading.link;
    let is_team = matches!(lens.actor().role, Role::Coordinator | Role::TeamLeader);
    let (standing, told) = if let Some(permit) = lens.permit::<what::Plan, doing::Read>() {
        let standing = shared::standing(link, &permit, now).await?;
        let told = shared::told(link, &permit, Timestamp::MAX, i64::MAX).await?;
        (standing, told)
    } else if let Some(permit) = lens.permit::<what::Shared, doing::Read>() {
        let standing = shared::standing(link, &permit, now).await?;
        let told = shared::told(link, &permit, Timestamp::MAX, i64::MAX).await?;
        (standing, told)
    } else {
        return Ok(Vec::new());
    };
    let mut items: Vec<Item> = standing.into_iter().chain(told).collect();
    items.retain(|it| {
        let seen = sees_item(lens, &it.mark(), it.kind == ItemKind::Rating).is_some();
        seen && (!is_team || reads(lens, it.kind))
    });
    items.sort_by_key(|it| (it.at, it.id));
    Ok(items)
}

/// Whether somebody of the team reads the part of a case that an item is of.
fn reads(lens: &Lens, kind: ItemKind) -> bool {
    match kind {
        ItemKind::Note => lens.may::<what::Notes, doing::Read>(),
        ItemKind::Contact => lens.may::<what::Contacts, doing::Read>(),
        ItemKind::Task => lens.may::<what::Tasks, doing::Read>(),
        ItemKind::Appointment => lens.may::<what::Appointments, doing::Read>(),
        ItemKind::Goal | ItemKind::Measure => lens.may::<what::Plan, doing::Read>(),
        ItemKind::Statement => lens.may::<what::Requests, doing::Read>(),
        ItemKind::Rating => lens.may::<what::Ratings, doing::Read>(),
        ItemKind::Involvement => lens.may::<what::Around, doing::Read>(),
        ItemKind::Assessment => lens.may::<what::Assessment, doing::Read>(),
        ItemKind::Need => lens.may::<what::Needs, doing::Read>(),
    }
}
