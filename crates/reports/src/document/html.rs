//! A report as one page that needs nothing else: readable on paper and screen, light and dark, by eye and by ear.

use std::fmt::Write as _;

use super::{Block, Document, Numbered, Section, Table, numbered};
use crate::figure::{Figure, escape};
use crate::words::Words;

/// The style of what [`fragment`] gives, for a page that serves it as a file of its own: everything under the class `hh-report`.
pub const STYLE: &str = include_str!("report.css");
const PAGE: &str = include_str!("page.css");

/// The report as a page of its own.
pub fn html(document: &Document) -> String {
    let words = Words(document.language);
    let title = escape(&document.title);
    let mut out = String::with_capacity(64 * 1024);
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Helhed {version}\">\n<title>{title}</title>\n<style>\n{STYLE}{PAGE}</style>\n</head>\n\
         <body class=\"hh-report\">\n<a class=\"skip\" href=\"#content\">{skip}</a>\n",
        lang = words.lang(),
        version = env!("CARGO_PKG_VERSION"),
        skip = escape(&words.t("document-skip")),
    );
    let _ = writeln!(out, "<header>\n<h1>{title}</h1>");
    if !document.subtitle.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"subtitle\">{}</p>",
            escape(&document.subtitle)
        );
    }
    out.push_str("</header>\n");
    contents(&mut out, document, &numbered(document), words);
    out.push_str("<main id=\"content\">\n");
    body(&mut out, document);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What stands between heading and end of a report, its contents first, for a page that has its own frame. Headings begin at the second
/// level; the classes are those of the report's style sheet.
pub fn fragment(document: &Document) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let words = Words(document.language);
    contents(&mut out, document, &numbered(document), words);
    body(&mut out, document);
    out
}

fn body(out: &mut String, document: &Document) {
    let writer = Writer {
        words: Words(document.language),
        numbers: numbered(document),
    };
    if !document.facts.is_empty() {
        out.push_str("<dl class=\"facts\">\n");
        for (what, value) in &document.facts {
            let _ = writeln!(
                out,
                "<div><dt>{}</dt><dd>{}</dd></div>",
                escape(what),
                escape(value)
            );
        }
        out.push_str("</dl>\n");
    }
    writer.blocks(out, &document.lead);
    for section in &document.sections {
        writer.section(out, section, 2);
    }
}

fn contents(out: &mut String, document: &Document, numbers: &Numbered, words: Words) {
    if document.sections.len() < 3 {
        return;
    }
    let heading = escape(&words.t("document-contents"));
    let _ = writeln!(
        out,
        "<nav class=\"contents\" aria-label=\"{heading}\">\n<h2>{heading}</h2>\n<ol>"
    );
    for section in &document.sections {
        let number = numbers.section(section);
        let _ = writeln!(
            out,
            "<li><a href=\"#{}\"><span class=\"number\">{number}</span> {}</a></li>",
            escape(&section.id),
            escape(&section.title)
        );
    }
    out.push_str("</ol>\n</nav>\n");
}

struct Writer {
    words: Words,
    numbers: Numbered,
}

impl Writer {
    fn section(&self, out: &mut String, section: &Section, level: usize) {
        let id = escape(&section.id);
        let number = self.numbers.section(section);
        let level = level.min(6);
        let _ = writeln!(
            out,
            "<section aria-labelledby=\"{id}\">\n<h{level} id=\"{id}\"><span class=\"number\">{number}</span> {}</h{level}>",
            escape(&section.title)
        );
        self.blocks(out, &section.blocks);
        for inner in &section.sections {
            self.section(out, inner, level + 1);
        }
        out.push_str("</section>\n");
    }

    fn blocks(&self, out: &mut String, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => {
                    let _ = writeln!(out, "<p>{}</p>", escape(text));
                }
                Block::Labelled { label, text } => {
                    let _ = writeln!(
                        out,
                        "<p><strong>{}</strong> {}</p>",
                        escape(label),
                        escape(text)
                    );
                }
                Block::Notice(text) => {
                    let _ = writeln!(out, "<p class=\"notice\">{}</p>", escape(text));
                }
                Block::List(items) => {
                    out.push_str("<ul>\n");
                    for item in items {
                        let _ = writeln!(out, "<li>{}</li>", escape(item));
                    }
                    out.push_str("</ul>\n");
                }
                Block::Table(table) => {
                    let caption = self.numbers.table(self.words, table);
                    self.table(out, table, &caption);
                }
                Block::Figure(figure) => self.figure(out, figure),
            }
        }
    }

    fn table(&self, out: &mut String, table: &Table, caption: &str) {
        let id = escape(&table.id);
        // A wide table scrolls within its own frame, which the keyboard can reach.
        let _ = writeln!(
            out,
            "<div class=\"wide\" role=\"region\" aria-labelledby=\"{id}-c\" tabindex=\"0\">\n<table id=\"{id}\">\n<caption id=\"{id}-c\">{}</caption>\n<thead>\n<tr>",
            escape(caption)
        );
        for column in &table.columns {
            let class = if column.number { " class=\"n\"" } else { "" };
            let _ = writeln!(
                out,
                "<th scope=\"col\"{class}>{}</th>",
                escape(&column.name)
            );
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let class = if column.number { " class=\"n\"" } else { "" };
                let text = escape(cell);
                let _ = if at < table.row_heads {
                    write!(out, "<th scope=\"row\"{class}>{text}</th>")
                } else {
                    write!(out, "<td{class}>{text}</td>")
                };
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
        if !table.note.is_empty() {
            let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(&table.note));
        }
    }

    fn figure(&self, out: &mut String, figure: &Figure) {
        let caption = self.numbers.figure(self.words, figure);
        let number = self.numbers.of_figure(figure);
        let id = escape(&figure.id);
        let _ = writeln!(
            out,
            "<figure id=\"{id}\" aria-labelledby=\"{id}-c\">\n<figcaption id=\"{id}-c\">{}</figcaption>\n<div class=\"wide\" role=\"group\" aria-labelledby=\"{id}-c\" tabindex=\"0\">\n{}</div>\n<details>\n<summary>{}</summary>",
            escape(&caption),
            figure.svg(self.words.lang()),
            escape(&self.words.with("document-numbers", number)),
        );
        self.table(out, &figure.table, &figure.table.caption);
        out.push_str("</details>\n</figure>\n");
    }
}
