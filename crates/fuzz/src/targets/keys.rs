//! Keys, addresses of databases, and backups.

use std::io::{Read, Write};

use helhed_store::Address;
use helhed_store::backup::{BackupKeys, SealedReader, SealedWriter};
use helhed_store::secret::Keys;

use super::{of_bytes, of_text};
use crate::Target;

pub(super) fn targets() -> Vec<Target> {
    let keys = Keys::fresh_file(&[7; 64]);
    let backup_keys = BackupKeys::fresh_file(&[9; 32]);
    let sealed = backup();
    vec![
        of_text("keys", &[&keys], |text| Keys::parse(text).is_ok()),
        of_text("backup keys", &[&backup_keys], |text| {
            BackupKeys::parse(text).is_ok()
        }),
        of_text(
            "address of a database",
            &[
                "sqlite:/var/lib/helhed/helhed.db",
                "postgres://helhed@db.example.dk/helhed",
            ],
            |text| text.parse::<Address>().is_ok(),
        ),
        // Whatever is damaged is refused: what was read is what was sealed.
        of_bytes("backup", &[&sealed], |bytes| {
            let keys = BackupKeys::parse(&BackupKeys::fresh_file(&[9; 32])).expect("keys");
            let mut plain = Vec::new();
            let read = SealedReader::new(bytes, &keys)
                .is_ok_and(|mut reader| reader.read_to_end(&mut plain).is_ok());
            assert!(!read || plain == PLAIN.repeat(20_000));
            read
        }),
    ]
}

const PLAIN: &[u8] = b"what stands in a backup ";

fn backup() -> Vec<u8> {
    let keys = BackupKeys::parse(&BackupKeys::fresh_file(&[9; 32])).expect("keys");
    let mut writer = SealedWriter::new(Vec::new(), &keys, [3; 19]).expect("written");
    writer.write_all(&PLAIN.repeat(20_000)).expect("written");
    writer.finish().expect("written")
}
