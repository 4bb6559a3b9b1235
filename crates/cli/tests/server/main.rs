//! The binary as it is run: started, asked over HTTP, killed.

mod client;
mod codes;
mod kill;
mod post;
mod process;
