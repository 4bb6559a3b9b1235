//! What a provider of sign-in says, and the file that tells what it means.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use helhed_openid::Mapping;
use helhed_openid::privileges::privileges;
use helhed_passkey::testing::Authenticator;
use helhed_passkey::{Registration, RelyingParty, from_text, to_text};

use super::of_text;
use crate::Target;

const PRIVILEGES: &str = "<bpp:PrivilegeList xmlns:bpp=\"http://itst.dk/oiosaml/basic_privilege_profile\">\
<PrivilegeGroup Scope=\"urn:dk:gov:saml:cvrNumberIdentifier:12345678\"><Privilege>urn:dk:example:coordinator</Privilege>\
<Constraint Name=\"urn:dk:kle\">27.*</Constraint></PrivilegeGroup></bpp:PrivilegeList>";
const MAPPING: &str = "username = \"preferred_username\"\n[[role]]\nrole = \"coordinator\"\nclaim = \"groups\"\nis = [\"Helhed\"]\nunit = \"Team\"\n";

pub(super) fn targets() -> Vec<Target> {
    vec![
        // The claim is Base64: damaged before it is written so, the reader of XML is reached.
        of_text("privileges", &[PRIVILEGES], |text| {
            privileges(&STANDARD.encode(text)).is_ok()
        }),
        of_text(
            "privileges as sent",
            &[&STANDARD.encode(PRIVILEGES)],
            |text| privileges(text).is_ok(),
        ),
        passkey(),
        of_text("mapping", &[MAPPING], |text| Mapping::read(text).is_ok()),
    ]
}

/// What a browser and an authenticator say of a passkey that was made, each part as its bytes.
fn passkey() -> Target {
    let address = "https://helhed.example.dk";
    let challenge = to_text(&[7; 32]);
    let made = Authenticator::new(address)
        .makes(&challenge, &[1; 16])
        .form();
    let sound: Vec<Vec<u8>> = made
        .iter()
        .map(|(_, text)| from_text(text, 4_096).expect("sound"))
        .collect();
    let whole = sound.clone();
    Target {
        name: "passkey".to_owned(),
        sound,
        read: Box::new(move |at, input| {
            let mut parts = whole.clone();
            parts[at] = input.to_vec();
            let party = RelyingParty::at(address).expect("an address");
            Registration::of_form(&to_text(&parts[0]), &to_text(&parts[1]))
                .is_some_and(|it| it.checked(&challenge, &party).is_ok())
        }),
    }
}
