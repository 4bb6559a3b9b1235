//! Files of a bundle without a row. Without any spell of support everybody would count as self-supporting, without any posting as costing
//! nothing: the machine tables follow the rules to the letter, a report for people says that nothing is known and leaves them out.

use helhed_evaluation::BundleSummary;

/// Files whose silence reads as a number, and the tables that rest on them.
const RESTS: [(&str, &[&str]); 3] = [
    (
        "support",
        &[
            "support_at_start",
            "support_history",
            "support_before_after",
            "self_support_monthly",
            "self_support_dip",
            "self_support_strict",
            "self_support_strict_monthly",
            "activation_history",
            "activation_rate",
        ],
    ),
    ("activation", &["activation_history", "activation_rate"]),
    ("expenses", &["expenses_year_before", "expenses_half_years"]),
];

/// The files that have no row in any bundle.
pub(super) fn empty_files(bundles: &[BundleSummary]) -> Vec<&'static str> {
    let rows = |name: &str| -> u64 {
        let files = bundles.iter().flat_map(|bundle| &bundle.files);
        files
            .filter(|read| read.file.split('.').next() == Some(name))
            .map(|read| read.rows)
            .sum()
    };
    let names = RESTS.iter().map(|(name, _)| *name);
    names
        .filter(|name| !bundles.is_empty() && rows(name) == 0)
        .collect()
}

/// The tables that rest on a file.
pub(super) fn rests_on(file: &str) -> &'static [&'static str] {
    RESTS
        .iter()
        .find(|(name, _)| *name == file)
        .map_or(&[], |(_, tables)| *tables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_evaluation::Counts;
    use helhed_evaluation::bundle::FileRead;

    #[test]
    fn a_file_is_empty_when_no_bundle_has_a_row_of_it() {
        let bundle = |rows: [u64; 3]| BundleSummary {
            municipality: String::new(),
            observed_from: "2015-01".into(),
            observed_to: "2019-12".into(),
            counts: Counts::default(),
            files: ["support.csv", "activation.parquet", "expenses.csv"]
                .into_iter()
                .zip(rows)
                .map(|(file, rows)| FileRead {
                    file: file.into(),
                    rows,
                    left_out: 0,
                    sha256: String::new(),
                    unknown_columns: Vec::new(),
                    without_line_end: false,
                })
                .collect(),
        };
        let one = bundle([0, 3, 0]);
        assert_eq!(
            empty_files(std::slice::from_ref(&one)),
            ["support", "expenses"]
        );
        assert_eq!(empty_files(&[one, bundle([1, 0, 0])]), ["expenses"]);
        assert!(rests_on("support").contains(&"self_support_dip"));
    }
}
