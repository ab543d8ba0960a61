//! Number checks: where NaN and infinities arise.

use nnlite_sys as sys;

use crate::call::copy_out;
use crate::error::{check, Result};
use crate::options::{constants, defaults};
use crate::Context;

constants! {
    /// What a context does about numbers that are not finite.
    NumberCheckMode {
        /// Nothing; this is the default.
        Off = NNL_NUMBER_CHECK_OFF,
        /// The first is kept, and logged as a warning.
        Report = NNL_NUMBER_CHECK_REPORT,
        /// Every call that makes one is [`Status::InvalidState`](crate::Status::InvalidState) and changes nothing.
        Fail = NNL_NUMBER_CHECK_FAIL,
    }
}

constants! {
    /// What made the number.
    NumberKind {
        /// An operation.
        Forward = NNL_NUMBER_FORWARD,
        /// Its gradient function, or a sum of gradients.
        Backward = NNL_NUMBER_BACKWARD,
        /// An optimizer's update.
        Update = NNL_NUMBER_UPDATE,
        /// The loss of a training step, of which no operation is to blame.
        Loss = NNL_NUMBER_LOSS,
    }
}

/// The first number of a context that is not finite, and how it came.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NumberReport {
    /// `None` for one that this binding does not know.
    pub kind: Option<NumberKind>,
    /// Whether it is NaN, else an infinity.
    pub is_nan: bool,
    /// Whether all that it was made of was finite.
    pub inputs_finite: bool,
    /// `None`: it arose there. Otherwise NaN was given as that input.
    pub input: Option<i64>,
    /// The first one in the tensor, in row-major order.
    pub position: i64,
    /// Optimizer steps before, since the mode was set.
    pub step: i64,
    /// "log", "sgd"; "" for a module's input.
    pub op: String,
    /// The innermost module's name ("3.conv"); "" outside of modules.
    pub layer: String,
    /// All of it in a sentence.
    pub text: String,
}

/// Looks for NaN and infinities in all that a context's work makes; one counts where it arises, not where it is
/// passed on. Results do not change.
#[derive(Clone, Debug)]
pub struct NumberCheck(Context);

// SAFETY of all calls here: the check is its context's own and thread-safe, as the context's other functions
// are.
impl NumberCheck {
    pub fn new(cx: &Context) -> NumberCheck {
        NumberCheck(cx.clone())
    }

    /// Begins anew: nothing is found, and steps count from 0.
    pub fn set_mode(&self, mode: NumberCheckMode) -> Result<()> {
        check(unsafe { sys::nnl_context_set_number_check(self.0.raw(), mode as i32) })
    }

    /// `None` for one that this binding does not know.
    pub fn mode(&self) -> Result<Option<NumberCheckMode>> {
        Ok(NumberCheckMode::from_c(self.read()?.mode))
    }

    /// The first finding since the mode was set.
    pub fn report(&self) -> Result<Option<NumberReport>> {
        let context = self.0.raw();
        let c = self.read()?;
        if c.found == 0 {
            return Ok(None);
        }
        Ok(Some(NumberReport {
            kind: NumberKind::from_c(c.kind),
            is_nan: c.is_nan != 0,
            inputs_finite: c.inputs_finite != 0,
            input: (c.input >= 0).then_some(c.input),
            position: c.position,
            step: c.step,
            op: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_number_report_op(context, buffer, capacity, needed)
            })?,
            layer: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_number_report_layer(context, buffer, capacity, needed)
            })?,
            text: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_number_report_text(context, buffer, capacity, needed)
            })?,
        }))
    }

    fn read(&self) -> Result<sys::nnl_number_report> {
        let mut c = defaults(sys::nnl_number_report_init);
        check(unsafe { sys::nnl_number_report_read(self.0.raw(), &mut c) })?;
        Ok(c)
    }
}
