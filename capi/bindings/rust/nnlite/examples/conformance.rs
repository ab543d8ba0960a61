//! The conformance program (see `capi/bindings/CONFORMANCE.md`): the same bits as in C.

use nnlite::{functional as F, nn, Context, ContextOptions, Module, Tensor};
use nnlite::{AdamWOptions, ConvOptions, CustomOp, DType, LastBatch, LinearOptions, Loader, LoaderOptions};
use nnlite::{Optimizer, Reduction, Result, Sampling, SgdOptions};

/// The numbers of a case.
struct Draws(i64);

impl Draws {
    fn draw(&mut self) -> i64 {
        self.0 = self.0 * 16807 % 2147483647;
        self.0
    }

    /// In [-1, 1).
    fn unit(&mut self) -> f64 {
        (self.draw() % 1000) as f64 / 500.0 - 1.0
    }
}

/// A context and the draws, as each case begins with.
fn begin() -> Result<(Context, Draws)> {
    Ok((
        Context::new(&ContextOptions {
            seed: 7,
            ..Default::default()
        })?,
        Draws(1),
    ))
}

/// A double as C's %.13a prints it; those printed here are normal numbers or 0.
fn hex(value: f64) -> String {
    let bits = value.to_bits();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (exponent, fraction) = (bits >> 52 & 0x7ff, bits & ((1 << 52) - 1));
    match exponent {
        0 => format!("{sign}0x0.{fraction:013x}p+0"),
        _ => format!("{sign}0x1.{fraction:013x}p{:+}", exponent as i64 - 1023),
    }
}

/// Saves the model, prints the file's size and hash, and removes it.
fn print_file(name: &str, model: &Module) -> Result<(), Box<dyn std::error::Error>> {
    let file = format!("conformance-rust-{}-{name}.safetensors", std::process::id());
    let path = std::env::temp_dir().join(file);
    model.save(&path)?;
    let bytes = std::fs::read(&path)?;
    std::fs::remove_file(&path)?;
    let hash = bytes.iter().fold(14695981039346656037u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(1099511628211)
    });
    println!("{name} file {} {hash:016x}", bytes.len());
    Ok(())
}

/// The next batch; an epoch's end is passed over.
fn next_batch(loader: &Loader) -> Result<Vec<Tensor>> {
    loop {
        if let Some(batch) = loader.next_batch()? {
            return Ok(batch);
        }
    }
}

fn words() -> Result<(), Box<dyn std::error::Error>> {
    const SAMPLES: usize = 4096;
    const LENGTH: usize = 5;
    const LETTERS: i64 = 27;
    let (cx, mut draws) = begin()?;
    let letters: Vec<i32> = (0..SAMPLES + LENGTH)
        .map(|_| (draws.draw() % LETTERS) as i32)
        .collect();
    let contexts: Vec<i32> = letters.windows(LENGTH).take(SAMPLES).flatten().copied().collect();
    let contexts = Tensor::from_vec(&cx, contexts, &[SAMPLES as i64, LENGTH as i64])?;
    let targets = Tensor::from_slice(&cx, &letters[LENGTH..], &[SAMPLES as i64])?;

    let model = nn::sequential(
        &cx,
        [
            nn::embedding(&cx, LETTERS, 16, &Default::default())?,
            nn::flatten(&cx)?,
            nn::linear(
                &cx,
                80,
                256,
                &LinearOptions {
                    bias: false,
                    ..Default::default()
                },
            )?,
            nn::batch_norm1d(&cx, 256, &Default::default())?,
            nn::tanh(&cx)?,
            nn::linear(&cx, 256, LETTERS, &Default::default())?,
        ],
    )?;
    let settings = SgdOptions {
        learning_rate: 0.1,
        momentum: 0.9,
        ..Default::default()
    };
    let sgd = Optimizer::new(model.parameters()?, &settings)?;
    let order = LoaderOptions {
        batch_size: 32,
        sampling: Sampling::Shuffle,
        last_batch: LastBatch::Drop,
        seed: 3,
    };
    let loader = Loader::new([&contexts, &targets], &order)?;

    for step in 1..=200 {
        let batch = next_batch(&loader)?;
        let loss = F::cross_entropy(&model.forward(&batch[0])?, &batch[1], &Default::default())?;
        sgd.zero_grad()?;
        loss.backward()?;
        sgd.step()?;
        println!("words {step} {}", hex(loss.item()?));
    }
    print_file("words", &model)
}

fn images() -> Result<(), Box<dyn std::error::Error>> {
    const IMAGES: i64 = 64;
    const SIDE: i64 = 12;
    let (cx, mut draws) = begin()?;
    let pixels: Vec<f32> = (0..IMAGES * SIDE * SIDE).map(|_| draws.unit() as f32).collect();
    let labels: Vec<i64> = (0..IMAGES).map(|_| draws.draw() % 4).collect();
    let images = Tensor::from_vec(&cx, pixels, &[IMAGES, 1, SIDE, SIDE])?;
    let labels = Tensor::from_vec(&cx, labels, &[IMAGES])?;

    let padded = ConvOptions {
        padding: [1, 1],
        ..Default::default()
    };
    let model = nn::sequential(
        &cx,
        [
            nn::conv2d(&cx, 1, 8, [3, 3], &padded)?,
            nn::batch_norm2d(&cx, 8, &Default::default())?,
            nn::relu(&cx)?,
            nn::max_pool2d(&cx, [2, 2], &Default::default())?,
            nn::conv2d(&cx, 8, 16, [3, 3], &padded)?,
            nn::batch_norm2d(&cx, 16, &Default::default())?,
            nn::leaky_relu(&cx, 0.1)?,
            nn::adaptive_avg_pool2d(&cx, [1, 1])?,
            nn::flatten(&cx)?,
            nn::linear(&cx, 16, 4, &Default::default())?,
        ],
    )?;
    let loss = nn::cross_entropy_loss(&cx, &Default::default())?;
    let settings = AdamWOptions {
        learning_rate: 0.01,
        ..Default::default()
    };
    let adamw = Optimizer::new(model.parameters()?, &settings)?;
    let loader = Loader::new(
        [&images, &labels],
        &LoaderOptions {
            batch_size: 16,
            ..Default::default()
        },
    )?;

    for step in 1..=60 {
        let batch = next_batch(&loader)?;
        let (inputs, targets) = ([&batch[0]], [&batch[1]]);
        let value = nnlite::train_step(&model, &loss, &adamw, inputs, targets, &Default::default())?;
        println!("images {step} {}", hex(value));
    }
    model.eval()?;
    let mean = nnlite::without_grad(|| model.forward(&images)?.mean(&[], false)?.item())?;
    println!("images mean {}", hex(mean));
    print_file("images", &model)
}

fn custom() -> Result<(), Box<dyn std::error::Error>> {
    let (cx, mut draws) = begin()?;
    let inputs = Tensor::from_vec(&cx, (0..32 * 3).map(|_| draws.unit()).collect(), &[32, 3])?;
    let targets = Tensor::from_vec(&cx, (0..32).map(|_| draws.unit()).collect(), &[32, 1])?;
    let f64s = LinearOptions {
        dtype: DType::F64,
        ..Default::default()
    };
    let (first, second) = (nn::linear(&cx, 3, 4, &f64s)?, nn::linear(&cx, 4, 1, &f64s)?);
    let cube = CustomOp::new("cube", |inputs| {
        let x: Vec<f64> = inputs[0].to_vec()?;
        let cubes = x.iter().map(|x| (x * x) * x).collect();
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
        let gradient = x.iter().zip(&g).map(|(x, g)| ((3.0 * x) * x) * g).collect();
        let shape = given.inputs[0].shape()?;
        Ok(vec![Some(Tensor::from_vec(
            &given.output.context(),
            gradient,
            &shape,
        )?)])
    });

    let parameters = [first.parameters()?, second.parameters()?].concat();
    let settings = SgdOptions {
        learning_rate: 0.05,
        ..Default::default()
    };
    let sgd = Optimizer::new(parameters, &settings)?;
    for step in 1..=50 {
        let hidden = cube.apply([first.forward(&inputs)?])?;
        let loss = F::mse_loss(&second.forward(&hidden)?, &targets, Reduction::Mean)?;
        sgd.zero_grad()?;
        loss.backward()?;
        sgd.step()?;
        println!("custom {step} {}", hex(loss.item()?));
    }
    let error = CustomOp::new("cube", |_| Err("no cube today".into()))
        .apply([&inputs])
        .unwrap_err();
    if error.message().contains("no cube today") {
        println!("custom failed {}", error.status().code());
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    words()?;
    images()?;
    custom()?;
    match nnlite::live_handles()? {
        0 => Ok(()),
        left => Err(format!("{left} handles were not released").into()),
    }
}
