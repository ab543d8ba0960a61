//! What makes this crate sound: a lock for each context.
//!
//! `nnlite.h` demands (rule 7) that an object that one thread changes is not used by another at the same
//! time. It is no matter of torn numbers only: behind a handle lie reference counts, lists of modules and
//! gradients that a call replaces while another reads them, which is a use after free. Rust's borrows
//! cannot express who shares what, for an optimizer, a module and a loader share tensors, and so do views,
//! graphs and gradients. But objects of two contexts never share anything ("objects of two contexts cannot
//! meet in one call"). So each context has a reader-writer lock, its realm, that every object of it
//! carries:
//!
//! - calls that change no object that others may see (operations, inference, reading) hold it shared;
//! - calls that change one (backward, steps, writing, loading, training mode) hold it alone.
//!
//! Hence every type of this crate is Send and Sync. What only ends a handle takes no lock: handles and
//! reference counts are atomic. Functions of a context itself are thread-safe in the core and take none.
//!
//! Callbacks run inside a call, on its thread, and call nnlite themselves, so the lock is reentrant: a
//! thread that holds it alone may do all, one that holds it shared may share again. To change something
//! then is an error and not a deadlock: others may be reading.
//!
//! A wait for ever is possible, and documented: two threads that each run a function in one context and
//! there use the other's, or a function that waits for a thread that uses its context. It is no unsoundness.
//!
//! Whether a module may run shared follows from its tree: in inference mode it changes nothing; in training
//! mode only a module with buffers can ("running_mean"). An embedding with `max_norm` rescales its table
//! whenever it looks up; once a context has one, all its modules run alone.
//!
//! While a tensor lends its memory as a slice, its thread holds the lock too, and is further bound: under a
//! slice for reading it may share, under one for writing it may do nothing with the context's objects.
//! Showing memory brings rows that are owed steps up to date, which only embeddings can have; once a context
//! has one, its tensors lend memory alone.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use nnlite_sys as sys;

use crate::error::{Error, Result};
use crate::status::Status;

/// A context and the lock over its objects.
#[derive(Debug)]
pub(crate) struct Realm {
    handle: sys::nnl_context,
    lock: RwLock<()>,
    /// Grows whenever the mode of a module or the shape of a tree may have changed.
    modes: AtomicU64,
    /// Whether there may be tables that are rescaled when they are looked up.
    rescales: AtomicBool,
    /// Whether there may be tables whose rows are owed steps.
    has_tables: AtomicBool,
}

/// How a thread holds a realm.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Access {
    Shared,
    Alone,
    /// A slice of a tensor's memory is being read.
    Reading,
    /// A slice of a tensor's memory is being written.
    Writing,
}

thread_local! {
    /// The realms that this thread holds, and how; inner ones last.
    static HELD: RefCell<Vec<(*const Realm, Access)>> = const { RefCell::new(Vec::new()) };
}

impl Realm {
    /// Owns the context.
    pub(crate) fn new(handle: sys::nnl_context) -> Arc<Realm> {
        Arc::new(Realm {
            handle,
            lock: RwLock::new(()),
            modes: AtomicU64::new(1),
            rescales: AtomicBool::new(false),
            has_tables: AtomicBool::new(false),
        })
    }

    /// That of the default context.
    pub(crate) fn shared_by_all() -> &'static Arc<Realm> {
        static REALM: OnceLock<Arc<Realm>> = OnceLock::new();
        REALM.get_or_init(|| Realm::new(0))
    }

    pub(crate) fn handle(&self) -> sys::nnl_context {
        self.handle
    }

    /// How the innermost call of this thread that holds it does so.
    fn held(&self) -> Option<Access> {
        let found = |held: &RefCell<Vec<_>>| {
            held.borrow()
                .iter()
                .rfind(|(realm, _)| std::ptr::eq(*realm, self))
                .map(|(_, access)| *access)
        };
        HELD.try_with(found).ok().flatten()
    }

    /// Notes what this thread holds from now on; not possible when the thread is about to end.
    fn enter(&self, access: Access) -> Option<&Realm> {
        HELD.try_with(|held| held.borrow_mut().push((self, access)))
            .ok()
            .map(|()| self)
    }

    /// Holds it for a call that changes nothing that others may see.
    pub(crate) fn shared(&self, function: &str) -> Result<Held<'_>> {
        match self.held() {
            Some(Access::Writing) => Err(lent(function)),
            Some(access) => Ok(Held {
                lock: Lock::Outer(access == Access::Alone),
                entered: None,
            }),
            None => {
                let lock = Lock::Shared(self.lock.read().unwrap_or_else(PoisonError::into_inner));
                Ok(Held {
                    lock,
                    entered: self.enter(Access::Shared),
                })
            }
        }
    }

    /// Holds it for a call that changes something; an error inside a call that shares it.
    pub(crate) fn alone(&self, function: &str) -> Result<Held<'_>> {
        match self.held() {
            Some(Access::Alone) => Ok(Held {
                lock: Lock::Outer(true),
                entered: None,
            }),
            Some(Access::Reading | Access::Writing) => Err(lent(function)),
            Some(Access::Shared) => Err(Error::new(
                Status::InvalidState,
                function,
                "",
                "it changes an object, but runs inside a call that may share it with other threads",
            )),
            None => {
                let lock = Lock::Alone(self.lock.write().unwrap_or_else(PoisonError::into_inner));
                Ok(Held {
                    lock,
                    entered: self.enter(Access::Alone),
                })
            }
        }
    }

    /// Holds it for a call that shows a tensor's memory, and first brings rows that are owed steps up to
    /// date.
    pub(crate) fn settling(&self, function: &str) -> Result<Held<'_>> {
        let held = self.shared(function)?;
        if held.is_alone() || !self.has_tables.load(Ordering::Acquire) {
            return Ok(held);
        }
        drop(held);
        self.alone(function)
    }

    /// Binds this thread while it uses a slice of a tensor's memory. The lock is held already, alone for
    /// `writing`.
    pub(crate) fn lend(&self, function: &str, writing: bool) -> Result<Held<'_>> {
        let access = if writing { Access::Writing } else { Access::Reading };
        match self.enter(access) {
            Some(entered) => Ok(Held {
                lock: Lock::Outer(false),
                entered: Some(entered),
            }),
            None => {
                let message = "a thread that is about to end cannot use a tensor's memory";
                Err(Error::new(Status::InvalidState, function, "", message))
            }
        }
    }

    /// A number that is another one when the mode of a module has changed.
    pub(crate) fn modes(&self) -> u64 {
        self.modes.load(Ordering::Acquire)
    }

    /// To be called, while it is held alone, when the mode of a module or the shape of a tree has changed.
    pub(crate) fn modes_changed(&self) {
        self.modes.fetch_add(1, Ordering::AcqRel);
    }

    pub(crate) fn rescales(&self) -> bool {
        self.rescales.load(Ordering::Acquire)
    }

    /// To be called before a table is made or looked up, whose gradient then is row-sparse.
    pub(crate) fn will_have_tables(&self) {
        self.has_tables.store(true, Ordering::Release);
    }

    /// To be called before a table is made that is rescaled when it is looked up.
    pub(crate) fn will_rescale(&self) {
        self.rescales.store(true, Ordering::Release);
    }
}

/// The error of a call on objects whose memory its own thread is using.
fn lent(function: &str) -> Error {
    let message = "it runs inside a function that a tensor of the context lends its memory to";
    Error::new(Status::InvalidState, function, "", message)
}

impl Drop for Realm {
    fn drop(&mut self) {
        // SAFETY: the handle is this object's own. Releasing 0, the default context, does nothing.
        unsafe { sys::nnl_context_release(self.handle) };
    }
}

/// A lock that is held. It stays in the function that took it, so that threads release in reverse order.
pub(crate) struct Held<'a> {
    lock: Lock<'a>,
    entered: Option<&'a Realm>,
}

enum Lock<'a> {
    Shared(#[allow(dead_code)] RwLockReadGuard<'a, ()>),
    Alone(#[allow(dead_code)] RwLockWriteGuard<'a, ()>),
    /// A call around this one holds it, alone or not.
    Outer(bool),
}

impl Held<'_> {
    pub(crate) fn is_alone(&self) -> bool {
        matches!(self.lock, Lock::Alone(_) | Lock::Outer(true))
    }

    /// Whether a call around this one holds it.
    pub(crate) fn is_nested(&self) -> bool {
        matches!(self.lock, Lock::Outer(_))
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(realm) = self.entered {
            let _ = HELD.try_with(|held| {
                let mut held = held.borrow_mut();
                if let Some(place) = held.iter().rposition(|(entry, _)| std::ptr::eq(*entry, realm)) {
                    held.remove(place);
                }
            });
        }
    }
}

/// What a call is given: an object, several, or perhaps none.
pub(crate) trait Party {
    fn visit(&self, see: &mut dyn FnMut(&Arc<Realm>));
}

impl<T: Party + ?Sized> Party for &T {
    fn visit(&self, see: &mut dyn FnMut(&Arc<Realm>)) {
        (**self).visit(see);
    }
}

impl<T: Party> Party for Option<T> {
    fn visit(&self, see: &mut dyn FnMut(&Arc<Realm>)) {
        if let Some(party) = self {
            party.visit(see);
        }
    }
}

impl Party for Arc<Realm> {
    fn visit(&self, see: &mut dyn FnMut(&Arc<Realm>)) {
        see(self);
    }
}

/// The one realm of all parties of a call; that of the default context if there are none.
pub(crate) fn meet(function: &str, parties: &[&dyn Party]) -> Result<Arc<Realm>> {
    let (mut found, mut mixed) = (None::<Arc<Realm>>, false);
    for party in parties {
        party.visit(&mut |realm| match &found {
            None => found = Some(realm.clone()),
            Some(first) => mixed |= !Arc::ptr_eq(first, realm),
        });
    }
    if mixed {
        let message = "the objects belong to different contexts";
        return Err(Error::new(Status::InvalidState, function, "", message));
    }
    Ok(found.unwrap_or_else(|| Realm::shared_by_all().clone()))
}
