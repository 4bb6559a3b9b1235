//! Keeps accounts and units in step with the municipality's staff file: who joined, moved and left. All of it or nothing.

use std::collections::{HashMap, HashSet};

use helhed_access::{Resource, Verb};
use helhed_domain::account::{Account, Role};
use helhed_domain::ids::{AccountId, UnitId};
use helhed_domain::keeper::Keeper;
use helhed_store::{StoreError, account as stored, assignment, keeping};

use super::add_account::{NewAccount, insert_account};
use super::disable_account::shut_out;
use super::sync_rows::{AccountRow, RowFault, RowProblem, UnitRow};
use super::{
    AddUnit, ChangeAccount, ChangeUnit, add_unit, change_account, change_unit, close_unit,
    enable_account, reopen_unit,
};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// What is to hold from now on.
#[derive(Debug, Clone)]
pub struct SyncAccounts {
    /// Every employee who is to have an account.
    pub accounts: Vec<AccountRow>,
    /// Every unit, where a file of units is given.
    pub units: Option<Vec<UnitRow>>,
    /// Of a hundred accounts that the file keeps, the most that may be shut out at once.
    pub most_leaving: u32,
}

/// What was changed, by sign-in name or name of unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synced {
    /// New accounts.
    pub joined: Vec<String>,
    /// Accounts with another name, role or unit than before.
    pub moved: Vec<String>,
    /// Accounts that are shut out, with how many families each leaves behind.
    pub left: Vec<(String, i64)>,
    /// Accounts that were shut out and are let in again.
    pub back: Vec<String>,
    /// Accounts that the file names and that stay shut out: a person shut them out, and a person lets them in again.
    pub shut: Vec<String>,
    /// How many accounts stay as they were.
    pub unchanged: usize,
    /// New units.
    pub units_added: Vec<String>,
    /// Units with another name, kind or code, or opened again.
    pub units_changed: Vec<String>,
    /// Units that the file no longer names.
    pub units_closed: Vec<String>,
    /// Units that the file no longer names and in which somebody whom the file does not keep still works.
    pub units_kept: Vec<String>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// Rows are at fault.
    #[error("{} rows are at fault", .0.len())]
    Rows(Vec<RowFault>),
    /// More would be shut out than may be at once: more likely half a file than half a staff.
    #[error("{leaving} of {kept} accounts would be shut out, over {most} %")]
    TooManyLeave {
        /// Would be shut out.
        leaving: usize,
        /// Kept by the file, and not shut out.
        kept: usize,
        /// The most of a hundred.
        most: u32,
    },
    /// Nobody of IT would be left to let anybody in.
    #[error("nobody of IT would be left")]
    NobodyOfIt,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

stops_on_storage!(SyncError);

/// An operation on rows that were looked at before has nothing left to refuse.
fn unforeseen(told: &dyn std::fmt::Display) -> SyncError {
    tracing::error!(%told, "a row that was looked at was refused");
    Stop::NotAllowed.into()
}

/// Brings accounts and units in step, as the house: from its command line. Nothing is changed before every row has been looked at.
pub async fn sync_accounts(ctx: &mut Ctx, command: SyncAccounts) -> Result<Synced, SyncError> {
    if ctx.actor().is_ok() {
        return Err(Stop::NotAllowed.into());
    }
    let mut told = Synced::default();
    if let Some(rows) = &command.units {
        take_units(ctx, rows, &mut told).await?;
    }
    let held = Held::read(ctx).await?;
    let planned = plan(&held, &command)?;
    for (row, unit) in &planned.named {
        keep(ctx, &held, row, *unit, &mut told).await?;
    }
    for account in planned.leaving {
        let families = assignment::load(&mut ctx.link, account.id).await?;
        shut_out(ctx, account.id)
            .await
            .map_err(|error| unforeseen(&error))?;
        told.left
            .push((account.username.as_str().to_owned(), families));
    }
    if let Some(rows) = &command.units {
        close_units(ctx, rows, &mut told).await?;
    }
    let of_it = stored::with_role(&mut ctx.link, Role::ItAdmin).await?;
    if of_it.is_empty() && held.has_it() {
        return Err(SyncError::NobodyOfIt);
    }
    ctx.record_in_house(
        "sync_accounts",
        (
            Verb::Change,
            Resource::Accounts,
            helhed_access::Basis::Operation,
        ),
        None,
        uuid::Uuid::nil(),
    );
    Ok(told)
}

/// How things are before.
struct Held {
    accounts: HashMap<String, Account>,
    by_file: HashSet<AccountId>,
    units: HashMap<String, UnitId>,
}

impl Held {
    async fn read(ctx: &mut Ctx) -> Result<Self, StoreError> {
        let link = &mut ctx.link;
        let accounts = stored::all_of_house(link).await?;
        let by_file = keeping::accounts_kept_by(link, Keeper::File).await?;
        let open: HashMap<UnitId, String> = stored::units(link)
            .await?
            .into_iter()
            .filter(|unit| !unit.closed)
            .map(|unit| (unit.id, unit.name.as_str().to_owned()))
            .collect();
        let codes = keeping::unit_codes(link).await?;
        // A code goes before a name.
        let mut units: HashMap<String, UnitId> =
            open.iter().map(|(id, name)| (name.clone(), *id)).collect();
        for (id, code, _) in codes {
            if let Some(code) = code.filter(|_| open.contains_key(&id)) {
                units.insert(code, id);
            }
        }
        let by_name = |it: Account| (it.username.as_str().to_owned(), it);
        Ok(Self {
            accounts: accounts.into_iter().map(by_name).collect(),
            by_file: by_file.into_iter().collect(),
            units,
        })
    }

    fn has_it(&self) -> bool {
        let mut accounts = self.accounts.values();
        accounts.any(|it| it.role == Role::ItAdmin && !it.disabled)
    }
}

/// What is to be done, once every row is known to be sound.
struct Plan<'a> {
    named: Vec<(&'a AccountRow, Option<UnitId>)>,
    leaving: Vec<&'a Account>,
}

fn plan<'a>(held: &'a Held, command: &'a SyncAccounts) -> Result<Plan<'a>, SyncError> {
    let (mut faults, mut named, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for row in &command.accounts {
        let name = row.username.as_str();
        let account = held.accounts.get(name);
        let unit = row.unit.as_ref().map(|unit| held.units.get(unit).copied());
        let problem = if !seen.insert(name) {
            Some(RowProblem::Twice(name.to_owned()))
        } else if row.role == Role::FamilyMember || account.is_some_and(|it| it.person.is_some()) {
            Some(RowProblem::Family(name.to_owned()))
        } else if unit == Some(None) {
            row.unit.clone().map(RowProblem::NoSuchUnit)
        } else if row.role == Role::Partner && unit.is_none() {
            Some(RowProblem::UnitMissing)
        } else {
            None
        };
        match problem {
            Some(problem) => faults.push(problem.on(row.line)),
            None => named.push((row, unit.flatten())),
        }
    }
    if !faults.is_empty() {
        return Err(SyncError::Rows(faults));
    }
    let mut kept: Vec<&Account> = held
        .accounts
        .values()
        .filter(|it| held.by_file.contains(&it.id) && !it.disabled)
        .collect();
    kept.sort_by(|one, other| one.username.cmp(&other.username));
    let all = kept.len();
    kept.retain(|it| !seen.contains(it.username.as_str()));
    if kept.len() * 100 > all * command.most_leaving as usize {
        return Err(SyncError::TooManyLeave {
            leaving: kept.len(),
            kept: all,
            most: command.most_leaving,
        });
    }
    Ok(Plan {
        named,
        leaving: kept,
    })
}

/// Brings one account in step with its row.
async fn keep(
    ctx: &mut Ctx,
    held: &Held,
    row: &AccountRow,
    unit: Option<UnitId>,
    told: &mut Synced,
) -> Result<(), SyncError> {
    let name = row.username.as_str();
    let Some(account) = held.accounts.get(name) else {
        let new = NewAccount {
            username: row.username.clone(),
            display_name: row.display_name.clone(),
            role: row.role,
            unit,
            person: None,
            language: row.language,
        };
        let id = insert_account(ctx, new, "")
            .await
            .map_err(|error| unforeseen(&error))?;
        keeping::set_account_keeper(&mut ctx.link, id, Keeper::File).await?;
        told.joined.push(name.to_owned());
        return Ok(());
    };
    let mut version = account.version;
    if account.disabled && !held.by_file.contains(&account.id) {
        told.shut.push(name.to_owned());
        return Ok(());
    }
    if account.disabled {
        enable_account(ctx, account.id).await?;
        version += 1;
        told.back.push(name.to_owned());
    }
    if (&account.display_name, account.role, account.unit) != (&row.display_name, row.role, unit) {
        let change = ChangeAccount {
            account: account.id,
            display_name: row.display_name.clone(),
            role: row.role,
            unit,
            version,
        };
        change_account(ctx, change)
            .await
            .map_err(|error| unforeseen(&error))?;
        told.moved.push(name.to_owned());
    } else if !account.disabled {
        told.unchanged += 1;
    }
    if !held.by_file.contains(&account.id) {
        keeping::set_account_keeper(&mut ctx.link, account.id, Keeper::File).await?;
    }
    Ok(())
}

/// Adds and changes units. What the file no longer names is closed when the accounts have moved.
async fn take_units(ctx: &mut Ctx, rows: &[UnitRow], told: &mut Synced) -> Result<(), SyncError> {
    let mut seen = HashSet::new();
    let twice = rows.iter().filter(|row| !seen.insert(row.code.as_str()));
    let faults: Vec<_> = twice
        .map(|row| RowProblem::Twice(row.code.clone()).on(row.line))
        .collect();
    if !faults.is_empty() {
        return Err(SyncError::Rows(faults));
    }
    let units = stored::units(&mut ctx.link).await?;
    let codes = keeping::unit_codes(&mut ctx.link).await?;
    for row in rows {
        let coded = codes
            .iter()
            .find(|(_, code, _)| code.as_deref() == Some(row.code.as_str()));
        // A unit that a person made before the file knew it is the file's from now on, found by its name.
        let found = match coded {
            Some((id, ..)) => units.iter().find(|unit| unit.id == *id),
            None => units.iter().find(|unit| {
                let has_code = codes
                    .iter()
                    .any(|(id, code, _)| *id == unit.id && code.is_some());
                unit.name == row.name && !has_code
            }),
        };
        let id = match found {
            None => {
                let (name, kind) = (row.name.clone(), row.kind);
                told.units_added.push(name.as_str().to_owned());
                add_unit(ctx, AddUnit { name, kind }).await?
            }
            Some(unit) => {
                let mut version = unit.version;
                if unit.closed {
                    reopen_unit(ctx, unit.id).await?;
                    version += 1;
                }
                let differs = (&unit.name, unit.kind) != (&row.name, row.kind);
                if differs {
                    let change = ChangeUnit {
                        unit: unit.id,
                        name: row.name.clone(),
                        kind: row.kind,
                        version,
                    };
                    change_unit(ctx, change)
                        .await
                        .map_err(|error| unforeseen(&error))?;
                }
                if differs || unit.closed || coded.is_none() {
                    told.units_changed.push(row.name.as_str().to_owned());
                }
                unit.id
            }
        };
        if coded.is_none_or(|(_, _, keeper)| *keeper != Keeper::File) {
            keeping::set_unit_code(&mut ctx.link, id, &row.code, Keeper::File).await?;
        }
    }
    Ok(())
}

/// Closes the units that the file kept and no longer names.
async fn close_units(ctx: &mut Ctx, rows: &[UnitRow], told: &mut Synced) -> Result<(), SyncError> {
    let named: HashSet<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let codes = keeping::unit_codes(&mut ctx.link).await?;
    let gone: HashSet<UnitId> = codes
        .into_iter()
        .filter(|(_, code, keeper)| {
            let named = code.as_deref().is_some_and(|code| named.contains(code));
            *keeper == Keeper::File && !named
        })
        .map(|(id, ..)| id)
        .collect();
    let units = stored::units(&mut ctx.link).await?;
    for unit in units
        .iter()
        .filter(|it| gone.contains(&it.id) && !it.closed)
    {
        let name = unit.name.as_str().to_owned();
        match close_unit(ctx, unit.id).await {
            Ok(()) => told.units_closed.push(name),
            Err(super::CloseUnitError::StillWorking(_)) => told.units_kept.push(name),
            Err(super::CloseUnitError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    Ok(())
}
