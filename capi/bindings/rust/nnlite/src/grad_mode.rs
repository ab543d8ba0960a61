//! Whether operations are recorded for backward: a mode of the thread.

use std::marker::PhantomData;

use nnlite_sys as sys;

use crate::error::check;

/// Whether operations of this thread are recorded for backward; on at first.
pub fn grad_enabled() -> bool {
    let mut enabled = 0;
    // SAFETY: writes one number.
    let status = check(unsafe { sys::nnl_grad_enabled(&mut enabled) });
    debug_assert!(status.is_ok());
    enabled != 0
}

fn set(enabled: bool) {
    // SAFETY: no requirements.
    let status = check(unsafe { sys::nnl_set_grad_enabled(enabled.into()) });
    debug_assert!(status.is_ok());
}

/// While it lives, its thread's mode is another one; then that of before is back. Drop guards in the
/// reverse order of their making.
///
/// The mode belongs to the thread, so a guard cannot leave it: a future that holds one across an `await` is
/// not `Send`, and a scheduler that moves tasks between threads does not take it.
///
/// ```compile_fail
/// let guard = nnlite::no_grad();
/// std::thread::spawn(move || drop(guard));
/// ```
#[must_use = "the mode is put back when the guard is dropped"]
#[derive(Debug)]
pub struct GradModeGuard {
    before: bool,
    /// Not Send, not Sync.
    thread: PhantomData<*const ()>,
}

impl Drop for GradModeGuard {
    fn drop(&mut self) {
        set(self.before);
    }
}

/// Switches recording on or off for this thread while the guard lives.
pub fn set_grad_enabled(enabled: bool) -> GradModeGuard {
    let guard = GradModeGuard {
        before: grad_enabled(),
        thread: PhantomData,
    };
    set(enabled);
    guard
}

/// Nothing is recorded on this thread while the guard lives.
pub fn no_grad() -> GradModeGuard {
    set_grad_enabled(false)
}

/// Runs `body` without recording.
pub fn without_grad<T>(body: impl FnOnce() -> T) -> T {
    let _guard = no_grad();
    body()
}
