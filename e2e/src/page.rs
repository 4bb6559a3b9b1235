//! What a page says.

use std::time::Duration;

use thirtyfour::By;

use crate::browser::Browser;
use crate::error::E2eError;

/// Looking for a text: tries, and the pause between them (5 seconds in all).
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

impl Browser {
    /// The text of the page as it is shown.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn text(&self) -> Result<String, E2eError> {
        Ok(self.driver.find(By::Tag("body")).await?.text().await?)
    }

    /// Waits up to five seconds for the page to say something.
    ///
    /// # Errors
    ///
    /// [`E2eError::NotFound`] with the page's text when it does not.
    pub async fn sees(&self, text: &str) -> Result<(), E2eError> {
        for _ in 0..TRIES {
            // A page that is just being replaced has no body for a moment.
            if self.text().await.is_ok_and(|page| page.contains(text)) {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(self.missing("text", text).await?)
    }

    /// The main heading.
    ///
    /// # Errors
    ///
    /// When the page has none.
    pub async fn heading(&self) -> Result<String, E2eError> {
        Ok(self.driver.find(By::Tag("h1")).await?.text().await?)
    }

    /// The error for something that the page has not.
    pub(crate) async fn missing(
        &self,
        what: &'static str,
        name: &str,
    ) -> Result<E2eError, E2eError> {
        Ok(E2eError::NotFound {
            what,
            name: name.to_owned(),
            url: self.url().await?,
            page: self.text().await?,
        })
    }
}
