//! What people and others send that no form asks for.

use helhed_formtest::Kind;

/// Stands in everything that is written, so that it is found again.
pub(crate) const MARK: &str = "Krydsbefrugtning";

/// What must never stand in a page as it was sent.
pub(crate) const SCRIPT: &str = "'\"><script>alert('Krydsbefrugtning')</script>";

/// Ten million letters.
pub(crate) fn ten_megabytes() -> String {
    format!("{MARK} {}", "x".repeat(10_000_000))
}

/// What is sent in a field.
pub(crate) fn payloads(kind: Kind) -> Vec<String> {
    let texts = [
        format!("{MARK}\0\u{7}\u{1b}[31m"),
        format!("{MARK}\u{202e}gpj.exe\u{2066}"),
        format!("{MARK} مرحبا 👩‍👧‍👦 Ω≈ç√ e\u{301}"),
        format!("{MARK}'); DROP TABLE family; -- %_\\"),
        SCRIPT.to_owned(),
        format!("{MARK} {{{{ frame.user }}}} ${{7*7}} %00 &lt;b&gt;"),
        format!("{MARK} {}", "æ".repeat(300)),
        String::new(),
        "   \u{a0}\u{200b} ".to_owned(),
    ];
    let days = [
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "-2026-1-1",
        "2199-12-31",
        "1900-01-01",
        "i morgen",
        "99999999999-1-1",
        "2026-11-24T25:61",
        "2199-12-31T23:59",
        "1900-01-01T00:00",
        "9999-12-31T23:59",
    ];
    let choices = [
        "01936000-0000-7000-8000-00000000abcd",
        "1'; DROP TABLE family; --",
        "it_admin",
        "-5",
        "99999999999999999999",
        "9223372036854775807",
        "-9223372036854775808",
        "NaN",
        "\0",
    ];
    let owned = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    match kind {
        Kind::Line | Kind::Phrase => [texts.to_vec(), owned(&["-5", "1e400", "25:99"])].concat(),
        Kind::Area => [
            texts.to_vec(),
            vec![format!("{MARK} {}", "æ".repeat(20_001))],
        ]
        .concat(),
        Kind::Day | Kind::Hour => {
            [texts[..1].to_vec(), vec![SCRIPT.to_owned()], owned(&days)].concat()
        }
        Kind::Choice => [owned(&choices), vec![SCRIPT.to_owned()]].concat(),
    }
}

/// A text as it stands in a page.
pub(crate) fn escaped(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => page.push_str("&#38;"),
            '<' => page.push_str("&#60;"),
            '>' => page.push_str("&#62;"),
            '"' => page.push_str("&#34;"),
            '\'' => page.push_str("&#39;"),
            c => page.push(c),
        }
    }
    page
}

/// Bodies that are no form.
pub(crate) fn bodies() -> Vec<String> {
    vec![
        String::new(),
        "=&=&&&=".to_owned(),
        "%FF%FE=%C3%28&%00=%00&form-id=1%27".to_owned(),
        "{\"role\":\"it_admin\"}".to_owned(),
        format!("role=it_admin&account=1&family=1&id=1&version=-1&unknown={MARK}"),
        "a=b&".repeat(5_000),
        format!(
            "draft-place={}&language=xx&back=//elsewhere.example",
            "/".repeat(500)
        ),
        "draft-place=/%00%0d%0aSet-Cookie:%20a=b".to_owned(),
        "back=/%0d%0aSet-Cookie:%20a=b&language=da".to_owned(),
    ]
}
