//! What the family and those who help it say of life domains, and what comes first: as the coordinator writes it down.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use helhed_casework::Ctx;
use helhed_casework::assessment::{WriteAssessment, write_assessment};
use helhed_casework::domain::assessment::{AssessmentFacts, Score};
use helhed_casework::domain::day::{day_of, instant_of};
use helhed_casework::domain::ids::NeedId;
use helhed_casework::domain::map::MapPart;
use helhed_casework::domain::need::{NeedFacts, Severity, Urgency, Wish};
use helhed_casework::first::{AddNeed, ChangeNeed, SayWish, add_need, change_need, say_wish};

use helhed_casework::map::{AddCard, MakeMap, add_card, make_map};

use super::refuse::{PopulateError, line, prose, refused};
use super::scene::Scene;
use super::timeline::Step;
use crate::story::{Birth, Depth, FamilyStory, PersonRef, Role, plus};

/// What is written for families that are drawn.
const ANY: &str = "*";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    family: Vec<WrittenFamily>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFamily {
    household: String,
    assessment: Vec<WrittenAssessment>,
    #[serde(default)]
    map: Vec<WrittenMap>,
    need: Vec<WrittenNeed>,
    /// Links that are said once every need is written down: what stands in the way, and of what.
    #[serde(default)]
    also: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAssessment {
    day: i32,
    who: String,
    domain: String,
    voice: Option<String>,
    score: i64,
    strengths: String,
    needs: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMap {
    day: i32,
    cards: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNeed {
    day: i32,
    key: String,
    who: Option<String>,
    domain: String,
    title: String,
    word: Option<String>,
    severity: String,
    urgency: String,
    #[serde(default)]
    blocks: Vec<String>,
    #[serde(default)]
    wish: Vec<(String, String)>,
}

/// What is said in a family that is played, and its needs once they are there.
#[derive(Debug, Clone)]
pub(super) struct Said {
    start: Date,
    written: WrittenFamily,
    needs: BTreeMap<String, (NeedId, NeedFacts)>,
}

/// What is said in a family that is told in full: its own, or the next of what is written for any.
pub(super) fn said(story: &FamilyStory) -> Result<Option<Said>, PopulateError> {
    let Some(start) = story.start() else {
        return Ok(None);
    };
    if story.depth != Depth::Full || !story.is_active() {
        return Ok(None);
    }
    let written: Written =
        toml::from_str(include_str!("../../data/needs.toml")).map_err(refused("needs.toml"))?;
    let own = |it: &&WrittenFamily| it.household == story.household;
    let any: Vec<&WrittenFamily> = written
        .family
        .iter()
        .filter(|it| it.household == ANY)
        .collect();
    let drawn = || match story.composite {
        None => any.get(story.index as usize % any.len().max(1)).copied(),
        Some(_) => None,
    };
    let found = written.family.iter().find(own).or_else(drawn).cloned();
    Ok(found.map(|written| Said {
        start,
        written,
        needs: BTreeMap::new(),
    }))
}

/// The steps of what is said, with their instants.
pub(super) fn steps(said: &Said, now: Timestamp) -> Vec<(Timestamp, Step)> {
    let today = day_of(now);
    let mut steps = Vec::new();
    let mut put = |day: i32, hour: i8, step| {
        let on = plus(said.start, day);
        if on < today {
            steps.push((instant_of(on.at(hour, 20, 0, 0)).unwrap_or(now), step));
        }
    };
    for (i, it) in said.written.assessment.iter().enumerate() {
        put(it.day, 15, Step::Assess(i));
    }
    for (i, it) in said.written.need.iter().enumerate() {
        put(it.day, 16, Step::Need(i));
    }
    for (i, it) in said.written.map.iter().enumerate() {
        put(it.day, 18, Step::Map(i));
    }
    let last = said.written.need.iter().map(|it| it.day).max();
    if let Some(last) = last.filter(|_| !said.written.also.is_empty()) {
        put(last, 17, Step::Hold);
    }
    steps
}

fn who(story: &FamilyStory, named: &str) -> Option<PersonRef> {
    let fits = |i: &usize| {
        let person = &story.persons[*i];
        match named {
            "mother" => person.role == Role::Mother,
            "child" => person.role == Role::Child && matches!(person.birth, Birth::Born(_)),
            name => person.given_name.as_deref() == Some(name),
        }
    };
    (0..story.persons.len()).find(fits).map(PersonRef)
}

impl Scene<'_> {
    fn said(&self) -> Result<Said, PopulateError> {
        self.said.clone().ok_or(PopulateError::TooEarly("a view"))
    }

    /// Adds a view; nothing where the family has nobody of the kind it is about.
    pub(super) async fn assess(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let said = self.said()?;
        let it = &said.written.assessment[i];
        let Some(person) = who(self.story, &it.who) else {
            return Ok(());
        };
        let voice = it.voice.as_deref().and_then(|it| who(self.story, it));
        let text = |text: &str| match text {
            "" => Ok(None),
            text => prose(text).map(Some),
        };
        let command = WriteAssessment {
            family: self.family()?,
            facts: AssessmentFacts {
                person: self.person_of(person)?,
                domain: it.domain.clone(),
                voice: voice.map(|it| self.person_of(it)).transpose()?,
                strengths: text(&it.strengths)?,
                needs: text(&it.needs)?,
                score: Score::new(it.score),
                on: plus(said.start, it.day),
                sources: Vec::new(),
            },
        };
        let written = write_assessment(ctx, command).await;
        written.map(drop).map_err(refused("write_assessment"))
    }

    /// Writes down a need with what it stands in the way of and the family's wishes.
    pub(super) async fn need(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let said = self.said()?;
        let it = &said.written.need[i];
        let about = it.who.as_deref().map(|it| who(self.story, it));
        if about == Some(None) {
            return Ok(());
        }
        let person = about.flatten().map(|it| self.person_of(it)).transpose()?;
        let unknown = || PopulateError::NobodyDoes("a kind of need");
        let facts = NeedFacts {
            person,
            domain: it.domain.clone(),
            title: line(&it.title)?,
            word: it.word.as_deref().map(prose).transpose()?,
            severity: Severity::from_code(&it.severity).ok_or_else(unknown)?,
            urgency: Urgency::from_code(&it.urgency).ok_or_else(unknown)?,
        };
        let blocked = it.blocks.iter().filter_map(|key| said.needs.get(key));
        let command = AddNeed {
            family: self.family()?,
            facts: facts.clone(),
            blocks: blocked.map(|(id, _)| *id).collect(),
        };
        let need = add_need(ctx, command).await.map_err(refused("add_need"))?;
        for (wisher, wish) in &it.wish {
            let Some(person) = who(self.story, wisher) else {
                continue;
            };
            let command = SayWish {
                family: self.family()?,
                need,
                person: self.person_of(person)?,
                wish: Wish::from_code(wish).ok_or_else(unknown)?,
            };
            say_wish(ctx, command).await.map_err(refused("say_wish"))?;
        }
        if let Some(said) = &mut self.said {
            said.needs.insert(it.key.clone(), (need, facts));
        }
        Ok(())
    }

    /// Makes a map of a day from the last, with what came on top.
    pub(super) async fn make_map(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let said = self.said()?;
        let it = &said.written.map[i];
        let family = self.family()?;
        let command = MakeMap {
            family,
            on: plus(said.start, it.day),
            from_last: true,
        };
        let map = make_map(ctx, command).await.map_err(refused("make_map"))?;
        for (part, words) in &it.cards {
            let part = MapPart::from_code(part);
            let command = AddCard {
                family,
                map,
                part: part.ok_or(PopulateError::NobodyDoes("a part of a map"))?,
                body: line(words)?,
            };
            add_card(ctx, command).await.map_err(refused("add_card"))?;
        }
        Ok(())
    }

    /// Says which needs hold each other, once all are written down.
    pub(super) async fn hold(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let said = self.said()?;
        for (key, (need, facts)) in &said.needs {
            let own = said.written.need.iter().find(|it| it.key == *key);
            let before = own.into_iter().flat_map(|it| &it.blocks);
            let later = said.written.also.iter().filter(|(from, _)| from == key);
            let later: Vec<&String> = later.map(|(_, to)| to).collect();
            if later.is_empty() {
                continue;
            }
            let blocks = before.chain(later).filter_map(|key| said.needs.get(key));
            let command = ChangeNeed {
                family: self.family()?,
                need: *need,
                version: 1,
                facts: facts.clone(),
                blocks: blocks.map(|(id, _)| *id).collect(),
            };
            let changed = change_need(ctx, command).await;
            changed.map_err(refused("change_need"))?;
        }
        Ok(())
    }
}
