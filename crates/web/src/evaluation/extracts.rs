//! The register extracts that whoever runs the installation has put ready: folders in one folder, each with a manifest.

use std::fs;
use std::path::PathBuf;

use helhed_casework::domain::text::Name;

use crate::app::Settings;

/// More than anybody chooses among.
const MOST: usize = 200;

/// Their names, in order.
pub(super) fn names(settings: &Settings) -> Vec<Name> {
    let Some(folder) = &settings.extracts else {
        return Vec::new();
    };
    // A folder that is not there holds nothing.
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let with_manifest = entries
        .flatten()
        .filter(|entry| entry.path().join("manifest.toml").is_file());
    let mut names: Vec<Name> = with_manifest
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            // A name that is written otherwise once it is read would lead elsewhere.
            Name::parse(&name).ok().filter(|it| it.as_str() == name)
        })
        .take(MOST)
        .collect();
    names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    names
}

/// The folder of one of them: a name that is not among them leads nowhere, whatever it says.
pub(super) fn folder(settings: &Settings, wanted: &Name) -> Option<PathBuf> {
    let known = names(settings).into_iter().find(|name| name == wanted)?;
    Some(settings.extracts.as_ref()?.join(known.as_str()))
}
