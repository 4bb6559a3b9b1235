//! Numbers as Danes and as the English write them.

use helhed_domain::account::Language;

/// Writes numbers in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers(pub Language);

/// How the numbers of an axis or a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A count.
    Whole,
    /// A number with so many decimals.
    Decimals(usize),
    /// A share as per cent with so many decimals.
    Percent(usize),
    /// A difference of shares in percentage points with so many decimals.
    Points(usize),
    /// A year: no separator.
    Year,
}

impl Numbers {
    /// A number in a form.
    pub fn format(self, number: f64, format: Format) -> String {
        match format {
            Format::Whole => self.fixed(number, 0),
            Format::Decimals(decimals) => self.fixed(number, decimals),
            Format::Percent(decimals) => match self.0 {
                Language::Danish => format!("{}\u{a0}%", self.fixed(number * 100.0, decimals)),
                Language::English => format!("{}%", self.fixed(number * 100.0, decimals)),
            },
            Format::Points(decimals) => {
                let sign = if number > 0.0 { "+" } else { "" };
                format!("{sign}{}", self.fixed(number * 100.0, decimals))
            }
            Format::Year => format!("{number:.0}"),
        }
    }

    /// A number with so many decimals, thousands apart, and a true minus.
    pub fn fixed(self, number: f64, decimals: usize) -> String {
        let (thousands, decimal) = match self.0 {
            Language::Danish => ('.', ','),
            Language::English => (',', '.'),
        };
        let text = format!("{:.decimals$}", number.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::with_capacity(text.len() + 4);
        if number < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            out.push('\u{2212}');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                out.push(thousands);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(decimal);
            out.push_str(fraction);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let (danish, english) = (Numbers(Language::Danish), Numbers(Language::English));
        assert_eq!(danish.fixed(1_234_567.891, 2), "1.234.567,89");
        assert_eq!(english.fixed(-1234.5, 1), "\u{2212}1,234.5");
        assert_eq!(danish.fixed(-0.0001, 2), "0,00");
        assert_eq!(danish.format(0.2917, Format::Percent(1)), "29,2\u{a0}%");
        assert_eq!(english.format(0.05, Format::Points(1)), "+5.0");
        assert_eq!(english.format(2017.0, Format::Year), "2017");
    }
}
