//! Journeys through the demo in a real browser: what a person does, in both languages and both widths, and without scripts.

mod case;
mod evaluation;
mod map;
mod minutes;
mod pages;
mod passkey;
mod rating;
mod sharing;
mod sign_in;
mod ways;
