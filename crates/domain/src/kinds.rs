//! Fixed sets of words: how each is written in storage, forms and translations.

/// Declares an enum whose every value has one code; the translations hold `KEY-CODE` for each.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident, $key:literal { $($(#[$vdoc:meta])* $value:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $value,)+ }

        impl $name {
            /// Every value, in the order in which people choose among them.
            pub const ALL: &'static [Self] = &[$(Self::$value,)+];

            /// The prefix of its translation keys.
            pub const KEY: &'static str = $key;

            /// The code it is stored and sent under.
            pub fn code(self) -> &'static str {
                match self { $(Self::$value => $code,)+ }
            }

            /// The value of a code; anything else is none.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }

            /// The key of its words in the translations.
            pub fn label_key(self) -> &'static str {
                match self { $(Self::$value => concat!($key, "-", $code),)+ }
            }
        }
    };
}
pub(crate) use kinds;
