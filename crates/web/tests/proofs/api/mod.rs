//! The interface for partners' systems: what its document promises, and who gets what.

mod bad_input;
mod document;
mod keys;
mod place;
mod tokens;
