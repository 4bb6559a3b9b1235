//! A fuzz target for everything that reads what others wrote: bundles as CSV and Parquet, extracts as text and workbooks, profiles, maps.
//!
//! Files that are sound are cut, doubled, overwritten and sprinkled with what readers trip over, and read. Whatever comes, the answer is a
//! bundle or a message that names a file; a panic, and an answer that takes longer than ten seconds, end the run with the input kept.
//!
//! `cargo run -p helhed-import --example fuzz_readers -- [SECONDS] [SEED]`; `make check` runs it for 20 seconds.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use helhed_evaluation::benefits::BenefitMap;
use helhed_evaluation::bundle::contract::FILES;
use helhed_evaluation::bundle::write::{BundleWriter, Field, Format};
use helhed_evaluation::bundle::{Manifest, ReadOptions, read_bundle};
use helhed_evaluation::calendar::{Day, Month};
use helhed_import::{Profile, import};

/// What readers trip over.
const TRIPS: [&[u8]; 24] = [
    b"\"",
    b"\"\"\"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b",",
    b";;;;",
    b"\r\n",
    b"\n\n",
    b"\r",
    b"0000-00-00",
    b"9999-12-31",
    b"-1",
    b"1e308",
    b"NaN",
    b"99999999999999999999",
    b"1.234.567,89",
    b"PAR1",
    b"PK\x03\x04",
    b"[[source]]\n",
    b"= \"",
    b"\xf0\x9f\x92\xa9",
    b"person_id,",
    b"m1,",
];

/// A folder of sound files, and how it is read.
struct Target {
    name: &'static str,
    files: Vec<(String, Vec<u8>)>,
    read: fn(&Path) -> Result<(), String>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the run is bounded by the clock; nothing else depends on it"
)]
fn main() -> ExitCode {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|argument| argument.parse::<u64>().ok());
    let seconds = arguments.next().flatten().unwrap_or(20);
    let seed = arguments.next().flatten().unwrap_or(1);
    let folder = std::env::temp_dir().join(format!("helhed-fuzz-{}", std::process::id()));
    let targets = targets(&folder);
    // A decoder's own panic on a damaged file is caught where it is read; here its message would only be noise.
    std::panic::set_hook(Box::new(|_| {}));
    let (mut chance, began, mut runs, mut refused) = (seed, Instant::now(), 0u64, 0u64);
    while began.elapsed() < Duration::from_secs(seconds) {
        let target = &targets[below(&mut chance, targets.len())];
        let at = below(&mut chance, target.files.len());
        let changed = mutated(&target.files[at].1, &mut chance);
        let place = folder.join("run");
        lay_out(&place, &target.files, (at, &changed));
        let one = Instant::now();
        let answer = catch_unwind(AssertUnwindSafe(|| (target.read)(&place)));
        let what = match answer {
            Err(_) => "panicked",
            Ok(Err(message)) if !message.contains('.') => "named no file",
            Ok(_) if one.elapsed() > Duration::from_secs(10) => "took more than ten seconds",
            Ok(answer) => {
                refused += u64::from(answer.is_err());
                runs += 1;
                continue;
            }
        };
        println!(
            "{} {what} on {} (seed {seed}, run {runs}); the files are in {}",
            target.name,
            target.files[at].0,
            place.display()
        );
        return ExitCode::FAILURE;
    }
    // Nothing but this run's own files is in it.
    let _ = fs::remove_dir_all(&folder);
    println!(
        "fuzz: {runs} changed inputs read, {refused} refused with a message, none broke a reader (seed {seed}, {seconds} s)"
    );
    ExitCode::SUCCESS
}

fn targets(folder: &Path) -> Vec<Target> {
    let extracts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extracts");
    let mut targets: Vec<Target> = ["register", "weekly", "workbook"]
        .map(|name| Target {
            name,
            files: files_of(&extracts.join(name)),
            read: read_extract,
        })
        .into();
    for (name, format) in [
        ("CSV bundle", Format::Csv),
        ("Parquet bundle", Format::Parquet),
    ] {
        let place = folder.join(name);
        bundle(&place, format);
        targets.push(Target {
            name,
            files: files_of(&place),
            read: read_folder,
        });
    }
    targets
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
        for _ in 0..if spec.name == "families" || spec.name == "persons" {
            1
        } else {
            3
        } {
            sheet.row(row).expect("written");
        }
        sheet.close().expect("written");
    }
    writer.commit().expect("written");
}

/// One to four changes.
fn mutated(sound: &[u8], chance: &mut u64) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=below(chance, 4) {
        let (a, b) = (
            below(chance, bytes.len() + 1),
            below(chance, bytes.len() + 1),
        );
        let (from, to) = (a.min(b), a.max(b));
        match below(chance, 7) {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to.min(from + 40))),
            2 => {
                let again = bytes[from..to].to_vec();
                bytes.splice(to..to, again);
            }
            3 => {
                let trip = TRIPS[below(chance, TRIPS.len())];
                bytes.splice(from..from, trip.iter().copied());
            }
            4 => {
                let trip = TRIPS[below(chance, TRIPS.len())].repeat(1 + below(chance, 3000));
                bytes.splice(from..from, trip);
            }
            5 if from < bytes.len() => bytes[from] = below(chance, 256) as u8,
            _ if from < bytes.len() => bytes[from] ^= 1 << below(chance, 8),
            _ => {}
        }
    }
    bytes
}

/// SplitMix64: the same seed gives the same run.
fn below(chance: &mut u64, n: usize) -> usize {
    *chance = chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *chance;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((u128::from(z ^ (z >> 31)) * n.max(1) as u128) >> 64) as usize
}
