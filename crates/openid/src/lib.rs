#![doc = include_str!("../README.md")]

mod claims;
mod directory;
mod id_token;
mod key;
pub mod mapping;
pub mod privileges;
mod provider;
mod settings;

pub use claims::Claims;
pub use mapping::{Mapped, Mapping, MappingFault};
pub use provider::{Fault, Finished, Provider, Secrets};
pub use settings::{ForWhom, Settings, SettingsFault};
