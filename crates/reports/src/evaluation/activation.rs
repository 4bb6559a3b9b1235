//! Activation before and after the start.

use super::human::Pen;
use super::livelihood::{changes, periods_chart, periods_result};
use super::view::View;
use super::{figure, says, section as section_of};
use crate::document::Section;

pub(super) fn section(pen: &Pen, view: &View<'_>) -> Option<Section> {
    const KINDS: [&str; 4] = ["any", "company_based", "guidance_upskilling", "mentor"];
    let seen = view.table("activation_rate")?;
    let chart = periods_chart(
        pen,
        seen,
        "kind",
        &KINDS,
        "activation",
        pen.t("axis-public-months"),
    );
    let table = periods_result(pen, "activation_rate", seen, "kind", &KINDS, "activation");
    let text = changes(pen, seen, "kind", &KINDS, "activation");
    let mut blocks = vec![figure(
        pen,
        "activation_rate",
        chart.draw(pen.numbers),
        table,
        text.clone(),
    )];
    blocks.extend(says(pen, text, "says-not-activation"));
    Some(section_of(pen, "activation", blocks))
}
