//! A case as named fields: what a form shows and what storage keeps. Read again it is the same case.

use super::{Case, Rate, Start};

impl Case {
    /// Every field with its value, in the order of the form.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![
            ("start", self.start.code().to_owned()),
            ("places", self.places.to_string()),
            ("effect", self.effect.to_string()),
            ("price", self.price.to_string()),
            ("years", self.years.to_string()),
            (
                "rate",
                match self.rate {
                    Rate::Official => "official".to_owned(),
                    Rate::Percent(rate) => rate.to_string(),
                },
            ),
            ("charge", self.charge.code().to_owned()),
        ];
        let Start::Own(facts) = &self.start else {
            return fields;
        };
        let optional = |number: Option<f64>| number.map(|it| it.to_string()).unwrap_or_default();
        fields.extend([
            ("first-year", facts.first_year.to_string()),
            ("costed-places", facts.places.to_string()),
            ("runs", facts.runs.to_string()),
            ("running", facts.running.normalize().to_string()),
            ("building", facts.building.normalize().to_string()),
            ("freed", facts.freed.normalize().to_string()),
            ("grant", facts.grant.normalize().to_string()),
            ("outcome", facts.outcome.clone()),
            ("delay", facts.delay.to_string()),
            ("low", optional(facts.low)),
            ("high", optional(facts.high)),
            ("evidence", facts.evidence.as_str().to_owned()),
            ("source", facts.source.clone()),
            ("units", facts.units.to_string()),
            ("price-id", facts.price.price_id.clone()),
        ]);
        if facts.price.price_id == "own" {
            let [municipality, region, state] =
                facts.price.per_payer.map(|dkk| dkk.normalize().to_string());
            fields.extend([
                ("unit", facts.price.unit.clone()),
                ("municipality", municipality),
                ("region", region),
                ("state", state),
                ("price-source", facts.price.source.clone()),
            ]);
        }
        fields
    }
}
