//! Filling in forms by the names of their fields: for a journey that runs in every language.

use std::time::Duration;

use thirtyfour::components::SelectElement;
use thirtyfour::prelude::ElementWaitable;
use thirtyfour::{By, Key, WebElement};

use crate::browser::Browser;
use crate::error::E2eError;

impl Browser {
    /// What a CSS selector finds first.
    ///
    /// # Errors
    ///
    /// When it finds nothing.
    pub async fn find(&self, css: &str) -> Result<WebElement, E2eError> {
        Ok(self.driver().find(By::Css(css)).await?)
    }

    /// Replaces what the field with this name holds; a day is given as `2026-11-24`.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn set(&self, name: &str, text: &str) -> Result<(), E2eError> {
        let field = self.find(&format!("main [name='{name}']")).await?;
        let kind = field.attr("type").await?.unwrap_or_default();
        field.clear().await?;
        if kind == "date" {
            // Typed as the browser's language has it: month, day, year.
            let parts: Vec<&str> = text.split('-').collect();
            let [year, month, day] = parts[..] else {
                return Ok(field.send_keys(text).await?);
            };
            return Ok(field.send_keys(format!("{month}{day}{year}")).await?);
        }
        Ok(field.send_keys(text).await?)
    }

    /// Ticks a box or a radio button by name and value.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn tick(&self, name: &str, value: &str) -> Result<(), E2eError> {
        let field = self
            .find(&format!("main input[name='{name}'][value='{value}']"))
            .await?;
        if field.is_selected().await? {
            return Ok(());
        }
        // dkfds draws the box on the label and keeps the input itself out of sight.
        let id = field.attr("id").await?.unwrap_or_default();
        Ok(self
            .find(&format!("label[for='{id}']"))
            .await?
            .click()
            .await?)
    }

    /// Chooses from a list by name and value.
    ///
    /// # Errors
    ///
    /// When there is no such list or value.
    pub async fn pick(&self, name: &str, value: &str) -> Result<(), E2eError> {
        let list =
            SelectElement::new(&self.find(&format!("main select[name='{name}']")).await?).await?;
        Ok(list.select_by_value(value).await?)
    }

    /// Presses what a CSS selector finds first.
    ///
    /// # Errors
    ///
    /// When it finds nothing, or something lies over it.
    pub async fn click(&self, css: &str) -> Result<(), E2eError> {
        Ok(self.find(css).await?.click().await?)
    }

    /// Presses what leads to another page, and waits until this one is gone: whoever goes on at once would overtake the form.
    ///
    /// # Errors
    ///
    /// When there is no such thing, or the page stays.
    pub async fn leave_by(&self, css: &str) -> Result<(), E2eError> {
        let pressed = self.find(css).await?;
        pressed.click().await?;
        self.left(&pressed, css).await
    }

    /// Sends the form of the field with this name by the Enter key, and waits until the page is gone: what is found while one types moves
    /// the button of a search under the finger.
    ///
    /// # Errors
    ///
    /// When there is no such field, or the page stays.
    pub async fn enter(&self, name: &str) -> Result<(), E2eError> {
        let field = self.find(&format!("main [name='{name}']")).await?;
        field.send_keys(Key::Enter).await?;
        self.left(&field, name).await
    }

    /// Waits until something is gone with its page. `by` tells what was pressed where it stays.
    pub(crate) async fn left(&self, something: &WebElement, by: &str) -> Result<(), E2eError> {
        let gone = something
            .wait_until()
            .wait(Duration::from_secs(20), Duration::from_millis(50))
            .stale()
            .await;
        match gone {
            Ok(()) => Ok(()),
            // The page that stayed tells why.
            Err(_) => {
                self.screenshot("stayed").await?;
                Err(self.missing("way on by", by).await?)
            }
        }
    }

    /// Sends the page's own form, not the quick-entry bar's, and waits for the answer.
    ///
    /// # Errors
    ///
    /// When the page has no form.
    pub async fn send(&self) -> Result<(), E2eError> {
        self.leave_by("main form:not(.hh-quick) :is(button.button-primary, button.button-warning)")
            .await
    }
}
