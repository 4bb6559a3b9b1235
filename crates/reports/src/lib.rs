#![doc = include_str!("../README.md")]

pub mod document;
pub mod economy;
pub mod evaluation;
pub mod figure;
pub mod genogram;
pub mod numbers;
pub mod pdf;
pub mod plan;
pub mod timeline;
pub mod typeface;
pub mod words;

pub use document::{Block, Column, Document, STYLE, Section, Table, fragment, html};
pub use figure::Figure;
pub use helhed_domain::account::Language;
pub use numbers::{Format, Numbers};
pub use pdf::{PdfError, archival_pdf, pdf};
pub use words::Words;
