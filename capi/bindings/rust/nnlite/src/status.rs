//! What a failed call came to.

use nnlite_sys as sys;

/// The kind of a failure. Later versions of nnlite may add kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// A setting out of its range.
    InvalidArgument,
    /// An absent object where one is needed.
    InvalidHandle,
    ShapeMismatch,
    DTypeMismatch,
    IndexOutOfRange,
    /// Such as backward twice, or objects of two contexts in one call.
    InvalidState,
    OutOfMemory,
    /// The system could not read or write.
    IoError,
    /// What was read is not what it should be.
    InvalidFile,
    NotFound,
    Cancelled,
    BufferTooSmall,
    NotSupported,
    /// A function of the caller's failed: it returned an error, or panicked.
    CallbackFailed,
    /// A defect of nnlite: please report it.
    Internal,
    /// A kind that this version of the binding does not know.
    Other(i32),
}

const NUMBERS: [(Status, i32); 15] = [
    (Status::InvalidArgument, sys::NNL_INVALID_ARGUMENT),
    (Status::InvalidHandle, sys::NNL_INVALID_HANDLE),
    (Status::ShapeMismatch, sys::NNL_SHAPE_MISMATCH),
    (Status::DTypeMismatch, sys::NNL_DTYPE_MISMATCH),
    (Status::IndexOutOfRange, sys::NNL_INDEX_OUT_OF_RANGE),
    (Status::InvalidState, sys::NNL_INVALID_STATE),
    (Status::OutOfMemory, sys::NNL_OUT_OF_MEMORY),
    (Status::IoError, sys::NNL_IO_ERROR),
    (Status::InvalidFile, sys::NNL_INVALID_FILE),
    (Status::NotFound, sys::NNL_NOT_FOUND),
    (Status::Cancelled, sys::NNL_CANCELLED),
    (Status::BufferTooSmall, sys::NNL_BUFFER_TOO_SMALL),
    (Status::NotSupported, sys::NNL_NOT_SUPPORTED),
    (Status::CallbackFailed, sys::NNL_CALLBACK_FAILED),
    (Status::Internal, sys::NNL_INTERNAL),
];

impl Status {
    /// The number that `nnlite.h` gives it (`NNL_SHAPE_MISMATCH` and so on).
    pub fn code(self) -> i32 {
        match self {
            Status::Other(code) => code,
            known => NUMBERS
                .iter()
                .find(|(status, _)| *status == known)
                .map_or(0, |(_, code)| *code),
        }
    }

    /// The kind of that number.
    pub fn from_code(code: i32) -> Status {
        NUMBERS
            .iter()
            .find(|(_, number)| *number == code)
            .map_or(Status::Other(code), |(status, _)| *status)
    }
}
