//! The genogram as a picture: what is stored, as what is drawn.

use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::person::{Birth, Sex};
use helhed_casework::genogram::{Figure, GenogramPage};
use helhed_reports::genogram::{Child, Genogram, Person, Shape, Union};
use jiff::civil::Date;

use super::told::below;
use crate::print::Letters;
use crate::words::Words;

/// The households on it beside the family's own, each once.
pub(super) fn households(page: &GenogramPage) -> Vec<(FamilyId, String)> {
    let mut all: Vec<(FamilyId, String)> = Vec::new();
    for (_, id, name) in &page.households {
        if all.iter().all(|(known, _)| known != id) {
            all.push((*id, name.as_str().to_owned()));
        }
    }
    all
}

fn shape(figure: &Figure) -> Shape {
    match (figure.birth, figure.sex) {
        (Birth::Expected(_), _) => Shape::Triangle,
        (_, Sex::Male) => Shape::Square,
        (_, Sex::Female) => Shape::Circle,
        (_, Sex::Unknown) => Shape::Diamond,
    }
}

/// What is drawn of a genogram.
pub(super) fn drawn(w: Words, page: &GenogramPage, today: Date, letters: Letters) -> Genogram {
    let others = households(page);
    let person = |figure: &Figure| {
        let own = (figure.role.is_some() && figure.left.is_none()).then_some(0);
        let elsewhere = page.households.iter().filter(|it| it.0 == figure.id);
        let elsewhere = elsewhere.filter_map(|(_, id, _)| {
            others
                .iter()
                .position(|(other, _)| other == id)
                .map(|at| at + 1)
        });
        Person {
            name: letters.text(figure.given_name.as_str()),
            below: letters.text(&below(w, figure, today)),
            shape: shape(figure),
            dead: figure.death.is_some(),
            gone: figure.left.is_some(),
            households: own.into_iter().chain(elsewhere).collect(),
            hint: figure.role.map(|role| match role {
                MemberRole::Child => 2,
                _ => 1,
            }),
        }
    };
    let at = |id: PersonId| page.people.iter().position(|it| it.id == id);
    let mut drawn = Genogram {
        people: page.people.iter().map(person).collect(),
        ..Genogram::default()
    };
    for it in &page.relations {
        let (Some(one), Some(other)) = (at(it.person), at(it.other)) else {
            continue;
        };
        let stands = it.ended.is_none();
        let descends = |generations, step| Child {
            above: one,
            below: other,
            generations,
            step,
        };
        match it.kind.as_str() {
            "partner" | "former_partner" => {
                let ended = it.kind == "former_partner" || !stands;
                couple(&mut drawn, Union { one, other, ended });
            }
            "parent" if stands => drawn.children.push(descends(1, false)),
            "step_parent" if stands => drawn.children.push(descends(1, true)),
            "grandparent" if stands => drawn.children.push(descends(2, false)),
            "sibling" if stands => drawn.siblings.push((one, other)),
            _ => {}
        }
    }
    for it in &page.bonds {
        if let (Some(one), Some(other)) = (at(it.one), at(it.other)) {
            drawn.bonds.push((one, other, it.closeness));
        }
    }
    drawn
}

/// Notes a couple once: one that stands counts before one that has ended.
fn couple(drawn: &mut Genogram, union: Union) {
    let same = |it: &&mut Union| {
        [(it.one, it.other), (it.other, it.one)].contains(&(union.one, union.other))
    };
    match drawn.unions.iter_mut().find(same) {
        Some(known) => known.ended &= union.ended,
        None => drawn.unions.push(union),
    }
}
