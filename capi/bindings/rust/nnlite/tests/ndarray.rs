//! Arrays of the crate ndarray, whatever their layout.
#![cfg(feature = "ndarray")]

use ndarray::{array, s};
use nnlite::{Context, Status, Tensor};

#[test]
fn arrays_go_in_and_out() {
    let cx = Context::default();
    let a = array![[1f32, 2.0, 3.0], [4.0, 5.0, 6.0]];
    let x = Tensor::from_ndarray(&cx, &a).unwrap();
    assert_eq!(x.shape().unwrap(), [2, 3]);
    assert_eq!(x.to_ndarray::<f32>().unwrap(), a.clone().into_dyn());
    let turned = Tensor::from_ndarray(&cx, &a.t()).unwrap();
    assert_eq!(turned.to_vec::<f32>().unwrap(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    let part = Tensor::from_ndarray(&cx, &a.slice(s![.., 1..])).unwrap();
    assert_eq!(part.to_vec::<f32>().unwrap(), [2.0, 3.0, 5.0, 6.0]);
    assert_eq!(x.to_ndarray::<f64>().unwrap_err().status(), Status::DTypeMismatch);
}
