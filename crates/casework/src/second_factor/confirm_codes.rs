//! Turns one-time codes on, and makes recovery codes: shown once, stored as keyed hashes.

use helhed_access::{Actor, Verb};
use helhed_domain::ids::AccountId;
use helhed_store::{StoreError, second_factor};
use jiff::Timestamp;

use super::{CodeError, check_code, first_code, hash_of_recovery};
use crate::sign_in::record_account;
use crate::{Casework, Ctx};

/// How many recovery codes are made.
const CODES: usize = 10;

/// Turns codes on for the actor's own account, with a code of the secret that was begun; gives the recovery codes.
pub async fn confirm_codes(
    house: &Casework,
    actor: &Actor,
    typed: &str,
    now: Timestamp,
) -> Result<Vec<String>, CodeError> {
    let mut ctx = house.begin(actor, now).await?;
    if let Err(error) = first_code(&mut ctx, actor.account, typed).await {
        ctx.commit().await?;
        return Err(error);
    }
    let codes = fresh_recovery_codes(&mut ctx, actor.account).await?;
    record_account(&mut ctx, "confirm_codes", Verb::Change, actor.account);
    ctx.commit().await?;
    Ok(codes)
}

/// Makes new recovery codes for the actor's own account, for a code; those before open nothing any more.
pub async fn new_recovery_codes(
    house: &Casework,
    actor: &Actor,
    typed: &str,
    now: Timestamp,
) -> Result<Vec<String>, CodeError> {
    let mut ctx = house.begin(actor, now).await?;
    if let Err(error) = check_code(&mut ctx, actor.account, typed).await {
        ctx.commit().await?;
        return Err(error);
    }
    let codes = fresh_recovery_codes(&mut ctx, actor.account).await?;
    record_account(&mut ctx, "new_recovery_codes", Verb::Change, actor.account);
    ctx.commit().await?;
    Ok(codes)
}

/// Ten codes of ten signs, 50 bits each, of letters and digits that are not taken for each other.
pub(crate) async fn fresh_recovery_codes(
    ctx: &mut Ctx,
    id: AccountId,
) -> Result<Vec<String>, StoreError> {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let house = ctx.house().clone();
    let codes: Vec<String> = (0..CODES)
        .map(|_| {
            let random = house.random::<10>();
            let sign = |byte: &u8| char::from(SIGNS[usize::from(byte % 32)]);
            let (front, back) = random.split_at(5);
            let mut code: String = front.iter().map(sign).collect();
            code.push('-');
            code.extend(back.iter().map(sign));
            code
        })
        .collect();
    let hashes: Vec<Vec<u8>> = codes
        .iter()
        .map(|code| hash_of_recovery(&house, id, code))
        .collect();
    second_factor::put_recovery_codes(&mut ctx.link, id, &hashes).await?;
    Ok(codes)
}
