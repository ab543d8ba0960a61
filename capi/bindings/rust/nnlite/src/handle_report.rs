//! Reports of the handles that have not been released.

use std::fmt;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use nnlite_sys as sys;

use crate::call::{c_text, copy_out};
use crate::error::{check, Result};
use crate::options::{constants, defaults};
use crate::Context;

/// A report looks through the modules and optimizers of all contexts, which must not grow meanwhile. Who adds
/// to one shares this; a report has it alone.
static GROWTH: RwLock<()> = RwLock::new(());

/// To be held while a part is added to a module, or a group to an optimizer.
pub(crate) fn growing() -> RwLockReadGuard<'static, ()> {
    GROWTH.read().unwrap_or_else(PoisonError::into_inner)
}

constants! {
    /// Kinds of handles.
    HandleKind {
        Context = NNL_KIND_CONTEXT,
        Tensor = NNL_KIND_TENSOR,
        Module = NNL_KIND_MODULE,
        Optimizer = NNL_KIND_OPTIMIZER,
        Loader = NNL_KIND_LOADER,
        LoadReport = NNL_KIND_LOAD_REPORT,
        Schedule = NNL_KIND_SCHEDULE,
        Scope = NNL_KIND_SCOPE,
        HandleReport = NNL_KIND_HANDLE_REPORT,
    }
}

/// Live handles of one kind, and with tracing of one function, thread and label.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandleRow {
    /// `None` for a kind that this binding does not know.
    pub kind: Option<HandleKind>,
    /// The function of `nnlite.h` that made them ("nnl_add"); "" without a note.
    pub function: String,
    /// As [`set_handle_label`] had set it; "" without a note.
    pub label: String,
    /// The system's number of the thread that made them; 0 without a note.
    pub thread: i64,
    /// Of handles.
    pub count: i64,
    /// Memory of their tensors, and of their modules' parameters and buffers; a block once.
    pub bytes: i64,
}

/// What is live at the time when it is made: the objects of this crate, and what other code in the process
/// holds. Its text is a table for people, with the number of handles in the last line.
#[derive(Clone, Debug)]
pub struct HandleReport {
    rows: Vec<HandleRow>,
    table: String,
}

impl HandleReport {
    /// All handles of the process.
    pub fn all() -> Result<HandleReport> {
        HandleReport::read(0, true)
    }

    /// Those of a context and its objects; those of scopes belong to none.
    pub fn of(cx: &Context) -> Result<HandleReport> {
        HandleReport::read(cx.raw(), false)
    }

    /// By kinds, of a kind those of most handles first.
    pub fn rows(&self) -> &[HandleRow] {
        &self.rows
    }

    fn read(context: i64, all_contexts: bool) -> Result<HandleReport> {
        let report = Report::new(context, all_contexts)?;
        let mut count = 0;
        // SAFETY: one number is written.
        check(unsafe { sys::nnl_handle_report_count(report.0, &mut count) })?;
        Ok(HandleReport {
            rows: (0..count).map(|index| report.row(index)).collect::<Result<_>>()?,
            table: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_handle_report_table(report.0, buffer, capacity, needed)
            })?,
        })
    }
}

impl fmt::Display for HandleReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.table)
    }
}

/// The library's report while it is read.
struct Report(sys::nnl_handle_report);

impl Report {
    fn new(context: i64, all_contexts: bool) -> Result<Report> {
        let _alone = GROWTH.write().unwrap_or_else(PoisonError::into_inner);
        let mut handle = 0;
        // SAFETY: one handle is written; nobody adds to modules or optimizers.
        check(unsafe { sys::nnl_handle_report_create(context, all_contexts.into(), &mut handle) })?;
        Ok(Report(handle))
    }

    fn row(&self, index: i64) -> Result<HandleRow> {
        let mut c = defaults(sys::nnl_handle_row_init);
        // SAFETY: the row is written, of the size that it was readied for.
        check(unsafe { sys::nnl_handle_report_row(self.0, index, &mut c) })?;
        Ok(HandleRow {
            kind: HandleKind::from_c(c.kind),
            function: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_handle_report_function(self.0, index, buffer, capacity, needed)
            })?,
            label: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_handle_report_label(self.0, index, buffer, capacity, needed)
            })?,
            thread: c.thread,
            count: c.count,
            bytes: c.bytes,
        })
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        // SAFETY: the handle is this object's own.
        unsafe { sys::nnl_handle_report_release(self.0) };
    }
}

/// While it is on, for the whole process, it is noted of each new handle which function made it, on which
/// thread, and under which label; off, as at first, forgets all that. It costs 200 nanoseconds and 100 bytes
/// a handle.
pub fn set_handle_tracing(on: bool) -> Result<()> {
    // SAFETY: no requirements.
    check(unsafe { sys::nnl_set_handle_tracing(on.into()) })
}

/// What this thread's work is called from now on, for tracing ("epoch 3"); "" is nothing. At most 31 bytes
/// are kept.
pub fn set_handle_label(label: &str) -> Result<()> {
    let label = c_text("nnl_set_handle_label", "label", label)?;
    // SAFETY: the text ends with a NUL and is copied.
    check(unsafe { sys::nnl_set_handle_label(label.as_ptr()) })
}
