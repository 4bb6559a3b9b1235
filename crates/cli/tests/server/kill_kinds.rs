//! Killed in the middle of every kind of write that a coordinator's forms make: what was acknowledged is there, whole and once, and of
//! what was not there is nothing until it is sent again.

#![expect(
    clippy::disallowed_methods,
    reason = "when to kill is told by the clock"
)]

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use helhed_casework::testing::House;
use helhed_formtest::{Field, Kind, PageForm, forms_of};

use crate::client::{Client, with_a_file};
use crate::kill::block_on;
use crate::place::Place;
use crate::rows::rows;

const ROUNDS: usize = 4;
const WRITERS: usize = 3;
/// Kinds of writes that there are at the least; fewer, and the pages were not read as they should be.
const KINDS: usize = 14;

/// A form of a page, or the file that is kept with a case.
enum What {
    Form(PageForm, String),
    File,
}

/// A kind of write that can be done any number of times.
struct Write {
    path: String,
    what: What,
}

impl Write {
    /// Sends it, with a word of its own in it, as a form of its own.
    fn send(&self, client: &Client, number: usize) -> Result<u16, std::io::Error> {
        let answer = match &self.what {
            What::Form(form, field) => {
                client.post(&self.path, &form.with(field, &word(number), number))
            }
            What::File => {
                let fields = [
                    ("form-id", form_id(number)),
                    ("category", "general".to_owned()),
                ];
                let fields = fields
                    .each_ref()
                    .map(|(name, value)| (*name, value.as_str()));
                let name = format!("{}.txt", word(number));
                let body = with_a_file(&fields, &name, &"Kære alle. ".repeat(60_000));
                client.upload(&self.path, &body, body.len())
            }
        }?;
        Ok(answer.status)
    }
}

/// A word that stands nowhere else.
fn word(number: usize) -> String {
    format!("Zq{number:06}x")
}

/// The id that [`PageForm::with`] gives a form of this number.
fn form_id(number: usize) -> String {
    format!("00000000-0000-7000-8000-{number:012x}")
}

/// The pages of the family, as links lead from one to the next.
fn pages(client: &Client, family: &str) -> BTreeSet<String> {
    let own = format!("/families/{family}");
    let (mut known, mut ahead) = (BTreeSet::new(), vec![own.clone()]);
    while let Some(path) = ahead.pop() {
        if !known.insert(path.clone()) {
            continue;
        }
        // A file is no text, and leads nowhere.
        let body = client.get(&path).map(|it| it.body).unwrap_or_default();
        let links = body.split("href=\"").skip(1);
        let links = links.filter_map(|it| it.split(['"', '?', '#']).next());
        ahead.extend(links.filter(|it| it.starts_with(&own)).map(str::to_owned));
    }
    known
}

/// A form, filled in one way or another, until it is taken twice.
fn taken_again(client: &Client, path: &str, form: &PageForm, number: usize) -> Option<Write> {
    let days = ["2026-11-02", "2099-11-02"];
    let ways = days.map(|day| [form.clone().on(day), form.clone().on(day).ticked()]);
    let mut number = number;
    for form in ways.into_iter().flatten() {
        let wordy = |field: &&Field| matches!(field.kind, Kind::Area | Kind::Line);
        for field in form.fields.iter().filter(wordy) {
            let write = Write {
                path: path.to_owned(),
                what: What::Form(form.clone(), field.name.clone()),
            };
            number += 2;
            if [0, 1].map(|at| write.send(client, number + at).expect("an answer")) == [303, 303] {
                return Some(write);
            }
        }
    }
    None
}

/// What can be written about the family: each form that a page of its own leads to, is taken, and is taken again.
fn kinds(client: &Client, family: &str) -> Vec<Write> {
    let mut found = vec![Write {
        path: format!("/families/{family}/documents/new"),
        what: What::File,
    }];
    for (at, path) in pages(client, family).into_iter().enumerate() {
        if !path.ends_with("/new") {
            continue;
        }
        let page = client.get(&path).expect("an answer").body;
        let forms = forms_of(&page, &path);
        let form = forms.iter().find(|form| form.first);
        found.extend(form.and_then(|form| taken_again(client, &path, form, 900_000 + 200 * at)));
    }
    found
}

/// How often each form's word stands in the database, and which forms were taken.
fn standing(place: &Place, numbers: &[usize]) -> Vec<usize> {
    let all = block_on(rows(&place.address()));
    let times = |number: &usize| {
        let word = word(*number).to_lowercase();
        all.iter()
            .filter(|row| row.to_lowercase().contains(&word))
            .count()
    };
    numbers.iter().map(times).collect()
}

fn killed_in_every_kind_of_write(place: &Place) {
    let family = place.make_with_a_family();
    let mut server = place.serve();
    let mut client = Client::sign_in(server.port, "karen", House::PHRASE);
    let kinds = kinds(&client, &family);
    let names: Vec<&str> = kinds.iter().map(|it| it.path.as_str()).collect();
    assert!(kinds.len() >= KINDS, "{} kinds: {names:#?}", kinds.len());
    // How often a word stands where its form was taken is told by one of each kind that is sent in peace.
    for (at, kind) in kinds.iter().enumerate() {
        assert_eq!(
            kind.send(&client, 1 + at).expect("an answer"),
            303,
            "{}",
            kind.path
        );
    }
    let mut sent: Vec<(usize, usize)> = (0..kinds.len()).map(|at| (at, 1 + at)).collect();
    let mut next = 1_000;
    for _ in 0..ROUNDS {
        let (count, from) = (AtomicUsize::new(0), next);
        let written = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let (client, kinds, count) = (&client, &kinds, &count);
                    scope.spawn(move || {
                        let mut written = Vec::new();
                        for turn in 0.. {
                            // Each begins at another kind, so that different ones meet.
                            let at = (turn + writer * 5) % kinds.len();
                            let number = from + turn * WRITERS + writer;
                            let taken = kinds[at].send(client, number);
                            written.push((at, number, taken.is_ok()));
                            match taken {
                                Ok(status) => assert_eq!(status, 303, "{}", kinds[at].path),
                                Err(_) => break,
                            }
                            count.fetch_add(1, Ordering::Relaxed);
                        }
                        written
                    })
                })
                .collect();
            let begun = Instant::now();
            while count.load(Ordering::Relaxed) < kinds.len() + 10 {
                assert!(begun.elapsed() < Duration::from_secs(120), "they write");
                std::thread::sleep(Duration::from_millis(3));
            }
            server.kill();
            let written = writers.into_iter().map(|it| it.join().expect("no panic"));
            written.flatten().collect::<Vec<_>>()
        });
        next += 10_000;

        // Whole or not at all, before anything is sent again.
        let mut numbers: Vec<usize> = (0..kinds.len()).map(|at| 1 + at).collect();
        numbers.extend(written.iter().map(|it| it.1));
        let times = standing(place, &numbers);
        let (whole, times) = times.split_at(kinds.len());
        for ((at, _, acknowledged), times) in written.iter().zip(times) {
            let path = &kinds[*at].path;
            assert!(
                *times == whole[*at] || (*times == 0 && !acknowledged),
                "{path}: {times} of {}",
                whole[*at]
            );
        }
        server = place.serve();
        client.port = server.port;
        for (at, number, _) in written.iter().filter(|it| !it.2) {
            assert_eq!(kinds[*at].send(&client, *number).expect("an answer"), 303);
        }
        sent.extend(written.into_iter().map(|(at, number, _)| (at, number)));
    }
    server.stop();
    let numbers: Vec<usize> = sent.iter().map(|it| it.1).collect();
    let times = standing(place, &numbers);
    for ((at, number), found) in sent.iter().zip(&times) {
        assert_eq!(*found, times[*at], "{} ({number})", kinds[*at].path);
    }
    let told = crate::place::succeeded(&place.run(&["verify-audit"]));
    assert!(told.contains("is whole"), "{told}");
}

#[test]
fn on_sqlite() {
    killed_in_every_kind_of_write(&Place::on_sqlite());
}

#[test]
fn on_postgres() {
    killed_in_every_kind_of_write(&Place::on_postgres());
}
