//! The file of the keys: a line a key, comments kept. It is replaced as a whole, so that no server reads half of it.

use std::io::Write;

use helhed_casework::storage::Keys;

use crate::config::Config;
use crate::failure::Failure;

/// Changes the file, where what comes out can be read as keys.
pub(super) fn change(
    config: &Config,
    how: impl FnOnce(&str) -> Result<String, Failure>,
) -> Result<(), Failure> {
    if std::env::var_os("HELHED_KEYS").is_some() {
        return Err(Failure::Input(
            "the keys come from HELHED_KEYS: change them where that is set".to_owned(),
        ));
    }
    let text = how(&config.keys_text()?)?;
    Keys::parse(&text).map_err(|error| Failure::Input(error.to_string()))?;
    let at_fault = |source| Failure::Disk {
        path: config.keys.clone(),
        source,
    };
    let folder = config.keys.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| std::path::Path::new("."));
    let mode = std::fs::metadata(&config.keys).map_err(at_fault)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(at_fault)?;
    file.write_all(text.as_bytes()).map_err(at_fault)?;
    let file = file
        .as_file()
        .set_permissions(mode.permissions())
        .map(|()| file);
    let file = file.map_err(at_fault)?;
    file.as_file().sync_all().map_err(at_fault)?;
    file.persist(&config.keys)
        .map_err(|error| at_fault(error.error))?;
    Ok(())
}

/// The number of the key that a line holds.
fn number_of(line: &str) -> Option<u8> {
    let mut words = line.split_whitespace();
    (words.next() == Some("encrypt"))
        .then(|| words.next()?.parse().ok())
        .flatten()
}

/// The text with one key more, after the others: it only reads.
pub(super) fn added(text: &str, number: u8, key: &[u8; 32]) -> String {
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut lines: Vec<&str> = text.lines().collect();
    let last = lines.iter().rposition(|line| number_of(line).is_some());
    let line = format!("encrypt {number} {digits}");
    lines.insert(last.map_or(0, |at| at + 1), &line);
    lines.join("\n") + "\n"
}

/// The text with a key before the others: it encrypts.
pub(super) fn first(text: &str, number: u8) -> Result<String, Failure> {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = found(&lines, number)?;
    let line = lines.remove(at);
    let first = lines.iter().position(|line| number_of(line).is_some());
    lines.insert(first.unwrap_or(at), line);
    Ok(lines.join("\n") + "\n")
}

/// The text without a key.
pub(super) fn without(text: &str, number: u8) -> Result<String, Failure> {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = found(&lines, number)?;
    if lines.iter().find_map(|line| number_of(line)) == Some(number) {
        return Err(Failure::Input(format!(
            "key {number} encrypts: `helhed keys use` another first"
        )));
    }
    lines.remove(at);
    Ok(lines.join("\n") + "\n")
}

fn found(lines: &[&str], number: u8) -> Result<usize, Failure> {
    let at = lines
        .iter()
        .position(|line| number_of(line) == Some(number));
    at.ok_or_else(|| Failure::Input(format!("there is no key {number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# of 2026\nencrypt 1 aa\nlookup bb\n";

    #[test]
    fn a_key_is_added_comes_first_and_the_old_one_goes() {
        let both = added(OLD, 2, &[0xcd; 32]);
        let new = format!("encrypt 2 {}", "cd".repeat(32));
        assert_eq!(both, format!("# of 2026\nencrypt 1 aa\n{new}\nlookup bb\n"));
        assert!(without(&both, 1).is_err(), "it encrypts");
        let used = first(&both, 2).expect("there");
        assert_eq!(used, format!("# of 2026\n{new}\nencrypt 1 aa\nlookup bb\n"));
        assert_eq!(first(&used, 2).expect("there"), used);
        let alone = without(&used, 1).expect("there");
        assert_eq!(alone, format!("# of 2026\n{new}\nlookup bb\n"));
        assert!(first(&alone, 1).is_err() && without(&alone, 1).is_err());
    }
}
