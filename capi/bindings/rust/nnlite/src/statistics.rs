//! Running statistics: each function concerns every batch norm of the module.

use std::borrow::Borrow;

use crate::call::{call, get, module, text};
use crate::error::Result;
use crate::handle::tensors;
use crate::{Loader, Module, Tensor};

impl Module {
    /// Frozen batch norms use and keep their running statistics in training mode too, while "weight" and
    /// "bias" still learn. [`train`](Module::train) does not change this.
    pub fn freeze_statistics(&self, frozen: bool) -> Result<()> {
        call!(alone [self] nnl_module_freeze_statistics(self.raw(), frozen.into()))
    }

    /// Whether there is a batch norm and all are frozen.
    pub fn statistics_frozen(&self) -> Result<bool> {
        get!(shared [self] nnl_module_statistics_frozen(self.raw()) -> i32).map(|flag| flag != 0)
    }

    /// For a batch that comes as several micro-batches: while batch norms accumulate, training normalises
    /// each by its own statistics but leaves the running ones alone until
    /// [`commit_statistics`](Module::commit_statistics). Switching on or off and freezing drop what has not
    /// been committed.
    pub fn accumulate_statistics(&self, accumulate: bool) -> Result<()> {
        call!(alone [self] nnl_module_accumulate_statistics(self.raw(), accumulate.into()))
    }

    /// Moves the running statistics once, by the mean and the unbiased variance of all values since the
    /// last commit, as one batch of all would have.
    pub fn commit_statistics(&self) -> Result<()> {
        call!(alone [self] nnl_module_commit_statistics(self.raw()))
    }

    /// Replaces the running statistics by their average over the rest of the loader's epoch, but at most
    /// `max_batches` batches (0: no bound), without gradients; returns how many there were.
    pub fn recalibrate(&self, loader: &Loader, max_batches: i64) -> Result<i64> {
        get!(alone [self, loader] nnl_recalibrate(self.raw(), loader.raw(), max_batches) -> i64)
    }

    /// A copy for inference, with the same outputs to rounding, in which each batch norm is folded into the
    /// Linear or convolution in front of it. It shares nothing with this module. Losses and custom modules
    /// cannot be copied: [`Status::NotSupported`](crate::Status::NotSupported).
    pub fn fold_batch_norms(&self) -> Result<Module> {
        module!(shared [self] nnl_module_fold_batch_norms(self.raw()))
    }

    /// A table as text with a line for each batch norm, and how these inputs compare with its running
    /// statistics: what to look at when a model does well in training and badly in inference. Nothing is
    /// changed.
    pub fn batch_norm_report<T: Borrow<Tensor>>(
        &self,
        inputs: impl IntoIterator<Item = T>,
    ) -> Result<String> {
        let inputs = tensors(inputs);
        text!(alone [self, inputs] nnl_batch_norm_report(self.raw(), inputs.count(), inputs.as_ptr()))
    }
}
