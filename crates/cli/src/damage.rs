//! The file of the embedded database is looked through before a command works in it. One so large that this takes a while is served meanwhile.

use std::time::Duration;

use helhed_casework::storage::{Store, damage};
use tokio::task::JoinHandle;

use crate::backup_folder::BackupFolder;
use crate::config::Config;
use crate::failure::Failure;

/// So long a server waits for the look through its file before it answers: a file of some 10,000 families takes less.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is damaged, in SQLite's words; or why it could not be looked through.
type Found = Result<Option<String>, String>;

/// A look through a file that may still go on; nothing once what it found was told.
#[derive(Debug)]
pub(crate) struct Look(Option<JoinHandle<Found>>);

impl Look {
    fn begin(look: impl Future<Output = Found> + Send + 'static) -> Self {
        Self(Some(tokio::spawn(look)))
    }

    /// What was found within a time; nothing where it still goes on.
    async fn within(&mut self, patience: Duration) -> Option<Found> {
        let look = self.0.as_mut()?;
        let looked = tokio::time::timeout(patience, look).await.ok()?;
        self.0 = None;
        Some(looked.unwrap_or_else(|error| Err(error.to_string())))
    }

    /// Ends once damage is found: never, where all is whole.
    pub(crate) async fn damage(&mut self) -> String {
        match self.within(Duration::MAX).await {
            Some(Ok(Some(words))) => return words,
            Some(Err(error)) => tracing::error!(error, "the file could not be looked through"),
            Some(Ok(None)) | None => {}
        }
        std::future::pending().await
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        if let Some(look) = &self.0 {
            look.abort();
        }
    }
}

async fn begin(config: &Config) -> Result<(Store, Look), Failure> {
    let store = match Store::open(&config.address()?).await {
        Ok(store) => store,
        Err(error) => {
            return Err(match error.damage() {
                Some(words) => told(&words, config)?,
                None => Failure::Machine(error.to_string()),
            });
        }
    };
    let file = store.clone();
    let look = Look::begin(async move { damage(&file).await.map_err(|it| it.to_string()) });
    Ok((store, look))
}

async fn after(found: Found, store: &Store, config: &Config) -> Result<(), Failure> {
    let failure = match found {
        Ok(None) => return Ok(()),
        Ok(Some(words)) => told(&words, config)?,
        Err(error) => Failure::Machine(error),
    };
    store.close().await;
    Err(failure)
}

/// Opens the database, its file looked through; of a damaged one the newest backup is named.
pub(crate) async fn opened(config: &Config) -> Result<Store, Failure> {
    let (store, mut look) = begin(config).await?;
    let found = look.within(Duration::MAX).await.unwrap_or(Ok(None));
    after(found, &store, config).await?;
    Ok(store)
}

/// The same for a server, which goes on after half a second: the look tells later what it finds.
pub(crate) async fn opened_to_serve(config: &Config) -> Result<(Store, Look), Failure> {
    let (store, mut look) = begin(config).await?;
    if let Some(found) = look.within(PATIENCE).await {
        after(found, &store, config).await?;
    }
    Ok((store, look))
}

/// That the file of the embedded database is damaged, and the newest backup.
pub(crate) fn told(words: &str, config: &Config) -> Result<Failure, Failure> {
    let newest = match &config.backup.folder {
        Some(folder) if folder.exists() => BackupFolder::at(folder).newest()?,
        _ => None,
    };
    let next = match newest {
        Some(newest) => format!(
            "the newest backup is {}: move the damaged file away and run `helhed restore {0}`",
            newest.path.display()
        ),
        None => "there is no backup in the folder that the configuration names".to_owned(),
    };
    Ok(Failure::Machine(format!(
        "the database file is damaged ({words}); nothing more is written to it; {next}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::oneshot;

    fn a_look() -> (oneshot::Sender<Found>, Look) {
        let (find, found) = oneshot::channel();
        let look = Look::begin(async { found.await.expect("told") });
        (find, look)
    }

    #[tokio::test]
    async fn what_is_found_at_once_is_told_at_once() {
        let (find, mut look) = a_look();
        find.send(Ok(Some("page 7".into()))).expect("sent");
        let found = look.within(Duration::from_secs(60)).await;
        assert_eq!(found, Some(Ok(Some("page 7".into()))));
    }

    #[tokio::test]
    async fn what_takes_longer_is_told_later() {
        let (find, mut look) = a_look();
        assert_eq!(look.within(Duration::from_millis(1)).await, None);
        find.send(Ok(Some("page 7".into()))).expect("sent");
        assert_eq!(look.damage().await, "page 7");
    }

    #[tokio::test]
    async fn what_is_found_while_nobody_asks_is_not_lost() {
        let (find, mut look) = a_look();
        assert_eq!(look.within(Duration::from_millis(1)).await, None);
        find.send(Ok(Some("page 7".into()))).expect("sent");
        while !look.0.as_ref().is_some_and(JoinHandle::is_finished) {
            tokio::task::yield_now().await;
        }
        assert_eq!(look.damage().await, "page 7");
    }

    #[tokio::test]
    async fn of_a_whole_file_nothing_is_ever_told() {
        for found in [Ok(None), Err("no answer".to_owned())] {
            let (find, mut look) = a_look();
            find.send(found).expect("sent");
            let told = tokio::time::timeout(Duration::from_millis(20), look.damage()).await;
            assert!(told.is_err());
            let again = tokio::time::timeout(Duration::from_millis(20), look.damage()).await;
            assert!(again.is_err());
        }
    }
}
