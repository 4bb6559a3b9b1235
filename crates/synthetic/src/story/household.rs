//! Who is what to whom, and who decides for the children.

use super::{
    family::PersonRef,
    person::{Birth, Homes, Person, Role},
};

/// What one person is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// `from` is a parent of `to`.
    ParentOf,
    /// `from` is a grandparent of `to`.
    GrandparentOf,
    /// The two live as a couple.
    PartnerOf,
    /// The two were a couple.
    FormerPartnerOf,
}

/// A relation between two members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relation {
    /// From whom.
    pub from: PersonRef,
    /// To whom.
    pub to: PersonRef,
    /// What.
    pub kind: RelationKind,
}

/// Sole or shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustodyKind {
    /// One holder.
    Sole,
    /// Two holders; major matters need both.
    Joint,
}

/// Custody of a born child, one entry per holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Custody {
    /// The child.
    pub child: PersonRef,
    /// The holder.
    pub holder: PersonRef,
    /// Sole or joint.
    pub kind: CustodyKind,
}

/// Relations that follow from roles and homes: parents who live in different homes were a couple.
pub(crate) fn relations(persons: &[Person]) -> Vec<Relation> {
    let mut found = Vec::new();
    for (i, person) in persons.iter().enumerate() {
        let from = PersonRef(i);
        match person.role {
            Role::Mother | Role::Father => {
                for to in children(persons) {
                    found.push(Relation {
                        from,
                        to,
                        kind: RelationKind::ParentOf,
                    });
                }
                if person.role == Role::Father {
                    let kind = match person.homes {
                        Homes::First => RelationKind::PartnerOf,
                        Homes::Second | Homes::Both => RelationKind::FormerPartnerOf,
                    };
                    found.push(Relation {
                        from: PersonRef(0),
                        to: from,
                        kind,
                    });
                }
            }
            Role::OtherAdult => {
                for to in children(persons) {
                    found.push(Relation {
                        from,
                        to,
                        kind: RelationKind::GrandparentOf,
                    });
                }
                found.push(Relation {
                    from,
                    to: PersonRef(0),
                    kind: RelationKind::ParentOf,
                });
            }
            Role::Child => {}
        }
    }
    found
}

/// Custody of the born children: joint where there is a father in the family, else the mother's alone.
pub(crate) fn custody(persons: &[Person]) -> Vec<Custody> {
    let holders: Vec<PersonRef> = (0..persons.len())
        .filter(|&i| matches!(persons[i].role, Role::Mother | Role::Father))
        .map(PersonRef)
        .collect();
    let kind = if holders.len() == 1 {
        CustodyKind::Sole
    } else {
        CustodyKind::Joint
    };
    children(persons)
        .filter(|child| matches!(persons[child.0].birth, Birth::Born(_)))
        .flat_map(|child| {
            holders.iter().map(move |&holder| Custody {
                child,
                holder,
                kind,
            })
        })
        .collect()
}

fn children(persons: &[Person]) -> impl Iterator<Item = PersonRef> + '_ {
    (0..persons.len())
        .filter(|&i| persons[i].role == Role::Child)
        .map(PersonRef)
}
