//! Which families the words of a search find.

use helhed_access::{Reach, Scope};
use helhed_domain::cpr::CprNumber;
use helhed_domain::ids::FamilyId;

use uuid::Uuid;

use crate::secret::Keys;
use crate::{Link, Row, StoreError, Value, args, person, tie};

/// The most words that narrow a search; who types more has found it already.
pub const MOST_WORDS: usize = 6;

/// How far a word's families are counted: a word with more is simply common.
const COMMON: i64 = 1_000;

/// How many rows of the index are read at once: a family stands there once for each of its words that fit, mostly one.
const ROWS: usize = 16;

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
    // Over everything the index on words leads and is left as soon as there is enough; in a scope of few families these lead.
    let from = match scope.reach() {
        Reach::Nothing => return Ok((Vec::new(), false)),
        Reach::All(..) => "search_word w",
        _ => "family f JOIN search_word w ON w.family_id = f.id",
    };
    let over_all = matches!(scope.reach(), Reach::All(..));
    if over_all && words.len() > 1 {
        rarest_first(link, &mut words).await?;
    }
    let Some((lead, others)) = words.split_first() else {
        return Ok((Vec::new(), false));
    };
    let scoped_at = 2 * words.len() + 2;
    let named = |word: &str| match scope.reach() {
        // Nothing is asked of the person, so that the index answers by itself.
        Reach::All(..) | Reach::Assigned(..) => "1 = 1".to_owned(),
        _ => {
            let person = format!("{word}.person_id");
            let may_name = tie::may_name(scope, &person, scoped_at);
            format!("({person} IS NULL OR {may_name})")
        }
    };
    let mut after = (lead.to_string(), FamilyId::from(Uuid::nil()));
    let mut rest: Vec<Value> = args![end_of(&after.0)].into();
    let mut sql = format!(
        "SELECT DISTINCT w.word, w.family_id FROM {from}
         WHERE (w.word, w.family_id) > ($1, $2) AND w.word < $3 AND {}",
        named("w")
    );
    for word in others {
        let at = rest.len() + 3;
        rest.extend(args![*word, end_of(word)]);
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM search_word x WHERE x.family_id = w.family_id AND {}
               AND x.word >= ${at} AND x.word < ${})",
            named("x"),
            at + 1
        ));
    }
    let (mut condition, value) = tie::condition(scope, scoped_at);
    if over_all {
        // No family is joined there.
        condition = condition.replace("f.id", "w.family_id");
    }
    rest.extend(value);
    sql.push_str(&format!(
        " AND {condition} ORDER BY w.word, w.family_id LIMIT {ROWS}"
    ));
    let mut found: Vec<FamilyId> = Vec::new();
    // As a rule once: on from the last row while families with many words that fit fill the rows.
    loop {
        let values = args![after.0.as_str(), after.1]
            .into_iter()
            .chain(rest.iter().cloned());
        let rows = link.rows(&sql, values).await?;
        let read = rows.len();
        for mut row in rows {
            after = (row.next()?, row.next()?);
            if !found.contains(&after.1) {
                found.push(after.1);
            }
        }
        if read < ROWS || found.len() > most {
            break;
        }
    }
    let more = found.len() > most;
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
