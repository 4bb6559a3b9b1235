//! Filling in forms as a reader does: by the words on the label. Works with scripts off.

use thirtyfour::components::{SelectElement, escape_string};
use thirtyfour::{By, Key, WebElement};

use crate::browser::Browser;
use crate::error::E2eError;
use crate::server::SignIn;

impl Browser {
    /// Replaces what a text field, text area or number field holds.
    ///
    /// # Errors
    ///
    /// When there is no field with that label, or it takes no text.
    pub async fn fill(&self, label: &str, text: &str) -> Result<(), E2eError> {
        let field = self.field(label).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Sets a date field (`<input type="date">`) to an ISO date such as `2026-11-24`.
    ///
    /// # Errors
    ///
    /// When there is no field with that label.
    pub async fn fill_date(&self, label: &str, iso: &str) -> Result<(), E2eError> {
        let field = self.field(label).await?;
        field.clear().await?;
        // Typed as the browser's language has it: month, day, year.
        let mut parts = iso.split('-');
        let (year, month, day) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        Ok(field.send_keys(format!("{month}{day}{year}")).await?)
    }

    /// Chooses an option of a list by its text.
    ///
    /// # Errors
    ///
    /// When there is no such list or option.
    pub async fn choose(&self, label: &str, option: &str) -> Result<(), E2eError> {
        let list = SelectElement::new(&self.field(label).await?).await?;
        Ok(list.select_by_exact_text(option).await?)
    }

    /// Sets a checkbox or a radio button.
    ///
    /// # Errors
    ///
    /// When there is none with that label.
    pub async fn check(&self, label: &str) -> Result<(), E2eError> {
        let field = self.field(label).await?;
        if field.is_selected().await? {
            return Ok(());
        }
        // dkfds draws the box on the label and keeps the input itself out of sight.
        let id = field.attr("id").await?.unwrap_or_default();
        let drawn = self
            .driver
            .find(By::Css(format!("label[for='{id}']")))
            .await?;
        Ok(drawn.click().await?)
    }

    /// Presses the button with that text (or one that begins with it, when something is read aloud after it).
    ///
    /// # Errors
    ///
    /// When there is no such button.
    pub async fn press(&self, text: &str) -> Result<(), E2eError> {
        Ok(self
            .named("button", "//button", text)
            .await?
            .click()
            .await?)
    }

    /// Follows the link with that text.
    ///
    /// # Errors
    ///
    /// When there is no such link.
    pub async fn follow(&self, text: &str) -> Result<(), E2eError> {
        Ok(self.named("link", "//a", text).await?.click().await?)
    }

    /// Fills in the sign-in page, whatever its language: the fields are found by what a password manager goes by.
    ///
    /// # Errors
    ///
    /// When the page that is shown is not a sign-in page.
    pub async fn sign_in(&self, who: &SignIn) -> Result<(), E2eError> {
        self.driver
            .find(By::Css("input[autocomplete='username']"))
            .await?
            .send_keys(&who.username)
            .await?;
        let password = self
            .driver
            .find(By::Css("input[autocomplete='current-password']"))
            .await?;
        password.send_keys(&who.password).await?;
        password.send_keys(Key::Enter).await?;
        // The page that follows is another one: whoever goes on at once would not be signed in yet.
        self.left(&password, "sign-in").await
    }

    /// The field that a label belongs to.
    ///
    /// # Errors
    ///
    /// When there is no such label, or it belongs to nothing.
    pub async fn field(&self, label: &str) -> Result<WebElement, E2eError> {
        let label = self.named("field", "//label", label).await?;
        match label.attr("for").await? {
            Some(id) => Ok(self.driver.find(By::Id(id)).await?),
            None => Ok(label.find(By::Css("input, select, textarea")).await?),
        }
    }

    /// The first element whose text is `text`; failing that, whose text begins with it.
    async fn named(
        &self,
        what: &'static str,
        path: &str,
        text: &str,
    ) -> Result<WebElement, E2eError> {
        let quoted = escape_string(text);
        for test in [
            format!("normalize-space()={quoted}"),
            format!("starts-with(normalize-space(), {quoted})"),
        ] {
            if let Some(found) = self
                .driver
                .find_all(By::XPath(format!("{path}[{test}]")))
                .await?
                .into_iter()
                .next()
            {
                return Ok(found);
            }
        }
        Err(self.missing(what, text).await?)
    }
}
