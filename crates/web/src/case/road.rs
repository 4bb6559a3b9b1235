//! The plan as a road: one lane for each long goal, its steps along it, and where the family is.

use helhed_casework::domain::goal::{GoalState, Horizon};
use helhed_casework::domain::ids::GoalId;
use helhed_casework::plan::GoalLine;
use jiff::civil::Date;

/// Width of the picture in its own units.
pub(super) const WIDTH: i32 = 400;
/// Where every way begins.
pub(super) const LEFT: i32 = 24;
/// Where the flag stands.
pub(super) const RIGHT: i32 = 366;
const LANE: i32 = 92;
/// How many letters of a title there is room for below a lane; the whole stands in the list.
const LETTERS: usize = 42;

/// A step on a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stone {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) state: GoalState,
    /// Its number in the list below the picture.
    pub(super) number: usize,
}

/// A lane: the way to one long goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lane {
    /// The long goal; none for steps that lead to no goal yet.
    pub(super) goal: Option<GoalId>,
    pub(super) y: i32,
    pub(super) stones: Vec<Stone>,
    /// The radius of its stones: many steps make small stones.
    pub(super) radius: i32,
    /// Where the family is: at the last step reached before one that is open.
    pub(super) here: i32,
    pub(super) reached: bool,
}

/// The road.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Road {
    pub(super) lanes: Vec<Lane>,
    pub(super) height: i32,
}

/// As much of a title as there is room for.
pub(super) fn short(title: &str) -> String {
    if title.chars().count() <= LETTERS {
        return title.to_owned();
    }
    let kept: String = title.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Lays the road: lanes in the order of the long goals, steps at even distances in the order they stand, dropped ones left out.
pub(super) fn road(goals: &[GoalLine], today: Date) -> Road {
    let stands = |line: &&GoalLine| line.goal.state(today) != GoalState::Dropped;
    let long = |line: &&GoalLine| line.goal.facts.horizon == Horizon::Long;
    let finish = |line: &GoalLine| {
        let goal = &line.goal;
        (Some(goal.id), goal.state(today) == GoalState::Reached)
    };
    let mut ends: Vec<_> = goals
        .iter()
        .filter(stands)
        .filter(long)
        .map(finish)
        .collect();
    let shown: Vec<_> = ends.iter().filter_map(|(id, _)| *id).collect();
    let leads_to = |line: &GoalLine| line.goal.facts.parent.filter(|id| shown.contains(id));
    let steps: Vec<_> = goals
        .iter()
        .filter(stands)
        .filter(|line| !long(line))
        .collect();
    if steps.iter().any(|line| leads_to(line).is_none()) {
        ends.push((None, false));
    }
    let mut number = 0;
    let lanes: Vec<Lane> = ends
        .iter()
        .enumerate()
        .map(|(at, (goal, reached))| {
            let y = LANE / 2 + at as i32 * LANE;
            let own: Vec<_> = steps
                .iter()
                .filter(|line| leads_to(line) == *goal)
                .collect();
            let gap = (RIGHT - LEFT) / (own.len() as i32 + 1);
            let stone = |(place, line): (usize, &&&GoalLine)| {
                number += 1;
                Stone {
                    x: LEFT + gap * (place as i32 + 1),
                    y,
                    state: line.goal.state(today),
                    number,
                }
            };
            let stones: Vec<Stone> = own.iter().enumerate().map(stone).collect();
            let walked = stones
                .iter()
                .take_while(|it| it.state == GoalState::Reached);
            let here = walked.last().map_or(LEFT, |it| it.x);
            Lane {
                goal: *goal,
                y,
                stones,
                radius: (gap / 2 - 1).clamp(3, 14),
                here: if *reached { RIGHT } else { here },
                reached: *reached,
            }
        })
        .collect();
    Road {
        height: LANE * lanes.len() as i32,
        lanes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::goal::{Goal, GoalFacts, GoalOutcome};
    use helhed_casework::domain::ids::{AccountId, FamilyId};
    use helhed_casework::domain::task::Ended;
    use helhed_casework::domain::text::Line;
    use jiff::Timestamp;
    use jiff::civil::date;

    fn id(n: u32) -> GoalId {
        GoalId::parse(&format!("00000000-0000-0000-0000-{n:012}")).expect("an id")
    }

    fn line(
        n: u32,
        horizon: Horizon,
        parent: Option<u32>,
        outcome: Option<GoalOutcome>,
    ) -> GoalLine {
        let none = "00000000-0000-0000-0000-000000000000";
        let ended = outcome.map(|outcome| Ended {
            outcome,
            word: None,
            at: Timestamp::UNIX_EPOCH,
        });
        let goal = Goal {
            id: id(n),
            family: FamilyId::parse(none).expect("an id"),
            facts: GoalFacts {
                wish: None,
                title: Line::parse("Et mål").expect("a line"),
                horizon,
                parent: parent.map(id),
                owner: None,
                target: None,
            },
            by: AccountId::parse(none).expect("an id"),
            set_at: Timestamp::UNIX_EPOCH,
            ended,
            version: 1,
        };
        GoalLine {
            goal,
            owner_name: None,
        }
    }

    #[test]
    fn the_family_stands_at_the_last_step_reached_before_an_open_one() {
        let reached = Some(GoalOutcome::Reached);
        let goals = [
            line(1, Horizon::Long, None, None),
            line(2, Horizon::Short, Some(1), reached),
            line(3, Horizon::Short, Some(1), None),
            line(4, Horizon::Short, Some(1), reached),
            line(5, Horizon::Short, Some(1), Some(GoalOutcome::Dropped)),
            line(6, Horizon::Short, None, None),
        ];
        let road = road(&goals, date(2026, 11, 24));
        assert_eq!(road.lanes.len(), 2);
        let first = &road.lanes[0];
        assert_eq!(first.stones.len(), 3, "what was dropped is not on the road");
        assert_eq!(first.here, first.stones[0].x);
        assert_eq!(road.lanes[1].goal, None);
        assert_eq!(road.lanes[1].here, LEFT);
        let numbers: Vec<_> = road
            .lanes
            .iter()
            .flat_map(|it| &it.stones)
            .map(|it| it.number)
            .collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        assert!(first.stones.iter().all(|it| it.x > LEFT && it.x < RIGHT));
    }

    #[test]
    fn no_goals_make_no_road() {
        let road = road(&[], date(2026, 11, 24));
        assert_eq!((road.lanes.len(), road.height), (0, 0));
    }
}
