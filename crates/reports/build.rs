//! Takes the two faces of IBM Plex Sans that reports are set in from the design system's package, where the assets step has put it.
//!
//! The typeface is not committed: it arrives by package name with its licence (SIL Open Font License 1.1), which is embedded beside it.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let from = Path::new("../../node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf");
    let to = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=translations");
    for name in [
        "IBMPlexSans-Regular.ttf",
        "IBMPlexSans-SemiBold.ttf",
        "license.txt",
    ] {
        println!("cargo:rerun-if-changed={}", from.join(name).display());
        let content = fs::read(from.join(name)).unwrap_or_default();
        if content.is_empty() {
            println!(
                "cargo:warning=the typeface of reports is not here yet: run `make assets`; PDF will be refused without it"
            );
        }
        fs::write(to.join(name), content).expect("cargo's own folder can be written");
    }
}
