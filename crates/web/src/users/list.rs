//! Who may sign in?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::account::{UserFilter, UsersPage, users_page};
use helhed_casework::domain::account::Role;

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "users/users.html")]
struct UsersTemplate {
    frame: Frame,
    filter: UserFilter,
    users: Visible<UsersPage>,
    /// The pages before and after, as query strings.
    previous: Option<String>,
    next: Option<String>,
}

impl UsersTemplate {
    fn is_role(&self, role: &Role) -> bool {
        self.filter.role == Some(*role)
    }
}

/// The list.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let query = Query::of(&uri);
    let filter = UserFilter {
        text: query.text("q").to_owned(),
        role: Role::from_code(query.text("role")),
        disabled: query.text("state") == "disabled",
        turn: usize::try_from(query.number("page", 1) - 1).unwrap_or(0),
    };
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let users = users_page(&mut reading, &filter).await?;
    let turn = query.number("page", 1);
    show(&UsersTemplate {
        frame: Frame::new(&app, &viewer, &uri, viewer.words.t("users-title")),
        previous: (turn > 1).then(|| query.set("page", turn - 1)),
        next: users.more.then(|| query.set("page", turn + 1)),
        filter,
        users,
    })
}
