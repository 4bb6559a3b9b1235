//! Every reader is given some hundred damaged inputs, the same in each run; `make check` gives them more and others.

use helhed_fuzz::{run, targets};

#[test]
fn damaged_input_is_read_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for target in targets(folder.path()) {
        let name = target.name.clone();
        let inputs = if target.sound.iter().any(|it| it.len() > 5_000) {
            25
        } else {
            200
        };
        let (read, refused) = run(&[target], 7, |read| read < inputs).unwrap_or_else(|broken| {
            panic!(
                "{} {}: {:?}",
                broken.target,
                broken.what,
                String::from_utf8_lossy(&broken.input)
            )
        });
        assert!(refused > 0 && refused <= read, "{name}: damage is found");
    }
}

#[test]
fn what_is_sound_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut refused = Vec::new();
    for target in targets(folder.path()) {
        for (at, sound) in target.sound.iter().enumerate() {
            if !(target.read)(at, sound) {
                refused.push((
                    target.name.clone(),
                    String::from_utf8_lossy(sound).into_owned(),
                ));
            }
        }
    }
    assert_eq!(refused, []);
}
