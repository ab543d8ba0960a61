//! Arrays of the crate `ndarray`, with the feature of that name.

use ndarray::{ArrayBase, ArrayD, Data, Dimension, IxDyn};

use crate::error::{Error, Result};
use crate::status::Status;
use crate::{Context, Element, Tensor};

impl Tensor {
    /// A tensor with a copy of an array or a view of one, whatever its layout.
    pub fn from_ndarray<T, S, D>(cx: &Context, array: &ArrayBase<S, D>) -> Result<Tensor>
    where
        T: Element,
        S: Data<Elem = T>,
        D: Dimension,
    {
        let shape: Vec<i64> = array.shape().iter().map(|size| *size as i64).collect();
        match array.as_slice() {
            Some(values) => Tensor::from_slice(cx, values, &shape),
            None => Tensor::from_vec(cx, array.iter().copied().collect(), &shape),
        }
    }

    /// A copy as an array. Another type than the tensor's is [`Status::DTypeMismatch`].
    pub fn to_ndarray<T: Element>(&self) -> Result<ArrayD<T>> {
        let shape: Vec<usize> = self.shape()?.into_iter().map(|size| size as usize).collect();
        ArrayD::from_shape_vec(IxDyn(&shape), self.to_vec()?)
            .map_err(|error| Error::new(Status::Internal, "nnl_tensor_read", "", error.to_string()))
    }
}
