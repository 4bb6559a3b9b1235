//! The rows of an extract, and the extract as the files of a bundle.

use std::collections::BTreeMap;

use helhed_access::{Doing, HousePermit, what};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::person::Sex;
use helhed_store::extract::{self as stored, CourseRow, MemberRow};
use helhed_store::rating_scope;
use helhed_store::secret::Keys;
use helhed_store::{Link, StoreError};
use jiff::civil::Date;
use uuid::Uuid;

use super::case_kinds::kind_of;
use super::columns::declared;
use crate::rating::{Renamed, rating_rows};

/// Pseudonymised rows about families, ready to be written as a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The first month something is told of, `YYYY-MM`.
    pub observed_from: String,
    /// The last whole month.
    pub observed_to: String,
    /// The tables, in the order they are declared.
    pub tables: Vec<ExtractTable>,
}

/// A table of an extract: its name and rows of as many cells as columns are declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractTable {
    /// Its name in the bundle.
    pub name: &'static str,
    /// Its rows; an empty cell is not known or still running.
    pub rows: Vec<Vec<String>>,
}

/// Files of the contract that casework knows nothing of; a bundle has them without rows.
const WITHOUT_ROWS: [(&str, &str); 4] = [
    ("support", "person_id,benefit,from_date,to_date"),
    ("activation", "person_id,kind,from_date,to_date"),
    ("attendance", "person_id,date,hours"),
    ("expenses", "person_id,date,account,amount_dkk"),
];

impl Extract {
    /// The extract as the files of a bundle: names and contents.
    pub fn files(&self, municipality: &str) -> Vec<(String, String)> {
        let quoted: String = municipality
            .chars()
            .filter(|c| !c.is_control())
            .flat_map(|c| {
                if matches!(c, '"' | '\\') {
                    vec!['\\', c]
                } else {
                    vec![c]
                }
            })
            .collect();
        let manifest = format!(
            "schema = 1\nmunicipality = \"{quoted}\"\nobserved_from = \"{}\"\nobserved_to = \"{}\"\n",
            self.observed_from, self.observed_to
        );
        let mut files = vec![("manifest.toml".to_owned(), manifest)];
        for (table, purpose) in self.tables.iter().zip(declared()) {
            let mut text = String::new();
            let names: Vec<&str> = purpose
                .columns
                .iter()
                .map(|column| column.name.as_str())
                .collect();
            text.push_str(&names.join(","));
            for row in &table.rows {
                text.push('\n');
                // Pseudonyms, dates and codes: nothing that would need quotation marks.
                text.push_str(&row.join(","));
            }
            text.push('\n');
            files.push((format!("{}.csv", table.name), text));
        }
        files.extend(
            WITHOUT_ROWS.map(|(name, header)| (format!("{name}.csv"), format!("{header}\n"))),
        );
        files
    }
}

/// Loads and pseudonymises: five queries. `today` decides the last whole month.
pub(super) async fn load<V: Doing>(
    link: &mut Link,
    permit: &HousePermit<what::Extract, V>,
    keys: &Keys,
    today: Date,
) -> Result<Extract, StoreError> {
    let courses = stored::courses(link, permit).await?;
    let members = stored::members(link, permit).await?;
    let cases = stored::cases(link, permit).await?;
    let pseudonym = |letter: &str, id: Uuid| keys.pseudonym(letter, id.as_bytes());

    let mut of_family: BTreeMap<FamilyId, Vec<&CourseRow>> = BTreeMap::new();
    for course in courses.iter().filter(|course| course.started_on <= today) {
        of_family.entry(course.family).or_default().push(course);
    }
    let mut families: Vec<Vec<String>> = of_family
        .iter()
        .map(|(family, courses)| family_row(&pseudonym("f", family.uuid()), courses))
        .collect();

    let mut persons: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for member in &members {
        let Some(row) = of_family.get(&member.family).and_then(|courses| {
            person_row(
                member,
                courses,
                today,
                &pseudonym("p", member.person.uuid()),
                &pseudonym("f", member.family.uuid()),
            )
        }) else {
            continue;
        };
        // Whoever moved from one family to another counts in the first: a person has one family in a bundle.
        persons.entry(member.person).or_insert(row);
    }
    let mut child_cases: Vec<Vec<String>> = cases
        .iter()
        .filter(|case| case.since_on <= today)
        .filter_map(|case| {
            let person = persons
                .get(&case.person)
                .filter(|person| person[2] == "child")?;
            let kind = kind_of(&case.legal_basis, case.since_on)?;
            let until = case.until_on.filter(|until| *until >= case.since_on);
            Some(vec![
                person[0].clone(),
                kind.to_owned(),
                case.legal_basis.clone(),
                case.since_on.to_string(),
                until.map(|day| day.to_string()).unwrap_or_default(),
            ])
        })
        .collect();
    let mut persons: Vec<Vec<String>> = persons.into_values().collect();
    let last = today.first_of_month().yesterday().unwrap_or(today);
    let (mut rated, mut given) = rating_scope::all(link, permit).await?;
    rated.retain(|row| of_family.contains_key(&row.rated.family) && row.rated.opened <= last);
    for row in &mut rated {
        // What ends after the observation is open at its end.
        row.rated.closed = row.rated.closed.filter(|(on, _)| *on <= last);
    }
    given.retain(|rating| rating.facts.on <= last);
    let mut rated = rating_rows(&rated, &given, |what, id| {
        let letter = match what {
            Renamed::Episode => "e",
            Renamed::Client => "c",
            Renamed::Family => "f",
            Renamed::Rater => "r",
        };
        pseudonym(letter, id)
    });
    // In the order of pseudonyms: the order of ids would tell who was written down first.
    for rows in [
        &mut families,
        &mut persons,
        &mut child_cases,
        &mut rated.episodes,
        &mut rated.ratings,
    ] {
        rows.sort();
    }
    let first = courses
        .iter()
        .map(|course| course.started_on)
        .min()
        .unwrap_or(today);
    let month = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
    Ok(Extract {
        observed_from: month(first.min(last)),
        observed_to: month(last),
        tables: [
            ("families", families),
            ("persons", persons),
            ("child_cases", child_cases),
            ("episodes", rated.episodes),
            ("ratings", rated.ratings),
        ]
        .map(|(name, rows)| ExtractTable { name, rows })
        .into(),
    })
}

/// From the start of the first course to the end of the last, if none runs.
fn family_row(pseudonym: &str, courses: &[&CourseRow]) -> Vec<String> {
    let start = courses.iter().map(|course| course.started_on).min();
    let runs = courses.iter().any(|course| course.ended_on.is_none());
    let last = courses
        .iter()
        .filter(|_| !runs)
        .max_by_key(|course| course.ended_on);
    vec![
        pseudonym.to_owned(),
        "intervention".to_owned(),
        start.map(|day| day.to_string()).unwrap_or_default(),
        last.and_then(|course| course.ended_on)
            .map(|day| day.to_string())
            .unwrap_or_default(),
        last.and_then(|course| course.end_reason)
            .map(|reason| reason.code().to_owned())
            .unwrap_or_default(),
    ]
}

/// A member who is born and belonged to the family while it was helped.
fn person_row(
    member: &MemberRow,
    courses: &[&CourseRow],
    today: Date,
    person: &str,
    family: &str,
) -> Option<Vec<String>> {
    let born = member.born_on.filter(|born| *born <= today)?;
    let start = courses.iter().map(|course| course.started_on).min()?;
    let end = courses
        .iter()
        .map(|course| course.ended_on.unwrap_or(today))
        .max()?;
    let joined = member.from_on.max(born);
    if joined > end || member.to_on.is_some_and(|to| to < start) {
        return None;
    }
    let sex = match member.sex {
        Sex::Female => "female",
        Sex::Male => "male",
        // The contract has no third word, and a guess would be counted.
        Sex::Unknown => return None,
    };
    Some(vec![
        person.to_owned(),
        family.to_owned(),
        member.role.code().to_owned(),
        sex.to_owned(),
        born.to_string(),
        if joined > start {
            joined.to_string()
        } else {
            String::new()
        },
    ])
}
