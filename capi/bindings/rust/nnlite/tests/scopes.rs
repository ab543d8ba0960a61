//! Scopes, reports of handles, and handles that go between this crate and other code.

mod common;

use nnlite::sys::{nnl_exp, nnl_tensor_release};
use nnlite::*;

fn context() -> Context {
    Context::new(&ContextOptions::default()).unwrap()
}

/// Live handles of a context of one kind.
fn live(cx: &Context, kind: HandleKind) -> i64 {
    let report = HandleReport::of(cx).unwrap();
    let rows = report.rows().iter().filter(|row| row.kind == Some(kind));
    rows.map(|row| row.count).sum()
}

/// A handle that nobody releases.
fn raw_exp(x: &Tensor) -> i64 {
    let mut made = 0;
    // SAFETY: one handle is written.
    assert_eq!(unsafe { nnl_exp(x.raw(), &mut made) }, sys::NNL_OK);
    made
}

#[test]
fn a_scope_releases_what_calls_beside_the_safe_ones_made() {
    let cx = context();
    let x = Tensor::ones(&cx, &[2], DType::F64).unwrap();
    let scope = Scope::new().unwrap();
    for _ in 0..100 {
        raw_exp(&x);
    }
    let kept = raw_exp(&x);
    scope.keep_raw(kept).unwrap();
    assert_eq!(live(&cx, HandleKind::Tensor), 102);
    scope.end().unwrap();
    assert_eq!(live(&cx, HandleKind::Tensor), 2);
    // SAFETY: the handle is nobody else's.
    let kept = unsafe { Tensor::from_raw(kept, &cx) };
    common::assert_close(&kept, &[1f64.exp(), 1f64.exp()]);
    drop(kept);
    assert_eq!(live(&cx, HandleKind::Tensor), 1);
}

#[test]
fn objects_that_outlive_their_scope_are_errors_unless_kept() {
    let scope = Scope::new().unwrap();
    let cx = context();
    let lost = Tensor::ones(&cx, &[1], DType::F32).unwrap();
    let kept = scope.keep(Tensor::ones(&cx, &[1], DType::F32).unwrap()).unwrap();
    let model = nn::linear(&cx, 1, 1, &Default::default()).unwrap();
    scope.keep(&model).unwrap();
    drop(scope);
    let error = lost.item().unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::InvalidHandle, "nnl_tensor_item")
    );
    assert!(std::panic::catch_unwind(|| drop(lost.clone())).is_err());
    drop(lost);
    let y = model.forward(&kept.reshape(&[1, 1]).unwrap()).unwrap();
    assert_eq!(y.shape().unwrap(), [1, 1]);
    assert_eq!(
        Tensor::zeros(&kept.context(), &[], DType::F64)
            .unwrap()
            .item()
            .unwrap(),
        0.0
    );
}

#[test]
fn scopes_lie_within_each_other() {
    let cx = context();
    let outer = Scope::new().unwrap();
    let inner = Scope::new().unwrap();
    let x = inner.keep(Tensor::ones(&cx, &[1], DType::F32).unwrap()).unwrap();
    inner.end().unwrap();
    assert_eq!(x.item().unwrap(), 1.0, "the outer scope has it now");
    let inner = Scope::new().unwrap();
    let y = Tensor::ones(&cx, &[1], DType::F32).unwrap();
    drop(outer);
    for lost in [&x, &y] {
        assert_eq!(lost.item().unwrap_err().status(), Status::InvalidHandle);
    }
    let error = inner.keep(&cx).unwrap_err();
    assert_eq!(
        (error.status(), error.argument()),
        (Status::InvalidHandle, "scope")
    );
    assert_eq!(inner.end().unwrap_err().status(), Status::InvalidHandle);
}

#[test]
fn what_a_scope_cannot_do_is_an_error() {
    let scope = Scope::new().unwrap();
    assert_eq!(scope.keep_raw(0).unwrap_err().status(), Status::InvalidHandle);
    let x = Tensor::ones(&Context::default(), &[1], DType::F32).unwrap();
    let raw = x.raw();
    drop(x);
    assert_eq!(scope.keep_raw(raw).unwrap_err().status(), Status::InvalidHandle);
    let scopes: Vec<Scope> = (1..1024).map(|_| Scope::new().unwrap()).collect();
    let error = Scope::new().unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::NotSupported, "nnl_scope_begin")
    );
    assert!(error.message().contains("1024"), "{error}");
    drop(scope);
    drop(scopes);
    Scope::new().unwrap().end().unwrap();
}

#[test]
fn a_scope_that_a_callback_leaves_open_ends_with_it() {
    let cx = context();
    let x = Tensor::ones(&cx, &[1], DType::F64).unwrap();
    let before = live(&cx, HandleKind::Tensor);
    let op = CustomOp::new("forgets", |inputs| {
        std::mem::forget(Scope::new()?);
        raw_exp(&inputs[0]);
        Ok(inputs[0].exp()?)
    });
    let error = op.apply([&x]).unwrap_err();
    assert_eq!(error.status(), Status::InvalidHandle, "its output was not kept");
    assert_eq!(live(&cx, HandleKind::Tensor), before);
    // One that is dropped in time takes only what was made for a while.
    let op = CustomOp::new("tidy", |inputs| {
        let scope = Scope::new()?;
        raw_exp(&inputs[0]);
        Ok(scope.keep(inputs[0].exp()?)?)
    });
    common::assert_close(&op.apply([&x]).unwrap(), &[1f64.exp()]);
    assert_eq!(live(&cx, HandleKind::Tensor), before);
}

#[test]
fn a_report_counts_handles_and_the_memory_behind_them() {
    let cx = context();
    let x = Tensor::ones(&cx, &[1000], DType::F32).unwrap();
    let (_same, _view) = (x.clone(), x.slice(0, 0, 10, 1).unwrap());
    let model = nn::linear(&cx, 2, 1, &Default::default()).unwrap();
    let sgd = Optimizer::new(model.parameters().unwrap(), &SgdOptions::default()).unwrap();
    let _schedule = Schedule::step_lr(&sgd, 1, 0.5).unwrap();
    let _loader = Loader::new([&x], &Default::default()).unwrap();
    let report = HandleReport::of(&cx).unwrap();
    let rows: Vec<_> = report
        .rows()
        .iter()
        .map(|row| (row.kind.unwrap(), row.count, row.bytes))
        .collect();
    assert_eq!(
        rows,
        [
            (HandleKind::Context, 1, 0),
            (HandleKind::Tensor, 3, 4000),
            (HandleKind::Module, 1, 12),
            (HandleKind::Optimizer, 1, 0),
            (HandleKind::Loader, 1, 0),
            (HandleKind::Schedule, 1, 0),
        ]
    );
    let table = report.to_string();
    assert!(
        table.starts_with("kind") && table.ends_with("live handles: 8\n"),
        "{table}"
    );
    let _scope = Scope::new().unwrap();
    let all = HandleReport::all().unwrap();
    let kinds: Vec<_> = all.rows().iter().map(|row| row.kind).collect();
    assert!(kinds.contains(&Some(HandleKind::Scope)) && kinds.contains(&Some(HandleKind::Loader)));
    assert!(
        !kinds.contains(&Some(HandleKind::HandleReport)),
        "{kinds:?}: it does not count itself"
    );
}

#[test]
fn tracing_notes_what_made_a_handle() {
    let cx = context();
    let x = Tensor::ones(&cx, &[1], DType::F32).unwrap();
    set_handle_tracing(true).unwrap();
    set_handle_label("epoch 3").unwrap();
    let _y = [x.exp().unwrap(), x.exp().unwrap()];
    set_handle_label("").unwrap();
    let _z = x.relu().unwrap();
    set_handle_label(&"x".repeat(40)).unwrap();
    let _w = x.abs().unwrap();
    set_handle_label("").unwrap();
    let rows = HandleReport::of(&cx).unwrap().rows().to_owned();
    let row = |function: &str| rows.iter().find(|row| row.function == function).unwrap();
    assert_eq!(
        (row("nnl_exp").count, row("nnl_exp").label.as_str()),
        (2, "epoch 3")
    );
    assert_eq!(row("nnl_relu").label, "");
    assert_eq!(row("nnl_abs").label, "x".repeat(31));
    assert!(row("nnl_exp").thread > 0);
    assert_eq!(row("").count, 1, "made before");
    set_handle_tracing(false).unwrap();
    assert!(HandleReport::of(&cx)
        .unwrap()
        .rows()
        .iter()
        .all(|row| row.function.is_empty()));
    let error = set_handle_label("a\0b").unwrap_err();
    assert_eq!(
        (error.status(), error.argument()),
        (Status::InvalidArgument, "label")
    );
}

#[test]
fn reports_are_made_while_other_threads_grow_modules_and_optimizers() {
    let cx = context();
    let weights = |count| (0..count).map(|_| Tensor::ones(&cx, &[1], DType::F32).unwrap());
    let group = CustomModule::group(&cx, "Group").unwrap();
    let sgd = Optimizer::new(weights(1), &SgdOptions::default()).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for (i, weight) in weights(200).enumerate() {
                group.add_parameter(&format!("weight{i}"), &weight).unwrap();
                sgd.add_group([&weight], &SgdOptions::default()).unwrap();
            }
        });
        (0..50).for_each(|_| assert!(!HandleReport::all().unwrap().rows().is_empty()));
    });
    let report = HandleReport::of(&cx).unwrap();
    let module = report
        .rows()
        .iter()
        .find(|row| row.kind == Some(HandleKind::Module));
    assert_eq!(module.unwrap().bytes, 800);
}

#[test]
fn handles_go_between_this_crate_and_other_code() {
    let cx = context();
    let x = Tensor::full(&cx, &[1, 1], 2.0, DType::F32).unwrap();
    let (tensor, module) = (x.raw(), nn::relu(&cx).unwrap().into_raw());
    // SAFETY: one thread uses all; the module's handle is nobody's.
    let (found, of_module) = unsafe {
        (
            Context::of_raw_tensor(tensor).unwrap(),
            Context::of_raw_module(module).unwrap(),
        )
    };
    assert_eq!(live(&found, HandleKind::Context), 3);
    let module = unsafe { Module::from_raw(module, &found) };
    let same = unsafe { Tensor::from_raw(x.into_raw(), &found) };
    assert_eq!(module.forward(&same).unwrap().item().unwrap(), 2.0);
    assert_eq!(
        Tensor::ones(&found, &[], DType::F32)
            .unwrap()
            .try_add(&same)
            .unwrap()
            .item()
            .unwrap(),
        3.0
    );
    drop(of_module);
    drop(cx);
    assert_eq!(live(&found, HandleKind::Context), 1);
    let raw = same.into_raw();
    // SAFETY: the handle is nobody's, and then no tensor's any more.
    unsafe { nnl_tensor_release(raw) };
    let error = unsafe { Context::of_raw_tensor(raw) }.unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::InvalidHandle, "nnl_tensor_context")
    );
    let shared = Tensor::ones(&Context::default(), &[], DType::F32).unwrap();
    assert_eq!(
        unsafe { Context::of_raw_tensor(shared.raw()) }.unwrap(),
        Context::default()
    );
}

#[test]
fn the_library_says_what_it_is() {
    let info = build_info().unwrap();
    for key in [
        "version: 1.",
        "abi: 1",
        "compiler: ",
        "blas: ",
        "instruction set: ",
        "threads: ",
    ] {
        assert!(
            info.lines().any(|line| line.starts_with(key)),
            "no {key} in {info}"
        );
    }
    assert_eq!(abi_version(), 1);
}
