//! Takes in the municipality's own prices, which stand over the shipped ones with a mark.

use helhed_access::{doing, what};
use helhed_economics::{BadInput, PriceBook};
use helhed_store::economy;
use uuid::Uuid;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Rows of a price book.
#[derive(Debug, Clone)]
pub struct TakeInPrices {
    /// The version of the municipality's prices that was read; 0 where there was none.
    pub version: i64,
    /// The rows, with the price book's columns, as CSV or as pasted from a spreadsheet.
    pub text: String,
}

/// Why no prices were taken in.
#[derive(Debug, thiserror::Error)]
pub enum PricesError {
    /// They have faults, told by row and column; nothing was taken in.
    #[error("the rows have faults")]
    Faults(BadInput),
    /// Somebody else has taken in prices since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(PricesError);

/// Takes in the municipality's own prices, all of them or none; what stood before stays in the versions before.
pub async fn take_in_prices(ctx: &mut Ctx, command: TakeInPrices) -> Result<(), PricesError> {
    let permit = ctx.house_permit::<what::Economy, doing::Change>()?;
    PriceBook::shipped()
        .over(&command.text)
        .map_err(PricesError::Faults)?;
    let by = (ctx.actor()?.account, ctx.now());
    let (version, text) = (command.version, &command.text);
    if !economy::take_in_prices(&mut ctx.link, &permit, version, text, by).await? {
        return Err(PricesError::Changed);
    }
    ctx.record_on::<what::Economy, doing::Change>("take_in_prices", Uuid::nil())?;
    Ok(())
}
