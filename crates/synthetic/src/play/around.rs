//! Who is around the family.

use helhed_casework::Ctx;
use helhed_casework::around::{AddInvolvement, EndInvolvement, add_involvement, end_involvement};
use helhed_casework::domain::involvement::{InvolvementFacts, Workplace};

use super::codes::legal_basis;
use super::refuse::{PopulateError, line, name, refused};
use super::scene::Scene;

impl Scene<'_> {
    pub(super) async fn add_around(
        &mut self,
        ctx: &mut Ctx,
        i: usize,
    ) -> Result<(), PopulateError> {
        let told = &self.story.around[i];
        let optional = |text: Option<&str>| text.map(line).transpose();
        let unit = self.cast.units.get(&told.unit);
        let basis = told.legal_basis.map_or(&[][..], legal_basis);
        let in_force = |code: &&&str| ctx.lists().holds("legal_basis", code, told.since);
        let command = AddInvolvement {
            family: self.family()?,
            facts: InvolvementFacts {
                concerns: told.person.map(|who| self.person_of(who)).transpose()?,
                professional: name(&told.name)?,
                title: Some(line(told.title)?),
                workplace: unit.map_or(Workplace::Unknown, |unit| Workplace::Unit(*unit)),
                case: optional(told.open_case)?,
                plan: optional(told.plan)?,
                legal_basis: basis.iter().find(in_force).map(|code| (*code).to_owned()),
                since: told.since,
                until: told.ended.filter(|day| *day <= ctx.today()),
            },
        };
        let added = add_involvement(ctx, command).await;
        self.around[i] = Some(added.map_err(refused("add_involvement"))?);
        Ok(())
    }

    pub(super) async fn end_around(
        &mut self,
        ctx: &mut Ctx,
        i: usize,
    ) -> Result<(), PopulateError> {
        let told = &self.story.around[i];
        let command = EndInvolvement {
            family: self.family()?,
            involvement: self.around[i].ok_or(PopulateError::TooEarly("end_involvement"))?,
            version: 1,
            until: told.ended.unwrap_or_else(|| ctx.today()),
        };
        end_involvement(ctx, command)
            .await
            .map_err(refused("end_involvement"))
    }
}
