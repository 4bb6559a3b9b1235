//! The profile held against the contract of a bundle, before any extract is opened.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use helhed_evaluation::bundle::contract::{Column, FILES, FileSpec, Kind};
use helhed_evaluation::calendar::Month;

use crate::fault::{Faults, ImportError, ImportFault, What};
use crate::map::CodeMap;
use crate::profile::{ColumnRule, Profile, Raw, Source};
use crate::{value, week};

/// The file of the contract that a source becomes.
pub(crate) fn target(source: &Source) -> Option<&'static FileSpec> {
    FILES.into_iter().find(|spec| spec.name == source.to)
}

/// Whether the column's values are codes of the extract that become words of the bundle.
pub(crate) fn is_coded(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Code(_) | Kind::Benefit)
}

/// The codes a column may hold, if they are a fixed list.
pub(crate) fn allowed(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Code(allowed) => Some(allowed),
        _ => None,
    }
}

struct Check<'a> {
    file: &'a str,
    faults: Faults,
}

impl Check<'_> {
    fn tell(&mut self, what: String) {
        let (file, column) = (self.file.to_owned(), String::new());
        self.faults.add(ImportFault {
            file,
            row: 0,
            column,
            what: What::Profile(what),
        });
    }
}

pub(crate) fn profile(raw: Raw, file: &str, folder: &Path) -> Result<Profile, ImportError> {
    let mut check = Check {
        file,
        faults: Faults::default(),
    };
    if raw.schema != 1 {
        check.tell("schema must be 1".to_owned());
    }
    let mut month = |key: &str, text: &str| {
        let month = Month::parse(text);
        if month.is_none() {
            check.tell(format!("{key} is not a month of the form YYYY-MM"));
        }
        month.unwrap_or(Month(0))
    };
    let observed_from = month("observed_from", &raw.observed_from);
    let observed_to = month("observed_to", &raw.observed_to);
    if observed_to < observed_from {
        check.tell("observed_to lies before observed_from".to_owned());
    }
    if raw.sources.is_empty() {
        check.tell("there is no [[source]]".to_owned());
    }
    let mut maps = BTreeMap::new();
    for (at, source) in raw.sources.iter().enumerate() {
        let place = format!("source {} ({})", at + 1, source.file);
        match target(source) {
            Some(spec) => of_source(&mut check, &place, source, spec),
            None => {
                let known: Vec<_> = FILES.iter().map(|spec| spec.name).collect();
                check.tell(format!("{place}: `to` is one of {}", known.join(", ")));
            }
        }
        for rule in source.columns.values() {
            if let Some(name) = &rule.map
                && is_inside(name)
                && !maps.contains_key(name)
            {
                maps.insert(
                    name.clone(),
                    CodeMap::read(folder, name, &mut check.faults)?,
                );
            }
        }
    }
    for (at, source) in raw.sources.iter().enumerate() {
        codes_are_known(&mut check, at, source, &maps);
    }
    if raw
        .benefits
        .as_ref()
        .is_some_and(|path| !is_inside(&path.to_string_lossy()))
    {
        check.tell("benefits is a file beside the profile".to_owned());
    }
    if !check.faults.is_empty() {
        return Err(check.faults.into_error());
    }
    Ok(Profile {
        municipality: raw.municipality,
        observed_from,
        observed_to,
        sources: raw.sources,
        benefits: raw.benefits.map(|path| folder.join(path)),
        maps,
    })
}

/// A profile names files by their place inside a folder, and never out of it.
fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

fn of_source(check: &mut Check<'_>, place: &str, source: &Source, spec: &FileSpec) {
    if !is_inside(&source.file) {
        check.tell(format!(
            "{place}: `file` is a file inside the extract's folder"
        ));
    }
    if !source.delimiter.is_ascii() || source.delimiter == '"' {
        check.tell(format!(
            "{place}: `delimiter` is one plain sign, such as ; or a tabulator"
        ));
    }
    if source.thousands == Some(source.decimal) || source.decimal.is_ascii_digit() {
        check.tell(format!("{place}: `decimal` and `thousands` are two signs"));
    }
    if source.dates.is_empty() || source.dates.iter().any(|form| !value::is_form(form)) {
        check.tell(format!(
            "{place}: `dates` are forms of YYYY, MM and DD, such as DD-MM-YYYY"
        ));
    }
    if let Some(weeks) = &source.weeks {
        if !["support", "activation"].contains(&spec.name) {
            check.tell(format!("{place}: `weeks` become support or activation"));
        }
        if !week::is_form(&weeks.form) {
            check.tell(format!(
                "{place}: the form of weeks is YYYY-Www, YYYYWW or YYWW"
            ));
        }
        if weeks.week.is_some() == weeks.prefix.is_some() {
            check.tell(format!(
                "{place}: `weeks` has either `week` (a row a week) or `prefix` (a column a week)"
            ));
        }
    }
    for name in source.columns.keys() {
        if !spec.columns.iter().any(|column| column.name == name) {
            let known: Vec<_> = spec.columns.iter().map(|column| column.name).collect();
            check.tell(format!(
                "{place}: {} has no column {name}; it has {}",
                spec.name,
                known.join(", ")
            ));
        }
    }
    for column in spec.columns {
        let from_weeks = source.weeks.is_some() && column.kind == Kind::Day;
        match source.columns.get(column.name) {
            Some(_) if from_weeks => {
                check.tell(format!("{place}: {} comes from the weeks", column.name))
            }
            Some(rule) => of_rule(check, place, source, column, rule, spec),
            None if column.optional || from_weeks => {}
            None => check.tell(format!(
                "{place}: {} needs a rule for the column {}",
                spec.name, column.name
            )),
        }
    }
}

fn of_rule(
    check: &mut Check<'_>,
    place: &str,
    source: &Source,
    column: &Column,
    rule: &ColumnRule,
    spec: &FileSpec,
) {
    let name = column.name;
    let wide = source
        .weeks
        .as_ref()
        .is_some_and(|weeks| weeks.prefix.is_some());
    let in_weeks = wide && matches!(column.kind, Kind::Benefit | Kind::Code(_));
    match (&rule.from, &rule.value) {
        (None, None) if in_weeks => {}
        (Some(_), _) | (_, Some(_)) if in_weeks => {
            check.tell(format!(
                "{place}: {name} comes from the columns of weeks, without `from` or `value`"
            ));
        }
        (Some(_), None) | (None, Some(_)) => {}
        _ => check.tell(format!("{place}: {name} has either `from` or `value`")),
    }
    if rule.codes.is_some() && rule.map.is_some() {
        check.tell(format!("{place}: {name} has either `codes` or `map`"));
    }
    if (rule.codes.is_some() || rule.map.is_some()) && !is_coded(column.kind) {
        check.tell(format!(
            "{place}: {name} is no code, it has neither `codes` nor `map`"
        ));
    }
    if rule.value.is_some() && !is_coded(column.kind) {
        check.tell(format!("{place}: only ids and codes may have a `value`"));
    }
    if let Some(map) = &rule.map {
        if !is_inside(map) {
            check.tell(format!("{place}: `map` is a file beside the profile"));
        }
        if source.weeks.is_none()
            && on(rule, spec).is_none_or(|on| !source.columns.contains_key(on))
        {
            check.tell(format!(
                "{place}: the map of {name} needs `on`, a date column of {} with a rule",
                spec.name
            ));
        }
    }
}

/// The date column that decides which rows of a map are in force: the one named, else the first.
pub(crate) fn on<'a>(rule: &'a ColumnRule, spec: &'a FileSpec) -> Option<&'a str> {
    let mut days = spec
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Day);
    match &rule.on {
        Some(name) => days
            .find(|column| column.name == name)
            .map(|column| column.name),
        None => days.next().map(|column| column.name),
    }
}

/// What codes become must be words of the bundle; benefits are held against their own map when the bundle is read.
fn codes_are_known(
    check: &mut Check<'_>,
    at: usize,
    source: &Source,
    maps: &BTreeMap<String, CodeMap>,
) {
    let Some(spec) = target(source) else { return };
    for column in spec.columns {
        let (Some(rule), Some(allowed)) = (source.columns.get(column.name), allowed(column.kind))
        else {
            continue;
        };
        let of_map = rule.map.as_ref().and_then(|name| maps.get(name));
        let words = rule
            .codes
            .iter()
            .flat_map(BTreeMap::values)
            .map(String::as_str)
            .chain(of_map.into_iter().flat_map(CodeMap::becomes))
            .chain(rule.value.as_deref());
        for word in words {
            if !word.is_empty() && !allowed.split_whitespace().any(|known| known == word) {
                check.tell(format!(
                    "source {} ({}): {} becomes `{word}`, which is none of {}",
                    at + 1,
                    source.file,
                    column.name,
                    allowed.trim_end().replace(' ', ", ")
                ));
            }
        }
    }
}
