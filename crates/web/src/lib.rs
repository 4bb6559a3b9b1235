#![doc = include_str!("../README.md")]

mod app;
mod around;
mod assets;
mod audit;
mod case;
mod choices;
mod course;
mod day_words;
mod documents;
mod draft;
mod error;
mod family;
mod form;
mod frame;
mod guard;
mod guide;
mod home;
mod intake;
mod language;
mod page;
mod people;
mod query;
mod request;
mod routes;
mod search;
mod sharing;
mod sign_in;
mod upload;
mod users;
mod viewer;
mod words;

pub use app::{App, Clock, Settings, SystemClock};
pub use routes::{RouteSpec, Who, all_routes, router};
pub use words::{Words, translations};
