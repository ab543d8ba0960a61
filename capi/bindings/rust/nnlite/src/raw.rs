//! Handles from other code of the process that uses `nnlite.h`, such as the program that a plug-in in Rust
//! serves.

use nnlite_sys as sys;

use crate::error::{check, Result};
use crate::realm::Realm;
use crate::{Context, Module, Tensor};

impl Context {
    /// The context of a tensor that other code made: [`Context::default`], or one with a lock of its own,
    /// which keeps threads apart that use objects by way of it and its clones. An invalid handle is
    /// [`Status::InvalidHandle`](crate::Status::InvalidHandle).
    ///
    /// # Safety
    ///
    /// While objects are used by way of this context, nobody else uses them or others of the same context, be
    /// it by way of another [`Context`], in a way that rule 7 of `nnlite.h` forbids: an object that one
    /// thread changes is not used by another at the same time.
    pub unsafe fn of_raw_tensor(tensor: i64) -> Result<Context> {
        let mut context = 0;
        // SAFETY: one handle is written; a handle that is none is an error.
        check(unsafe { sys::nnl_tensor_context(tensor, &mut context) })?;
        Ok(Context::of_handle(context))
    }

    /// The same for a module.
    ///
    /// # Safety
    ///
    /// As [`of_raw_tensor`](Context::of_raw_tensor).
    pub unsafe fn of_raw_module(module: i64) -> Result<Context> {
        let mut context = 0;
        // SAFETY: as above.
        check(unsafe { sys::nnl_module_context(module, &mut context) })?;
        Ok(Context::of_handle(context))
    }

    /// Owns the handle.
    fn of_handle(context: sys::nnl_context) -> Context {
        match context {
            0 => Context::default(),
            own => Context::of(Realm::new(own)),
        }
    }
}

impl Tensor {
    /// Owns a handle.
    ///
    /// # Safety
    ///
    /// It is a tensor's, nobody else releases it, and `cx` is the tensor's context.
    pub unsafe fn from_raw(handle: i64, cx: &Context) -> Tensor {
        cx.realm().will_have_tables();
        Tensor::adopt(handle, cx.realm().clone())
    }
}

impl Module {
    /// Owns a handle. The context's modules run one at a time from now on, as there may be an embedding with
    /// `max_norm`.
    ///
    /// # Safety
    ///
    /// It is a module's, nobody else releases it, and `cx` is the module's context.
    pub unsafe fn from_raw(handle: i64, cx: &Context) -> Module {
        cx.realm().will_have_tables();
        cx.realm().will_rescale();
        Module::adopt(handle, cx.realm().clone())
    }
}
