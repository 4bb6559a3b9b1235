//! One report with one of everything: what every reader needs is in it, and it is the same bytes every time.

use helhed_reports::figure::{
    Axis, Bar, BarChart, ColumnChart, Drawing, Line, LineChart, Multiples, Point, Reference,
    StackedChart, Swing, TornadoChart,
};
use helhed_reports::{
    Block, Column, Document, Figure, Format, Language, Numbers, Section, Table, archival_pdf, html,
    pdf,
};
use scraper::{Html, Selector};

const NUMBERS: Numbers = Numbers(Language::Danish);

fn table(id: &str, rows: usize) -> Table {
    Table {
        id: id.into(),
        caption: "Andel selvforsørgede <måned for måned> & \"rolle\"".into(),
        columns: vec![
            Column::words("Rolle"),
            Column::number("Måned"),
            Column::number("Personer"),
            Column::number("Andel"),
            Column::words("Bemærkning til rækken, som kan være lang"),
        ],
        rows: (0..rows)
            .map(|row| {
                vec![
                    "Mor".into(),
                    row.to_string(),
                    "56".into(),
                    "41,3\u{a0}%".into(),
                    "–".into(),
                ]
            })
            .collect(),
        row_heads: 1,
        note: "Wilson-intervaller, 95 %.".into(),
    }
}

fn figure(id: &str, drawing: Drawing, rows: usize) -> Figure {
    Figure {
        id: id.into(),
        title: format!("Selvforsørgelse før og efter start ({id})"),
        description: "Andelen falder op til start og stiger igen.".into(),
        drawing,
        table: table(&format!("{id}-tal"), rows),
    }
}

fn lines(names: &[&str]) -> LineChart {
    let line = |at: usize, name: &str| Line {
        name: name.into(),
        points: (-24..=24)
            .map(|t| {
                let dip = 0.3 * (-f64::from(t * t) / 90.0).exp();
                let y = 0.7 - dip - 0.25 * at as f64;
                let y = (t != 7).then_some(y);
                Point {
                    x: f64::from(t),
                    y,
                    low: y.map(|y| y - 0.08),
                    high: y.map(|y| y + 0.09),
                }
            })
            .collect(),
    };
    LineChart {
        x: Axis::new("Måneder fra start", Format::Whole).written(
            (-4..=4)
                .map(|q| (f64::from(q * 6), (q * 6).to_string()))
                .collect(),
        ),
        y: Axis::new("Andel selvforsørgede", Format::Percent(0)).showing(0.0, 1.0),
        lines: names
            .iter()
            .enumerate()
            .map(|(at, name)| line(at, name))
            .collect(),
        references: vec![Reference {
            x: 0.0,
            label: "Start".into(),
        }],
        level: Some((0.25, "Grænse".into())),
        steps: false,
    }
}

fn bar(value: f64) -> Bar {
    Bar {
        value: Some(value),
        low: Some(value - 0.1),
        high: Some(value + 0.12),
    }
}

fn sample() -> Document {
    let bars = BarChart {
        axis: Axis::new("Andel af personmåneder", Format::Percent(0)).showing(0.0, 1.0),
        series: vec!["Før".into(), "Efter".into()],
        groups: vec![
            (
                "Selvforsørgelse eller ingen registrering".into(),
                vec![bar(0.45), bar(0.47)],
            ),
            ("Aktivitetsparat".into(), vec![bar(0.3), Bar::default()]),
        ],
        format: Format::Percent(1),
        absent: "for få".into(),
    };
    let columns = ColumnChart {
        axis: Axis::new("Familier", Format::Whole),
        along: "Måned for start".into(),
        series: vec![String::new()],
        places: (1..=30)
            .map(|at| {
                (
                    format!("2017-{at:02}"),
                    vec![Bar {
                        value: Some(f64::from(at % 5)),
                        low: None,
                        high: None,
                    }],
                )
            })
            .collect(),
        format: Some(Format::Whole),
    };
    let payers = StackedChart {
        axis: Axis::new("Kr., nutidsværdi", Format::Whole),
        parts: vec![
            "Kommune".into(),
            "Stat".into(),
            "Region".into(),
            "Familie".into(),
        ],
        bars: vec![
            ("Gevinst".into(), vec![3e6, 1e6, 4e5, 2e5]),
            ("Udgift".into(), vec![-2e6, -1e5, 0.0, 0.0]),
        ],
        sum: Some(Format::Whole),
    };
    let tornado = TornadoChart {
        axis: Axis::new("Nutidsværdi, kr.", Format::Whole),
        base: 1_555_821.0,
        base_name: "Grundforløb:".into(),
        swings: vec![
            Swing {
                name: "Effekt 0–4 %".into(),
                low: -3.3e6,
                high: 6.4e6,
            },
            Swing {
                name: "Rente 0–4 %".into(),
                low: 2.4e6,
                high: 1.5e6,
            },
        ],
        format: Format::Whole,
    };
    let steps = LineChart {
        steps: true,
        lines: lines(&["Alle"]).lines,
        ..lines(&["Alle"])
    };
    let small = Multiples {
        charts: ["Mødre", "Fædre", "Alle"]
            .iter()
            .map(|name| ((*name).to_owned(), lines(&["x"])))
            .collect(),
        across: 3,
    };
    let section = |id: &str, blocks: Vec<Block>| Section {
        id: id.into(),
        title: format!("Afsnit om {id}"),
        blocks,
        sections: vec![],
    };
    let mut first = section(
        "forsørgelse",
        vec![Block::Figure(figure(
            "maaned",
            lines(&["Mødre", "Fædre", "Alle"]).draw(NUMBERS),
            49,
        ))],
    );
    first.sections.push(section(
        "forloeb",
        vec![Block::Figure(figure("trin", steps.draw(NUMBERS), 3))],
    ));
    Document {
        language: Language::Danish,
        title: "Evaluering af helhedsorienteret indsats".into(),
        subtitle: "Gladsaxe & Assens".into(),
        facts: vec![
            ("Observeret".into(), "2015-01 til 2019-12".into()),
            ("Familier".into(), "56".into()),
        ],
        lead: vec![
            Block::Notice("Tallene beskriver; de viser ikke, hvad indsatsen har virket.".into()),
            Block::Paragraph("Løbende tekst. ".repeat(60)),
            Block::Labelled {
                label: "Det viser figuren.".into(),
                text: "Andelen er lavest ved start. ".repeat(8),
            },
            Block::List(vec![
                "Det første".into(),
                "Det andet, som er længere. ".repeat(6),
            ]),
        ],
        sections: vec![
            first,
            section(
                "før-efter",
                vec![
                    Block::Figure(figure("bjaelker", bars.draw(NUMBERS), 4)),
                    Block::Table(table("tabel", 60)),
                ],
            ),
            section(
                "start",
                vec![
                    Block::Figure(figure("soejler", columns.draw(NUMBERS), 2)),
                    Block::Figure(figure("smaa", small.draw(NUMBERS), 2)),
                ],
            ),
            section(
                "økonomi",
                vec![
                    Block::Figure(figure("betalere", payers.draw(NUMBERS), 2)),
                    Block::Figure(figure("tornado", tornado.draw(NUMBERS), 2)),
                ],
            ),
        ],
    }
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).expect("a selector"))
        .count()
}

#[test]
fn the_page_can_be_read_by_everybody() {
    let text = html(&sample());
    if let Ok(folder) = std::env::var("HELHED_SHOW") {
        std::fs::write(format!("{folder}/sample.html"), &text).unwrap();
    }
    let page = Html::parse_document(&text);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    assert_eq!(count(&page, "html[lang=da]"), 1);
    assert_eq!(count(&page, "h1"), 1);
    assert_eq!(count(&page, "main h2"), 4);
    assert_eq!(count(&page, "svg[role=img] > title"), 7);
    assert_eq!(count(&page, "svg[role=img] > desc"), 7);
    assert_eq!(count(&page, "figure details table"), 7);
    assert_eq!(count(&page, "table > caption"), 8);
    assert_eq!(count(&page, "thead th:not([scope=col])"), 0);
    assert_eq!(count(&page, "tbody th:not([scope=row])"), 0);
    // A strict policy lets through no style of an element and no script.
    assert_eq!(count(&page, "[style], script, [onclick], svg style"), 0);
    let ids: Vec<_> = page
        .select(&Selector::parse("[id]").unwrap())
        .filter_map(|e| e.attr("id"))
        .collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice");
    for named in page.select(&Selector::parse("[aria-labelledby]").unwrap()) {
        for id in named.attr("aria-labelledby").unwrap().split(' ') {
            assert!(ids.contains(&id), "{id} names nothing");
        }
    }
}

#[test]
fn the_print_is_tagged_and_accessible() {
    let bytes = pdf(&sample()).unwrap();
    if let Ok(folder) = std::env::var("HELHED_SHOW") {
        std::fs::write(format!("{folder}/sample.pdf"), &bytes).unwrap();
    }
    assert_eq!(
        bytes,
        pdf(&sample()).unwrap(),
        "the same report gives the same bytes"
    );
    assert!(bytes.starts_with(b"%PDF-1.7"));
    // The structure is written plainly; only what is drawn is compressed.
    let text = String::from_utf8_lossy(&bytes);
    let count = |what: &str| text.matches(what).count();
    assert!(
        text.contains("<pdfuaid:part>1</pdfuaid:part>"),
        "not PDF/UA-1"
    );
    assert!(text.contains("/Lang(da)") && text.contains("/DisplayDocTitle true"));
    assert_eq!((count("/S/H1"), count("/S/H2"), count("/S/H3")), (1, 5, 1));
    assert_eq!(
        (count("/S/Figure"), count("/Alt"), count("/BBox")),
        (7, 7, 7)
    );
    // Every table with its caption, every head with its scope, as many cells as the tables have.
    assert_eq!((count("/S/Table"), count("/S/Caption")), (8, 8 + 7));
    let rows = 49 + 3 + 4 + 60 + 2 + 2 + 2 + 2;
    assert_eq!((count("/S/TR"), count("/S/TD")), (rows + 8, rows * 4));
    assert_eq!(
        (count("/S/TH"), count("/Scope/Column"), count("/Scope/Row")),
        (8 * 5 + rows + 8, 8 * 5, rows)
    );
    assert_eq!(count("/S/LI"), 4);
    assert!(text.contains("/Outlines"));
    // A second pair of eyes, where the machine has one.
    if std::process::Command::new("qpdf")
        .arg("--version")
        .output()
        .is_ok()
    {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sample.pdf");
        std::fs::write(&path, &bytes).expect("written");
        let checked = std::process::Command::new("qpdf")
            .arg("--check")
            .arg(&path)
            .output()
            .expect("run");
        assert!(
            checked.status.success(),
            "{}",
            String::from_utf8_lossy(&checked.stdout)
        );
    }
}

#[test]
fn for_an_archive_it_is_pdf_a_and_the_same_bytes_every_time() {
    let at = "2026-11-24T09:00:00Z".parse().expect("an instant");
    let written = archival_pdf(&sample(), at).expect("fit for an archive");
    let text = String::from_utf8_lossy(&written);
    for told in [
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
    ] {
        assert!(text.contains(told), "{told}");
    }
    assert_eq!(written, archival_pdf(&sample(), at).expect("again"));
    let plain = pdf(&sample()).expect("accessible");
    assert!(!String::from_utf8_lossy(&plain).contains("pdfaid"));
}
