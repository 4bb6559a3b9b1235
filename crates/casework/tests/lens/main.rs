//! What the server lets out is what the law says, over random families, consents, withdrawals and viewers: the page of what is shared,
//! the list of families, the search, the preview, and single pages, all held to one plain definition (`law`).

mod dice;
mod law;
mod played;
mod pure;
