//! Invitations to rate: what a one-time link opens for a collateral rater.

use jiff::Timestamp;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::episode::Instrument;
use helhed_domain::ids::{InvitationId, RatedId, RaterId};
use helhed_domain::one_time_link::OneTimeLink;
use helhed_domain::text::Name;

use crate::account::name;
use crate::{Link, StoreError, args, one_time_link};

/// Who is invited to fill in which form about whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// Its id, the subject of its links.
    pub id: InvitationId,
    /// About whom, in which episode.
    pub rated: RatedId,
    /// Who is invited.
    pub rater: RaterId,
    /// Which form.
    pub instrument: Instrument,
}

/// What its reader is shown, once link and code are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The invitation.
    pub invitation: Invitation,
    /// The given name of the person: all of the family that is shown.
    pub given_name: Name,
    /// What the rater is called.
    pub rater_name: Name,
    /// Whether the person's episode has ended.
    pub ended: bool,
}

/// A link of an invitation, on the family's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLine {
    /// The invitation.
    pub invitation: Invitation,
    /// Its newest link first.
    pub link: OneTimeLink,
    /// Whether a reader said that they do not know the person.
    pub returned: bool,
}

/// The invitation of a rater to a form about somebody, made if there is none: sent again, it is the same.
pub async fn find_or_insert(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Change>,
    invitation: Invitation,
) -> Result<InvitationId, StoreError> {
    let sql = "INSERT INTO invitation (id, family_id, rated_id, rater_id, instrument) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let values = args![
        invitation.id,
        permit.family(),
        invitation.rated,
        invitation.rater,
        invitation.instrument.code()
    ];
    link.run(sql, values).await?;
    let sql = "UPDATE invitation SET returned_at = NULL WHERE rated_id = $1 AND rater_id = $2 AND instrument = $3 AND family_id = $4";
    let key = || {
        args![
            invitation.rated,
            invitation.rater,
            invitation.instrument.code(),
            permit.family()
        ]
    };
    link.run(sql, key()).await?;
    let sql = "SELECT id FROM invitation WHERE rated_id = $1 AND rater_id = $2 AND instrument = $3 AND family_id = $4";
    let row = link.row(sql, key()).await?;
    row.ok_or_else(|| crate::unreadable("invitation"))?.next()
}

/// The invitation that an opened link leads to.
pub async fn find(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Add>,
    id: InvitationId,
) -> Result<Option<Invited>, StoreError> {
    let sql = "SELECT i.id, i.rated_id, i.rater_id, i.instrument, p.given_name, t.name, r.closed_on
               FROM invitation i JOIN rated r ON r.id = i.rated_id JOIN person p ON p.id = r.person_id JOIN rater t ON t.id = i.rater_id
               WHERE i.id = $1 AND i.family_id = $2";
    let row = link.row(sql, args![id, permit.family()]).await?;
    row.map(|mut row| {
        Ok(Invited {
            invitation: Invitation {
                id: row.next()?,
                rated: row.next()?,
                rater: row.next()?,
                instrument: row.parsed("form", Instrument::from_code)?,
            },
            given_name: row.parsed("name", name)?,
            rater_name: row.parsed("name", name)?,
            ended: row.next_optional::<String>()?.is_some(),
        })
    })
    .transpose()
}

/// Every link of the family's invitations, the newest first.
pub async fn of_family<V: Doing>(
    link: &mut Link,
    permit: &Permit<what::Ratings, V>,
) -> Result<Vec<InvitationLine>, StoreError> {
    let columns = one_time_link::COLUMNS
        .split(", ")
        .map(|column| format!("k.{column}"))
        .collect::<Vec<_>>()
        .join(", ");
    let sql = format!(
        "SELECT i.id, i.rated_id, i.rater_id, i.instrument, i.returned_at, {columns}
         FROM invitation i JOIN one_time_link k ON k.subject = i.id WHERE i.family_id = $1 ORDER BY k.made_at DESC, k.id DESC"
    );
    let rows = link.rows(&sql, args![permit.family()]).await?;
    rows.into_iter()
        .map(|mut row| {
            let invitation = Invitation {
                id: row.next()?,
                rated: row.next()?,
                rater: row.next()?,
                instrument: row.parsed("form", Instrument::from_code)?,
            };
            let returned = row.next_optional::<Timestamp>()?.is_some();
            Ok(InvitationLine {
                invitation,
                returned,
                link: one_time_link::read(&mut row)?,
            })
        })
        .collect()
}

/// Notes that a reader does not know the person.
pub async fn note_returned(
    link: &mut Link,
    permit: &Permit<what::Ratings, doing::Add>,
    id: InvitationId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE invitation SET returned_at = $3 WHERE id = $1 AND family_id = $2";
    link.run(sql, args![id, permit.family(), now])
        .await
        .map(drop)
}
