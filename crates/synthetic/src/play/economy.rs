//! What families cost, and the scenarios that the team leader has saved.

use jiff::Timestamp;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use helhed_casework::access::Actor;
use helhed_casework::domain::economy::{Amount, CostFacts, Units};
use helhed_casework::domain::ids::PersonId;
use helhed_casework::economics::PriceBook;
use helhed_casework::economics::case::{Case, Start};
use helhed_casework::economy::{AddCost, SaveScenario, add_cost, save_scenario};
use helhed_casework::{Casework, Ctx};

use super::refuse::{PopulateError, line, refused};
use super::scene::Scene;

/// A measure: its price, what it is called, units a year now and under the plan in thousandths.
type Measure = (&'static str, &'static str, i64, i64);

/// What measures families have, by turns; invented, priced from the shipped price book.
const MEASURES: [&[Measure]; 3] = [
    &[
        ("foster_family_year", "Plejefamilie", 1_000, 0),
        (
            "family_programme_place_year",
            "Plads i familieindsatsen",
            0,
            1_000,
        ),
        ("cash_benefit_parent_month", "Kontanthjælp", 12_000, 8_000),
    ],
    &[
        ("cash_benefit_parent_month", "Kontanthjælp", 12_000, 6_000),
        (
            "family_programme_place_year",
            "Plads i familieindsatsen",
            0,
            1_000,
        ),
    ],
    &[
        ("sickness_benefit_week", "Sygedagpenge", 52_000, 26_000),
        (
            "family_programme_place_year",
            "Plads i familieindsatsen",
            0,
            1_000,
        ),
    ],
];

impl Scene<'_> {
    /// Notes what the family's measures cost.
    pub(super) async fn costs(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let prices = PriceBook::shipped();
        // Children of foster care are the last in the story's household.
        let child: Option<PersonId> = self.entered()?.people.last().copied();
        let turn = (self.story.index / 4) as usize % MEASURES.len();
        for (price_id, what, now, planned) in MEASURES[turn] {
            let Some(row) = prices.in_year(price_id, ctx.today().year()) else {
                continue;
            };
            let ore =
                |dkk: Decimal| Amount((dkk * Decimal::ONE_HUNDRED).round().to_i64().unwrap_or(0));
            let command = AddCost {
                family: self.family()?,
                facts: CostFacts {
                    concerns: child.filter(|_| *price_id == "foster_family_year"),
                    what: line(what)?,
                    unit: Some(line(&row.unit)?),
                    price_id: Some((*price_id).to_owned()),
                    source: Some(line(&row.source)?),
                    now: Units(*now),
                    planned: Units(*planned),
                    per_unit: row.after_a_year(ctx.today()).map(ore),
                },
            };
            add_cost(ctx, command).await.map_err(refused("add_cost"))?;
        }
        Ok(())
    }
}

/// Saves two scenarios, as the team leader: the team's own in two versions, and the published case with every cost charged.
pub(super) async fn scenarios(
    house: &Casework,
    leader: Actor,
    now: Timestamp,
) -> Result<(), PopulateError> {
    let mut ctx = house.begin_as_house(now).await?;
    ctx.go_on_as(&leader, now);
    let year = ctx.today().year();
    let own = |effect: &'static str| {
        let of = move |field: &str| match field {
            "effect" => effect.to_owned(),
            "low" => "1".to_owned(),
            "high" => "15".to_owned(),
            "outcome" => "Barnet bliver ikke anbragt".to_owned(),
            "source" => "Teamets skøn på temadagen".to_owned(),
            _ => String::new(),
        };
        Case::read(&of, &PriceBook::shipped(), year).ok()
    };
    let published = Start::examples().find(|it| it.id == "gladsaxe-accounts");
    let accounts = published.and_then(|it| Case::at(Start::Example(it)));
    let all = accounts.map(|case| Case {
        charge: helhed_casework::economics::case::ChargeChoice::All,
        ..case
    });
    let mut first = None;
    for (name, case) in [
        ("Vores 30 pladser", own("8")),
        ("Vores 30 pladser, forsigtigt", own("4")),
        ("Gladsaxe med alle udgifter", all),
    ] {
        let Some(case) = case else { continue };
        let own = matches!(case.start, Start::Own(_));
        let of = first.filter(|_| own).map(|id| (id, 1));
        let save = SaveScenario {
            of,
            name: line(name)?,
            case,
        };
        let id = save_scenario(&mut ctx, save)
            .await
            .map_err(refused("save_scenario"))?;
        first.get_or_insert(id);
    }
    Ok(ctx.commit().await?)
}
