//! Handles: nothing leaks, and objects outlive what they were made from. One test, as the count is the process's.

mod common;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use nnlite::*;
use nnlite::{functional as F, nn};

/// Counts itself out.
struct Counted(Arc<AtomicUsize>);
impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// What panics when it goes, and tells that it went.
struct LoudlyGone(Counted);
impl Drop for LoudlyGone {
    fn drop(&mut self) {
        let _ = &self.0;
        panic!("in a release callback");
    }
}

fn context() -> Context {
    Context::new(&ContextOptions::default()).unwrap()
}

fn a_whole_training() {
    let cx = context();
    let model = nn::sequential(&cx, [nn::linear(&cx, 2, 1, &Default::default()).unwrap()]).unwrap();
    let loss = nn::mse_loss(&cx, Reduction::Mean).unwrap();
    let adam = Optimizer::new(model.parameters().unwrap(), &AdamOptions::default()).unwrap();
    let x = Tensor::ones(&cx, &[4, 2], DType::F32).unwrap();
    let y = Tensor::ones(&cx, &[4, 1], DType::F32).unwrap();
    let loader = Loader::new(
        [&x, &y],
        &LoaderOptions {
            batch_size: 2,
            ..Default::default()
        },
    )
    .unwrap();
    let schedule = Schedule::step_lr(&adam, 1, 0.5).unwrap();
    let options = FitOptions {
        epochs: 2,
        schedule: Some(&schedule),
        ..Default::default()
    };
    fit(&model, &loss, &adam, &loader, &options).unwrap();
    fit_with(&model, &loss, &adam, &loader, &options, |_| {
        Ok(ControlFlow::Break(()))
    })
    .unwrap();
    fit_with(&model, &loss, &adam, &loader, &options, |_| panic!("out")).unwrap_err();
    model.forward(&x).unwrap().split(&[2, 2], 0).unwrap();
    x.max_along(0, false).unwrap();
    x.topk(1, 0, true).unwrap();
    model.load_with("/nowhere", &LoadOptions::default()).unwrap_err();
    x.reshape(&[5]).unwrap_err();
    Tensor::cat([&x, &y], 0).unwrap_err();
}

fn an_object_that_outlives_its_parent() {
    let cx = context();
    let model = nn::sequential(&cx, [nn::linear(&cx, 1, 1, &Default::default()).unwrap()]).unwrap();
    drop(cx);
    let weight = model.tensor("0.weight").unwrap();
    let child = model.children().unwrap().remove(0).1;
    let sgd = Optimizer::new(model.parameters().unwrap(), &SgdOptions::default()).unwrap();
    drop(model);
    weight.write(&[2f32]).unwrap();
    let schedule = Schedule::exponential_lr(&sgd, 0.5).unwrap();
    drop(sgd);
    schedule.step().unwrap();
    let x = Tensor::ones(&weight.context(), &[1, 1], DType::F32).unwrap();
    let y = child.forward(&x).unwrap();
    drop((x, child));
    y.backward().unwrap();
    assert_eq!(weight.grad().unwrap().unwrap().to_vec::<f32>().unwrap(), [1.0]);
}

fn objects_after_shutdown() {
    let cx = context();
    let x = Tensor::ones(&cx, &[1000, 100], DType::F32).unwrap();
    shutdown().unwrap();
    assert_eq!(x.sum(&[], false).unwrap().item().unwrap(), 100_000.0);
    let y = x.exp().unwrap();
    drop(x);
    shutdown().unwrap();
    drop(y);
}

fn handles_that_end_on_other_threads() {
    let cx = context();
    let x = Tensor::ones(&cx, &[2], DType::F64).unwrap();
    x.set_requires_grad(true).unwrap();
    let graphs: Vec<Tensor> = (0..100).map(|_| x.exp().unwrap()).collect();
    std::thread::scope(|scope| {
        graphs.into_iter().for_each(|graph| {
            scope.spawn(move || drop(graph));
        });
    });
}

fn functions_go_with_what_they_belong_to() {
    let gone = Arc::new(AtomicUsize::new(0));
    let counted = || Counted(gone.clone());
    let count = || gone.load(Ordering::SeqCst);
    let cx = context();

    let owned = counted();
    let module = CustomModule::new(&cx, "Owner", move |_, inputs| {
        let _ = &owned;
        Ok(inputs[0].clone())
    })
    .unwrap();
    let parent = nn::sequential(&cx, [&*module]).unwrap();
    drop(module);
    assert_eq!(count(), 0, "the parent uses it");
    drop(parent);
    assert_eq!(count(), 1);

    let owned = counted();
    let op = CustomOp::new("owner", |inputs| Ok(inputs[0].copy()?)).backward(move |given| {
        let _ = &owned;
        Ok(vec![Some(given.output_gradient.clone())])
    });
    let x = Tensor::ones(&cx, &[1], DType::F64).unwrap();
    x.set_requires_grad(true).unwrap();
    let y = op.apply([&x]).unwrap();
    drop(op);
    assert_eq!(count(), 1, "the graph needs it");
    y.backward().unwrap();
    drop(y);
    assert_eq!(count(), 2);

    let owned = counted();
    cx.set_log_callback(move |_, _| {
        let _ = &owned;
    })
    .unwrap();
    assert_eq!(count(), 2);
    drop((cx, x));
    assert_eq!(count(), 3, "the context is gone, and its callback with it");

    // A call that fails keeps nothing.
    let (cx, owned) = (context(), counted());
    CustomModule::new(&cx, "", move |_, inputs| {
        let _ = &owned;
        Ok(inputs[0].clone())
    })
    .unwrap_err();
    assert_eq!(count(), 4);

    // A panic in a release callback ends there.
    let owned = LoudlyGone(counted());
    let module = CustomModule::new(&cx, "Loud", move |_, inputs| {
        let _ = &owned;
        Ok(inputs[0].clone())
    })
    .unwrap();
    drop(module);
    assert_eq!(count(), 5);
}

fn what_callbacks_get_may_be_kept() {
    let cx = context();
    let kept: Arc<std::sync::Mutex<Vec<Tensor>>> = Arc::default();
    let keeper = kept.clone();
    let op = CustomOp::new("keep", move |inputs| {
        keeper.lock().unwrap().extend(inputs.iter().cloned());
        Ok(inputs[0].copy()?)
    });
    op.apply([Tensor::full(&cx, &[1], 3.0, DType::F64).unwrap()])
        .unwrap();
    assert_eq!(kept.lock().unwrap()[0].item().unwrap(), 3.0);
}

fn failing_callbacks() {
    let cx = context();
    let x = Tensor::ones(&cx, &[1], DType::F64).unwrap();
    x.set_requires_grad(true).unwrap();
    CustomOp::new("bad", |inputs| {
        let _more = [inputs[0].copy()?, inputs[0].exp()?];
        panic!("with tensors in hand")
    })
    .apply([&x])
    .unwrap_err();
    let y = CustomOp::new("bad", |inputs| Ok(inputs[0].copy()?))
        .backward(|given| {
            let _more = given.output.exp()?;
            Ok(vec![Some(given.output.copy()?), None]) // one too many
        })
        .apply([&x])
        .unwrap();
    y.backward().unwrap_err();
    gradcheck(|inputs| Ok(inputs[0].reshape(&[7])?), [&x], &Default::default()).unwrap_err();
    let module = CustomModule::new(&cx, "Bad", |_, _| panic!("out")).unwrap();
    module.forward(&x).unwrap_err();
    F::mse_loss(&x, &x, Reduction::Mean).unwrap();
}

fn memory_that_was_lent() {
    let cx = context();
    let x = Tensor::ones(&cx, &[2, 2], DType::F32).unwrap();
    x.with_data(|x: &[f32]| assert_eq!(x, [1.0; 4])).unwrap();
    x.with_data_mut(|x: &mut [f32]| x.fill(2.0)).unwrap();
    x.transpose(0, 1).unwrap().with_data(|_: &[f32]| ()).unwrap_err();
    let lent = x.to_dlpack::<sys::dlpack::DLManagedTensor>().unwrap();
    // SAFETY: one thread uses both tensors.
    let same = unsafe { Tensor::from_dlpack(&cx, lent) }.unwrap();
    drop(x);
    assert_eq!(same.sum(&[], false).unwrap().item().unwrap(), 8.0);
}

fn scopes_and_reports() {
    let scope = Scope::new().unwrap();
    let cx = context();
    let kept = scope.keep(Tensor::ones(&cx, &[1], DType::F32).unwrap()).unwrap();
    kept.exp().unwrap().into_raw();
    HandleReport::all().unwrap();
    let raw = kept.clone().into_raw();
    // SAFETY: the handle is nobody else's.
    unsafe { Tensor::from_raw(raw, &Context::of_raw_tensor(raw).unwrap()) };
}

#[test]
fn nothing_leaks() {
    let before = live_handles().unwrap();
    let cases: [(&str, fn()); 9] = [
        ("a whole training", a_whole_training),
        (
            "an object that outlives its parent",
            an_object_that_outlives_its_parent,
        ),
        ("objects after shutdown", objects_after_shutdown),
        (
            "handles that end on other threads",
            handles_that_end_on_other_threads,
        ),
        (
            "functions go with what they belong to",
            functions_go_with_what_they_belong_to,
        ),
        ("what callbacks get may be kept", what_callbacks_get_may_be_kept),
        ("failing callbacks", failing_callbacks),
        ("memory that was lent", memory_that_was_lent),
        ("scopes and reports", scopes_and_reports),
    ];
    for (name, case) in cases {
        case();
        assert_eq!(live_handles().unwrap(), before, "{name}");
    }
    let one = Tensor::ones(&context(), &[], DType::F32).unwrap();
    assert_eq!(live_handles().unwrap(), before + 2, "the tensor and its context");
    drop(one);
    assert_eq!(live_handles().unwrap(), before);
}
