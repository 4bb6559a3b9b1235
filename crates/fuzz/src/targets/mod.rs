//! Everything that reads what others wrote, by whom it comes from.

mod bundles;
mod keys;
mod sign_in;
mod tables;
mod words;

use std::path::Path;

use crate::Target;

/// Every target; files are laid out in a folder of the run's own.
pub fn targets(folder: &Path) -> Vec<Target> {
    let mut all = bundles::targets(folder);
    all.extend(words::targets());
    all.extend(tables::targets());
    all.extend(sign_in::targets());
    all.extend(keys::targets());
    all
}

/// A target that reads bytes.
fn of_bytes(name: &str, sound: &[&[u8]], read: impl Fn(&[u8]) -> bool + 'static) -> Target {
    Target {
        name: name.to_owned(),
        sound: sound.iter().map(|it| it.to_vec()).collect(),
        read: Box::new(move |_, input| read(input)),
    }
}

/// A target that reads text: what is no UTF-8 was replaced before it came there.
fn of_text(name: &str, sound: &[&str], read: impl Fn(&str) -> bool + 'static) -> Target {
    let sound: Vec<&[u8]> = sound.iter().map(|it| it.as_bytes()).collect();
    of_bytes(name, &sound, move |input| {
        read(&String::from_utf8_lossy(input))
    })
}
