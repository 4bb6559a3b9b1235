use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::*;

const FILE: &str = r#"
username = "upn"
name = "name"
create = true
unit_claim = "department"

[units]
"Center for Job" = "J1"

[[role]]
role = "it_admin"
claim = "groups"
is = ["helhed-it"]

[[role]]
role = "coordinator"
privilege = "urn:dk:helhed:koordinator"
scope = "urn:dk:gov:saml:cvrNumberIdentifier:12345678"
constraints = { "urn:dk:kombit:KLE" = ["25.*", "27.*"] }
unit = "T1"

[[role]]
role = "partner"
privilege = "urn:dk:helhed:partner"
unit_constraint = "urn:dk:kombit:orgenhed"
"#;

fn claims(value: Value) -> Claims {
    Claims(value.as_object().cloned().expect("an object"))
}

fn of_groups(groups: &str) -> Claims {
    let xml = format!(
        "<p:PrivilegeList xmlns:p=\"http://digst.dk/oiosaml/basic_privilege_profile\">{groups}</p:PrivilegeList>"
    );
    claims(
        json!({"sub": "1", "upn": "mette", "department": "Center for Job", "privileges_intermediate": STANDARD.encode(xml)}),
    )
}

fn group(scope: &str, inside: &str) -> String {
    format!(
        "<PrivilegeGroup Scope=\"urn:dk:gov:saml:cvrNumberIdentifier:{scope}\">{inside}</PrivilegeGroup>"
    )
}

fn mapped(claims: &Claims) -> (Option<Role>, Option<String>) {
    let mapping = Mapping::read(FILE).expect("a mapping");
    let mapped = mapping.map(claims).expect("mapped");
    (mapped.role, mapped.unit)
}

#[test]
fn claims_and_privileges_make_roles_and_units() {
    let it = claims(
        json!({"sub": "1", "upn": "ida", "groups": ["x", "helhed-it"], "department": "Center for Job"}),
    );
    assert_eq!(mapped(&it), (Some(Role::ItAdmin), Some("J1".to_owned())));
    let one = claims(json!({"sub": "1", "upn": "ida", "groups": "helhed-it"}));
    assert_eq!(mapped(&one), (Some(Role::ItAdmin), None));
    let nobody = claims(json!({"sub": "1", "upn": "ida", "groups": ["helhed-it2"]}));
    assert_eq!(mapped(&nobody), (None, None));
    const KLE: &str = "<Constraint Name=\"urn:dk:kombit:KLE\">25.*</Constraint>";
    const COORDINATOR: &str = "<Privilege>urn:dk:helhed:koordinator</Privilege>";
    let good = of_groups(&group("12345678", &format!("{KLE}{COORDINATOR}")));
    assert_eq!(
        mapped(&good),
        (Some(Role::Coordinator), Some("T1".to_owned()))
    );
    // Another authority, no constraint, another value, a constraint that nobody accounts for: nothing.
    for refused in [
        group("87654321", &format!("{KLE}{COORDINATOR}")),
        group("12345678", COORDINATOR),
        group(
            "12345678",
            &format!("{}{COORDINATOR}", KLE.replace("25", "99")),
        ),
        group(
            "12345678",
            &format!(
                "{KLE}<Constraint Name=\"urn:dk:kombit:sensitivity\">1</Constraint>{COORDINATOR}"
            ),
        ),
    ] {
        assert_eq!(mapped(&of_groups(&refused)), (None, None), "{refused}");
    }
    let partner = of_groups(&group(
        "1",
        "<Constraint Name=\"urn:dk:kombit:orgenhed\">S1</Constraint><Privilege>urn:dk:helhed:partner</Privilege>",
    ));
    assert_eq!(
        mapped(&partner),
        (Some(Role::Partner), Some("S1".to_owned()))
    );
}

#[test]
fn claims_that_cannot_be_read_let_nobody_in() {
    let mapping = Mapping::read(FILE).expect("a mapping");
    let missing = mapping.map(&claims(json!({"sub": "1"})));
    assert_eq!(missing, Err(ClaimsFault::Missing("upn".to_owned())));
    let garbled = claims(
        json!({"sub": "1", "upn": "ida", "groups": "helhed-it", "privileges_intermediate": "%%"}),
    );
    assert!(mapping.map(&garbled).is_err(), "whatever else is said");
}

#[test]
fn a_bad_file_is_refused_with_line_and_field() {
    for (file, told) in [
        ("username = 7", "line 1, column 12"),
        ("username = \"u\"\nnmae = \"n\"", "unknown field `nmae`"),
        ("name = \"n\"", "missing field `username`"),
        ("username = \"u\"", "line 1: `role`: without a single rule"),
        (
            "username = \"u\"\n[[role]]\nrole = \"boss\"\nprivilege = \"p\"",
            "line 3: `role`: one of coordinator",
        ),
        (
            "username = \"u\"\n[[role]]\nrole = \"family_member\"\nprivilege = \"p\"",
            "line 3: `role`: one of coordinator",
        ),
        (
            "username = \"u\"\n[[role]]\nrole = \"dpo\"\nclaim = \"c\"",
            "line 2: `is`",
        ),
        (
            "username = \"u\"\n[[role]]\nrole = \"dpo\"",
            "line 2: `claim`",
        ),
        (
            "username = \"u\"\nlanguage = \"fr\"\n[[role]]\nrole = \"dpo\"\nprivilege = \"p\"",
            "line 2: `language`",
        ),
        (
            "username = \"u\"\n[[role]]\nrole = \"dpo\"\nclaim = \"c\"\nis = [\"x\"]\nunit_constraint = \"n\"",
            "`unit_constraint`: goes with `privilege`",
        ),
    ] {
        let fault = Mapping::read(file).expect_err("refused").to_string();
        assert!(fault.contains(told), "{fault}");
    }
}
