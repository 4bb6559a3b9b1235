//! The method: its core elements and the tool catalogue.

use askama::Template;

use helhed_casework::domain::account::Language;
use helhed_casework::domain::method::{CoreElement, ElementWords, Method, MethodTool, ToolWords};

use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;

#[derive(Template)]
#[template(path = "method/method.html")]
struct MethodView {
    frame: Frame,
    language: Language,
    method: Method,
}

impl MethodView {
    fn said(&self, element: &&'static CoreElement) -> &'static ElementWords {
        let element: &'static CoreElement = element;
        element.words(self.language)
    }

    fn tool(&self, tool: &&'static MethodTool) -> &'static ToolWords {
        let tool: &'static MethodTool = tool;
        tool.words(self.language)
    }

    /// The names of the tools of an element.
    fn tools_of(&self, element: &str) -> String {
        let tools = self.method.tools_of(element);
        let names: Vec<&str> = tools
            .map(|it| it.words(self.language).name.as_str())
            .collect();
        names.join(" · ")
    }

    /// The names of the elements that a tool serves.
    fn serves(&self, tool: &&'static MethodTool) -> String {
        let elements = self.method.elements.iter();
        let serves = elements.filter(|it| tool.elements.contains(&it.code));
        let names: Vec<&str> = serves.map(|it| self.said(it).name.as_str()).collect();
        names.join(" · ")
    }
}

/// The page.
pub(super) async fn page(place: Place) -> PageResult {
    let w = place.w();
    show(&MethodView {
        frame: Frame::new(&place.app, &place.viewer, &place.uri, w.t("method-title")),
        language: w.0,
        method: Method::on(place.today()),
    })
}
