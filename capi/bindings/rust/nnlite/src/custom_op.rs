//! Operations of your own, `torch.autograd.Function`, and the check of their gradients.

use std::borrow::Borrow;
use std::ffi::c_void;
use std::slice;
use std::sync::Arc;

use nnlite_sys as sys;

use crate::call::c_text;
use crate::callback::{lend, release, run};
use crate::error::{check, BoxError, Error, Result};
use crate::handle::tensors;
use crate::options::options;
use crate::realm::{meet, Realm};
use crate::status::Status;
use crate::Tensor;

/// What the gradients of an operation of your own are computed from. Its tensors may not be written.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpGradient {
    pub inputs: Vec<Tensor>,
    pub output: Tensor,
    pub output_gradient: Tensor,
    /// For each input whether its gradient is wanted.
    pub wanted: Vec<bool>,
}

type Forward = dyn Fn(&[Tensor]) -> Result<Tensor, BoxError> + Send + Sync;
type Backward = dyn Fn(&OpGradient) -> Result<Vec<Option<Tensor>>, BoxError> + Send + Sync;

/// An operation that is written in Rust.
///
/// ```
/// use nnlite::{Context, CustomOp, Tensor};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let square = CustomOp::new("square", |inputs| Ok(inputs[0].try_mul(&inputs[0])?))
///     .backward(|given| Ok(vec![Some(&given.inputs[0] * &given.output_gradient * 2.0)]));
/// let x = Tensor::from_slice(&Context::default(), &[3f64], &[])?;
/// x.set_requires_grad(true)?;
/// square.apply([&x])?.backward()?;
/// assert_eq!(x.grad()?.unwrap().item()?, 6.0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct CustomOp {
    name: String,
    forward: Arc<Forward>,
    backward: Option<Arc<Backward>>,
}

/// What nnlite keeps for the graph.
struct Host {
    op: CustomOp,
    realm: Arc<Realm>,
}

impl CustomOp {
    /// `forward` is called by [`apply`](CustomOp::apply), without recording, on tensors cut off from the
    /// graph. It cannot change an object ([`Status::InvalidState`]), unless the call around it is one that
    /// does (a step of training), and must not wait for another thread that uses the same context. An error
    /// or a panic in it is the source of the error of `apply`, whose status is [`Status::CallbackFailed`].
    pub fn new<F>(name: &str, forward: F) -> CustomOp
    where
        F: Fn(&[Tensor]) -> Result<Tensor, BoxError> + Send + Sync + 'static,
    {
        CustomOp {
            name: name.to_owned(),
            forward: Arc::new(forward),
            backward: None,
        }
    }

    /// With gradients: for each input a tensor of its shape, type and context, or `None`; what is not
    /// wanted is passed over. Called when a gradient comes, on the thread that walks backward. A failure
    /// fails the walk, and no gradient changes.
    pub fn backward<B>(self, backward: B) -> CustomOp
    where
        B: Fn(&OpGradient) -> Result<Vec<Option<Tensor>>, BoxError> + Send + Sync + 'static,
    {
        CustomOp {
            backward: Some(Arc::new(backward)),
            ..self
        }
    }

    /// Runs the operation on at least one input. A floating output is recorded where an input requires a
    /// gradient; inputs and output are then saved. Without gradients walking back is
    /// [`Status::NotSupported`].
    pub fn apply<T: Borrow<Tensor>>(&self, inputs: impl IntoIterator<Item = T>) -> Result<Tensor> {
        let name = c_text("nnl_custom_op", "name", &self.name)?;
        let inputs = tensors(inputs);
        let realm = meet("nnl_custom_op", &[&inputs])?;
        let held = realm.shared("nnl_custom_op")?;
        let backward = self
            .backward
            .as_ref()
            .map(|_| call_backward as unsafe extern "C" fn(_, _, _, _, _, _, _) -> _);
        let host = Host {
            op: self.clone(),
            realm: realm.clone(),
        };
        let mut output = 0;
        lend(host, |user_data| {
            let (forward, done) = (Some(call_forward as _), Some(release::<Host> as _));
            let (count, handles) = (inputs.count(), inputs.as_ptr());
            // SAFETY: the host is nnlite's until `done`; the list has so many handles.
            check(unsafe {
                sys::nnl_custom_op(
                    name.as_ptr(),
                    count,
                    handles,
                    forward,
                    backward,
                    done,
                    user_data,
                    &mut output,
                )
            })
        })?;
        drop(held);
        Ok(Tensor::adopt(output, realm))
    }
}

impl std::fmt::Debug for CustomOp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CustomOp({:?})", self.name)
    }
}

/// Tensors of their own for handles that a callback borrows.
pub(crate) fn shared_tensors(handles: &[i64], realm: &Arc<Realm>) -> Result<Vec<Tensor>> {
    let share = |handle: &i64| {
        let mut other = 0;
        // SAFETY: one handle is written.
        check(unsafe { sys::nnl_tensor_share(*handle, &mut other) })?;
        Ok(Tensor::adopt(other, realm.clone()))
    };
    handles.iter().map(share).collect()
}

/// A handle of what a callback gives, for nnlite to keep.
pub(crate) fn given(tensor: &Tensor, realm: &Arc<Realm>) -> Result<i64> {
    if !Arc::ptr_eq(tensor.realm(), realm) {
        let message = "what the callback gave belongs to another context";
        return Err(Error::new(Status::InvalidState, "", "output", message));
    }
    let mut other = 0;
    // SAFETY: one handle is written.
    check(unsafe { sys::nnl_tensor_share(tensor.raw(), &mut other) })?;
    Ok(other)
}

unsafe extern "C" fn call_forward(
    count: i64,
    inputs: *const i64,
    output: *mut i64,
    user_data: *mut c_void,
) -> i32 {
    run(|| {
        // SAFETY: as CustomOp::apply handed it over; there are so many inputs and room for one output.
        unsafe {
            let host = &*user_data.cast::<Host>();
            let inputs = shared_tensors(slice::from_raw_parts(inputs, count as usize), &host.realm)?;
            *output = given(&(host.op.forward)(&inputs)?, &host.realm)?;
        }
        Ok(sys::NNL_OK)
    })
}

unsafe extern "C" fn call_backward(
    count: i64,
    inputs: *const i64,
    output: i64,
    output_gradient: i64,
    wanted: *const i32,
    gradients: *mut i64,
    user_data: *mut c_void,
) -> i32 {
    run(|| {
        // SAFETY: as CustomOp::apply handed it over; the arrays have `count` elements.
        let (host, inputs, wanted, gradients) = unsafe {
            let (host, count) = (&*user_data.cast::<Host>(), count as usize);
            let (inputs, wanted) = (
                slice::from_raw_parts(inputs, count),
                slice::from_raw_parts(wanted, count),
            );
            (host, inputs, wanted, slice::from_raw_parts_mut(gradients, count))
        };
        let realm = &host.realm;
        let mut others = shared_tensors(&[output, output_gradient], realm)?.into_iter();
        let (Some(output), Some(output_gradient)) = (others.next(), others.next()) else {
            unreachable!("two handles give two tensors");
        };
        let wanted: Vec<bool> = wanted.iter().map(|wanted| *wanted != 0).collect();
        let inputs = shared_tensors(inputs, realm)?;
        let backward = host.op.backward.as_ref().ok_or("the operation has no backward")?;
        let made = backward(&OpGradient {
            inputs,
            output,
            output_gradient,
            wanted: wanted.clone(),
        })?;
        if made.len() != gradients.len() {
            let (made, inputs) = (made.len(), gradients.len());
            return Err(format!("backward gave {made} gradients for {inputs} inputs").into());
        }
        for ((place, made), _) in gradients
            .iter_mut()
            .zip(&made)
            .zip(wanted)
            .filter(|(_, wanted)| *wanted)
        {
            if let Some(made) = made {
                *place = given(made, realm)?;
            }
        }
        Ok(sys::NNL_OK)
    })
}

options! {
    /// Settings of [`gradcheck`], with the defaults of `torch.autograd.gradcheck`.
    GradcheckOptions: nnl_gradcheck_options, nnl_gradcheck_options_init {
        /// The step to either side; positive and finite.
        eps: f64 = 1e-6,
        /// Not negative.
        atol: f64 = 1e-5,
        /// Not negative.
        rtol: f64 = 1e-3,
    }
}

/// What [`gradcheck`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradcheckResult {
    pub passed: bool,
    /// For people: that all agree, or the first differences, such as "input 0 at \[1, 2\], output at \[3\]:
    /// analytical 2, numerical 3".
    pub report: String,
}

/// Compares the derivatives that backward gives with central differences, for every element of the
/// function's output (f64) and of every input that requires a gradient; those are f64, and no results of
/// recorded operations. A difference is no failure: `passed` is false then. An error or a panic in the
/// function is the source of the error that comes back.
pub fn gradcheck<F, T>(
    mut function: F,
    inputs: impl IntoIterator<Item = T>,
    options: &GradcheckOptions,
) -> Result<GradcheckResult>
where
    F: FnMut(&[Tensor]) -> Result<Tensor, BoxError>,
    T: Borrow<Tensor>,
{
    let inputs = tensors(inputs);
    let realm = meet("nnl_gradcheck", &[&inputs])?;
    let _held = realm.alone("nnl_gradcheck")?;
    let mut called = Checked {
        function: &mut function,
        realm: &realm,
    };
    // "It never needs more than 4,096 bytes."
    let (mut passed, mut needed, mut report) = (0, 0, vec![0u8; 4096]);
    // SAFETY: the callback gets the Checked that lives here through the call, and nobody else uses it
    // meanwhile.
    check(unsafe {
        sys::nnl_gradcheck(
            Some(call_checked::<F> as unsafe extern "C" fn(_, _, _, _) -> _),
            (&raw mut called).cast(),
            inputs.count(),
            inputs.as_ptr(),
            &options.to_c(),
            &mut passed,
            report.as_mut_ptr().cast(),
            report.len() as i64,
            &mut needed,
        )
    })?;
    report.truncate((needed - 1).max(0) as usize);
    Ok(GradcheckResult {
        passed: passed != 0,
        report: String::from_utf8_lossy(&report).into_owned(),
    })
}

/// A function under check.
struct Checked<'a, F> {
    function: &'a mut F,
    realm: &'a Arc<Realm>,
}

unsafe extern "C" fn call_checked<F>(
    count: i64,
    inputs: *const i64,
    output: *mut i64,
    user_data: *mut c_void,
) -> i32
where
    F: FnMut(&[Tensor]) -> Result<Tensor, BoxError>,
{
    run(|| {
        // SAFETY: user_data is the Checked of gradcheck; there are so many inputs and room for one output.
        unsafe {
            let called = &mut *user_data.cast::<Checked<F>>();
            let inputs = shared_tensors(slice::from_raw_parts(inputs, count as usize), called.realm)?;
            *output = given(&(called.function)(&inputs)?, called.realm)?;
        }
        Ok(sys::NNL_OK)
    })
}
