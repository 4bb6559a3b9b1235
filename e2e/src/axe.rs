//! Accessibility of the page that is shown: axe-core's rules, and nothing sticking out of the window.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::json;

use crate::browser::Browser;
use crate::error::E2eError;

/// A rule of axe that the page breaks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The rule's name, such as `color-contrast`.
    pub id: String,
    /// The rule in a sentence.
    pub help: String,
    /// How bad: `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// The elements that break it.
    pub nodes: Vec<Offender>,
}

/// An element that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Offender {
    /// The element's opening tag, shortened by axe.
    pub html: String,
    /// What to do about it.
    #[serde(rename = "failureSummary")]
    pub summary: Option<String>,
}

/// One paragraph per rule and element.
pub(crate) fn listed(violations: &[Violation]) -> String {
    let mut list = String::new();
    for violation in violations {
        let impact = violation.impact.as_deref().unwrap_or("no impact given");
        let _ = writeln!(list, "- {} ({impact}): {}", violation.id, violation.help);
        for node in &violation.nodes {
            let summary = node
                .summary
                .as_deref()
                .unwrap_or_default()
                .replace('\n', " ");
            let _ = writeln!(list, "    {}\n      {summary}", node.html);
        }
    }
    list
}

/// WCAG 2.0 to 2.2, A and AA, and what axe calls best practice.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

const RUN: &str = "const [tags, done] = arguments;
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(found => done(found.violations), error => done(String(error)));";

/// What reaches over the right or left edge, but for what is hidden for the eye, drawn inside a picture, or in a part that scrolls by itself.
const WIDER: &str = "const edge = Math.min(document.documentElement.clientWidth, arguments[0]);  // a phone zooms out to show all of a wide page
    const excused = element => {
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.clipPath !== 'none' || style.position === 'fixed' || at.matches('svg *, .skipnav')) return true;
        if (at !== element && ['auto', 'scroll', 'hidden', 'clip'].includes(style.overflowX)) return true;
      }
      return false;
    };
    return [...document.body.querySelectorAll('*')].flatMap(element => {
      const box = element.getBoundingClientRect();
      const over = Math.round(Math.max(box.right - edge, -box.left));
      if (box.width === 0 || over <= 1 || excused(element)) return [];
      return [over + ' px: ' + element.cloneNode(false).outerHTML.slice(0, 200)];
    });";

impl Browser {
    /// What axe finds on the page.
    ///
    /// # Errors
    ///
    /// When axe is not fetched (`make assets`) or cannot run (scripts are off).
    pub async fn violations(&self) -> Result<Vec<Violation>, E2eError> {
        let path = crate::root().join("node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path).map_err(|_| E2eError::NotBuilt {
            path: path.display().to_string(),
            make: "make assets",
        })?;
        self.driver.execute(axe, vec![]).await?;
        let found = self.driver.execute_async(RUN, vec![json!(TAGS)]).await?;
        serde_json::from_value(found.json().clone()).map_err(|_| E2eError::NotReady {
            program: "axe",
            said: found.json().to_string(),
        })
    }

    /// Fails with a readable list when the page breaks a rule of axe or is wider than the window.
    ///
    /// # Errors
    ///
    /// [`E2eError::Inaccessible`] or [`E2eError::TooWide`]; else as [`Browser::violations`].
    pub async fn axe(&self) -> Result<(), E2eError> {
        let violations = self.violations().await?;
        if !violations.is_empty() {
            return Err(E2eError::Inaccessible {
                url: self.url().await?,
                width: self.width,
                violations,
            });
        }
        self.fits().await
    }

    /// Fails with a list when something sticks out of the window.
    ///
    /// # Errors
    ///
    /// [`E2eError::TooWide`], or when the browser is gone.
    pub async fn fits(&self) -> Result<(), E2eError> {
        let wider = self.driver.execute(WIDER, vec![json!(self.width)]).await?;
        self.none_of(wider.convert()?).await
    }

    /// Fails with the list where there is one.
    pub(crate) async fn none_of(&self, elements: Vec<String>) -> Result<(), E2eError> {
        if elements.is_empty() {
            return Ok(());
        }
        Err(E2eError::TooWide {
            url: self.url().await?,
            width: self.width,
            elements,
        })
    }
}
