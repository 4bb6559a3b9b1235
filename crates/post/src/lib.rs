#![doc = include_str!("../README.md")]

mod gateway;
mod post;
mod settings;

pub use gateway::Gateway;
pub use post::{NotSent, Post};
pub use settings::{Encryption, GatewaySettings, Settings, SettingsFault};
