//! What the words of a line tell, and what is still asked.

use helhed_domain::minutes::{
    Known, LineKind, SectionFacts, Wanting, day_word, deciding, hour_word,
};
use helhed_domain::owner::Owner;
use helhed_domain::text::Line;
use jiff::civil::{Date, Time};

use super::nameable::Owners;

/// What was told beside a line, where its words do not tell it.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// What it is to become, where that is chosen by a button.
    pub kind: Option<LineKind>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// The day.
    pub day: Option<Date>,
    /// That it has no day.
    pub no_day: bool,
    /// The hour.
    pub hour: Option<Time>,
    /// The life domain of what comes first.
    pub domain: Option<String>,
}

/// A line as it is read: its words, and what was told beside them.
#[derive(Debug, Clone)]
pub struct ReadLine {
    /// What it is.
    pub kind: LineKind,
    /// The words as a title.
    pub title: Option<Line>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// The day.
    pub day: Option<Date>,
    /// The hour.
    pub hour: Option<Time>,
    /// The life domain.
    pub domain: Option<String>,
    /// What is still asked before it becomes something.
    pub wanting: Vec<Wanting>,
}

/// Reads a line of a section, told from today.
pub fn read_line(
    body: &str,
    section: &SectionFacts,
    told: Told,
    owners: &Owners,
    today: Date,
) -> ReadLine {
    let read = deciding(body);
    let kind = told.kind.unwrap_or(read.kind);
    let owner = told.owner.or_else(|| owners.named(read.words));
    let day = match told.no_day {
        true => None,
        false => told.day.or_else(|| day_word(read.words, today)),
    };
    let hour = told.hour.or_else(|| hour_word(read.words));
    let domain = told.domain.or_else(|| section.domain.clone());
    let wanting = kind.wanting(Known {
        owner: owner.is_some(),
        day: day.is_some() || told.no_day,
        hour: hour.is_some(),
        domain: domain.is_some(),
    });
    ReadLine {
        kind,
        title: title(read.words),
        owner,
        day,
        hour,
        domain,
        wanting,
    }
}

/// The words as a title: without the mark before a name, and no longer than a title is.
fn title(words: &str) -> Option<Line> {
    let bare = |it: &'_ str| -> String {
        let name = it.strip_prefix('@').filter(|rest| !rest.is_empty());
        name.unwrap_or(it).to_owned()
    };
    let words: Vec<String> = words.split_whitespace().map(bare).collect();
    let words = words.join(" ");
    if words.is_empty() {
        return None;
    }
    Line::parse(&words).ok().or_else(|| {
        let cut: String = words.chars().take(Line::MAX - 1).collect();
        Line::parse(&format!("{}…", cut.trim_end())).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_what_is_to_be_done_and_no_longer_than_a_title() {
        let text = |words: &str| title(words).map(|it| it.as_str().to_owned());
        assert_eq!(
            text("Ring til skolen @Karen fredag").as_deref(),
            Some("Ring til skolen Karen fredag")
        );
        assert_eq!(
            text(&"å".repeat(300)).map(|it| it.chars().count()),
            Some(Line::MAX)
        );
        assert_eq!(text(""), None);
    }
}
