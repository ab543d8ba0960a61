//! Gradients of tensors.

use crate::call::{call, get, tensor};
use crate::error::{check, Result};
use crate::handle::RawOption;
use crate::Tensor;

/// A copy of the row-sparse gradient of an embedding's weight.
#[derive(Debug)]
pub struct RowGradient {
    /// Ascending row numbers: i64, `[n]`.
    pub rows: Tensor,
    /// The gradients of those rows: `[n, columns]`.
    pub values: Tensor,
}

impl Tensor {
    /// Whether backward computes a gradient for it.
    pub fn requires_grad(&self) -> Result<bool> {
        get!(shared [self] nnl_tensor_requires_grad(self.raw()) -> i32).map(|flag| flag != 0)
    }

    /// Has backward compute a gradient for it, or not: for floating tensors that no recorded operation
    /// made.
    pub fn set_requires_grad(&self, requires_grad: bool) -> Result<()> {
        call!(alone [self] nnl_tensor_set_requires_grad(self.raw(), requires_grad.into()))
    }

    /// Accumulates the gradients of all leaves that this tensor of one element depends on. What the graph
    /// saved is freed: it can be walked only once.
    pub fn backward(&self) -> Result<()> {
        self.backward_with(None, false)
    }

    /// The same with this tensor's own gradient (same shape and type; `None` for a tensor of one element),
    /// and with a graph that stays if `retain_graph`.
    pub fn backward_with(&self, gradient: Option<&Tensor>, retain_graph: bool) -> Result<()> {
        call!(alone [self, gradient]
            nnl_tensor_backward(self.raw(), gradient.raw(), retain_graph.into()))
    }

    /// The accumulated gradient of a leaf. A dense one is shared: writing to it changes what the optimizer
    /// sees, until backward, clipping or [`set_grad`](Tensor::set_grad) puts another in its place. A
    /// row-sparse one is made dense for the call.
    pub fn grad(&self) -> Result<Option<Tensor>> {
        let handle = get!(shared [self] nnl_tensor_grad(self.raw()) -> i64)?;
        Ok((handle != 0).then(|| Tensor::adopt(handle, self.realm().clone())))
    }

    /// Puts a copy of `gradient` (same shape and type) in the place of a leaf's gradient.
    pub fn set_grad(&self, gradient: &Tensor) -> Result<()> {
        call!(alone [self, gradient] nnl_tensor_set_grad(self.raw(), gradient.raw()))
    }

    /// A copy of the row-sparse gradient of an embedding's weight;
    /// [`Status::InvalidState`](crate::Status::InvalidState) if the gradient is dense or missing.
    pub fn grad_rows(&self) -> Result<RowGradient> {
        let realm = self.realm();
        let _held = realm.shared("nnl_tensor_grad_rows")?;
        let (mut rows, mut values) = (0, 0);
        // SAFETY: two handles are written.
        check(unsafe { nnlite_sys::nnl_tensor_grad_rows(self.raw(), &mut rows, &mut values) })?;
        Ok(RowGradient {
            rows: Tensor::adopt(rows, realm.clone()),
            values: Tensor::adopt(values, realm.clone()),
        })
    }

    /// Drops the gradient.
    pub fn zero_grad(&self) -> Result<()> {
        call!(alone [self] nnl_tensor_zero_grad(self.raw()))
    }

    /// The same memory, cut off from the graph.
    pub fn detach(&self) -> Result<Tensor> {
        tensor!(shared [self] nnl_detach(self.raw()))
    }
}
