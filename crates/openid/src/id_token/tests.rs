use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;

use super::*;
use crate::key::read_keys;
use crate::settings::ForWhom;

const NOW: i64 = 1_795_600_000;

fn settings() -> Settings {
    Settings {
        id: "kommunen".to_owned(),
        name: "Kommunen".to_owned(),
        for_whom: ForWhom::Employees,
        issuer: "https://idp.example.dk".to_owned(),
        also_at: Vec::new(),
        client_id: "helhed".to_owned(),
        client_secret: None,
        scopes: Vec::new(),
        acr_levels: ["low", "substantial", "high"].map(str::to_owned).to_vec(),
        acr_floor: Some("substantial".to_owned()),
        userinfo: false,
        cpr_claim: None,
        clock_skew: 60,
        authority: None,
    }
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A key, and its document.
fn a_key() -> (EcdsaKeyPair, Value) {
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
    let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).expect("a key");
    let point = pair.public_key().as_ref();
    let (x, y) = (
        URL_SAFE_NO_PAD.encode(&point[1..33]),
        URL_SAFE_NO_PAD.encode(&point[33..]),
    );
    let document = json!({"kty": "EC", "crv": "P-256", "kid": "k1", "x": x, "y": y});
    (pair, document)
}

fn token(pair: &EcdsaKeyPair, header: &Value, claims: &Value) -> String {
    let signed = format!("{}.{}", encoded(header), encoded(claims));
    let signature = pair
        .sign(&SystemRandom::new(), signed.as_bytes())
        .expect("signed");
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn claims() -> Value {
    json!({"iss": "https://idp.example.dk", "aud": "helhed", "sub": "8f1", "exp": NOW + 300, "iat": NOW, "nonce": "n",
           "acr": "substantial"})
}

fn checked(header: &Value, claims: &Value) -> Result<Claims, TokenFault> {
    let (pair, document) = a_key();
    let keys = read_keys(json!({"keys": [document]}).to_string().as_bytes()).expect("keys");
    let text = token(&pair, header, claims);
    let token = Token::read(&text)?;
    let signed = token.signed_by_one_of(&keys, &settings())?;
    signed.claims(&settings(), "n", NOW)
}

#[test]
fn a_good_token_is_taken() {
    let claims = checked(&json!({"alg": "ES256", "kid": "k1"}), &claims()).expect("taken");
    assert_eq!(claims.subject(), "8f1");
    assert_eq!(format!("{claims:?}"), "Claims");
}

#[test]
fn each_claim_that_ties_it_to_us_is_asked_for() {
    let header = json!({"alg": "ES256", "kid": "k1"});
    let cases: &[(&str, Value, TokenFault)] = &[
        ("iss", json!("https://idp.example.dk/"), TokenFault::Issuer),
        ("iss", Value::Null, TokenFault::Issuer),
        ("aud", json!("another"), TokenFault::Audience),
        ("aud", json!(["helhed", "another"]), TokenFault::Audience),
        ("azp", json!("another"), TokenFault::Audience),
        ("exp", json!(NOW - 60), TokenFault::Time),
        ("exp", Value::Null, TokenFault::Time),
        ("exp", json!("4000000000"), TokenFault::Time),
        ("iat", json!(NOW + 61), TokenFault::Time),
        ("iat", json!(NOW - 661), TokenFault::Time),
        ("nbf", json!(NOW + 61), TokenFault::Time),
        ("nbf", json!("later"), TokenFault::Time),
        ("nonce", json!("another"), TokenFault::Nonce),
        ("nonce", Value::Null, TokenFault::Nonce),
        ("sub", json!(""), TokenFault::Subject),
        ("sub", json!(7), TokenFault::Subject),
        ("acr", json!("low"), TokenFault::Level),
        ("acr", json!("SUBSTANTIAL"), TokenFault::Level),
        ("acr", Value::Null, TokenFault::Level),
    ];
    for (name, value, fault) in cases {
        let mut claims = claims();
        claims[*name] = value.clone();
        assert_eq!(
            checked(&header, &claims).err(),
            Some(*fault),
            "{name} {value}"
        );
    }
    // Within the skew, of a higher level, for us and others with us as the party: taken.
    for (name, value) in [
        ("exp", json!(NOW - 59)),
        ("iat", json!(NOW + 59)),
        ("acr", json!("high")),
    ] {
        let mut claims = claims();
        claims[name] = value;
        assert!(checked(&header, &claims).is_ok(), "{name}");
    }
}

#[test]
fn what_a_token_says_of_its_signature_opens_nothing() {
    for (header, fault) in [
        (json!({"alg": "none", "kid": "k1"}), TokenFault::Unreadable),
        (json!({"alg": "HS256", "kid": "k1"}), TokenFault::Signature),
        (json!({"alg": "RS256", "kid": "k1"}), TokenFault::Signature),
        (json!({"alg": "ES256", "kid": "k2"}), TokenFault::UnknownKey),
        (
            json!({"alg": "ES256", "crit": ["b64"]}),
            TokenFault::Unreadable,
        ),
        (json!({"kid": "k1"}), TokenFault::Unreadable),
    ] {
        assert_eq!(checked(&header, &claims()).err(), Some(fault), "{header}");
    }
    let (pair, document) = a_key();
    let keys = read_keys(json!({"keys": [document]}).to_string().as_bytes()).expect("keys");
    let text = token(&pair, &json!({"alg": "ES256", "kid": "k1"}), &claims());
    let mut other = claims();
    other["sub"] = json!("somebody else");
    let (head, rest) = text.split_once('.').expect("parts");
    let (_, signature) = rest.split_once('.').expect("parts");
    let forged = format!("{head}.{}.{signature}", encoded(&other));
    let forged = Token::read(&forged).expect("read");
    assert_eq!(
        forged.signed_by_one_of(&keys, &settings()).err(),
        Some(TokenFault::Signature)
    );
    let unsigned = format!("{head}.{}.", encoded(&other));
    let unsigned = Token::read(&unsigned).expect("read");
    assert_eq!(
        unsigned.signed_by_one_of(&keys, &settings()).err(),
        Some(TokenFault::Signature)
    );
}

#[test]
fn keys_for_something_else_sign_nothing() {
    let (_, mut document) = a_key();
    document["use"] = json!("enc");
    let all = json!({"keys": [document, {"kty": "oct", "k": "c2VjcmV0"}, 7]});
    let keys = read_keys(all.to_string().as_bytes()).expect("a document");
    assert_eq!(keys.len(), 0);
    assert!(read_keys(b"<html>").is_none());
    // A point that is none is a key that signs nothing.
    let none = json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": "k1", "x": "AA", "y": "AA"}]});
    let keys = read_keys(none.to_string().as_bytes()).expect("a document");
    let (pair, _) = a_key();
    let text = token(&pair, &json!({"alg": "ES256", "kid": "k1"}), &claims());
    let signed = Token::read(&text).expect("read");
    let told = signed.signed_by_one_of(&keys, &settings()).err();
    assert_eq!(told, Some(TokenFault::Signature));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = Token::read(&text).map(|token| token.signed_by_one_of(&[], &settings()));
    }
}
