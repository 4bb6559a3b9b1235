//! Sends a one-time link by e-mail; its code goes another way.

use helhed_access::{What, doing, what};
use helhed_domain::ids::{FamilyId, LetterId};
use helhed_domain::one_time_link::LinkPurpose;
use helhed_domain::post::{Letter, LetterKind};
use helhed_store::outbox::{self, Channel, Put};

use super::{SEALED, written};
use crate::one_time_link::MadeLink;
use crate::{Ctx, Stop};

/// Puts a letter with a link that was just made into the outbox, for whoever may make such links. The letter must not hold the code.
pub async fn post_link(
    ctx: &mut Ctx,
    family: FamilyId,
    link: &MadeLink,
    letter: &Letter,
) -> Result<LetterId, Stop> {
    match link.purpose {
        LinkPurpose::Rate => put::<what::Ratings>(ctx, family, link, letter).await,
        LinkPurpose::Approve => put::<what::Minutes>(ctx, family, link, letter).await,
        LinkPurpose::Join => put::<what::People>(ctx, family, link, letter).await,
        LinkPurpose::Answer => put::<what::Requests>(ctx, family, link, letter).await,
    }
}

async fn put<W: What>(
    ctx: &mut Ctx,
    family: FamilyId,
    link: &MadeLink,
    letter: &Letter,
) -> Result<LetterId, Stop> {
    let permit = ctx.permit::<W, doing::Change>(family).await?;
    let id: LetterId = ctx.new_id();
    let nonce = ctx.house().random();
    let sealed = ctx.house().keys().seal(SEALED, &written(letter), nonce);
    let put = Put {
        id,
        subject: link.subject,
        link: Some(link.id),
        sealed: &sealed,
        by: (ctx.actor()?.account, ctx.now()),
        kind: LetterKind::Link,
        channel: Channel::Mail,
        meeting: None,
        not_before: ctx.now(),
    };
    outbox::insert(&mut ctx.link, &permit, put).await?;
    ctx.record("post_link", &permit, link.subject);
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::one_time_link::make_link;
    use crate::post::{Delivery, EmailAddress, next_letter, note_delivery};
    use crate::testing::{House, line};

    #[tokio::test]
    async fn neither_address_nor_link_stands_in_the_database_and_both_are_forgotten() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let permit = ctx
            .permit::<what::Requests, doing::Add>(holm.id)
            .await
            .expect("leave");
        let subject = uuid::Uuid::from_u128(77);
        let link = make_link(&mut ctx, &permit, LinkPurpose::Answer, subject)
            .await
            .expect("made");
        let letter = Letter {
            to: EmailAddress::parse("lis@laegen.example").expect("an address"),
            subject: line("Et spørgsmål"),
            text: format!("https://x.example/answer/{}", link.token.secret()),
            calendar: None,
        };
        post_link(&mut ctx, holm.id, &link, &letter)
            .await
            .expect("posted");
        ctx.commit().await.expect("committed");
        let sealed = async || {
            let sql = "SELECT sealed FROM outbox";
            let row = house.link().row(sql, []).await.expect("read");
            row.expect("a row")
                .next_optional::<Vec<u8>>()
                .expect("bytes")
        };
        let kept = String::from_utf8_lossy(&sealed().await.expect("kept")).into_owned();
        assert!(!kept.contains("laegen") && !kept.contains(link.token.secret()));
        let out = next_letter(&house, house.now()).await.expect("read");
        let out = out.expect("a letter");
        assert_eq!(out.letter, letter);
        assert!(!out.letter.text.contains(link.code.digits()));
        note_delivery(&house, out.id, Delivery::Taken, house.now())
            .await
            .expect("noted");
        assert_eq!(sealed().await, None);
    }
}
