//! How option structs and enumerations are declared.

/// Declares an enumeration whose members are constants of `nnlite.h`.
macro_rules! constants {
    ($(#[$about:meta])* $name:ident { $($(#[$member_about:meta])* $member:ident = $value:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(i32)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$member_about])* $member = nnlite_sys::$value,)*
        }

        impl $name {
            /// The member with that number.
            #[allow(dead_code)]
            pub(crate) fn from_c(value: i32) -> Option<$name> {
                [$($name::$member),*].into_iter().find(|member| *member as i32 == value)
            }
        }

        impl $crate::options::ToC<i32> for $name {
            fn to_c(self) -> i32 {
                self as i32
            }
        }
    };
}

/// A field's value as `nnlite.h` has it.
pub(crate) trait ToC<C> {
    fn to_c(self) -> C;
}

macro_rules! same_in_c {
    ($($type:ty),*) => { $(
        impl ToC<$type> for $type {
            fn to_c(self) -> $type {
                self
            }
        }
    )* };
}
same_in_c!(i32, i64, f64, [i64; 2]);

impl ToC<i32> for bool {
    fn to_c(self) -> i32 {
        self.into()
    }
}

/// Declares an option struct with its defaults. A field `x: Option<T> = None, if has_x` sets two fields in
/// C.
macro_rules! options {
    (
        $(#[$about:meta])*
        $name:ident: $c:ident, $init:ident {
            $($(#[$field_about:meta])* $field:ident: $type:ty = $default:expr,)*
            $(;$($(#[$may_about:meta])* $may:ident: $may_type:ty, if $has:ident,)*)?
        }
    ) => {
        $(#[$about])*
        ///
        /// End a literal with `..Default::default()`: later versions may add fields.
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$field_about])* pub $field: $type,)*
            $($($(#[$may_about])* pub $may: Option<$may_type>,)*)?
        }

        impl Default for $name {
            fn default() -> $name {
                $name { $($field: $default,)* $($($may: None,)*)? }
            }
        }

        impl $name {
            pub(crate) fn to_c(&self) -> nnlite_sys::$c {
                #[allow(unused_mut)]
                let mut c = $crate::options::defaults(nnlite_sys::$init);
                $(c.$field = $crate::options::ToC::to_c(self.$field.clone());)*
                $($(
                    c.$has = self.$may.is_some().into();
                    if let Some(value) = self.$may {
                        c.$may = value;
                    }
                )*)?
                c
            }
        }

        #[cfg(test)]
        #[test]
        #[allow(non_snake_case)]
        fn $init() {
            // The defaults that are written here are those of the library.
            assert_eq!($name::default().to_c(), $crate::options::defaults(nnlite_sys::$init));
        }
    };
}

pub(crate) use {constants, options};

/// A struct of `nnlite.h` as its `_init` function fills it.
pub(crate) fn defaults<C>(init: unsafe extern "C" fn(*mut C, u32)) -> C {
    let mut c = std::mem::MaybeUninit::<C>::zeroed();
    // SAFETY: `init` fills a struct of that size, which is plain numbers.
    unsafe {
        init(c.as_mut_ptr(), size_of::<C>() as u32);
        c.assume_init()
    }
}
