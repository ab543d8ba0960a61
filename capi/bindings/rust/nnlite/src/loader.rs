//! Mini-batches.

use std::borrow::Borrow;
use std::fmt;

use nnlite_sys as sys;

use crate::call::{get, make};
use crate::error::{check, Result};
use crate::handle::{handle_type, tensors};
use crate::options::{constants, options};
use crate::Tensor;

constants! {
    /// The order in which a loader draws samples.
    Sampling {
        Sequential = NNL_SAMPLING_SEQUENTIAL,
        Shuffle = NNL_SAMPLING_SHUFFLE,
        Replacement = NNL_SAMPLING_REPLACEMENT,
    }
}

constants! {
    /// What a loader does with samples that do not fill the last batch.
    LastBatch {
        /// A short batch.
        Keep = NNL_LAST_BATCH_KEEP,
        /// None.
        Drop = NNL_LAST_BATCH_DROP,
        /// Joined to the batch before.
        Merge = NNL_LAST_BATCH_MERGE,
    }
}

options! {
    /// Settings of a [`Loader`].
    LoaderOptions: nnl_loader_options, nnl_loader_options_init {
        sampling: Sampling = Sampling::Sequential,
        last_batch: LastBatch = LastBatch::Keep,
        batch_size: i64 = 1,
        /// Of the loader's own random stream, not the context's.
        seed: i64 = 0,
    }
}

handle_type! {
    /// Mini-batches of tensors whose first axis is the sample.
    ///
    /// `for batch in &loader` runs to the end of the epoch; after a break, the next loop goes on in the
    /// same epoch.
    Loader, nnl_loader_release, width: usize = 0
}

impl fmt::Debug for Loader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Loader({} tensors)", self.width)
    }
}

impl Loader {
    /// Of 1 to 1024 tensors. It shares contiguous tensors and copies others. With [`LastBatch::Drop`],
    /// fewer samples than a batch make empty epochs.
    pub fn new<T: Borrow<Tensor>>(
        data: impl IntoIterator<Item = T>,
        options: &LoaderOptions,
    ) -> Result<Loader> {
        let data = tensors(data);
        let made: Result<Loader> = make!(Loader shared [data]
            nnl_loader_create(data.count(), data.as_ptr(), &options.to_c()));
        made.map(|mut loader| {
            loader.width = data.count() as usize;
            loader
        })
    }

    /// The next batch: one new tensor for each of the loader's; `None` at the end of an epoch, after which
    /// the next call begins another.
    pub fn next_batch(&self) -> Result<Option<Vec<Tensor>>> {
        let mut batch = vec![0; self.width];
        let _held = self.realm().alone("nnl_loader_next")?;
        // SAFETY: there is room for so many handles.
        check(unsafe { sys::nnl_loader_next(self.raw(), self.width as i64, batch.as_mut_ptr()) })?;
        if batch[0] == 0 {
            return Ok(None);
        }
        Ok(Some(
            batch
                .into_iter()
                .map(|handle| Tensor::adopt(handle, self.realm().clone()))
                .collect(),
        ))
    }

    /// Batches in an epoch.
    pub fn num_batches(&self) -> Result<i64> {
        get!(shared [self] nnl_loader_num_batches(self.raw()) -> i64)
    }

    /// Epochs that have ended.
    pub fn epoch(&self) -> Result<i64> {
        get!(shared [self] nnl_loader_epoch(self.raw()) -> i64)
    }

    /// The batches from where the loader stands to the end of the epoch.
    pub fn iter(&self) -> Batches<'_> {
        Batches { loader: Some(self) }
    }
}

impl<'a> IntoIterator for &'a Loader {
    type Item = Result<Vec<Tensor>>;
    type IntoIter = Batches<'a>;

    fn into_iter(self) -> Batches<'a> {
        self.iter()
    }
}

/// Walks the batches of one epoch, to its end or the first error.
#[derive(Debug)]
pub struct Batches<'a> {
    loader: Option<&'a Loader>,
}

impl Iterator for Batches<'_> {
    type Item = Result<Vec<Tensor>>;

    fn next(&mut self) -> Option<Result<Vec<Tensor>>> {
        let batch = self.loader?.next_batch().transpose();
        if !matches!(batch, Some(Ok(_))) {
            self.loader = None;
        }
        batch
    }
}

impl std::iter::FusedIterator for Batches<'_> {}
