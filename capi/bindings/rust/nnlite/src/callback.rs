//! The border that callbacks cross: no panic gets into C, and what failed is kept for the call that it
//! fails.

use std::any::Any;
use std::cell::Cell;
use std::ffi::{c_void, CString};
use std::fmt;
use std::panic::{catch_unwind, AssertUnwindSafe};

use nnlite_sys as sys;

use crate::error::BoxError;

thread_local! {
    /// Why the last callback of this thread failed, until the call that it fails takes it.
    static CAUSE: Cell<Option<BoxError>> = const { Cell::new(None) };
}

/// A panic in a function that was handed to nnlite, as the source of the [`Error`](crate::Error) of the
/// call that ran it.
#[derive(Debug)]
pub struct Panic {
    message: String,
}

impl Panic {
    fn new(payload: Box<dyn Any + Send>) -> Panic {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let message = text.or_else(|| payload.downcast_ref::<String>().cloned());
        quietly(|| drop(payload));
        Panic {
            message: message.unwrap_or_else(|| "a panic without a text".to_owned()),
        }
    }

    /// The text that the panic was given.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "panicked: {}", self.message)
    }
}

impl std::error::Error for Panic {}

/// Runs what may panic and says so only by `None`. The panic's payload is leaked if even dropping it
/// panics.
fn quietly<T>(body: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => Some(value),
        Err(payload) => {
            if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                std::mem::forget(another);
            }
            None
        }
    }
}

/// Runs the inside of a callback. An error or panic becomes the thread's last error and waits for the call
/// that fails for it.
pub(crate) fn run(body: impl FnOnce() -> Result<sys::nnl_status, BoxError>) -> sys::nnl_status {
    quietly(|| drop(take_cause()));
    let cause: BoxError = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(status)) => return status,
        Ok(Err(error)) => error,
        Err(payload) => Box::new(Panic::new(payload)),
    };
    let text = quietly(|| cause.to_string()).unwrap_or_else(|| "the error's own text panicked".to_owned());
    let text = CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default();
    // SAFETY: the text ends with a NUL and is copied.
    unsafe { sys::nnl_set_last_error(text.as_ptr()) };
    let _ = CAUSE.try_with(|place| place.set(Some(cause)));
    sys::NNL_CALLBACK_FAILED
}

/// The same for a callback whose result nobody looks at.
pub(crate) fn run_unheard(body: impl FnOnce()) {
    quietly(body);
}

pub(crate) fn take_cause() -> Option<BoxError> {
    CAUSE.try_with(Cell::take).ok().flatten()
}

/// A release callback for a `user_data` that [`lend`] made of a `T`.
pub(crate) unsafe extern "C" fn release<T>(user_data: *mut c_void) {
    // SAFETY: nnlite calls this once, and does not use user_data afterwards.
    run_unheard(|| drop(unsafe { Box::from_raw(user_data.cast::<T>()) }));
}

/// Hands a value to a call that keeps it until it calls `release::<T>`, and takes it back if the call
/// fails.
pub(crate) fn lend<T, R, E>(value: T, call: impl FnOnce(*mut c_void) -> Result<R, E>) -> Result<R, E> {
    let lent = Box::into_raw(Box::new(value));
    let result = call(lent.cast());
    if result.is_err() {
        // SAFETY: a function of nnlite that fails has not kept it.
        drop(unsafe { Box::from_raw(lent) });
    }
    result
}
