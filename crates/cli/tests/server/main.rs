//! The binary as it is run: started, asked over HTTP, killed.

mod balanced;
mod backup;
mod client;
mod codes;
mod kill;
mod logs;
mod meeting;
mod post;
mod process;
mod silent;
mod threats;
