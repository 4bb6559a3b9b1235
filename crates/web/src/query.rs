//! What stands behind the question mark of an address.

use axum::http::Uri;

/// The most pages that are turned.
const LAST_PAGE: i64 = 10_000;

/// The query of an address, read as far as it can be.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads it.
    pub(crate) fn of(uri: &Uri) -> Self {
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        Self(pairs.take(50).map(|(n, v)| (n.into(), v.into())).collect())
    }

    /// What a name holds; nothing where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Everything that fields of a name hold.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let held = self.0.iter().filter(move |(known, _)| known == name);
        held.map(|(_, value)| value.as_str())
    }

    /// The number that a name holds, from `least` up; `least` where there is none.
    pub(crate) fn number(&self, name: &str, least: i64) -> i64 {
        let number: Option<i64> = self.text(name).parse().ok();
        number.unwrap_or(least).clamp(least, LAST_PAGE)
    }

    /// The same query without one name.
    pub(crate) fn without(&self, name: &str) -> String {
        self.kept(name).finish()
    }

    /// The same query with another value of one name, `?…`: what was told of the page before is left out.
    pub(crate) fn set(&self, name: &str, value: impl std::fmt::Display) -> String {
        let mut query = self.kept(name);
        query.append_pair(name, &value.to_string());
        query.finish()
    }

    /// The same query with other values of several names; an empty one is left out.
    pub(crate) fn set_all(&self, values: &[(&str, String)]) -> String {
        let mut query = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
        let others = self.0.iter().filter(|(known, value)| {
            known != "done" && !value.is_empty() && values.iter().all(|(name, _)| name != known)
        });
        query.extend_pairs(others);
        query.extend_pairs(values.iter().filter(|(_, value)| !value.is_empty()));
        query.finish()
    }

    fn kept(&self, name: &str) -> form_urlencoded::Serializer<'static, String> {
        let mut query = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
        let kept = self.0.iter().filter(|(known, value)| {
            known != name && known != "done" && known != "part" && !value.is_empty()
        });
        query.extend_pairs(kept);
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_and_written_again() {
        let uri: Uri = "/users?q=%C3%A6+%26&page=-3&role=&done=x&page2=9"
            .parse()
            .expect("an address");
        let query = Query::of(&uri);
        assert_eq!((query.text("q"), query.number("page", 1)), ("æ &", 1));
        assert_eq!(query.set("page", 2), "?q=%C3%A6+%26&page2=9&page=2");
        let several = query.set_all(&[("page2", String::new()), ("role", "x".to_owned())]);
        assert_eq!(several, "?q=%C3%A6+%26&page=-3&role=x");
        let forged: Uri = "/users?page=99999999999999999999"
            .parse()
            .expect("an address");
        assert_eq!(Query::of(&forged).number("page", 1), 1);
    }
}
