//! Losses, norms, convolutions, pooling and look-ups, as functions and as modules, against formulas computed here.

mod common;

use common::*;
use nnlite::{functional as F, nn, BagMode, Context, DType, Reduction, Status, Tensor};
use nnlite::{BatchNormOptions, BatchNormState, ConvOptions, CrossEntropyOptions, EmbeddingBagOptions};
use nnlite::{EmbeddingOptions, GroupNormOptions, LayerNormOptions, LinearOptions, TripletMarginOptions};

/// The mean over pairs of elements.
fn mean(a: &[f64], b: &[f64], f: impl Fn(f64, f64) -> f64) -> f64 {
    a.iter().zip(b).map(|(a, b)| f(*a, *b)).sum::<f64>() / a.len() as f64
}

/// A function and its module give the same, the expected.
#[track_caller]
fn both(function: nnlite::Result<Tensor>, module: nnlite::Module, inputs: &[&Tensor], expected: f64) {
    assert_close(&function.unwrap(), &[expected]);
    assert_close(
        &module.forward_inputs(inputs.iter().copied()).unwrap(),
        &[expected],
    );
}

const A: [f64; 4] = [0.1, 0.9, 0.4, 0.7];
const B: [f64; 4] = [0.0, 1.0, 1.0, 0.5];

#[test]
fn losses_of_pairs() {
    let cx = Context::default();
    let (a, b) = (f64s(&A, &[4]), f64s(&B, &[4]));
    let m = Reduction::Mean;
    let square = |a: f64, b: f64| (a - b) * (a - b);
    both(
        F::mse_loss(&a, &b, m),
        nn::mse_loss(&cx, m).unwrap(),
        &[&a, &b],
        mean(&A, &B, square),
    );
    let sum = F::mse_loss(&a, &b, Reduction::Sum).unwrap().item().unwrap();
    assert!((sum - 4.0 * mean(&A, &B, square)).abs() < 1e-12);
    assert_eq!(
        F::mse_loss(&a, &b, Reduction::None).unwrap().shape().unwrap(),
        [4]
    );
    both(
        F::l1_loss(&a, &b, m),
        nn::l1_loss(&cx, m).unwrap(),
        &[&a, &b],
        mean(&A, &B, |a, b| (a - b).abs()),
    );
    let huber = |beta: f64| {
        move |a: f64, b: f64| {
            let d = (a - b).abs();
            if d < beta {
                d * d / 2.0
            } else {
                beta * (d - beta / 2.0)
            }
        }
    };
    let expected = mean(&A, &B, huber(0.3));
    both(
        F::huber_loss(&a, &b, 0.3, m),
        nn::huber_loss(&cx, 0.3, m).unwrap(),
        &[&a, &b],
        expected,
    );
    let smooth = nn::smooth_l1_loss(&cx, 0.3, m).unwrap();
    both(
        F::smooth_l1_loss(&a, &b, 0.3, m),
        smooth,
        &[&a, &b],
        expected / 0.3,
    );
    let bce = |p: f64, t: f64| -(t * p.ln() + (1.0 - t) * (1.0 - p).ln());
    both(
        F::bce_loss(&a, &b, None, m),
        nn::bce_loss(&cx, None, m).unwrap(),
        &[&a, &b],
        mean(&A, &B, bce),
    );
    let weight = f64s(&[2.0], &[1]);
    let with_logits = |x: f64, t: f64| 2.0 * bce(1.0 / (1.0 + (-x).exp()), t);
    both(
        F::bce_with_logits_loss(&a, &b, Some(&weight), None, m),
        nn::bce_with_logits_loss(&cx, Some(&weight), None, m).unwrap(),
        &[&a, &b],
        mean(&A, &B, with_logits),
    );
    let logits = a.reshape(&[2, 2]).unwrap();
    let target = i64s(&[1, 0], &[2]);
    let nll = |x: f64, y: f64| -(x.exp() / (x.exp() + y.exp())).ln();
    let expected = (nll(0.9, 0.1) + nll(0.4, 0.7)) / 2.0;
    let module = nn::cross_entropy_loss(&cx, &Default::default()).unwrap();
    both(
        F::cross_entropy(&logits, &target, &Default::default()),
        module,
        &[&logits, &target],
        expected,
    );
    let logs = logits.log_softmax(1).unwrap();
    let module = nn::nll_loss(&cx, None, -100, m).unwrap();
    both(
        F::nll_loss(&logs, &target, None, -100, m),
        module,
        &[&logs, &target],
        expected,
    );
    // The weights of the targets that count.
    let weights = f64s(&[1.0, 3.0], &[2]);
    let options = CrossEntropyOptions {
        weight: Some(&weights),
        ..Default::default()
    };
    let weighted = (3.0 * nll(0.9, 0.1) + nll(0.4, 0.7)) / 4.0;
    assert_close(
        &F::cross_entropy(&logits, &target, &options).unwrap(),
        &[weighted],
    );
    let options = CrossEntropyOptions {
        ignore_index: 0,
        ..Default::default()
    };
    assert_close(
        &F::cross_entropy(&logits, &target, &options).unwrap(),
        &[nll(0.9, 0.1)],
    );
}

#[test]
fn losses_of_rows() {
    let cx = Context::default();
    let m = Reduction::Mean;
    let (a, b) = (f64s(&[3.0, 4.0], &[1, 2]), f64s(&[4.0, 3.0], &[1, 2]));
    let target = i64s(&[-1], &[1]);
    let expected = 24.0 / 25.0 - 0.5;
    let module = nn::cosine_embedding_loss(&cx, 0.5, m).unwrap();
    both(
        F::cosine_embedding_loss(&a, &b, &target, 0.5, m),
        module,
        &[&a, &b, &target],
        expected,
    );
    let far = f64s(&[3.0, 5.0], &[1, 2]);
    let options = TripletMarginOptions {
        margin: 2.0,
        eps: 0.0,
        ..Default::default()
    };
    let expected = 2.0 + 2f64.sqrt() - 1.0;
    let module = nn::triplet_margin_loss(&cx, &options).unwrap();
    both(
        F::triplet_margin_loss(&a, &b, &far, &options),
        module,
        &[&a, &b, &far],
        expected,
    );
}

#[test]
fn linear_and_look_ups() {
    let (x, weight) = (f64s(&[1.0, 2.0], &[1, 2]), f64s(&[3.0, 4.0, 5.0, 6.0], &[2, 2]));
    assert_close(&F::linear(&x, &weight, None).unwrap(), &[11.0, 17.0]);
    assert_close(
        &F::linear(&x, &weight, Some(&f64s(&[0.5, -0.5], &[2]))).unwrap(),
        &[11.5, 16.5],
    );
    assert_close(
        &F::embedding(&weight, &i64s(&[1, 0], &[2]), &Default::default()).unwrap(),
        &[5.0, 6.0, 3.0, 4.0],
    );
    let table = weight.copy().unwrap();
    let bounded = EmbeddingOptions {
        max_norm: Some(1.0),
        ..Default::default()
    };
    assert_close(
        &F::embedding(&table, &i64s(&[0], &[1]), &bounded).unwrap(),
        &[0.6, 0.8],
    );
    assert_close(&table, &[0.6, 0.8, 5.0, 6.0]); // rescaled in place, to rounding

    let indices = i64s(&[0, 1, 1], &[3]);
    let offsets = i64s(&[0, 1], &[2]);
    let sum = EmbeddingBagOptions {
        mode: BagMode::Sum,
        ..Default::default()
    };
    let bags = F::embedding_bag(&weight, &indices, Some(&offsets), None, &sum).unwrap();
    assert_close(&bags, &[3.0, 4.0, 10.0, 12.0]);
    let weights = f64s(&[2.0, 1.0, 0.5], &[3]);
    let bags = F::embedding_bag(&weight, &indices, Some(&offsets), Some(&weights), &sum).unwrap();
    assert_close(&bags, &[6.0, 8.0, 7.5, 9.0]);

    let layer = nn::embedding_from_pretrained(&weight, true, &Default::default()).unwrap();
    assert_close(&layer.forward(&i64s(&[1], &[1])).unwrap(), &[5.0, 6.0]);
    assert!(!layer.parameters().unwrap()[0].requires_grad().unwrap());
    let layer = nn::embedding_bag_from_pretrained(&weight, false, &sum).unwrap();
    let rows = i64s(&[0, 1], &[1, 2]);
    assert_close(&layer.forward(&rows).unwrap(), &[8.0, 10.0]);
    let given = f64s(&[1.0, 10.0], &[1, 2]);
    assert_close(
        &layer
            .forward_optional(&[Some(&rows), None, Some(&given)])
            .unwrap(),
        &[53.0, 64.0],
    );
    assert_eq!(
        layer.forward_optional(&[None]).unwrap_err().status(),
        Status::InvalidHandle
    );
    let cx = Context::default();
    let padded = EmbeddingOptions {
        padding_idx: Some(-1),
        ..Default::default()
    };
    let layer = nn::embedding(&cx, 3, 2, &padded).unwrap();
    assert_eq!(
        layer.forward(&i64s(&[2], &[1])).unwrap().to_vec::<f32>().unwrap(),
        [0.0, 0.0]
    );
    assert_eq!(
        nn::embedding_bag(&cx, 3, 2, &sum)
            .unwrap()
            .forward(&rows)
            .unwrap()
            .shape()
            .unwrap(),
        [1, 2]
    );
}

#[test]
fn norms() {
    let cx = Context::default();
    let x = f64s(&[1.0, 2.0, 3.0, 6.0], &[2, 2]);
    // Channels (1, 3) and (2, 6): means 2 and 4, biased variances 1 and 4, unbiased 2 and 8.
    let exact = BatchNormOptions {
        eps: 0.0,
        ..Default::default()
    };
    let (mean, var) = (f64s(&[0.0, 0.0], &[2]), f64s(&[1.0, 1.0], &[2]));
    let state = BatchNormState {
        running_mean: Some(&mean),
        running_var: Some(&var),
        ..Default::default()
    };
    assert_close(
        &F::batch_norm(&x, &state, true, &exact).unwrap(),
        &[-1.0, -1.0, 1.0, 1.0],
    );
    assert_close(&mean, &[0.2, 0.4]);
    assert_close(&var, &[1.1, 1.7]);
    let normed = F::batch_norm(&x, &state, false, &exact).unwrap();
    assert_close(
        &normed,
        &[
            0.8 / 1.1f64.sqrt(),
            1.6 / 1.7f64.sqrt(),
            2.8 / 1.1f64.sqrt(),
            5.6 / 1.7f64.sqrt(),
        ],
    );
    assert_close(
        &F::layer_norm(&x, &[2], None, None, 0.0).unwrap(),
        &[-1.0, 1.0, -1.0, 1.0],
    );
    assert_close(
        &F::group_norm(&x, 1, None, Some(&f64s(&[5.0, 5.0], &[2])), 0.0).unwrap(),
        &[4.0, 6.0, 4.0, 6.0],
    );
    let layer = LayerNormOptions {
        dtype: DType::F64,
        eps: 0.0,
        ..Default::default()
    };
    assert_close(
        &nn::layer_norm(&cx, &[2], &layer).unwrap().forward(&x).unwrap(),
        &[-1.0, 1.0, -1.0, 1.0],
    );
    let group = GroupNormOptions {
        dtype: DType::F64,
        eps: 0.0,
        ..Default::default()
    };
    assert_close(
        &nn::group_norm(&cx, 1, 2, &group).unwrap().forward(&x).unwrap(),
        &[-1.0, 1.0, -1.0, 1.0],
    );
    let wide = BatchNormOptions {
        dtype: DType::F64,
        eps: 0.0,
        ..Default::default()
    };
    let image = x.reshape(&[2, 2, 1, 1]).unwrap();
    let volume = x.reshape(&[2, 2, 1, 1, 1]).unwrap();
    for (norm, input) in [
        (nn::batch_norm1d(&cx, 2, &wide), &x),
        (nn::batch_norm2d(&cx, 2, &wide), &image),
        (nn::batch_norm3d(&cx, 2, &wide), &volume),
    ] {
        let norm = norm.unwrap();
        assert_close(&norm.forward(input).unwrap(), &[-1.0, -1.0, 1.0, 1.0]);
        assert_eq!(norm.tensor("num_batches_tracked").unwrap().item().unwrap(), 1.0);
    }
    let one = f64s(&[1.0, 2.0], &[1, 2]);
    let error = nn::batch_norm1d(&cx, 2, &wide)
        .unwrap()
        .forward(&one)
        .unwrap_err();
    assert_eq!(error.status(), Status::ShapeMismatch);
}

#[test]
fn windows() {
    let cx = Context::default();
    let x = f64s(&[1.0, 2.0, 3.0, 4.0], &[1, 1, 4]);
    let kernel = f64s(&[1.0, 10.0], &[1, 1, 2]);
    assert_close(
        &F::conv1d(&x, &kernel, None, &Default::default()).unwrap(),
        &[21.0, 32.0, 43.0],
    );
    let wide = ConvOptions {
        stride: [2, 1],
        padding: [1, 0],
        ..Default::default()
    };
    let bias = f64s(&[0.5], &[1]);
    assert_close(
        &F::conv1d(&x, &kernel, Some(&bias), &wide).unwrap(),
        &[10.5, 32.5, 4.5],
    );
    let image = x.reshape(&[1, 1, 2, 2]).unwrap();
    let square = f64s(&[1.0, 10.0, 100.0, 1000.0], &[1, 1, 2, 2]);
    assert_close(
        &F::conv2d(&image, &square, None, &Default::default()).unwrap(),
        &[4321.0],
    );
    assert_close(
        &F::max_pool2d(&image, [2, 1], &Default::default()).unwrap(),
        &[3.0, 4.0],
    );
    assert_close(
        &F::avg_pool2d(&image, [1, 2], &Default::default()).unwrap(),
        &[1.5, 3.5],
    );
    assert_close(&F::adaptive_avg_pool2d(&image, [1, 1]).unwrap(), &[2.5]);
    assert_close(
        &nn::max_pool2d(&cx, [2, 2], &Default::default())
            .unwrap()
            .forward(&image)
            .unwrap(),
        &[4.0],
    );
    assert_close(
        &nn::avg_pool2d(&cx, [2, 2], &Default::default())
            .unwrap()
            .forward(&image)
            .unwrap(),
        &[2.5],
    );
    assert_close(
        &nn::adaptive_avg_pool2d(&cx, [-1, 1])
            .unwrap()
            .forward(&image)
            .unwrap(),
        &[1.5, 3.5],
    );
    let f64_same = ConvOptions {
        dtype: DType::F64,
        padding_same: true,
        bias: false,
        ..Default::default()
    };
    let conv = nn::conv1d(&cx, 1, 1, 2, &f64_same).unwrap();
    conv.tensor("weight").unwrap().copy_from(&kernel).unwrap();
    assert_close(&conv.forward(&x).unwrap(), &[21.0, 32.0, 43.0, 4.0]);
    let conv = nn::conv2d(
        &cx,
        1,
        2,
        [2, 2],
        &ConvOptions {
            dtype: DType::F64,
            ..Default::default()
        },
    )
    .unwrap();
    assert_eq!(conv.forward(&image).unwrap().shape().unwrap(), [1, 2, 1, 1]);
}

#[test]
fn activations_as_layers() {
    let cx = Context::default();
    let x = f64s(&[-1.0, 2.0], &[1, 2]);
    let gelu = nnlite::GeluApproximation::Tanh;
    for (layer, expected) in [
        (nn::sigmoid(&cx), x.sigmoid()),
        (nn::tanh(&cx), x.tanh()),
        (nn::relu(&cx), x.relu()),
        (nn::leaky_relu(&cx, 0.2), x.leaky_relu(0.2)),
        (nn::elu(&cx, 0.5), x.elu(0.5)),
        (nn::gelu(&cx, gelu), x.gelu(gelu)),
        (nn::silu(&cx), x.silu()),
        (nn::softplus(&cx, 1.0, 20.0), x.softplus(1.0, 20.0)),
        (nn::hardtanh(&cx, -0.5, 1.0), x.hardtanh(-0.5, 1.0)),
        (nn::prelu(&cx, 1, 0.25, DType::F64), x.leaky_relu(0.25)),
        (nn::softmax(&cx, 1), x.softmax(1)),
        (nn::log_softmax(&cx, 1), x.log_softmax(1)),
        (nn::flatten(&cx), x.copy()),
    ] {
        let (layer, expected) = (layer.unwrap(), expected.unwrap().to_vec::<f64>().unwrap());
        assert_close(&layer.forward(&x).unwrap(), &expected);
    }
    let dropout = nn::dropout(&cx, 1.0).unwrap();
    assert_close(&dropout.forward(&x).unwrap(), &[0.0, 0.0]);
    dropout.eval().unwrap();
    assert_close(&dropout.forward(&x).unwrap(), &[-1.0, 2.0]);
    let linear = nn::linear(
        &cx,
        2,
        1,
        &LinearOptions {
            dtype: DType::F64,
            bias: false,
        },
    )
    .unwrap();
    linear.tensor("weight").unwrap().write(&[3f64, 4.0]).unwrap();
    assert_close(&linear.forward(&x).unwrap(), &[5.0]);
}
