//! Checks the chain while the house goes on with its work.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{HousePermit, Resource, Verb, doing, what};
use helhed_store::audit_check::{Finding, verify};

use crate::{Casework, Ctx, Stop};

/// What is known of the chain since the house was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ChainState {
    /// Nobody has asked.
    #[default]
    Unchecked,
    /// It is being walked.
    Running {
        /// The entry it has come to.
        at: i64,
        /// The last entry, as far as is known.
        of: i64,
    },
    /// It was walked to its end.
    Checked {
        /// When that began.
        began: Timestamp,
        /// The last entry.
        last: i64,
        /// What does not fit; nothing where the chain is whole.
        findings: Vec<Finding>,
    },
    /// It could not be walked to its end.
    Failed,
}

/// The check of this house: one at a time.
#[derive(Debug, Default)]
pub(crate) struct ChainCheck(Mutex<ChainState>);

impl ChainCheck {
    /// What is known now.
    pub(crate) fn state(&self) -> ChainState {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, state: ChainState) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Whether the check is this caller's to run.
    fn begin(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = !matches!(*state, ChainState::Running { .. });
        if free {
            *state = ChainState::Running { at: 0, of: 0 };
        }
        free
    }
}

/// Begins to check the chain, unless that is under way; the page of the log shows how far it has come and what it found.
pub async fn check_chain(mut ctx: Ctx) -> Result<(), Stop> {
    let permit: HousePermit<what::Audit, doing::Read> = ctx.house_permit()?;
    let (house, began) = (ctx.house().clone(), ctx.now());
    let read = (Verb::Read, Resource::Audit, permit.basis());
    ctx.record_in_house("check_chain", read, None, Uuid::nil());
    ctx.commit().await?;
    if house.chain().begin() {
        tokio::spawn(walk(house, began));
    }
    Ok(())
}

async fn walk(house: Casework, began: Timestamp) {
    let checked = verify(&mut house.link(), &[], |at, of| {
        house.chain().set(ChainState::Running { at, of });
    })
    .await;
    let state = match checked {
        Ok((head, findings)) => {
            if !findings.is_empty() {
                tracing::error!(findings = findings.len(), "the audit chain is not whole");
            }
            ChainState::Checked {
                began,
                last: head.seq,
                findings,
            }
        }
        Err(_) => ChainState::Failed,
    };
    house.chain().set(state);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn the_check_runs_beside_and_tells_what_it_found() {
        let house = House::new().await;
        assert_eq!(house.chain().state(), ChainState::Unchecked);
        let ctx = house.begin(&house.dpo, house.now()).await.expect("begun");
        check_chain(ctx).await.expect("begun");
        while matches!(house.chain().state(), ChainState::Running { .. }) {
            tokio::task::yield_now().await;
        }
        let head = house.audit_head().await.expect("a head");
        assert_eq!(
            house.chain().state(),
            ChainState::Checked {
                began: house.now(),
                last: head.seq,
                findings: Vec::new()
            }
        );
        let ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert!(matches!(check_chain(ctx).await, Err(Stop::NotAllowed)));
    }
}
