//! Which families the words of a search find.

use helhed_access::{Reach, Scope};
use helhed_domain::cpr::CprNumber;
use helhed_domain::ids::FamilyId;

use crate::secret::Keys;
use crate::{Link, Row, StoreError, Value, args, person, tie};

/// The most words that narrow a search; who types more has found it already.
pub const MOST_WORDS: usize = 6;

/// How far a word's families are counted: a word with more is simply common.
const COMMON: i64 = 1_000;

/// How many index rows are read for a page of results: a family stands there once for each of its words that fit.
const ROWS: i64 = 96;

/// The words that begin with `word` lie from it to this, letter by letter of their UTF-8.
fn end_of(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}

/// The families in the scope of which each word begins some word, those where a whole word fits first, at most `most`;
/// and whether there are more.
pub async fn families(
    link: &mut Link,
    scope: &Scope,
    words: &[String],
    most: usize,
) -> Result<(Vec<FamilyId>, bool), StoreError> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.truncate(MOST_WORDS);
    if words.is_empty() || scope.reach() == Reach::Nothing {
        return Ok((Vec::new(), false));
    }
    let everywhere = scope.reach() == Reach::All;
    if everywhere && words.len() > 1 {
        rarest_first(link, &mut words).await?;
    }
    let mut values: Vec<Value> = Vec::new();
    for word in &words {
        values.extend(args![*word, end_of(word)]);
    }
    let scoped_at = values.len() + 1;
    let named = |word: &str| {
        let person = format!("{word}.person_id");
        let may_name = tie::may_name(scope, &person, scoped_at);
        format!("({person} IS NULL OR {may_name})")
    };
    // Over everything the index on words leads and is left as soon as there is enough; in a scope of few families these lead, and
    // the index on words would only be in the way: COALESCE hides it from both databases.
    let mut sql = if everywhere {
        String::from(
            "SELECT DISTINCT w.word, w.family_id FROM search_word w WHERE w.word >= $1 AND w.word < $2",
        )
    } else {
        let (condition, value) = tie::condition(scope, scoped_at);
        values.extend(value);
        format!(
            "SELECT DISTINCT w.word, w.family_id FROM family f JOIN search_word w ON w.family_id = f.id
             WHERE {condition} AND {} AND COALESCE(w.word, '') >= $1 AND COALESCE(w.word, '') < $2",
            named("w")
        )
    };
    for at in 1..words.len() {
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM search_word x WHERE x.family_id = w.family_id
               AND {} AND COALESCE(x.word, '') >= ${} AND COALESCE(x.word, '') < ${})",
            named("x"),
            2 * at + 1,
            2 * at + 2
        ));
    }
    sql.push_str(&format!(" ORDER BY w.word, w.family_id LIMIT {ROWS}"));
    let rows = link.rows(&sql, values).await?;
    let cut = rows.len() as i64 == ROWS;
    let mut found = Vec::new();
    for mut row in rows {
        let _word: String = row.next()?;
        let family: FamilyId = row.next()?;
        if !found.contains(&family) {
            found.push(family);
        }
    }
    let more = cut || found.len() > most;
    found.truncate(most);
    Ok((found, more))
}

/// Puts the word with the fewest families first: it leads, the others are looked up for its families only.
async fn rarest_first(link: &mut Link, words: &mut Vec<&str>) -> Result<(), StoreError> {
    let count = |at: usize| {
        format!(
            "(SELECT COUNT(*) FROM (SELECT 1 FROM search_word WHERE word >= ${} AND word < ${} LIMIT {COMMON}) c{at})",
            2 * at + 1,
            2 * at + 2
        )
    };
    let counts: Vec<String> = (0..words.len()).map(count).collect();
    let values: Vec<Value> = words
        .iter()
        .flat_map(|word| args![*word, end_of(word)])
        .collect();
    let Some(mut row) = link
        .row(&format!("SELECT {}", counts.join(", ")), values)
        .await?
    else {
        return Ok(());
    };
    let mut counted = Vec::new();
    for word in words.iter() {
        counted.push((row.next::<i64>()?, *word));
    }
    // Among common ones the longer word is likely the rarer.
    counted.sort_by_key(|(count, word)| (*count, std::cmp::Reverse(word.len())));
    *words = counted.into_iter().map(|(_, word)| word).collect();
    Ok(())
}

/// The families in the scope that somebody with this CPR number belongs to now, found by its keyed hash.
pub async fn families_of_cpr(
    link: &mut Link,
    keys: &Keys,
    scope: &Scope,
    cpr: &CprNumber,
) -> Result<Vec<FamilyId>, StoreError> {
    let Some(person) = person::id_of_cpr(link, keys, cpr).await? else {
        return Ok(Vec::new());
    };
    let (condition, value) = tie::condition(scope, 2);
    let sql = format!(
        "SELECT DISTINCT m.family_id FROM membership m JOIN family f ON f.id = m.family_id
         WHERE m.person_id = $1 AND m.to_on IS NULL AND {condition} AND {} ORDER BY m.family_id LIMIT 20",
        tie::may_name(scope, "m.person_id", 2)
    );
    let values = args![person].into_iter().chain(value);
    let rows = link.rows(&sql, values).await?;
    rows.into_iter().map(|mut row: Row| row.next()).collect()
}
