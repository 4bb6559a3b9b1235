use helhed_access::Actor;
use helhed_domain::account::{Language, Role};
use helhed_domain::evaluation_run::{
    BEAT, EvaluationEnd, EvaluationOrder, EvaluationState, EvaluationStep, SILENCE,
};
use jiff::civil::date;

use super::*;
use crate::Stop;
use crate::testing::House;

fn order() -> EvaluationOrder {
    EvaluationOrder {
        extract: None,
        language: Language::Danish,
        cohort_before: date(2024, 11, 1),
    }
}

#[tokio::test]
async fn who_may_not_see_aggregates_begins_nothing_and_sees_nothing() {
    let house = House::new().await;
    let steering = Actor {
        role: Role::SteeringGroup,
        ..house.dpo
    };
    for actor in [
        &house.karen,
        &house.jens,
        &house.it_admin,
        &house.dpo,
        &steering,
    ] {
        let mut ctx = house.change(actor).await;
        let refused = start_evaluation(&mut ctx, &order()).await;
        assert!(matches!(
            refused,
            Err(StartEvaluationError::Stopped(Stop::NotAllowed))
        ));
        drop(ctx);
        let mut reading = house.reading(actor, house.now());
        let seen = evaluations_page(&mut reading).await;
        assert!(matches!(seen, Err(Stop::NotAllowed)));
    }
    assert_eq!(house.rows_of("evaluation_run").await, 0);
}

#[tokio::test]
async fn one_at_a_time_and_what_was_cut_can_be_begun_again() {
    let house = House::new().await;
    let (now, evaluator) = (
        house.now(),
        Actor {
            role: Role::Evaluator,
            ..house.dpo
        },
    );
    let begin = async |actor: &Actor, at| {
        let mut ctx = house.begin(actor, at).await.expect("begun");
        let started = start_evaluation(&mut ctx, &order()).await?;
        ctx.commit().await.expect("committed");
        Ok::<_, StartEvaluationError>(started)
    };
    let first = begin(&evaluator, now).await.expect("nothing is under way");
    assert_eq!(first.cut, []);
    let first = first.id;
    let second = begin(&house.lone, now + BEAT).await;
    assert!(matches!(second, Err(StartEvaluationError::Running(id)) if id == first));
    let goes_on = note_step(&house, first, EvaluationStep::Counting, now + BEAT).await;
    assert!(goes_on.expect("noted"));

    // The server is gone: nobody says anything any more.
    let late = now + BEAT + SILENCE + BEAT;
    let mut reading = house.reading(&house.lone, late);
    let page = evaluation_page(&mut reading, first).await.expect("a page");
    assert_eq!(
        page.run.state(late),
        EvaluationState::Ended(EvaluationEnd::Cut)
    );
    let again = begin(&house.lone, late).await.expect("it was cut");
    assert_eq!(again.cut, [first]);
    let again = again.id;

    // Work that comes back from the dead finds that it is nobody's.
    let file = vec![("report.pdf".to_owned(), vec![1, 2])];
    assert!(
        !note_step(&house, first, EvaluationStep::Writing, late)
            .await
            .expect("noted")
    );
    end_evaluation(&house, first, Ending::Done(file.clone()), late)
        .await
        .expect("let go");
    assert_eq!(house.rows_of("evaluation_file").await, 0);
    let before = house.audit_head().await.expect("a head").seq;
    end_evaluation(&house, again, Ending::Done(file), late)
        .await
        .expect("ended");
    assert_eq!(house.audit_head().await.expect("a head").seq, before + 1);

    let mut reading = house.reading(&evaluator, late);
    let runs = evaluations_page(&mut reading).await.expect("a page");
    let ends: Vec<_> = runs
        .iter()
        .map(|run| run.ended.map(|(_, how)| how))
        .collect();
    assert_eq!(ends, [Some(EvaluationEnd::Done), Some(EvaluationEnd::Cut)]);
    let page = evaluation_page(&mut reading, again).await.expect("a page");
    assert_eq!(page.files, [("report.pdf".to_owned(), 2)]);
    let body = evaluation_file(&mut reading, again, "report.pdf").await;
    assert_eq!(body.expect("a file").into_inner(), [1, 2]);
    let other = evaluation_file(&mut reading, again, "report.html").await;
    assert!(matches!(other, Err(Stop::Absent)));
    let mut reading = house.reading(&house.karen, late);
    let hidden = evaluation_file(&mut reading, again, "report.pdf").await;
    assert!(matches!(hidden, Err(Stop::NotAllowed)));
}

#[tokio::test]
async fn a_fault_is_kept_and_files_of_old_runs_are_let_go() {
    let house = House::new().await;
    for round in 0..14 {
        let now = house.now() + BEAT * i32::from(round);
        let mut ctx = house.begin(&house.lone, now).await.expect("begun");
        let id = start_evaluation(&mut ctx, &order())
            .await
            .expect("begun")
            .id;
        ctx.commit().await.expect("committed");
        let ending = match round {
            13 => Ending::Failed("support.csv row 2: ".repeat(1_000)),
            _ => Ending::Done(vec![("report.pdf".to_owned(), vec![round])]),
        };
        let done = end_evaluation(&house, id, ending, now).await;
        done.expect("ended");
    }
    // Twelve runs keep what came out of them; the last of the twelve failed and has nothing.
    assert_eq!(house.rows_of("evaluation_file").await, 11);
    let mut reading = house.reading(&house.lone, house.now());
    let runs = evaluations_page(&mut reading).await.expect("a page");
    let faults: Vec<_> = runs.iter().filter_map(|run| run.fault.as_ref()).collect();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].chars().count(), 8_000);
}
