//! A headless Chromium of a given width, with a profile of its own.

use std::path::PathBuf;

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

use crate::driver;
use crate::error::E2eError;

/// Width of a small phone in CSS pixels, the narrowest that every page must serve.
pub const PHONE: u32 = 360;
/// Width of a desktop window in CSS pixels.
pub const SCREEN: u32 = 1280;

/// Whether pages may run scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JavaScript {
    /// As most people have it.
    On,
    /// Blocked for every page, as a setting of the browser; axe cannot run then.
    Off,
}

/// One browser window. Close it at the end of a test; the window of a test that fails goes when its process ends.
#[derive(Debug)]
pub struct Browser {
    pub(crate) driver: WebDriver,
    pub(crate) width: u32,
    _profile: TempDir,
}

/// Flags that keep Chromium quiet (no network of its own, no first-run pages) and let it run as root in a container.
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-crash-reporter",
    "--hide-scrollbars",
    "--lang=en-US",
];

impl Browser {
    /// Opens a window of `width` CSS pixels ([`PHONE`] or [`SCREEN`]; anything under 500 behaves as a phone, touch included).
    ///
    /// # Errors
    ///
    /// When chromedriver or Chromium is missing or does not start.
    pub async fn open(width: u32, javascript: JavaScript) -> Result<Self, E2eError> {
        let profile = TempDir::with_prefix("helhed-e2e-")?;
        let mut capabilities = DesiredCapabilities::chrome();
        for flag in FLAGS {
            capabilities.add_arg(flag)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        if width < 500 {
            // A window cannot be made narrower than 500 px; a phone can.
            let phone = json!({ "deviceMetrics": { "width": width, "height": 800, "pixelRatio": 1.0, "touch": true, "mobile": true } });
            capabilities.add_experimental_option("mobileEmulation", phone)?;
        } else {
            capabilities.add_arg(&format!("--window-size={width},900"))?;
        }
        if javascript == JavaScript::Off {
            capabilities.add_experimental_option(
                "prefs",
                json!({ "profile.managed_default_content_settings.javascript": 2 }),
            )?;
        }
        let driver = WebDriver::new(driver::address().await?, capabilities).await?;
        Ok(Self {
            driver,
            width,
            _profile: profile,
        })
    }

    /// How many CSS pixels wide it is.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Goes to an address.
    ///
    /// # Errors
    ///
    /// When nothing answers there.
    pub async fn goto(&self, url: &str) -> Result<(), E2eError> {
        Ok(self.driver.goto(url).await?)
    }

    /// The address of the page that is shown.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn url(&self) -> Result<String, E2eError> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// The browser underneath, for what this type has no word for.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Writes a picture of the whole page to `target/screens/NAME-WIDTH.png` and gives its path.
    ///
    /// # Errors
    ///
    /// When the browser is gone or the file cannot be written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf, E2eError> {
        let folder = crate::root().join("target/screens");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}-{}.png", self.width));
        // The picture of the driver ends at the window's lower edge, so the window grows to the page's height meanwhile.
        let cdp = self.driver.cdp();
        let layout = cdp.send_raw("Page.getLayoutMetrics", json!({})).await?;
        let height = layout["cssContentSize"]["height"]
            .as_f64()
            .unwrap_or(900.0)
            .clamp(200.0, 12_000.0);
        let mobile = self.width < 500;
        let metrics = json!({ "width": self.width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        cdp.send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        std::fs::write(&path, self.driver.screenshot_as_png().await?)?;
        let back = json!({ "width": self.width, "height": if mobile { 800 } else { 900 }, "deviceScaleFactor": 1, "mobile": mobile });
        cdp.send_raw("Emulation.setDeviceMetricsOverride", back)
            .await?;
        Ok(path)
    }

    /// Closes the window. The last line of every journey.
    ///
    /// # Errors
    ///
    /// When it is gone already.
    pub async fn close(self) -> Result<(), E2eError> {
        Ok(self.driver.clone().quit().await?)
    }
}

impl Drop for Browser {
    /// A test that fails half-way leaves its window to the driver, which goes with the test's process: closing it here would wait for a runtime
    /// that is busy unwinding.
    fn drop(&mut self) {
        let _ = self.driver.clone().leak();
    }
}
