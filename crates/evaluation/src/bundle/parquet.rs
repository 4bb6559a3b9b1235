//! Parquet row groups as rows of values.

use std::fs::File;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, FieldRef, Schema, TimeUnit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ColumnChunkMetaData;

use super::fault::Problem;
use super::value::{Entry, Row, Value};

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
        let metadata = with_dictionaries(metadata)?;
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
        let mut dictionaries = Dictionaries::of_group(group, order.len());
        for batch in reader {
            let batch: RecordBatch = batch.map_err(|_| Problem::Parquet)?;
            let mut columns: Vec<Column<'_>> = (0..wanted).map(|_| Column::Absent).collect();
            for (at, (array, slot)) in batch.columns().iter().zip(&order).enumerate() {
                columns[*slot] = Column::of(array, dictionaries.number(at, array));
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

/// Columns of text that are written as places in a dictionary are read as such: each entry is then looked up once, not once a row.
fn with_dictionaries(metadata: ArrowReaderMetadata) -> Result<ArrowReaderMetadata, Problem> {
    let schema = metadata.schema();
    let groups = metadata.metadata().row_groups();
    // A column of nested values has several leaves; then places of columns and leaves differ, and nothing is gained worth the trouble.
    let flat = metadata.parquet_schema().num_columns() == schema.fields().len();
    let fields: Vec<FieldRef> = schema
        .fields()
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let coded = || groups.iter().all(|group| is_coded(group.column(at)));
            if flat && *field.data_type() == DataType::Utf8 && coded() {
                let key = DataType::Int32.into();
                let of = DataType::Dictionary(key, DataType::Utf8.into());
                Arc::new(field.as_ref().clone().with_data_type(of))
            } else {
                Arc::clone(field)
            }
        })
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let options = ArrowReaderOptions::new().with_schema(schema);
    ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options)
        .map_err(|_| Problem::Parquet)
}

/// Whether a column chunk is places in a dictionary all through. A writer that gives the dictionary up half way says so nowhere that can
/// be relied on, but then its rows take more room than a place does.
fn is_coded(chunk: &ColumnChunkMetaData) -> bool {
    let (bytes, values) = (chunk.uncompressed_size(), chunk.num_values());
    chunk.dictionary_page_offset().is_some() && bytes < 6 * values.max(64)
}

/// Tells the dictionaries of a row group's batches apart: a batch mostly goes on with the one before.
struct Dictionaries {
    next: u64,
    /// The dictionary of each column, kept so that its place in memory is not given to another.
    current: Vec<Option<(u64, ArrayRef)>>,
}

impl Dictionaries {
    fn of_group(group: usize, columns: usize) -> Dictionaries {
        Dictionaries {
            // A row group has fewer batches times columns than this; the numbers of two groups never meet.
            next: ((group as u64) << 32) + 1,
            current: vec![None; columns],
        }
    }

    fn number(&mut self, column: usize, array: &ArrayRef) -> u64 {
        let DataType::Dictionary(..) = array.data_type() else {
            return 0;
        };
        let values = array.as_dictionary::<Int32Type>().values();
        let place = |array: &ArrayRef| {
            let text = array.as_string_opt::<i32>();
            text.map(|text| (text.value_data().as_ptr(), text.len()))
        };
        match &self.current[column] {
            Some((number, before)) if place(before) == place(values) => *number,
            _ => {
                let number = self.next;
                self.next += 1;
                self.current[column] = Some((number, Arc::clone(values)));
                number
            }
        }
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

    #[inline]
    fn entry(&self, column: usize) -> Option<Entry> {
        match &self.columns[column] {
            Column::Coded(keys, values, dictionary) if keys.is_valid(self.at) => Some(Entry {
                dictionary: *dictionary,
                at: keys.value(self.at) as u32,
                of: values.len() as u32,
            }),
            _ => None,
        }
    }
}

enum Column<'a> {
    Absent,
    Text(&'a arrow_array::StringArray),
    /// Places, what stands at them, and which dictionary it is.
    Coded(
        &'a arrow_array::Int32Array,
        &'a arrow_array::StringArray,
        u64,
    ),
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
    fn of(array: &'a ArrayRef, dictionary: u64) -> Column<'a> {
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
            DataType::Dictionary(..) => {
                let coded = array.as_dictionary::<Int32Type>();
                match coded.values().as_string_opt() {
                    Some(values) => Column::Coded(coded.keys(), values, dictionary),
                    None => Column::Other,
                }
            }
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
            Column::Coded(keys, values, _) if keys.is_valid(at) => {
                match usize::try_from(keys.value(at)) {
                    Ok(place) if place < values.len() => text(values.value(place).as_bytes()),
                    _ => Value::Other,
                }
            }
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
