//! How functions of `nnlite.h` are called: under the lock of their parties' context (see `realm`), with the
//! error fetched at once, on the same thread.
//!
//! `call!(shared [a, b] nnl_x(arguments))` gives `Result<()>`. `get!(... -> T)` gives what the function
//! writes to its last parameter, and `tensor!` and `module!` own what it makes. `alone` instead of `shared`
//! is for what changes an object.

/// SAFETY of all uses: arguments are handles, numbers, and pointers with their lengths that live through
/// the call; handles of released objects are errors and not undefined.
macro_rules! call {
    ($access:ident [$($party:expr),*] $function:ident($($argument:expr),* $(,)?)) => {{
        let function = stringify!($function);
        let realm = $crate::realm::meet(function, &[$(&$party),*])?;
        let _held = realm.$access(function)?;
        $crate::error::check(unsafe { nnlite_sys::$function($($argument),*) })
    }};
}

macro_rules! get {
    ($access:ident [$($party:expr),*] $function:ident($($argument:expr),* $(,)?) -> $type:ty) => {{
        let mut value = <$type>::default();
        $crate::call::call!($access [$($party),*] $function($($argument,)* &mut value)).map(|()| value)
    }};
}

/// Owns what `$function` makes, by `$type::adopt(handle, realm)`.
macro_rules! make {
    ($type:ident $access:ident [$($party:expr),*] $function:ident($($argument:expr),* $(,)?)) => {{
        let function = stringify!($function);
        let realm = $crate::realm::meet(function, &[$(&$party),*])?;
        let held = realm.$access(function)?;
        let mut handle = 0;
        $crate::error::check(unsafe { nnlite_sys::$function($($argument,)* &mut handle) })?;
        drop(held);
        Ok($crate::$type::adopt(handle, realm))
    }};
}

macro_rules! tensor {
    ($($call:tt)*) => { $crate::call::make!(Tensor $($call)*) };
}

macro_rules! module {
    ($($call:tt)*) => { $crate::call::make!(Module $($call)*) };
}

/// The text that a function copies out; its arguments end before (buffer, capacity, needed).
macro_rules! text {
    ($access:ident [$($party:expr),*] $function:ident($($argument:expr),* $(,)?)) => {{
        let function = stringify!($function);
        let realm = $crate::realm::meet(function, &[$(&$party),*])?;
        let _held = realm.$access(function)?;
        $crate::call::copy_out(|buffer, capacity, needed| unsafe {
            nnlite_sys::$function($($argument,)* buffer, capacity, needed)
        })
    }};
}

pub(crate) use {call, get, make, module, tensor, text};

use std::ffi::{c_char, CString};
use std::path::Path;

use nnlite_sys as sys;

use crate::error::{check, Error, Result};
use crate::status::Status;

/// The text that a function copies out, in a buffer as long as it needs. A text that grows between two
/// calls is asked for again.
pub(crate) fn copy_out(mut copy: impl FnMut(*mut c_char, i64, *mut i64) -> i32) -> Result<String> {
    let mut buffer = vec![0u8; 64];
    loop {
        let mut needed = 0;
        let status = copy(buffer.as_mut_ptr().cast(), buffer.len() as i64, &mut needed);
        if status != sys::NNL_BUFFER_TOO_SMALL {
            check(status)?;
            buffer.truncate((needed - 1).max(0) as usize);
            return Ok(String::from_utf8_lossy(&buffer).into_owned());
        }
        buffer.resize(needed as usize, 0);
    }
}

/// A text for C. One with a NUL inside is an error.
pub(crate) fn c_text(function: &str, argument: &str, text: &str) -> Result<CString> {
    CString::new(text).map_err(|_| {
        Error::new(
            Status::InvalidArgument,
            function,
            argument,
            "the text has a NUL inside",
        )
    })
}

/// A path for C: UTF-8 without NUL, or an error.
pub(crate) fn c_path(function: &str, path: &Path) -> Result<CString> {
    let text = path.to_str().ok_or_else(|| {
        Error::new(
            Status::InvalidArgument,
            function,
            "path",
            format!("{} is not UTF-8", path.display()),
        )
    })?;
    c_text(function, "path", text)
}
