//! Reading a case from named fields, as a form or storage has them. All faults are told at once.

use super::{Case, ChargeChoice, OwnFacts, Rate, Start, limits};
use crate::model::Evidence;
use crate::price_book::PriceBook;
use rust_decimal::Decimal;
use std::cell::RefCell;

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not a number.
    NotANumber,
    /// It lies outside what can be meant.
    OutOfRange,
    /// It is none of the choices.
    NoSuchChoice,
    /// Low, the share itself and high are not in this order, or one end is missing.
    OutOfOrder,
    /// It is longer than a line.
    TooLong,
}

/// One fault, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFault {
    /// The field.
    pub field: &'static str,
    /// What is wrong.
    pub fault: Fault,
}

/// The most characters of a text field.
const LONGEST: usize = 300;

struct Fields<'a> {
    of: &'a dyn Fn(&str) -> String,
    faults: RefCell<Vec<CaseFault>>,
}

impl Case {
    /// Reads a case; an empty field stands where the starting point has it. `year` is the current
    /// year, for a case that has not said when it starts.
    ///
    /// # Errors
    /// Every fault, in the order of the form.
    pub fn read(
        of: &dyn Fn(&str) -> String,
        prices: &PriceBook,
        year: i16,
    ) -> Result<Self, Vec<CaseFault>> {
        let fields = Fields {
            of,
            faults: RefCell::default(),
        };
        let word = fields.text("start");
        let start = match word.as_str() {
            "" | Start::OWN => Some(Start::Own(Box::new(fields.own(prices, year)))),
            id => {
                let example = Start::examples().find(|example| example.id == id);
                if example.is_none() {
                    fields.fault("start", Fault::NoSuchChoice);
                }
                example.map(Start::Example)
            }
        };
        let Some(mut case) = start.and_then(Self::at) else {
            return Err(fields.faults.into_inner());
        };
        fields.levers(&mut case);
        let faults = fields.faults.into_inner();
        if faults.is_empty() {
            Ok(case)
        } else {
            Err(faults)
        }
    }
}

impl Fields<'_> {
    fn text(&self, field: &str) -> String {
        (self.of)(field).trim().to_owned()
    }

    /// Notes a fault, once: the effect of one's own numbers is read as theirs and as the lever.
    fn fault(&self, field: &'static str, fault: Fault) {
        let mut faults = self.faults.borrow_mut();
        let fault = CaseFault { field, fault };
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }

    fn levers(&self, case: &mut Case) {
        case.places = self.number("places", limits::PLACES, case.places);
        let effect = if case.has_one_effect() {
            limits::EFFECT
        } else {
            limits::FACTOR
        };
        case.effect = self.number("effect", effect, case.effect);
        case.price = self.number("price", limits::PRICE, case.price);
        case.years = self.whole("years", limits::YEARS, case.years);
        case.rate = match self.text("rate").as_str() {
            "" => case.rate,
            "official" => Rate::Official,
            _ => Rate::Percent(self.number("rate", limits::RATE, 0.0)),
        };
        let charge = self.text("charge");
        match ChargeChoice::ALL.into_iter().find(|it| it.code() == charge) {
            Some(choice) => case.charge = choice,
            None if charge.is_empty() => {}
            None => self.fault("charge", Fault::NoSuchChoice),
        }
        if let Start::Own(facts) = &mut case.start {
            // Of one's own numbers the levers are the numbers: the costs stand for the places told.
            facts.effect = case.effect;
            facts.lasts = case.years;
        }
    }

    fn own(&self, prices: &PriceBook, year: i16) -> OwnFacts {
        let first_year = self.year("first-year", year);
        let mut facts = OwnFacts::to_begin_with(first_year, self.price(prices, first_year));
        facts.places = self.number("costed-places", limits::PLACES, facts.places);
        facts.runs = self.whole("runs", limits::YEARS, facts.runs);
        facts.running = self.amount("running", facts.running);
        facts.building = self.amount("building", facts.building);
        facts.freed = self.amount("freed", facts.freed);
        facts.grant = self.amount("grant", facts.grant);
        facts.outcome = self.line("outcome");
        facts.delay = self.whole("delay", (0.0, 10.0), facts.delay);
        facts.effect = self.number("effect", limits::EFFECT, facts.effect);
        facts.lasts = self.whole("years", limits::YEARS, facts.lasts);
        self.interval(&mut facts);
        let evidence = self.text("evidence");
        match Evidence::ALL.into_iter().find(|it| it.as_str() == evidence) {
            Some(it) => facts.evidence = it,
            None if evidence.is_empty() => {}
            None => self.fault("evidence", Fault::NoSuchChoice),
        }
        facts.source = self.line("source");
        facts.units = self.number("units", (-1_000.0, 1_000.0), facts.units);
        facts
    }

    /// The effect's low and high end: both or none, and the share between them. Without a word of
    /// either in a case that is new, those to begin with.
    fn interval(&self, facts: &mut OwnFacts) {
        let end = |field| match self.text(field).as_str() {
            "" => None,
            _ => Some(self.number(field, limits::EFFECT, 0.0)),
        };
        let is_new = self.text("effect").is_empty();
        let (low, high) = match (end("low"), end("high")) {
            (None, None) if is_new => (facts.low, facts.high),
            ends => ends,
        };
        let in_order = match (low, high) {
            (Some(low), Some(high)) => low <= facts.effect && facts.effect <= high,
            (None, None) => true,
            _ => false,
        };
        if !in_order {
            self.fault("low", Fault::OutOfOrder);
        }
        (facts.low, facts.high) = (low, high);
    }

    fn price(&self, prices: &PriceBook, year: i16) -> crate::model::PriceRow {
        let id = self.text("price-id");
        let mean = "placement_year";
        let id = if id.is_empty() { mean } else { &id };
        if id == "own" {
            let none = Decimal::ZERO;
            let per_payer =
                ["municipality", "region", "state"].map(|field| self.amount(field, none));
            let mut row = OwnFacts::own_price(&self.line("unit"), per_payer, year);
            row.source = self.line("price-source");
            return row;
        }
        prices.in_year(id, year).cloned().unwrap_or_else(|| {
            self.fault("price-id", Fault::NoSuchChoice);
            OwnFacts::own_price("", [Decimal::ZERO; 3], year)
        })
    }

    fn line(&self, field: &'static str) -> String {
        let text = self.text(field);
        if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            self.fault(field, Fault::TooLong);
        }
        text
    }

    /// As people write it: 1.234.567,50 and 1234567.50, with or without blanks.
    fn plain(&self, field: &str) -> String {
        let text: String = self
            .text(field)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let points = text.matches('.').count();
        let grouped =
            points > 1 || (points == 1 && text.rsplit('.').next().map(str::len) == Some(3));
        match (text.contains(','), grouped) {
            (true, _) => text.replace('.', "").replace(',', "."),
            (false, true) => text.replace('.', ""),
            (false, false) => text,
        }
    }

    fn number(&self, field: &'static str, (least, most): (f64, f64), before: f64) -> f64 {
        let text = self.plain(field);
        if text.is_empty() {
            return before;
        }
        match crate::read::sheet::number(&text) {
            Some(number) if (least..=most).contains(&number) => return number,
            Some(_) => self.fault(field, Fault::OutOfRange),
            None => self.fault(field, Fault::NotANumber),
        }
        before
    }

    fn whole(&self, field: &'static str, range: (f64, f64), before: u16) -> u16 {
        let number = self.number(field, range, f64::from(before));
        if number.fract() != 0.0 {
            self.fault(field, Fault::NotANumber);
        }
        // Within `range`, which ends far below the type's.
        number as u16
    }

    fn year(&self, field: &'static str, before: i16) -> i16 {
        let text = self.text(field);
        if text.is_empty() {
            return before;
        }
        let year = text
            .parse::<i16>()
            .ok()
            .filter(|year| (2000..=2100).contains(year));
        year.unwrap_or_else(|| {
            self.fault(field, Fault::OutOfRange);
            before
        })
    }

    /// DKK, at most a thousand million.
    fn amount(&self, field: &'static str, before: Decimal) -> Decimal {
        let text = self.plain(field);
        if text.is_empty() {
            return before;
        }
        match text.parse::<Decimal>() {
            Ok(amount) if amount.abs() <= Decimal::from(1_000_000_000) => {
                return amount.round_dp(2);
            }
            Ok(_) => self.fault(field, Fault::OutOfRange),
            Err(_) => self.fault(field, Fault::NotANumber),
        }
        before
    }
}
