//! Register extracts and bundles: CSV, Parquet, workbooks, profiles, code maps.

use std::fs;
use std::path::Path;

use helhed_evaluation::benefits::BenefitMap;
use helhed_evaluation::bundle::contract::FILES;
use helhed_evaluation::bundle::write::{BundleWriter, Field, Format};
use helhed_evaluation::bundle::{Manifest, ReadOptions, read_bundle};
use helhed_evaluation::calendar::{Day, Month};
use helhed_import::{Profile, import};

use crate::Target;

pub(super) fn targets(folder: &Path) -> Vec<Target> {
    let extracts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/tests/extracts");
    let mut targets: Vec<Target> = ["register", "weekly", "workbook"]
        .map(|name| target(name, files_of(&extracts.join(name)), folder, read_extract))
        .into();
    for (name, format) in [
        ("CSV bundle", Format::Csv),
        ("Parquet bundle", Format::Parquet),
    ] {
        let place = folder.join(name);
        bundle(&place, format);
        targets.push(target(name, files_of(&place), folder, read_folder));
    }
    targets
}

/// A folder of files of which one is damaged at a time. What is refused is refused by the name of a file.
fn target(
    name: &str,
    files: Vec<(String, Vec<u8>)>,
    folder: &Path,
    read: fn(&Path) -> Result<(), String>,
) -> Target {
    let place = folder.join(format!("{name} damaged"));
    Target {
        name: name.to_owned(),
        sound: files.iter().map(|(_, content)| content.clone()).collect(),
        read: Box::new(move |at, input| {
            lay_out(&place, &files, (at, input));
            match read(&place) {
                Ok(()) => true,
                Err(message) => {
                    assert!(
                        message.contains(':') || message.contains('.'),
                        "no file is named: {message}"
                    );
                    false
                }
            }
        }),
    }
}

fn files_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("the files that are shipped or were just written");
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .map(|path| {
            (
                path.file_name()
                    .expect("a file")
                    .to_string_lossy()
                    .into_owned(),
                fs::read(&path).expect("readable"),
            )
        })
        .collect();
    files.sort();
    files
}

fn lay_out(place: &Path, files: &[(String, Vec<u8>)], (at, changed): (usize, &[u8])) {
    // Of the run before, if there was one.
    let _ = fs::remove_dir_all(place);
    fs::create_dir_all(place).expect("room for a few small files");
    for (number, (name, content)) in files.iter().enumerate() {
        let content = if number == at {
            changed
        } else {
            content.as_slice()
        };
        fs::write(place.join(name), content).expect("room for a few small files");
    }
}

fn read_folder(folder: &Path) -> Result<(), String> {
    for skip_invalid in [false, true] {
        let options = ReadOptions {
            benefits: BenefitMap::shipped(),
            skip_invalid,
            threads: 2,
        };
        read_bundle(folder, &options).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn read_extract(folder: &Path) -> Result<(), String> {
    let profile = Profile::read(&folder.join("profile.toml")).map_err(|error| error.to_string())?;
    let out = folder.join("out");
    let done = import(&profile, folder, &out, Format::Csv).map_err(|error| error.to_string());
    assert_eq!(done.is_ok(), out.exists(), "nothing half-imported");
    done.map(drop)
}

/// A small sound bundle.
fn bundle(place: &Path, format: Format) {
    let day = |text: &str| Day::parse(text.as_bytes()).expect("a day");
    let month = |text: &str| Month::parse(text).expect("a month");
    let mut writer = BundleWriter::new(place, format).expect("an empty folder");
    let manifest = Manifest {
        municipality: "Made up".to_owned(),
        observed_from: month("2015-01"),
        observed_to: month("2019-12"),
    };
    writer.manifest(&manifest).expect("written");
    let (start, birth) = (day("2017-06-15"), day("1990-02-28"));
    for spec in FILES {
        let row: &[Field<'_>] = match spec.name {
            "families" => &[
                Field::Text("f1"),
                Field::Text("intervention"),
                Field::Day(start),
                Field::Empty,
                Field::Empty,
            ],
            "persons" => &[
                Field::Text("m1"),
                Field::Text("f1"),
                Field::Text("mother"),
                Field::Text("female"),
                Field::Day(birth),
                Field::Empty,
            ],
            "support" => &[
                Field::Text("m1"),
                Field::Text("employment"),
                Field::Day(start),
                Field::Empty,
            ],
            "activation" => &[
                Field::Text("m1"),
                Field::Text("mentor"),
                Field::Day(start),
                Field::Empty,
            ],
            "attendance" => &[Field::Text("m1"), Field::Day(start), Field::Number(6.5)],
            "attendance_reference" => &[
                Field::Month(month("2018-01")),
                Field::Whole(3900),
                Field::Number(7.2),
                Field::Number(17.0),
            ],
            "child_cases" => &[
                Field::Text("m1"),
                Field::Text("placement"),
                Field::Empty,
                Field::Day(start),
                Field::Empty,
            ],
            "expenses" => &[
                Field::Text("m1"),
                Field::Day(start),
                Field::Text("5.57"),
                Field::Ore(123_456),
            ],
            _ => continue,
        };
        let mut sheet = writer.sheet(spec).expect("made");
        let once = ["families", "persons", "attendance_reference"].contains(&spec.name);
        for _ in 0..if once { 1 } else { 3 } {
            sheet.row(row).expect("written");
        }
        sheet.close().expect("written");
    }
    writer.commit().expect("written");
}
