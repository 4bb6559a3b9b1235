//! The members of a family, drawn or written.

use jiff::civil::Date;

use super::{
    calendar::plus,
    chance::Chance,
    cohort::Place,
    composite::{Composite, WrittenPerson},
    cpr,
    names::{Origin, ascii},
    person::{Birth, Homes, Person, Role, Sex, SupportCategory},
};

/// What everyone in the family shares.
pub(crate) struct Birthright {
    pub(crate) seed: u64,
    pub(crate) index: u32,
    /// The day ages are counted to.
    pub(crate) start: Date,
    pub(crate) today: Date,
}

/// The members of a drawn family, mother first, children oldest first.
pub(crate) fn members(place: &Place, right: &Birthright, chance: &mut Chance) -> Vec<Person> {
    let origin = Origin::draw(chance);
    let family = origin.family_name(chance).to_owned();
    let mut written = Vec::new();
    let mut taken: Vec<String> = Vec::new();
    let mut add =
        |role, sex, name: Option<(&Origin, String)>, age, support, homes, chance: &mut Chance| {
            let (origin, family) = name.unwrap_or((origin, family.clone()));
            let given = origin.given_name(sex, &family, &taken, chance);
            taken.push(given.clone());
            let interpreter = role != Role::Child && chance.below(100) < origin.interpreter_percent;
            written.push(WrittenPerson {
                role,
                given: Some(given),
                family,
                sex: Some(sex),
                age,
                support,
                homes,
                interpreter,
                protected_address: false,
            });
        };
    add(
        Role::Mother,
        Sex::Female,
        None,
        place.mother.0,
        Some(place.mother.1),
        Homes::First,
        chance,
    );
    let apart = place.father.is_some() && chance.percent(38);
    if let Some((age, support)) = place.father {
        let other = if chance.percent(85) {
            origin
        } else {
            Origin::draw(chance)
        };
        let name = (other, other.family_name(chance).to_owned());
        let homes = if apart { Homes::Second } else { Homes::First };
        add(
            Role::Father,
            Sex::Male,
            Some(name),
            age,
            Some(support),
            homes,
            chance,
        );
    }
    let shared = apart && chance.percent(55);
    for &age in &place.children {
        let sex = if chance.percent(51) {
            Sex::Male
        } else {
            Sex::Female
        };
        let homes = if shared && age > 1.0 {
            Homes::Both
        } else {
            Homes::First
        };
        add(Role::Child, sex, None, age, None, homes, chance);
    }
    let protected = (place.father.is_none() || apart) && !shared && chance.percent(8);
    for person in written.iter_mut().filter(|p| p.homes == Homes::First) {
        person.protected_address = protected;
    }
    written
        .iter()
        .map(|w| person(w, &origin.language, right, chance))
        .collect()
}

/// The members of a composite.
pub(crate) fn members_written(
    written: &'static Composite,
    right: &Birthright,
    chance: &mut Chance,
) -> Vec<Person> {
    let language = written.language.as_deref().unwrap_or("da");
    written
        .person
        .iter()
        .map(|w| person(w, language, right, chance))
        .collect()
}

fn person(
    written: &WrittenPerson,
    language: &'static str,
    right: &Birthright,
    chance: &mut Chance,
) -> Person {
    let adult = written.role != Role::Child;
    let wish = plus(right.start, -(written.age * 365.25).round() as i32);
    let birth = if wish > right.today {
        Birth::Expected(wish)
    } else {
        Birth::Born(cpr::birthday_for(
            right.seed,
            right.index,
            adult,
            wish,
            right.today,
        ))
    };
    let given = written
        .given
        .clone()
        .filter(|_| matches!(birth, Birth::Born(_)));
    let sex = written.sex.filter(|_| matches!(birth, Birth::Born(_)));
    let cpr = sex.map(|sex| cpr::number(right.index, adult, sex, birth.day()));
    let address = adult.then(|| {
        format!(
            "{}.{}@post.example",
            ascii(given.as_deref().unwrap_or_default()),
            ascii(&written.family)
        )
    });
    let support = written.support.filter(|_| adult);
    Person {
        given_name: given,
        family_name: written.family.clone(),
        birth,
        sex,
        role: written.role,
        cpr,
        phone: adult.then(|| format!("00{:06}", chance.below(1_000_000))),
        email: address,
        language,
        interpreter: written.interpreter,
        protected_address: written.protected_address,
        homes: written.homes,
        support_at_start: support,
        benefit_at_start: support.map(|category| benefit(category, chance)),
    }
}

/// A benefit code of the category, as the register bundles list them.
fn benefit(category: SupportCategory, chance: &mut Chance) -> &'static str {
    chance.weighted(match category {
        SupportCategory::SelfSupport => &[
            (6, "employment"),
            (3, "education_grant"),
            (1, "self_support"),
        ],
        SupportCategory::JobOrEducationReady => &[
            (5, "cash_benefit_job_ready"),
            (4, "education_benefit_education_ready"),
            (1, "unemployment_insurance"),
        ],
        SupportCategory::ActivityReady => &[
            (7, "cash_benefit_activity_ready"),
            (3, "education_benefit_activity_ready"),
        ],
        SupportCategory::OtherSupport => &[
            (3, "resource_programme"),
            (2, "sickness_benefit"),
            (2, "integration_programme"),
            (1, "rehabilitation"),
            (1, "disability_pension"),
        ],
    })
}
