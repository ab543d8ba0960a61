//! DLPack's structs, from its specification (version 1.1): what `nnl_tensor_to_dlpack` gives and
//! `nnl_tensor_from_dlpack` takes.
use std::ffi::c_void;

/// Where memory is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DLDevice {
    /// 1 is the processor.
    pub device_type: i32,
    pub device_id: i32,
}

/// What the elements are.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DLDataType {
    /// 0: integer, 1: unsigned integer, 2: floating, 6: bool.
    pub code: u8,
    pub bits: u8,
    pub lanes: u16,
}

/// An array in memory.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct DLTensor {
    pub data: *mut c_void,
    pub device: DLDevice,
    pub ndim: i32,
    pub dtype: DLDataType,
    pub shape: *mut i64,
    /// In elements. NULL: row-major.
    pub strides: *mut i64,
    pub byte_offset: u64,
}

/// What is exchanged. Whoever has it calls the deleter, which may be absent, once, with the struct itself.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct DLManagedTensor {
    pub dl_tensor: DLTensor,
    pub manager_ctx: *mut c_void,
    pub deleter: Option<unsafe extern "C" fn(*mut DLManagedTensor)>,
}

/// Another major version is another layout after `deleter`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DLPackVersion {
    pub major: u32,
    pub minor: u32,
}

/// Memory that must not be written.
pub const DLPACK_FLAG_BITMASK_READ_ONLY: u64 = 1;

/// The same as [`DLManagedTensor`] since version 1.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct DLManagedTensorVersioned {
    pub version: DLPackVersion,
    pub manager_ctx: *mut c_void,
    pub deleter: Option<unsafe extern "C" fn(*mut DLManagedTensorVersioned)>,
    pub flags: u64,
    pub dl_tensor: DLTensor,
}

#[cfg(target_pointer_width = "64")]
const _: () = assert!(
    size_of::<DLTensor>() == 48
        && size_of::<DLManagedTensor>() == 64
        && size_of::<DLManagedTensorVersioned>() == 80
);
