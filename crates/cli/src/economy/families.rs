//! `helhed economy families`: what a family's members cost around an event, and the programme's accounts.

use super::programme_costs;
use crate::failure::Failure;
use crate::tables::write_tables;
use helhed_economics::{ObservedPerson, ResultTable, half_years_around, member_costs};
use helhed_evaluation::benefits::BenefitMap;
use helhed_evaluation::bundle::{Bundle, ReadError, ReadOptions, read_bundle};
use helhed_evaluation::calendar::Month;
use helhed_evaluation::events::{self, Event};
use rust_decimal::Decimal;
use std::path::PathBuf;

/// The average cost per member by half-year around an event in the family's life, from a register
/// bundle's expenses.csv, and the programme's accounts from its programme_costs.csv.
///
/// Events: the intervention starts, a parent comes a step nearer to supporting themselves and stays
/// there, the intervention ends.
///
/// Example: helhed economy families extract-2019 --around progression --out results
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Folder with a register bundle
    #[arg(env = "HELHED_BUNDLE")]
    bundle: PathBuf,
    /// Folder for the results; tables are written to its folder `tables`
    #[arg(long, env = "HELHED_OUT")]
    out: PathBuf,
    /// Only around this event; without it, around each of them
    #[arg(long, value_parser = event)]
    around: Option<Event>,
}

fn event(word: &str) -> Result<Event, String> {
    let known = Event::ALL.map(Event::code).join(", ");
    let found = Event::ALL.into_iter().find(|event| event.code() == word);
    found.ok_or(format!("the events are {known}"))
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let options = ReadOptions {
        benefits: BenefitMap::shipped(),
        skip_invalid: false,
        threads: 1,
    };
    let accounts = programme_costs(&args.bundle)?;
    let bundle = read_bundle(&args.bundle, &options).map_err(of_reading)?;
    let around = args.around.map_or(Event::ALL.to_vec(), |event| vec![event]);
    let mut tables = vec![around_events(&bundle, &around)];
    tables.extend(accounts.map(|accounts| accounts.table()));
    let texts: Vec<_> = tables.iter().map(|it| (it.name, it.to_csv())).collect();
    let folder = write_tables(&args.out, &texts)?;
    eprintln!("{} tables written to {}", tables.len(), folder.display());
    Ok(())
}

fn of_reading(error: ReadError) -> Failure {
    match error {
        ReadError::Io { path, source } => Failure::Disk { path, source },
        faults => Failure::Input(faults.to_string()),
    }
}

fn around_events(bundle: &Bundle, around: &[Event]) -> ResultTable {
    let mut postings: Vec<Vec<(Month, Decimal)>> = vec![Vec::new(); bundle.persons.len()];
    let expenses = &bundle.expenses;
    for (row, person) in expenses.person.iter().enumerate() {
        let amount = Decimal::new(expenses.ore[row], 2);
        postings[*person as usize].push((expenses.date[row].month(), amount));
    }
    let means = around.iter().map(|event| {
        let months = events::months(bundle, *event);
        (event.code(), around_one(bundle, &months, &postings))
    });
    member_costs(&means.collect::<Vec<_>>())
}

fn around_one(
    bundle: &Bundle,
    months: &[Option<Month>],
    postings: &[Vec<(Month, Decimal)>],
) -> Vec<helhed_economics::HalfYearMean> {
    let (first, last) = (bundle.manifest.observed_from, bundle.manifest.observed_to);
    let members = bundle.persons.iter().zip(postings);
    let relative: Vec<_> = members
        .filter_map(|(person, own)| {
            let event = months[person.family as usize]?;
            let own: Vec<_> = own
                .iter()
                .map(|(month, dkk)| (month.0 - event.0, *dkk))
                .collect();
            Some((first.0 - event.0, last.0 - event.0, own))
        })
        .collect();
    let persons: Vec<_> = relative
        .iter()
        .map(|(first_month, last_month, own)| ObservedPerson {
            first_month: *first_month,
            last_month: *last_month,
            postings: own,
        })
        .collect();
    half_years_around(&persons)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn bundle(expenses: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, text) in [
            (
                "manifest.toml",
                "schema = 1\nmunicipality = \"Prøvekøbing\"\nobserved_from = \"2017-01\"\nobserved_to = \"2019-12\"\n",
            ),
            (
                "families.csv",
                "family_id,group,start_date,end_date,end_reason\nf1,intervention,2018-01-15,2019-03-31,completed\nf2,comparison,,,\n",
            ),
            (
                "persons.csv",
                "person_id,family_id,role,sex,birth_date,start_date\nm,f1,mother,female,1988-05-05,\nc,f1,child,male,2015-05-05,\nx,f2,mother,female,1988-05-05,\n",
            ),
            (
                "support.csv",
                "person_id,benefit,from_date,to_date\nm,cash_benefit_activity_ready,2016-01-01,2018-06-30\nm,employment,2018-07-01,\n",
            ),
            ("activation.csv", "person_id,kind,from_date,to_date\n"),
            ("attendance.csv", "person_id,date,hours\n"),
            (
                "child_cases.csv",
                "person_id,kind,source,from_date,to_date\n",
            ),
            ("expenses.csv", expenses),
            (
                "programme_costs.csv",
                "year,item,amount_dkk\n2018,operation,1406595\n",
            ),
        ] {
            fs::write(dir.path().join(name), text).expect("written");
        }
        dir
    }

    const EXPENSES: &str = "person_id,date,account,amount_dkk\n\
        m,2018-03-01,5.57,600.00\nc,2018-03-01,5.28,1000.00\nm,2018-08-01,5.57,100.00\nx,2018-03-01,5.57,9999.00\n";

    #[test]
    fn costs_are_counted_from_each_event() {
        let (bundle, out) = (bundle(EXPENSES), tempfile::tempdir().expect("a folder"));
        let args = Args {
            bundle: bundle.path().to_owned(),
            out: out.path().to_owned(),
            around: None,
        };
        run(&args).expect("sound");
        let table =
            |name: &str| fs::read_to_string(out.path().join("tables").join(name)).expect("written");
        let costs = table("member_costs.csv");
        assert!(costs.starts_with("event,half_year,persons,mean_dkk,mean_without_dearest_dkk\n"));
        // Started in January 2018: March is half-year 0, August half-year 1. The mother is self-supporting
        // from July 2018 on: March lies 4 months before it, August 1 after.
        for row in [
            "start,0,2,800,600",
            "start,1,2,50,0",
            "progression,-1,2,800,600",
            "progression,0,2,50,0",
        ] {
            assert!(costs.contains(&format!("{row}\n")), "{row} in\n{costs}");
        }
        assert_eq!(
            table("programme_costs.csv"),
            "year,item,amount_dkk\n2018,operation,1406595.00\n"
        );
    }

    #[test]
    fn nothing_is_written_from_a_bundle_with_faults() {
        let wrong = EXPENSES.replace("1000.00", "ten");
        let (bundle, out) = (bundle(&wrong), tempfile::tempdir().expect("a folder"));
        let args = Args {
            bundle: bundle.path().to_owned(),
            out: out.path().to_owned(),
            around: Some(Event::Close),
        };
        let told = run(&args).expect_err("a fault").to_string();
        assert!(
            told.contains("expenses.csv") && told.contains('3'),
            "{told}"
        );
        assert!(!out.path().join("tables").exists());
        assert!(event("wedding").is_err());
    }
}
