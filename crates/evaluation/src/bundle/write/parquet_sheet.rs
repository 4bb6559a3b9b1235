//! A file of a bundle as Parquet: typed columns, snappy, row groups that several threads can share.

use std::fs::File;
use std::io;
use std::sync::Arc;

use arrow_array::builder::{
    Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field as Declared, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Field;
use crate::bundle::contract::{FileSpec, Kind};

/// Rows gathered before they are encoded.
const BATCH: usize = 1 << 14;
/// Rows of a row group: small enough that a reader's threads all have something to do, large enough to compress well.
const GROUP: usize = 1 << 18;
/// Digits of an amount in Parquet, two of them decimals.
const DIGITS: u8 = 18;

pub(super) struct ParquetSheet {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    columns: Vec<Column>,
    rows: usize,
}

enum Column {
    Text(StringBuilder),
    Day(Date32Builder),
    Ore(Decimal128Builder),
    Number(Float64Builder),
    Whole(Int64Builder),
}

impl Column {
    fn of(kind: Kind) -> Column {
        match kind {
            // A month is text in both formats: no Parquet type is a month.
            Kind::Text | Kind::Code(_) | Kind::Benefit | Kind::Month => {
                Column::Text(StringBuilder::new())
            }
            Kind::Day => Column::Day(Date32Builder::new()),
            Kind::Kroner => Column::Ore(Decimal128Builder::new().with_data_type(kroner())),
            Kind::Number => Column::Number(Float64Builder::new()),
            Kind::Whole => Column::Whole(Int64Builder::new()),
        }
    }

    fn data_type(&self) -> DataType {
        match self {
            Column::Text(_) => DataType::Utf8,
            Column::Day(_) => DataType::Date32,
            Column::Ore(_) => kroner(),
            Column::Number(_) => DataType::Float64,
            Column::Whole(_) => DataType::Int64,
        }
    }

    fn push(&mut self, field: Field<'_>) -> io::Result<()> {
        match (self, field) {
            (Column::Text(column), Field::Text(text)) => column.append_value(text),
            (Column::Text(column), Field::Month(month)) => column.append_value(month.to_string()),
            (Column::Text(column), Field::Empty) => column.append_null(),
            (Column::Day(column), Field::Day(day)) => column.append_value(day.0),
            (Column::Day(column), Field::Empty) => column.append_null(),
            (Column::Ore(column), Field::Ore(ore)) => column.append_value(i128::from(ore)),
            (Column::Ore(column), Field::Empty) => column.append_null(),
            (Column::Number(column), Field::Number(number)) => column.append_value(number),
            (Column::Number(column), Field::Empty) => column.append_null(),
            (Column::Whole(column), Field::Whole(whole)) => column.append_value(whole),
            (Column::Whole(column), Field::Empty) => column.append_null(),
            _ => {
                let what = "a value is not of its column's kind";
                return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
            }
        }
        Ok(())
    }

    fn take(&mut self) -> ArrayRef {
        match self {
            Column::Text(column) => Arc::new(column.finish()),
            Column::Day(column) => Arc::new(column.finish()),
            Column::Ore(column) => Arc::new(column.finish()),
            Column::Number(column) => Arc::new(column.finish()),
            Column::Whole(column) => Arc::new(column.finish()),
        }
    }
}

fn kroner() -> DataType {
    DataType::Decimal128(DIGITS, 2)
}

impl ParquetSheet {
    pub(super) fn new(file: File, spec: &FileSpec) -> io::Result<ParquetSheet> {
        let columns: Vec<_> = spec.columns.iter().map(|c| Column::of(c.kind)).collect();
        let fields: Vec<_> = spec
            .columns
            .iter()
            .zip(&columns)
            .map(|(declared, column)| Declared::new(declared.name, column.data_type(), true))
            .collect();
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
            .map_err(io::Error::other)?;
        Ok(ParquetSheet {
            writer,
            schema,
            columns,
            rows: 0,
        })
    }

    pub(super) fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        for (column, field) in self.columns.iter_mut().zip(fields) {
            column.push(*field)?;
        }
        self.rows += 1;
        if self.rows == BATCH {
            self.write_batch()?;
        }
        Ok(())
    }

    fn write_batch(&mut self) -> io::Result<()> {
        self.rows = 0;
        let arrays = self.columns.iter_mut().map(Column::take).collect();
        let batch =
            RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(io::Error::other)
    }

    pub(super) fn close(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_batch()?;
        }
        let file = self.writer.into_inner().map_err(io::Error::other)?;
        file.sync_all()
    }
}
