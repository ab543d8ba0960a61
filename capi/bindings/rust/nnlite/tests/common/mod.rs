//! What several tests need.
#![allow(dead_code)]

use nnlite::{Context, Tensor};

pub fn f64s(values: &[f64], shape: &[i64]) -> Tensor {
    Tensor::from_slice(&Context::default(), values, shape).unwrap()
}

pub fn f32s(values: &[f32], shape: &[i64]) -> Tensor {
    Tensor::from_slice(&Context::default(), values, shape).unwrap()
}

pub fn i64s(values: &[i64], shape: &[i64]) -> Tensor {
    Tensor::from_slice(&Context::default(), values, shape).unwrap()
}

/// A leaf that requires a gradient.
pub fn leaf(values: &[f64], shape: &[i64]) -> Tensor {
    let tensor = f64s(values, shape);
    tensor.set_requires_grad(true).unwrap();
    tensor
}

#[track_caller]
pub fn assert_close(tensor: &Tensor, expected: &[f64]) {
    let actual: Vec<f64> = match tensor.dtype().unwrap() {
        nnlite::DType::F64 => tensor.to_vec().unwrap(),
        _ => tensor
            .to_vec::<f32>()
            .unwrap()
            .into_iter()
            .map(f64::from)
            .collect(),
    };
    assert_eq!(actual.len(), expected.len(), "{actual:?} against {expected:?}");
    for (a, e) in actual.iter().zip(expected) {
        assert!(
            (a - e).abs() <= 1e-6 * (1.0 + e.abs()),
            "{actual:?} against {expected:?}"
        );
    }
}

/// A path in the folder for temporary files that no other test uses; the file goes with it.
pub struct TempFile(pub std::path::PathBuf);

impl TempFile {
    pub fn new(name: &str) -> TempFile {
        TempFile(std::env::temp_dir().join(format!("nnlite-rust-{}-{name}", std::process::id())))
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl AsRef<std::path::Path> for TempFile {
    fn as_ref(&self) -> &std::path::Path {
        &self.0
    }
}
