//! The short guide of each role.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::account::{Language, Role};

use crate::app::App;
use crate::frame::Frame;
use crate::method::READERS;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// One part of a guide.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuidePage {
    frame: Frame,
    parts: Vec<Part>,
    /// Whether the method is for the reader, too.
    has_method: bool,
}

macro_rules! guides {
    ($($role:ident = $file:literal),+ $(,)?) => {
        fn text(role: Role, language: Language) -> &'static str {
            match (role, language) {
                $((Role::$role, Language::Danish) => include_str!(concat!("../../../docs/guide/", $file, ".da.md")),
                  (Role::$role, Language::English) => include_str!(concat!("../../../docs/guide/", $file, ".en.md")),)+
            }
        }
    };
}

guides!(
    Coordinator = "coordinator",
    Partner = "partner",
    TeamLeader = "team_leader",
    SteeringGroup = "steering_group",
    Evaluator = "evaluator",
    ItAdmin = "it_admin",
    Dpo = "dpo",
    FamilyMember = "family_member",
);

/// Reads the little Markdown that guides are written in: headings, paragraphs, lists. The title and the parts below it.
fn read(text: &str) -> (String, Vec<Part>) {
    let (mut title, mut parts) = (String::new(), Vec::new());
    for block in text
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
    {
        let plain = |text: &str| {
            text.replace("**", "")
                .replace('`', "")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        if let Some(heading) = block.strip_prefix("# ") {
            title = plain(heading);
        } else if let Some(heading) = block.strip_prefix("## ") {
            let (heading, rest) = heading.split_once('\n').unwrap_or((heading, ""));
            parts.push(Part::Heading(plain(heading)));
            if !rest.trim().is_empty() {
                parts.extend(read(rest).1);
            }
        } else if block.starts_with("- ") || block.starts_with("1. ") {
            let mut items: Vec<String> = Vec::new();
            for line in block.lines() {
                let marked = line.strip_prefix("- ").or_else(|| {
                    line.split_once(". ")
                        .filter(|(n, _)| n.parse::<u8>().is_ok())
                        .map(|(_, l)| l)
                });
                match (marked, items.last_mut()) {
                    (Some(item), _) => items.push(item.to_owned()),
                    (None, Some(last)) => *last = format!("{last} {}", line.trim()),
                    (None, None) => {}
                }
            }
            parts.push(Part::List(items.iter().map(|item| plain(item)).collect()));
        } else {
            parts.push(Part::Paragraph(plain(block)));
        }
    }
    (title, parts)
}

/// Shows the guide of the viewer's role.
pub(crate) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let (title, parts) = read(text(viewer.account.role, viewer.account.language));
    show(&GuidePage {
        frame: Frame::new(&app, &viewer, &uri, title),
        has_method: READERS.admits(viewer.account.role),
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guide_has_a_title_and_something_to_read() {
        for role in Role::ALL {
            for language in Language::ALL {
                let (title, parts) = read(text(*role, *language));
                assert!(
                    !title.is_empty() && parts.len() > 3,
                    "{role:?} {language:?}"
                );
            }
        }
    }

    #[test]
    fn lists_and_headings_are_told_apart() {
        let (title, parts) = read("# A\n\nText\nmore.\n\n## B\n- one\n  two\n- three\n");
        assert_eq!(title, "A");
        let list = Part::List(vec!["one two".into(), "three".into()]);
        assert_eq!(
            parts,
            [
                Part::Paragraph("Text more.".into()),
                Part::Heading("B".into()),
                list
            ]
        );
    }
}
