//! All that stands in a database, as text: to see that something is there as often as it should be, and nowhere half.

use helhed_casework::storage::{Address, Store};

/// Rows that say how something came in, not what is known: they hold what was sent, or who.
const ABOUT: [&str; 4] = ["submission", "draft", "session", "sign_in_attempt"];

/// Every row of every table of casework, as text.
pub(crate) async fn rows(address: &Address) -> Vec<String> {
    let store = Store::open(address).await.expect("the database opens");
    let mut link = store.read();
    let list = match address {
        Address::Postgres(_) => {
            "SELECT CAST(table_name AS TEXT), CAST('CAST(t.* AS TEXT)' AS TEXT) FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        }
        _ => {
            "SELECT m.name, group_concat('quote(t.\"' || c.name || '\")', ' || '' '' || ')
             FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' GROUP BY m.name"
        }
    };
    let mut all = Vec::new();
    for mut row in link.rows(list, []).await.expect("read") {
        let table: String = row.next().expect("a name");
        let text: String = row.next().expect("an expression");
        if ABOUT.contains(&table.as_str()) || table.starts_with('_') {
            continue;
        }
        let sql = format!("SELECT {text} FROM {table} t");
        for mut row in link.rows(&sql, []).await.expect("read") {
            all.push(format!("{table} {}", row.next::<String>().expect("text")));
        }
    }
    store.close().await;
    all
}
