//! Says what to do when the design system has not been fetched yet.

fn main() {
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=translations");
    if !std::path::Path::new("assets/vendor/css").is_dir() {
        println!(
            "cargo:warning=the design system is not here yet: run `make assets`; pages will be served without it"
        );
    }
}
