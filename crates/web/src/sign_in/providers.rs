//! The providers at which people sign in, as the installation sets them.

use helhed_openid::{ForWhom, Mapping, Provider};

/// A provider, and for employees the mapping of what it says.
#[derive(Debug)]
pub struct SignInProvider {
    /// The provider.
    pub provider: Provider,
    /// Who comes in and as what; none for families, whose accounts are there already.
    pub mapping: Option<Mapping>,
}

/// The providers of an installation.
#[derive(Debug, Default)]
pub struct Providers {
    /// What people's addresses of this server begin with (`https://helhed.example.dk`): never taken from a request, which anybody can write.
    pub begins: String,
    /// Every one of them, in the order in which they stand on the page.
    pub all: Vec<SignInProvider>,
}

impl Providers {
    pub(crate) fn find(&self, id: &str) -> Option<&SignInProvider> {
        self.all.iter().find(|it| it.provider.settings().id == id)
    }

    /// The one at which families sign in.
    pub(crate) fn for_families(&self) -> Option<&SignInProvider> {
        let mut all = self.all.iter();
        all.find(|it| it.provider.settings().for_whom == ForWhom::Families)
    }

    /// What is shown on the sign-in page: address part and name, employees' first.
    pub(crate) fn shown(&self) -> Vec<(String, String, bool)> {
        let shown = self.all.iter().map(|it| {
            let settings = it.provider.settings();
            let families = settings.for_whom == ForWhom::Families;
            (settings.id.clone(), settings.name.clone(), families)
        });
        let mut shown: Vec<_> = shown.collect();
        shown.sort_by_key(|(.., families)| *families);
        shown
    }
}
