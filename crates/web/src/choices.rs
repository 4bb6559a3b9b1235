//! The municipality's lists and the domain's kinds as choices of a form, in the reader's language.

use jiff::civil::Date;

use helhed_casework::domain::account::Language;
use helhed_casework::domain::code::Code;
use helhed_casework::team::Colleague;

use crate::app::App;
use crate::words::Words;

impl Words {
    /// The words of a list's entry.
    pub(crate) fn code(self, code: &Code) -> String {
        match self.0 {
            Language::Danish => code.da.clone(),
            Language::English => code.en.clone(),
        }
    }

    /// The words of a code that stands in a list, or stood in it once; the code itself where nobody knows it any more.
    pub(crate) fn listed(self, app: &App, list: &str, code: &str) -> String {
        let found = app.casework.lists().find(list, code);
        found.map_or_else(|| code.to_owned(), |code| self.code(code))
    }
}

/// What may be chosen from a list on a day.
pub(crate) fn from_list(app: &App, w: Words, list: &str, day: Date) -> Vec<(String, String)> {
    let choices = app.casework.lists().choices(list, day);
    choices.map(|it| (it.code.clone(), w.code(it))).collect()
}

/// The same with nothing chosen first.
pub(crate) fn with_none(w: Words, choices: Vec<(String, String)>) -> Vec<(String, String)> {
    let none = (String::new(), w.t("choose"));
    std::iter::once(none).chain(choices).collect()
}

/// Coordinators with how many places each has left.
pub(crate) fn coordinators<'a>(
    w: Words,
    all: impl IntoIterator<Item = &'a Colleague>,
) -> Vec<(String, String)> {
    let choice = |it: &Colleague| {
        let places = w.n("places-free", it.capacity.free());
        let text = w.args(
            "coordinator-with-room",
            &[("name", it.name.as_str()), ("places", &places)],
        );
        (it.account.to_string(), text)
    };
    all.into_iter().map(choice).collect()
}
