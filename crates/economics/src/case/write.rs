//! A case as named fields: what a form shows and what storage keeps. Read again it is the same case.

use super::{Case, Rate, Start};

/// Every field that holds a number (of the rate: a number or a word).
const NUMBERS: [&str; 18] = [
    "places",
    "effect",
    "price",
    "years",
    "rate",
    "costed-places",
    "runs",
    "running",
    "building",
    "freed",
    "grant",
    "delay",
    "low",
    "high",
    "units",
    "municipality",
    "region",
    "state",
];

/// A number such that it is read as itself: `1.125` is how people write a thousand, `1.1250` is not.
fn plain(number: impl ToString) -> String {
    let mut text = number.to_string();
    if text
        .rsplit_once('.')
        .is_some_and(|(_, after)| after.len() == 3)
    {
        text.push('0');
    }
    text
}

impl Case {
    /// Whether a field holds a number: what looks like one in a line of text is text.
    pub fn is_number(field: &str) -> bool {
        NUMBERS.contains(&field)
    }

    /// Every field with its value, in the order of the form.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![
            ("start", self.start.code().to_owned()),
            ("places", plain(self.places)),
            ("effect", plain(self.effect)),
            ("price", plain(self.price)),
            ("years", self.years.to_string()),
            (
                "rate",
                match self.rate {
                    Rate::Official => "official".to_owned(),
                    Rate::Percent(rate) => plain(rate),
                },
            ),
            ("charge", self.charge.code().to_owned()),
        ];
        let Start::Own(facts) = &self.start else {
            return fields;
        };
        let optional = |number: Option<f64>| number.map(plain).unwrap_or_default();
        fields.extend([
            ("first-year", facts.first_year.to_string()),
            ("costed-places", plain(facts.places)),
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
            ("units", plain(facts.units)),
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
