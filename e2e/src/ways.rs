//! Other ways of reading a page than most have: with room between the letters, in the system's own colours, without motion, by keyboard alone.

use serde_json::json;
use thirtyfour::{Key, TypingData};

use crate::browser::Browser;
use crate::error::E2eError;

/// The room of WCAG 2.2, 1.4.12, added as a reader's own style sheet would.
const SPACED: &str = "const sheet = [...document.styleSheets].find(it => it.href);
    sheet.insertRule('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }', sheet.cssRules.length);
    sheet.insertRule('p { margin-bottom: 2em !important }', sheet.cssRules.length);";

/// Text that is cut off by the box it stands in, but for what is hidden for the eye or scrolls by itself.
const CUT_OFF: &str = "return [...document.body.querySelectorAll('*')].flatMap(element => {
      const style = getComputedStyle(element);
      const cuts = [style.overflowX, style.overflowY].some(it => it === 'hidden' || it === 'clip');
      if (!cuts || style.clipPath !== 'none' || element.clientWidth <= 1 || element.matches('svg, svg *') || !element.innerText?.trim()) return [];
      const over = Math.max(element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight);
      return over > 1 ? [over + ' px: ' + element.cloneNode(false).outerHTML.slice(0, 200)] : [];
    });";

/// What has the focus: its name, and whether the eye can see that it has it.
const FOCUSED: &str = "const at = document.activeElement;
    if (!at || at === document.body) return ['', true];
    const label = at.labels?.[0] ?? document.getElementById(at.getAttribute('aria-labelledby') ?? '');
    const name = at.getAttribute('aria-label') ?? label?.innerText ?? at.innerText ?? at.value ?? '';
    // The parts of a date are within the browser, which shows which of them it is.
    const seen = at.matches('input[type=date], input[type=datetime-local], input[type=time]') || [at, at.parentElement, label].filter(Boolean).some(it => {
      const style = getComputedStyle(it);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    });
    return [name.trim().replace(/\\s+/g, ' '), seen];";

/// More stops than any page has.
const STOPS: usize = 250;

impl Browser {
    /// The page as somebody reads it who needs room between lines, words and letters.
    ///
    /// # Errors
    ///
    /// When scripts are off.
    pub async fn spaced(&self) -> Result<(), E2eError> {
        self.driver.execute(SPACED, vec![]).await?;
        Ok(())
    }

    /// Fails with a list when text is cut off by its own box, or something sticks out of the window.
    ///
    /// # Errors
    ///
    /// [`E2eError::TooWide`].
    pub async fn nothing_is_cut_off(&self) -> Result<(), E2eError> {
        self.fits().await?;
        let elements: Vec<String> = self.driver.execute(CUT_OFF, vec![]).await?.convert()?;
        self.none_of(elements).await
    }

    /// What the reader's system says of itself from now on, such as `("forced-colors", "active")`.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn prefers(&self, features: &[(&str, &str)]) -> Result<(), E2eError> {
        let features: Vec<_> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        let cdp = self.driver.cdp();
        cdp.send_raw(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await?;
        Ok(())
    }

    /// Presses a key.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn key(&self, key: impl Into<TypingData>) -> Result<(), E2eError> {
        let keys = self.driver.action_chain().send_keys(key);
        Ok(keys.perform().await?)
    }

    /// Goes from stop to stop until the one whose name begins so. At each it must be seen where the focus is.
    ///
    /// # Errors
    ///
    /// When no stop is called so, or the focus cannot be seen at one.
    pub async fn tab_to(&self, name: &str) -> Result<(), E2eError> {
        let mut stops = Vec::new();
        for _ in 0..STOPS {
            self.key(Key::Tab).await?;
            let focused = self.driver.execute(FOCUSED, vec![]).await?;
            let (found, seen): (String, bool) = focused.convert()?;
            if !seen {
                return Err(self.missing("sight of the focus", &found).await?);
            }
            if found.starts_with(name) {
                return Ok(());
            }
            stops.push(found);
        }
        Err(self
            .missing("stop", &format!("{name}' among '{}", stops.join("', '")))
            .await?)
    }

    /// Goes to a stop and presses Enter there; the page that follows has been waited for.
    ///
    /// # Errors
    ///
    /// As [`Browser::tab_to`].
    pub async fn enter_at(&self, name: &str) -> Result<(), E2eError> {
        self.tab_to(name).await?;
        let before = self.find("html").await?;
        self.key(Key::Enter).await?;
        self.left(&before, name).await
    }
}
