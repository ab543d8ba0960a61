//! A tensor's own memory as a slice: what is in it, what it keeps, and what waits for it.

mod common;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use common::*;
use nnlite::{functional as F, nn, Context, ContextOptions, CustomOp, DType, Number, Optimizer, Scope};
use nnlite::{Reduction, Result, SgdOptions, Status, Tensor};

fn context() -> Context {
    Context::new(&ContextOptions::default()).unwrap()
}

fn status<T: std::fmt::Debug>(result: Result<T>) -> Status {
    result.unwrap_err().status()
}

fn fill_and_look<T: Number + PartialEq + std::fmt::Debug>(values: &[T], dtype: DType) {
    let x = Tensor::zeros(&context(), &[values.len() as i64], dtype).unwrap();
    x.with_data_mut(|place: &mut [T]| place.copy_from_slice(values))
        .unwrap();
    assert_eq!(x.to_vec::<T>().unwrap(), values);
    x.with_data(|place: &[T]| assert_eq!(place, values)).unwrap();
}

#[test]
fn elements_are_filled_in_place_and_read_without_a_copy() {
    fill_and_look(&[1.5f32, -2.5], DType::F32);
    fill_and_look(&[1e300f64, -0.5, 3.0], DType::F64);
    fill_and_look(&[i32::MIN, 7], DType::I32);
    fill_and_look(&[i64::MAX, -7], DType::I64);
    fill_and_look(&[0u8, 255], DType::U8);
    fill_and_look::<f32>(&[], DType::F32);
    let values = vec![1f64, 2.0, 3.0];
    let first = values.as_ptr();
    let x = Tensor::from_vec(&context(), values, &[3]).unwrap();
    assert!(x
        .with_data(|place: &[f64]| std::ptr::eq(place.as_ptr(), first))
        .unwrap());
    let rows = x.slice(0, 1, 3, 1).unwrap();
    rows.with_data_mut(|place: &mut [f64]| place[0] = 20.0).unwrap();
    assert_eq!(
        x.to_vec::<f64>().unwrap(),
        [1.0, 20.0, 3.0],
        "a view is of the same memory"
    );
}

#[test]
fn what_cannot_be_lent_is_an_error() {
    let x = f32s(&[1.0, 2.0, 3.0, 4.0], &[2, 2]);
    let error = x.with_data(|_: &[f64]| ()).unwrap_err();
    assert_eq!(
        (error.status(), error.function(), error.message()),
        (
            Status::DTypeMismatch,
            "nnl_tensor_data",
            "the tensor holds F32, not F64"
        )
    );
    let error = x.transpose(0, 1).unwrap().with_data(|_: &[f32]| ()).unwrap_err();
    assert_eq!(
        (error.status(), error.argument()),
        (Status::NotSupported, "tensor")
    );
    assert!(error.message().contains("row-major"), "{error}");
    let bools = Tensor::zeros(&Context::default(), &[1], DType::Bool).unwrap();
    assert_eq!(status(bools.with_data(|_: &[u8]| ())), Status::DTypeMismatch);
    let shared = Tensor::from_shared(&Context::default(), Arc::from([1f32]), &[1]).unwrap();
    assert_eq!(
        status(shared.with_data_mut(|_: &mut [f32]| ())),
        Status::InvalidState
    );
    assert_eq!(shared.with_data(|x: &[f32]| x[0]).unwrap(), 1.0);
}

#[test]
fn writing_is_a_change_that_graphs_notice() {
    let x = leaf(&[2.0], &[1]);
    let y = x.try_mul(&x).unwrap();
    x.with_data(|_: &[f64]| ()).unwrap();
    y.backward_with(None, true).unwrap();
    assert_close(&x.grad().unwrap().unwrap(), &[4.0]);
    x.with_data_mut(|x: &mut [f64]| x[0] = 3.0).unwrap();
    let error = y.backward().unwrap_err();
    assert_eq!(error.status(), Status::InvalidState);
    assert!(error.message().contains("nnl_tensor_data"), "{error}");
}

#[test]
fn who_holds_a_slice_is_bound() {
    let cx = context();
    let (x, y) = (
        Tensor::ones(&cx, &[2], DType::F32).unwrap(),
        Tensor::ones(&cx, &[2], DType::F32).unwrap(),
    );
    x.with_data(|values: &[f32]| {
        assert_eq!(y.with_data(|more: &[f32]| more[0] + values[0]).unwrap(), 2.0);
        assert_eq!(x.try_add(&y).unwrap().to_vec::<f32>().unwrap(), [2.0, 2.0]);
        let error = x.write(&[5f32, 5.0]).unwrap_err();
        assert_eq!(error.status(), Status::InvalidState);
        assert!(error.message().contains("lends its memory"), "{error}");
        assert_eq!(status(y.with_data_mut(|_: &mut [f32]| ())), Status::InvalidState);
        assert_eq!(values, [1.0, 1.0]);
    })
    .unwrap();
    let other = Tensor::ones(&context(), &[1], DType::F32).unwrap();
    x.with_data_mut(|values: &mut [f32]| {
        values[0] = 7.0;
        assert_eq!(status(x.to_vec::<f32>()), Status::InvalidState);
        assert_eq!(status(x.with_data(|_: &[f32]| ())), Status::InvalidState);
        assert_eq!(status(x.try_add(&y)), Status::InvalidState);
        assert_eq!(status(x.copy_from(&y)), Status::InvalidState);
        other.write(&[values[0]]).unwrap(); // of another context
        drop(y.clone());
    })
    .unwrap();
    assert_eq!(other.item().unwrap(), 7.0);
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        x.with_data_mut(|_: &mut [f32]| panic!("in the middle"))
    }));
    assert!(panic.is_err());
    x.write(&[1f32, 2.0]).unwrap();
    assert_eq!(x.to_vec::<f32>().unwrap(), [1.0, 2.0], "nobody is bound any more");
}

#[test]
fn callbacks_use_memory_under_the_rules_of_their_call() {
    let cx = context();
    let op = CustomOp::new("twice", |inputs| {
        let twice = inputs[0].with_data(|x: &[f64]| x.iter().map(|x| 2.0 * x).collect())?;
        assert_eq!(
            status(inputs[0].with_data_mut(|_: &mut [f64]| ())),
            Status::InvalidState
        );
        Ok(Tensor::from_vec(
            &inputs[0].context(),
            twice,
            &inputs[0].shape()?,
        )?)
    });
    let x = Tensor::from_slice(&cx, &[1f64, 2.0], &[2]).unwrap();
    assert_eq!(op.apply([&x]).unwrap().to_vec::<f64>().unwrap(), [2.0, 4.0]);
    // Inside a call that has the context alone a slice may be written, but it still binds.
    nnlite::gradcheck(
        |inputs| {
            let other = inputs[0].detach()?.copy()?;
            other.with_data(|values: &[f64]| {
                let before = values[0];
                assert_eq!(status(other.write(&[0f64, 0.0])), Status::InvalidState);
                assert_eq!(values[0], before);
            })?;
            other.with_data_mut(|values: &mut [f64]| {
                values.fill(3.0);
                assert_eq!(status(other.item()), Status::InvalidState);
            })?;
            Ok(inputs[0].try_mul(&other)?)
        },
        [&leaf_in(&cx)],
        &Default::default(),
    )
    .unwrap();
}

fn leaf_in(cx: &Context) -> Tensor {
    let x = Tensor::from_slice(cx, &[1f64, 2.0], &[2]).unwrap();
    x.set_requires_grad(true).unwrap();
    x
}

#[test]
fn threads_read_at_once_and_write_alone() {
    let x = Tensor::from_vec(&context(), vec![0i64; 1000], &[1000]).unwrap();
    let barrier = Barrier::new(2);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| x.with_data(|_: &[i64]| barrier.wait()).map(drop).unwrap());
        }
    });
    let inside = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    x.with_data_mut(|x: &mut [i64]| {
                        assert!(!inside.swap(true, Ordering::SeqCst));
                        x.iter_mut().for_each(|x| *x += 1);
                        inside.store(false, Ordering::SeqCst);
                    })
                    .unwrap();
                    x.with_data(|x: &[i64]| assert!(x.iter().all(|other| *other == x[0])))
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(x.to_vec::<i64>().unwrap(), [200; 1000]);
}

#[test]
fn the_memory_stays_while_it_is_used() {
    let values: Arc<[f64]> = Arc::from([1.0, 2.0]);
    let scope = Scope::new().unwrap();
    let x = Tensor::from_shared(&Context::default(), values.clone(), &[2]).unwrap();
    x.with_data(|place: &[f64]| {
        drop(scope); // which releases the tensor
        assert_eq!(Arc::strong_count(&values), 2);
        assert_eq!(place, [1.0, 2.0]);
    })
    .unwrap();
    assert_eq!(Arc::strong_count(&values), 1);
    assert_eq!(status(x.with_data(|_: &[f64]| ())), Status::InvalidHandle);
}

/// A table of three rows, stepped with momentum by gradients of its row 1; `lazy` steps owe the others.
fn train(cx: &Context, lazy_rows: bool, look: impl Fn(&Tensor)) -> Vec<f64> {
    let table = Tensor::ones(cx, &[3, 1], DType::F64).unwrap();
    table.set_requires_grad(true).unwrap();
    let options = SgdOptions {
        learning_rate: 0.1,
        momentum: 0.5,
        lazy_rows,
        ..Default::default()
    };
    let sgd = Optimizer::new([&table], &options).unwrap();
    for step in 0..6 {
        let row = Tensor::from_slice(cx, &[step % 3], &[1]).unwrap();
        let looked_up = F::embedding(&table, &row, &Default::default()).unwrap();
        sgd.zero_grad().unwrap();
        looked_up.sum(&[], false).unwrap().backward().unwrap();
        sgd.step().unwrap();
        if step == 3 {
            look(&table);
        }
    }
    table.to_vec().unwrap()
}

#[test]
fn rows_that_are_owed_steps_are_brought_up_to_date_first() {
    let dense = train(&context(), false, |_| ());
    let lazy = train(&context(), true, |table| {
        let shown: Vec<f64> = table.to_vec().unwrap();
        table
            .with_data(|memory: &[f64]| assert_eq!(memory, shown))
            .unwrap();
    });
    for (lazy, dense) in lazy.iter().zip(&dense) {
        assert!((lazy - dense).abs() < 1e-12, "{lazy} against {dense}");
    }
    // To bring them up to date is a change, which calls that others may share cannot make.
    let cx = context();
    nn::embedding(&cx, 2, 2, &Default::default()).unwrap();
    let x = Tensor::ones(&cx, &[1], DType::F32).unwrap();
    assert_eq!(x.with_data(|x: &[f32]| x[0]).unwrap(), 1.0);
    CustomOp::new("reads", |inputs| {
        assert_eq!(status(inputs[0].with_data(|_: &[f32]| ())), Status::InvalidState);
        assert_eq!(inputs[0].to_vec::<f32>()?, [1.0]);
        Ok(inputs[0].copy()?)
    })
    .apply([&x])
    .unwrap();
    F::mse_loss(&x, &x, Reduction::Mean).unwrap();
}
