//! nnlite, the small training library that any program can load, in safe Rust. Behaviour and names are
//! PyTorch's.
//!
//! ```
//! use nnlite::{functional as F, nn, Context, Optimizer, SgdOptions, Tensor};
//!
//! # fn main() -> nnlite::Result<()> {
//! let cx = Context::default();
//! let x = Tensor::from_slice(&cx, &[1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 6], &[4, 3])?;
//! let y = Tensor::from_slice(&cx, &[4, 5, 6, 7], &[4])?;
//! let model = nn::sequential(
//!     &cx,
//!     [
//!         nn::embedding(&cx, 8, 4, &Default::default())?,
//!         nn::flatten(&cx)?,
//!         nn::linear(&cx, 12, 8, &Default::default())?,
//!         nn::batch_norm1d(&cx, 8, &Default::default())?,
//!     ],
//! )?;
//! let sgd = Optimizer::new(model.parameters()?, &SgdOptions { learning_rate: 0.1, ..Default::default() })?;
//! for _ in 0..50 {
//!     let loss = F::cross_entropy(&model.forward(&x)?, &y, &Default::default())?;
//!     sgd.zero_grad()?;
//!     loss.backward()?;
//!     sgd.step()?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Calls return [`Result`] with an [`Error`]: its status, its message, the function of `nnlite.h` that
//! failed, and the argument at fault. A call that fails has changed nothing. Functions of yours that nnlite
//! calls return errors of any kind; these, and panics in them, are the [source](std::error::Error::source)
//! of the error of the call that ran them.
//!
//! # Ownership
//!
//! Every object releases itself. What shares an object (a module its parameters, an optimizer, a graph)
//! keeps it alive. A clone of a [`Tensor`] or [`Module`] is the same object; [`Tensor::copy`] makes
//! another. [`HandleReport`] tells what is live; a [`Scope`] releases what calls to [`sys`] made.
//!
//! # Threads
//!
//! Every type is `Send` and `Sync`. Objects of one [`Context`] share a lock: operations, inference and
//! reading run at the same time; a call that changes an object (backward, a step, writing, loading,
//! training mode) runs alone in its context. Give trainings that shall run at the same time contexts of
//! their own. A function of yours that runs inside a call may call nnlite; inside one that others may share
//! (inference, an operation) changing an object is [`Status::InvalidState`]. Do not wait there for another
//! thread that uses the same context. Whether operations are recorded is a mode of the thread: [`no_grad`].

#![warn(missing_debug_implementations)]
#![deny(unsafe_op_in_unsafe_fn)]

mod call;
mod callback;
mod checkpoint;
mod context;
mod custom_module;
mod custom_op;
mod data;
mod dlpack;
mod dtype;
mod error;
pub mod functional;
mod grad_mode;
mod gradient;
mod handle;
mod handle_report;
pub mod init;
mod loader;
mod module;
mod module_file;
#[cfg(feature = "ndarray")]
mod ndarray;
pub mod nn;
mod number_check;
mod operators;
pub mod optim;
mod options;
mod pointwise;
mod profile;
mod raw;
mod realm;
mod reduce;
mod schedule;
mod scope;
mod shape;
mod statistics;
mod status;
mod tensor;
mod train;

pub use callback::Panic;
pub use checkpoint::CheckpointParts;
pub use context::{Context, ContextOptions, LogLevel};
pub use custom_module::CustomModule;
pub use custom_op::{gradcheck, CustomOp, GradcheckOptions, GradcheckResult, OpGradient};
pub use data::Number;
pub use dlpack::{DlPack, DlPackForm};
pub use dtype::{DType, Element};
pub use error::{BoxError, Error, Result};
pub use functional::{
    AvgPool2dOptions, BagMode, BatchNormOptions, BatchNormState, BatchOfOne, ConvOptions,
    CrossEntropyOptions, EmbeddingBagOptions, EmbeddingOptions, GroupNormOptions, LayerNormOptions,
    MaxPool2dOptions, Reduction, TripletMarginOptions,
};
pub use grad_mode::{grad_enabled, no_grad, set_grad_enabled, without_grad, GradModeGuard};
pub use gradient::RowGradient;
pub use handle_report::{set_handle_label, set_handle_tracing, HandleKind, HandleReport, HandleRow};
pub use loader::{Batches, LastBatch, Loader, LoaderOptions, Sampling};
pub use module::Module;
pub use module_file::{LoadOptions, LoadReport};
pub use nn::LinearOptions;
pub use number_check::{NumberCheck, NumberCheckMode, NumberKind, NumberReport};
pub use optim::{
    clip_grad_norm, clip_grad_value, AdagradOptions, AdamOptions, AdamWOptions, Optimizer, OptimizerOptions,
    RmspropOptions, SgdOptions, SparseAdamOptions,
};
pub use pointwise::GeluApproximation;
pub use profile::{Profile, ProfileKind, ProfileOptions, ProfileRow, ProfileSummary};
pub use reduce::Selection;
pub use schedule::{
    Annealing, OneCycleLrOptions, PlateauMode, ReduceLrOnPlateauOptions, Schedule, ThresholdMode,
};
pub use scope::{Keep, Scope};
pub use status::Status;
pub use tensor::Tensor;
pub use train::{
    evaluate, fit, fit_with, train_step, FitEnd, FitOptions, FitProgress, FitReport, TrainStepOptions,
};

/// The functions, structs and constants of `nnlite.h` as they are, for calls beside the safe ones.
pub use nnlite_sys as sys;

/// The library's version as 10000 * major + 100 * minor + patch.
pub fn version() -> i32 {
    // SAFETY: no requirements.
    unsafe { nnlite_sys::nnl_version() }
}

/// The number of the binary interface, which only an incompatible change raises: that of `libnnlite.so.1`.
pub fn abi_version() -> i32 {
    // SAFETY: no requirements.
    unsafe { nnlite_sys::nnl_abi_version() }
}

/// What the library is, as text for people: lines "key: value" for version, abi, compiler, build, blas, blas
/// core, instruction set and threads. Later versions add lines.
pub fn build_info() -> Result<String> {
    call::copy_out(|buffer, capacity, needed| unsafe { nnlite_sys::nnl_build_info(buffer, capacity, needed) })
}

/// Handles of all kinds that have not been released, in the whole process.
pub fn live_handles() -> Result<i64> {
    let mut count = 0;
    // SAFETY: one number is written.
    error::check(unsafe { nnlite_sys::nnl_live_handles(&mut count) })?;
    Ok(count)
}

/// Ends the worker threads and frees cached memory. Objects stay valid; the next call starts what it needs
/// again.
pub fn shutdown() -> Result<()> {
    // SAFETY: no requirements.
    error::check(unsafe { nnlite_sys::nnl_shutdown() })
}

/// Runs the examples of the binding's README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
