//! The functions, structs and constants of `nnlite.h` as they are. Use the crate `nnlite`, which is safe,
//! unless you are writing a binding of your own; the header's comments, which stand here too, are the contract.
#![allow(non_camel_case_types, clippy::doc_lazy_continuation)]
#![allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]

#[rustfmt::skip]
mod raw;
pub use raw::*;
pub mod dlpack;
