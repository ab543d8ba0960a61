//! Modules: running them, their modes, parameters and children.

use std::borrow::Borrow;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use nnlite_sys as sys;

use crate::call::{c_text, call, get, module, tensor, text};
use crate::error::{check, Result};
use crate::handle::{handle_type, tensors, List, RawOption};
use crate::realm::{meet, Held};
use crate::Tensor;

handle_type! {
    /// A layer, or several as one. Its tensors are shared with those that
    /// [`parameters`](Module::parameters) and the like return.
    ///
    /// A `Module` is a handle: a clone is the same module. In inference mode threads run it at once; in
    /// training mode one at a time.
    Module, nnl_module_release, needs: AtomicU64 = AtomicU64::new(0)
}

impl Clone for Module {
    /// Another handle of the same module.
    ///
    /// # Panics
    ///
    /// When there is no memory for a handle, or a [`Scope`](crate::Scope) has released this one.
    fn clone(&self) -> Module {
        Module::share(self.raw(), self.realm()).expect("no other handle")
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Module({})", self.kind().unwrap_or_default())
    }
}

/// How a run of a module must hold its context's lock.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// It is in inference mode.
    Shared,
    /// It is in training mode but changes nothing itself. Functions of the caller's in it may want to.
    AloneIfPossible,
    /// It moves buffers or rescales tables.
    Alone,
}

/// Bits of `Module::needs` that hold a Need; the others are the number `Realm::modes` for which it is
/// right.
const NEED_BITS: u32 = 2;

impl Module {
    /// Another handle of a module.
    pub(crate) fn share(handle: i64, realm: &std::sync::Arc<crate::realm::Realm>) -> Result<Module> {
        let mut other = 0;
        // SAFETY: takes a reference; an invalid handle is an error.
        check(unsafe { sys::nnl_module_share(handle, &mut other) })?;
        Ok(Module::adopt(other, realm.clone()))
    }

    /// Runs the module. In training mode batch norms move their running statistics.
    pub fn forward(&self, input: &Tensor) -> Result<Tensor> {
        let realm = meet("nnl_module_forward", &[self, input])?;
        let _held = self.hold("nnl_module_forward")?;
        let mut output = 0;
        // SAFETY: one handle is written.
        check(unsafe { sys::nnl_module_forward(self.raw(), input.raw(), &mut output) })?;
        Ok(Tensor::adopt(output, realm))
    }

    /// The same with several inputs, at least one, in the module's order. A Sequential hands them all to
    /// its first module.
    pub fn forward_inputs<T: Borrow<Tensor>>(&self, inputs: impl IntoIterator<Item = T>) -> Result<Tensor> {
        self.run_list(&tensors(inputs))
    }

    /// The same with inputs that may be absent where the module allows it: the offsets of a bag of
    /// embeddings before per-sample weights.
    pub fn forward_optional(&self, inputs: &[Option<&Tensor>]) -> Result<Tensor> {
        let mut list = List::default();
        inputs.iter().for_each(|input| list.push(input.raw(), input));
        self.run_list(&list)
    }

    fn run_list(&self, inputs: &List) -> Result<Tensor> {
        let realm = meet("nnl_module_forward_inputs", &[self, inputs])?;
        let _held = self.hold("nnl_module_forward_inputs")?;
        let mut output = 0;
        // SAFETY: the list has so many handles; one is written.
        check(unsafe {
            sys::nnl_module_forward_inputs(self.raw(), inputs.count(), inputs.as_ptr(), &mut output)
        })?;
        Ok(Tensor::adopt(output, realm))
    }

    /// Holds the context's lock as a run needs it.
    fn hold(&self, function: &str) -> Result<Held<'_>> {
        let held = self.realm().shared(function)?;
        if held.is_alone() {
            return Ok(held);
        }
        // Modes cannot change while the lock is held, so the need is right until then.
        match (self.need(), held.is_nested()) {
            (Need::Shared, _) | (Need::AloneIfPossible, true) => Ok(held),
            (Need::AloneIfPossible, false) | (Need::Alone, _) => {
                drop(held);
                self.realm().alone(function)
            }
        }
    }

    fn need(&self) -> Need {
        let modes = self.realm().modes();
        let known = self.needs.load(Ordering::Relaxed);
        if known >> NEED_BITS == modes {
            return [Need::Shared, Need::AloneIfPossible, Need::Alone][known as usize & 3];
        }
        let need = self.find_need();
        self.needs
            .store(modes << NEED_BITS | need as u64, Ordering::Relaxed);
        need
    }

    fn find_need(&self) -> Need {
        if self.realm().rescales() {
            return Need::Alone;
        }
        let mut buffers = 0;
        // SAFETY: one number is written.
        let counted = unsafe { sys::nnl_module_num_buffers(self.raw(), &mut buffers) } == sys::NNL_OK;
        match (trains(self.raw()), counted && buffers == 0) {
            (false, _) => Need::Shared,
            (true, true) => Need::AloneIfPossible,
            (true, false) => Need::Alone,
        }
    }

    /// Training mode (true, as made) or inference mode, of the module and all below it.
    pub fn train(&self, training: bool) -> Result<()> {
        let _held = self.realm().alone("nnl_module_train")?;
        let done = call!(alone [self] nnl_module_train(self.raw(), training.into()));
        self.realm().modes_changed();
        done
    }

    /// Inference mode.
    pub fn eval(&self) -> Result<()> {
        self.train(false)
    }

    pub fn is_training(&self) -> Result<bool> {
        get!(shared [self] nnl_module_is_training(self.raw()) -> i32).map(|flag| flag != 0)
    }

    /// Freezes (false) or unfreezes all parameters.
    pub fn set_requires_grad(&self, requires_grad: bool) -> Result<()> {
        call!(alone [self] nnl_module_set_requires_grad(self.raw(), requires_grad.into()))
    }

    /// Drops all gradients.
    pub fn zero_grad(&self) -> Result<()> {
        call!(alone [self] nnl_module_zero_grad(self.raw()))
    }

    /// The parameters in order.
    pub fn parameters(&self) -> Result<Vec<Tensor>> {
        let count = get!(shared [self] nnl_module_num_parameters(self.raw()) -> i64)?;
        (0..count)
            .map(|i| tensor!(shared [self] nnl_module_parameter(self.raw(), i)))
            .collect()
    }

    /// The parameters in order, with PyTorch's names ("0.weight").
    pub fn named_parameters(&self) -> Result<Vec<(String, Tensor)>> {
        let name = |i| text!(shared [self] nnl_module_parameter_name(self.raw(), i));
        self.parameters()?
            .into_iter()
            .zip(0..)
            .map(|(tensor, i)| Ok((name(i)?, tensor)))
            .collect()
    }

    /// The buffers in order.
    pub fn buffers(&self) -> Result<Vec<Tensor>> {
        let count = get!(shared [self] nnl_module_num_buffers(self.raw()) -> i64)?;
        (0..count)
            .map(|i| tensor!(shared [self] nnl_module_buffer(self.raw(), i)))
            .collect()
    }

    /// The buffers in order, with their names ("1.running_mean").
    pub fn named_buffers(&self) -> Result<Vec<(String, Tensor)>> {
        let name = |i| text!(shared [self] nnl_module_buffer_name(self.raw(), i));
        self.buffers()?
            .into_iter()
            .zip(0..)
            .map(|(tensor, i)| Ok((name(i)?, tensor)))
            .collect()
    }

    /// The parameter or buffer of that name, or [`Status::NotFound`](crate::Status::NotFound).
    pub fn tensor(&self, name: &str) -> Result<Tensor> {
        let name = c_text("nnl_module_tensor", "name", name)?;
        tensor!(shared [self] nnl_module_tensor(self.raw(), name.as_ptr()))
    }

    /// The layer's name for people, such as "BatchNorm1d".
    pub fn kind(&self) -> Result<String> {
        text!(shared [self] nnl_module_kind(self.raw()))
    }

    /// The children in order, with their names; those of a Sequential are "0", "1", ...
    pub fn children(&self) -> Result<Vec<(String, Module)>> {
        let count = get!(shared [self] nnl_module_num_children(self.raw()) -> i64)?;
        let child = |i| -> Result<Module> { module!(shared [self] nnl_module_child(self.raw(), i)) };
        let name = |i| text!(shared [self] nnl_module_child_name(self.raw(), i));
        (0..count).map(|i| Ok((name(i)?, child(i)?))).collect()
    }

    /// A table for people: a line for each module with its kind, the shape of its output when this runs on
    /// the inputs, and the elements of its parameters. The run is not recorded, and what it changes is
    /// undone.
    pub fn summary<T: Borrow<Tensor>>(&self, inputs: impl IntoIterator<Item = T>) -> Result<String> {
        let inputs = tensors(inputs);
        text!(alone [self, inputs] nnl_module_summary(self.raw(), inputs.count(), inputs.as_ptr()))
    }
}

/// Whether a module, or one below it, is in training mode, or may be: what cannot be asked counts as
/// training.
fn trains(module: i64) -> bool {
    let (mut training, mut children) = (1, 0);
    // SAFETY: one number is written.
    let asked = unsafe { sys::nnl_module_is_training(module, &mut training) } == sys::NNL_OK;
    let counted = unsafe { sys::nnl_module_num_children(module, &mut children) } == sys::NNL_OK;
    if training != 0 || !asked || !counted {
        return true;
    }
    (0..children).any(|i| {
        let mut child = 0;
        // SAFETY: one handle is written, and released here; `trains` counts 0 as training.
        let found = unsafe { sys::nnl_module_child(module, i, &mut child) } != sys::NNL_OK || trains(child);
        unsafe { sys::nnl_module_release(child) };
        found
    })
}
