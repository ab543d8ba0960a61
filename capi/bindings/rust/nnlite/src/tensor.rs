//! Tensors: making them, and their elements.

use std::ffi::c_void;
use std::fmt;
use std::sync::Arc;

use nnlite_sys as sys;

use crate::call::{call, get, tensor};
use crate::callback::{lend, release};
use crate::dtype::{DType, Element};
use crate::error::{check, Error, Result};
use crate::handle::handle_type;
use crate::status::Status;
use crate::Context;

handle_type! {
    /// Elements of one type in row-major order, up to 8 axes. `[]` as a shape is a single element.
    ///
    /// A `Tensor` is a handle: a clone is the same tensor, and what is written through one is seen through
    /// the other. [`copy`](Tensor::copy) makes another tensor. Dropping a handle ends only the handle while
    /// others (a module, a graph) use the tensor.
    Tensor, nnl_tensor_release
}

impl Clone for Tensor {
    /// Another handle of the same tensor.
    ///
    /// # Panics
    ///
    /// When there is no memory for a handle, or a [`Scope`](crate::Scope) has released this one.
    fn clone(&self) -> Tensor {
        let mut other = 0;
        // SAFETY: takes a reference to what this handle keeps alive.
        check(unsafe { sys::nnl_tensor_share(self.raw(), &mut other) }).expect("no other handle");
        Tensor::adopt(other, self.realm.clone())
    }
}

impl fmt::Debug for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.dtype(), self.shape()) {
            (Ok(dtype), Ok(shape)) => write!(f, "Tensor({dtype:?}, {shape:?})"),
            (Err(error), _) | (_, Err(error)) => write!(f, "Tensor({error})"),
        }
    }
}

/// The bytes of a slice; nnlite checks that they are those of the shape.
fn bytes_of<T>(values: &[T]) -> i64 {
    size_of_val(values) as i64
}

impl Tensor {
    /// Every element `value` (cut towards zero for integers; one out of their range is
    /// [`Status::InvalidArgument`]).
    pub fn full(cx: &Context, shape: &[i64], value: f64, dtype: DType) -> Result<Tensor> {
        let rank = shape.len() as i32;
        tensor!(shared [cx] nnl_tensor_full(cx.raw(), dtype as i32, rank, shape.as_ptr(), value))
    }

    /// Every element 0.
    pub fn zeros(cx: &Context, shape: &[i64], dtype: DType) -> Result<Tensor> {
        Tensor::full(cx, shape, 0.0, dtype)
    }

    /// Every element 1.
    pub fn ones(cx: &Context, shape: &[i64], dtype: DType) -> Result<Tensor> {
        Tensor::full(cx, shape, 1.0, dtype)
    }

    /// A single element of this tensor's type and context: a number as the operand of an operation.
    pub fn scalar_like(&self, value: f64) -> Result<Tensor> {
        tensor!(shared [self] nnl_tensor_scalar_like(self.raw(), value))
    }

    /// A tensor with a copy of row-major `values`, whose number must be the shape's.
    pub fn from_slice<T: Element>(cx: &Context, values: &[T], shape: &[i64]) -> Result<Tensor> {
        let (rank, bytes) = (shape.len() as i32, bytes_of(values));
        tensor!(shared [cx] nnl_tensor_from_data(
            cx.raw(), T::DTYPE as i32, rank, shape.as_ptr(), values.as_ptr().cast(), bytes))
    }

    /// A tensor over the memory of row-major `values`, whose number must be the shape's, without a copy.
    /// The vector goes with the tensor's last use.
    pub fn from_vec<T: Element>(cx: &Context, values: Vec<T>, shape: &[i64]) -> Result<Tensor> {
        let (rank, bytes) = (shape.len() as i32, bytes_of(&values));
        // SAFETY: the vector's memory stays where it is until `done`, and only the tensor uses it.
        lend(values, |user_data| {
            let data = unsafe { &mut *user_data.cast::<Vec<T>>() }.as_mut_ptr();
            let done = Some(release::<Vec<T>> as unsafe extern "C" fn(*mut c_void));
            tensor!(shared [cx] nnl_tensor_borrow(
                cx.raw(), T::DTYPE as i32, rank, shape.as_ptr(), data.cast(), bytes, done, user_data))
        })
    }

    /// The same over memory that others read too and nobody may write: what would change the tensor is
    /// [`Status::InvalidState`].
    pub fn from_shared<T: Element>(cx: &Context, values: Arc<[T]>, shape: &[i64]) -> Result<Tensor> {
        let (rank, bytes) = (shape.len() as i32, bytes_of(&values));
        // SAFETY: as above; nnlite only reads the memory.
        lend(values, |user_data| {
            let data = unsafe { &*user_data.cast::<Arc<[T]>>() }.as_ptr();
            let done = Some(release::<Arc<[T]>> as unsafe extern "C" fn(*mut c_void));
            tensor!(shared [cx] nnl_tensor_borrow_const(
                cx.raw(), T::DTYPE as i32, rank, shape.as_ptr(), data.cast(), bytes, done, user_data))
        })
    }

    /// What the elements are.
    pub fn dtype(&self) -> Result<DType> {
        let dtype = get!(shared [self] nnl_tensor_dtype(self.raw()) -> i32)?;
        DType::from_c(dtype).ok_or_else(|| {
            let message = format!("element type {dtype} is unknown to this binding");
            Error::new(Status::NotSupported, "nnl_tensor_dtype", "", message)
        })
    }

    /// The number of axes.
    pub fn rank(&self) -> Result<usize> {
        get!(shared [self] nnl_tensor_rank(self.raw()) -> i32).map(|rank| rank as usize)
    }

    /// The sizes of the axes.
    pub fn shape(&self) -> Result<Vec<i64>> {
        let mut shape = [0; sys::NNL_MAX_RANK as usize];
        let capacity = shape.len() as i64;
        let rank = get!(shared [self] nnl_tensor_shape(self.raw(), shape.as_mut_ptr(), capacity) -> i64)?;
        Ok(shape[..rank as usize].to_vec())
    }

    /// The number of elements.
    pub fn count(&self) -> Result<usize> {
        get!(shared [self] nnl_tensor_count(self.raw()) -> i64).map(|count| count as usize)
    }

    /// The only element of a tensor that has just one (an i64 beyond 2^53 is rounded).
    pub fn item(&self) -> Result<f64> {
        get!(shared [self] nnl_tensor_item(self.raw()) -> f64)
    }

    /// All elements, row-major. Another type than the tensor's is [`Status::DTypeMismatch`].
    pub fn to_vec<T: Element>(&self) -> Result<Vec<T>> {
        let mut values = vec![T::default(); self.count()?];
        self.read(&mut values)?;
        Ok(values)
    }

    /// Copies all elements to `values`, row-major, which must be as many.
    pub fn read<T: Element>(&self, values: &mut [T]) -> Result<()> {
        self.check_dtype::<T>("nnl_tensor_read")?;
        let _held = self.realm.shared("nnl_tensor_read")?;
        // SAFETY: the element type is checked, the lock held.
        check(unsafe { T::read(self.raw(), values) })
    }

    /// Replaces all elements by `values`, row-major, which must be as many. A graph that saved the tensor
    /// can no longer be walked backward.
    pub fn write<T: Element>(&self, values: &[T]) -> Result<()> {
        self.check_dtype::<T>("nnl_tensor_write")?;
        call!(alone [self] nnl_tensor_write(self.raw(), values.as_ptr().cast(), bytes_of(values)))
    }

    /// Another tensor's elements into this one: same shape, any types. Floating numbers are cut towards
    /// zero for integers, those out of range become the nearest bound, NaN becomes 0.
    pub fn copy_from(&self, source: &Tensor) -> Result<()> {
        call!(alone [self, source] nnl_tensor_copy_from(self.raw(), source.raw()))
    }

    pub(crate) fn check_dtype<T: Element>(&self, function: &str) -> Result<()> {
        let dtype = self.dtype()?;
        if dtype == T::DTYPE {
            return Ok(());
        }
        let message = format!("the tensor holds {dtype:?}, not {:?}", T::DTYPE);
        Err(Error::new(Status::DTypeMismatch, function, "tensor", message))
    }
}
