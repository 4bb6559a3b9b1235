use super::*;

fn claim(xml: &str) -> String {
    STANDARD.encode(xml)
}

fn list(inside: &str) -> String {
    claim(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bpp:PrivilegeList xmlns:bpp=\"http://itst.dk/oiosaml/basic_privilege_profile\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{inside}</bpp:PrivilegeList>"
    ))
}

const GROUP: &str = "\n <PrivilegeGroup Scope=\"urn:dk:gov:saml:cvrNumberIdentifier:12345678\">\n\
    <Constraint Name=\"urn:dk:kombit:KLE\">25.*</Constraint>\n\
    <Constraint Name=\"urn:dk:kombit:orgenhed\">Born &amp; Unge</Constraint>\n\
    <Privilege>urn:dk:helhed:koordinator</Privilege><!-- and -->\n\
    <Privilege> urn:dk:helhed:teamleder </Privilege>\n</PrivilegeGroup>\n";

#[test]
fn groups_constraints_and_privileges_are_read() {
    let groups = privileges(&list(&GROUP.repeat(2))).expect("read");
    assert_eq!(groups.len(), 2);
    let group = &groups[0];
    assert_eq!(group.scope, "urn:dk:gov:saml:cvrNumberIdentifier:12345678");
    assert_eq!(
        group.privileges,
        ["urn:dk:helhed:koordinator", "urn:dk:helhed:teamleder"]
    );
    assert_eq!(
        group.constraints,
        [
            ("urn:dk:kombit:KLE".to_owned(), "25.*".to_owned()),
            (
                "urn:dk:kombit:orgenhed".to_owned(),
                "Born & Unge".to_owned()
            )
        ]
    );
    assert_eq!(privileges(&list("")), Ok(Vec::new()));
    let wrapped: Vec<String> = list(GROUP)
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    assert_eq!(privileges(&wrapped.join("\r\n")).expect("read").len(), 1);
}

#[test]
fn what_is_not_of_the_profile_is_refused() {
    let in_group = |inside: &str| {
        list(&format!(
            "<PrivilegeGroup Scope=\"urn:x\">{inside}</PrivilegeGroup>"
        ))
    };
    let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
                  <bpp:PrivilegeList xmlns:bpp=\"http://itst.dk/oiosaml/basic_privilege_profile\"/>";
    let cases: &[(String, PrivilegesFault)] = &[
        ("%".to_owned(), PrivilegesFault::Base64),
        (STANDARD.encode([0xff, 0xfe]), PrivilegesFault::Xml),
        (claim(""), PrivilegesFault::Xml),
        (claim("not xml"), PrivilegesFault::Profile),
        (claim(entity), PrivilegesFault::Xml),
        (claim("<PrivilegeList/>"), PrivilegesFault::Profile),
        (
            claim("<p:PrivilegeList xmlns:p=\"http://evil.example\"/>"),
            PrivilegesFault::Profile,
        ),
        (list("<Privilege>x</Privilege>"), PrivilegesFault::Profile),
        (list("words"), PrivilegesFault::Profile),
        (
            list("<PrivilegeGroup><Privilege>x</Privilege></PrivilegeGroup>"),
            PrivilegesFault::Profile,
        ),
        (in_group("<Privilege>&x;</Privilege>"), PrivilegesFault::Xml),
        (
            in_group("<Privilege><![CDATA[x]]></Privilege>"),
            PrivilegesFault::Xml,
        ),
        (
            in_group("<Privilege></Privilege>"),
            PrivilegesFault::Profile,
        ),
        (
            in_group("<Privilege>a<b>x</b></Privilege>"),
            PrivilegesFault::Profile,
        ),
        (
            in_group("<Constraint>25.*</Constraint>"),
            PrivilegesFault::Profile,
        ),
        (in_group("<?php x?>"), PrivilegesFault::Xml),
        (
            in_group(&format!("<Privilege>{}</Privilege>", "x".repeat(501))),
            PrivilegesFault::TooLong,
        ),
        (
            in_group(&"<Privilege>x</Privilege>".repeat(1_500)),
            PrivilegesFault::TooLong,
        ),
        ("A".repeat(64 * 1024 + 4), PrivilegesFault::TooLong),
    ];
    for (claim, fault) in cases {
        let told = privileges(claim);
        assert_eq!(
            told,
            Err(*fault),
            "{}",
            claim.chars().take(200).collect::<String>()
        );
    }
    // Cut off anywhere, it grants nothing.
    let whole = format!(
        "<bpp:PrivilegeList xmlns:bpp=\"http://itst.dk/oiosaml/basic_privilege_profile\">{GROUP}</bpp:PrivilegeList>"
    );
    for end in 0..whole.len() {
        assert!(privileges(&claim(&whole[..end])).is_err(), "cut at {end}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,300}") {
        let _ = privileges(&text);
        let _ = privileges(&claim(&text));
        let _ = privileges(&list(&text));
    }

    #[test]
    fn no_pieces_of_the_profile_make_it_panic_and_what_is_read_is_bounded(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "<PrivilegeGroup Scope=\"urn:x\">", "</PrivilegeGroup>", "<Privilege>", "</Privilege>",
                "<Constraint Name=\"n\">", "</Constraint>", "&amp;", "&#x0;", "&x;", "x", "<", ">", "\"", "<!--", "-->",
                "</bpp:PrivilegeList>", "<![CDATA[", "]]>", "<?x ?>", "<!DOCTYPE x>", " ",
            ]),
            0..40,
        )
    ) {
        if let Ok(groups) = privileges(&list(&pieces.concat())) {
            for group in groups {
                proptest::prop_assert!(!group.scope.is_empty());
                proptest::prop_assert!(group.privileges.iter().all(|it| (1..=LONGEST_TEXT).contains(&it.len())));
            }
        }
    }
}
