//! Parquet row groups as rows of values.

use std::fs::File;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, FieldRef, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ColumnChunkMetaData;

use super::fault::Problem;
use super::parquet_batch::{Batch, Column};

/// Rows decoded at a time.
const BATCH: usize = 16_384;

/// An opened Parquet file: its columns and where its row groups start.
pub(crate) struct ParquetFile {
    metadata: ArrowReaderMetadata,
    /// Top-level column names in file order.
    pub(crate) names: Vec<String>,
    /// Row number of the first row of each row group, from 1.
    first_rows: Vec<u64>,
    /// How many rows each row group has.
    pub(crate) rows: Vec<usize>,
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
        let mut next = 1u64;
        let (mut first_rows, mut rows) = (Vec::new(), Vec::new());
        for group in metadata.metadata().row_groups() {
            let of_group = u64::try_from(group.num_rows()).map_err(|_| Problem::Parquet)?;
            first_rows.push(next);
            rows.push(usize::try_from(of_group).map_err(|_| Problem::Parquet)?);
            next = next.checked_add(of_group).ok_or(Problem::Parquet)?;
        }
        Ok(ParquetFile {
            metadata,
            names,
            first_rows,
            rows,
        })
    }

    /// Calls `each` with the rows of a row group, some thousands at a time, and the number of the first. `slots` says which wanted column each
    /// file column fills.
    pub(crate) fn each_batch(
        &self,
        file: File,
        group: usize,
        slots: &[Option<usize>],
        wanted: usize,
        mut each: impl FnMut(u64, &Batch<'_>),
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
            let rows = batch.num_rows();
            each(number, &Batch { columns, rows });
            number += rows as u64;
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
