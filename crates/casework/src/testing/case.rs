//! What is written in a case, in sentences: `family.task("Ring til skolen", None).await`.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::Actor;
use helhed_domain::appointment::AppointmentFacts;
use helhed_domain::contact::{ContactFacts, ContactKind};
use helhed_domain::document::DocumentMark;
use helhed_domain::file::CheckedFile;
use helhed_domain::goal::{GoalFacts, Horizon};
use helhed_domain::ids::{
    AppointmentId, ContactId, DocumentId, GoalId, MeasureId, NoteId, RequestId, TaskId,
};
use helhed_domain::measure::{MeasureFacts, MeasureKind};
use helhed_domain::note::GENERAL;
use helhed_domain::owner::Owner;
use helhed_domain::request::{Asked, RequestFacts};
use helhed_domain::task::{TaskFacts, TaskKind};
use helhed_domain::text::{Line, Prose};
use helhed_store::args;

use crate::Ctx;
use crate::appointment::{SetAppointment, set_appointment};
use crate::contact::{LogContact, log_contact};
use crate::document::{AddDocument, add_document};
use crate::journal::{WriteNote, write_note};
use crate::plan::{SetGoal, SetMeasure, set_goal, set_measure};
use crate::request::{AnswerRequest, AskForStatement, Reply, answer_request, ask_for_statement};
use crate::task::{SetTask, set_task};

use super::{AFamily, House};

/// A line of a test.
pub fn line(text: &str) -> Line {
    Line::parse(text).expect("a line")
}

/// A text of a test.
pub fn prose(text: &str) -> Prose {
    Prose::parse(text).expect("a text")
}

/// An instant of a test, `2026-12-01T09:00:00Z`.
pub fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

impl House {
    /// Begins a change now.
    pub async fn change(&self, actor: &Actor) -> Ctx {
        self.begin(actor, self.now()).await.expect("begun")
    }
}

/// A telephone call at an instant, with nobody named.
pub fn a_call(at: Timestamp) -> ContactFacts {
    ContactFacts {
        kind: ContactKind::Phone,
        at,
        minutes: None,
        people: Vec::new(),
        others: None,
        summary: None,
    }
}

/// A task for its coordinator.
pub fn a_task(title: &str, owner: Owner, due: Option<Date>) -> TaskFacts {
    TaskFacts {
        kind: TaskKind::Task,
        title: line(title),
        owner,
        due,
        goal: None,
    }
}

/// A meeting of two instants.
pub fn a_meeting(starts: &str, ends: &str) -> AppointmentFacts {
    AppointmentFacts {
        starts: instant(starts),
        ends: instant(ends),
        title: line("Møde på skolen"),
        place: None,
        people: Vec::new(),
        others: None,
    }
}

/// A file that may be kept.
pub fn a_file(name: &str, content: &[u8]) -> CheckedFile {
    CheckedFile::check(name, content.to_vec(), 20).expect("a file")
}

/// A goal without owner or day.
pub fn a_goal(title: &str, horizon: Horizon, parent: Option<GoalId>) -> GoalFacts {
    GoalFacts {
        wish: None,
        title: line(title),
        horizon,
        parent,
        owner: None,
        target: None,
    }
}

/// A measure without law, owner or end.
pub fn a_measure(kind: MeasureKind, title: &str, from: Date) -> MeasureFacts {
    MeasureFacts {
        kind,
        title: line(title),
        concerns: None,
        legal_basis: None,
        given_by: None,
        asks: None,
        weekly: 0,
        from,
        until: None,
        goals: Vec::new(),
    }
}

impl AFamily<'_> {
    /// Karen has written down a measure.
    pub async fn measure(&self, facts: MeasureFacts) -> MeasureId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let family = self.id;
        let id = set_measure(&mut ctx, SetMeasure { family, facts })
            .await
            .expect("set");
        ctx.commit().await.expect("committed");
        id
    }

    /// Karen has rung at an instant.
    pub async fn rung(&self, at: Timestamp) -> ContactId {
        let mut ctx = self
            .house
            .begin(&self.house.karen, at)
            .await
            .expect("begun");
        let command = LogContact {
            family: self.id,
            facts: a_call(at),
        };
        let id = log_contact(&mut ctx, command).await.expect("logged");
        ctx.commit().await.expect("committed");
        id
    }

    /// Karen has written a general note.
    pub async fn note(&self, body: &str) -> NoteId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = WriteNote {
            family: self.id,
            category: GENERAL.into(),
            person: None,
            about: ctx.today(),
            body: prose(body),
        };
        let id = write_note(&mut ctx, command).await.expect("written");
        ctx.commit().await.expect("committed");
        id
    }

    /// Karen has kept a file about the whole family.
    pub async fn document(&self, name: &str, content: &[u8]) -> DocumentId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = AddDocument {
            family: self.id,
            file: a_file(name, content),
            mark: DocumentMark {
                category: GENERAL.into(),
                about: Vec::new(),
                restricted: false,
            },
        };
        let id = add_document(&mut ctx, command).await.expect("kept");
        ctx.commit().await.expect("committed");
        id
    }

    /// Karen has set herself a task.
    pub async fn task(&self, title: &str, due: Option<Date>) -> TaskId {
        let owner = Owner::Account(self.house.karen.account);
        self.set(a_task(title, owner, due)).await
    }

    /// Karen has set a task.
    pub async fn set(&self, facts: TaskFacts) -> TaskId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = SetTask {
            family: self.id,
            facts,
        };
        let id = set_task(&mut ctx, command).await.expect("set");
        ctx.commit().await.expect("committed");
        id
    }

    /// Karen has set an appointment.
    pub async fn meets(&self, facts: AppointmentFacts) -> AppointmentId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = SetAppointment {
            family: self.id,
            facts,
        };
        let id = set_appointment(&mut ctx, command).await.expect("set");
        ctx.commit().await.expect("committed");
        id
    }

    /// Karen has set a goal.
    pub async fn goal(&self, title: &str, horizon: Horizon, parent: Option<GoalId>) -> GoalId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let command = SetGoal {
            family: self.id,
            facts: a_goal(title, horizon, parent),
        };
        let id = set_goal(&mut ctx, command).await.expect("set");
        ctx.commit().await.expect("committed");
        id
    }

    /// A question about the child, from Karen, due in two weeks, in a child case.
    pub fn question_to(&self, to: Asked) -> AskForStatement {
        AskForStatement {
            family: self.id,
            facts: RequestFacts {
                to,
                category: "child_wellbeing".into(),
                question: prose("Hvordan har Emil det hos jer? Hvem er han glad for?"),
                about: vec![self.child],
                purpose: "plan".into(),
                purpose_word: None,
                due: jiff::civil::date(2026, 12, 8),
                basis: "child_case_11c".into(),
                basis_word: None,
            },
            again_because: None,
            with_link: false,
        }
    }

    /// Karen has asked the school about the child.
    pub async fn ask_the_school(&self) -> RequestId {
        let mut ctx = self.house.change(&self.house.karen).await;
        let question = self.question_to(Asked::Unit(self.house.school));
        let asked = ask_for_statement(&mut ctx, question).await.expect("asked");
        ctx.commit().await.expect("committed");
        asked.request
    }

    /// Sanne of the school has replied.
    pub async fn answered_by_sanne(&self, request: RequestId, reply: Reply) {
        let mut ctx = self.house.change(&self.house.sanne).await;
        let answer = AnswerRequest { request, reply };
        answer_request(&mut ctx, answer).await.expect("answered");
        ctx.commit().await.expect("committed");
    }

    /// The last thing the audit log tells of the family: what was done, and on what basis.
    pub async fn last_act(&self) -> (String, String) {
        let sql =
            "SELECT act, basis FROM audit_entry WHERE family_id = $1 ORDER BY seq DESC LIMIT 1";
        let mut link = self.house.link();
        let row = link.row(sql, args![self.id]).await.expect("read");
        let mut row = row.expect("an entry");
        (row.next().expect("an act"), row.next().expect("a basis"))
    }
}
