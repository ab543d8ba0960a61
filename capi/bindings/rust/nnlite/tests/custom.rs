//! Modules and operations of one's own, and what happens when they fail.

mod common;

use std::error::Error as _;

use common::*;
use nnlite::{functional as F, gradcheck, nn, Context, ContextOptions, CustomModule, CustomOp, DType};
use nnlite::{GradcheckOptions, LinearOptions, Panic, Status, Tensor};

/// The cube of each element, computed in Rust.
fn cube() -> CustomOp {
    CustomOp::new("cube", |inputs| {
        let x = inputs[0].to_vec::<f64>()?;
        let cubes = x.iter().map(|x| x * x * x).collect();
        Ok(Tensor::from_vec(
            &inputs[0].context(),
            cubes,
            &inputs[0].shape()?,
        )?)
    })
    .backward(|given| {
        let (x, g) = (
            given.inputs[0].to_vec::<f64>()?,
            given.output_gradient.to_vec::<f64>()?,
        );
        let gradient = x.iter().zip(&g).map(|(x, g)| 3.0 * x * x * g).collect();
        Ok(vec![Some(Tensor::from_vec(
            &given.output.context(),
            gradient,
            &given.output.shape()?,
        )?)])
    })
}

#[test]
fn an_operation_has_values_and_gradients() {
    let x = leaf(&[1.0, -2.0, 0.5], &[3]);
    let y = cube().apply([&x]).unwrap();
    assert_close(&y, &[1.0, -8.0, 0.125]);
    y.sum(&[], false).unwrap().backward().unwrap();
    assert_close(&x.grad().unwrap().unwrap(), &[3.0, 12.0, 0.75]);
    let result = gradcheck(
        |inputs| Ok(cube().apply(inputs)?),
        [&x],
        &GradcheckOptions::default(),
    )
    .unwrap();
    assert!(
        result.passed && result.report.contains("all 9 derivatives agree"),
        "{}",
        result.report
    );
}

#[test]
fn a_wrong_gradient_is_reported() {
    let x = leaf(&[1.0, -2.0], &[2]);
    let wrong = CustomOp::new("square", |inputs| Ok(inputs[0].try_mul(&inputs[0])?))
        .backward(|given| Ok(vec![Some(given.inputs[0].try_mul(&given.output_gradient)?)]));
    let result = gradcheck(
        |inputs| Ok(wrong.apply(inputs)?),
        [&x],
        &GradcheckOptions::default(),
    )
    .unwrap();
    assert!(!result.passed);
    assert!(
        result
            .report
            .contains("input 0 at [0], output at [0]: analytical 1, numerical 2"),
        "{}",
        result.report
    );
}

#[test]
fn what_is_not_wanted_is_passed_over() {
    let (x, y) = (leaf(&[2.0], &[1]), f64s(&[3.0], &[1]));
    let product = CustomOp::new("product", |inputs| Ok(inputs[0].try_mul(&inputs[1])?)).backward(|given| {
        assert_eq!(given.wanted, [true, false]);
        assert_eq!(given.output.item()?, 6.0);
        Ok(vec![Some(given.inputs[1].copy()?), None])
    });
    product.apply([&x, &y]).unwrap().backward().unwrap();
    assert_close(&x.grad().unwrap().unwrap(), &[3.0]);
}

#[test]
fn without_a_backward_there_is_no_way_back() {
    let x = leaf(&[2.0], &[1]);
    let y = CustomOp::new("forward only", |inputs| Ok(inputs[0].exp()?))
        .apply([&x])
        .unwrap();
    let error = y.backward().unwrap_err();
    assert_eq!(error.status(), Status::NotSupported);
    assert!(error.message().contains("forward only"), "{error}");
}

#[derive(Debug, PartialEq)]
struct Mine(&'static str);
impl std::fmt::Display for Mine {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "mine: {}", self.0)
    }
}
impl std::error::Error for Mine {}

/// The status, the text in the message and the text of the panic that is its source.
#[track_caller]
fn assert_panicked<T: std::fmt::Debug>(result: nnlite::Result<T>, text: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.status(), Status::CallbackFailed);
    assert!(error.message().contains(text), "{error}");
    assert_eq!(
        error.source().unwrap().downcast_ref::<Panic>().unwrap().message(),
        text
    );
}

#[test]
fn errors_and_panics_in_an_operation_come_back() {
    let x = leaf(&[2.0], &[1]);
    let error = CustomOp::new("bad", |_| Err(Mine("forward").into()))
        .apply([&x])
        .unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::CallbackFailed, "nnl_custom_op")
    );
    assert!(error.message().contains("mine: forward"), "{error}");
    assert_eq!(
        error.source().unwrap().downcast_ref::<Mine>(),
        Some(&Mine("forward"))
    );
    assert_panicked(
        CustomOp::new("bad", |_| panic!("in forward")).apply([&x]),
        "in forward",
    );

    let y = CustomOp::new("bad", |inputs| Ok(inputs[0].copy()?))
        .backward(|_| panic!("in {}", "backward"))
        .apply([&x])
        .unwrap();
    assert_panicked(y.backward(), "in backward");
    assert!(x.grad().unwrap().is_none(), "a failing walk changes no gradient");

    let y = CustomOp::new("short", |inputs| Ok(inputs[0].copy()?))
        .backward(|_| Ok(vec![]))
        .apply([&x])
        .unwrap();
    let error = y.backward().unwrap_err();
    assert!(
        error.message().contains("backward gave 0 gradients for 1 inputs"),
        "{error}"
    );

    assert_panicked(
        gradcheck(|_| panic!("in the check"), [&x], &GradcheckOptions::default()),
        "in the check",
    );
    // A later failure is not mistaken for that one.
    assert!(x
        .try_add(&f64s(&[1.0, 2.0], &[2]))
        .and_then(|y| y.item())
        .unwrap_err()
        .source()
        .is_none());
}

#[test]
fn an_error_of_nnlite_inside_a_callback_is_the_source() {
    let x = leaf(&[2.0, 3.0], &[2]);
    let outer = CustomOp::new("outer", |inputs| Ok(inputs[0].reshape(&[3])?));
    let error = outer.apply([&x]).unwrap_err();
    assert_eq!(error.status(), Status::CallbackFailed);
    let inner = error.source().unwrap().downcast_ref::<nnlite::Error>().unwrap();
    assert_eq!(
        (inner.status(), inner.function()),
        (Status::ShapeMismatch, "nnl_reshape")
    );
    assert!(error.message().contains("nnl_reshape"), "{error}");
}

/// A payload, and an error, that do all the harm they can.
struct Grenade;
impl Drop for Grenade {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("dropped");
        }
    }
}
#[derive(Debug)]
struct Unspeakable;
impl std::fmt::Display for Unspeakable {
    fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result {
        panic!("no words")
    }
}
impl std::error::Error for Unspeakable {}

#[test]
fn payloads_and_texts_that_panic_themselves_are_harmless() {
    let x = f64s(&[1.0], &[1]);
    let thrown = CustomOp::new("grenade", |_| std::panic::panic_any(Grenade)).apply([&x]);
    assert_panicked(thrown, "a panic without a text");
    let error = CustomOp::new("unspeakable", |_| Err(Box::new(Unspeakable)))
        .apply([&x])
        .unwrap_err();
    assert!(
        error.message().contains("the error's own text panicked"),
        "{error}"
    );
    let error = CustomOp::new("nul", |_| Err("a\0b".into()))
        .apply([&x])
        .unwrap_err();
    assert!(error.message().contains("a\u{fffd}b"), "{error}");
    // What a function owns panics when it is dropped: the operation is done all the same.
    let grenade = Grenade;
    let op = CustomOp::new("owner", move |inputs| {
        let _ = &grenade;
        Ok(inputs[0].copy()?)
    });
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(op)));
    assert!(dropped.is_err());
}

fn residual(cx: &Context, inner: &nnlite::Module) -> CustomModule {
    let module = CustomModule::new(cx, "Residual", |module, inputs| {
        let (_, inner) = module.children()?.remove(0);
        let scale = module.tensor("scale")?;
        Ok(inputs[0].try_add(&inner.forward(&inputs[0])?.try_mul(&scale)?)?)
    })
    .unwrap();
    module.add_child("inner", inner).unwrap();
    module
        .add_parameter("scale", &Tensor::full(cx, &[1], 0.5, DType::F64).unwrap())
        .unwrap();
    module
        .add_buffer("calls", &Tensor::zeros(cx, &[1], DType::I64).unwrap())
        .unwrap();
    module
}

#[test]
fn a_module_has_parts_and_trains() {
    let cx = Context::default();
    let inner = nn::linear(
        &cx,
        2,
        2,
        &LinearOptions {
            dtype: DType::F64,
            bias: false,
        },
    )
    .unwrap();
    inner
        .tensor("weight")
        .unwrap()
        .write(&[1f64, 2.0, 3.0, 4.0])
        .unwrap();
    let module = residual(&cx, &inner);
    assert_eq!(module.kind().unwrap(), "Residual");
    let names: Vec<_> = module
        .named_parameters()
        .unwrap()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["scale", "inner.weight"]);
    assert_eq!(module.named_buffers().unwrap()[0].0, "calls");
    let x = f64s(&[1.0, 1.0], &[1, 2]);
    assert_close(&module.forward(&x).unwrap(), &[2.5, 4.5]);
    // In a Sequential, and with gradients through it: d sum / d scale is the sum of inner(x).
    let model = nn::sequential(&cx, [module]).unwrap();
    model
        .forward(&x)
        .unwrap()
        .sum(&[], false)
        .unwrap()
        .backward()
        .unwrap();
    assert_close(
        &model.tensor("0.scale").unwrap().grad().unwrap().unwrap(),
        &[10.0],
    );

    let module = CustomModule::group(&cx, "ModuleList").unwrap();
    assert_eq!(module.forward(&x).unwrap_err().status(), Status::NotSupported);
    assert_eq!(
        module.add_child("a.b", &inner).unwrap_err().status(),
        Status::InvalidArgument
    );
    assert_eq!(
        module.add_child("self", &module).unwrap_err().status(),
        Status::InvalidArgument
    );
    module.add_child("first", &inner).unwrap();
    assert_eq!(module.into_module().children().unwrap()[0].0, "first");
}

#[test]
fn a_failing_module_fails_the_call_and_undoes_what_it_ran() {
    let cx = Context::new(&ContextOptions::default()).unwrap();
    let norm = nn::batch_norm1d(&cx, 1, &Default::default()).unwrap();
    let module = CustomModule::new(&cx, "Late", |module, inputs| {
        module.children()?[0].1.forward(&inputs[0])?;
        panic!("after the batch norm")
    })
    .unwrap();
    module.add_child("norm", &norm).unwrap();
    let x = Tensor::from_slice(&cx, &[1f32, 3.0], &[2, 1]).unwrap();
    assert_panicked(module.forward(&x), "after the batch norm");
    assert_eq!(norm.tensor("num_batches_tracked").unwrap().item().unwrap(), 0.0);
    assert_panicked(module.summary([&x]), "after the batch norm");
    let failing = CustomModule::new(&cx, "Failing", |_, _| Err(Mine("module").into())).unwrap();
    let error = failing.forward(&x).unwrap_err();
    assert_eq!(
        error.source().unwrap().downcast_ref::<Mine>(),
        Some(&Mine("module"))
    );
}

#[test]
fn what_a_callback_gives_must_be_of_its_context() {
    let x = f64s(&[1.0], &[1]);
    let foreign = CustomOp::new("foreign", |_| {
        let cx = Context::new(&ContextOptions::default())?;
        Ok(Tensor::ones(&cx, &[1], DType::F64)?)
    });
    let error = foreign.apply([&x]).unwrap_err();
    assert_eq!(error.status(), Status::CallbackFailed);
    let inner = error.source().unwrap().downcast_ref::<nnlite::Error>().unwrap();
    assert_eq!(inner.status(), Status::InvalidState);
}

#[test]
fn a_module_may_change_objects_in_training_but_not_in_inference() {
    let cx = Context::new(&ContextOptions::default()).unwrap();
    let counting = CustomModule::new(&cx, "Counting", |module, inputs| {
        let calls = module.tensor("calls")?;
        calls.write(&[calls.to_vec::<i64>()?[0] + 1])?;
        Ok(inputs[0].clone())
    })
    .unwrap();
    counting
        .add_buffer("calls", &Tensor::zeros(&cx, &[1], DType::I64).unwrap())
        .unwrap();
    let x = Tensor::ones(&cx, &[1], DType::F64).unwrap();
    counting.forward(&x).unwrap();
    counting.forward(&x).unwrap();
    assert_eq!(counting.tensor("calls").unwrap().item().unwrap(), 2.0);
    counting.eval().unwrap();
    let error = counting.forward(&x).unwrap_err();
    assert_eq!(error.status(), Status::CallbackFailed);
    let inner = error.source().unwrap().downcast_ref::<nnlite::Error>().unwrap();
    assert_eq!(
        (inner.status(), inner.function()),
        (Status::InvalidState, "nnl_tensor_write")
    );
    assert_eq!(counting.tensor("calls").unwrap().item().unwrap(), 2.0);
}

#[test]
fn endless_recursion_is_an_error() {
    fn again(x: &Tensor) -> nnlite::Result<Tensor> {
        CustomOp::new("again", |inputs| Ok(again(&inputs[0])?)).apply([x])
    }
    let error = again(&f64s(&[1.0], &[1])).unwrap_err();
    assert_eq!(error.status(), Status::CallbackFailed);
    // The innermost one says why.
    let mut cause: &dyn std::error::Error = &error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    assert!(cause.to_string().contains("128 callbacks"), "{cause}");
}

#[test]
fn log_lines_reach_the_callback_and_its_panics_nobody() {
    use std::sync::{Arc, Mutex};
    let cx = Context::new(&ContextOptions {
        memory_limit: 1 << 12,
        ..Default::default()
    })
    .unwrap();
    let lines: Arc<Mutex<Vec<_>>> = Arc::default();
    let kept = lines.clone();
    cx.set_log_level(nnlite::LogLevel::Warning).unwrap();
    cx.set_log_callback(move |level, text| {
        kept.lock().unwrap().push((level, text.to_owned()));
        panic!("in the log");
    })
    .unwrap();
    let error = Tensor::zeros(&cx, &[1 << 20], DType::F32).unwrap_err();
    assert_eq!(error.status(), Status::OutOfMemory);
    let (level, text) = lines.lock().unwrap()[0].clone();
    assert_eq!(level, nnlite::LogLevel::Warning);
    assert!(text.contains("memory limit"), "{text}");
    assert_eq!(Arc::strong_count(&lines), 2);
    cx.remove_log_callback().unwrap();
    assert_eq!(Arc::strong_count(&lines), 1, "the callback is gone");
}

#[test]
fn a_custom_loss_gets_prediction_and_target() {
    let cx = Context::default();
    let loss = CustomModule::new(&cx, "Mine", |_, inputs| {
        Ok(F::mse_loss(&inputs[0], &inputs[1], nnlite::Reduction::Sum)?)
    })
    .unwrap();
    let value = loss
        .forward_inputs([f64s(&[1.0, 2.0], &[2]), f64s(&[0.0, 0.0], &[2])])
        .unwrap();
    assert_eq!(value.item().unwrap(), 5.0);
}
