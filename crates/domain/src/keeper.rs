//! Who keeps an account or a unit in step with the municipality.

use crate::kinds::kinds;

kinds! {
    /// Who keeps an account or a unit. What a file keeps is shut when the file no longer names it; what a person made stays.
    Keeper, "keeper" {
        /// A person, on screen or at the command line.
        Hand = "hand",
        /// The staff file.
        File = "file",
        /// The provider at which people sign in.
        Provider = "provider",
    }
}
