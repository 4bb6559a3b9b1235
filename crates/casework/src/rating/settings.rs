//! What a municipality sets for its ratings: norm set, item texts, and what its licence allows.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use helhed_domain::ids::NormSetId;
use helhed_fit::{NormFault, NormSet, NormStatus, WordingFault, Wordings};
use helhed_store::norm_set::NormSetRow;

/// Norm set, item texts and licence.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingSettings {
    norms: NormSet,
    body: String,
    wordings: Wordings,
    fitting_licence: Option<String>,
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsFault {
    /// The norm set cannot be read.
    #[error(transparent)]
    Norms(#[from] NormFault),
    /// The item texts cannot be read.
    #[error(transparent)]
    Wordings(#[from] WordingFault),
    /// The norm set was fitted to the municipality's own scores, and nobody has said which licence allows that.
    #[error(
        "the norm set is local: it was fitted to scores of the forms, which their licence may forbid; name the licence that \
         allows it as `fitting_licence`"
    )]
    LicenceNotAnswered,
}

impl RatingSettings {
    /// The shipped norm set, which is illustrative and not validated; neutral labels; nothing fitted.
    pub fn shipped() -> Self {
        Self {
            norms: NormSet::illustrative(),
            body: NormSet::illustrative_file().to_owned(),
            wordings: Wordings::default(),
            fitting_licence: None,
        }
    }

    /// Reads a municipality's own files; what is left out is as shipped.
    ///
    /// # Errors
    /// A file that cannot be read, or a local norm set without the licence that allows fitting one.
    pub fn read(
        norms: Option<&str>,
        wordings: Option<&str>,
        fitting_licence: Option<String>,
    ) -> Result<Self, SettingsFault> {
        let mut settings = Self::shipped();
        if let Some(body) = norms {
            settings.norms = NormSet::parse(body)?;
            body.clone_into(&mut settings.body);
        }
        if let Some(text) = wordings {
            settings.wordings = Wordings::parse(text)?;
        }
        settings.fitting_licence = fitting_licence.filter(|licence| !licence.trim().is_empty());
        if settings.norms.status == NormStatus::Local && settings.fitting_licence.is_none() {
            return Err(SettingsFault::LicenceNotAnswered);
        }
        Ok(settings)
    }

    /// The norm set in use.
    pub fn norms(&self) -> &NormSet {
        &self.norms
    }

    /// The item texts that are loaded.
    pub fn wordings(&self) -> &Wordings {
        &self.wordings
    }

    /// The licence that allows fitting norms to the scores, where somebody has answered that.
    pub fn fitting_licence(&self) -> Option<&str> {
        self.fitting_licence.as_deref()
    }

    /// The id of the norm set: made of its file, so that a changed file is another set.
    pub fn norm_set(&self) -> NormSetId {
        let hash = Sha256::digest(self.body.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        NormSetId::from(Uuid::from_bytes(bytes))
    }

    /// The norm set as it is kept beside what was computed with it.
    pub(crate) fn row(&self, now: Timestamp) -> NormSetRow {
        let status = match self.norms.status {
            NormStatus::Illustrative => "illustrative",
            NormStatus::Local => "local",
            NormStatus::Licensed => "licensed",
        };
        NormSetRow {
            id: self.norm_set(),
            name: self.norms.id.clone(),
            version: self.norms.version.clone(),
            status: status.to_owned(),
            source: self.norms.source.clone(),
            licence: self.norms.licence.clone(),
            body: self.body.clone(),
            first_used_at: now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_norm_set_waits_for_the_answer_on_the_licence() {
        let local = NormSet::illustrative_file().replace("\"illustrative\"", "\"local\"");
        assert_eq!(
            RatingSettings::read(Some(&local), None, Some("  ".into())),
            Err(SettingsFault::LicenceNotAnswered)
        );
        let licence = Some("Licence 12 of 2026".to_owned());
        let settings = RatingSettings::read(Some(&local), None, licence).expect("answered");
        assert_eq!(settings.norms().status, NormStatus::Local);
        let shipped = RatingSettings::shipped();
        assert_ne!(settings.norm_set(), shipped.norm_set());
        assert_eq!(shipped.fitting_licence(), None);
    }
}
