//! Modules of your own: `torch.nn.Module`.

use std::ffi::c_void;
use std::ops::Deref;
use std::slice;
use std::sync::Arc;

use nnlite_sys as sys;

use crate::call::{c_text, call};
use crate::callback::{lend, release, run};
use crate::custom_op::{given, shared_tensors};
use crate::error::{check, BoxError, Result};
use crate::handle_report::growing;
use crate::realm::Realm;
use crate::{Context, Module, Tensor};

/// A module that is built from parts. It is a [`Module`] by `Deref`, and becomes one by
/// [`into_module`](Self::into_module).
///
/// ```
/// use nnlite::{nn, Context, CustomModule, Tensor};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let cx = Context::default();
/// let residual = CustomModule::new(&cx, "Residual", |module, inputs| {
///     let inner = &module.children()?[0].1;
///     Ok(inputs[0].try_add(&inner.forward(&inputs[0])?)?)
/// })?;
/// residual.add_child("inner", &nn::relu(&cx)?)?;
/// let y = residual.forward(&Tensor::from_slice(&cx, &[-1f32, 2.0], &[2])?)?;
/// assert_eq!(y.to_vec::<f32>()?, [-1.0, 4.0]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct CustomModule(Module);

/// What nnlite keeps for a module: its function, and its context for the tensors that the function gets.
struct Host<F> {
    forward: F,
    realm: Arc<Realm>,
}

impl CustomModule {
    /// A module without parts yet. `kind` is its name for people, 1 to 255 bytes. `forward` computes its
    /// output, from its inputs and from its parts, which it takes from the module that it is given: a
    /// captured handle of the module itself or of one above it would keep it alive for ever.
    ///
    /// An error or a panic in `forward` is the source of the error of the call that ran it, whose status is
    /// [`Status::CallbackFailed`](crate::Status::CallbackFailed). What the operations and modules that it
    /// runs change (running statistics, random numbers) is undone then. In inference mode threads may run
    /// it at once, and then it cannot change an object
    /// ([`Status::InvalidState`](crate::Status::InvalidState)). Do not wait in it for another thread that
    /// uses the same context.
    pub fn new<F>(cx: &Context, kind: &str, forward: F) -> Result<CustomModule>
    where
        F: Fn(&Module, &[Tensor]) -> Result<Tensor, BoxError> + Send + Sync + 'static,
    {
        let kind = c_text("nnl_module_create", "kind", kind)?;
        let host = Host {
            forward,
            realm: cx.realm().clone(),
        };
        let mut handle = 0;
        lend(host, |user_data| {
            let forward = Some(run_module::<F> as unsafe extern "C" fn(_, _, _, _, _) -> _);
            let done = Some(release::<Host<F>> as unsafe extern "C" fn(_));
            // SAFETY: the host is nnlite's until `done`.
            check(unsafe {
                sys::nnl_module_create(cx.raw(), kind.as_ptr(), forward, done, user_data, &mut handle)
            })
        })?;
        Ok(CustomModule(Module::adopt(handle, cx.realm().clone())))
    }

    /// A module that only groups its children, as `torch.nn.ModuleList` and `ModuleDict` do. Running it is
    /// [`Status::NotSupported`](crate::Status::NotSupported).
    pub fn group(cx: &Context, kind: &str) -> Result<CustomModule> {
        let kind = c_text("nnl_module_create", "kind", kind)?;
        let mut handle = 0;
        let none = std::ptr::null_mut();
        // SAFETY: there is no callback and nothing is lent.
        check(unsafe { sys::nnl_module_create(cx.raw(), kind.as_ptr(), None, None, none, &mut handle) })?;
        Ok(CustomModule(Module::adopt(handle, cx.realm().clone())))
    }

    /// Shares a floating tensor that no recorded operation made; it requires a gradient from now on:
    /// `torch.nn.Parameter`. A name holds no "." and is new in the module.
    pub fn add_parameter(&self, name: &str, parameter: &Tensor) -> Result<&CustomModule> {
        let name = c_text("nnl_module_add_parameter", "name", name)?;
        self.add("nnl_module_add_parameter", || {
            call!(alone [self.0, parameter] nnl_module_add_parameter(self.raw(), name.as_ptr(), parameter.raw()))
        })
    }

    /// Shares a tensor that requires no gradient.
    pub fn add_buffer(&self, name: &str, buffer: &Tensor) -> Result<&CustomModule> {
        let name = c_text("nnl_module_add_buffer", "name", name)?;
        self.add(
            "nnl_module_add_buffer",
            || call!(alone [self.0, buffer] nnl_module_add_buffer(self.raw(), name.as_ptr(), buffer.raw())),
        )
    }

    /// Shares a module. A module that is itself a child takes no more children: build from below.
    pub fn add_child(&self, name: &str, child: &Module) -> Result<&CustomModule> {
        let name = c_text("nnl_module_add_child", "name", name)?;
        self.add(
            "nnl_module_add_child",
            || call!(alone [self.0, child] nnl_module_add_child(self.raw(), name.as_ptr(), child.raw())),
        )
    }

    /// Adds a part. A run may then need the lock in another way, which threads must see with the part.
    fn add(&self, function: &str, add: impl FnOnce() -> Result<()>) -> Result<&CustomModule> {
        let _held = self.realm().alone(function)?;
        let _growing = growing();
        self.realm().modes_changed();
        add().map(|()| self)
    }

    /// The module, for what takes one by value.
    pub fn into_module(self) -> Module {
        self.0
    }
}

impl Deref for CustomModule {
    type Target = Module;

    fn deref(&self) -> &Module {
        &self.0
    }
}

impl std::borrow::Borrow<Module> for CustomModule {
    fn borrow(&self) -> &Module {
        &self.0
    }
}

impl From<CustomModule> for Module {
    fn from(module: CustomModule) -> Module {
        module.0
    }
}

unsafe extern "C" fn run_module<F>(
    module: i64,
    count: i64,
    inputs: *const i64,
    output: *mut i64,
    user_data: *mut c_void,
) -> i32
where
    F: Fn(&Module, &[Tensor]) -> Result<Tensor, BoxError> + Send + Sync + 'static,
{
    run(|| {
        // SAFETY: user_data is the host of CustomModule::new, and there are so many inputs.
        let (host, inputs) = unsafe {
            (
                &*user_data.cast::<Host<F>>(),
                slice::from_raw_parts(inputs, count as usize),
            )
        };
        let module = Module::share(module, &host.realm)?;
        let made = (host.forward)(&module, &shared_tensors(inputs, &host.realm)?)?;
        // SAFETY: there is room for one handle.
        unsafe { *output = given(&made, &host.realm)? };
        Ok(sys::NNL_OK)
    })
}
