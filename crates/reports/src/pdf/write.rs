//! Pages of marks and their tree, written as tagged PDF.

use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TagGroup, TagTree};

use jiff::Timestamp;

use super::PdfError;
use super::shape::{Set, Shaper, Weight};
use super::sheet::{Child, PAGE, Put, SIDE, Sheets, WIDE, What};
use crate::document::Document;
use crate::figure::{Anchor, Drawing, Ink, Mark, Pen};
use crate::words::Words;

pub(super) fn write(
    document: &Document,
    sheets: Sheets,
    shaper: &mut Shaper,
    archived_at: Option<Timestamp>,
) -> Result<Vec<u8>, PdfError> {
    let mut configuration =
        ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    if archived_at.is_some() {
        configuration = configuration.with_archival_validator(Archival::A2_A);
    }
    let configuration = configuration
        .finish()
        .map_err(|error| PdfError::Refused(format!("{error:?}")))?;
    let settings = SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    };
    let mut pdf = krilla::Document::new_with(settings);
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); sheets.leaves];
    let words = Words(document.language);
    for (number, puts) in sheets.pages.iter().enumerate() {
        let page = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PdfError::NoTypeface)?;
        let mut page = pdf.start_page_with(page);
        let mut surface = page.surface();
        marks(&mut surface, shaper, puts, &mut leaves);
        footer(
            &mut surface,
            shaper,
            document,
            &words.with(
                "document-page",
                format!("{} / {}", number + 1, sheets.pages.len()),
            ),
        );
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(words.lang().to_owned()));
    for root in &sheets.roots {
        tree.push(group(&sheets, *root, &leaves));
    }
    pdf.set_tag_tree(tree);
    pdf.set_outline(outline(&sheets));
    let mut metadata = Metadata::new()
        .title(document.title.clone())
        .description(document.subtitle.clone())
        .language(words.lang().to_owned())
        .creator(format!("Helhed {}", env!("CARGO_PKG_VERSION")));
    if let Some(at) = archived_at {
        metadata = metadata.creation_date(instant(at));
    }
    pdf.set_metadata(metadata);
    pdf.finish()
        .map_err(|error| PdfError::Refused(format!("{error:?}")))
}

/// An instant as PDF has it.
fn instant(at: Timestamp) -> DateTime {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    let small = |it: i8| u8::try_from(it).unwrap_or(0);
    DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Marks of one leaf that follow each other are one piece of content.
fn marks(
    surface: &mut Surface<'_>,
    shaper: &mut Shaper,
    puts: &[Put],
    leaves: &mut [Vec<Identifier>],
) {
    for run in puts.chunk_by(|a, b| a.leaf == b.leaf) {
        match run[0].leaf {
            Some(leaf) => {
                let picture = matches!(run[0].what, What::Picture { .. });
                let tag = if picture {
                    ContentTag::Other
                } else {
                    ContentTag::Span(SpanTag::empty())
                };
                leaves[leaf].push(surface.start_tagged(tag));
            }
            None => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
                    ArtifactType::Layout,
                )));
            }
        }
        for put in run {
            mark(surface, shaper, &put.what);
        }
        surface.end_tagged();
    }
}

fn footer(surface: &mut Surface<'_>, shaper: &mut Shaper, document: &Document, page: &str) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
        ArtifactType::Footer,
    )));
    let y = PAGE.1 - 36.0;
    let title = shaper.line(&document.title, Weight::Regular, 8.0);
    let number = shaper.line(page, Weight::Regular, 8.0);
    let right = SIDE + WIDE - number.width();
    if title.width() < WIDE - number.width() - 20.0 {
        glyphs(surface, shaper, (SIDE, y), &title, Ink::Soft);
    }
    glyphs(surface, shaper, (right, y), &number, Ink::Soft);
    surface.end_tagged();
}

fn mark(surface: &mut Surface<'_>, shaper: &mut Shaper, what: &What) {
    match what {
        What::Words { at, set, ink } => glyphs(surface, shaper, *at, set, *ink),
        What::Rule {
            from,
            to,
            width,
            ink,
        } => {
            path(
                surface,
                &[*from, *to],
                false,
                None,
                Some((ink.rgb(), *width, Vec::new())),
            );
        }
        What::Surface {
            at: (x, y),
            size: (w, h),
            rgb,
        } => {
            path(
                surface,
                &[(*x, *y), (x + w, *y), (x + w, y + h), (*x, y + h)],
                true,
                Some(*rgb),
                None,
            );
        }
        What::Picture { at, scale, drawing } => picture(surface, shaper, *at, *scale, drawing),
    }
}

fn picture(
    surface: &mut Surface<'_>,
    shaper: &mut Shaper,
    corner: (f32, f32),
    scale: f32,
    drawing: &Drawing,
) {
    let place = |(x, y): (f64, f64)| (corner.0 + x as f32 * scale, corner.1 + y as f32 * scale);
    let pen = |pen: Pen| {
        let dash = pen
            .dash
            .iter()
            .map(|length| *length as f32 * scale)
            .collect::<Vec<_>>();
        (pen.ink.rgb(), pen.width as f32 * scale, dash)
    };
    for mark in &drawing.marks {
        match mark {
            Mark::Path {
                points,
                closed,
                fill,
                pen: line,
            } => {
                let points: Vec<_> = points.iter().map(|point| place(*point)).collect();
                path(surface, &points, *closed, fill.map(Ink::rgb), line.map(pen));
            }
            Mark::Circle {
                at,
                radius,
                fill,
                pen: line,
            } => {
                let ((x, y), r) = (place(*at), *radius as f32 * scale);
                circle(surface, x, y, r, fill.rgb(), line.map(pen));
            }
            Mark::Text {
                at,
                text,
                size,
                anchor,
                bold,
                ink,
            } => {
                let weight = if *bold {
                    Weight::SemiBold
                } else {
                    Weight::Regular
                };
                let set = shaper.line(text, weight, *size as f32 * scale);
                let (x, y) = place(*at);
                let x = match anchor {
                    Anchor::Start => x,
                    Anchor::Middle => x - set.width() / 2.0,
                    Anchor::End => x - set.width(),
                };
                glyphs(surface, shaper, (x, y), &set, *ink);
            }
        }
    }
}

fn glyphs(surface: &mut Surface<'_>, shaper: &Shaper, at: (f32, f32), set: &Set, ink: Ink) {
    surface.set_fill(Some(fill(ink.rgb())));
    surface.set_stroke(None);
    surface.draw_glyphs(
        Point::from_xy(at.0, at.1),
        &set.shaped.glyphs,
        shaper.font(set.weight),
        &set.text,
        set.size,
        false,
    );
}

fn fill([r, g, b]: [u8; 3]) -> Fill {
    Fill {
        paint: rgb::Color::new(r, g, b).into(),
        ..Fill::default()
    }
}

/// Colour, width, dashes.
type Line = ([u8; 3], f32, Vec<f32>);

fn stroke(([r, g, b], width, dash): Line) -> Stroke {
    Stroke {
        paint: rgb::Color::new(r, g, b).into(),
        width,
        line_join: LineJoin::Round,
        dash: (!dash.is_empty()).then_some(StrokeDash {
            array: dash,
            offset: 0.0,
        }),
        ..Stroke::default()
    }
}

fn path(
    surface: &mut Surface<'_>,
    points: &[(f32, f32)],
    closed: bool,
    inside: Option<[u8; 3]>,
    line: Option<Line>,
) {
    let mut builder = PathBuilder::new();
    for (at, (x, y)) in points.iter().enumerate() {
        if at == 0 {
            builder.move_to(*x, *y)
        } else {
            builder.line_to(*x, *y)
        }
    }
    if closed {
        builder.close();
    }
    paint(surface, builder, inside, line);
}

fn circle(surface: &mut Surface<'_>, x: f32, y: f32, r: f32, inside: [u8; 3], line: Option<Line>) {
    // Four Bézier curves: the usual constant is within 0.03 % of a circle.
    let c = r * 0.552_284_8;
    let mut builder = PathBuilder::new();
    builder.move_to(x + r, y);
    builder.cubic_to(x + r, y + c, x + c, y + r, x, y + r);
    builder.cubic_to(x - c, y + r, x - r, y + c, x - r, y);
    builder.cubic_to(x - r, y - c, x - c, y - r, x, y - r);
    builder.cubic_to(x + c, y - r, x + r, y - c, x + r, y);
    builder.close();
    paint(surface, builder, Some(inside), line);
}

fn paint(
    surface: &mut Surface<'_>,
    builder: PathBuilder,
    inside: Option<[u8; 3]>,
    line: Option<Line>,
) {
    if let Some(path) = builder.finish() {
        surface.set_fill(inside.map(fill));
        surface.set_stroke(line.map(stroke));
        surface.draw_path(&path);
    }
}

fn group(sheets: &Sheets, at: usize, leaves: &[Vec<Identifier>]) -> TagGroup {
    let branch = &sheets.branches[at];
    let mut group = TagGroup::new(branch.tag.clone());
    for child in &branch.children {
        match child {
            Child::Branch(at) => group.push(self::group(sheets, *at, leaves)),
            Child::Leaf(leaf) => leaves[*leaf]
                .iter()
                .for_each(|identifier| group.push(*identifier)),
        }
    }
    group
}

fn outline(sheets: &Sheets) -> Outline {
    // The title stands over everything; sections under it, their sections under them.
    let mut open: Vec<(usize, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    let close = |open: &mut Vec<(usize, OutlineNode)>, outline: &mut Outline, level: usize| {
        while open.last().is_some_and(|(at, _)| *at >= level) {
            if let Some((_, node)) = open.pop() {
                match open.last_mut() {
                    Some((_, above)) => above.push_child(node),
                    None => outline.push_child(node),
                }
            }
        }
    };
    for entry in &sheets.outline {
        close(&mut open, &mut outline, entry.level);
        let destination = XyzDestination::new(entry.page, Point::from_xy(SIDE, entry.y));
        open.push((
            entry.level,
            OutlineNode::new(entry.title.clone(), destination),
        ));
    }
    close(&mut open, &mut outline, 0);
    outline
}
