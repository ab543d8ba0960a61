//! Profiles: where time and memory go.

use std::path::Path;

use nnlite_sys as sys;

use crate::call::{c_path, copy_out};
use crate::error::{check, Result};
use crate::options::{constants, defaults, options};
use crate::Context;

constants! {
    /// What a row of a profile is about.
    ProfileKind {
        /// An operation's forward.
        Op = NNL_PROFILE_OP,
        /// Its gradient function.
        Backward = NNL_PROFILE_BACKWARD,
        /// A module's forward.
        Layer = NNL_PROFILE_LAYER,
        /// An optimizer's step.
        Optimizer = NNL_PROFILE_OPTIMIZER,
        /// A part of training ("train_step", "backward").
        Step = NNL_PROFILE_STEP,
    }
}

options! {
    /// Settings of a profile.
    ProfileOptions: nnl_profile_options, nnl_profile_options_init {
        /// Scopes that are kept for the trace, 32 bytes each.
        max_events: i64 = 1_000_000,
    }
}

/// What a profile has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProfileSummary {
    /// Whether it records.
    pub recording: bool,
    pub rows: i64,
    /// That are kept.
    pub events: i64,
    /// That were not, beyond `max_events` or without memory.
    pub dropped_events: i64,
    /// Time in scopes, of all threads together: the sum of the rows' `self_ns`.
    pub total_ns: i64,
}

/// All scopes of one kind and name, and for layers of one kind of module.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProfileRow {
    /// `None` for a kind that this binding does not know.
    pub kind: Option<ProfileKind>,
    /// Of an operation as in error messages ("batch_norm"); of a layer its path from the module that was
    /// called.
    pub name: String,
    /// The kind of module of a layer's row ("BatchNorm1d"); "" for other rows.
    pub layer: String,
    pub calls: i64,
    /// That of a scope within one of the same row is not counted twice.
    pub total_ns: i64,
    /// Without the scopes within.
    pub self_ns: i64,
    /// Of tensor memory given out.
    pub bytes: i64,
}

/// The profile of a context: while it records, it has the work of that context on all threads. Profiles
/// change no result. Reading is [`Status::InvalidState`](crate::Status::InvalidState) if none was ever
/// started.
#[derive(Clone, Debug)]
pub struct Profile(Context);

// SAFETY of all calls here: a profile is its context's own and thread-safe, as the context's other
// functions are.
impl Profile {
    pub fn new(cx: &Context) -> Profile {
        Profile(cx.clone())
    }

    /// Begins a profile and drops the one before; [`Status::InvalidState`](crate::Status::InvalidState) if
    /// it is recording already.
    pub fn start(&self, options: &ProfileOptions) -> Result<()> {
        check(unsafe { sys::nnl_profile_start(self.0.raw(), &options.to_c()) })
    }

    /// Ends the recording; what it has stays to be read until the next start.
    pub fn stop(&self) -> Result<()> {
        check(unsafe { sys::nnl_profile_stop(self.0.raw()) })
    }

    /// Tables as text, of operations, of layers and of the parts of training; the longest first.
    pub fn table(&self) -> Result<String> {
        copy_out(|buffer, capacity, needed| unsafe {
            sys::nnl_profile_table(self.0.raw(), buffer, capacity, needed)
        })
    }

    /// The events as a file for chrome://tracing or Perfetto; it appears whole or not at all.
    pub fn save_trace(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = c_path("nnl_profile_save_trace", path.as_ref())?;
        check(unsafe { sys::nnl_profile_save_trace(self.0.raw(), path.as_ptr()) })
    }

    pub fn summary(&self) -> Result<ProfileSummary> {
        let mut c = defaults(sys::nnl_profile_summary_init);
        check(unsafe { sys::nnl_profile_read_summary(self.0.raw(), &mut c) })?;
        Ok(ProfileSummary {
            recording: c.recording != 0,
            rows: c.rows,
            events: c.events,
            dropped_events: c.dropped_events,
            total_ns: c.total_ns,
        })
    }

    /// The rows in the order in which their first scopes ended.
    pub fn rows(&self) -> Result<Vec<ProfileRow>> {
        (0..self.summary()?.rows).map(|index| self.row(index)).collect()
    }

    fn row(&self, index: i64) -> Result<ProfileRow> {
        let context = self.0.raw();
        let mut c = defaults(sys::nnl_profile_row_init);
        check(unsafe { sys::nnl_profile_read_row(context, index, &mut c) })?;
        Ok(ProfileRow {
            kind: ProfileKind::from_c(c.kind),
            name: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_profile_row_name(context, index, buffer, capacity, needed)
            })?,
            layer: copy_out(|buffer, capacity, needed| unsafe {
                sys::nnl_profile_row_layer(context, index, buffer, capacity, needed)
            })?,
            calls: c.calls,
            total_ns: c.total_ns,
            self_ns: c.self_ns,
            bytes: c.bytes,
        })
    }
}
