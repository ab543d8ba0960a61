//! Making tensors, their elements, gradients, and the mode of recording.

mod common;

use std::sync::Arc;

use common::*;
use nnlite::{functional as F, Context, ContextOptions, DType, Element, Status, Tensor};

/// A copy in and out, whatever the element type.
fn round_trip<T: Element + PartialEq + std::fmt::Debug>(values: &[T], dtype: DType) {
    let cx = Context::default();
    let shape = [values.len() as i64];
    for tensor in [
        Tensor::from_slice(&cx, values, &shape).unwrap(),
        Tensor::from_vec(&cx, values.to_vec(), &shape).unwrap(),
        Tensor::from_shared(&cx, Arc::from(values), &shape).unwrap(),
    ] {
        assert_eq!(tensor.dtype().unwrap(), dtype);
        assert_eq!(tensor.to_vec::<T>().unwrap(), values);
    }
}

#[test]
fn elements_of_all_types_go_in_and_out() {
    round_trip(&[1.5f32, -2.5, f32::INFINITY], DType::F32);
    round_trip(&[1e300f64, -0.0], DType::F64);
    round_trip(&[i32::MIN, 7, i32::MAX], DType::I32);
    round_trip(&[i64::MIN, 7, i64::MAX], DType::I64);
    round_trip(&[0u8, 255], DType::U8);
    round_trip(&[true, false, true], DType::Bool);
    round_trip(&[] as &[f64], DType::F64);
}

#[test]
fn a_bool_of_any_byte_is_one_of_rust() {
    let bytes = Tensor::from_slice(&Context::default(), &[0u8, 1, 2, 255], &[4]).unwrap();
    let bools = Tensor::zeros(&Context::default(), &[4], DType::Bool).unwrap();
    bools.copy_from(&bytes).unwrap();
    assert_eq!(bools.to_vec::<bool>().unwrap(), [false, true, true, true]);
}

#[test]
fn shapes_and_numbers() {
    let cx = Context::default();
    let x = Tensor::full(&cx, &[2, 3], -1.7, DType::I32).unwrap();
    assert_eq!(x.shape().unwrap(), [2, 3]);
    assert_eq!((x.rank().unwrap(), x.count().unwrap()), (2, 6));
    assert_eq!(x.to_vec::<i32>().unwrap(), [-1; 6]);
    assert_eq!(format!("{x:?}"), "Tensor(I32, [2, 3])");
    let one = Tensor::ones(&cx, &[], DType::F32).unwrap();
    assert_eq!(
        (one.rank().unwrap(), one.shape().unwrap(), one.item().unwrap()),
        (0, vec![], 1.0)
    );
    assert_eq!(one.scalar_like(2.5).unwrap().dtype().unwrap(), DType::F32);
    assert_eq!(x.item().unwrap_err().status(), Status::ShapeMismatch);
    let error = Tensor::from_slice(&cx, &[1f32, 2.0], &[3]).unwrap_err();
    assert_eq!(
        (error.status(), error.argument()),
        (Status::ShapeMismatch, "bytes")
    );
    assert_eq!(
        Tensor::zeros(&cx, &[1; 9], DType::F32).unwrap_err().status(),
        Status::ShapeMismatch
    );
}

#[test]
fn a_clone_is_the_same_tensor_and_a_copy_is_not() {
    let x = f64s(&[1.0, 2.0], &[2]);
    let (same, other) = (x.clone(), x.copy().unwrap());
    x.write(&[3.0f64, 4.0]).unwrap();
    assert_eq!(same.to_vec::<f64>().unwrap(), [3.0, 4.0]);
    assert_eq!(other.to_vec::<f64>().unwrap(), [1.0, 2.0]);
}

#[test]
fn shared_memory_is_never_written_and_lives_as_long_as_the_tensor() {
    let values: Arc<[f64]> = Arc::from([1.0, 2.0]);
    let x = Tensor::from_shared(&Context::default(), values.clone(), &[2]).unwrap();
    assert_eq!(
        x.write(&[3.0f64, 4.0]).unwrap_err().status(),
        Status::InvalidState
    );
    let view = x.slice(0, 1, i64::MAX, 1).unwrap();
    assert_eq!(Arc::strong_count(&values), 2);
    drop(x);
    assert_eq!(Arc::strong_count(&values), 2, "the view still reads it");
    assert_eq!(view.item().unwrap(), 2.0);
    drop(view);
    assert_eq!(Arc::strong_count(&values), 1);
    // A call that fails has kept nothing.
    assert!(Tensor::from_shared(&Context::default(), values.clone(), &[3]).is_err());
    assert_eq!(Arc::strong_count(&values), 1);
}

#[test]
fn a_vector_s_memory_is_the_tensor_s() {
    let x = Tensor::from_vec(&Context::default(), vec![1f32, 2.0], &[2]).unwrap();
    x.write(&[5f32, 6.0]).unwrap();
    assert_eq!(x.to_vec::<f32>().unwrap(), [5.0, 6.0]);
    assert!(Tensor::from_vec(&Context::default(), vec![1f32, 2.0], &[3]).is_err());
}

#[test]
fn copying_converts() {
    let x = Tensor::zeros(&Context::default(), &[4], DType::I32).unwrap();
    x.copy_from(&f64s(&[-1.9, 1e20, f64::NAN, 2.5], &[4])).unwrap();
    assert_eq!(x.to_vec::<i32>().unwrap(), [-1, i32::MAX, 0, 2]);
}

#[test]
fn gradients_accumulate_in_leaves() {
    let x = leaf(&[2.0, 3.0], &[2]);
    assert!(x.requires_grad().unwrap() && x.grad().unwrap().is_none());
    for walks in 1..=2 {
        x.try_mul(&x)
            .unwrap()
            .sum(&[], false)
            .unwrap()
            .backward()
            .unwrap();
        let expected = [4.0 * walks as f64, 6.0 * walks as f64];
        assert_close(&x.grad().unwrap().unwrap(), &expected);
    }
    x.set_grad(&f64s(&[7.0, 8.0], &[2])).unwrap();
    assert_close(&x.grad().unwrap().unwrap(), &[7.0, 8.0]);
    x.zero_grad().unwrap();
    assert!(x.grad().unwrap().is_none());
    let y = x.try_mul(&x).unwrap();
    assert_eq!(y.backward().unwrap_err().status(), Status::ShapeMismatch);
    let weights = f64s(&[1.0, 10.0], &[2]);
    y.backward_with(Some(&weights), true).unwrap();
    y.backward_with(Some(&weights), false).unwrap();
    assert_close(&x.grad().unwrap().unwrap(), &[8.0, 120.0]);
    assert_eq!(
        y.backward_with(Some(&weights), false).unwrap_err().status(),
        Status::InvalidState
    );
    assert!(!y.detach().unwrap().requires_grad().unwrap());
}

#[test]
fn a_saved_tensor_that_was_changed_is_an_error() {
    let x = leaf(&[2.0], &[1]);
    let factor = f64s(&[3.0], &[1]);
    let y = x.try_mul(&factor).unwrap();
    factor.write(&[4.0f64]).unwrap();
    let error = y.backward().unwrap_err();
    assert_eq!(error.status(), Status::InvalidState);
    assert!(
        error.message().contains("multiply") && error.message().contains("nnl_tensor_write"),
        "{error}"
    );
}

#[test]
fn an_embedding_s_gradient_has_rows() {
    let table = leaf(&[0.0; 8], &[4, 2]);
    let rows = F::embedding(&table, &i64s(&[3, 1, 3], &[3]), &Default::default()).unwrap();
    rows.sum(&[], false).unwrap().backward().unwrap();
    let gradient = table.grad_rows().unwrap();
    assert_eq!(gradient.rows.to_vec::<i64>().unwrap(), [1, 3]);
    assert_close(&gradient.values, &[1.0, 1.0, 2.0, 2.0]);
    assert_close(
        &table.grad().unwrap().unwrap(),
        &[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 2.0, 2.0],
    );
    let dense = leaf(&[1.0], &[1]);
    assert_eq!(dense.grad_rows().unwrap_err().status(), Status::InvalidState);
}

#[test]
fn recording_is_switched_by_guards_that_nest() {
    assert!(nnlite::grad_enabled());
    let x = leaf(&[1.0], &[1]);
    {
        let _off = nnlite::no_grad();
        assert!(!nnlite::grad_enabled());
        assert!(!x.exp().unwrap().requires_grad().unwrap());
        {
            let _on = nnlite::set_grad_enabled(true);
            assert!(x.exp().unwrap().requires_grad().unwrap());
        }
        assert!(!nnlite::grad_enabled());
        std::thread::scope(|scope| {
            scope.spawn(|| assert!(nnlite::grad_enabled(), "another thread has a mode of its own"));
        });
    }
    assert!(nnlite::grad_enabled());
    let panicked = std::panic::catch_unwind(|| nnlite::without_grad(|| panic!("inside")));
    assert!(
        panicked.is_err() && nnlite::grad_enabled(),
        "a panic puts the mode back"
    );
}

#[test]
fn a_context_bounds_memory_and_draws_the_same_numbers() {
    let cx = Context::new(&ContextOptions {
        memory_limit: 1 << 20,
        threads: 1,
        seed: 5,
    })
    .unwrap();
    assert_eq!(cx.threads().unwrap(), 1);
    assert_eq!(cx.memory_used().unwrap(), 0);
    let x = Tensor::zeros(&cx, &[1024], DType::F64).unwrap();
    assert!(cx.memory_used().unwrap() >= 8192);
    let error = Tensor::zeros(&cx, &[1 << 20], DType::F64).unwrap_err();
    assert_eq!(error.status(), Status::OutOfMemory);
    cx.set_memory_limit(0).unwrap();
    Tensor::zeros(&cx, &[1 << 20], DType::F64).unwrap();
    nnlite::init::normal(&x, 0.0, 1.0).unwrap();
    let first = x.to_vec::<f64>().unwrap();
    cx.seed(5).unwrap();
    nnlite::init::normal(&x, 0.0, 1.0).unwrap();
    assert_eq!(x.to_vec::<f64>().unwrap(), first);
    cx.set_threads(2).unwrap();
    assert_eq!(cx.threads().unwrap(), 2);
}

#[test]
fn initial_weights_have_the_moments_that_they_promise() {
    use nnlite::init::{self, Fan, KaimingOptions, Nonlinearity};
    let cx = Context::new(&ContextOptions {
        seed: 1,
        ..Default::default()
    })
    .unwrap();
    let x = Tensor::zeros(&cx, &[100, 300], DType::F64).unwrap();
    let bound = || x.norm(f64::INFINITY, &[], false).unwrap().item().unwrap();
    let std = || x.std(&[], 1, false).unwrap().item().unwrap();
    init::constant(&x, 2.5).unwrap();
    assert_eq!(x.mean(&[], false).unwrap().item().unwrap(), 2.5);
    init::uniform(&x, -3.0, 3.0).unwrap();
    assert!(bound() <= 3.0 && (std() - 3.0f64.sqrt()).abs() < 0.03);
    init::xavier_uniform(&x, 2.0).unwrap();
    let limit = 2.0 * (6.0f64 / 400.0).sqrt();
    assert!(bound() <= limit && bound() > 0.99 * limit);
    init::xavier_normal(&x, 1.0).unwrap();
    assert!((std() - (2.0f64 / 400.0).sqrt()).abs() < 0.001);
    let relu = KaimingOptions {
        nonlinearity: Nonlinearity::Relu,
        ..Default::default()
    };
    init::kaiming_uniform(&x, &relu).unwrap();
    let limit = (6.0f64 / 300.0).sqrt();
    assert!(bound() <= limit && bound() > 0.99 * limit);
    init::kaiming_normal(
        &x,
        &KaimingOptions {
            mode: Fan::Out,
            ..relu
        },
    )
    .unwrap();
    assert!((std() - (2.0f64 / 100.0).sqrt()).abs() < 0.002);
    let gains = [Nonlinearity::Linear, Nonlinearity::Tanh, Nonlinearity::LeakyRelu];
    let gains = gains.map(|nonlinearity| init::gain(nonlinearity, 0.5).unwrap());
    assert_eq!(gains, [1.0, 5.0 / 3.0, (2.0f64 / 1.25).sqrt()]);
}
