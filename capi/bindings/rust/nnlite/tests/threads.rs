//! Threads: what may run at once does, what may not waits, and nothing that safe Rust can write breaks it.

mod common;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use nnlite::*;
use nnlite::{functional as F, nn};

/// Compiles only if all types may go to and be shared with other threads.
#[test]
fn all_types_are_send_and_sync() {
    fn check<T: Send + Sync>() {}
    check::<Context>();
    check::<Tensor>();
    check::<Module>();
    check::<CustomModule>();
    check::<CustomOp>();
    check::<Optimizer>();
    check::<Loader>();
    check::<Schedule>();
    check::<Profile>();
    check::<NumberCheck>();
    check::<HandleReport>();
    check::<Error>();
}

fn model(cx: &Context) -> Module {
    nn::sequential(
        cx,
        [
            nn::linear(cx, 4, 8, &Default::default()).unwrap(),
            nn::batch_norm1d(cx, 8, &Default::default()).unwrap(),
            nn::linear(cx, 8, 1, &Default::default()).unwrap(),
        ],
    )
    .unwrap()
}

fn new_context() -> Context {
    Context::new(&ContextOptions {
        threads: 1,
        ..Default::default()
    })
    .unwrap()
}

#[test]
fn threads_infer_at_once() {
    // Each thread waits inside the forward until the other is there too: only possible if both run at once.
    let cx = new_context();
    let barrier = Arc::new(Barrier::new(2));
    let meeting = barrier.clone();
    let module = CustomModule::new(&cx, "Meeting", move |_, inputs| {
        meeting.wait();
        Ok(inputs[0].relu()?)
    })
    .unwrap();
    module.eval().unwrap();
    let x = Tensor::full(&cx, &[2], -1.0, DType::F32).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(module.forward(&x).unwrap().to_vec::<f32>().unwrap(), [0.0, 0.0]));
        }
    });
}

#[test]
fn a_call_that_changes_something_runs_alone() {
    let cx = new_context();
    let inside = Arc::new(AtomicBool::new(false));
    let flag = inside.clone();
    let module = CustomModule::new(&cx, "Alone", move |_, inputs| {
        assert!(!flag.swap(true, Ordering::SeqCst), "another thread is inside");
        std::thread::sleep(std::time::Duration::from_millis(1));
        flag.store(false, Ordering::SeqCst);
        Ok(inputs[0].clone())
    })
    .unwrap();
    assert!(module.is_training().unwrap());
    let x = Tensor::ones(&cx, &[1], DType::F32).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|_| drop(module.forward(&x).unwrap())));
        }
    });
}

#[test]
fn contexts_are_independent() {
    // Both train at once: each waits inside a step for the other.
    let barrier = Arc::new(Barrier::new(2));
    let train = || {
        let cx = new_context();
        let meeting = barrier.clone();
        let module = CustomModule::new(&cx, "Meeting", move |_, inputs| {
            meeting.wait();
            Ok(inputs[0].clone())
        })
        .unwrap();
        let model = nn::sequential(&cx, [model(&cx), module.into_module()]).unwrap();
        let loss = nn::mse_loss(&cx, Reduction::Mean).unwrap();
        let sgd = Optimizer::new(model.parameters().unwrap(), &SgdOptions::default()).unwrap();
        let x = Tensor::from_slice(&cx, &[0.5f32, 1.0, -1.0, 2.0, 1.5, 0.0, 1.0, -2.0], &[2, 4]).unwrap();
        let y = Tensor::ones(&cx, &[2, 1], DType::F32).unwrap();
        (0..3)
            .map(|_| train_step(&model, &loss, &sgd, [&x], [&y], &Default::default()).unwrap())
            .collect::<Vec<f64>>()
    };
    let (first, second) = std::thread::scope(|scope| {
        let (first, second) = (scope.spawn(train), scope.spawn(train));
        (first.join().unwrap(), second.join().unwrap())
    });
    assert_eq!(first, second, "the same bits, as the seeds are the same");
}

#[test]
fn misuse_that_would_race_is_put_in_order() {
    // Threads train one model, read and replace its gradients, change its modes, load, look on, grow a module and draw
    // batches, all at once. Whatever the order, each call either works or says what was wrong, and numbers stay whole.
    let cx = new_context();
    let model = model(&cx);
    let parameters = model.parameters().unwrap();
    let x = Tensor::ones(&cx, &[8, 4], DType::F32).unwrap();
    let y = Tensor::ones(&cx, &[8, 1], DType::F32).unwrap();
    let sgd = Optimizer::new(&parameters, &SgdOptions::default()).unwrap();
    let loss = nn::mse_loss(&cx, Reduction::Mean).unwrap();
    let loader = Loader::new(
        [&x, &y],
        &LoaderOptions {
            batch_size: 3,
            ..Default::default()
        },
    )
    .unwrap();
    let group = CustomModule::group(&cx, "Group").unwrap();
    let file = common::TempFile::new("threads.safetensors");
    model.save(&file).unwrap();
    let allowed = [
        Status::InvalidState,
        Status::ShapeMismatch,
        Status::InvalidArgument,
    ];
    let passes = |result: Result<()>| {
        if let Err(error) = result {
            assert!(allowed.contains(&error.status()), "{error}");
        }
    };
    std::thread::scope(|scope| {
        for thread in 0..6 {
            let (cx, model, parameters, x, y) = (&cx, &model, &parameters, &x, &y);
            let (sgd, loss, loader, group, file) = (&sgd, &loss, &loader, &group, &file);
            scope.spawn(move || {
                for round in 0..100 {
                    passes(match (thread + round) % 6 {
                        0 => train_step(model, loss, sgd, [x], [y], &Default::default()).map(drop),
                        1 => (|| {
                            let loss = F::mse_loss(&model.forward(x)?, y, Reduction::Mean)?;
                            loss.backward()?;
                            sgd.step()
                        })(),
                        2 => parameters.iter().try_for_each(|parameter| {
                            if let Some(gradient) = parameter.grad()? {
                                parameter.set_grad(&gradient)?;
                            }
                            parameter.zero_grad()
                        }),
                        3 => model.train(round % 2 == 0).and_then(|()| model.load(file)),
                        4 => (|| {
                            let child = nn::relu(cx)?;
                            group.add_child(&format!("{thread}-{round}"), &child)?;
                            group.children()?.len();
                            model.children()?[1].1.freeze_statistics(round % 3 == 0)
                        })(),
                        _ => loader.next_batch().and_then(|batch| match batch {
                            Some(batch) => model.forward(&batch[0]).map(drop),
                            None => parameters[0].to_vec::<f32>().map(drop),
                        }),
                    });
                }
            });
        }
    });
    for parameter in &parameters {
        assert!(parameter
            .to_vec::<f32>()
            .unwrap()
            .iter()
            .all(|value| value.is_finite()));
    }
    assert!(!group.children().unwrap().is_empty());
}

#[test]
fn modes_that_change_are_seen_by_threads_that_run() {
    // While one thread switches the mode to and fro, others run the model: a training forward is never counted in part.
    let cx = new_context();
    let model = model(&cx);
    let x = Tensor::ones(&cx, &[8, 4], DType::F32).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| (0..200).for_each(|_| drop(model.forward(&x).unwrap())));
        }
        scope.spawn(|| (0..200).for_each(|i| model.train(i % 2 == 0).unwrap()));
    });
    let counted = model.tensor("1.num_batches_tracked").unwrap().item().unwrap();
    assert!((0.0..=600.0).contains(&counted) && counted.fract() == 0.0);
}

#[test]
fn tables_with_a_bound_are_looked_up_by_many() {
    let cx = new_context();
    let bounded = EmbeddingOptions {
        max_norm: Some(1.0),
        ..Default::default()
    };
    let table = nn::embedding(&cx, 100, 8, &bounded).unwrap();
    table.eval().unwrap();
    let indices = Tensor::from_vec(&cx, (0..100i64).collect(), &[100]).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    let rows = table.forward(&indices).unwrap();
                    let norms = rows.norm(2.0, &[1], false).unwrap().to_vec::<f32>().unwrap();
                    assert!(norms.iter().all(|norm| *norm <= 1.0 + 1e-5), "{norms:?}");
                    table.tensor("weight").unwrap().to_vec::<f32>().unwrap();
                }
            });
        }
    });
}
