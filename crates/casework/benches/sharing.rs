//! How fast sharing answers: 10,000 families, 50,000 consents of three categories each, on SQLite in a file. Figures, not a test; run
//! by `make bench`. The rows are written straight into the tables, as the operations would leave them.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures")]

use std::time::{Duration, Instant};

use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use helhed_casework::access::Actor;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::search::search;
use helhed_casework::sharing::{shared_families, shared_page};
use helhed_casework::testing::House;
use helhed_store::{Address, Link, Store, args, share, tie};

const FAMILIES: u128 = 10_000;
/// Consents about each family's mother: to the jobcentre, the school and three more units.
const CONSENTS: u128 = 5;
const CATEGORIES: [&str; 3] = ["health", "work", "economy"];
const NOTES: u128 = 10;
const READINGS: usize = 500;

fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128(kind << 96 | number)
}

async fn fill(link: &mut Link, house: &House, now: Timestamp) {
    let run = async |link: &mut Link, sql: &str, values: Vec<helhed_store::Value>| {
        link.run(sql, values).await.expect("written");
    };
    let mut units = vec![house.jobcentre.uuid(), house.school.uuid()];
    for number in 0..3 {
        let unit = id(9, number);
        let sql = "INSERT INTO unit (id, name, kind, version) VALUES ($1, $2, 'other', 1)";
        run(link, sql, args![unit, format!("Enhed {number}")].into()).await;
        units.push(unit);
    }
    let until = now + (300 * 24).hours();
    for at in 0..FAMILIES {
        let (family, mother) = (id(1, at), id(2, at));
        let name = format!("Familie{:04} {:02}", at % 9_973, at % 89);
        run(
            link,
            "INSERT INTO family (id, name, created_at, version) VALUES ($1, $2, $3, 1)",
            args![family, name.clone(), now].into(),
        )
        .await;
        let sql = "INSERT INTO person (id, given_name, family_name, sex, born_on, protected_address, interpreter, synthetic, version)
                   VALUES ($1, 'Sofie', $2, 'female', '1990-01-31', $3, $3, $3, 1)";
        run(link, sql, args![mother, name.clone(), false].into()).await;
        let sql = "INSERT INTO membership (id, family_id, person_id, role, from_on) VALUES ($1, $2, $3, 'mother', '2020-01-01')";
        run(link, sql, args![id(3, at), family, mother].into()).await;
        for word in [
            name.split(' ').next().unwrap_or_default().to_lowercase(),
            "sofie".to_owned(),
        ] {
            let sql = "INSERT INTO search_word (word, family_id, person_id) VALUES ($1, $2, $3)";
            run(link, sql, args![word, family, mother].into()).await;
        }
        for number in 0..NOTES {
            let sql = "INSERT INTO note (id, family_id, person_id, category, body, about_on, account_id, written_at)
                       VALUES ($1, $2, $3, $4, 'Sofie har haft en god uge.', '2026-11-01', $5, $6)";
            let category = CATEGORIES[(number % 3) as usize];
            let values = args![
                id(4, at * NOTES + number),
                family,
                mother,
                category,
                house.karen.account,
                now
            ];
            run(link, sql, values.into()).await;
        }
        for (number, unit) in units.iter().enumerate() {
            let consent = id(5, at * CONSENTS + number as u128);
            let sql = "INSERT INTO consent (id, family_id, subject_id, stance, purpose, legal_basis, form, template, template_from,
                         language, shown_text, consequence, given_on, valid_to, account_id, recorded_at)
                       VALUES ($1, $2, $3, 'gives', 'Plan', 'consent_28', 'on_screen', 'sharing', '2024-01-01', 'da', '', '',
                         '2026-11-01', '2027-11-01', $4, $5)";
            run(
                link,
                sql,
                args![consent, family, mother, house.karen.account, now].into(),
            )
            .await;
            for category in CATEGORIES {
                let sql = "INSERT INTO share (family_id, subject_id, category, unit_id, stance, from_at, until_at, legal_basis, consent_id)
                           VALUES ($1, $2, $3, $4, 'gives', $5, $6, 'consent_28', $7)";
                run(
                    link,
                    sql,
                    args![family, mother, category, *unit, now, until, consent].into(),
                )
                .await;
            }
        }
    }
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at =
        |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    println!("| {what} | {:.3} ms | {:.3} ms |", at(0.5), at(0.99));
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = Address::SqliteFile(folder.path().join("helhed.db"));
    let house = House::at(&address).await;
    let (now, store) = (
        house.now(),
        Store::open(&address).await.expect("the store opens"),
    );
    let mut link = store.write().await.expect("begun");
    fill(&mut link, &house, now).await;
    link.commit().await.expect("committed");
    println!(
        "| {FAMILIES} families, {} consents | median | 99 % |",
        FAMILIES * CONSENTS
    );
    println!("|---|---|---|");

    let families = |at: usize| FamilyId::from(id(1, (at as u128 * 7_919) % FAMILIES));
    let mut times = Vec::new();
    for at in 0..READINGS {
        let began = Instant::now();
        let mut reading = house.reading(&house.jens, now);
        let page = shared_families(&mut reading, (at % 200) as i64)
            .await
            .expect("a page");
        assert!(!page.families.is_empty());
        times.push(began.elapsed());
    }
    told("a partner's list of what their unit may see, a page", times);

    let mut times = Vec::new();
    for at in 0..READINGS {
        let began = Instant::now();
        let mut reading = house.reading(&house.jens, now);
        let page = shared_page(&mut reading, families(at), None)
            .await
            .expect("a page");
        assert_eq!(page.told.len(), NOTES as usize);
        times.push(began.elapsed());
    }
    told("a partner's page of one family", times);

    let sofie = Actor {
        person: Some(id(2, 1).into()),
        ..house.member(id(2, 1).into())
    };
    for (what, actor) in [
        ("the team", house.karen),
        ("a partner", house.jens),
        ("the family", sofie),
    ] {
        let mut times = Vec::new();
        let mut link = store.read();
        for at in 0..READINGS {
            let began = Instant::now();
            tie::ties(&mut link, &actor, families(at), now)
                .await
                .expect("ties");
            share::sight(&mut link, &actor, families(at), now)
                .await
                .expect("sight");
            times.push(began.elapsed());
        }
        told(&format!("what the lens adds to a page, for {what}"), times);
    }

    let mut times = Vec::new();
    for at in 0..READINGS {
        let began = Instant::now();
        let mut reading = house.reading(&house.jens, now);
        search(&mut reading, &format!("familie{:02}", at % 99))
            .await
            .expect("shown");
        times.push(began.elapsed());
    }
    told("a partner's search", times);
}
