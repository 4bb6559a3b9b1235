//! Pages as they answer, asked of the router and read by selectors. One program for all of them: each is linked with all of the house.

mod approval;
mod around;
mod case;
mod documents;
mod economy;
mod evaluations;
mod frame;
mod intake;
mod office;
mod people;
mod pictures;
mod plan;
mod ratings;
mod sharing;
mod sign_in;
mod support;
mod visitor;

#[path = "../../../openid/tests/provider/support.rs"]
mod provider;
