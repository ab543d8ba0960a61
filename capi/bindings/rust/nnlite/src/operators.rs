//! `+ - * /` and unary `-` of tensors and numbers, on references and on values.
//!
//! # Panics
//!
//! Operators panic where the call fails: shapes that do not broadcast, other than floating elements, two
//! contexts, no memory. [`Tensor::try_add`] and its siblings return the error instead.

use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::error::Result;
use crate::Tensor;

/// The result, or a panic with the error's text.
#[track_caller]
fn expect(result: Result<Tensor>) -> Tensor {
    match result {
        Ok(tensor) => tensor,
        Err(error) => panic!("{error}"),
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $tensors:expr, $tensor_number:expr, $number_tensor:expr) => {
        operator!(@one $trait, $method, $tensors, &Tensor, &Tensor);
        operator!(@one $trait, $method, |a, b: Tensor| $tensors(a, &b), &Tensor, Tensor);
        operator!(@one $trait, $method, |a: Tensor, b| $tensors(&a, b), Tensor, &Tensor);
        operator!(@one $trait, $method, |a: Tensor, b: Tensor| $tensors(&a, &b), Tensor, Tensor);
        operator!(@one $trait, $method, $tensor_number, &Tensor, f64);
        operator!(@one $trait, $method, |a: Tensor, b| $tensor_number(&a, b), Tensor, f64);
        operator!(@one $trait, $method, $number_tensor, f64, &Tensor);
        operator!(@one $trait, $method, |a, b: Tensor| $number_tensor(a, &b), f64, Tensor);
    };
    (@one $trait:ident, $method:ident, $compute:expr, $left:ty, $right:ty) => {
        impl $trait<$right> for $left {
            type Output = Tensor;
            #[track_caller]
            fn $method(self, right: $right) -> Tensor {
                expect(($compute)(self, right))
            }
        }
    };
}

operator!(
    Add,
    add,
    Tensor::try_add,
    |x: &Tensor, y| x.affine(1.0, y),
    |y, x: &Tensor| x.affine(1.0, y)
);
operator!(
    Sub,
    sub,
    Tensor::try_sub,
    |x: &Tensor, y: f64| x.affine(1.0, -y),
    |y, x: &Tensor| x.affine(-1.0, y)
);
operator!(
    Mul,
    mul,
    Tensor::try_mul,
    |x: &Tensor, y| x.affine(y, 0.0),
    |y, x: &Tensor| x.affine(y, 0.0)
);
operator!(
    Div,
    div,
    Tensor::try_div,
    |x: &Tensor, y| x.scalar_like(y).and_then(|y| x.try_div(&y)),
    |y, x: &Tensor| x.scalar_like(y).and_then(|y| y.try_div(x))
);

impl Neg for &Tensor {
    type Output = Tensor;
    #[track_caller]
    fn neg(self) -> Tensor {
        expect(self.negative())
    }
}

impl Neg for Tensor {
    type Output = Tensor;
    #[track_caller]
    fn neg(self) -> Tensor {
        expect(self.negative())
    }
}
