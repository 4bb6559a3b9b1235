//! Another system's file, as it might look: semicolons, commas, their own words.

use super::*;
use crate::read::{Bundle, ReadFailure};
use jiff::civil::date;

const PROFILE: &str = r#"
decimal = ","
date = "%d-%m-%Y"
skipped = ["-"]
[column]
client = "Klient"
birth_date = "Født"
rater = "Respondent"
rater_id = "Nr"
instrument = "Skema"
date = "Dato"
closed = "Slut"
outcome = "Afslutning"
item_1 = "1"
item_2 = "2"
item_3 = "3"
item_4 = "4"
total = "I alt"
[value.rater]
"Klient" = "self"
"Lærer" = "teacher"
[value.instrument]
"ORS" = "ors"
"SRS" = "srs"
[value.outcome]
"Udeblevet" = "dropped_out"
"#;

const HEAD: &str = "Klient;Født;Respondent;Nr;Skema;Dato;Slut;Afslutning;1;2;3;4;I alt\n";

fn read(rows: &str) -> Result<Vec<ForeignRating>, ReadFailure> {
    let profile = Profile::parse(PROFILE).expect("sound");
    read_foreign(format!("{HEAD}{rows}").as_bytes(), &profile)
}

fn told(rows: &str) -> Vec<String> {
    match read(rows).expect_err("has faults") {
        ReadFailure::Faults(faults) => faults.told.iter().map(ToString::to_string).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn items_totals_skips_and_zero() {
    let found = read(
        "17;04-05-1990;Klient;;ORS;02-03-2026;;;5,5;0;7;10;22,5\n\
         17;04-05-1990;Klient;;ORS;09-03-2026;;;;;;;30,1\n\
         17;04-05-1990;Klient;;SRS;09-03-2026;;;-;-;-;-;\n\
         17;04-05-1990;Lærer;L4;ORS;09-03-2026;;;0;0;0;0;0\n",
    )
    .expect("sound");
    let totals: Vec<_> = found
        .iter()
        .map(|it| it.items.total().or(it.bare_total).map(|t| t.tenths()))
        .collect();
    assert_eq!(totals, [Some(225), Some(301), None, Some(0)]);
    assert_eq!(found[3].rater.as_ref().map(|r| r.id.as_str()), Some("L4"));
    let (episodes, ratings) = foreign_files(&found).expect("sound");
    let again = foreign_files(&found).expect("sound");
    assert_eq!((&episodes, &ratings), (&again.0, &again.1));
    let bundle = Bundle::read(episodes.as_bytes(), ratings.as_bytes(), date(2026, 3, 31));
    let bundle = bundle.expect("a sound bundle");
    assert_eq!((bundle.clients().len(), bundle.rating_count()), (1, 4));
    assert!(bundle.remarks.is_empty(), "{:?}", bundle.remarks);
}

#[test]
fn what_is_wrong_is_told_by_row_and_nothing_comes_in() {
    let sound = "17;04-05-1990;Klient;;ORS;02-03-2026;;;5;5;5;5;\n";
    let rows = format!(
        "{sound}\
         17;04-05-1990;Klient;;ORS;09-03-2026;;;10,05;5;5;5;\n\
         17;04-05-1990;Klient;;ORS;16-03-2026;;;-1;5;5;5;\n\
         17;04-05-1990;Klient;;ORS;23-03-2026;;;5.5;5;5;5;\n\
         17;04-05-1990;Klient;;ORS;01-01-1980;;;5;5;5;5;\n\
         17;04-05-1990;Klient;;ORS;30-03-2026;29-03-2026;Udeblevet;5;5;5;5;\n\
         17;04-05-1990;Klient;;XRS;31-03-2026;;;5;5;5;5;\n\
         17;04-05-1990;Nabo;;ORS;31-03-2026;;;5;5;5;5;\n\
         17;04-05-1990;Klient;;ORS;02-03-2026;;;5;5;5;5;\n\
         17;04-05-1990;Klient;;ORS;06-04-2026;;;5;5;5;5;21\n\
         17;04-05-1990;Klient;;ORS;06-04-2026;;;5;5;5;5;5;5\n"
    );
    let column = |row: &str| row.split(": ").next().unwrap_or_default().to_owned();
    let places: Vec<_> = told(&rows).iter().map(|row| column(row)).collect();
    assert_eq!(
        places,
        [
            "the file, row 3, column item_1",
            "the file, row 4, column item_1",
            "the file, row 5, column item_1",
            "the file, row 6, column date",
            "the file, row 7, column date",
            "the file, row 8, column instrument",
            "the file, row 9, column rater",
            "the file, row 10, column date",
            "the file, row 11, column total",
            "the file, row 12",
        ]
    );
}

#[test]
fn three_broken_rows_in_a_hundred_keep_everything_out() {
    let row = |n: u32| {
        let item = if n % 33 == 5 { "11" } else { "5" };
        format!("{n};04-05-1990;Klient;;ORS;02-03-2026;;;{item};5;5;5;\n")
    };
    let broken = told(&(0..200).map(row).collect::<String>());
    let places: Vec<_> = broken
        .iter()
        .filter_map(|told| told.split(": ").next())
        .collect();
    // The heading is row 1.
    let expected =
        [5, 38, 71, 104, 137, 170].map(|n| format!("the file, row {}, column item_1", n + 2));
    assert_eq!(places, expected, "3 % of 200 rows, and nothing comes in");
    let sound: String = (0..200).filter(|n| n % 33 != 5).map(row).collect();
    assert_eq!(read(&sound).expect("sound").len(), 194);
}

#[test]
fn a_profile_says_what_it_lacks() {
    let fault = |from: &str, to: &str| {
        Profile::parse(&PROFILE.replacen(from, to, 1))
            .expect_err("has a fault")
            .to_string()
    };
    assert_eq!(
        fault("client = \"Klient\"", ""),
        "the profile maps no column for client"
    );
    assert_eq!(
        fault("\"teacher\"", "\"nabo\""),
        "the profile, value.rater: nabo is not a word of ours"
    );
    assert!(fault("decimal", "decimals").starts_with("the profile: "));
    let missing = PROFILE.replace("\"Skema\"", "\"Form\"");
    let profile = Profile::parse(&missing).expect("sound");
    let error = read_foreign(HEAD.as_bytes(), &profile).expect_err("no such column");
    assert!(error.to_string().contains("row 1, column instrument"));
}
