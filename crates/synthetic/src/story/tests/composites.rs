//! The six hand-written families.

use super::{demo, today};
use crate::story::{
    Birth, CustodyKind, Homes, Responsible, Role, TaskStatus, composite::composites,
    family::PersonRef,
};

#[test]
fn they_come_first_with_a_dozen_notes_or_more() {
    let all = demo(1);
    for (story, written) in all.iter().zip(composites()) {
        assert_eq!(story.composite, Some(written.title.as_str()));
        assert_eq!(story.notes.len(), written.note.len());
        assert!(
            (12..=20).contains(&story.notes.len()),
            "{}: {} notes",
            written.title,
            story.notes.len()
        );
        assert_eq!(
            story.around.len(),
            written.around.len(),
            "{}",
            written.title
        );
        assert!(
            story
                .tasks
                .iter()
                .any(|t| matches!(t.status, TaskStatus::Missed { .. }))
        );
        assert_eq!(
            story.plan.as_ref().map(|p| p.goals.len()),
            Some(written.goal.len())
        );
    }
    assert!(all[6..].iter().all(|s| s.composite.is_none()));
}

#[test]
fn their_owners_are_people_of_the_story() {
    for (story, written) in demo(2).iter().zip(composites()) {
        let owners = written
            .task
            .iter()
            .map(|t| &t.owner)
            .chain(written.goal.iter().map(|g| &g.owner));
        let found = story
            .tasks
            .iter()
            .map(|t| t.owner)
            .chain(story.plan.iter().flat_map(|p| &p.goals).map(|g| g.owner));
        let named = owners.filter(|o| *o != "coordinator").count();
        assert_eq!(
            found.filter(|o| *o != Responsible::Coordinator).count(),
            named,
            "{}",
            written.title
        );
    }
}

#[test]
fn what_is_written_fits_in_the_course() {
    for (story, written) in demo(1).iter().zip(composites()) {
        let end = story.closing.as_ref().map_or(today(), |c| c.on);
        let start = story.start().expect("composites are taken in");
        let days = crate::story::calendar::days_between(start, end);
        for note in &written.note {
            assert!(
                note.day < days,
                "{}: day {} of {days}",
                written.title,
                note.day
            );
        }
        let by_day: Vec<i32> = written.note.iter().map(|n| n.day).collect();
        assert!(by_day.is_sorted_by(|a, b| a < b), "{}", written.title);
        let task_days = written.task.iter().flat_map(|t| [t.day, t.due]);
        assert!(
            by_day.iter().copied().chain(task_days).all(|d| d % 7 < 5),
            "{}: a weekend",
            written.title
        );
        for task in &written.task {
            assert!(
                task.due > task.day && task.done.is_none_or(|d| d >= task.day && d < days),
                "{}",
                task.text
            );
            let settled = task.done.is_some() || task.missed.is_some();
            assert!(
                settled || task.due > days - 14,
                "{} is long overdue",
                task.text
            );
        }
    }
}

#[test]
fn each_is_the_family_it_should_be() {
    let all = demo(1);
    assert!(
        all[0]
            .persons
            .iter()
            .any(|p| p.role == Role::Child && p.given_name.as_deref() == Some("Tobias"))
    );
    assert!(all[1].persons[0].interpreter);
    assert!(all[2].closing.is_some());
    assert_eq!(
        all[2]
            .persons
            .iter()
            .filter(|p| p.role == Role::OtherAdult)
            .count(),
        1
    );
    assert_eq!(all[3].contact_points_before(), 18);
    assert_eq!(all[3].contact_points_now(), 5);
    assert_eq!(all[1].contact_points_now(), 4);
    assert!(
        all[4]
            .persons
            .iter()
            .filter(|p| p.homes == Homes::Both)
            .count()
            == 2
    );
    assert!(all[4].custody.iter().all(|c| c.kind == CustodyKind::Joint));
    assert!(all[4].custody.iter().any(|c| c.holder == PersonRef(1)));
    let expected = all[5]
        .persons
        .iter()
        .filter(|p| matches!(p.birth, Birth::Expected(day) if day > today()));
    assert_eq!(expected.count(), 1);
}
