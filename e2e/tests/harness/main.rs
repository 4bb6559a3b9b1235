//! The harness itself, and the markup that `docs/design-system.md` promises, in a real browser.

mod design_system;
mod faults;
mod forms;
