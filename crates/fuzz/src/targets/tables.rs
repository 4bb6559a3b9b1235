//! Tables that municipalities and other systems bring: ratings, prices, what a programme cost, models.

use std::path::Path;

use helhed_economics::{ModelText, PriceBook, ProgrammeCosts, as_csv};
use helhed_fit::{Bundle, NormSet, Profile, Wordings, foreign_files, read_foreign};
use jiff::civil::date;

use super::{of_bytes, of_text};
use crate::Target;

const EPISODES: &str = "episode_id,family_id,client_id,birth_date,opened,closed,outcome\n\
    e1,f1,p1,1990-02-28,2026-01-05,2026-06-01,planned\n";
const RATINGS: &str = "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4\n\
    e1,p1,self,p1,ors,2026-01-05,5.0,4.5,6.1,7.0\n";
const PROFILE: &str = "decimal = \",\"\ndate = \"%d-%m-%Y\"\n[column]\nclient = \"Client\"\nbirth_date = \"Born\"\nrater = \"Who\"\ninstrument = \"Form\"\ndate = \"Date\"\ntotal = \"Sum\"\n\
    [value.rater]\n\"Client\" = \"self\"\n[value.instrument]\n\"ORS\" = \"ors\"\n";
const FOREIGN: &str = "Client;Born;Who;Form;Date;Sum\nA1;28-02-1990;Client;ORS;24-11-2026;22,6\n";
const COSTS: &str = "year,item,amount_dkk\n2020,operation,1200000\n";

pub(super) fn targets() -> Vec<Target> {
    let economics = Path::new(env!("CARGO_MANIFEST_DIR")).join("../economics");
    let shipped = |name: &str| std::fs::read(economics.join(name)).expect("it is shipped");
    let norms = include_str!("../../../fit/norms/illustrative.toml");
    let model: Vec<Vec<u8>> = ModelText::FILES
        .iter()
        .map(|name| shipped(&format!("models/worked-example/{name}")))
        .collect();
    let sound = model.clone();
    vec![
        of_text("episodes", &[EPISODES], |text| {
            Bundle::read(text.as_bytes(), RATINGS.as_bytes(), date(2026, 12, 31)).is_ok()
        }),
        of_bytes("ratings", &[RATINGS.as_bytes()], |bytes| {
            Bundle::read(EPISODES.as_bytes(), bytes, date(2026, 12, 31)).is_ok()
        }),
        of_text("rating profile", &[PROFILE], |text| {
            Profile::parse(text).is_ok()
        }),
        of_bytes(
            "ratings of another system",
            &[FOREIGN.as_bytes()],
            |bytes| {
                let profile = Profile::parse(PROFILE).expect("sound");
                read_foreign(bytes, &profile).is_ok_and(|ratings| foreign_files(&ratings).is_ok())
            },
        ),
        of_text("norms", &[norms], |text| NormSet::parse(text).is_ok()),
        of_text(
            "wording",
            &[
                "licence_holder = \"Prøvekøbing\"\n[[form]]\nlanguage = \"da\"\ninstrument = \"ors\"\naudience = \"adult\"\ntitle = \"Skema\"\nitems = [\"a\", \"b\", \"c\", \"d\"]\n",
            ],
            |text| Wordings::parse(text).is_ok(),
        ),
        of_bytes("price book", &[&shipped("data/price_book.csv")], |bytes| {
            PriceBook::read(&String::from_utf8_lossy(bytes)).is_ok()
        }),
        of_bytes(
            "price book as a workbook",
            &[
                &shipped("data/test/price_book.xlsx"),
                &shipped("data/test/price_book.ods"),
            ],
            |bytes| as_csv(bytes, "price_id").is_ok(),
        ),
        of_text("programme costs", &[COSTS], |text| {
            ProgrammeCosts::read(text).is_ok()
        }),
        Target {
            name: "economic model".to_owned(),
            sound,
            read: Box::new(move |at, input| {
                let text = |number: usize| {
                    let bytes = if number == at { input } else { &model[number] };
                    String::from_utf8_lossy(bytes).into_owned()
                };
                let [model, costs, price_book, effects, consequences] = [0, 1, 2, 3, 4].map(text);
                let read = ModelText {
                    model: &model,
                    costs: &costs,
                    price_book: &price_book,
                    effects: &effects,
                    consequences: &consequences,
                };
                read.read().is_ok()
            }),
        },
    ]
}
