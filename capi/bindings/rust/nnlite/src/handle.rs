//! Owners of handles.

/// Declares a type that owns a handle, its context, and what makes the two one.
macro_rules! handle_type {
    ($(#[$about:meta])* $name:ident, $release:ident $(, $field:ident: $type:ty = $value:expr)?) => {
        $(#[$about])*
        pub struct $name {
            handle: i64,
            realm: std::sync::Arc<$crate::realm::Realm>,
            $($field: $type,)?
        }

        impl $name {
            /// Owns a handle that a function of `nnlite.h` has just made in the realm's context.
            pub(crate) fn adopt(handle: i64, realm: std::sync::Arc<$crate::realm::Realm>) -> $name {
                $name { handle, realm $(, $field: $value)? }
            }

            /// The handle, for calls to functions of [`sys`](crate::sys). It is this object's own, which
            /// releases it.
            pub fn raw(&self) -> i64 {
                self.handle
            }

            /// The handle, which is the caller's to release from now on.
            pub fn into_raw(mut self) -> i64 {
                std::mem::take(&mut self.handle)
            }

            pub(crate) fn realm(&self) -> &std::sync::Arc<$crate::realm::Realm> {
                &self.realm
            }

            /// The context that it belongs to.
            pub fn context(&self) -> $crate::Context {
                $crate::Context::of(self.realm().clone())
            }
        }

        impl $crate::realm::Party for $name {
            fn visit(&self, see: &mut dyn FnMut(&std::sync::Arc<$crate::realm::Realm>)) {
                see(self.realm());
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                // SAFETY: the handle is this object's own; releasing takes no lock and may be done
                // anywhere.
                unsafe { nnlite_sys::$release(self.handle) };
            }
        }
    };
}

pub(crate) use handle_type;

use std::borrow::Borrow;
use std::ops::Deref;
use std::sync::Arc;

use crate::realm::{Party, Realm};

/// The handle of an object that may be absent.
pub(crate) trait RawOption {
    fn raw(&self) -> i64;
}

macro_rules! raw_option {
    ($($name:ident),*) => { $(
        impl RawOption for Option<&$crate::$name> {
            fn raw(&self) -> i64 {
                self.map_or(0, |object| object.raw())
            }
        }
    )* };
}
raw_option!(Tensor, Module, Optimizer, Loader, Schedule);

/// The handles of several objects, for a call that takes an array of them.
#[derive(Debug, Default)]
pub struct List {
    handles: Vec<i64>,
    /// The realms that occur; one unless somebody has mixed contexts.
    realms: Vec<Arc<Realm>>,
}

impl List {
    pub(crate) fn push(&mut self, handle: i64, party: &dyn Party) {
        self.handles.push(handle);
        let realms = &mut self.realms;
        party.visit(&mut |realm| {
            if !realms.iter().any(|known| Arc::ptr_eq(known, realm)) {
                realms.push(realm.clone());
            }
        });
    }

    pub(crate) fn count(&self) -> i64 {
        self.handles.len() as i64
    }

    /// Borrowed: valid while the list lives.
    pub(crate) fn as_ptr(&self) -> *const i64 {
        self.handles.as_ptr()
    }
}

impl Party for List {
    fn visit(&self, see: &mut dyn FnMut(&Arc<Realm>)) {
        self.realms.iter().for_each(see);
    }
}

/// A list with the objects behind it, which it owns or borrows so that they outlive the call.
pub(crate) struct Kept<T> {
    list: List,
    _objects: Vec<T>,
}

impl<T> Deref for Kept<T> {
    type Target = List;

    fn deref(&self) -> &List {
        &self.list
    }
}

impl<T> Party for Kept<T> {
    fn visit(&self, see: &mut dyn FnMut(&Arc<Realm>)) {
        self.list.visit(see);
    }
}

macro_rules! list_of {
    ($($function:ident: $name:ident),*) => { $(
        pub(crate) fn $function<T: Borrow<$crate::$name>>(objects: impl IntoIterator<Item = T>) -> Kept<T> {
            let objects: Vec<T> = objects.into_iter().collect();
            let mut list = List::default();
            for object in &objects {
                let object = object.borrow();
                list.push(object.raw(), object);
            }
            Kept { list, _objects: objects }
        }
    )* };
}
list_of!(tensors: Tensor, modules: Module, schedules: Schedule);
