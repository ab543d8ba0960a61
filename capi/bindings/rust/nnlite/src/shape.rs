//! Shapes and views, joining and cutting, places of elements. Axes count from 0, negative ones from the
//! end.

use std::borrow::Borrow;

use crate::call::tensor;
use crate::error::{check, Result};
use crate::handle::tensors;
use crate::Tensor;

impl Tensor {
    /// The same elements in another shape, of which one size may be -1. Shares memory where the layout
    /// allows.
    pub fn reshape(&self, shape: &[i64]) -> Result<Tensor> {
        tensor!(shared [self] nnl_reshape(self.raw(), shape.len() as i32, shape.as_ptr()))
    }

    /// Axes from `start_axis` to `end_axis` become one. PyTorch's defaults are 0 and -1.
    pub fn flatten(&self, start_axis: i64, end_axis: i64) -> Result<Tensor> {
        tensor!(shared [self] nnl_flatten(self.raw(), start_axis, end_axis))
    }

    /// Two axes exchanged; shares memory.
    pub fn transpose(&self, axis0: i64, axis1: i64) -> Result<Tensor> {
        tensor!(shared [self] nnl_transpose(self.raw(), axis0, axis1))
    }

    /// All axes in another order; shares memory.
    pub fn permute(&self, axes: &[i64]) -> Result<Tensor> {
        tensor!(shared [self] nnl_permute(self.raw(), axes.len() as i32, axes.as_ptr()))
    }

    /// Without those of the named axes (none: of all) that have size 1; shares memory.
    pub fn squeeze(&self, axes: &[i64]) -> Result<Tensor> {
        tensor!(shared [self] nnl_squeeze(self.raw(), axes.len() as i32, axes.as_ptr()))
    }

    /// With a new axis of size 1 at `axis`, in `[-rank - 1, rank]`; shares memory.
    pub fn unsqueeze(&self, axis: i64) -> Result<Tensor> {
        tensor!(shared [self] nnl_unsqueeze(self.raw(), axis))
    }

    /// Axes of size 1 repeated, and new ones in front, to a shape in which -1 keeps a size; without a copy.
    /// The result must not be written to.
    pub fn expand(&self, shape: &[i64]) -> Result<Tensor> {
        tensor!(shared [self] nnl_expand(self.raw(), shape.len() as i32, shape.as_ptr()))
    }

    /// A copy in memory of its own: `torch.clone`, which for Rust's [`Clone`] is another handle.
    pub fn copy(&self) -> Result<Tensor> {
        tensor!(shared [self] nnl_clone(self.raw()))
    }

    /// Tensors one after the other along an axis, at least one; one type, any. Their other sizes are equal.
    pub fn cat<T: Borrow<Tensor>>(parts: impl IntoIterator<Item = T>, axis: i64) -> Result<Tensor> {
        let parts = tensors(parts);
        tensor!(shared [parts] nnl_cat(parts.count(), parts.as_ptr(), axis))
    }

    /// The same along a new axis, in `[-rank - 1, rank]`; all of one shape.
    pub fn stack<T: Borrow<Tensor>>(parts: impl IntoIterator<Item = T>, axis: i64) -> Result<Tensor> {
        let parts = tensors(parts);
        tensor!(shared [parts] nnl_stack(parts.count(), parts.as_ptr(), axis))
    }

    /// An axis cut into parts of the given sizes, which must add up to it. The parts share memory.
    pub fn split(&self, sizes: &[i64], axis: i64) -> Result<Vec<Tensor>> {
        let mut parts = vec![0; sizes.len()];
        let _held = self.realm().shared("nnl_split")?;
        let count = sizes.len() as i64;
        // SAFETY: there is room for `count` handles.
        check(unsafe { nnlite_sys::nnl_split(self.raw(), axis, count, sizes.as_ptr(), parts.as_mut_ptr()) })?;
        Ok(parts
            .into_iter()
            .map(|part| Tensor::adopt(part, self.realm().clone()))
            .collect())
    }

    /// `x[start:stop:step]` along an axis as Python has it, sharing memory: negative bounds count from the
    /// end, and bounds beyond the axis mean its ends (`i64::MAX`: all the rest).
    pub fn slice(&self, axis: i64, start: i64, stop: i64, step: i64) -> Result<Tensor> {
        tensor!(shared [self] nnl_slice(self.raw(), axis, start, stop, step))
    }

    /// Element `index[i, j, k]` along the axis, at the same place in the other axes: for axis 1, `x[i,
    /// index[i, j, k], k]`. The index is i32 or i64, with as many axes as x. Repeated elements add their
    /// gradients.
    pub fn gather(&self, axis: i64, index: &Tensor) -> Result<Tensor> {
        tensor!(shared [self, index] nnl_gather(self.raw(), axis, index.raw()))
    }

    /// Whole slices of x at places along an axis, which may repeat; `index` (i32 or i64) has one axis, or
    /// none for one place.
    pub fn index_select(&self, axis: i64, index: &Tensor) -> Result<Tensor> {
        tensor!(shared [self, index] nnl_index_select(self.raw(), axis, index.raw()))
    }

    /// i64 of this index's shape and one more axis of `classes`: 1 at the index, else 0. With -1 there are
    /// as many classes as the greatest index + 1.
    pub fn one_hot(&self, classes: i64) -> Result<Tensor> {
        tensor!(shared [self] nnl_one_hot(self.raw(), classes))
    }
}
