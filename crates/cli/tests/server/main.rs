//! The binary as it is run: started, asked over HTTP, killed.

mod backup;
mod balanced;
mod client;
mod codes;
mod kill;
mod logs;
mod meeting;
mod post;
mod process;
mod silent;
mod threats;
