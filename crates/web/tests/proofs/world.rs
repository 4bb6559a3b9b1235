//! A house in which every role has a part, and two families with one of everything: `own` and `other`.

use helhed_casework::access::Actor;
use helhed_casework::account::{AddAccount, AddUnit, add_account, add_unit};
use helhed_casework::around::{AddInvolvement, add_involvement};
use helhed_casework::assessment::{WriteAssessment, write_assessment};
use helhed_casework::data_request::{AskAboutData, Restrict, ask_about_data, restrict};
use helhed_casework::domain::account::{Language, PassPhrase, Role, Username};
use helhed_casework::domain::assessment::AssessmentFacts;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::data_request::DataRequestKind;
use helhed_casework::domain::economy::{Amount, CostFacts, Units};
use helhed_casework::domain::episode::Instrument;
use helhed_casework::domain::goal::Horizon;
use helhed_casework::domain::ids::{PersonId, UnitId};
use helhed_casework::domain::involvement::{InvolvementFacts, Workplace};
use helhed_casework::domain::measure::MeasureKind;
use helhed_casework::domain::need::{NeedFacts, Severity, Urgency};
use helhed_casework::domain::partner_system::SystemScope;
use helhed_casework::domain::person::Birth;
use helhed_casework::domain::request::Asked;
use helhed_casework::domain::text::Name;
use helhed_casework::domain::unit::UnitKind;
use helhed_casework::economics::case::{Case, Start};
use helhed_casework::economy::{AddCost, SaveScenario, add_cost, save_scenario};
use helhed_casework::family::{SetRelation, set_relation};
use helhed_casework::first::{AddNeed, add_need};
use helhed_casework::map::{MakeMap, make_map};
use helhed_casework::meeting::call_meeting;
use helhed_casework::partner_system::{AddSystem, add_system};
use helhed_casework::party_access::{AskForAccess, ask_for_access};
use helhed_casework::passkey::RelyingParty;
use helhed_casework::plan::{
    HoldReview, KeepGoal, KeepVersion, SetMeasure, hold_review, keep_goal, keep_version,
    set_measure,
};
use helhed_casework::rating::{Invite, Rater, ratings_page};
use helhed_casework::request::ask_for_statement;
use helhed_casework::team::{AssignCoordinator, assign_coordinator};
use helhed_casework::testing::{
    AFamily, House, a_call_to, a_measure, a_meeting, all_four, line, prose,
};

use crate::beside::{a_run, share};
use crate::carried::carried;
use crate::log;
use crate::support::Site;

/// Names that stand for themselves in no log: nobody else here is called so.
pub(crate) const OWN: &str = "Hjortshøj";
/// The family that is somebody else's.
pub(crate) const OTHER: &str = "Bækgaard";
/// The number of the mother of `own`.
pub(crate) const NUMBER: &str = "610190-4321";
/// What a note says.
pub(crate) const NOTE: &str = "Violinundervisningen gav ro i aftentimerne";

/// Who asks: a role, and the account that has it. `None` is nobody.
pub(crate) const EVERYONE: [(&str, Option<&str>, Option<Role>); 9] = [
    ("nobody", None, None),
    ("coordinator", Some("karen"), Some(Role::Coordinator)),
    ("leader", Some("lone"), Some(Role::TeamLeader)),
    ("partner", Some("jens"), Some(Role::Partner)),
    ("member", Some("sofie"), Some(Role::FamilyMember)),
    ("it", Some("ida"), Some(Role::ItAdmin)),
    ("dpo", Some("dan"), Some(Role::Dpo)),
    ("steering", Some("stine"), Some(Role::SteeringGroup)),
    ("evaluator", Some("eva"), Some(Role::Evaluator)),
];

/// Whose thing an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
    /// One's own.
    Own,
    /// Somebody else's.
    Another,
    /// A part of somebody else's, under one's own.
    AnothersPart,
    /// Nobody's.
    Absent,
    /// No id at all.
    Forged,
}

impl Whose {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Another => "another's",
            Self::AnothersPart => "own, another's part",
            Self::Absent => "absent",
            Self::Forged => "forged",
        }
    }
}

/// The ids of a family and of one of everything in it, by the names that routes give them.
#[derive(Debug, Clone)]
struct Parts(Vec<(&'static str, String)>);

pub(crate) struct World {
    pub site: Site,
    own: Parts,
    other: Parts,
}

const ABSENT: &str = "01936000-0000-7000-8000-00000000abcd";
const FORGED: &str = "1%27%3B%20DROP%20TABLE%20family--";

impl World {
    pub(crate) async fn new() -> Self {
        Self::of(House::new().await).await
    }

    pub(crate) async fn of(house: House) -> Self {
        log::listen();
        let here = RelyingParty::at("http://localhost");
        house.set_passkeys_at(here.expect("an address"));
        let mut referral = house.referral_of(OWN);
        referral.people[0].cpr = Some(CprNumber::parse(NUMBER).expect("a number"));
        referral.people[0].birth = Birth::Unknown;
        let own = house.referred_by(&house.jens, referral).await;
        let own = own.taken_in_by(&house.karen).await;
        let other = house
            .referred_by(&house.sanne, house.referral_of(OTHER))
            .await;
        let other = other.taken_in_by(&house.karen).await;
        let mut own_parts = parts(&own, house.jobcentre).await;
        let mut other_parts = parts(&other, house.school).await;
        own_parts.0.extend(carried(&own).await);
        other_parts.0.extend(carried(&other).await);
        let mut ctx = house.change(&house.lone).await;
        let to_bo = AssignCoordinator {
            family: other.id,
            to: house.bo.account,
            word: None,
        };
        assign_coordinator(&mut ctx, to_bo).await.expect("given");
        ctx.commit().await.expect("committed");
        let person = Some(own.mother);
        for (parts, username, unit_name) in [
            (&mut own_parts, "mette", "Vestre Børnehave"),
            (&mut other_parts, "ole", "Østre Børnehave"),
        ] {
            let mut ctx = house.change(&house.it_admin).await;
            let unit = AddUnit {
                name: Name::parse(unit_name).expect("a name"),
                kind: UnitKind::DayCare,
            };
            let unit = add_unit(&mut ctx, unit).await.expect("a unit");
            ctx.commit().await.expect("committed");
            let account = account(&house, username, Role::Coordinator, None).await;
            let mut ctx = house.change(&house.lone).await;
            let example = Start::examples().next().expect("a shipped model");
            let scenario = SaveScenario {
                of: None,
                name: line(unit_name),
                case: Case::at(Start::Example(example)).expect("it reads"),
            };
            let scenario = save_scenario(&mut ctx, scenario).await.expect("saved");
            ctx.commit().await.expect("committed");
            parts.0.push(("scenario", scenario.to_string()));
            parts.0.push(("users", account.account.to_string()));
            let mut ctx = house.change(&house.it_admin).await;
            let system = AddSystem {
                name: Name::parse(unit_name).expect("a name"),
                unit,
                scopes: SystemScope::ALL.to_vec(),
                days: 30,
                per_minute: 60,
            };
            let system = add_system(&mut ctx, system).await.expect("a system");
            ctx.commit().await.expect("committed");
            parts.0.push(("systems", system.system.to_string()));
            parts.0.push(("units", unit.to_string()));
        }
        account(&house, "sofie", Role::FamilyMember, person).await;
        account(&house, "stine", Role::SteeringGroup, None).await;
        account(&house, "eva", Role::Evaluator, None).await;
        for parts in [&mut own_parts, &mut other_parts] {
            let run = a_run(&house).await;
            parts.0.push(("run", run.to_string()));
            parts.0.push(("file", "results.json".to_owned()));
        }
        Self {
            site: Site::of(house).await,
            own: own_parts,
            other: other_parts,
        }
    }

    /// Whose things a route can name.
    pub(crate) fn whose(path: &str) -> Vec<Whose> {
        let ids = path.matches('{').count();
        let first = path.split('/').nth(1).unwrap_or_default();
        match (first, ids) {
            (_, 0) => vec![Whose::Own],
            // What a one-time link opens is the business of whoever holds it: a test of its own tries real ones.
            ("assets" | "answer" | "calendar" | "join" | "sign-in", _) => vec![Whose::Absent],
            // Whoever holds a link may knock; what it opens takes its code.
            ("rate", _) => vec![Whose::Own, Whose::Absent, Whose::Forged],
            // Who is let in here is let in to all of them.
            ("users" | "units" | "systems" | "economy" | "evaluations", _) => {
                vec![Whose::Own, Whose::Absent, Whose::Forged]
            }
            (_, 1) => vec![Whose::Own, Whose::Another, Whose::Absent, Whose::Forged],
            _ => vec![
                Whose::Own,
                Whose::Another,
                Whose::AnothersPart,
                Whose::Absent,
                Whose::Forged,
            ],
        }
    }

    /// The address of a route, with the ids of somebody's things in it.
    pub(crate) fn address(&self, path: &str, whose: Whose) -> String {
        let mut seen = "";
        let pieces = path.split('/').map(|piece| {
            let Some(name) = piece.strip_prefix('{').and_then(|it| it.strip_suffix('}')) else {
                seen = piece;
                return piece.to_owned();
            };
            let name = match (name, seen) {
                ("id", "retention") | ("family", _) => "families",
                ("referral", _) => "referrals",
                ("id", _) => seen,
                _ => name,
            };
            let of = |parts: &Parts| {
                let found = parts.0.iter().find(|(it, _)| *it == name);
                let (_, id) =
                    found.unwrap_or_else(|| panic!("{path}: tell `world` what {name} is"));
                id.clone()
            };
            let is_part = name != "families";
            match whose {
                _ if name == "secret" => "cpr".to_owned(),
                _ if name == "form" => "ors".to_owned(),
                Whose::Own => of(&self.own),
                Whose::Another => of(&self.other),
                Whose::AnothersPart if is_part => of(&self.other),
                Whose::AnothersPart => of(&self.own),
                Whose::Absent => ABSENT.to_owned(),
                Whose::Forged => FORGED.to_owned(),
            }
        });
        pieces.collect::<Vec<_>>().join("/")
    }

    /// A page with the ids in its addresses taken out, so that pages of different things can be compared.
    pub(crate) fn without_ids(&self, body: &str) -> String {
        let mut body = body.replace(ABSENT, "ID").replace(FORGED, "ID");
        for (_, id) in self.own.0.iter().chain(&self.other.0) {
            body = body.replace(id, "ID");
        }
        body
    }
}

/// One more account, with the pass phrase of all.
async fn account(house: &House, username: &str, role: Role, person: Option<PersonId>) -> Actor {
    let mut ctx = house.begin_as_house(house.now()).await.expect("begun");
    let command = AddAccount {
        username: Username::parse(username).expect("a name"),
        display_name: Name::parse(&format!("{username} {}", role.code())).expect("a name"),
        role,
        unit: None,
        person,
        language: Language::Danish,
        phrase: PassPhrase::choose(House::PHRASE).expect("long enough"),
    };
    let account = add_account(&mut ctx, command).await.expect("an account");
    ctx.commit().await.expect("committed");
    Actor {
        account,
        role,
        unit: None,
        person,
    }
}

/// One of everything, while Karen has the family.
async fn parts(family: &AFamily<'_>, unit: UnitId) -> Parts {
    let house = family.house;
    let (consent, disclosure) = share(family, unit).await;
    let contact = family.rung(house.now()).await;
    let note = family.note(NOTE).await;
    let goal = family.goal("Ro om aftenen", Horizon::Long, None).await;
    let task = family.task("Ring til violinlæreren", None).await;
    let meeting = a_meeting("2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z");
    let appointment = family.meets(meeting).await;
    // Bo leads it, who is not among those who ask: whoever is called to a meeting finds it.
    let mut call = a_call_to(family, "2026-12-03T09:00:00Z", "2026-12-03T10:00:00Z");
    call.facts.chair = house.bo.account;
    let mut ctx = house.change(&house.karen).await;
    let called = call_meeting(&mut ctx, call).await.expect("called");
    ctx.commit().await.expect("committed");
    family.with_minutes(called).await;
    let kept = family.document("Omstridt.txt", b"Omstridt").await;
    let document = family.document("Violin.txt", NOTE.as_bytes()).await;
    let on = jiff::civil::date(2026, 11, 2);
    family.rates_since(on, &[family.child]).await;
    let answer = (Instrument::Outcome, on, all_four(70));
    let rating = family.answers(&house.karen, family.child, Rater::Own, answer);
    let rating = rating.await.expect("rated");
    let rater = family
        .has_teacher(family.child, "Villads Violinlærer")
        .await;
    let mut ctx = house.change(&house.karen).await;
    let invite = Invite {
        family: family.id,
        person: family.child,
        rater,
        instrument: Instrument::Outcome,
    };
    let link = helhed_casework::rating::invite(&mut ctx, invite).await;
    let token = link.expect("made").token.secret().to_owned();
    ctx.commit().await.expect("committed");
    let mut reading = house.reading(&house.karen, house.now());
    let page = ratings_page(&mut reading, family.id).await.expect("a page");
    let invitation = page.links[0].invitation.id;
    let mut ctx = house.change(&house.karen).await;
    let ask = AskAboutData {
        family: family.id,
        person: family.mother,
        kind: DataRequestKind::Correction,
        words: prose("Jeg spiller ikke violin."),
        asked_by: Some(line("Moren selv")),
        received: ctx.today(),
    };
    let data = ask_about_data(&mut ctx, ask).await.expect("asked");
    let held = Restrict {
        family: family.id,
        request: Some(data),
        item: Some(kept.uuid()),
        reason: line("Omstridt"),
    };
    let restriction = restrict(&mut ctx, held).await.expect("restricted");
    let relation = SetRelation {
        family: family.id,
        person: family.mother,
        kind: "parent".into(),
        other: family.child,
    };
    let relation = set_relation(&mut ctx, relation).await.expect("set");
    let involvement = AddInvolvement {
        family: family.id,
        facts: InvolvementFacts {
            concerns: Some(family.child),
            professional: Name::parse("Villads Violinlærer").expect("a name"),
            title: None,
            workplace: Workplace::Unknown,
            case: None,
            plan: None,
            legal_basis: None,
            since: ctx.today(),
            until: None,
        },
    };
    let involvement = add_involvement(&mut ctx, involvement).await.expect("added");
    let review = HoldReview {
        family: family.id,
        held: ctx.today(),
        moved: prose("Der er ro."),
        stuck: None,
        next: prose("Mere ro."),
        said: Vec::new(),
    };
    hold_review(&mut ctx, review).await.expect("held");
    let why = Some(line("Mere ro"));
    let version = KeepVersion {
        family: family.id,
        why,
    };
    let version = keep_version(&mut ctx, version).await.expect("kept");
    let keep = KeepGoal {
        family: family.id,
        goal,
        from: Party::Unit(unit),
        reason: line("Moderen har bedt om det"),
    };
    let kept = keep_goal(&mut ctx, keep).await.expect("kept from");
    let measure = SetMeasure {
        family: family.id,
        facts: a_measure(MeasureKind::Measure, "Violinundervisning", ctx.today()),
    };
    let measure = set_measure(&mut ctx, measure).await.expect("set");
    let ask = AskForAccess {
        family: family.id,
        party: family.mother,
        asked_by: line("Moderen"),
        received: ctx.today(),
    };
    let access = ask_for_access(&mut ctx, ask).await.expect("asked");
    let question = family.question_to(Asked::Unit(unit));
    let request = ask_for_statement(&mut ctx, question).await.expect("asked");
    let cost = AddCost {
        family: family.id,
        facts: CostFacts {
            concerns: Some(family.child),
            what: line("Violinundervisning"),
            unit: None,
            price_id: None,
            source: None,
            now: Units(1_000),
            planned: Units(0),
            per_unit: [Amount(100_000), Amount(0), Amount(0)],
        },
    };
    let cost = add_cost(&mut ctx, cost).await.expect("added");
    let assessment = WriteAssessment {
        family: family.id,
        facts: AssessmentFacts {
            person: family.child,
            domain: "child_wellbeing".into(),
            voice: None,
            strengths: Some(prose("Barnet nynner.")),
            needs: None,
            score: None,
            on: ctx.today(),
            sources: Vec::new(),
        },
    };
    let assessment = write_assessment(&mut ctx, assessment)
        .await
        .expect("written");
    let map = MakeMap {
        family: family.id,
        on: ctx.today(),
        from_last: false,
    };
    let map = make_map(&mut ctx, map).await.expect("made");
    let need = AddNeed {
        family: family.id,
        facts: NeedFacts {
            person: Some(family.child),
            domain: "child_wellbeing".into(),
            title: line("Ro om aftenen"),
            word: None,
            severity: Severity::Marked,
            urgency: Urgency::Weeks,
        },
        blocks: Vec::new(),
    };
    let need = add_need(&mut ctx, need).await.expect("added");
    ctx.commit().await.expect("committed");
    Parts(vec![
        ("cost", cost.to_string()),
        ("domain", "child_wellbeing".to_owned()),
        ("assessment", assessment.to_string()),
        ("need", need.to_string()),
        ("map", map.to_string()),
        ("meeting", called.to_string()),
        ("families", family.id.to_string()),
        ("referrals", family.referral.to_string()),
        ("person", family.child.to_string()),
        ("contact", contact.to_string()),
        ("note", note.to_string()),
        ("goal", goal.to_string()),
        ("measure", measure.to_string()),
        ("kept", kept.to_string()),
        ("version", version.to_string()),
        ("task", task.to_string()),
        ("appointment", appointment.to_string()),
        ("document", document.to_string()),
        ("access", access.to_string()),
        ("item", note.to_string()),
        ("consent", consent.to_string()),
        ("disclosure", disclosure.to_string()),
        ("party", Party::Person(family.mother).to_string()),
        ("relation", relation.to_string()),
        ("data", data.to_string()),
        ("restriction", restriction.to_string()),
        ("involvement", involvement.to_string()),
        ("request", request.request.to_string()),
        ("rating", rating.to_string()),
        ("invitation", invitation.to_string()),
        ("token", token),
        ("name", "nobody.ics".to_owned()),
    ])
}
