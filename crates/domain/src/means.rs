//! By what somebody showed who they are when they signed in.

use crate::kinds::kinds;

kinds! {
    /// By what a session was begun.
    Means, "means" {
        /// A pass phrase alone.
        Phrase = "phrase",
        /// A pass phrase and a one-time code.
        Code = "code",
        /// A passkey whose authenticator made sure of its user: both factors in one.
        Passkey = "passkey",
        /// The municipality's or the families' own provider.
        Provider = "provider",
    }
}
