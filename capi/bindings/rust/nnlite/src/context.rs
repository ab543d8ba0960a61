//! Contexts: thread budget, memory limit, random stream, log.

use std::ffi::{c_char, c_void, CStr};
use std::sync::Arc;

use nnlite_sys as sys;

use crate::callback::{lend, release, run_unheard};
use crate::error::{check, Result};
use crate::options::{constants, options};
use crate::realm::{Party, Realm};

options! {
    /// What a context starts with.
    ContextOptions: nnl_context_options, nnl_context_options_init {
        /// The most threads that one operation uses; 0: the number of processors.
        threads: i32 = 0,
        /// The most bytes of tensor memory; 0: no limit.
        memory_limit: i64 = 0,
        /// The start of the random stream.
        seed: i64 = 0,
    }
}

constants! {
    /// How important a log line is.
    LogLevel {
        Trace = NNL_LOG_TRACE,
        Debug = NNL_LOG_DEBUG,
        Info = NNL_LOG_INFO,
        Warning = NNL_LOG_WARNING,
        Error = NNL_LOG_ERROR,
        Off = NNL_LOG_OFF,
    }
}

/// Owns what two users in one process must not share: thread budget, memory limit, random stream and log.
///
/// [`Context::default`] is the one that all share. Clones are the same context; it lives on while objects
/// of it do. Objects of two contexts cannot meet in one call.
///
/// A context is also the unit in which threads exclude each other: a call that changes an object waits
/// until no other thread is in a call on objects of that context. Give trainings that shall run at the same
/// time contexts of their own.
#[derive(Clone, Debug)]
pub struct Context(Arc<Realm>);

impl Default for Context {
    /// The context that all share.
    fn default() -> Context {
        Context(Realm::shared_by_all().clone())
    }
}

impl PartialEq for Context {
    /// Whether both are one context.
    fn eq(&self, other: &Context) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Context {}

impl Party for Context {
    fn visit(&self, see: &mut dyn FnMut(&Arc<Realm>)) {
        see(&self.0);
    }
}

impl Context {
    pub(crate) fn of(realm: Arc<Realm>) -> Context {
        Context(realm)
    }

    /// The handle, for calls to functions of [`sys`]; 0 is the default context.
    pub fn raw(&self) -> sys::nnl_context {
        self.0.handle()
    }

    pub(crate) fn realm(&self) -> &Arc<Realm> {
        &self.0
    }

    /// A context of its own. It lives on the processor, the only device (`NNL_DEVICE_CPU`).
    pub fn new(options: &ContextOptions) -> Result<Context> {
        let mut handle = 0;
        // SAFETY: options are read, the handle is written.
        check(unsafe { sys::nnl_context_create(&options.to_c(), &mut handle) })?;
        Ok(Context(Realm::new(handle)))
    }

    /// The most threads that one operation uses, the caller included; 0 sets the number of processors.
    /// Results are the same bits at any number.
    pub fn set_threads(&self, threads: i32) -> Result<()> {
        // SAFETY: functions of contexts may be called from any thread at any time.
        check(unsafe { sys::nnl_context_set_threads(self.raw(), threads) })
    }

    /// The most threads that one operation uses.
    pub fn threads(&self) -> Result<i32> {
        let mut threads = 0;
        // SAFETY: as above; so for all functions here.
        check(unsafe { sys::nnl_context_threads(self.raw(), &mut threads) })?;
        Ok(threads)
    }

    /// Bytes of tensor memory in use.
    pub fn memory_used(&self) -> Result<i64> {
        let mut bytes = 0;
        check(unsafe { sys::nnl_context_memory_used(self.raw(), &mut bytes) })?;
        Ok(bytes)
    }

    /// How many bytes of tensor memory may be in use; 0: no limit. A limit below what is in use takes
    /// nothing away; the next tensor fails.
    pub fn set_memory_limit(&self, bytes: i64) -> Result<()> {
        check(unsafe { sys::nnl_context_set_memory_limit(self.raw(), bytes) })
    }

    /// Starts the random stream afresh. Initial weights are the same bits for the same seed on every
    /// machine.
    pub fn seed(&self, seed: i64) -> Result<()> {
        check(unsafe { sys::nnl_context_seed(self.raw(), seed) })
    }

    /// Lines of at least that level go to the callback; [`LogLevel::Off`] at first.
    pub fn set_log_level(&self, level: LogLevel) -> Result<()> {
        check(unsafe { sys::nnl_context_set_log_level(self.raw(), level as i32) })
    }

    /// Log lines go to `callback`, on several threads at once if they come so, until another is set or the
    /// context ends. Logged are files saved and loaded, and tensors that the memory limit refuses. A panic
    /// in the callback ends there.
    pub fn set_log_callback<F>(&self, callback: F) -> Result<()>
    where
        F: Fn(LogLevel, &str) + Send + Sync + 'static,
    {
        lend(callback, |user_data| {
            check(unsafe {
                let done = Some(release::<F> as unsafe extern "C" fn(*mut c_void));
                sys::nnl_context_set_log_callback(self.raw(), Some(log_line::<F>), done, user_data)
            })
        })
    }

    /// Log lines go nowhere any more.
    pub fn remove_log_callback(&self) -> Result<()> {
        check(unsafe { sys::nnl_context_set_log_callback(self.raw(), None, None, std::ptr::null_mut()) })
    }
}

unsafe extern "C" fn log_line<F>(level: i32, text: *const c_char, user_data: *mut c_void) -> sys::nnl_status
where
    F: Fn(LogLevel, &str) + Send + Sync + 'static,
{
    run_unheard(|| {
        // SAFETY: user_data is the F of set_log_callback, and the text lives during the call.
        let (callback, text) = unsafe { (&*user_data.cast::<F>(), CStr::from_ptr(text)) };
        callback(
            LogLevel::from_c(level).unwrap_or(LogLevel::Error),
            &text.to_string_lossy(),
        );
    });
    sys::NNL_OK
}
