//! Bad input, one slip at a time: told by row, and nothing half-read.

use super::{Bundle, ReadFailure};
use jiff::civil::date;

const EPISODES: &str = "episode_id,family_id,client_id,birth_date,opened,closed,outcome\n\
                        E1,F1,C1,1990-05-01,2019-01-01,2019-06-01,planned\n\
                        E1,F1,C2,2012-03-10,2019-01-01,,\n";
const RATINGS: &str = "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4\n\
     E1,C1,self,C1,ors,2019-01-08,5.0,5.1,5.2,0\n\
     E1,C2,collateral,R1,ors,2019-01-08,5.0,,5.2,10.0\n";

fn read(episodes: &str, ratings: &str) -> Result<Bundle, ReadFailure> {
    Bundle::read(episodes.as_bytes(), ratings.as_bytes(), date(2019, 12, 31))
}

#[track_caller]
fn faults(episodes: &str, ratings: &str, expected: &[&str]) {
    match read(episodes, ratings).expect_err("has faults") {
        ReadFailure::Faults(faults) => {
            let told = faults
                .told
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>();
            assert_eq!(told, expected);
            assert_eq!(faults.count, expected.len());
        }
        other => panic!("{other}"),
    }
}

fn with_rating(row: &str) -> String {
    format!("{RATINGS}{row}\n")
}

#[test]
fn sound_files_read() {
    let bundle = read(EPISODES, RATINGS).expect("sound");
    assert_eq!(
        (
            bundle.clients().len(),
            bundle.rating_count(),
            bundle.episodes
        ),
        (2, 2, 1)
    );
    assert_eq!(bundle.ratings[0].total.map(|t| t.tenths()), Some(153));
    assert_eq!(bundle.ratings[1].total, None);
    let semicolons = format!("\u{feff}{}", RATINGS.replace(',', ";"));
    assert_eq!(read(EPISODES, &semicolons).expect("sound"), bundle);
    let windows = RATINGS.replace('\n', "\r\n");
    assert_eq!(read(EPISODES, &windows).expect("sound"), bundle);
}

#[test]
fn items_that_are_no_ratings() {
    let told = "is not a number from 0.0 to 10.0 in steps of 0.1 with a decimal point";
    let rows = with_rating("E1,C1,self,C1,ors,2019-01-15,10.05,-1,\"7,5\",11");
    let expected = (1..=4).map(|i| format!("ratings.csv, row 4, column item_{i}: {told}"));
    let expected = expected.collect::<Vec<_>>();
    faults(
        EPISODES,
        &rows,
        &expected.iter().map(String::as_str).collect::<Vec<_>>(),
    );
}

#[test]
fn a_fifth_item_is_told() {
    let rows = with_rating("E1,C1,self,C1,ors,2019-01-15,1,1,1,1,1");
    faults(
        EPISODES,
        &rows,
        &["ratings.csv, row 4: has more or fewer cells than the header"],
    );
    let column = RATINGS
        .replace("item_4\n", "item_4,item_5\n")
        .replace(",0\n", ",0,1\n");
    let column = column.replace("10.0\n", "10.0,1\n");
    assert_eq!(
        read(EPISODES, &column).expect("left out").remarks[0].column,
        "item_5"
    );
}

#[test]
fn a_rating_before_birth_or_after_the_close() {
    let rows =
        with_rating("E1,C1,self,C1,ors,2019-06-02,1,1,1,1\nE1,C2,self,C2,ors,2012-03-09,1,1,1,1");
    faults(
        EPISODES,
        &rows,
        &[
            "ratings.csv, row 4, column date: is after the episode was closed",
            "ratings.csv, row 5, column date: is before the client's birth",
        ],
    );
    let last_day = with_rating("E1,C1,self,C1,ors,2019-06-01,1,1,1,1");
    assert!(read(EPISODES, &last_day).is_ok());
}

#[test]
fn the_same_rating_twice() {
    let rows = with_rating("E1,C1,self,C1,ors,2019-01-08,1,1,1,1");
    let told = "ratings.csv, row 4, column date: the same rater has rated the same client that day \
                in an earlier row";
    faults(EPISODES, &rows, &[told]);
    // Another form on the same day is another rating.
    assert!(
        read(
            EPISODES,
            &with_rating("E1,C1,self,C1,srs,2019-01-08,1,1,1,1")
        )
        .is_ok()
    );
}

#[test]
fn unknown_people_and_words() {
    let rows = with_rating(
        "E1,C9,boss,C9,orsx,2019-1-1,1,1,1,1\nE1,C1,collateral,,ors,2019-01-15,1,1,1,1",
    );
    faults(
        EPISODES,
        &rows,
        &[
            "ratings.csv, row 4, column client_id: episodes.csv has no such client in such an episode",
            "ratings.csv, row 4, column rater: is not self or collateral",
            "ratings.csv, row 4, column instrument: is not ors or srs",
            "ratings.csv, row 4, column date: is not a date as YYYY-MM-DD",
            "ratings.csv, row 5, column rater_id: is empty for a collateral rater",
        ],
    );
}

#[test]
fn episodes_that_do_not_add_up() {
    let episodes = format!(
        "{EPISODES}E2,F2,C2,2012-03-10,2019-02-01,,\nE3,F3,C3,1990-02-30,2019-02-01,2019-01-01,\n\
         E4,F4,C4,1990-01-01,2020-02-01,,moved\nE1,F1,C1,1990-05-01,2019-01-01,2019-06-01,ended\n"
    );
    faults(
        &episodes,
        RATINGS,
        &[
            "episodes.csv, row 4, column client_id: the client is in another open episode",
            "episodes.csv, row 5, column birth_date: is not a date as YYYY-MM-DD",
            "episodes.csv, row 5, column closed: is before opened",
            "episodes.csv, row 5, column outcome: is missing in a closed episode",
            "episodes.csv, row 6, column outcome: stands in an episode that is not closed",
            "episodes.csv, row 6, column opened: is after the end of observation",
            "episodes.csv, row 7, column outcome: is not planned, dropped_out or moved",
            "episodes.csv, row 7, column client_id: the client stands in an earlier row of the episode",
        ],
    );
}

#[test]
fn a_missing_column_and_an_empty_file() {
    let episodes = EPISODES.replace("birth_date", "born");
    let Err(ReadFailure::Faults(faults)) = read(&episodes, "") else {
        panic!("has faults")
    };
    assert_eq!(
        faults.told[0].to_string(),
        "episodes.csv, row 1, column birth_date: the column is missing"
    );
    assert_eq!(faults.count, 1 + 10);
}

#[test]
fn the_first_twenty_faults_are_told_and_the_rest_counted() {
    let rows = "E1,C1,self,C1,ors,soon,1,1,1,1\n".repeat(30);
    let Err(ReadFailure::Faults(faults)) = read(EPISODES, &format!("{RATINGS}{rows}")) else {
        panic!("has faults")
    };
    assert_eq!((faults.told.len(), faults.count), (20, 30));
    assert_eq!((faults.told[0].row, faults.told[19].row), (4, 23));
    assert!(faults.to_string().ends_with("… and 10 more"));
}

#[test]
fn nothing_personal_is_repeated() {
    let rows = with_rating("E1,C1,self,C1,ors,Maria is ill,Maria,1,1,1");
    assert!(
        !read(EPISODES, &rows)
            .expect_err("has faults")
            .to_string()
            .contains("Maria")
    );
}
