//! An extract becomes a bundle: converted, written beside its place, read back as the evaluation would, and only then put in place.

use std::path::Path;

use helhed_evaluation::WriteError;
use helhed_evaluation::benefits::BenefitMap;
use helhed_evaluation::bundle::contract::{FILES, FileSpec};
use helhed_evaluation::bundle::write::{BundleWriter, Format, Sheet};
use helhed_evaluation::bundle::{Manifest, ReadError, ReadOptions, read_bundle};

use crate::convert::{Converter, Owned};
use crate::fault::{Faults, ImportError, ImportFault, What};
use crate::profile::{Profile, Source};
use crate::table;

/// What was imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Files of the bundle with their rows.
    pub files: Vec<(&'static str, u64)>,
    /// Required files no source tells of: written without rows.
    pub without_source: Vec<&'static str>,
    /// Rows left out because the profile says so.
    pub left_out: u64,
}

/// Where a row of the bundle comes from: source and row of the extract.
type Origin = (usize, u64);

/// Imports an extract's folder as a bundle.
///
/// # Errors
/// [`ImportError::Invalid`] with the faults by file, row and column of the extract, or the machine's; then nothing is left in `out`.
pub fn import(
    profile: &Profile,
    extract: &Path,
    out: &Path,
    format: Format,
) -> Result<Imported, ImportError> {
    let mut writer = BundleWriter::new(out, format)?;
    writer.manifest(&Manifest {
        municipality: profile.municipality.clone(),
        observed_from: profile.observed_from,
        observed_to: profile.observed_to,
    })?;
    let benefits = benefits(profile, &mut writer)?;
    let mut imported = Imported::default();
    let mut faults = Faults::default();
    let mut origins = Vec::new();
    for spec in FILES {
        let mut sources = profile
            .sources
            .iter()
            .enumerate()
            .filter(|(_, source)| source.to == spec.name)
            .peekable();
        if sources.peek().is_none() {
            if !spec.required {
                continue;
            }
            imported.without_source.push(spec.name);
        }
        let mut sheet = writer.sheet(spec)?;
        let mut of_file: Vec<Origin> = Vec::new();
        for (at, source) in sources {
            imported.left_out += one(
                profile,
                extract,
                spec,
                (at, source),
                &mut sheet,
                &mut of_file,
                &mut faults,
            )?;
        }
        sheet.close()?;
        imported.files.push((spec.name, of_file.len() as u64));
        origins.push((spec, of_file));
    }
    if !faults.is_empty() {
        return Err(faults.into_error());
    }
    let options = ReadOptions {
        benefits,
        skip_invalid: false,
        threads: 1,
    };
    match read_bundle(writer.unfinished(), &options) {
        Ok(_) => {}
        Err(ReadError::Io { path, source }) => return Err(ImportError::Read { path, source }),
        Err(ReadError::Invalid(files)) => {
            return Err(translated(profile, &files, &origins, format));
        }
    }
    writer.commit()?;
    Ok(imported)
}

/// The map the bundle is read with; a municipality's own goes along with the bundle.
fn benefits(profile: &Profile, writer: &mut BundleWriter) -> Result<BenefitMap, ImportError> {
    let Some(path) = &profile.benefits else {
        return Ok(BenefitMap::shipped());
    };
    let map = match BenefitMap::read(path) {
        Ok((map, _)) => map,
        Err(ReadError::Io { path, source }) => return Err(ImportError::Read { path, source }),
        Err(error @ ReadError::Invalid(_)) => {
            let mut faults = Faults::default();
            let (file, what) = (path.display().to_string(), What::Bundle(error.to_string()));
            faults.add(ImportFault {
                file,
                row: 0,
                column: String::new(),
                what,
            });
            return Err(faults.into_error());
        }
    };
    let bytes = std::fs::read(path).map_err(|source| ImportError::Read {
        path: path.clone(),
        source,
    })?;
    writer.file("benefits.csv", &bytes)?;
    Ok(map)
}

/// Converts the rows of one source; how many were left out.
fn one(
    profile: &Profile,
    extract: &Path,
    spec: &'static FileSpec,
    (at, source): (usize, &Source),
    sheet: &mut Sheet,
    origins: &mut Vec<Origin>,
    faults: &mut Faults,
) -> Result<u64, ImportError> {
    let name = label(source);
    let mut tell = |row: u64, column: &str, what: What| {
        let (file, column) = (name.clone(), column.to_owned());
        faults.add(ImportFault {
            file,
            row,
            column,
            what,
        });
    };
    let mut table = table::read(extract, source)?;
    let unreadable = table.header.is_empty();
    for (row, column, what) in table.faults.drain(..) {
        tell(row, &column, what);
    }
    if unreadable {
        return Ok(0);
    }
    let Some(converter) = Converter::new(profile, spec, source, &table, &mut tell) else {
        return Ok(0);
    };
    let mut failed = None;
    let mut put = |row: u64, fields: &[Owned]| {
        let fields: Vec<_> = fields.iter().map(Owned::field).collect();
        origins.push((at, row));
        if let Err(error) = sheet.row(&fields) {
            failed.get_or_insert(error);
        }
    };
    let left_out = converter.rows(&table, &mut put, &mut tell);
    match failed {
        Some(error) => Err(WriteError::into(error)),
        None => Ok(left_out),
    }
}

/// The name of a source for messages.
fn label(source: &Source) -> String {
    match &source.sheet {
        Some(sheet) => format!("{} [{sheet}]", source.file),
        None => source.file.clone(),
    }
}

/// The faults of the bundle as faults of the extract it was made from.
fn translated(
    profile: &Profile,
    files: &[helhed_evaluation::bundle::FileFaults],
    origins: &[(&'static FileSpec, Vec<Origin>)],
    format: Format,
) -> ImportError {
    let first_row = if format == Format::Csv { 2 } else { 1 };
    let mut faults = Faults::default();
    for file in files {
        for fault in &file.told {
            let what = What::Bundle(fault.problem.to_string());
            let origin = origins
                .iter()
                .find(|(spec, _)| fault.file == format!("{}.{}", spec.name, format.ending()))
                .and_then(|(spec, rows)| {
                    Some((
                        spec,
                        rows.get(usize::try_from(fault.row).ok()?.checked_sub(first_row)?)?,
                    ))
                });
            faults.add(match origin {
                Some((_, (source, row))) => {
                    let source = &profile.sources[*source];
                    let from = source
                        .columns
                        .get(&fault.column)
                        .and_then(|rule| rule.from.clone());
                    ImportFault {
                        file: label(source),
                        row: *row,
                        column: from.unwrap_or_else(|| fault.column.clone()),
                        what,
                    }
                }
                None => ImportFault {
                    file: fault.file.clone(),
                    row: fault.row,
                    column: fault.column.clone(),
                    what,
                },
            });
        }
        faults.count_more((file.count as usize).saturating_sub(file.told.len()));
    }
    faults.into_error()
}
