//! Models that are shipped, each with its sources and evidence.

use crate::read::ModelText;

/// A shipped model folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its folder's name.
    pub id: &'static str,
    /// Its files.
    pub text: ModelText<'static>,
}

macro_rules! example {
    ($id:literal) => {
        Example {
            id: $id,
            text: ModelText {
                model: include_str!(concat!("../models/", $id, "/model.toml")),
                costs: include_str!(concat!("../models/", $id, "/costs.csv")),
                price_book: include_str!(concat!("../models/", $id, "/price_book.csv")),
                effects: include_str!(concat!("../models/", $id, "/effects.csv")),
                consequences: include_str!(concat!("../models/", $id, "/consequences.csv")),
            },
        }
    };
}

/// The published case twice (with the published cost, with the accounts), Lolland's family, the
/// example worked by hand, and a blank model.
pub const EXAMPLES: [Example; 5] = [
    example!("gladsaxe-published"),
    example!("gladsaxe-accounts"),
    example!("lolland-family"),
    example!("worked-example"),
    example!("blank"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_reads_without_a_remark_and_names_its_sources() {
        for example in EXAMPLES {
            let read = example.text.read().expect(example.id);
            assert_eq!(read.remarks, [], "{}", example.id);
            if example.id != "blank" {
                assert!(
                    read.model.effects.iter().all(|e| !e.source.is_empty()),
                    "{}",
                    example.id
                );
                assert!(
                    read.model.prices.iter().all(|p| !p.source.is_empty()),
                    "{}",
                    example.id
                );
            }
        }
    }
}
