//! Reads staff files: CSV in UTF-8 with a header, fields parted by `;` or `,`. Whatever is wrong is told with its line, all at once.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use helhed_casework::account::{AccountRow, RowFault, RowProblem, UnitRow};
use helhed_casework::domain::account::{Language, Role, Username};
use helhed_casework::domain::text::Name;
use helhed_casework::domain::unit::UnitKind;

use crate::failure::Failure;

/// The longest staff file that is read, in bytes: some hundred thousand rows.
const LONGEST: u64 = 32 << 20;

/// The staff file.
pub(crate) fn account_rows(path: &Path) -> Result<Vec<AccountRow>, Failure> {
    let columns = ["username", "name", "role", "unit", "language"];
    rows(
        path,
        &columns,
        |line, [username, name, role, unit, language], faults| {
            let username = take(faults, line, "username", Username::parse(username));
            let name = take(faults, line, "name", Name::parse(name));
            let role = Role::from_code(role).ok_or("no role of Helhed");
            let role = take(faults, line, "role", role);
            let language = match language {
                "" => Ok(Language::Danish),
                code => Language::from_code(code).ok_or("`da` or `en`"),
            };
            let language = take(faults, line, "language", language);
            Some(AccountRow {
                line,
                username: username?,
                display_name: name?,
                role: role?,
                unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
                language: language?,
            })
        },
    )
}

/// The file of units.
pub(crate) fn unit_rows(path: &Path) -> Result<Vec<UnitRow>, Failure> {
    rows(
        path,
        &["code", "name", "kind"],
        |line, [code, name, kind], faults| {
            let code = match code {
                "" => Err("missing"),
                code if code.len() > 100 => Err("longer than 100 letters"),
                code => Ok(code.to_owned()),
            };
            let code = take(faults, line, "code", code);
            let name = take(faults, line, "name", Name::parse(name));
            let kind = UnitKind::from_code(kind).ok_or("no kind of unit");
            let kind = take(faults, line, "kind", kind);
            Some(UnitRow {
                line,
                code: code?,
                name: name?,
                kind: kind?,
            })
        },
    )
}

/// The value, or a note of what is wrong with it.
fn take<T>(
    faults: &mut Vec<RowFault>,
    line: u64,
    column: &'static str,
    parsed: Result<T, impl std::fmt::Display>,
) -> Option<T> {
    parsed
        .map_err(|fault| {
            let fault = fault.to_string();
            faults.push(RowProblem::Column { column, fault }.on(line));
        })
        .ok()
}

/// Every row of a file, its fields in the order of `columns`, however the file orders them.
fn rows<T, const N: usize>(
    path: &Path,
    columns: &[&'static str; N],
    read: impl Fn(u64, [&str; N], &mut Vec<RowFault>) -> Option<T>,
) -> Result<Vec<T>, Failure> {
    let disk = |source| Failure::Disk {
        path: path.to_owned(),
        source,
    };
    if std::fs::metadata(path).map_err(disk)?.len() > LONGEST {
        return Err(at(path, "longer than 32 MiB"));
    }
    let bytes = std::fs::read(path).map_err(disk)?;
    let text = String::from_utf8(bytes).map_err(|_| at(path, "not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut places, mut found, mut lines) = (None, Vec::new(), Vec::new());
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|error| at(path, &error.to_string()))?
    {
        let line = record.position().map_or(0, csv::Position::line);
        let Some((places, width)) = &places else {
            places = Some((places_of(path, columns, &record)?, record.len()));
            continue;
        };
        if record.len() != *width {
            let count = record.len();
            lines.push(format!(
                "line {line}: {count} fields, the header has {width}"
            ));
            continue;
        }
        let fields = places.map(|place: usize| record.get(place).unwrap_or_default().trim());
        let mut faults = Vec::new();
        found.extend(read(line, fields, &mut faults));
        lines.extend(faults.iter().map(ToString::to_string));
    }
    if places.is_none() {
        return Err(at(path, "empty"));
    }
    if lines.is_empty() {
        return Ok(found);
    }
    Err(at(
        path,
        &format!("\n{}\nnothing was changed", lines.join("\n")),
    ))
}

/// Where each column stands.
fn places_of<const N: usize>(
    path: &Path,
    columns: &[&'static str; N],
    header: &StringRecord,
) -> Result<[usize; N], Failure> {
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = header.iter().position(|it| it.trim() == *column);
        *place = found.ok_or_else(|| {
            let all = columns.join(";");
            at(
                path,
                &format!("no column `{column}`; the header is `{all}`"),
            )
        })?;
    }
    Ok(places)
}

fn at(path: &Path, what: &str) -> Failure {
    Failure::Input(format!("{}: {what}", path.display()))
}
