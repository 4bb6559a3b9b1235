//! A provider's keys, and whether a signature is by one of them: tokens and keys are read by `jsonwebtoken`, signatures checked by
//! `ring`, which the database driver and the mail transport bring already.

use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result as JwtResult};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters, RsaPublicKeyComponents,
    UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;
use signature::{Error, Verifier};

/// The most keys that are read of a provider.
const MOST_KEYS: usize = 100;

#[derive(Deserialize)]
struct Document {
    keys: Vec<serde_json::Value>,
}

/// A key by which a provider signs.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: Option<String>,
    /// What it may be used with: that follows from its kind, never from what a token says of itself.
    pub(crate) algorithms: Vec<Algorithm>,
    pub(crate) key: DecodingKey,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({:?})", self.algorithms)
    }
}

/// The keys of a document; those that are not for signing, or of a kind that is not known, are left out.
pub(crate) fn read_keys(document: &[u8]) -> Option<Vec<Key>> {
    install();
    let document: Document = serde_json::from_slice(document).ok()?;
    let keys = document.keys.into_iter().take(MOST_KEYS);
    Some(keys.filter_map(read).collect())
}

fn read(value: serde_json::Value) -> Option<Key> {
    let written: Jwk = serde_json::from_value(value).ok()?;
    let usage = &written.common.public_key_use;
    if usage
        .as_ref()
        .is_some_and(|it| *it != PublicKeyUse::Signature)
    {
        return None;
    }
    let mut algorithms = match &written.algorithm {
        AlgorithmParameters::RSA(_) => vec![
            Algorithm::RS256,
            Algorithm::RS384,
            Algorithm::RS512,
            Algorithm::PS256,
            Algorithm::PS384,
            Algorithm::PS512,
        ],
        AlgorithmParameters::EllipticCurve(it) => match it.curve {
            EllipticCurve::P256 => vec![Algorithm::ES256],
            EllipticCurve::P384 => vec![Algorithm::ES384],
            _ => return None,
        },
        AlgorithmParameters::OctetKeyPair(it) if it.curve == EllipticCurve::Ed25519 => {
            vec![Algorithm::EdDSA]
        }
        // A secret that both share is no signature of a provider.
        _ => return None,
    };
    if let Some(named) = written.common.key_algorithm {
        algorithms.retain(|it| format!("{it:?}") == named.to_string());
    }
    let key = DecodingKey::from_jwk(&written).ok()?;
    (!algorithms.is_empty()).then_some(Key {
        id: written.common.key_id,
        algorithms,
        key,
    })
}

/// Checks one signature with `ring`.
struct ByRing {
    algorithm: Algorithm,
    key: DecodingKeyKind,
}

impl Verifier<Vec<u8>> for ByRing {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), Error> {
        let with = |algorithm: &'static dyn VerificationAlgorithm| match &self.key {
            DecodingKeyKind::SecretOrDer(key) => UnparsedPublicKey::new(algorithm, key)
                .verify(message, signature)
                .map_err(|_| Error::new()),
            DecodingKeyKind::RsaModulusExponent { .. } => Err(Error::new()),
        };
        let rsa = |parameters: &'static RsaParameters| match &self.key {
            DecodingKeyKind::RsaModulusExponent { n, e } => RsaPublicKeyComponents { n, e }
                .verify(parameters, message, signature)
                .map_err(|_| Error::new()),
            DecodingKeyKind::SecretOrDer(_) => Err(Error::new()),
        };
        match self.algorithm {
            Algorithm::RS256 => rsa(&RSA_PKCS1_2048_8192_SHA256),
            Algorithm::RS384 => rsa(&RSA_PKCS1_2048_8192_SHA384),
            Algorithm::RS512 => rsa(&RSA_PKCS1_2048_8192_SHA512),
            Algorithm::PS256 => rsa(&RSA_PSS_2048_8192_SHA256),
            Algorithm::PS384 => rsa(&RSA_PSS_2048_8192_SHA384),
            Algorithm::PS512 => rsa(&RSA_PSS_2048_8192_SHA512),
            Algorithm::ES256 => with(&ECDSA_P256_SHA256_FIXED),
            Algorithm::ES384 => with(&ECDSA_P384_SHA384_FIXED),
            Algorithm::EdDSA => with(&ED25519),
            _ => Err(Error::new()),
        }
    }
}

impl JwtVerifier for ByRing {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

/// Lets `jsonwebtoken` check signatures by `ring`. Nothing is signed here.
fn install() {
    static BY_RING: CryptoProvider = CryptoProvider {
        signer_factory: |_, _| Err(ErrorKind::InvalidAlgorithm.into()),
        verifier_factory: by_ring,
        key_utils: KeyUtils::new_unimplemented(),
    };
    // Installed before: by this, and nothing else of this program uses it.
    let _ = BY_RING.install_default();
}

fn by_ring(algorithm: &Algorithm, key: &DecodingKey) -> JwtResult<Box<dyn JwtVerifier>> {
    Ok(Box::new(ByRing {
        algorithm: *algorithm,
        key: key.kind().clone(),
    }))
}
