//! Element types.

use nnlite_sys as sys;

use crate::options::constants;

constants! {
    /// What a tensor's elements are.
    DType {
        F32 = NNL_F32,
        F64 = NNL_F64,
        I32 = NNL_I32,
        I64 = NNL_I64,
        U8 = NNL_U8,
        Bool = NNL_BOOL,
    }
}

/// A type of Rust that elements of a tensor are copied from and to: `f32`, `f64`, `i32`, `i64`, `u8`,
/// `bool`.
pub trait Element: sealed::Sealed + Copy + Default + Send + Sync + 'static {
    /// The element type of tensors that hold it.
    const DTYPE: DType;
}

pub(crate) mod sealed {
    use super::sys;

    pub trait Sealed: Sized {
        /// Reads a tensor of this element type; the status of nnl_tensor_read.
        ///
        /// # Safety
        ///
        /// The tensor is of this element type, and the caller holds the lock of its context.
        unsafe fn read(tensor: i64, values: &mut [Self]) -> i32 {
            let bytes = size_of_val(values) as i64;
            // SAFETY: the slice has so many bytes, and any bytes are numbers.
            unsafe { sys::nnl_tensor_read(tensor, values.as_mut_ptr().cast(), bytes) }
        }
    }

    impl Sealed for f32 {}
    impl Sealed for f64 {}
    impl Sealed for i32 {}
    impl Sealed for i64 {}
    impl Sealed for u8 {}
    impl Sealed for bool {
        /// By way of bytes: a bool of a tensor may be any byte, one of Rust may not.
        unsafe fn read(tensor: i64, values: &mut [bool]) -> i32 {
            let mut bytes = vec![0u8; values.len()];
            let status = unsafe { u8::read(tensor, &mut bytes) };
            if status == sys::NNL_OK {
                values
                    .iter_mut()
                    .zip(bytes)
                    .for_each(|(value, byte)| *value = byte != 0);
            }
            status
        }
    }
}

macro_rules! element {
    ($($type:ty: $dtype:ident),*) => { $(
        impl Element for $type {
            const DTYPE: DType = DType::$dtype;
        }
    )* };
}
element!(f32: F32, f64: F64, i32: I32, i64: I64, u8: U8, bool: Bool);
