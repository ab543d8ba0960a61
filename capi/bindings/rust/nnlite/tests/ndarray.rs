//! Arrays of the crate ndarray, whatever their layout.
#![cfg(feature = "ndarray")]

use ndarray::{array, s, Axis};
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

#[test]
fn views_are_of_the_tensor_s_own_memory() {
    let x = Tensor::from_slice(&Context::default(), &[1f32, 2.0, 3.0, 4.0, 5.0, 6.0], &[2, 3]).unwrap();
    let sums = x.with_ndarray(|x: ndarray::ArrayViewD<f32>| x.sum_axis(Axis(0)));
    assert_eq!(sums.unwrap(), array![5f32, 7.0, 9.0].into_dyn());
    x.with_ndarray_mut(|mut x: ndarray::ArrayViewMutD<f32>| x[[1, 0]] = -4.0)
        .unwrap();
    assert_eq!(x.to_vec::<f32>().unwrap(), [1.0, 2.0, 3.0, -4.0, 5.0, 6.0]);
    let error = x.with_ndarray(|_: ndarray::ArrayViewD<i64>| ()).unwrap_err();
    assert_eq!(error.status(), Status::DTypeMismatch);
    let turned = x.transpose(0, 1).unwrap();
    let error = turned.with_ndarray(|_: ndarray::ArrayViewD<f32>| ()).unwrap_err();
    assert_eq!(error.status(), Status::NotSupported);
}
