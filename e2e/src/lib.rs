#![doc = include_str!("../README.md")]

mod axe;
mod browser;
mod driver;
mod error;
mod form;
mod leash;
mod municipality;
mod named;
mod page;
mod provider;
mod server;
mod site;
mod ways;

pub use axe::{Offender, Violation};
pub use browser::{Browser, JavaScript, PHONE, SCREEN};
pub use error::E2eError;
pub use provider::Provider;
pub use server::{Server, SignIn, binary};
pub use site::Site;

use std::path::PathBuf;

/// The root of the checkout: where `node_modules`, `docs` and `target` are.
#[must_use]
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(PathBuf::from)
        .unwrap_or_default()
}
