//! Arrays of the crate `ndarray`, with the feature of that name.

use ndarray::{ArrayBase, ArrayD, ArrayViewD, ArrayViewMutD, Data, Dimension, IxDyn};

use crate::error::{Error, Result};
use crate::status::Status;
use crate::{Context, Element, Number, Tensor};

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
        ArrayD::from_shape_vec(self.dimensions()?, self.to_vec()?)
            .map_err(|error| Error::new(Status::Internal, "nnl_tensor_read", "", error.to_string()))
    }

    /// [`with_data`](Tensor::with_data) with a view of the tensor's shape.
    pub fn with_ndarray<T: Number, R>(&self, body: impl FnOnce(ArrayViewD<'_, T>) -> R) -> Result<R> {
        let shape = self.dimensions()?;
        self.with_data(|values| ArrayViewD::from_shape(shape, values).map(body))?
            .map_err(|error| Error::new(Status::Internal, "nnl_tensor_data", "", error.to_string()))
    }

    /// [`with_data_mut`](Tensor::with_data_mut) with a view of the tensor's shape.
    pub fn with_ndarray_mut<T: Number, R>(&self, body: impl FnOnce(ArrayViewMutD<'_, T>) -> R) -> Result<R> {
        let shape = self.dimensions()?;
        self.with_data_mut(|values| ArrayViewMutD::from_shape(shape, values).map(body))?
            .map_err(|error| Error::new(Status::Internal, "nnl_tensor_data", "", error.to_string()))
    }

    fn dimensions(&self) -> Result<IxDyn> {
        let shape: Vec<usize> = self.shape()?.into_iter().map(|size| size as usize).collect();
        Ok(IxDyn(&shape))
    }
}
