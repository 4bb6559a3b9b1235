//! Some thousands of rows of a Parquet file: one by one, or a column at a time where nothing is wrong with it.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};

use super::value::{self, Entry, Found, Row, Value};
use crate::calendar::Day;

/// Rows that were decoded together, by the position of the wanted columns.
pub(crate) struct Batch<'a> {
    pub(super) columns: Vec<Column<'a>>,
    pub(super) rows: usize,
}

impl Batch<'_> {
    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// One row.
    pub(crate) fn row(&self, at: usize) -> ParquetRow<'_> {
        let columns = &self.columns;
        ParquetRow { columns, at }
    }

    /// Puts the numbers of a column of ids or codes behind `numbers`, as `find` numbers them; nothing when some value has none, or the
    /// column has to be looked at row by row.
    pub(crate) fn numbers(
        &self,
        column: usize,
        found: &mut Found,
        numbers: &mut Vec<u32>,
        mut find: impl FnMut(&[u8]) -> Option<u32>,
    ) -> Option<()> {
        let mut text = |text: &str| {
            if text.is_empty() {
                return None;
            }
            find(text.as_bytes())
        };
        match &self.columns[column] {
            Column::Text(array) if array.null_count() == 0 => {
                for value in array.iter().flatten() {
                    numbers.push(text(value)?);
                }
            }
            Column::Coded(keys, values, dictionary) if keys.null_count() == 0 => {
                for key in keys.values() {
                    let entry = Entry {
                        dictionary: *dictionary,
                        at: *key as u32,
                        of: values.len() as u32,
                    };
                    let find = || text(values.value(*key as usize)).ok_or(());
                    numbers.push(found.number(Some(entry), find).ok()?);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Puts the days of a column behind `days`; nothing when one is missing or lies outside the years a bundle may speak of.
    pub(crate) fn days(&self, column: usize, days: &mut Vec<Day>) -> Option<()> {
        let Column::Days(array) = &self.columns[column] else {
            return None;
        };
        let sound = |day: &i32| Day(*day).in_range().is_ok();
        if array.null_count() > 0
            || !array
                .values()
                .iter()
                .fold(true, |all, day| all & sound(day))
        {
            return None;
        }
        days.extend(array.values().iter().map(|day| Day(*day)));
        Some(())
    }

    /// The same of a column of ends, which are [`Day::OPEN`] where they are missing.
    pub(crate) fn ends(&self, column: usize, days: &mut Vec<Day>) -> Option<()> {
        match &self.columns[column] {
            Column::Absent => days.extend((0..self.rows).map(|_| Day::OPEN)),
            Column::Days(array) => {
                let Some(nulls) = array.nulls() else {
                    return self.days(column, days);
                };
                let mut sound = true;
                days.extend(array.values().iter().zip(nulls).map(|(day, there)| {
                    sound &= !there | Day(*day).in_range().is_ok();
                    if there { Day(*day) } else { Day::OPEN }
                }));
                return sound.then_some(());
            }
            _ => return None,
        }
        Some(())
    }

    /// Puts the amounts of a column behind `amounts`; nothing when one is missing or none.
    pub(crate) fn ore(&self, column: usize, amounts: &mut Vec<i64>) -> Option<()> {
        if let Column::Decimal(array, 2) = &self.columns[column]
            && array.null_count() == 0
        {
            for ore in array.values() {
                amounts.push(value::ore_in_range(i64::try_from(*ore).ok()?)?);
            }
            return Some(());
        }
        for at in 0..self.rows {
            amounts.push(value::ore(&self.row(at), column).ok()?);
        }
        Some(())
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

/// A decoded column.
pub(super) enum Column<'a> {
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
    pub(super) fn of(array: &'a ArrayRef, dictionary: u64) -> Column<'a> {
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
