//! Modules: names, modes, files, running statistics.

mod common;

use common::*;
use nnlite::{nn, Context, ContextOptions, LoadOptions, Loader, LoaderOptions, Module, Status, Tensor};

fn net(cx: &Context) -> Module {
    nn::sequential(
        cx,
        [
            nn::linear(cx, 2, 3, &Default::default()).unwrap(),
            nn::batch_norm1d(cx, 3, &Default::default()).unwrap(),
            nn::relu(cx).unwrap(),
        ],
    )
    .unwrap()
}

fn batch(cx: &Context) -> Tensor {
    Tensor::from_slice(cx, &[1f32, 2.0, -3.0, 4.0, 0.5, -6.0], &[3, 2]).unwrap()
}

#[test]
fn names_are_pytorch_s() {
    let model = net(&Context::default());
    let names = |list: Vec<(String, Tensor)>| list.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(
        names(model.named_parameters().unwrap()),
        ["0.weight", "0.bias", "1.weight", "1.bias"]
    );
    let buffers = ["1.running_mean", "1.running_var", "1.num_batches_tracked"];
    assert_eq!(names(model.named_buffers().unwrap()), buffers);
    assert_eq!(model.buffers().unwrap().len(), 3);
    assert_eq!(model.tensor("0.weight").unwrap().shape().unwrap(), [3, 2]);
    assert_eq!(model.tensor("2.weight").unwrap_err().status(), Status::NotFound);
    let children = model.children().unwrap();
    let kinds: Vec<_> = children
        .iter()
        .map(|(name, child)| (name.as_str(), child.kind().unwrap()))
        .collect();
    let expected = [("0", "Linear"), ("1", "BatchNorm1d"), ("2", "ReLU")];
    assert_eq!(kinds, expected.map(|(name, kind)| (name, kind.to_owned())));
    assert_eq!(format!("{model:?}"), "Module(Sequential)");
    let summary = model.summary([batch(&Context::default())]).unwrap();
    assert!(
        summary.contains("BatchNorm1d") && summary.contains("[3, 3]"),
        "{summary}"
    );
}

#[test]
fn modes_reach_all_below() {
    let cx = Context::default();
    let model = net(&cx);
    let norm = model.children().unwrap().remove(1).1;
    assert!(model.is_training().unwrap() && norm.is_training().unwrap());
    model.eval().unwrap();
    assert!(!norm.is_training().unwrap());
    model.forward(&batch(&cx)).unwrap();
    assert_eq!(norm.tensor("num_batches_tracked").unwrap().item().unwrap(), 0.0);
    norm.train(true).unwrap(); // one by one, behind the model's back
    model.forward(&batch(&cx)).unwrap();
    assert_eq!(norm.tensor("num_batches_tracked").unwrap().item().unwrap(), 1.0);
    model.set_requires_grad(false).unwrap();
    assert!(model
        .parameters()
        .unwrap()
        .iter()
        .all(|parameter| !parameter.requires_grad().unwrap()));
    model.set_requires_grad(true).unwrap();
    model
        .forward(&batch(&cx))
        .unwrap()
        .sum(&[], false)
        .unwrap()
        .backward()
        .unwrap();
    assert!(model.parameters().unwrap()[0].grad().unwrap().is_some());
    model.zero_grad().unwrap();
    assert!(model.parameters().unwrap()[0].grad().unwrap().is_none());
    assert_eq!(
        model
            .forward_inputs([batch(&cx), batch(&cx)])
            .unwrap_err()
            .status(),
        Status::InvalidArgument
    );
}

#[test]
fn a_file_holds_all_parameters_and_buffers() {
    let cx = Context::new(&ContextOptions {
        seed: 1,
        ..Default::default()
    })
    .unwrap();
    let (saved, loaded) = (net(&cx), net(&cx));
    saved.forward(&batch(&cx)).unwrap();
    let file = TempFile::new("modules.safetensors");
    saved.save(&file).unwrap();
    loaded.load(&file).unwrap();
    for (a, b) in saved
        .parameters()
        .unwrap()
        .iter()
        .zip(loaded.parameters().unwrap())
    {
        assert_eq!(a.to_vec::<f32>().unwrap(), b.to_vec::<f32>().unwrap());
    }
    assert_eq!(
        loaded.tensor("1.num_batches_tracked").unwrap().item().unwrap(),
        1.0
    );

    let other = nn::sequential(&cx, [nn::linear(&cx, 2, 4, &Default::default()).unwrap()]).unwrap();
    let before = other.tensor("0.weight").unwrap().to_vec::<f32>().unwrap();
    assert_eq!(other.load(&file).unwrap_err().status(), Status::InvalidFile);
    assert_eq!(
        other
            .load_with(&file, &LoadOptions::default())
            .unwrap_err()
            .status(),
        Status::InvalidFile
    );
    let compare = LoadOptions {
        strict: false,
        dry_run: true,
    };
    let report = other.load_with(&file, &compare).unwrap();
    assert_eq!(report.missing, [] as [&str; 0]);
    let mut unexpected = report.unexpected.clone();
    unexpected.sort();
    let names = [
        "1.bias",
        "1.num_batches_tracked",
        "1.running_mean",
        "1.running_var",
        "1.weight",
    ];
    assert_eq!(unexpected, names);
    let mut mismatched = report.mismatched.clone();
    mismatched.sort();
    assert_eq!(mismatched, ["0.bias", "0.weight"]);
    assert_eq!(other.tensor("0.weight").unwrap().to_vec::<f32>().unwrap(), before);
    std::fs::write(&file, b"no file of tensors").unwrap();
    assert_eq!(saved.load(&file).unwrap_err().status(), Status::InvalidFile);
}

#[test]
fn statistics_are_frozen_accumulated_and_recalibrated() {
    let cx = Context::default();
    let norm = nn::batch_norm1d(&cx, 1, &Default::default()).unwrap();
    let mean = norm.tensor("running_mean").unwrap();
    let run = |values: &[f32]| {
        norm.forward(&f32s(values, &[values.len() as i64, 1])).unwrap();
    };
    assert!(!norm.statistics_frozen().unwrap());
    norm.freeze_statistics(true).unwrap();
    assert!(norm.statistics_frozen().unwrap());
    run(&[1.0, 3.0]);
    assert_close(&mean, &[0.0]);
    norm.freeze_statistics(false).unwrap();
    norm.accumulate_statistics(true).unwrap();
    run(&[1.0, 3.0]);
    run(&[5.0, 7.0]);
    assert_close(&mean, &[0.0]);
    norm.commit_statistics().unwrap();
    assert_close(&mean, &[0.4]); // a tenth of the mean of all four
    norm.accumulate_statistics(false).unwrap();
    let data = f32s(&[1.0, 3.0, 5.0, 7.0, 11.0, 13.0], &[6, 1]);
    let loader = Loader::new(
        [&data],
        &LoaderOptions {
            batch_size: 2,
            ..Default::default()
        },
    )
    .unwrap();
    assert_eq!(norm.recalibrate(&loader, 2).unwrap(), 2);
    assert_close(&mean, &[4.0]);
    let report = norm.batch_norm_report([&data]).unwrap();
    assert!(
        report.contains("mean shift") && report.contains("BatchNorm1d"),
        "{report}"
    );
}

#[test]
fn batch_norms_fold_into_the_layer_in_front() {
    let cx = Context::default();
    let model = net(&cx);
    model.forward(&batch(&cx)).unwrap();
    model.eval().unwrap();
    let folded = model.fold_batch_norms().unwrap();
    assert_eq!(folded.children().unwrap().len(), 2);
    let expected: Vec<f64> = model
        .forward(&batch(&cx))
        .unwrap()
        .to_vec::<f32>()
        .unwrap()
        .into_iter()
        .map(f64::from)
        .collect();
    assert_close(&folded.forward(&batch(&cx)).unwrap(), &expected);
}

#[test]
fn a_clone_is_the_same_module() {
    let cx = Context::default();
    let model = net(&cx);
    let same = model.clone();
    same.eval().unwrap();
    assert!(!model.is_training().unwrap());
    drop(model);
    same.forward(&batch(&cx)).unwrap();
}
