//! The binary as it is run: started, asked over HTTP, killed.

mod backup;
mod balanced;
mod client;
mod codes;
mod gone;
mod half;
mod keys;
mod kill;
mod kill_kinds;
mod logs;
mod meeting;
mod place;
mod post;
mod process;
mod rolling;
mod rows;
mod silent;
mod threats;
mod traces;
