//! What people type into fields, and into minutes.

use helhed_domain::account::Username;
use helhed_domain::collision::MadeOf;
use helhed_domain::consent::Party;
use helhed_domain::cpr::CprNumber;
use helhed_domain::day::{parse_day, parse_hour};
use helhed_domain::economy::{Amount, Units};
use helhed_domain::file::{CheckedFile, FileName};
use helhed_domain::ids::FamilyId;
use helhed_domain::meeting::VideoLink;
use helhed_domain::minutes::{day_word, deciding, heard, hour_word};
use helhed_domain::one_time_link::LinkCode;
use helhed_domain::post::EmailAddress;
use helhed_domain::rating::{Rating, Total};
use helhed_domain::retention::{CaseType, Tombstone};
use helhed_domain::text::{Line, Name, Prose};
use helhed_domain::text_message::{PhoneNumber, Reached};
use jiff::civil::date;

use super::{of_bytes, of_text};
use crate::Target;

/// No control character and nothing that turns the direction of reading, but for the breaks that may be there.
fn is_clean(text: &str, may_break: bool) {
    let turns = |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let broken = text.chars().find(|sign| {
        (sign.is_control() && !(may_break && matches!(sign, '\n' | '\t'))) || turns(*sign)
    });
    assert_eq!(broken, None);
}

/// Taken, it is clean, and read again it is the same.
macro_rules! texts {
    ($($kind:ty, $may_break:expr, $name:literal, $sound:expr;)+) => {
        vec![$(of_text($name, &$sound, |text| {
            let Ok(taken) = <$kind>::parse(text) else { return false };
            is_clean(taken.as_str(), $may_break);
            assert_eq!(<$kind>::parse(taken.as_str()).as_ref(), Ok(&taken));
            true
        }),)+]
    };
}

pub(super) fn targets() -> Vec<Target> {
    let mut all = texts! {
        Name, false, "name", ["Sofie Holmegaard-Åkjær"];
        Line, false, "line", ["Hemmelig Vej 1, 1. tv."];
        Prose, true, "prose", ["Emil sover bedre.\n\nSofie er glad 🙂."];
        Username, false, "sign-in name", ["karen.holm"];
        EmailAddress, false, "e-mail", ["sofie@example.dk"];
        PhoneNumber, false, "telephone", ["+45 20 30 40 50"];
        VideoLink, false, "video link", ["https://video.example.dk/moede/123"];
    };
    all.extend([
        of_text("CPR number", &["610190-1234", "6101901234"], |text| {
            CprNumber::parse(text).is_ok_and(|cpr| cpr.digits().len() == 10)
        }),
        of_text("day", &["2026-11-24", "24.11.2026"], |text| {
            parse_day(text).is_ok()
        }),
        of_text("hour", &["2026-11-24T10:00", "2026-11-24 10.00"], |text| {
            parse_hour(text).is_ok()
        }),
        of_text("amount", &["1.234,50", "12"], |text| {
            Amount::parse(text).is_ok() | Units::parse(text).is_ok()
        }),
        of_text("reached by", &["sofie@example.dk", "20304050"], |text| {
            Reached::parse(text).is_ok()
        }),
        of_text("link code", &["123456"], |text| {
            LinkCode::parse(text).is_ok()
        }),
        of_text(
            "party",
            &["unit-018f0000-0000-7000-8000-000000000001"],
            |text| {
                Party::parse(text)
                    .is_some_and(|party| Party::parse(&party.to_string()) == Some(party))
            },
        ),
        of_text("id", &["018f0000-0000-7000-8000-000000000001"], |text| {
            FamilyId::parse(text).is_some()
        }),
        of_text("collision", &["3/8|a b c"], |text| {
            MadeOf::parse(text).is_some_and(|read| MadeOf::parse(&read.to_text()) == Some(read))
        }),
        of_text("file name", &["Årsopgørelse 2026.pdf"], |text| {
            let Ok(name) = FileName::parse(text) else {
                return false;
            };
            assert!(!name.as_str().contains(['/', '\\', '"']));
            is_clean(name.as_str(), false);
            true
        }),
        of_bytes(
            "file",
            &[b"%PDF-1.7\n%%EOF", b"K\xc3\xa6re alle"],
            |bytes| {
                let kinds = ["brev.pdf", "brev.docx", "billede.png", "brev.txt"];
                kinds
                    .map(|name| CheckedFile::check(name, bytes.to_vec(), 1).is_ok())
                    .contains(&true)
            },
        ),
        of_bytes("rating", &[b"7.3", b"10", b"28.4"], |bytes| {
            let text = String::from_utf8_lossy(bytes);
            Rating::parse(&text).is_ok()
                | Rating::parse_bytes(bytes).is_some()
                | Total::parse_bytes(bytes).is_some()
        }),
        of_text("tombstone", &[&tombstone()], |text| {
            Tombstone::parse(text).is_some_and(|read| Tombstone::parse(&read.line()) == Some(read))
        }),
        of_text(
            "minutes",
            &[
                "!Karen ringer til skolen på fredag kl. 10\n?hvem henter Emil",
                "+ Sofie: lægen 24/12",
            ],
            |text| {
                let today = date(2026, 11, 24);
                text.lines().for_each(|line| {
                    let _ = (deciding(line), day_word(line, today), hour_word(line));
                });
                heard(text).iter().flatten().count() > 0
            },
        ),
    ]);
    all
}

/// A line of the ledger of deletions.
fn tombstone() -> String {
    let id = "018f0000-0000-7000-8000-000000000001";
    let kind = CaseType::ALL[0].code();
    format!(
        "{id} {kind} 2020-01-02 2021-03-04 {id} {id} {} 2026-11-24T10:00:00Z",
        "ab".repeat(32)
    )
}
