//! Parquet row groups as rows of values.

use std::fs::File;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};

use super::fault::Problem;
use super::value::{Row, Value};

/// Rows decoded at a time.
const BATCH: usize = 16_384;

/// An opened Parquet file: its columns and where its row groups start.
pub(crate) struct ParquetFile {
    metadata: ArrowReaderMetadata,
    /// Top-level column names in file order.
    pub(crate) names: Vec<String>,
    /// Row number of the first row of each row group, from 1.
    pub(crate) first_rows: Vec<u64>,
    /// How many rows there are.
    pub(crate) rows: usize,
}

impl ParquetFile {
    pub(crate) fn open(file: &File) -> Result<ParquetFile, Problem> {
        // The writer's own type hints are skipped: the plain types are few and say enough.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = ArrowReaderMetadata::load(file, options).map_err(|_| Problem::Parquet)?;
        let names = metadata
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        let mut next = 1;
        let mut first_rows = Vec::new();
        for group in metadata.metadata().row_groups() {
            first_rows.push(next);
            next += u64::try_from(group.num_rows()).map_err(|_| Problem::Parquet)?;
        }
        Ok(ParquetFile {
            metadata,
            names,
            first_rows,
            rows: usize::try_from(next - 1).map_err(|_| Problem::Parquet)?,
        })
    }

    /// Calls `each` with every row of a row group and its number. `slots` says which wanted column each file column fills.
    pub(crate) fn each_row(
        &self,
        file: File,
        group: usize,
        slots: &[Option<usize>],
        wanted: usize,
        mut each: impl FnMut(u64, &ParquetRow<'_>),
    ) -> Result<(), Problem> {
        let roots = slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.is_some())
            .map(|(at, _)| at);
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
        let reader = builder
            .with_projection(mask)
            .with_row_groups(vec![group])
            .with_batch_size(BATCH)
            .build()
            .map_err(|_| Problem::Parquet)?;
        let order: Vec<usize> = slots.iter().flatten().copied().collect();
        let mut number = self.first_rows[group];
        for batch in reader {
            let batch: RecordBatch = batch.map_err(|_| Problem::Parquet)?;
            let mut columns: Vec<Column<'_>> = (0..wanted).map(|_| Column::Absent).collect();
            for (array, slot) in batch.columns().iter().zip(&order) {
                columns[*slot] = Column::of(array);
            }
            let mut row = ParquetRow {
                columns: &columns,
                at: 0,
            };
            for at in 0..batch.num_rows() {
                row.at = at;
                each(number, &row);
                number += 1;
            }
        }
        Ok(())
    }
}

/// One row of a batch.
pub(crate) struct ParquetRow<'a> {
    columns: &'a [Column<'a>],
    at: usize,
}

impl Row for ParquetRow<'_> {
    #[inline]
    fn value(&self, column: usize) -> Value<'_> {
        self.columns[column].value(self.at)
    }
}

enum Column<'a> {
    Absent,
    Text(&'a arrow_array::StringArray),
    Binary(&'a arrow_array::BinaryArray),
    Days(&'a arrow_array::Date32Array),
    /// Days computed from a time stamp; `None` where it is not midnight.
    Stamps(Vec<Option<i64>>, &'a ArrayRef),
    Ints(Vec<i64>, &'a ArrayRef),
    Float(&'a arrow_array::Float64Array),
    Float32(&'a arrow_array::Float32Array),
    Decimal(&'a arrow_array::Decimal128Array, u32),
    Other,
}

impl<'a> Column<'a> {
    fn of(array: &'a ArrayRef) -> Column<'a> {
        macro_rules! ints {
            ($kind:ty) => {
                Column::Ints(
                    array
                        .as_primitive::<$kind>()
                        .values()
                        .iter()
                        .map(|v| i64::from(*v))
                        .collect(),
                    array,
                )
            };
        }
        macro_rules! stamps {
            ($kind:ty, $per_day:expr) => {{
                let day = |v: &i64| (v % $per_day == 0).then(|| v / $per_day);
                Column::Stamps(
                    array
                        .as_primitive::<$kind>()
                        .values()
                        .iter()
                        .map(day)
                        .collect(),
                    array,
                )
            }};
        }
        match array.data_type() {
            DataType::Utf8 => Column::Text(array.as_string()),
            DataType::Binary => Column::Binary(array.as_binary()),
            DataType::Date32 => Column::Days(array.as_primitive::<Date32Type>()),
            DataType::Date64 => stamps!(Date64Type, 86_400_000),
            DataType::Timestamp(TimeUnit::Second, _) => stamps!(TimestampSecondType, 86_400),
            DataType::Timestamp(TimeUnit::Millisecond, _) => {
                stamps!(TimestampMillisecondType, 86_400_000)
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                stamps!(TimestampMicrosecondType, 86_400_000_000)
            }
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                stamps!(TimestampNanosecondType, 86_400_000_000_000)
            }
            DataType::Int8 => ints!(Int8Type),
            DataType::Int16 => ints!(Int16Type),
            DataType::Int32 => ints!(Int32Type),
            DataType::Int64 => ints!(Int64Type),
            DataType::UInt8 => ints!(UInt8Type),
            DataType::UInt16 => ints!(UInt16Type),
            DataType::UInt32 => ints!(UInt32Type),
            DataType::Float64 => Column::Float(array.as_primitive::<Float64Type>()),
            DataType::Float32 => Column::Float32(array.as_primitive::<Float32Type>()),
            DataType::Decimal128(_, scale) if *scale >= 0 => Column::Decimal(
                array.as_primitive::<Decimal128Type>(),
                u32::from(scale.unsigned_abs()),
            ),
            // A column of nothing but nulls has no type with some writers, and any type with others.
            DataType::Null => Column::Absent,
            _ if array.null_count() == array.len() => Column::Absent,
            _ => Column::Other,
        }
    }

    #[inline]
    fn value(&self, at: usize) -> Value<'_> {
        fn text(text: &[u8]) -> Value<'_> {
            if text.is_empty() {
                Value::Empty
            } else {
                Value::Text(text)
            }
        }
        match self {
            Column::Absent => Value::Empty,
            Column::Text(array) if array.is_valid(at) => text(array.value(at).as_bytes()),
            Column::Binary(array) if array.is_valid(at) => text(array.value(at)),
            Column::Days(array) if array.is_valid(at) => Value::Day(array.value(at)),
            Column::Stamps(days, array) if array.is_valid(at) => days[at]
                .and_then(|day| i32::try_from(day).ok())
                .map_or(Value::Other, Value::Day),
            Column::Ints(numbers, array) if array.is_valid(at) => Value::Int(numbers[at]),
            Column::Float(array) if array.is_valid(at) => Value::Float(array.value(at)),
            Column::Float32(array) if array.is_valid(at) => {
                Value::Float(f64::from(array.value(at)))
            }
            Column::Decimal(array, scale) if array.is_valid(at) => {
                Value::Decimal(array.value(at), *scale)
            }
            Column::Other => Value::Other,
            _ => Value::Empty,
        }
    }
}
