//! Operations against formulas that are computed here.

mod common;

use common::*;
use nnlite::{Context, GeluApproximation, Status, Tensor};

const X: [f64; 6] = [-2.0, -0.5, 0.25, 1.0, 2.0, 3.5];

#[track_caller]
fn check(f: impl Fn(&Tensor) -> nnlite::Result<Tensor>, expected: impl Fn(f64) -> f64) {
    assert_close(&f(&f64s(&X, &[6])).unwrap(), &X.map(expected));
}

#[test]
fn element_by_element() {
    check(|x| x.exp(), f64::exp);
    check(|x| x.abs()?.log(), |x| x.abs().ln());
    check(|x| x.abs()?.sqrt(), |x| x.abs().sqrt());
    check(|x| x.negative(), |x| -x);
    check(|x| x.reciprocal(), |x| 1.0 / x);
    check(|x| x.pow(3.0), |x| x.powi(3));
    check(|x| x.sigmoid(), |x| 1.0 / (1.0 + (-x).exp()));
    check(|x| x.tanh(), f64::tanh);
    check(|x| x.relu(), |x| x.max(0.0));
    check(|x| x.leaky_relu(0.1), |x| if x > 0.0 { x } else { 0.1 * x });
    check(|x| x.elu(2.0), |x| if x > 0.0 { x } else { 2.0 * x.exp_m1() });
    check(|x| x.silu(), |x| x / (1.0 + (-x).exp()));
    check(|x| x.softplus(2.0, 20.0), |x| (2.0 * x).exp().ln_1p() / 2.0);
    check(|x| x.hardtanh(-1.0, 1.5), |x| x.clamp(-1.0, 1.5));
    check(|x| x.clamp(f64::NEG_INFINITY, 1.5), |x| x.min(1.5));
    check(|x| x.affine(2.0, 0.5), |x| 2.0 * x + 0.5);
    check(
        |x| x.gelu(GeluApproximation::Tanh),
        |x| 0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh()),
    );
    let gelu = f64s(&[0.0, 1.0], &[2]).gelu(GeluApproximation::None).unwrap();
    assert_close(&gelu, &[0.0, 0.8413447460685429]); // Phi(1)
    let weight = f64s(&[0.5], &[1]);
    check(|x| x.prelu(&weight), |x| if x > 0.0 { x } else { 0.5 * x });
}

#[test]
fn operators_are_the_methods() {
    let (a, b) = (f64s(&[1.0, 2.0], &[2]), f64s(&[4.0, 8.0], &[2]));
    assert_close(&(&a + &b), &[5.0, 10.0]);
    assert_close(&(&a - &b), &[-3.0, -6.0]);
    assert_close(&(&a * &b), &[4.0, 16.0]);
    assert_close(&(&a / &b), &[0.25, 0.25]);
    assert_close(&(-&a), &[-1.0, -2.0]);
    assert_close(&(2.0 * (&a + 1.0) - 0.5), &[3.5, 5.5]);
    assert_close(&((1.0 - &a) / 2.0), &[0.0, -0.5]);
    assert_close(&(1.0 / a.clone() + b.clone() - a.clone() * &b), &[1.0, -7.5]);
    assert_close(&(-a.clone() + (8.0 + b.clone()) / &b), &[2.0, 0.0]);
}

#[test]
fn two_operands() {
    let (a, b) = (f64s(&[1.0, 5.0], &[2]), f64s(&[3.0, 5.0, 2.0, 2.0], &[2, 2]));
    assert_close(&a.minimum(&b).unwrap(), &[1.0, 5.0, 1.0, 2.0]);
    assert_close(&a.maximum(&b).unwrap(), &[3.0, 5.0, 2.0, 5.0]);
    assert_close(&b.pow_tensor(&a).unwrap(), &[3.0, 3125.0, 2.0, 32.0]);
    let bools = |tensor: nnlite::Result<Tensor>| tensor.unwrap().to_vec::<bool>().unwrap();
    assert_eq!(bools(a.eq(&b)), [false, true, false, false]);
    assert_eq!(bools(a.ne(&b)), [true, false, true, true]);
    assert_eq!(bools(a.lt(&b)), [true, false, true, false]);
    assert_eq!(bools(a.le(&b)), [true, true, true, false]);
    assert_eq!(bools(a.gt(&b)), [false, false, false, true]);
    assert_eq!(bools(a.ge(&b)), [false, true, false, true]);
    assert_eq!(bools(a.eq_scalar(5.0)), [false, true]);
    assert_eq!(bools(a.ne_scalar(5.0)), [true, false]);
    assert_eq!(bools(a.lt_scalar(5.0)), [true, false]);
    assert_eq!(bools(a.le_scalar(5.0)), [true, true]);
    assert_eq!(bools(a.gt_scalar(1.0)), [false, true]);
    assert_eq!(bools(a.ge_scalar(1.0)), [true, true]);
    let zero_one = f64s(&[0.0, 2.0], &[2]);
    assert_eq!(bools(zero_one.logical_not()), [true, false]);
    assert_eq!(bools(zero_one.logical_and(&a)), [false, true]);
    assert_eq!(
        bools(zero_one.logical_or(&a.affine(0.0, 0.0).unwrap())),
        [false, true]
    );
    let mask = a.gt_scalar(2.0).unwrap();
    assert_close(&mask.where_else(&a, &b).unwrap(), &[3.0, 5.0, 2.0, 5.0]);
    assert_close(&a.masked_fill(&mask, -1.0).unwrap(), &[1.0, -1.0]);
}

#[test]
fn dropout_follows_the_random_stream() {
    let cx = Context::new(&nnlite::ContextOptions {
        seed: 3,
        ..Default::default()
    })
    .unwrap();
    let x = Tensor::ones(&cx, &[1000], nnlite::DType::F64).unwrap();
    let first = x.dropout(0.25, true).unwrap().to_vec::<f64>().unwrap();
    let dropped = first.iter().filter(|value| **value == 0.0).count();
    assert!((180..320).contains(&dropped), "{dropped}");
    assert!(first
        .iter()
        .all(|value| *value == 0.0 || (*value - 4.0 / 3.0).abs() < 1e-12));
    cx.seed(3).unwrap();
    assert_eq!(x.dropout(0.25, true).unwrap().to_vec::<f64>().unwrap(), first);
    assert_eq!(
        x.dropout(0.25, false).unwrap().to_vec::<f64>().unwrap(),
        [1.0; 1000]
    );
}

#[test]
fn shapes() {
    let x = f64s(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], &[2, 3]);
    let shape = |tensor: &Tensor| tensor.shape().unwrap();
    assert_eq!(shape(&x.reshape(&[3, -1]).unwrap()), [3, 2]);
    assert_eq!(shape(&x.flatten(0, -1).unwrap()), [6]);
    assert_close(&x.transpose(0, 1).unwrap(), &[0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
    assert_close(&x.permute(&[1, 0]).unwrap(), &[0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
    let long = x.unsqueeze(0).unwrap().unsqueeze(-1).unwrap();
    assert_eq!(shape(&long), [1, 2, 3, 1]);
    assert_eq!(shape(&long.squeeze(&[0]).unwrap()), [2, 3, 1]);
    assert_eq!(shape(&long.squeeze(&[]).unwrap()), [2, 3]);
    assert_eq!(shape(&f64s(&[1.0], &[1]).expand(&[2, 3]).unwrap()), [2, 3]);
    assert_close(&x.slice(1, -2, i64::MAX, 1).unwrap(), &[1.0, 2.0, 4.0, 5.0]);
    assert_close(
        &Tensor::cat([&x, &x], 1).unwrap().slice(0, 0, 1, 1).unwrap(),
        &[0.0, 1.0, 2.0, 0.0, 1.0, 2.0],
    );
    assert_eq!(shape(&Tensor::stack([&x, &x, &x], 0).unwrap()), [3, 2, 3]);
    let parts = x.split(&[1, 2], 1).unwrap();
    assert_close(&parts[0], &[0.0, 3.0]);
    assert_close(&parts[1], &[1.0, 2.0, 4.0, 5.0]);
    assert_eq!(x.split(&[1, 1], 1).unwrap_err().status(), Status::ShapeMismatch);
    let index = i64s(&[2, 0], &[2, 1]);
    assert_close(&x.gather(1, &index).unwrap(), &[2.0, 3.0]);
    assert_close(
        &x.index_select(1, &i64s(&[2, 2], &[2])).unwrap(),
        &[2.0, 2.0, 5.0, 5.0],
    );
    assert_eq!(
        i64s(&[2, 0], &[2]).one_hot(-1).unwrap().to_vec::<i64>().unwrap(),
        [0, 0, 1, 1, 0, 0]
    );
    assert_eq!(
        Tensor::cat([] as [&Tensor; 0], 0).unwrap_err().status(),
        Status::InvalidArgument
    );
}

#[test]
fn reductions() {
    let x = f64s(&[1.0, 4.0, -2.0, 0.0, 3.0, 9.0], &[2, 3]);
    assert_eq!(x.sum(&[], false).unwrap().item().unwrap(), 15.0);
    assert_close(&x.sum(&[0], true).unwrap(), &[1.0, 7.0, 7.0]);
    assert_close(&x.mean(&[-1], false).unwrap(), &[1.0, 4.0]);
    assert_close(&x.var(&[1], 1, false).unwrap(), &[9.0, 21.0]);
    assert_close(&x.std(&[1], 0, false).unwrap(), &[6f64.sqrt(), 14f64.sqrt()]);
    assert_close(&x.norm(2.0, &[1], false).unwrap(), &[21f64.sqrt(), 90f64.sqrt()]);
    assert_close(&x.norm(1.0, &[], false).unwrap(), &[19.0]);
    assert_eq!(
        (x.max().unwrap().item().unwrap(), x.min().unwrap().item().unwrap()),
        (9.0, -2.0)
    );
    let (most, least) = (x.max_along(1, false).unwrap(), x.min_along(1, true).unwrap());
    assert_close(&most.values, &[4.0, 9.0]);
    assert_eq!(most.indices.to_vec::<i64>().unwrap(), [1, 2]);
    assert_eq!(least.values.shape().unwrap(), [2, 1]);
    assert_eq!(least.indices.to_vec::<i64>().unwrap(), [2, 0]);
    assert_eq!(
        (
            x.argmax(false).unwrap().item().unwrap(),
            x.argmin(false).unwrap().item().unwrap()
        ),
        (5.0, 2.0)
    );
    assert_eq!(
        x.argmax_along(0, false).unwrap().to_vec::<i64>().unwrap(),
        [0, 0, 1]
    );
    assert_eq!(
        x.argmin_along(0, false).unwrap().to_vec::<i64>().unwrap(),
        [1, 1, 0]
    );
    let top = x.topk(2, 1, true).unwrap();
    assert_close(&top.values, &[4.0, 1.0, 9.0, 3.0]);
    assert_eq!(top.indices.to_vec::<i64>().unwrap(), [1, 0, 2, 1]);
    assert_eq!(x.topk(4, 1, true).unwrap_err().status(), Status::IndexOutOfRange);
    let exps = [1f64.exp(), 4f64.exp(), (-2f64).exp()];
    let sum: f64 = exps.iter().sum();
    let row = x.slice(0, 0, 1, 1).unwrap();
    assert_close(&row.softmax(1).unwrap(), &exps.map(|e| e / sum));
    assert_close(&row.log_softmax(1).unwrap(), &exps.map(|e| (e / sum).ln()));
}

#[test]
fn products() {
    let (a, b) = (
        f64s(&[1.0, 2.0, 3.0, 4.0], &[2, 2]),
        f64s(&[5.0, 6.0, 7.0, 8.0], &[2, 2]),
    );
    assert_close(&a.matmul(&b).unwrap(), &[19.0, 22.0, 43.0, 50.0]);
    let (a3, b3) = (a.unsqueeze(0).unwrap(), b.unsqueeze(0).unwrap());
    assert_close(&a3.bmm(&b3).unwrap(), &[19.0, 22.0, 43.0, 50.0]);
    let cos = |x: [f64; 2], y: [f64; 2]| (x[0] * y[0] + x[1] * y[1]) / (x[0].hypot(x[1]) * y[0].hypot(y[1]));
    let expected = [cos([1.0, 2.0], [5.0, 6.0]), cos([3.0, 4.0], [7.0, 8.0])];
    assert_close(&a.cosine_similarity(&b, 1, 1e-8).unwrap(), &expected);
}
