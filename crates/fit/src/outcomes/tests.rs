//! The aggregate against a bundle small enough to count by hand.

use super::{Group, Line, fit_outcomes, fit_outcomes_by_age, outcomes};
use crate::norm::NormSet;
use crate::read::Bundle;
use jiff::civil::date;

/// Sums of a few products.
const FLOAT: f64 = 1e-12;

const EPISODES: &str = "episode_id,family_id,client_id,birth_date,opened,closed,outcome\n\
                        E1,F1,C1,1990-05-01,2019-01-01,2019-06-01,planned\n\
                        E1,F1,C2,2006-01-20,2019-01-01,2019-07-01,dropped_out\n\
                        E2,F2,C3,1985-01-01,2019-03-01,,\n\
                        E2,F2,C4,2012-01-01,2019-03-01,2019-04-01,moved\n\
                        E3,F1,C1,1990-05-01,2019-09-01,,\n";
const RATINGS: &str = "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4\n\
     E1,C1,self,C1,ors,2019-02-05,5,5,5,3.2\n\
     E1,C1,self,C1,ors,2019-01-08,5,5,5,3\n\
     E1,C1,self,C1,ors,2019-02-12,7,7,7,\n\
     E1,C1,self,C1,ors,2019-03-05,7,7,7,6.9\n\
     E1,C1,self,C1,srs,2019-01-08,9,9,9,9\n\
     E1,C2,collateral,R1,ors,2019-01-15,5,5,5,5\n\
     E1,C2,self,C2,ors,2019-01-25,8,8,8,8\n\
     E1,C2,collateral,R1,ors,2019-03-05,4,4,4,3\n\
     E1,C2,collateral,R2,srs,2019-03-05,9,9,9,8\n\
     E2,C4,collateral,R1,ors,2019-03-05,1,1,1,1\n";

fn bundle() -> Bundle {
    Bundle::read(EPISODES.as_bytes(), RATINGS.as_bytes(), date(2019, 12, 31)).expect("sound")
}

fn line<'a>(lines: &'a [Line], group: Group, measure: &str) -> &'a Line {
    let found = lines
        .iter()
        .find(|l| l.group == group && l.measure == measure);
    found.unwrap_or_else(|| panic!("{measure}"))
}

#[test]
fn counts_are_what_a_hand_counts() {
    let lines = outcomes(&bundle(), &NormSet::illustrative()).lines;
    let expected = [
        (Group::Closed, "clients_with_episodes", Some(2.0), 2),
        (Group::Closed, "collateral_raters", Some(2.0), 2),
        (Group::Closed, "episodes", Some(1.0), 1),
        // 8, 15 and 25 January, 5 and 12 February, 5 March; the skip is a session too.
        (Group::Closed, "sessions", Some(6.0), 6),
        (Group::Closed, "mean_sessions", Some(6.0), 1),
        (
            Group::Closed,
            "mean_length_months",
            Some(181.0 / 30.4375),
            1,
        ),
        (Group::Closed, "dropout_share", Some(1.0), 1),
        // C4 has an end, the episode has not.
        (Group::Active, "clients_with_episodes", Some(3.0), 3),
        (Group::Active, "episodes", Some(2.0), 2),
        (Group::Active, "sessions", Some(1.0), 1),
        (Group::Active, "mean_sessions", Some(0.5), 2),
        (
            Group::Active,
            "mean_length_months",
            Some((305.0 + 121.0) / 2.0 / 30.4375),
            2,
        ),
        (Group::Active, "dropout_share", None, 0),
        (Group::Active, "client_intake_ors", None, 0),
        (
            Group::Active,
            "collateral_intake_ors_children",
            Some(4.0),
            1,
        ),
        (Group::Active, "collateral_mean_raw_change", None, 0),
    ];
    for (group, measure, value, n) in expected {
        let line = line(&lines, group, measure);
        assert_eq!((line.value, line.n), (value, n), "{measure}");
    }
}

#[test]
fn courses_leave_out_skips_and_take_the_age_of_the_first_rating() {
    let lines = outcomes(&bundle(), &NormSet::illustrative()).lines;
    let of = |measure: &str| line(&lines, Group::Closed, measure);
    // C2's first rating is a collateral one, five days before the 13th birthday.
    assert_eq!(
        (of("client_intake_ors").value, of("client_intake_ors").n),
        (Some(25.0), 2)
    );
    assert_eq!(of("client_intake_ors_children").value, Some(32.0));
    assert_eq!(of("client_intake_ors_adolescents").value, None);
    assert_eq!(of("client_intake_srs").value, Some(36.0));
    assert_eq!(of("collateral_intake_srs").value, Some(35.0));
    // C1: 18.0, 18.2, (skip), 27.9: k is 2.
    let expected = 18.0 + 7.0 * (1.0 - (-2.0f64 / 3.0).exp());
    let relative = (27.9 - expected) / 8.0;
    let close = |measure: &str, value: f64| {
        let line = of(measure);
        assert_eq!(line.n, 1, "{measure}");
        assert!(
            (line.value.expect("told") - value).abs() < FLOAT,
            "{measure}"
        );
    };
    close("client_mean_raw_change", 9.9);
    close("client_simple_effect_size", 9.9 / 8.0);
    close("client_relative_effect_size", relative);
    close("client_effect_size", 0.765 + relative);
    close("client_reaching_target", 1.0);
    close("client_above_cutoff", 1.0);
    close("client_reliable_change", 1.0);
    close("client_deteriorated", 0.0);
    // R1 on C2: 20 to 15.
    close("collateral_mean_raw_change", -5.0);
    close("collateral_deteriorated", 1.0);
    close("collateral_above_cutoff", 0.0);
}

#[test]
fn the_table_has_every_measure_in_order() {
    let outcomes = outcomes(&bundle(), &NormSet::illustrative());
    let table = fit_outcomes(&outcomes);
    let mut rows = table.lines();
    assert_eq!(rows.next(), Some("group,measure,value,n"));
    let ratings = [
        "intake_ors",
        "intake_ors_adults",
        "intake_ors_adolescents",
        "intake_ors_children",
        "intake_srs",
        "mean_raw_change",
        "reaching_target",
        "above_cutoff",
        "reliable_change",
        "deteriorated",
        "simple_effect_size",
        "effect_size",
        "relative_effect_size",
    ];
    for group in ["active", "closed"] {
        let head = [
            "clients_with_episodes",
            "collateral_raters",
            "episodes",
            "sessions",
            "mean_sessions",
            "mean_length_months",
            "dropout_share",
        ];
        let measures = head.map(str::to_owned).into_iter();
        let of = |who: &'static str| ratings.iter().map(move |m| format!("{who}_{m}"));
        for measure in measures.chain(of("client")).chain(of("collateral")) {
            let row = rows.next().expect("a row");
            assert!(row.starts_with(&format!("{group},{measure},")), "{row}");
        }
    }
    assert_eq!(rows.next(), None);
    assert!(fit_outcomes_by_age(&outcomes).contains("closed,child,clients_with_ratings,1,1,,\n"));
    assert!(
        outcomes
            .warning()
            .expect("one closed episode")
            .starts_with("1 closed episodes")
    );
}
