//! What coordinators have asked others about their families, and what came of it: some answered, some late, some refused.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use helhed_casework::Ctx;
use helhed_casework::domain::day::{day_of, instant_of};
use helhed_casework::domain::request::{Asked, RequestFacts};
use helhed_casework::request::{
    AnswerRequest, AskForStatement, Remind, Reply, answer_request, ask_for_statement, remind,
};

use super::refuse::{PopulateError, line, name, prose, refused};
use super::scene::Scene;
use super::timeline::Step;
use crate::story::{Birth, Depth, FamilyStory, PersonRef, Role, UnitKind, days_between, plus};

/// Of so many families one after another, each is given the next of what is written.
const EVERY: u32 = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    request: Vec<Question>,
}

/// Somebody of the family whom a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum About {
    Mother,
    /// Under six.
    SmallChild,
    /// From six to sixteen.
    SchoolChild,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Comes {
    Open,
    Answered,
    Refused,
    NotKnown,
}

/// A question as it is written; days are counted back from today.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    to: Option<UnitKind>,
    outsider: Option<String>,
    about: About,
    category: String,
    purpose: String,
    basis: String,
    /// The law, where the basis is another.
    law: Option<String>,
    question: String,
    asked: i32,
    due: i32,
    comes: Comes,
    /// Days from the question to what came of it.
    after: Option<i32>,
    words: Option<String>,
    reminded: Option<i32>,
}

/// A question that is asked about a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    question: Question,
    who: PersonRef,
    today: Date,
}

impl About {
    fn fits(self, story: &FamilyStory, who: usize, today: Date) -> bool {
        let person = &story.persons[who];
        let years = match person.birth {
            Birth::Born(day) => days_between(day, today) / 365,
            Birth::Expected(_) => return false,
        };
        match self {
            Self::Mother => person.role == Role::Mother,
            Self::SmallChild => person.role == Role::Child && (1..6).contains(&years),
            Self::SchoolChild => person.role == Role::Child && (6..16).contains(&years),
        }
    }
}

/// What is asked about a family: two of what is written where they fit, for every second family that is told in full.
pub(super) fn told(story: &FamilyStory, now: Timestamp) -> Result<Vec<Told>, PopulateError> {
    let today = day_of(now);
    let Some(start) = story.start().filter(|_| story.is_active()) else {
        return Ok(Vec::new());
    };
    if story.depth != Depth::Full || !story.index.is_multiple_of(EVERY) {
        return Ok(Vec::new());
    }
    let written: Written = toml::from_str(include_str!("../../data/requests.toml"))
        .map_err(refused("requests.toml"))?;
    let count = written.request.len();
    let first = (story.index / EVERY) as usize % count;
    let mut all = Vec::new();
    for question in written.request.iter().cycle().skip(first).take(count) {
        let about = |who: &usize| question.about.fits(story, *who, today);
        let who = (0..story.persons.len()).find(about);
        if let Some(who) = who.filter(|_| plus(today, -question.asked) > start) {
            all.push(Told {
                question: question.clone(),
                who: PersonRef(who),
                today,
            });
        }
        if all.len() == 2 {
            break;
        }
    }
    Ok(all)
}

/// The steps of what is asked, with their instants.
pub(super) fn steps(told: &[Told], now: Timestamp) -> Vec<(Timestamp, Step)> {
    let mut steps = Vec::new();
    for (i, told) in told.iter().enumerate() {
        let question = &told.question;
        let at = |days: i32, hour: i8, step| {
            let hour = plus(told.today, -days).at(hour, 40, 0, 0);
            (instant_of(hour).unwrap_or(now), step)
        };
        steps.push(at(question.asked, 10, Step::Ask(i)));
        if let Some(days) = question.reminded {
            steps.push(at(days, 9, Step::Remind(i)));
        }
        if let Some(after) = question.after {
            steps.push(at(question.asked - after, 13, Step::Reply(i)));
        }
    }
    steps.retain(|(at, _)| *at <= now);
    steps
}

impl Scene<'_> {
    pub(super) async fn ask(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let told = &self.told[i];
        let question = &told.question;
        let to = match (question.to, &question.outsider) {
            (Some(kind), _) => {
                let unit = self.cast.units.get(&kind).copied();
                Asked::Unit(unit.ok_or(PopulateError::NobodyDoes("a unit to ask"))?)
            }
            (None, outsider) => Asked::Outside(name(outsider.as_deref().unwrap_or_default())?),
        };
        let command = AskForStatement {
            family: self.family()?,
            facts: RequestFacts {
                to,
                category: question.category.clone(),
                question: prose(&question.question)?,
                about: vec![self.person_of(told.who)?],
                purpose: question.purpose.clone(),
                purpose_word: None,
                due: plus(told.today, -question.due),
                basis: question.basis.clone(),
                basis_word: question.law.as_deref().map(line).transpose()?,
            },
            again_because: None,
            with_link: false,
        };
        let asked = ask_for_statement(ctx, command).await;
        self.requests[i] = Some(asked.map_err(refused("ask_for_statement"))?.request);
        Ok(())
    }

    pub(super) async fn remind(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let command = Remind {
            family: self.family()?,
            request: self.requests[i].ok_or(PopulateError::TooEarly("remind"))?,
            with_link: false,
        };
        remind(ctx, command)
            .await
            .map(drop)
            .map_err(refused("remind"))
    }

    pub(super) async fn reply(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let told = &self.told[i];
        let words = told.question.words.as_deref().unwrap_or_default();
        let reply = match told.question.comes {
            Comes::Open => return Ok(()),
            Comes::Answered => Reply::Statement(prose(words)?),
            Comes::Refused => Reply::Refuse(line(words)?),
            Comes::NotKnown => Reply::NotKnown(Some(line(words)?)),
        };
        let unit = told.question.to;
        let partner = self
            .cast
            .partner(unit.ok_or(PopulateError::NobodyDoes("a unit to answer"))?)?;
        let at = ctx.now();
        ctx.go_on_as(&partner, at);
        let command = AnswerRequest {
            request: self.requests[i].ok_or(PopulateError::TooEarly("answer_request"))?,
            reply,
        };
        answer_request(ctx, command)
            .await
            .map_err(refused("answer_request"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Municipality;
    use helhed_casework::domain::code::shipped_codes;
    use jiff::civil::date;

    #[test]
    fn a_demo_has_questions_of_every_kind_about_people_they_fit() {
        let today = date(2026, 11, 24);
        let now = instant_of(today.at(10, 0, 0, 0)).expect("an instant");
        let town = Municipality::make(1, 56, today);
        let stories: Vec<FamilyStory> = town.families().collect();
        let mut all = Vec::new();
        for story in &stories {
            for it in told(story, now).expect("read") {
                assert!(it.question.about.fits(story, it.who.0, today));
                assert!(it.question.to.is_some() != it.question.outsider.is_some());
                all.push(it);
            }
        }
        let count = |comes| all.iter().filter(|it| it.question.comes == comes).count();
        assert!(all.len() >= 12, "{} questions", all.len());
        assert!(count(Comes::Answered) >= 3 && count(Comes::Open) >= 3);
        assert!(count(Comes::Refused) >= 1);
        let late = |it: &&Told| it.question.comes == Comes::Open && it.question.due > 0;
        assert!(all.iter().any(|it| late(&it)), "some are overdue");
        let codes = shipped_codes();
        for it in &all {
            for (list, code) in [
                ("category", &it.question.category),
                ("request_purpose", &it.question.purpose),
                ("sharing_basis", &it.question.basis),
            ] {
                assert!(
                    codes.iter().any(|it| it.list == list && it.code == *code),
                    "{code}"
                );
            }
        }
    }
}
