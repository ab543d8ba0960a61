//! DLPack: tensors to and from other libraries without a copy.

use std::ffi::c_void;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ptr::{null_mut, NonNull};

use nnlite_sys as sys;
use sys::dlpack::{DLManagedTensor, DLManagedTensorVersioned};

use crate::call::tensor;
use crate::error::{check, Result};
use crate::{Context, Tensor};

/// The two forms of DLPack: `DLManagedTensorVersioned`, of version 1, which can say that memory is read-only,
/// and the older `DLManagedTensor`.
pub trait DlPackForm: sealed::Form {}

mod sealed {
    pub trait Form {
        const VERSIONED: bool;

        /// Calls the struct's deleter.
        ///
        /// # Safety
        ///
        /// The struct is whole, and nobody uses it afterwards.
        unsafe fn delete(managed: *mut Self);
    }
}

macro_rules! form {
    ($($type:ident: $versioned:literal),*) => { $(
        impl DlPackForm for $type {}

        impl sealed::Form for $type {
            const VERSIONED: bool = $versioned;

            unsafe fn delete(managed: *mut $type) {
                // SAFETY: as the caller says.
                unsafe {
                    if let Some(deleter) = (*managed).deleter {
                        deleter(managed);
                    }
                }
            }
        }
    )* };
}
form!(DLManagedTensorVersioned: true, DLManagedTensor: false);

/// A struct of DLPack that is this object's own: its deleter is called when it is dropped.
///
/// ```
/// use nnlite::sys::dlpack::DLManagedTensorVersioned;
/// use nnlite::{Context, Tensor};
///
/// # fn main() -> nnlite::Result<()> {
/// let x = Tensor::from_slice(&Context::default(), &[1f32, 2.0], &[2])?;
/// let lent = x.to_dlpack::<DLManagedTensorVersioned>()?;
/// let pointer = lent.into_raw(); // for the other library, which calls the deleter
/// # drop(unsafe { nnlite::DlPack::from_raw(pointer) });
/// # Ok(())
/// # }
/// ```
pub struct DlPack<M: DlPackForm>(NonNull<M>);

// SAFETY: deleters may be called on any thread; `from_raw` demands it of others than nnlite's.
unsafe impl<M: DlPackForm> Send for DlPack<M> {}

impl<M: DlPackForm> DlPack<M> {
    /// Owns what another library lends.
    ///
    /// # Safety
    ///
    /// The pointer is to a struct of this form that nobody else will delete, and whose deleter may be called
    /// on any thread.
    pub unsafe fn from_raw(managed: NonNull<M>) -> DlPack<M> {
        DlPack(managed)
    }

    /// The struct, for who then calls its deleter, once, on any thread and at any time.
    pub fn into_raw(self) -> NonNull<M> {
        ManuallyDrop::new(self).0
    }

    /// The struct, which lives as long as this object.
    pub fn as_ptr(&self) -> *mut M {
        self.0.as_ptr()
    }
}

impl<M: DlPackForm> Drop for DlPack<M> {
    fn drop(&mut self) {
        // SAFETY: the struct is this object's own.
        unsafe { M::delete(self.0.as_ptr()) };
    }
}

impl<M: DlPackForm> fmt::Debug for DlPack<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DlPack({:p})", self.0)
    }
}

impl Tensor {
    /// This tensor's memory for another library, as it lies, in any strides. Until the struct's deleter is
    /// called the memory stays, whatever becomes of the tensor. Who writes there through the pointer must see
    /// to it that no call uses the tensor meanwhile; nnlite does not notice that it was written.
    ///
    /// A tensor that requires a gradient is [`Status::InvalidState`](crate::Status::InvalidState): export
    /// what [`detach`](Tensor::detach) gives. Read-only memory without a version is
    /// [`Status::NotSupported`](crate::Status::NotSupported). A table of embeddings is stepped densely until
    /// the deleter is called; in a context with one this holds the lock alone.
    pub fn to_dlpack<M: DlPackForm>(&self) -> Result<DlPack<M>> {
        let _held = self.realm().settling("nnl_tensor_to_dlpack")?;
        self.export()
    }

    /// The same for a caller that holds the lock.
    pub(crate) fn export<M: DlPackForm>(&self) -> Result<DlPack<M>> {
        let mut managed: *mut c_void = null_mut();
        // SAFETY: one pointer is written.
        check(unsafe { sys::nnl_tensor_to_dlpack(self.raw(), M::VERSIONED.into(), &mut managed) })?;
        Ok(DlPack(
            NonNull::new(managed.cast()).expect("success gives a struct"),
        ))
    }

    /// A tensor over the memory of another library. The struct's deleter is called when the last user of the
    /// memory is gone, on that thread; if this fails, at once. What is flagged as read-only, or whose
    /// elements share memory, cannot be written ([`Status::InvalidState`](crate::Status::InvalidState)).
    /// Another device, major version or element type, more than 8 axes, a negative stride, or memory that is
    /// not aligned is [`Status::NotSupported`](crate::Status::NotSupported).
    ///
    /// # Safety
    ///
    /// The struct describes memory that stays until its deleter is called, and that nobody else, also no
    /// tensor of another context, writes while calls or functions use the tensor, nor reads while they write
    /// it.
    pub unsafe fn from_dlpack<M: DlPackForm>(cx: &Context, managed: DlPack<M>) -> Result<Tensor> {
        let pointer = managed.as_ptr().cast();
        let made: Result<Tensor> = tensor!(shared [cx]
            nnl_tensor_from_dlpack(cx.raw(), pointer, M::VERSIONED.into()));
        if made.is_ok() {
            let _ = managed.into_raw();
        }
        made
    }
}
