#![doc = include_str!("../README.md")]

mod post;
mod settings;

pub use post::{NotSent, Post};
pub use settings::{Encryption, Settings, SettingsFault};
