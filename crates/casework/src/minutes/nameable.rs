//! Who can be named as an owner in minutes: those at the meeting first, then the family, then every professional.

use helhed_access::{Lens, doing, what};
use helhed_domain::ids::{FamilyId, MeetingId, PersonId};
use helhed_domain::meeting::Invited;
use helhed_domain::minutes::{Nameable, whose};
use helhed_domain::owner::Owner;
use helhed_store::{Link, household, meeting_participant};

use crate::{Ctx, Reading, Stop};

/// Who may own something that is decided.
#[derive(Debug, Clone)]
pub struct Owners {
    /// Those at the meeting.
    pub here: Vec<Nameable<Owner>>,
    /// Those of the family, and every professional who may sign in, as far as they are not at the meeting.
    pub others: Vec<Nameable<Owner>>,
    /// Those of the family who are at the meeting.
    pub family_here: Vec<PersonId>,
}

impl Owners {
    /// Whom a line names: somebody at the meeting before anybody else.
    pub fn named(&self, words: &str) -> Option<Owner> {
        let found = whose(words, &self.here).or_else(|| whose(words, &self.others));
        found.cloned()
    }

    /// Everybody, those at the meeting first.
    pub fn all(&self) -> impl Iterator<Item = &Nameable<Owner>> {
        self.here.iter().chain(&self.others)
    }
}

/// Who can be named, for a page.
pub async fn owners(
    reading: &mut Reading,
    family: FamilyId,
    meeting: MeetingId,
) -> Result<Owners, Stop> {
    let lens = reading.lens(family).await?;
    read(&mut reading.link, &lens, meeting).await
}

/// Who can be named, for a change under way.
pub(super) async fn owners_in(
    ctx: &mut Ctx,
    lens: &Lens,
    meeting: MeetingId,
) -> Result<Owners, Stop> {
    read(&mut ctx.link, lens, meeting).await
}

async fn read(link: &mut Link, lens: &Lens, meeting: MeetingId) -> Result<Owners, Stop> {
    let permit = lens.permit::<what::Meetings, doing::Read>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    let participants = meeting_participant::of_meeting(link, &permit, meeting).await?;
    let mut kin = household::kin_to_name(link, &permit).await?;
    kin.retain(|it| it.now && lens.names(it.id));
    let professionals = household::professionals(link).await?;
    let mut family_here = Vec::new();
    let mut here = Vec::new();
    for line in participants {
        let who = match &line.participant.who {
            Invited::Person(person) => {
                family_here.push(*person);
                // Somebody who has left the family owns nothing new in it.
                if !kin.iter().any(|it| it.id == *person) {
                    continue;
                }
                Owner::Person(*person)
            }
            Invited::Account(account) => Owner::Account(*account),
            Invited::Around(_) | Invited::Guest(_) => Owner::Named(line.name.clone()),
        };
        let name = line.name.as_str().to_owned();
        here.push(Nameable { who, name });
    }
    let of_kin = kin.into_iter().map(|it| Nameable {
        who: Owner::Person(it.id),
        name: it.given_name.as_str().to_owned(),
    });
    let of_work = professionals.into_iter().map(|(id, name)| Nameable {
        who: Owner::Account(id),
        name: name.as_str().to_owned(),
    });
    let is_here = |it: &Nameable<Owner>| here.iter().any(|one| one.who == it.who);
    let others = of_kin.chain(of_work).filter(|it| !is_here(it)).collect();
    Ok(Owners {
        here,
        others,
        family_here,
    })
}
