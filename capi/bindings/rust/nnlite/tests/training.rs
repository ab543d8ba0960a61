//! Optimizers against their formulas, schedules, loaders, training as one call, checkpoints, profiles.

mod common;

use std::ops::ControlFlow;

use common::*;
use nnlite::*;
use nnlite::{functional as F, nn};

/// What a parameter that begins at 1 is after each of three steps with gradient 0.5.
fn walk(options: &impl OptimizerOptions) -> [f64; 3] {
    let p = leaf(&[1.0], &[1]);
    let optimizer = Optimizer::new([&p], options).unwrap();
    [(); 3].map(|()| {
        p.set_grad(&f64s(&[0.5], &[1])).unwrap();
        optimizer.step().unwrap();
        p.item().unwrap()
    })
}

#[track_caller]
fn assert_near(actual: [f64; 3], expected: [f64; 3]) {
    let near = actual.iter().zip(&expected).all(|(a, e)| (a - e).abs() < 1e-9);
    assert!(near, "{actual:?} against {expected:?}");
}

#[test]
fn optimizers_follow_their_formulas() {
    let sgd = SgdOptions {
        learning_rate: 0.1,
        momentum: 0.9,
        ..Default::default()
    };
    // Velocities 0.5, 0.95, 1.355.
    assert_near(walk(&sgd), [0.95, 0.855, 0.7195]);
    // With a constant gradient the corrected moments are the gradient and its square: steps of the learning rate.
    let adam = AdamOptions {
        learning_rate: 0.1,
        eps: 0.0,
        ..Default::default()
    };
    assert_near(walk(&adam), [0.9, 0.8, 0.7]);
    let adamw = AdamWOptions {
        learning_rate: 0.1,
        eps: 0.0,
        weight_decay: 0.5,
        ..Default::default()
    };
    let decayed = |p: f64| p * 0.95 - 0.1;
    assert_near(
        walk(&adamw),
        [
            decayed(1.0),
            decayed(decayed(1.0)),
            decayed(decayed(decayed(1.0))),
        ],
    );
    let adagrad = AdagradOptions {
        learning_rate: 0.1,
        eps: 0.0,
        ..Default::default()
    };
    let step = |t: f64| 0.1 / t.sqrt();
    assert_near(
        walk(&adagrad),
        [0.9, 0.9 - step(2.0), 0.9 - step(2.0) - step(3.0)],
    );
    let rmsprop = RmspropOptions {
        learning_rate: 0.1,
        alpha: 0.5,
        eps: 0.0,
        ..Default::default()
    };
    let root = |v: f64| 0.1 / v.sqrt(); // v = 1 - 2^-t times the gradient's square
    let first = 1.0 - root(0.5);
    assert_near(
        walk(&rmsprop),
        [first, first - root(0.75), first - root(0.75) - root(0.875)],
    );
}

#[test]
fn sparse_adam_steps_rows_alone() {
    let table = leaf(&[1.0, 1.0, 1.0], &[3, 1]);
    let options = SparseAdamOptions {
        learning_rate: 0.1,
        ..Default::default()
    };
    let optimizer = Optimizer::new([&table], &options).unwrap();
    F::embedding(&table, &i64s(&[1], &[1]), &Default::default())
        .unwrap()
        .sum(&[], false)
        .unwrap()
        .backward()
        .unwrap();
    optimizer.step().unwrap();
    let values = table.to_vec::<f64>().unwrap();
    assert!(
        values[0] == 1.0 && values[2] == 1.0 && (values[1] - 0.9).abs() < 1e-6,
        "{values:?}"
    );
    table.set_grad(&f64s(&[1.0; 3], &[3, 1])).unwrap();
    assert_eq!(optimizer.step().unwrap_err().status(), Status::NotSupported);
}

#[test]
fn groups_have_settings_of_their_own() {
    let (a, b) = (leaf(&[1.0], &[1]), leaf(&[1.0], &[1]));
    let sgd = Optimizer::new(
        [&a],
        &SgdOptions {
            learning_rate: 0.1,
            ..Default::default()
        },
    )
    .unwrap();
    sgd.add_group(
        [&b],
        &SgdOptions {
            learning_rate: 0.2,
            momentum: 0.5,
            ..Default::default()
        },
    )
    .unwrap();
    assert_eq!(sgd.num_groups().unwrap(), 2);
    assert_eq!(
        (sgd.learning_rate(1).unwrap(), sgd.momentum(1).unwrap()),
        (0.2, 0.5)
    );
    sgd.set_learning_rate(0, 1.0).unwrap();
    sgd.set_momentum(1, 0.0).unwrap();
    a.try_add(&b).unwrap().backward().unwrap();
    sgd.step().unwrap();
    sgd.settle().unwrap();
    assert_close(&a, &[0.0]);
    assert_close(&b, &[0.8]);
    sgd.zero_grad().unwrap();
    assert!(a.grad().unwrap().is_none());
    assert_eq!(
        sgd.learning_rate(2).unwrap_err().status(),
        Status::IndexOutOfRange
    );
    let error = sgd
        .add_group([&leaf(&[1.0], &[1])], &AdamOptions::default())
        .unwrap_err();
    assert_eq!(
        (error.status(), error.function()),
        (Status::InvalidArgument, "nnl_adam_add_group")
    );
    let adagrad = Optimizer::new([&a], &AdagradOptions::default()).unwrap();
    assert_eq!(adagrad.momentum(0).unwrap_err().status(), Status::NotSupported);
}

#[test]
fn clipping_bounds_gradients() {
    let p = leaf(&[0.0, 0.0], &[2]);
    p.set_grad(&f64s(&[3.0, 4.0], &[2])).unwrap();
    assert_eq!(clip_grad_norm([&p], 1.0, 2.0, false).unwrap(), 5.0);
    let clipped = p.grad().unwrap().unwrap().to_vec::<f64>().unwrap();
    assert!((clipped[0].hypot(clipped[1]) - 1.0).abs() < 1e-5);
    p.set_grad(&f64s(&[3.0, -4.0], &[2])).unwrap();
    clip_grad_value([&p], 0.5).unwrap();
    assert_close(&p.grad().unwrap().unwrap(), &[0.5, -0.5]);
    p.set_grad(&f64s(&[f64::NAN, 1.0], &[2])).unwrap();
    assert_eq!(
        clip_grad_norm([&p], 1.0, 2.0, true).unwrap_err().status(),
        Status::InvalidState
    );
}

/// The rates of a schedule's first epochs, for an initial rate of 1.
fn rates(make: impl Fn(&Optimizer) -> Result<Schedule>, epochs: usize) -> Vec<f64> {
    let options = SgdOptions {
        learning_rate: 1.0,
        momentum: 0.9,
        ..Default::default()
    };
    let sgd = Optimizer::new([leaf(&[0.0], &[1])], &options).unwrap();
    let schedule = make(&sgd).unwrap();
    let mut rates = vec![sgd.learning_rate(0).unwrap()];
    for epoch in 1..epochs {
        schedule.step().unwrap();
        assert_eq!(schedule.last_epoch().unwrap(), epoch as i64);
        assert_eq!(
            schedule.last_learning_rate(0).unwrap(),
            sgd.learning_rate(0).unwrap()
        );
        rates.push(sgd.learning_rate(0).unwrap());
    }
    rates
}

#[track_caller]
fn assert_rates(actual: Vec<f64>, expected: &[f64]) {
    assert_eq!(actual.len(), expected.len());
    assert!(
        actual.iter().zip(expected).all(|(a, e)| (a - e).abs() < 1e-9),
        "{actual:?} against {expected:?}"
    );
}

#[test]
fn schedules_follow_their_formulas() {
    let half_cosine = |t: f64| (1.0 + (std::f64::consts::PI * t).cos()) / 2.0;
    assert_rates(
        rates(|sgd| Schedule::step_lr(sgd, 2, 0.5), 5),
        &[1.0, 1.0, 0.5, 0.5, 0.25],
    );
    assert_rates(
        rates(|sgd| Schedule::multi_step_lr(sgd, &[3, 1], 0.1), 4),
        &[1.0, 0.1, 0.1, 0.01],
    );
    assert_rates(
        rates(|sgd| Schedule::exponential_lr(sgd, 0.5), 3),
        &[1.0, 0.5, 0.25],
    );
    assert_rates(
        rates(|sgd| Schedule::linear_lr(sgd, 0.5, 1.0, 2), 4),
        &[0.5, 0.75, 1.0, 1.0],
    );
    assert_rates(
        rates(|sgd| Schedule::cosine_annealing_lr(sgd, 4, 0.0), 3),
        &[1.0, half_cosine(0.25), 0.5],
    );
    let restarts = rates(|sgd| Schedule::cosine_annealing_warm_restarts(sgd, 2, 2, 0.0), 5);
    assert_rates(restarts, &[1.0, 0.5, 1.0, half_cosine(0.25), 0.5]);
    let cycle = OneCycleLrOptions {
        annealing: Annealing::Linear,
        pct_start: 0.5,
        ..Default::default()
    };
    let up = rates(|sgd| Schedule::one_cycle_lr(sgd, &[25.0], 5, &cycle), 3);
    assert_rates(up, &[1.0, 1.0 + 24.0 / 1.5, 25.0 - (25.0 - 1e-4) * 0.5 / 2.5]);
    let sequence = rates(
        |sgd| {
            let parts = [
                Schedule::exponential_lr(sgd, 0.5)?,
                Schedule::exponential_lr(sgd, 0.1)?,
            ];
            Schedule::sequential_lr(parts, &[2])
        },
        4,
    );
    assert_rates(sequence, &[1.0, 0.5, 1.0, 0.1]);

    let sgd = Optimizer::new(
        [leaf(&[0.0], &[1])],
        &SgdOptions {
            learning_rate: 1.0,
            ..Default::default()
        },
    )
    .unwrap();
    let plateau = ReduceLrOnPlateauOptions {
        patience: 0,
        factor: 0.5,
        ..Default::default()
    };
    let schedule = Schedule::reduce_lr_on_plateau(&sgd, &[0.4], &plateau).unwrap();
    for (metric, rate) in [(1.0, 1.0), (1.0, 0.5), (2.0, 0.4), (0.1, 0.4)] {
        schedule.step_metric(metric).unwrap();
        assert_eq!(sgd.learning_rate(0).unwrap(), rate);
    }
    assert_eq!(schedule.step().unwrap_err().status(), Status::NotSupported);
    let sgd = Optimizer::new(
        [leaf(&[0.0], &[1])],
        &SgdOptions {
            learning_rate: 1.0,
            ..Default::default()
        },
    )
    .unwrap();
    let warm = Schedule::cosine_annealing_warm_restarts(&sgd, 4, 1, 0.0).unwrap();
    warm.step_epoch(5.0).unwrap();
    assert!((sgd.learning_rate(0).unwrap() - half_cosine(0.25)).abs() < 1e-9);
    let alone = Schedule::step_lr(&sgd, 1, 0.1).unwrap();
    assert_eq!(
        Schedule::sequential_lr([&alone], &[1]).unwrap_err().argument(),
        "milestones"
    );
}

#[test]
fn a_loader_walks_epochs() {
    let x = i64s(&[0, 1, 2, 3, 4], &[5]);
    let loader = Loader::new(
        [&x, &x],
        &LoaderOptions {
            batch_size: 2,
            ..Default::default()
        },
    )
    .unwrap();
    let rows = |batch: &[Tensor]| batch[1].to_vec::<i64>().unwrap();
    let batches: Vec<_> = loader.iter().map(|batch| rows(&batch.unwrap())).collect();
    assert_eq!(batches, [vec![0, 1], vec![2, 3], vec![4]]);
    assert_eq!((loader.epoch().unwrap(), loader.num_batches().unwrap()), (1, 3));
    let first = loader.iter().next().unwrap().unwrap(); // the next walk goes on from there
    assert_eq!(rows(&first), [0, 1]);
    assert_eq!(loader.iter().count(), 2);
    let mut iterator = loader.iter();
    assert_eq!(iterator.by_ref().count(), 3);
    assert!(
        iterator.next().is_none() && loader.epoch().unwrap() == 3,
        "an iterator is one epoch"
    );
    for (last_batch, count) in [(LastBatch::Drop, 2), (LastBatch::Merge, 2)] {
        let options = LoaderOptions {
            batch_size: 2,
            last_batch,
            sampling: Sampling::Shuffle,
            ..Default::default()
        };
        let loader = Loader::new([&x], &options).unwrap();
        assert_eq!(loader.iter().count(), count);
    }
    let error = Loader::new([&x, &i64s(&[1], &[1])], &Default::default()).unwrap_err();
    assert_eq!(error.status(), Status::ShapeMismatch);
}

/// y = 2 x with one weight: model, loss, optimizer and loader in a context of their own.
fn line(cx: &Context) -> (Module, Module, Optimizer, Loader) {
    let options = LinearOptions {
        bias: false,
        dtype: DType::F64,
    };
    let model = nn::linear(cx, 1, 1, &options).unwrap();
    model.tensor("weight").unwrap().write(&[0f64]).unwrap();
    let loss = nn::mse_loss(cx, Reduction::Mean).unwrap();
    let sgd = SgdOptions {
        learning_rate: 0.1,
        momentum: 0.5,
        ..Default::default()
    };
    let sgd = Optimizer::new(model.parameters().unwrap(), &sgd).unwrap();
    let x = Tensor::from_slice(cx, &[1f64, -1.0, 0.5, 2.0], &[4, 1]).unwrap();
    let y = x.affine(2.0, 0.0).unwrap();
    let order = LoaderOptions {
        batch_size: 2,
        sampling: Sampling::Shuffle,
        seed: 5,
        ..Default::default()
    };
    let loader = Loader::new([x, y], &order).unwrap();
    (model, loss, sgd, loader)
}

fn weight(model: &Module) -> f64 {
    model.tensor("weight").unwrap().item().unwrap()
}

#[test]
fn a_train_step_is_forward_backward_and_update() {
    let cx = Context::default();
    let (model, loss, sgd, _) = line(&cx);
    let (x, y) = (f64s(&[1.0, 2.0], &[2, 1]), f64s(&[2.0, 4.0], &[2, 1]));
    // Loss (4 + 16) / 2; gradient -(4 * 1 + 8 * 2) / 2 = -10.
    assert_eq!(
        train_step(&model, &loss, &sgd, [&x], [&y], &Default::default()).unwrap(),
        10.0
    );
    assert_eq!(weight(&model), 1.0);
    model.tensor("weight").unwrap().write(&[0f64]).unwrap();
    let clip = TrainStepOptions {
        clip_value: Some(0.5),
        ..Default::default()
    };
    train_step(&model, &loss, &sgd, [&x], [&y], &clip).unwrap();
    assert!((weight(&model) - 0.1 * (0.5 + 0.5 * 10.0)).abs() < 1e-12);
    let before = weight(&model);
    assert!(train_step(&model, &loss, &sgd, [&x], [&f64s(&[1.0], &[1, 1])], &clip).is_err());
    assert_eq!(weight(&model), before, "a failing step has changed nothing");
}

#[test]
fn a_fit_trains_reports_and_evaluates() {
    let cx = Context::new(&ContextOptions::default()).unwrap();
    let (model, loss, sgd, loader) = line(&cx);
    let (_, _, _, validation) = line(&cx);
    let schedule = Schedule::exponential_lr(&sgd, 0.99).unwrap();
    let options = FitOptions {
        epochs: 30,
        validation: Some(&validation),
        schedule: Some(&schedule),
        keep_best: true,
        ..Default::default()
    };
    let mut seen = Vec::new();
    let report = fit_with(&model, &loss, &sgd, &loader, &options, |at| {
        seen.push(*at);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    assert_eq!(
        (report.end, report.epochs, report.steps),
        (FitEnd::Epochs, 30, 60)
    );
    assert_eq!(seen.len(), 90);
    assert!(seen[2].epoch_ended && seen[2].batches == 2 && seen[2].validation_loss.is_finite());
    assert!(!seen[0].epoch_ended && seen[0].validation_loss.is_nan() && seen[0].step == 1);
    assert!((weight(&model) - 2.0).abs() < 1e-3, "{}", weight(&model));
    assert!(report.best_loss < 1e-4 && report.best_epoch.is_some());
    assert_eq!(schedule.last_epoch().unwrap(), 30);
    assert!((evaluate(&model, &loss, &validation, 0).unwrap() - report.best_loss).abs() < 1e-12);
    assert!(model.is_training().unwrap());
    let once = fit(&model, &loss, &sgd, &loader, &FitOptions::default()).unwrap();
    assert_eq!((once.epochs, once.validation_loss.is_nan()), (1, true));
}

#[test]
fn a_fit_ends_by_break_error_or_panic() {
    let cx = Context::new(&ContextOptions::default()).unwrap();
    let (model, loss, sgd, loader) = line(&cx);
    let options = FitOptions {
        epochs: 5,
        ..Default::default()
    };
    let report = fit_with(&model, &loss, &sgd, &loader, &options, |at| {
        Ok(if at.step == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })
    .unwrap();
    assert_eq!((report.end, report.steps), (FitEnd::Cancelled, 3));

    #[derive(Debug, PartialEq)]
    struct Mine(i64);
    impl std::fmt::Display for Mine {
        fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            write!(f, "my own trouble {}", self.0)
        }
    }
    impl std::error::Error for Mine {}
    let error = fit_with(&model, &loss, &sgd, &loader, &options, |at| {
        Err(Mine(at.step).into())
    })
    .unwrap_err();
    assert_eq!(error.status(), Status::CallbackFailed);
    assert!(
        error.message().contains("my own trouble 1") && error.message().contains("epoch 0"),
        "{error}"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.downcast_ref::<Mine>(), Some(&Mine(1)));

    let error = fit_with(&model, &loss, &sgd, &loader, &options, |_| {
        panic!("no more {}", "today")
    })
    .unwrap_err();
    assert!(error.message().contains("no more today"), "{error}");
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.downcast_ref::<Panic>().unwrap().message(), "no more today");
    // It may use the model; the grad mode that it leaves is put back.
    let report = fit_with(&model, &loss, &sgd, &loader, &FitOptions::default(), |_| {
        std::mem::forget(no_grad());
        model.eval()?;
        model.parameters()?[0].item()?;
        Ok(ControlFlow::Continue(()))
    });
    assert!(report.is_ok() && grad_enabled() && model.is_training().unwrap());
}

#[test]
fn training_goes_on_from_a_checkpoint_with_the_same_bits() {
    let file = TempFile::new("checkpoint.safetensors");
    let run = |cx: &Context, resume: bool, until: usize| -> f64 {
        let (model, loss, sgd, loader) = line(cx);
        let schedule = Schedule::step_lr(&sgd, 1, 0.5).unwrap();
        let parts = CheckpointParts {
            model: Some(&model),
            optimizer: Some(&sgd),
            schedule: Some(&schedule),
            loader: Some(&loader),
            ..Default::default()
        };
        if resume {
            parts.load(&file).unwrap();
        }
        let begin = if resume { 3 } else { 0 };
        for step in begin..until {
            let batch = loop {
                if let Some(batch) = loader.next_batch().unwrap() {
                    break batch;
                }
            };
            train_step(&model, &loss, &sgd, [&batch[0]], [&batch[1]], &Default::default()).unwrap();
            schedule.step().unwrap();
            if step == 2 && until == 3 {
                parts.save(&file).unwrap();
            }
        }
        weight(&model)
    };
    let cx = || Context::new(&ContextOptions::default()).unwrap();
    let whole = run(&cx(), false, 7);
    run(&cx(), false, 3);
    assert_eq!(run(&cx(), true, 7).to_bits(), whole.to_bits());
    let error = CheckpointParts {
        random: false,
        ..Default::default()
    }
    .save(&file)
    .unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
}

#[test]
fn a_profile_has_operations_layers_and_steps() {
    let cx = Context::new(&ContextOptions::default()).unwrap();
    let profile = Profile::new(&cx);
    assert_eq!(profile.summary().unwrap_err().status(), Status::InvalidState);
    profile.start(&ProfileOptions::default()).unwrap();
    assert_eq!(
        profile.start(&ProfileOptions::default()).unwrap_err().status(),
        Status::InvalidState
    );
    let (model, loss, sgd, loader) = line(&cx);
    fit(&model, &loss, &sgd, &loader, &FitOptions::default()).unwrap();
    profile.stop().unwrap();
    let (summary, rows) = (profile.summary().unwrap(), profile.rows().unwrap());
    assert!(!summary.recording && summary.dropped_events == 0 && summary.rows == rows.len() as i64);
    assert_eq!(rows.iter().map(|row| row.self_ns).sum::<i64>(), summary.total_ns);
    let calls = |kind, name: &str| {
        rows.iter()
            .find(|row| row.kind == Some(kind) && row.name == name)
            .map(|row| row.calls)
    };
    assert_eq!(calls(ProfileKind::Step, "train_step"), Some(2));
    assert_eq!(calls(ProfileKind::Optimizer, "sgd"), Some(2));
    assert_eq!(calls(ProfileKind::Op, "linear"), Some(2));
    assert!(rows
        .iter()
        .any(|row| row.kind == Some(ProfileKind::Layer) && row.layer == "Linear"));
    assert!(profile.table().unwrap().contains("train_step"));
    let file = TempFile::new("trace.json");
    profile.save_trace(&file).unwrap();
    assert!(std::fs::read_to_string(&file).unwrap().contains("traceEvents"));
}

#[test]
fn a_number_check_finds_where_nan_arose() {
    let cx = Context::new(&ContextOptions::default()).unwrap();
    let numbers = NumberCheck::new(&cx);
    assert_eq!(numbers.mode().unwrap(), Some(NumberCheckMode::Off));
    assert_eq!(numbers.report().unwrap(), None);
    numbers.set_mode(NumberCheckMode::Report).unwrap();
    let x = Tensor::full(&cx, &[2], -1.0, DType::F32).unwrap();
    x.log().unwrap();
    let report = numbers.report().unwrap().unwrap();
    assert_eq!(report.kind, Some(NumberKind::Forward));
    assert!(report.is_nan && report.inputs_finite && report.input.is_none());
    assert_eq!((report.position, report.step), (0, 0));
    assert_eq!((report.op.as_str(), report.layer.as_str()), ("log", ""));
    assert_eq!(
        report.text,
        "log made NaN (forward, step 0): output [2] at [0], from finite numbers"
    );
    numbers.set_mode(NumberCheckMode::Fail).unwrap();
    assert_eq!(x.log().unwrap_err().status(), Status::InvalidState);
    numbers.set_mode(NumberCheckMode::Off).unwrap();
    x.log().unwrap();
}
