//! One forgotten cell in the far corner of a sheet is told, and no room is made for all the empty ones before it.

use std::fs;
use std::path::Path;

use helhed_evaluation::bundle::write::Format;
use helhed_import::{Profile, import};

#[test]
fn a_cell_in_the_far_corner_is_told() {
    let extracts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extracts");
    let folder = tempfile::tempdir().expect("a folder");
    let profile = Profile::read(&extracts.join("workbook/profile.toml")).expect("a profile");
    fs::copy(
        extracts.join("far-corner.xlsx"),
        folder.path().join("udtraek.xlsx"),
    )
    .expect("copied");
    let out = folder.path().join("bundle");
    let told = import(&profile, folder.path(), &out, Format::Csv)
        .expect_err("too many cells")
        .to_string();
    let words = "udtraek.xlsx [Familier]: more than 67108864 cells";
    assert!(told.contains(words), "{told}");
    assert!(!out.exists(), "nothing half-imported");
}
