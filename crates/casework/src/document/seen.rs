//! Whether a document is seen, and why: the team sees all of them, others what their lens lets through, and nothing annulled.

use helhed_access::{Lens, Mark, Seen};
use helhed_domain::document::Document;

/// Why the holder of a lens sees a document, if they do.
pub(super) fn seen(lens: &Lens, document: &Document) -> Option<Seen> {
    let mark = Mark {
        category: &document.mark.category,
        about: &document.mark.about,
        restricted: document.mark.restricted || document.held,
        kept_from: &[],
        by: Some(document.by).filter(|_| !document.held),
        by_unit: document.by_unit.filter(|_| !document.held),
    };
    let seen = lens.sees(&mark)?;
    (document.annulled.is_none() || seen == Seen::Team).then_some(seen)
}
