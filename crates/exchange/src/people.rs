//! The people, what they are to each other, the family, and who helps it.

use helhed_casework::domain::assignment::AssignmentKind;
use helhed_casework::domain::item::ItemKind;
use helhed_casework::domain::person::{Birth, Sex};
use helhed_casework::exchange::{ExchangeCase, ExchangePerson, Told};
use serde_json::{Map, Value, json};

use crate::absent::{put, reason};
use crate::bundle::{Entry, id_from};
use crate::coding::{hl7, own, profile, to};

/// The object identifier of CPR numbers.
const CPR: &str = "urn:oid:1.2.208.176.1.2";

/// What sets the care team's id apart from the family's.
pub(crate) const CARE_TEAM: u8 = 1;

pub(crate) fn entries(case: &ExchangeCase) -> Vec<Entry> {
    let patients = case.people.iter().map(|it| (it.id.uuid(), patient(it)));
    let mut entries: Vec<Entry> = patients.collect();
    entries.push((case.family.uuid(), family(case)));
    entries.extend(related(case));
    entries.push((id_from(case.family.uuid(), CARE_TEAM), care_team(case)));
    entries
}

fn patient(it: &ExchangePerson) -> Value {
    let mut resource = Map::new();
    resource.insert("resourceType".to_owned(), "Patient".into());
    resource.insert("meta".to_owned(), profile("KLCommonCitizen"));
    resource.insert("active".to_owned(), it.now.into());
    let identifier = match &it.cpr {
        Told::Known(cpr) => {
            let digits = cpr.unmasked().replace('-', "");
            json!([{ "use": "official", "system": CPR, "value": digits }])
        }
        other => json!([{ "use": "official", "system": CPR, "_value": reason(other) }]),
    };
    resource.insert("identifier".to_owned(), identifier);
    let mut name = Map::new();
    name.insert("use".to_owned(), "official".into());
    name.insert("given".to_owned(), json!([it.given_name.as_str()]));
    put(&mut name, "family", &it.family_name, |it| {
        it.as_str().into()
    });
    resource.insert("name".to_owned(), json!([name]));
    put(&mut resource, "gender", &it.sex, |sex| match sex {
        Sex::Female => "female".into(),
        Sex::Male => "male".into(),
        Sex::Unknown => "unknown".into(),
    });
    // Who is expected has no birth day yet.
    let born = match &it.birth {
        Told::Known(Birth::Born(day)) => Told::Known(*day),
        Told::Known(_) | Told::Unknown => Told::Unknown,
        Told::Withheld => Told::Withheld,
    };
    put(&mut resource, "birthDate", &born, |day| {
        day.to_string().into()
    });
    match &it.contact {
        Told::Known((address, phone, email)) => {
            if let Some(address) = address {
                resource.insert("address".to_owned(), json!([{ "text": address.as_str() }]));
            }
            let ways = [("phone", phone), ("email", email)];
            let ways = ways.into_iter().filter_map(|(system, value)| {
                value
                    .as_ref()
                    .map(|it| json!({ "system": system, "value": it.as_str() }))
            });
            let ways: Vec<Value> = ways.collect();
            if !ways.is_empty() {
                resource.insert("telecom".to_owned(), ways.into());
            }
        }
        other => {
            resource.insert("address".to_owned(), json!([reason(other)]));
        }
    }
    Value::Object(resource)
}

fn family(case: &ExchangeCase) -> Value {
    let members = case
        .people
        .iter()
        .map(|it| json!({ "entity": to(it.id), "inactive": !it.now }));
    let members: Vec<Value> = members.collect();
    let mut family = json!({
        "resourceType": "Group",
        "active": true,
        "type": "person",
        "actual": true,
        "name": case.name.as_str(),
    });
    if !members.is_empty() {
        family["member"] = members.into();
    }
    family
}

/// A parent is a related person of the child, and so on: *person is kind of other*.
fn related(case: &ExchangeCase) -> Vec<Entry> {
    let named = |id| case.people.iter().find(|it| it.id == id);
    let entries = case.relations.iter().filter_map(|it| {
        let person = named(it.person)?;
        let kind = match it.kind.as_str() {
            "parent" => hl7("v3-RoleCode", "PRN"),
            "step_parent" => hl7("v3-RoleCode", "STPPRN"),
            "grandparent" => hl7("v3-RoleCode", "GRPRN"),
            "partner" => hl7("v3-RoleCode", "DOMPART"),
            "former_partner" => hl7("v3-RoleCode", "FMRSPS"),
            "sibling" => hl7("v3-RoleCode", "SIB"),
            other => own("relation", other),
        };
        let resource = json!({
            "resourceType": "RelatedPerson",
            "active": true,
            "identifier": [{ "system": "urn:ietf:rfc:3986", "value": crate::coding::url(person.id) }],
            "patient": to(it.other),
            "relationship": [kind],
            "name": [{ "given": [person.given_name.as_str()] }],
        });
        Some((it.id.uuid(), resource))
    });
    entries.collect()
}

/// Coordinator, deputies, and the professionals around the family.
fn care_team(case: &ExchangeCase) -> Value {
    let team = case.team.iter().map(|(kind, name)| {
        let role = match kind {
            AssignmentKind::Coordinator => "Familiekoordinator",
            AssignmentKind::Deputy => "Stedfortræder",
        };
        json!({ "role": [{ "text": role }], "member": { "display": name.as_str() } })
    });
    let around = case
        .items
        .iter()
        .filter(|it| it.kind == ItemKind::Involvement);
    let around = around.filter_map(|it| {
        let member = it.text.as_deref().or(it.more.as_deref())?;
        let mut participant = json!({ "member": { "display": member } });
        if let Some(role) = it.more.as_deref().filter(|_| it.text.is_some()) {
            participant["role"] = json!([{ "text": role }]);
        }
        if let Some(since) = it.day {
            participant["period"] = json!({ "start": since.to_string() });
        }
        Some(participant)
    });
    let participants: Vec<Value> = team.chain(around).collect();
    let mut care_team = json!({
        "resourceType": "CareTeam",
        "status": "active",
        "subject": to(case.family),
    });
    if !participants.is_empty() {
        care_team["participant"] = participants.into();
    }
    care_team
}
