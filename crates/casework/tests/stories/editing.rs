//! Two who change the same thing: the second is told, and what the first wrote stands.

use jiff::civil::date;

use helhed_casework::domain::custody::Holders;
use helhed_casework::domain::owner::Owner;
use helhed_casework::domain::text::Name;
use helhed_casework::family::{
    RenameFamily, RenameFamilyError, SetCustody, SetCustodyError, people_page, rename_family,
    set_custody,
};
use helhed_casework::task::{
    ChangeTask, ChangeTaskError, FinishTask, FinishTaskError, change_task, finish_task, tasks_page,
};
use helhed_casework::testing::a_task;

use crate::place::Place;

pub(crate) async fn of_two_editors_one_is_told(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let editors = [(&house.casework, "Holm-Lund"), (&place.other, "Holm Berg")];
    let edits = editors.map(|(casework, name)| {
        let (casework, karen, now) = (casework.clone(), house.karen, house.now());
        let command = RenameFamily {
            family: holm.id,
            version: 1,
            name: Name::parse(name).expect("a name"),
        };
        tokio::spawn(async move {
            let mut ctx = casework.begin(&karen, now).await.expect("begun");
            rename_family(&mut ctx, command).await?;
            ctx.commit().await.expect("committed");
            Ok::<_, RenameFamilyError>(name)
        })
    });
    let (mut stands, mut told) = (Vec::new(), 0);
    for edit in edits {
        match edit.await.expect("no panic") {
            Ok(name) => stands.push(name),
            Err(RenameFamilyError::Changed) => told += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((stands.len(), told), (1, 1));
    let mut there = place.other.reading(&house.karen, house.now());
    let page = people_page(&mut there, holm.id).await.expect("a page");
    assert_eq!(
        (page.family.name.as_str(), page.family.version),
        (stands[0], 2)
    );
}

pub(crate) async fn one_ends_a_task_and_the_other_is_told(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let task = holm.task("Ring til skolen", None).await;
    let change = |version, title: &str| ChangeTask {
        family: holm.id,
        task,
        version,
        facts: a_task(title, Owner::Person(holm.mother), Some(date(2026, 12, 1))),
    };
    let mut ctx = house.change(&house.karen).await;
    change_task(&mut ctx, change(1, "Skriv til skolen"))
        .await
        .expect("changed");
    ctx.commit().await.expect("committed");
    let mut ctx = place.change_there(&house.karen).await;
    let late = change_task(&mut ctx, change(1, "Besøg skolen")).await;
    assert!(matches!(late, Err(ChangeTaskError::Changed)));
    let finish = |version| FinishTask {
        family: holm.id,
        task,
        version,
        done: true,
        word: None,
    };
    let late = finish_task(&mut ctx, finish(1)).await;
    assert!(matches!(late, Err(FinishTaskError::Changed)));
    finish_task(&mut ctx, finish(2)).await.expect("done");
    ctx.commit().await.expect("committed");
    let mut ctx = house.change(&house.karen).await;
    assert!(matches!(
        finish_task(&mut ctx, finish(3)).await,
        Err(FinishTaskError::Wrong(_))
    ));
    drop(ctx);
    let mut reading = house.reading(&house.karen, house.now());
    let page = tasks_page(&mut reading, holm.id).await.expect("a page");
    assert_eq!(page.ended[0].task.facts.title.as_str(), "Skriv til skolen");
}

pub(crate) async fn of_two_who_set_custody_one_is_told(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let sets = [&house.casework, &place.other].map(|casework| {
        let (casework, karen, now) = (casework.clone(), house.karen, house.now());
        let command = SetCustody {
            family: holm.id,
            child: holm.child,
            holders: Holders::Sole(holm.mother),
            from: date(2026, 11, 24),
            seen: Vec::new(),
        };
        tokio::spawn(async move {
            let mut ctx = casework.begin(&karen, now).await.expect("begun");
            set_custody(&mut ctx, command).await?;
            ctx.commit().await.expect("committed");
            Ok::<_, SetCustodyError>(())
        })
    });
    let (mut set, mut told) = (0, 0);
    for it in sets {
        match it.await.expect("no panic") {
            Ok(()) => set += 1,
            Err(SetCustodyError::Changed) => told += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((set, told), (1, 1));
    let mut reading = house.reading(&house.karen, house.now());
    let page = people_page(&mut reading, holm.id).await.expect("a page");
    assert_eq!(page.custody.len(), 1);
}
