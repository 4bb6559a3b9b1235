//! Values that cannot be.

use crate::{Bundle, tells};

#[test]
fn values_are_told_by_file_row_and_column() {
    for (file, from, to, words) in [
        (
            "families.csv",
            "intervention,2017",
            "control,2017",
            "families.csv row 2 column group: unknown code",
        ),
        (
            "families.csv",
            "2017-06-15",
            "",
            "families.csv row 2 column start_date: the value is missing",
        ),
        (
            "families.csv",
            "2017-06-15",
            "2019-06-15",
            "families.csv row 2 column end_date: the end lies before",
        ),
        (
            "families.csv",
            "comparison,",
            "comparison,2017-01-01",
            "row 3 column start_date: a comparison family has no",
        ),
        (
            "families.csv",
            "f2",
            "f1",
            "families.csv row 3 column family_id: the id was used before, on row 2",
        ),
        (
            "persons.csv",
            "c1,f1",
            "m1,f1",
            "persons.csv row 3 column person_id: the id was used before, on row 2",
        ),
        (
            "persons.csv",
            "m2,f2",
            "m1,f2",
            "persons.csv row 4 column family_id: the person is already in another family",
        ),
        (
            "persons.csv",
            "c1,f1",
            "c1,f9",
            "persons.csv row 3 column family_id: the family is not in families",
        ),
        (
            "persons.csv",
            "2015-03-01",
            "0000-01-01",
            "persons.csv row 3 column birth_date: the year is not between",
        ),
        (
            "persons.csv",
            "2015-03-01",
            "2015-02-29",
            "persons.csv row 3 column birth_date: not a date",
        ),
        (
            "persons.csv",
            "male,2015",
            "boy,2015",
            "persons.csv row 3 column sex: unknown code; known are: female, male",
        ),
        (
            "support.csv",
            "2018-02-01",
            "9999-12-31",
            "support.csv row 3 column to_date: the year is not between",
        ),
        (
            "support.csv",
            "2018-02-01",
            "2017-12-31",
            "support.csv row 3 column to_date: the end lies before the start",
        ),
        (
            "support.csv",
            "employment",
            "lottery",
            "support.csv row 3 column benefit: unknown code; known are: employment,",
        ),
        (
            "support.csv",
            "m1,emp",
            "x9,emp",
            "support.csv row 3 column person_id: the person is not in persons",
        ),
        (
            "support.csv",
            "m1,emp",
            "c1,emp",
            "support.csv row 3 column person_id: the person is a child",
        ),
        (
            "support.csv",
            "m1,emp",
            ",emp",
            "support.csv row 3 column person_id: the value is missing",
        ),
        (
            "activation.csv",
            "mentor",
            "coach",
            "activation.csv row 2 column kind: unknown code",
        ),
        (
            "attendance.csv",
            "7.25",
            "7,25",
            "attendance.csv row 2: the row has 4 fields, the header 3",
        ),
        (
            "attendance.csv",
            "7.25",
            "25",
            "attendance.csv row 2 column hours: not a number of hours",
        ),
        (
            "attendance.csv",
            "7.25",
            "-1",
            "attendance.csv row 2 column hours: not a number of hours",
        ),
        (
            "child_cases.csv",
            "notification",
            "rumour",
            "child_cases.csv row 2 column kind: unknown code",
        ),
        (
            "expenses.csv",
            "1234.56",
            "\"1.234,56\"",
            "expenses.csv row 2 column amount_dkk: not an amount",
        ),
        (
            "expenses.csv",
            "1234.56",
            "\"1,234.56\"",
            "expenses.csv row 2 column amount_dkk: not an amount",
        ),
        (
            "expenses.csv",
            "1234.56",
            "1.234",
            "expenses.csv row 2 column amount_dkk: not an amount",
        ),
        (
            "expenses.csv",
            "5.28",
            "",
            "expenses.csv row 2 column account: the value is missing",
        ),
        (
            "manifest.toml",
            "2019-12",
            "2019-13",
            "manifest.toml: observed_to is not a month",
        ),
        (
            "manifest.toml",
            "schema = 1",
            "schema = 2",
            "manifest.toml: schema must be 1",
        ),
        ("manifest.toml", "= 1", "", "manifest.toml: line 1:"),
    ] {
        tells(&Bundle::replaced(file, from, to), words);
    }
}

#[test]
fn messages_never_repeat_a_value() {
    let told = Bundle::replaced("support.csv", "m1,emp", "0101801234,emp").told();
    assert!(!told.contains("0101801234"), "{told}");
}
