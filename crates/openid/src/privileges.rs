//! What a `privileges_intermediate` claim grants: OIO Basic Privilege Profile, intermediate model (OIOBPP 1.1, section 3), which is base64
//! of XML: groups of privileges, each for a scope, some under constraints.
//!
//! Read strictly: whatever is not of the profile refuses the whole claim. No document type, no entity, bounded sizes and depth.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// The longest claim that is read, in letters of base64.
const LONGEST: usize = 64 * 1024;
/// The most groups, and privileges and constraints in all.
const MOST_GROUPS: usize = 200;
const MOST_PARTS: usize = 1_000;
/// The longest scope, privilege, name or value.
const LONGEST_TEXT: usize = 500;
/// The root's namespaces: of version 1.0.1 and of 1.1 and 1.2.
const NAMESPACES: [&str; 2] = [
    "http://itst.dk/oiosaml/basic_privilege_profile",
    "http://digst.dk/oiosaml/basic_privilege_profile",
];

/// Privileges that hold for a scope, under constraints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// For which authority: `urn:dk:gov:saml:cvrNumberIdentifier:12345678`.
    pub scope: String,
    /// What narrows it: name and value, as `urn:dk:kombit:KLE` and `25.*`.
    pub constraints: Vec<(String, String)>,
    /// The privileges: job-function or system roles.
    pub privileges: Vec<String>,
}

/// Why a claim is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PrivilegesFault {
    /// Longer than is read, or with more in it.
    #[error("too long")]
    TooLong,
    /// No base64.
    #[error("no base64")]
    Base64,
    /// No XML, or XML with what no such claim needs: a document type, entities, instructions.
    #[error("no plain XML")]
    Xml,
    /// XML of something else.
    #[error("not of the profile")]
    Profile,
}

/// Reads the claim.
pub fn privileges(claim: &str) -> Result<Vec<Group>, PrivilegesFault> {
    if claim.len() > LONGEST {
        return Err(PrivilegesFault::TooLong);
    }
    let plain: String = claim.split_ascii_whitespace().collect();
    let bytes = STANDARD
        .decode(plain)
        .map_err(|_| PrivilegesFault::Base64)?;
    let text = String::from_utf8(bytes).map_err(|_| PrivilegesFault::Xml)?;
    read(text.trim_start_matches('\u{feff}'))
}

/// Where the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    List,
    Group,
    Privilege,
    Constraint,
    After,
}

fn read(text: &str) -> Result<Vec<Group>, PrivilegesFault> {
    let mut reader = Reader::from_str(text);
    let (mut groups, mut place, mut parts) = (Vec::new(), Place::Before, 0);
    let (mut name, mut words) = (String::new(), String::new());
    loop {
        let event = reader.read_event().map_err(|_| PrivilegesFault::Xml)?;
        match (place, event) {
            (Place::Before, Event::Decl(_)) | (_, Event::Comment(_)) => {}
            (Place::Before, Event::Start(start)) => place = root(&start, Place::List)?,
            (Place::Before, Event::Empty(start)) => place = root(&start, Place::After)?,
            (Place::List, Event::Start(start)) if is(&start, "PrivilegeGroup") => {
                if groups.len() == MOST_GROUPS {
                    return Err(PrivilegesFault::TooLong);
                }
                groups.push(Group {
                    scope: attribute(&start, "Scope")?,
                    ..Group::default()
                });
                place = Place::Group;
            }
            (Place::Group, Event::Start(start)) => {
                parts += 1;
                if parts > MOST_PARTS {
                    return Err(PrivilegesFault::TooLong);
                }
                words.clear();
                place = if is(&start, "Privilege") {
                    Place::Privilege
                } else if is(&start, "Constraint") {
                    name = attribute(&start, "Name")?;
                    Place::Constraint
                } else {
                    return Err(PrivilegesFault::Profile);
                };
            }
            (Place::Privilege | Place::Constraint, Event::Text(text)) => {
                add(&mut words, &text.xml10_content())?;
            }
            (Place::Privilege | Place::Constraint, Event::GeneralRef(reference)) => {
                // The five that every XML knows, and none that a document could declare.
                let sign = match &*reference.xml10_content() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => return Err(PrivilegesFault::Xml),
                };
                add(&mut words, sign)?;
            }
            (Place::Privilege | Place::Constraint, Event::End(_)) => {
                let value = words.trim().to_owned();
                let group = groups.last_mut().ok_or(PrivilegesFault::Profile)?;
                match (value.is_empty(), place) {
                    (true, _) => return Err(PrivilegesFault::Profile),
                    (_, Place::Constraint) => group.constraints.push((name.clone(), value)),
                    _ => group.privileges.push(value),
                }
                place = Place::Group;
            }
            (Place::Group, Event::End(_)) => place = Place::List,
            (Place::List, Event::End(_)) => place = Place::After,
            (Place::After, Event::Eof) => return Ok(groups),
            (Place::Before | Place::List | Place::Group | Place::After, Event::Text(text))
                if text.xml10_content().trim().is_empty() => {}
            (
                _,
                Event::DocType(_)
                | Event::PI(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Eof,
            ) => {
                return Err(PrivilegesFault::Xml);
            }
            _ => return Err(PrivilegesFault::Profile),
        }
    }
}

fn is(start: &BytesStart<'_>, name: &str) -> bool {
    let found: &str = start.local_name().into_inner();
    found == name
}

/// The root, which names the profile.
fn root(start: &BytesStart<'_>, then: Place) -> Result<Place, PrivilegesFault> {
    if !is(start, "PrivilegeList") {
        return Err(PrivilegesFault::Profile);
    }
    let prefix: Option<&str> = start.name().prefix().map(|it| it.into_inner());
    let declared = match prefix {
        Some(prefix) => format!("xmlns:{prefix}"),
        None => "xmlns".to_owned(),
    };
    let namespace = attribute(start, &declared)?;
    match NAMESPACES.contains(&namespace.as_str()) {
        true => Ok(then),
        false => Err(PrivilegesFault::Profile),
    }
}

/// An attribute that must be there.
fn attribute(start: &BytesStart<'_>, name: &str) -> Result<String, PrivilegesFault> {
    for found in start.attributes().with_checks(true).take(20) {
        let found = found.map_err(|_| PrivilegesFault::Xml)?;
        let key: &str = found.key.into_inner();
        if key != name {
            continue;
        }
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|_| PrivilegesFault::Xml)?;
        let value = value.trim();
        return match value.len() {
            0 => Err(PrivilegesFault::Profile),
            1..=LONGEST_TEXT => Ok(value.to_owned()),
            _ => Err(PrivilegesFault::TooLong),
        };
    }
    Err(PrivilegesFault::Profile)
}

fn add(words: &mut String, more: &str) -> Result<(), PrivilegesFault> {
    if words.len() + more.len() > LONGEST_TEXT {
        return Err(PrivilegesFault::TooLong);
    }
    words.push_str(more);
    Ok(())
}

#[cfg(test)]
mod tests;
