//! Errors: what failed, where, and what caused it.

use std::ffi::CStr;
use std::fmt;

use nnlite_sys as sys;

use crate::callback;
use crate::status::Status;

/// An error of any kind, as functions that are handed to nnlite return it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What calls of this crate come to.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failed call. It has changed nothing: the call can be tried again.
///
/// If a function of yours caused it, [`source`](std::error::Error::source) is the error that the function
/// returned, or a [`Panic`](crate::Panic).
pub struct Error(Box<Inner>);

struct Inner {
    status: Status,
    message: String,
    function: String,
    argument: String,
    source: Option<BoxError>,
}

impl Error {
    /// An error of this binding's own.
    pub(crate) fn new(status: Status, function: &str, argument: &str, message: impl Into<String>) -> Error {
        let (message, function, argument) = (message.into(), function.to_owned(), argument.to_owned());
        Error(Box::new(Inner {
            status,
            message,
            function,
            argument,
            source: None,
        }))
    }

    /// The failure that the last call of this thread left. No call may come between it and this.
    fn last(code: i32) -> Error {
        let source = callback::take_cause().filter(|_| code == sys::NNL_CALLBACK_FAILED);
        // SAFETY: the texts are never NULL and live until the thread's next failing call.
        let text = |text: *const _| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned();
        // SAFETY: these functions have no requirements.
        let (message, function, argument) = unsafe {
            (
                text(sys::nnl_last_error_message()),
                text(sys::nnl_last_error_function()),
                text(sys::nnl_last_error_argument()),
            )
        };
        Error(Box::new(Inner {
            status: Status::from_code(code),
            message,
            function,
            argument,
            source,
        }))
    }

    /// The kind of failure.
    pub fn status(&self) -> Status {
        self.0.status
    }

    /// What happened, with the shapes, values and positions at fault.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The function of `nnlite.h` that failed.
    pub fn function(&self) -> &str {
        &self.0.function
    }

    /// The argument at fault, or "": then the message says what is.
    pub fn argument(&self) -> &str {
        &self.0.argument
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.function(), self.message()) {
            ("", message) => write!(f, "{message}"),
            (function, message) => write!(f, "{function}: {message}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("status", &self.0.status)
            .field("message", &self.0.message)
            .field("function", &self.0.function)
            .field("argument", &self.0.argument)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// The status of a call as a result. Must follow the call at once, on its thread.
pub(crate) fn check(status: sys::nnl_status) -> Result<()> {
    if status == sys::NNL_OK {
        return Ok(());
    }
    debug_assert_eq!(status, unsafe { sys::nnl_last_error_status() });
    Err(Error::last(status))
}
