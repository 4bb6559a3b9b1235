//! An evaluation is begun in one house and read in the other; of two who begin at once one is told that the other did.

use jiff::civil::date;

use helhed_casework::domain::account::Language;
use helhed_casework::domain::evaluation_run::{
    EvaluationEnd, EvaluationOrder, EvaluationState, EvaluationStep, SILENCE,
};
use helhed_casework::domain::text::Name;
use helhed_casework::evaluation::{
    Ending, StartEvaluationError, end_evaluation, evaluation_file, evaluation_page,
    evaluations_page, note_step, start_evaluation,
};

use crate::place::Place;

pub(crate) async fn a_run_is_begun_once_and_read_in_both_houses(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let order = EvaluationOrder {
        extract: Name::parse("Udtræk 2019").ok(),
        language: Language::English,
        cohort_before: date(2018, 1, 1),
    };
    let mut ctx = house.change(&house.lone).await;
    let run = start_evaluation(&mut ctx, &order).await.expect("begun").id;
    ctx.commit().await.expect("committed");
    let mut ctx = place.change_there(&house.lone).await;
    let second = start_evaluation(&mut ctx, &order).await;
    assert!(matches!(second, Err(StartEvaluationError::Running(id)) if id == run));
    drop(ctx);

    assert!(
        note_step(&place.other, run, EvaluationStep::Writing, now)
            .await
            .expect("noted")
    );
    let mut reading = place.other.reading(&house.lone, now);
    let page = evaluation_page(&mut reading, run).await.expect("a page");
    assert_eq!(page.run.order, order);
    let writing = EvaluationState::Running(EvaluationStep::Writing);
    assert_eq!(page.run.state(now + SILENCE), writing);

    let body: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let files = vec![
        ("report.pdf".to_owned(), body.clone()),
        ("empty.csv".to_owned(), Vec::new()),
    ];
    end_evaluation(&place.other, run, Ending::Done(files.clone()), now)
        .await
        .expect("ended");
    // A second end changes nothing.
    end_evaluation(&house.casework, run, Ending::Failed("late".into()), now)
        .await
        .expect("let go");
    let mut reading = house.reading(&house.lone, now);
    let runs = evaluations_page(&mut reading).await.expect("a page");
    assert_eq!(runs[0].ended.map(|(_, how)| how), Some(EvaluationEnd::Done));
    assert_eq!(runs[0].fault, None);
    let page = evaluation_page(&mut reading, run).await.expect("a page");
    let sizes: Vec<_> = page.files.iter().map(|(_, size)| *size).collect();
    assert_eq!(sizes, [0, 300_000]);
    let read = evaluation_file(&mut reading, run, "report.pdf").await;
    assert_eq!(read.expect("a file").into_inner(), body);
}
