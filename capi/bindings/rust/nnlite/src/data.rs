//! A tensor's own memory as a slice.

use std::ffi::c_void;
use std::ptr::{null_mut, NonNull};

use nnlite_sys as sys;
use sys::dlpack::DLManagedTensorVersioned;

use crate::dlpack::DlPack;
use crate::dtype::Element;
use crate::error::{check, Result};
use crate::Tensor;

/// A type whose elements can be used in a tensor's memory: `f32`, `f64`, `i32`, `i64`, `u8`. A bool of a
/// tensor may be any byte, so bools come and go as copies.
pub trait Number: Element {}

impl Number for f32 {}
impl Number for f64 {}
impl Number for i32 {}
impl Number for i64 {}
impl Number for u8 {}

const DATA: &str = "nnl_tensor_data";

/// The elements of a tensor where they lie.
struct Elements<T> {
    first: NonNull<T>,
    count: usize,
    /// Keeps the memory, whatever becomes of handles: a scope may release them.
    _memory: DlPack<DLManagedTensorVersioned>,
}

impl Tensor {
    /// Calls `body` with all elements, row-major, without a copy. Other threads may read too; what would
    /// change an object of the context waits, and on this thread, inside `body`, is
    /// [`Status::InvalidState`](crate::Status::InvalidState).
    ///
    /// Another type than the tensor's is [`Status::DTypeMismatch`](crate::Status::DTypeMismatch); a tensor
    /// that is not row-major, as a transpose, is [`Status::NotSupported`](crate::Status::NotSupported):
    /// [`read`](Tensor::read) copies it. In a context with an embedding this holds the lock alone, and is
    /// [`Status::InvalidState`](crate::Status::InvalidState) inside a call that others may share; a table
    /// whose memory was used is stepped densely from then on.
    ///
    /// ```
    /// use nnlite::{Context, Tensor};
    ///
    /// # fn main() -> nnlite::Result<()> {
    /// let x = Tensor::from_slice(&Context::default(), &[3f32, 1.0, 2.0], &[3])?;
    /// let largest = x.with_data(|x: &[f32]| x.iter().copied().fold(f32::MIN, f32::max))?;
    /// assert_eq!(largest, 3.0);
    /// x.with_data_mut(|x: &mut [f32]| x.sort_by(f32::total_cmp))?;
    /// assert_eq!(x.to_vec::<f32>()?, [1.0, 2.0, 3.0]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_data<T: Number, R>(&self, body: impl FnOnce(&[T]) -> R) -> Result<R> {
        self.check_dtype::<T>(DATA)?;
        let _held = self.realm().settling(DATA)?;
        let _bound = self.realm().lend(DATA, false)?;
        let elements = self.elements::<T>(false)?;
        // SAFETY: there are so many elements, whose type is checked. The memory lives until `elements` goes.
        // The lock is held until then, and this thread bound, so that nobody writes there.
        Ok(body(unsafe {
            std::slice::from_raw_parts(elements.first.as_ptr(), elements.count)
        }))
    }

    /// The same for changing elements: it counts as one change of the tensor, so that a graph that saved it
    /// can no longer be walked backward. It holds the context's lock alone; inside `body` calls on objects of
    /// the context are [`Status::InvalidState`](crate::Status::InvalidState). So is the whole, on memory that
    /// is read-only.
    pub fn with_data_mut<T: Number, R>(&self, body: impl FnOnce(&mut [T]) -> R) -> Result<R> {
        self.check_dtype::<T>(DATA)?;
        let _held = self.realm().alone(DATA)?;
        let _bound = self.realm().lend(DATA, true)?;
        let elements = self.elements::<T>(true)?;
        // SAFETY: as above. The lock is held alone, and this thread may not even read.
        Ok(body(unsafe {
            std::slice::from_raw_parts_mut(elements.first.as_ptr(), elements.count)
        }))
    }

    /// The context's lock is held, alone for `writing` or if rows may be owed steps.
    fn elements<T: Number>(&self, writing: bool) -> Result<Elements<T>> {
        let mut detached = 0;
        // SAFETY: one handle is written. One that requires a gradient could not be exported.
        check(unsafe { sys::nnl_detach(self.raw(), &mut detached) })?;
        let memory = Tensor::adopt(detached, self.realm().clone()).export()?;
        let (mut data, mut bytes): (*mut c_void, i64) = (null_mut(), 0);
        // SAFETY: a pointer and a number are written.
        check(unsafe { sys::nnl_tensor_data(self.raw(), writing.into(), &mut data, &mut bytes) })?;
        Ok(Elements {
            first: NonNull::new(data.cast()).unwrap_or(NonNull::dangling()),
            count: bytes as usize / size_of::<T>(),
            _memory: memory,
        })
    }
}
