//! A drawing as SVG: presentation attributes for the colours, classes for pages that have their own; no style attribute and no script.

use std::fmt::{self, Display, Write as _};

use super::drawing::{Anchor, Drawing, Ink, Mark, Pen};

/// The typefaces of figures, as far as the reader's machine has them.
const FAMILY: &str = "IBM Plex Sans, Segoe UI, Roboto, Arial, sans-serif";

/// What the writer needs beside the drawing.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Prefix of the ids within the picture, unique on its page.
    pub id: &'a str,
    /// The language of its words.
    pub lang: &'a str,
    /// What it shows, in a line.
    pub title: &'a str,
    /// What it shows, for one who cannot see it.
    pub description: &'a str,
}

/// The picture as an `svg` element that stands alone or in a page.
pub fn svg(drawing: &Drawing, named: Named<'_>) -> String {
    let mut out = String::with_capacity(drawing.marks.len() * 90 + 600);
    let (w, h) = (Short(drawing.width), Short(drawing.height));
    let id = named.id;
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hh-chart\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" \
         lang=\"{}\" aria-labelledby=\"{id}-t {id}-d\" font-family=\"{FAMILY}\">\n<title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n",
        escape(named.lang),
        escape(named.title),
        escape(named.description)
    );
    let _ = writeln!(
        out,
        "<rect class=\"paper\" fill=\"#ffffff\" width=\"{w}\" height=\"{h}\"/>"
    );
    for mark in &drawing.marks {
        write_mark(&mut out, mark);
    }
    out.push_str("</svg>\n");
    out
}

fn write_mark(out: &mut String, mark: &Mark) {
    match mark {
        Mark::Path {
            points,
            closed,
            fill,
            pen,
        } => {
            out.push_str("<path d=\"");
            for (at, (x, y)) in points.iter().enumerate() {
                let _ = write!(
                    out,
                    "{}{} {}",
                    if at == 0 { 'M' } else { 'L' },
                    Short(*x),
                    Short(*y)
                );
            }
            out.push_str(if *closed { "Z\"" } else { "\"" });
            paint(out, *fill, *pen);
            out.push_str("/>\n");
        }
        Mark::Circle {
            at,
            radius,
            fill,
            pen,
        } => {
            let _ = write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                Short(at.0),
                Short(at.1),
                Short(*radius)
            );
            paint(out, Some(*fill), *pen);
            out.push_str("/>\n");
        }
        Mark::Text {
            at,
            text,
            size,
            anchor,
            bold,
            ink,
        } => {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"",
                Short(at.0),
                Short(at.1),
                Short(*size)
            );
            match anchor {
                Anchor::Start => {}
                Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
                Anchor::End => out.push_str(" text-anchor=\"end\""),
            }
            if *bold {
                out.push_str(" font-weight=\"600\"");
            }
            paint(out, Some(*ink), None);
            let _ = writeln!(out, ">{}</text>", escape(text));
        }
    }
}

fn paint(out: &mut String, fill: Option<Ink>, pen: Option<Pen>) {
    let class = match (fill, pen) {
        (Some(fill), Some(pen)) => format!("f-{} p-{}", fill.class(), pen.ink.class()),
        (Some(fill), None) => format!("f-{}", fill.class()),
        (None, Some(pen)) => format!("p-{}", pen.ink.class()),
        (None, None) => String::new(),
    };
    let _ = write!(
        out,
        " class=\"{class}\" fill=\"{}\"",
        fill.map_or_else(|| "none".to_owned(), hex)
    );
    if let Some(pen) = pen {
        let _ = write!(
            out,
            " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
            hex(pen.ink),
            Short(pen.width)
        );
        if !pen.dash.is_empty() {
            let dash: Vec<_> = pen
                .dash
                .iter()
                .map(|length| Short(*length).to_string())
                .collect();
            let _ = write!(out, " stroke-dasharray=\"{}\"", dash.join(" "));
        }
    }
}

fn hex(ink: Ink) -> String {
    let [r, g, b] = ink.rgb();
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// A place or a size, with two decimals at the most: a hundredth of a unit is not seen. Whole hundredths are written as whole numbers:
/// a picture has thousands of places, and writing a float exactly is most of what drawing it costs.
struct Short(f64);

impl Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.0 * 100.0).round();
        if hundredths.abs() > 1e15 {
            return write!(f, "{}", self.0);
        }
        if hundredths < 0.0 {
            f.write_str("-")?;
        }
        let hundredths = hundredths.abs() as u64;
        let (whole, part) = (hundredths / 100, hundredths % 100);
        Display::fmt(&whole, f)?;
        match (part % 10, part) {
            (_, 0) => Ok(()),
            (0, part) => write!(f, ".{}", part / 10),
            (_, part) => write!(f, ".{part:02}"),
        }
    }
}

/// Text as content or as a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_in_hundredths_at_the_most() {
        let written = [
            0.0, -0.001, 12.0, 12.5, 12.05, 12.055, -3.25, 0.994, 99.999, 1234.4,
        ];
        let texts: Vec<_> = written.iter().map(|it| Short(*it).to_string()).collect();
        assert_eq!(
            texts,
            [
                "0", "0", "12", "12.5", "12.05", "12.06", "-3.25", "0.99", "100", "1234.4"
            ]
        );
    }
}
