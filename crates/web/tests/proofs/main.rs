//! What holds of every route: who may come in, that nothing sent to it breaks it, and that the log tells nothing about anybody.

#[path = "../pages/support/mod.rs"]
mod support;

mod api;
mod asking;
mod bad_input;
mod beside;
mod carried;
mod fhir;
mod keeping;
mod log;
mod nothing_is_left;
mod payloads;
mod routes;
mod world;
