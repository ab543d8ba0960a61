//! Modules as files.

use std::path::Path;

use nnlite_sys as sys;

use crate::call::{c_path, call, copy_out};
use crate::error::{check, Result};
use crate::module::Module;
use crate::options::options;

options! {
    /// How a file is loaded.
    LoadOptions: nnl_load_options, nnl_load_options_init {
        /// Whether a name that did not meet is an error, which lists them.
        strict: bool = true,
        /// Whether to compare only, and load nothing.
        dry_run: bool = false,
    }
}

/// How names of a file and of a module did not meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadReport {
    /// The module's, not in the file.
    pub missing: Vec<String>,
    /// The file's, not in the module.
    pub unexpected: Vec<String>,
    /// In both, but of another element type or shape.
    pub mismatched: Vec<String>,
}

impl Module {
    /// Writes all parameters and buffers as a safetensors file, under their names. The file appears whole
    /// or not at all.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = c_path("nnl_module_save", path.as_ref())?;
        call!(shared [self] nnl_module_save(self.raw(), path.as_ptr()))
    }

    /// Reads them back. The file must hold exactly the module's names, types and shapes; otherwise nothing
    /// is changed. Only a "num_batches_tracked" may be missing, and becomes 0. Files are not trusted.
    pub fn load(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = c_path("nnl_module_load", path.as_ref())?;
        call!(alone [self] nnl_module_load(self.raw(), path.as_ptr()))
    }

    /// The same with options. Not strict, it loads all that fits, leaves the rest as it is, and tells what
    /// did not meet. Strict, it fails with [`Status::NotFound`](crate::Status::NotFound) if a name is
    /// missing, else [`Status::InvalidFile`](crate::Status::InvalidFile), or `DTypeMismatch` or
    /// `ShapeMismatch` if only those differ.
    pub fn load_with(&self, path: impl AsRef<Path>, options: &LoadOptions) -> Result<LoadReport> {
        let path = c_path("nnl_module_load_with", path.as_ref())?;
        let mut report = OwnedReport(0);
        call!(alone [self]
            nnl_module_load_with(self.raw(), path.as_ptr(), &options.to_c(), &mut report.0))?;
        Ok(LoadReport {
            missing: report.names(sys::NNL_LOAD_MISSING)?,
            unexpected: report.names(sys::NNL_LOAD_UNEXPECTED)?,
            mismatched: report.names(sys::NNL_LOAD_MISMATCHED)?,
        })
    }
}

/// The report's handle. Reports never change and belong to no context: no lock is needed.
struct OwnedReport(sys::nnl_load_report);

impl OwnedReport {
    fn names(&self, list: i32) -> Result<Vec<String>> {
        let mut count = 0;
        // SAFETY: one number is written.
        check(unsafe { sys::nnl_load_report_count(self.0, list, &mut count) })?;
        let name = |i| {
            copy_out(|buffer, capacity, needed| unsafe {
                // SAFETY: the buffer has that capacity.
                sys::nnl_load_report_name(self.0, list, i, buffer, capacity, needed)
            })
        };
        (0..count).map(name).collect()
    }
}

impl Drop for OwnedReport {
    fn drop(&mut self) {
        // SAFETY: the handle is this object's own.
        unsafe { sys::nnl_load_report_release(self.0) };
    }
}
