//! Somebody at work: reads a page, thinks, writes, goes on, over one connection that is kept.

#![allow(unreachable_pub, reason = "a benchmark is a crate of its own")]

mod client;

use std::time::Duration;

use helhed_formtest::forms_of;

pub use client::Client;

/// Chance from a seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[(self.roll() % of.len() as u64) as usize]
    }
}

/// What a coordinator does, and how often of a hundred times.
const DAY: [(&str, &str, u64); 14] = [
    ("Today", "/today", 18),
    ("own families", "/families", 8),
    ("family page", "FAMILY", 20),
    ("journal", "FAMILY/journal", 9),
    ("plan", "FAMILY/plan", 7),
    ("tasks", "FAMILY/tasks", 7),
    ("timeline", "FAMILY/timeline", 3),
    ("sharing", "FAMILY/sharing", 4),
    ("ratings", "FAMILY/ratings", 4),
    ("everyone around", "FAMILY/around", 3),
    ("search as one types", "/search?part=1&q=WORD", 6),
    ("a draft saves itself", "DRAFT", 5),
    ("a note is written", "NOTE", 4),
    ("a task is agreed", "TASK", 2),
];

/// What is looked for.
const WORDS: [&str; 8] = [
    "Holm",
    "Niel",
    "Han",
    "Mari",
    "Ali",
    "Sofie",
    "M%C3%B8ller",
    "La",
];

/// A coordinator with families.
pub struct Person {
    client: Client,
    dice: Dice,
    families: Vec<String>,
}

impl Person {
    /// Somebody who is signed in and has looked at their families.
    pub async fn at_work(mut client: Client, dice: Dice) -> Self {
        let list = client.get("/families").await.expect("the list");
        let mut families: Vec<String> = list
            .split("href=\"/families/")
            .skip(1)
            .filter_map(|it| it.get(..36))
            .map(|id| format!("/families/{id}"))
            .collect();
        families.sort();
        families.dedup();
        families.retain(|it| !it.contains(['"', '?', '<']));
        assert!(!families.is_empty(), "a coordinator has families");
        Self {
            client,
            dice,
            families,
        }
    }

    /// How long they think now: exponential, so that now and then many press at once.
    pub fn thinks(&mut self, mean: Duration) -> Duration {
        mean.mul_f64(-(1.0 - self.dice.share()).ln())
    }

    /// Does one thing, and what it was.
    pub async fn does_something(&mut self) -> (&'static str, Result<(), String>) {
        let mut lot = self.dice.roll() % DAY.iter().map(|it| it.2).sum::<u64>();
        let (what, path, _) = *DAY
            .iter()
            .find(|it| match lot.checked_sub(it.2) {
                Some(rest) => {
                    lot = rest;
                    false
                }
                None => true,
            })
            .expect("the lot is below the sum");
        let family = self.dice.one(&self.families).clone();
        let number = (self.dice.roll() >> 17) as usize;
        let done = match path {
            "NOTE" => {
                let note = format!("{family}/notes/new");
                self.fills(&note, "body", (number, &note)).await
            }
            "TASK" => {
                let task = format!("{family}/tasks/new");
                self.fills(&task, "title", (number, &task)).await
            }
            // What is half written is sent with everything else that stands in the form.
            "DRAFT" => {
                let note = format!("{family}/notes/new");
                self.fills(&note, "body", (number, "/drafts")).await
            }
            path => {
                let word = self.dice.one(&WORDS);
                let path = path.replace("FAMILY", &family).replace("WORD", word);
                self.client.get(&path).await.map(drop)
            }
        };
        (what, done)
    }

    /// Opens a form, and sends it as one of its own: where it belongs, or to be kept as a draft.
    async fn fills(
        &mut self,
        path: &str,
        field: &str,
        (number, to): (usize, &str),
    ) -> Result<(), String> {
        let page = self.client.get(path).await?;
        let forms = forms_of(&page, path);
        let form = forms.iter().find(|form| form.first).ok_or("no form")?;
        let words = "Sofie har fået ny tid hos lægen, og Emil sover bedre.";
        self.client.post(to, &form.with(field, words, number)).await
    }
}
