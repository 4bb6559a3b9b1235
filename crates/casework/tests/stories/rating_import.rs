//! Another system's ratings: all of them or none, and none twice.

use jiff::civil::date;

use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::fit::{ForeignRating, Profile, read_foreign};
use helhed_casework::rating::{ImportProblem, Imported, import_ratings, ratings_page};

use crate::place::Place;

const PROFILE: &str = r#"
[column]
client = "client"
cpr = "cpr"
rater = "rater"
rater_name = "name"
instrument = "form"
date = "date"
total = "total"
item_1 = "a"
item_2 = "b"
item_3 = "c"
item_4 = "d"
"#;

fn rows(body: &str) -> Vec<ForeignRating> {
    let profile = Profile::parse(PROFILE).expect("sound");
    let file = format!("client,cpr,rater,name,form,date,a,b,c,d,total\n{body}");
    read_foreign(file.as_bytes(), &profile).expect("sound")
}

pub(crate) async fn another_systems_ratings_come_in_once_or_not_at_all(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    // An impossible number: 60 is added to the day.
    let mut referral = house.referral_of("Holm");
    referral.people[0].cpr = CprNumber::parse("910190-4894").ok();
    let holm = house.referred_by(&house.jens, referral).await;
    let holm = holm.taken_in_by(&house.karen).await;
    let sound = "7,910190-4894,self,,ors,2026-09-01,5,5,5,0,\n\
                 7,910190-4894,self,,ors,2026-09-08,,,,,31.5\n\
                 7,910190-4894,self,,srs,2026-09-08,,,,,\n\
                 7,910190-4894,teacher,Tove Lærer,ors,2026-09-08,0,0,0,0,0\n";
    let take = async |body: &str| {
        let mut ctx = place.other.begin_as_house(now).await.expect("begun");
        let taken = import_ratings(&mut ctx, &rows(body)).await.expect("read");
        if taken.is_ok() {
            ctx.commit().await.expect("committed");
        }
        taken.map_err(|faults| {
            let told = faults.iter().map(|it| (it.row, it.problem));
            told.collect::<Vec<_>>()
        })
    };
    let broken = format!(
        "{sound}8,020202-0000,self,,ors,2026-09-08,5,5,5,5,\n\
         10,,self,,ors,2026-09-08,5,5,5,5,\n\
         9,910190-4894,self,,ors,1989-09-08,5,5,5,5,\n"
    );
    assert_eq!(
        take(&broken).await,
        Err(vec![
            (6, ImportProblem::Unknown),
            (7, ImportProblem::NoCpr),
            (8, ImportProblem::BeforeBirth)
        ])
    );
    assert_eq!(house.rows_of("rating").await, 0, "nothing is half imported");
    assert_eq!(house.rows_of("rated").await, 0);
    let (four, none) = (
        Imported { added: 4, known: 0 },
        Imported { added: 0, known: 4 },
    );
    assert_eq!(take(sound).await, Ok(four));
    assert_eq!(take(sound).await, Ok(none), "the same file changes nothing");
    assert_eq!(
        take("7,910190-4894,self,,ors,2026-09-01,5,5,5,1,\n").await,
        Err(vec![(2, ImportProblem::Differs)])
    );
    assert_eq!(
        (
            house.rows_of("rating").await,
            house.rows_of("rated").await,
            house.rows_of("rater").await
        ),
        (4, 1, 1)
    );
    let mut reading = house.reading(&house.karen, now);
    let page = ratings_page(&mut reading, holm.id).await.expect("a page");
    let mother = page.people[0].course.as_ref().expect("a course");
    let totals: Vec<_> = mother
        .own
        .points()
        .iter()
        .map(|p| p.total.tenths())
        .collect();
    assert_eq!(totals, [150, 315]);
    assert_eq!(mother.others[0].series.points()[0].total.tenths(), 0);
    assert_eq!(mother.rated.opened, date(2026, 9, 1));
}
