//! A raw value as what the bundle's column holds.

use helhed_evaluation::calendar::{DateFault, Day, Month};

use crate::fault::What;
use crate::profile::Source;
use crate::table::Raw;

/// Whether a value is empty, or one of the words the profile says mean so.
pub(crate) fn is_empty(raw: &Raw, source: &Source) -> bool {
    match raw {
        Raw::Text(text) => text.is_empty() || source.empty.contains(text),
        Raw::Day(day) => source.empty.contains(&day.to_string()),
        Raw::Number(_) | Raw::Other => false,
    }
}

/// A value as text: ids, codes, accounts. Numbers of a workbook are written as it shows them when nothing is formatted.
pub(crate) fn text(raw: &Raw) -> Result<String, What> {
    match raw {
        Raw::Text(text) => Ok(text.clone()),
        Raw::Number(number) => Ok(number.to_string()),
        Raw::Day(day) => Ok(day.to_string()),
        Raw::Other => Err(What::Workbook),
    }
}

/// A date in one of the profile's forms.
pub(crate) fn day(raw: &Raw, source: &Source) -> Result<Day, What> {
    let forms = || source.dates.join(" or ");
    match raw {
        Raw::Day(day) => day.in_range().map_err(|_| What::DateOutOfRange),
        Raw::Text(text) => {
            let mut fault = What::BadDate(forms());
            for form in &source.dates {
                match parse_day(text, form) {
                    Ok(day) => return Ok(day),
                    Err(DateFault::OutOfRange) => fault = What::DateOutOfRange,
                    Err(DateFault::Malformed) => {}
                }
            }
            Err(fault)
        }
        // A date column of whole numbers: 20170615 in a workbook.
        Raw::Number(number) => day(&Raw::Text(number.to_string()), source),
        Raw::Other => Err(What::BadDate(forms())),
    }
}

/// Whether a form of dates is one that can be read: each of `YYYY`, `MM` and `DD` once (without `DD` the first of the month is meant).
pub(crate) fn is_form(form: &str) -> bool {
    let count = |part: &str| form.matches(part).count();
    let rest = form.replace("YYYY", "").replace("MM", "").replace("DD", "");
    count("YYYY") == 1
        && count("MM") == 1
        && count("DD") <= 1
        && rest.chars().all(|c| !c.is_ascii_alphanumeric())
}

/// Parses a date of a form such as `DD-MM-YYYY`, `YYYYMMDD` or `YYYY-MM`. A time of midnight behind it is passed over.
fn parse_day(text: &str, form: &str) -> Result<Day, DateFault> {
    let text = [" 00:00:00.000", " 00:00:00", " 00:00", "T00:00:00"]
        .iter()
        .find_map(|midnight| text.strip_suffix(midnight))
        .unwrap_or(text);
    let part = |name: &str| -> Result<Option<u32>, DateFault> {
        let Some(at) = form.find(name) else {
            return Ok(None);
        };
        let digits = text.get(at..at + name.len()).ok_or(DateFault::Malformed)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DateFault::Malformed);
        }
        digits.parse().map(Some).map_err(|_| DateFault::Malformed)
    };
    let same_shape = text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(byte, of)| of.is_ascii_alphabetic() || byte == of);
    if !same_shape {
        return Err(DateFault::Malformed);
    }
    let (year, month, day) = (part("YYYY")?, part("MM")?, part("DD")?);
    let (Some(year), Some(month)) = (year, month) else {
        return Err(DateFault::Malformed);
    };
    Day::from_ymd(year as i32, month, day.unwrap_or(1))
        .ok_or(DateFault::Malformed)?
        .in_range()
}

/// A month: `YYYY-MM`, or the month of a date.
pub(crate) fn month(raw: &Raw, source: &Source) -> Result<Month, What> {
    if let Raw::Text(text) = raw
        && let Some(month) = Month::parse(text)
    {
        return Ok(month);
    }
    day(raw, source).map(Day::month).map_err(|_| What::BadMonth)
}

/// An amount in kroner as øre.
pub(crate) fn ore(raw: &Raw, source: &Source) -> Result<i64, What> {
    let fault = || What::BadAmount {
        decimal: source.decimal,
        thousands: source.thousands.map_or(String::new(), |sign| {
            format!(" and `{sign}` between thousands")
        }),
    };
    let ore = match raw {
        Raw::Number(number) => {
            let ore = number * 100.0;
            ((ore - ore.round()).abs() <= 1e-6 * ore.abs().max(1.0) && ore.abs() < 1e14)
                .then(|| ore.round() as i64)
        }
        Raw::Text(text) => plain(text, source).and_then(|plain| {
            let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
            let cut = decimals.len() <= 2 && whole.trim_start_matches('-').len() <= 12;
            cut.then(|| format!("{whole}{decimals:0<2}").parse().ok())
                .flatten()
        }),
        Raw::Day(_) | Raw::Other => None,
    };
    ore.ok_or_else(fault)
}

/// A number with decimals.
pub(crate) fn number(raw: &Raw, source: &Source) -> Result<f64, What> {
    let number = match raw {
        Raw::Number(number) => Some(*number),
        Raw::Text(text) => plain(text, source).and_then(|plain| plain.parse().ok()),
        Raw::Day(_) | Raw::Other => None,
    };
    number
        .filter(|number: &f64| number.is_finite())
        .ok_or(What::BadNumber(source.decimal))
}

/// A number's digits with a decimal point and without thousands signs, or nothing when it is written otherwise than the profile says.
fn plain(text: &str, source: &Source) -> Option<String> {
    let text = text.trim_end_matches("kr.").trim_end_matches("kr").trim();
    // Ledgers write what is paid back as 1.234,50- as well as -1.234,50.
    let (minus, text) = match (text.strip_prefix(['-', '\u{2212}']), text.strip_suffix('-')) {
        (Some(rest), None) | (None, Some(rest)) => ("-", rest),
        (None, None) => ("", text),
        (Some(_), Some(_)) => return None,
    };
    let (whole, decimals) = match text.split_once(source.decimal) {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return None,
        None => (text, ""),
    };
    let whole = match source.thousands {
        Some(sign) if whole.contains(sign) => {
            let mut groups = whole.split(sign);
            let first = groups.next()?;
            if first.is_empty() || first.len() > 3 || groups.clone().any(|group| group.len() != 3) {
                return None;
            }
            std::iter::once(first).chain(groups).collect()
        }
        _ => whole.to_owned(),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(decimals) {
        return None;
    }
    let point = if decimals.is_empty() { "" } else { "." };
    Some(format!("{minus}{whole}{point}{decimals}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(extra: &str) -> Source {
        toml::from_str(&format!("to = \"expenses\"\nfile = \"x.csv\"\n{extra}")).expect("a source")
    }

    fn raw(text: &str) -> Raw {
        Raw::Text(text.to_owned())
    }

    #[test]
    fn danish_amounts() {
        let danish = source("thousands = \".\"");
        for (text, ore_of) in [
            ("1.234,50", 123_450),
            ("-7", -700),
            ("1.234.567,8", 123_456_780),
            ("12,05-", -1205),
            ("99 kr.", 9900),
        ] {
            assert_eq!(ore(&raw(text), &danish), Ok(ore_of), "{text}");
        }
        for bad in [
            "1.23,50",
            "1,234.50",
            "12,345",
            "1e3",
            "",
            "-",
            ",5",
            "5,",
            "--5",
            "1..234",
            "1234567890123456",
        ] {
            assert!(ore(&raw(bad), &danish).is_err(), "{bad}");
        }
        assert!(
            ore(&raw("1.234,50"), &source("")).is_err(),
            "thousands signs are said in the profile"
        );
        assert_eq!(ore(&Raw::Number(12.34), &danish), Ok(1234));
        assert!(ore(&Raw::Number(12.345), &danish).is_err());
        assert_eq!(number(&raw("7,25"), &danish), Ok(7.25));
    }

    #[test]
    fn dates_of_many_forms() {
        let at = |text: &str, form: &str| {
            day(&raw(text), &source(&format!("dates = [\"{form}\"]"))).map(|day| day.to_string())
        };
        for (text, form) in [
            ("15-06-2017", "DD-MM-YYYY"),
            ("15.06.2017", "DD.MM.YYYY"),
            ("20170615", "YYYYMMDD"),
            ("2017-06-15 00:00:00", "YYYY-MM-DD"),
        ] {
            assert_eq!(at(text, form), Ok("2017-06-15".to_owned()), "{text}");
        }
        assert_eq!(at("2017-06", "YYYY-MM"), Ok("2017-06-01".to_owned()));
        for (text, form) in [
            ("31-02-2017", "DD-MM-YYYY"),
            ("06/15/2017", "DD/MM/YYYY"),
            ("15-6-2017", "DD-MM-YYYY"),
            ("2017-06-15 08:00", "YYYY-MM-DD"),
        ] {
            assert!(matches!(at(text, form), Err(What::BadDate(_))), "{text}");
        }
        for text in ["31-12-9999", "01-01-0000", "01-01-0001"] {
            assert_eq!(at(text, "DD-MM-YYYY"), Err(What::DateOutOfRange), "{text}");
        }
        assert_eq!(
            day(
                &Raw::Number(20_170_615.0),
                &source("dates = [\"YYYYMMDD\"]")
            )
            .map(|day| day.to_string()),
            Ok("2017-06-15".to_owned())
        );
        assert!(
            is_form("DD.MM.YYYY")
                && is_form("YYYY-MM")
                && !is_form("DD-MM-YY")
                && !is_form("YYYY-MM-DD hh")
                && !is_form("")
        );
    }
}
