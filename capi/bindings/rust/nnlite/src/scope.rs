//! Scopes: releasing handles together.

use std::marker::PhantomData;

use nnlite_sys as sys;

use crate::error::{check, Result};
use crate::{Context, Loader, Module, Optimizer, Schedule, Tensor};

/// While it lives, holds every handle that its thread is given, in callbacks too, and releases them in the
/// end, but for those that were kept or released before.
///
/// Objects of this crate release themselves, so a scope is for calls to [`sys`](crate::sys), and for code in
/// other languages that is called. An object that was made inside and outlives the scope is an error to use
/// ([`Status::InvalidHandle`](crate::Status::InvalidHandle)), unless kept. Do not hold one across an `await`:
/// it would take in what other tasks of the thread make.
///
/// Scopes lie within each other; ending one first ends those inside it. A scope belongs to the thread that
/// made it:
///
/// ```compile_fail
/// let scope = nnlite::Scope::new().unwrap();
/// std::thread::spawn(move || drop(scope));
/// ```
#[must_use = "what is made after the scope has been dropped is not its"]
#[derive(Debug)]
pub struct Scope {
    handle: sys::nnl_scope,
    /// Not Send, not Sync.
    thread: PhantomData<*const ()>,
}

impl Scope {
    /// Begins a scope. There are at most 1,024 inside each other, then it is
    /// [`Status::NotSupported`](crate::Status::NotSupported).
    pub fn new() -> Result<Scope> {
        let mut handle = 0;
        // SAFETY: one handle is written.
        check(unsafe { sys::nnl_scope_begin(&mut handle) })?;
        Ok(Scope {
            handle,
            thread: PhantomData,
        })
    }

    /// Has an object, and its context's handle, outlive the scope: they become those of the next scope
    /// outside, if there is any. What the scope does not hold stays as it is.
    pub fn keep<T: Keep>(&self, object: T) -> Result<T> {
        for handle in object.handles().into_iter().filter(|handle| *handle != 0) {
            self.keep_raw(handle)?;
        }
        Ok(object)
    }

    /// The same for a handle of any kind but a scope's, as functions of [`sys`](crate::sys) give it.
    pub fn keep_raw(&self, handle: i64) -> Result<()> {
        // SAFETY: a handle that is none is an error.
        check(unsafe { sys::nnl_scope_keep(self.handle, handle) })
    }

    /// Ends the scope, as dropping it does, and says if it had ended before, with one around it
    /// ([`Status::InvalidHandle`](crate::Status::InvalidHandle)).
    pub fn end(self) -> Result<()> {
        // SAFETY: a handle that has ended is an error. The drop that follows does nothing.
        check(unsafe { sys::nnl_scope_end(self.handle) })
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        // SAFETY: releasing a handle that has ended does nothing.
        unsafe { sys::nnl_scope_release(self.handle) };
    }
}

/// What a [`Scope`] can keep: objects with a handle, and references to them.
pub trait Keep: sealed::Handles {}

mod sealed {
    pub trait Handles {
        /// The object's and its context's, or 0.
        fn handles(&self) -> [i64; 2];
    }
}

impl<T: Keep> Keep for &T {}

impl<T: sealed::Handles> sealed::Handles for &T {
    fn handles(&self) -> [i64; 2] {
        (**self).handles()
    }
}

macro_rules! keep {
    ($($name:ident),*) => { $(
        impl Keep for $name {}

        impl sealed::Handles for $name {
            fn handles(&self) -> [i64; 2] {
                [self.raw(), self.realm().handle()]
            }
        }
    )* };
}
keep!(Context, Tensor, Module, Optimizer, Loader, Schedule);
