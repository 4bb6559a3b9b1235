//! Encryption of a backup, chunk by chunk, so that memory stays flat and nothing of it can be changed, left out or cut off unseen.
//!
//! XChaCha20-Poly1305 in the manner of STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, 2015), as documents have it. A file is
//! `HELHEDBK | version (1) | fingerprint of the key (8) | random (19)`, then chunks of 262,144 bytes with their 16-byte tags; the last is
//! shorter or as long. The nonce of a chunk is the 19 random bytes, its number (4 bytes) and whether it is the last (1 byte); the
//! header is bound into each.

use std::io::{Error, ErrorKind, Read, Write};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};

use super::BackupError;
use super::error::Torn;

const MAGIC: &[u8; 8] = b"HELHEDBK";
const VERSION: u8 = 1;
const HEADER: usize = 8 + 1 + 8 + 19;
/// Bytes of a chunk before encryption.
const CHUNK: usize = 256 * 1024;
const TAG: usize = 16;

/// The keys of backups, apart from those of columns: the first seals, all open.
#[derive(Clone)]
pub struct BackupKeys(Vec<[u8; 32]>);

/// Redacted.
impl std::fmt::Debug for BackupKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BackupKeys({})", self.0.len())
    }
}

/// The text holds no keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "backup keys are lines of 64 hexadecimal digits; the first seals new backups, all open old ones"
)]
pub struct BackupKeysError;

impl BackupKeys {
    /// Reads lines of 64 hexadecimal digits; lines that begin with `#` say what they are.
    pub fn parse(text: &str) -> Result<Self, BackupKeysError> {
        let lines = text.lines().map(str::trim);
        let keys = lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| crate::secret::hex(line).ok_or(BackupKeysError))
            .collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(BackupKeysError);
        }
        Ok(Self(keys))
    }

    /// A key file with a fresh key made from 32 random bytes.
    pub fn fresh_file(random: &[u8; 32]) -> String {
        let digits: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{digits}\n")
    }
}

/// Says which key made a backup, and nothing of the key.
fn fingerprint(key: &[u8; 32]) -> [u8; 8] {
    let digest = Sha256::new()
        .chain_update(b"helhed backup key")
        .chain_update(key)
        .finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    first
}

fn nonce(random: &[u8], number: u32, is_last: bool) -> XNonce {
    let mut bytes = [0; 24];
    bytes[..19].copy_from_slice(random);
    bytes[19..23].copy_from_slice(&number.to_be_bytes());
    bytes[23] = u8::from(is_last);
    XNonce::from(bytes)
}

/// The number after this one; a file of more than 2^32 chunks (a pebibyte) is no backup.
fn next(number: u32) -> std::io::Result<u32> {
    number
        .checked_add(1)
        .ok_or_else(|| Error::new(ErrorKind::FileTooLarge, "a backup of more than a pebibyte"))
}

/// Encrypts what is written to it. Nothing counts before [`SealedWriter::finish`].
pub struct SealedWriter<W: Write> {
    out: W,
    cipher: XChaCha20Poly1305,
    header: [u8; HEADER],
    number: u32,
    pending: Vec<u8>,
}

impl<W: Write> SealedWriter<W> {
    /// Writes the header. `random`: 19 fresh random bytes.
    pub fn new(mut out: W, keys: &BackupKeys, random: [u8; 19]) -> std::io::Result<Self> {
        let key = &keys.0[0];
        let mut header = [0; HEADER];
        header[..8].copy_from_slice(MAGIC);
        header[8] = VERSION;
        header[9..17].copy_from_slice(&fingerprint(key));
        header[17..].copy_from_slice(&random);
        out.write_all(&header)?;
        Ok(Self {
            out,
            cipher: XChaCha20Poly1305::new(key.into()),
            header,
            number: 0,
            pending: Vec::with_capacity(CHUNK),
        })
    }

    fn seal(&mut self, is_last: bool) -> std::io::Result<()> {
        let payload = Payload {
            msg: &self.pending,
            aad: &self.header,
        };
        let nonce = nonce(&self.header[17..], self.number, is_last);
        let sealed = self.cipher.encrypt(&nonce, payload);
        let sealed = sealed.map_err(|_| Error::other("a chunk could not be encrypted"))?;
        self.out.write_all(&sealed)?;
        self.pending.clear();
        self.number = next(self.number)?;
        Ok(())
    }

    /// Writes the last chunk, which says that it is the last.
    pub fn finish(mut self) -> std::io::Result<W> {
        self.seal(true)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // A full chunk is kept until more comes: it may be the last.
        if self.pending.len() == CHUNK {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.pending.len());
        self.pending.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Decrypts what is read from it: only chunks that are whole leave it, and the end only where it is the end that was written.
pub struct SealedReader<R: Read> {
    from: R,
    cipher: XChaCha20Poly1305,
    header: [u8; HEADER],
    number: u32,
    /// The next chunk as it stands in the file: whether a chunk is the last is known when nothing follows it.
    ahead: Vec<u8>,
    plain: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> SealedReader<R> {
    /// Reads the header and finds the key.
    pub fn new(mut from: R, keys: &BackupKeys) -> Result<Self, BackupError> {
        let mut header = [0; HEADER];
        from.read_exact(&mut header)
            .map_err(|error| match error.kind() {
                ErrorKind::UnexpectedEof => BackupError::NotABackup,
                _ => BackupError::File(error),
            })?;
        if &header[..8] != MAGIC || header[8] != VERSION {
            return Err(BackupError::NotABackup);
        }
        let key = keys
            .0
            .iter()
            .find(|key| fingerprint(key) == header[9..17])
            .ok_or(BackupError::WrongKey)?;
        let mut reader = Self {
            cipher: XChaCha20Poly1305::new(key.into()),
            from,
            header,
            number: 0,
            ahead: Vec::new(),
            plain: Vec::new(),
            at: 0,
            ended: false,
        };
        reader.ahead = reader.chunk()?;
        Ok(reader)
    }

    fn chunk(&mut self) -> std::io::Result<Vec<u8>> {
        let mut chunk = Vec::with_capacity(CHUNK + TAG);
        let most = (CHUNK + TAG) as u64;
        self.from.by_ref().take(most).read_to_end(&mut chunk)?;
        Ok(chunk)
    }

    fn open_next(&mut self) -> std::io::Result<()> {
        let after = self.chunk()?;
        let sealed = std::mem::replace(&mut self.ahead, after);
        let is_last = self.ahead.is_empty();
        let payload = Payload {
            msg: &sealed,
            aad: &self.header,
        };
        let nonce = nonce(&self.header[17..], self.number, is_last);
        let opened = self.cipher.decrypt(&nonce, payload);
        self.plain = opened.map_err(|_| Error::new(ErrorKind::InvalidData, Torn))?;
        self.at = 0;
        self.ended = is_last;
        self.number = next(self.number)?;
        Ok(())
    }
}

impl<R: Read> Read for SealedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.plain.len() {
            if self.ended {
                return Ok(0);
            }
            self.open_next()?;
        }
        let taken = into.len().min(self.plain.len() - self.at);
        into[..taken].copy_from_slice(&self.plain[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(byte: u8) -> BackupKeys {
        BackupKeys::parse(&BackupKeys::fresh_file(&[byte; 32])).expect("a key")
    }

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut writer = SealedWriter::new(Vec::new(), &keys(7), [3; 19]).expect("begun");
        writer.write_all(content).expect("written");
        writer.finish().expect("finished")
    }

    fn opened(file: &[u8], keys: &BackupKeys) -> Result<Vec<u8>, BackupError> {
        let mut reader = SealedReader::new(file, keys)?;
        let mut content = Vec::new();
        reader
            .read_to_end(&mut content)
            .map_err(BackupError::of_reading)?;
        Ok(content)
    }

    #[test]
    fn what_was_sealed_opens_and_nothing_else_does() {
        for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 9] {
            let content: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            let file = sealed(&content);
            assert_eq!(opened(&file, &keys(7)).expect("whole"), content, "{size}");
            // An older key stands below the new one.
            let text = [[9; 32], [7; 32]].map(|key| BackupKeys::fresh_file(&key));
            let both = BackupKeys::parse(&text.concat()).expect("keys");
            assert_eq!(opened(&file, &both).expect("whole"), content, "{size}");
            assert!(matches!(
                opened(&file, &keys(8)),
                Err(BackupError::WrongKey)
            ));
        }
    }

    #[test]
    fn cut_off_anywhere_or_changed_it_is_refused() {
        let file = sealed(&vec![5; 2 * CHUNK + 40]);
        assert!(!file.windows(8).any(|window| window == [5; 8]));
        let whole = HEADER + CHUNK + TAG;
        for end in [
            HEADER,
            HEADER + 1,
            whole - 1,
            whole,
            whole + 1,
            file.len() - 1,
        ] {
            let told = opened(&file[..end], &keys(7));
            assert!(matches!(told, Err(BackupError::Broken)), "cut off at {end}");
        }
        for at in [17, HEADER + 5, whole, file.len() - 1] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            let told = opened(&changed, &keys(7));
            assert!(matches!(told, Err(BackupError::Broken)), "changed at {at}");
        }
        let longer = [&file[..], b"x"].concat();
        assert!(matches!(
            opened(&longer, &keys(7)),
            Err(BackupError::Broken)
        ));
        let swapped = [
            &file[..HEADER],
            &file[whole..whole + CHUNK + TAG],
            &file[HEADER..whole],
            &file[whole + CHUNK + TAG..],
        ]
        .concat();
        assert!(matches!(
            opened(&swapped, &keys(7)),
            Err(BackupError::Broken)
        ));
        for other in [&b""[..], b"SQLite format 3", &file[1..]] {
            assert!(matches!(
                opened(other, &keys(7)),
                Err(BackupError::NotABackup)
            ));
        }
    }

    #[test]
    fn bad_keys_are_refused() {
        for text in ["", "# only words", "abc", &"zz".repeat(32)] {
            assert_eq!(BackupKeys::parse(text).map(|_| ()), Err(BackupKeysError));
        }
    }
}
