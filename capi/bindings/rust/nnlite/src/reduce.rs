//! Sums, extrema and statistics over axes, and products of matrices. Axes count from 0, negative ones from
//! the end; where several are given, none means all. With `keepdim` they stay as size 1.

use nnlite_sys as sys;

use crate::call::tensor;
use crate::error::{check, Result};
use crate::Tensor;

/// Elements selected along an axis, and where they stand.
#[derive(Debug)]
pub struct Selection {
    pub values: Tensor,
    /// i64.
    pub indices: Tensor,
}

impl Tensor {
    /// The sum over axes.
    pub fn sum(&self, axes: &[i64], keepdim: bool) -> Result<Tensor> {
        let count = axes.len() as i32;
        tensor!(shared [self] nnl_sum(self.raw(), count, axes.as_ptr(), keepdim.into()))
    }

    /// The mean over axes. That of nothing is NaN.
    pub fn mean(&self, axes: &[i64], keepdim: bool) -> Result<Tensor> {
        let count = axes.len() as i32;
        tensor!(shared [self] nnl_mean(self.raw(), count, axes.as_ptr(), keepdim.into()))
    }

    /// The variance over axes: squared distances from the mean over n - correction, which is 1 for the
    /// unbiased variance (PyTorch's default) and 0 for the biased one.
    pub fn var(&self, axes: &[i64], correction: i64, keepdim: bool) -> Result<Tensor> {
        let count = axes.len() as i32;
        tensor!(shared [self] nnl_var(self.raw(), count, axes.as_ptr(), correction, keepdim.into()))
    }

    /// The standard deviation, as [`var`](Tensor::var). Its derivative is 0 where it is 0.
    pub fn std(&self, axes: &[i64], correction: i64, keepdim: bool) -> Result<Tensor> {
        let count = axes.len() as i32;
        tensor!(shared [self] nnl_std(self.raw(), count, axes.as_ptr(), correction, keepdim.into()))
    }

    /// (sum of |x|^p)^(1/p) over axes. p = 0 counts the elements that are not 0, infinity gives the
    /// greatest |x|, -infinity the least.
    pub fn norm(&self, p: f64, axes: &[i64], keepdim: bool) -> Result<Tensor> {
        let count = axes.len() as i32;
        tensor!(shared [self] nnl_norm(self.raw(), p, count, axes.as_ptr(), keepdim.into()))
    }

    /// The greatest of all elements (any type; at least one). NaN counts as greatest. Equal ones share the
    /// gradient evenly.
    pub fn max(&self) -> Result<Tensor> {
        tensor!(shared [self] nnl_max(self.raw()))
    }

    /// The least of all elements, as [`max`](Tensor::max).
    pub fn min(&self) -> Result<Tensor> {
        tensor!(shared [self] nnl_min(self.raw()))
    }

    /// The greatest along an axis, and where they stand; the first of equal ones.
    pub fn max_along(&self, axis: i64, keepdim: bool) -> Result<Selection> {
        self.selection("nnl_max_along", |values, indices| unsafe {
            sys::nnl_max_along(self.raw(), axis, keepdim.into(), values, indices)
        })
    }

    /// The least along an axis, as [`max_along`](Tensor::max_along).
    pub fn min_along(&self, axis: i64, keepdim: bool) -> Result<Selection> {
        self.selection("nnl_min_along", |values, indices| unsafe {
            sys::nnl_min_along(self.raw(), axis, keepdim.into(), values, indices)
        })
    }

    /// Where the greatest of all elements stands, counted row-major: i64, without gradient; the first of
    /// equal ones. With `keepdim` all axes stay as size 1.
    pub fn argmax(&self, keepdim: bool) -> Result<Tensor> {
        tensor!(shared [self] nnl_argmax(self.raw(), keepdim.into()))
    }

    /// Where the least of all elements stands, as [`argmax`](Tensor::argmax).
    pub fn argmin(&self, keepdim: bool) -> Result<Tensor> {
        tensor!(shared [self] nnl_argmin(self.raw(), keepdim.into()))
    }

    /// Where the greatest elements along an axis stand.
    pub fn argmax_along(&self, axis: i64, keepdim: bool) -> Result<Tensor> {
        tensor!(shared [self] nnl_argmax_along(self.raw(), axis, keepdim.into()))
    }

    /// Where the least elements along an axis stand.
    pub fn argmin_along(&self, axis: i64, keepdim: bool) -> Result<Tensor> {
        tensor!(shared [self] nnl_argmin_along(self.raw(), axis, keepdim.into()))
    }

    /// The k greatest elements along an axis in descending order (without `largest` the least, ascending).
    /// NaN counts as greater than all; of equal elements the one with the lower index comes first.
    pub fn topk(&self, k: i64, axis: i64, largest: bool) -> Result<Selection> {
        self.selection("nnl_topk", |values, indices| unsafe {
            sys::nnl_topk(self.raw(), k, axis, largest.into(), values, indices)
        })
    }

    fn selection(&self, function: &str, select: impl Fn(*mut i64, *mut i64) -> i32) -> Result<Selection> {
        let realm = self.realm();
        let _held = realm.shared(function)?;
        let (mut values, mut indices) = (0, 0);
        check(select(&mut values, &mut indices))?;
        Ok(Selection {
            values: Tensor::adopt(values, realm.clone()),
            indices: Tensor::adopt(indices, realm.clone()),
        })
    }

    /// exp(x) / sum(exp(x)) along an axis, without overflow.
    pub fn softmax(&self, axis: i64) -> Result<Tensor> {
        tensor!(shared [self] nnl_softmax(self.raw(), axis))
    }

    /// The logarithm of [`softmax`](Tensor::softmax).
    pub fn log_softmax(&self, axis: i64) -> Result<Tensor> {
        tensor!(shared [self] nnl_log_softmax(self.raw(), axis))
    }

    /// The matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast.
    pub fn matmul(&self, other: &Tensor) -> Result<Tensor> {
        tensor!(shared [self, other] nnl_matmul(self.raw(), other.raw()))
    }

    /// Matrix products of (n, i, k) and (n, k, j) one by one; nothing broadcasts.
    pub fn bmm(&self, other: &Tensor) -> Result<Tensor> {
        tensor!(shared [self, other] nnl_bmm(self.raw(), other.raw()))
    }

    /// Sums of a * b along an axis, over both norms, each at least eps. Both broadcast. PyTorch's defaults
    /// are axis 1 and 1e-8.
    pub fn cosine_similarity(&self, other: &Tensor, axis: i64, eps: f64) -> Result<Tensor> {
        tensor!(shared [self, other] nnl_cosine_similarity(self.raw(), other.raw(), axis, eps))
    }
}
