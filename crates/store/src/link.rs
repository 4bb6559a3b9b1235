//! One way to either database: connections for reading, a transaction for writing. What differs between the two is in this file, in
//! [`crate::open`] and in [`crate::readers`], nowhere else; only backups, which take every table as it is, ask a link which of the two it is.

use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{
    AssertSqlSafe, Column, Decode, PgConnection, Postgres, Row as _, Sqlite, Transaction, TypeInfo,
    ValueRef,
};

use tracing::Instrument;

use crate::hearing::CHANNEL;
use crate::notice::NoticeText;
use crate::readers::{Reader, Readers};
use crate::{Fault, Row, StoreError, Value};

/// Where statements go.
#[derive(Debug)]
pub struct Link(pub(crate) Kind);

#[derive(Debug)]
pub(crate) enum Kind {
    LitePool(SqlitePool),
    PgPool(PgPool),
    LiteRead(LiteReading),
    PgHeld(PgHeld),
    LiteTx(Transaction<'static, Sqlite>),
    PgTx(Transaction<'static, Postgres>),
}

/// Which of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Lite,
    Pg,
}

/// A reading of a file: statement by statement, or with one connection that is taken with the first statement and kept for the next ones, in
/// a transaction: a page is of one moment, and what SQLite has read stays valid from statement to statement although others write meanwhile.
#[derive(Debug)]
pub(crate) struct LiteReading {
    readers: Readers,
    holds: bool,
    taken: Option<Reader>,
}

impl LiteReading {
    pub(crate) fn of(readers: &Readers, holds: bool) -> Self {
        Self {
            readers: readers.clone(),
            holds,
            taken: None,
        }
    }

    async fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        let taken = match self.taken.take() {
            Some(taken) => taken,
            None => self.readers.take(self.holds).await?,
        };
        self.taken.insert(taken).connection()
    }

    /// Gives the connection back where it is not held. One that failed by itself, and not by its statement, is nobody's any more: nothing else
    /// would find out that it is gone.
    fn answered<T>(&mut self, answer: &Result<T, sqlx::Error>) {
        match answer {
            Err(sqlx::Error::Database(_)) | Ok(_) if self.holds => {}
            Err(sqlx::Error::Database(_)) | Ok(_) => self.taken = None,
            Err(_) => {
                if let Some(reader) = self.taken.take() {
                    reader.lose();
                }
            }
        }
    }
}

/// The same on PostgreSQL: its connection, and the moment it reads of.
#[derive(Debug)]
pub(crate) struct PgHeld {
    pool: PgPool,
    taken: Option<Transaction<'static, Postgres>>,
}

/// Every statement of a reading sees the same moment.
const PG_READING: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

impl PgHeld {
    pub(crate) fn of(pool: &PgPool) -> Self {
        Self {
            pool: pool.clone(),
            taken: None,
        }
    }

    async fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        if self.taken.is_none() {
            self.taken = Some(self.pool.begin_with(PG_READING).await?);
        }
        self.taken.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }
}

macro_rules! bound {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for value in $args {
            query = match value {
                Value::Int(it) => query.bind(it),
                Value::Text(it) => query.bind(it),
                Value::Id(it) => query.bind(it),
                Value::Bool(it) => query.bind(it),
                Value::Bytes(it) => query.bind(it),
            };
        }
        query
    }};
}

/// A statement under way, where traces are wanted. Its text holds nothing that anybody wrote: that is in its parameters.
fn span(sql: &str) -> tracing::Span {
    tracing::debug_span!(target: "answering", "sql", otel.kind = "client", db.query.text = sql)
}

impl Link {
    /// Which database it leads to.
    pub(crate) fn dialect(&self) -> Dialect {
        match &self.0 {
            Kind::LitePool(_) | Kind::LiteRead(_) | Kind::LiteTx(_) => Dialect::Lite,
            Kind::PgPool(_) | Kind::PgHeld(_) | Kind::PgTx(_) => Dialect::Pg,
        }
    }

    /// Every row of a query. Parameters are `$1`, `$2`…; nothing a user wrote is ever part of `sql`. A `LIMIT` is a number of the
    /// code and stands in the text: SQLite plans a statement anew for each value of a parameter there.
    pub async fn rows(
        &mut self,
        sql: &str,
        args: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let args: Vec<Value> = args.into_iter().collect();
        self.fetch(sql.to_owned(), args).instrument(span(sql)).await
    }

    async fn fetch(&mut self, sql: String, args: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match &mut self.0 {
            Kind::LitePool(pool) => bound!(sql, args)
                .fetch_all(&*pool)
                .await?
                .iter()
                .map(lite_row)
                .collect(),
            Kind::LiteRead(reading) => {
                let rows = bound!(sql, args)
                    .fetch_all(reading.connection().await?)
                    .await;
                reading.answered(&rows);
                rows?.iter().map(lite_row).collect()
            }
            Kind::LiteTx(tx) => bound!(sql, args)
                .fetch_all(&mut **tx)
                .await?
                .iter()
                .map(lite_row)
                .collect(),
            Kind::PgPool(pool) => bound!(sql, args)
                .fetch_all(&*pool)
                .await?
                .iter()
                .map(pg_row)
                .collect(),
            Kind::PgHeld(held) => bound!(sql, args)
                .fetch_all(held.connection().await?)
                .await?
                .iter()
                .map(pg_row)
                .collect(),
            Kind::PgTx(tx) => bound!(sql, args)
                .fetch_all(&mut **tx)
                .await?
                .iter()
                .map(pg_row)
                .collect(),
        }
    }

    /// The first row of a query, if there is one.
    pub async fn row(
        &mut self,
        sql: &str,
        args: impl IntoIterator<Item = Value>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// Runs a statement that changes; the number of rows it touched. Only in a transaction.
    pub async fn run(
        &mut self,
        sql: &str,
        args: impl IntoIterator<Item = Value>,
    ) -> Result<u64, StoreError> {
        let args: Vec<Value> = args.into_iter().collect();
        self.execute(sql.to_owned(), args)
            .instrument(span(sql))
            .await
    }

    async fn execute(&mut self, sql: String, args: Vec<Value>) -> Result<u64, StoreError> {
        match &mut self.0 {
            Kind::LiteTx(tx) => Ok(bound!(sql, args).execute(&mut **tx).await?.rows_affected()),
            Kind::PgTx(tx) => Ok(bound!(sql, args).execute(&mut **tx).await?.rows_affected()),
            Kind::LitePool(_) | Kind::PgPool(_) | Kind::LiteRead(_) | Kind::PgHeld(_) => {
                Err(StoreError(Fault::WriteOutsideTransaction))
            }
        }
    }

    /// Lets other servers on this database hear, when the transaction lasts, that something of a family has changed.
    pub async fn tell(&mut self, notice: NoticeText) -> Result<(), StoreError> {
        if let Kind::PgTx(tx) = &mut self.0 {
            let told = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL);
            told.bind(notice.write()).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Makes a transaction's changes last. Dropping the link instead undoes them.
    pub async fn commit(self) -> Result<(), StoreError> {
        let committed = async {
            match self.0 {
                Kind::LiteTx(tx) => Ok(tx.commit().await?),
                Kind::PgTx(tx) => Ok(tx.commit().await?),
                Kind::LitePool(_) | Kind::PgPool(_) | Kind::LiteRead(_) | Kind::PgHeld(_) => Ok(()),
            }
        };
        committed.instrument(span("COMMIT")).await
    }

    /// Gives a held connection back until the next statement: whoever waits for something else keeps nobody waiting.
    pub fn rest(&mut self) {
        match &mut self.0 {
            Kind::LiteRead(reading) => reading.taken = None,
            Kind::PgHeld(held) => held.taken = None,
            Kind::LitePool(_) | Kind::PgPool(_) | Kind::LiteTx(_) | Kind::PgTx(_) => {}
        }
    }
}

fn lite_row(row: &SqliteRow) -> Result<Row, StoreError> {
    let cells = row.columns().iter().map(|column| {
        let at = column.ordinal();
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            return Ok(Value::Text(None));
        }
        let kind = raw.type_info();
        let read = match kind.name() {
            "INTEGER" | "BOOLEAN" | "INT4" | "BIGINT" => {
                Decode::<Sqlite>::decode(raw).map(Value::Int)
            }
            "TEXT" => Decode::<Sqlite>::decode(raw).map(Value::Text),
            "BLOB" => Decode::<Sqlite>::decode(raw).map(Value::Bytes),
            _ => return Err(StoreError(Fault::Column(at))),
        };
        read.map_err(|_| StoreError(Fault::Column(at)))
    });
    cells.collect::<Result<_, StoreError>>().map(Row::new)
}

fn pg_row(row: &PgRow) -> Result<Row, StoreError> {
    let cells = row.columns().iter().map(|column| {
        let at = column.ordinal();
        Ok(match column.type_info().name() {
            "INT8" => Value::Int(row.try_get(at)?),
            "INT4" => Value::Int(row.try_get::<Option<i32>, _>(at)?.map(i64::from)),
            "TEXT" | "VARCHAR" => Value::Text(row.try_get(at)?),
            "UUID" => Value::Id(row.try_get(at)?),
            "BOOL" => Value::Bool(row.try_get(at)?),
            "BYTEA" => Value::Bytes(row.try_get(at)?),
            _ => return Err(StoreError(Fault::Column(at))),
        })
    });
    cells.collect::<Result<_, StoreError>>().map(Row::new)
}

/// The values of a statement, in order: `args![family, name.as_str()]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}
