//! Trains a character-level language model (Bengio et al. 2003, with batch norm) on a small list of words:
//! 5 characters in, the next one out. Then it measures the model on words that it has not seen, invents
//! words, saves it and loads it again.

use nnlite::{functional as F, nn, Context, ContextOptions, LinearOptions, Loader, LoaderOptions, Module};
use nnlite::{Optimizer, Result, Sampling, Schedule, SgdOptions, Tensor};

const SYMBOLS: i64 = 27; // the end mark and a to z
const CONTEXT: usize = 5;

/// Words that are easy to read: syllables in all orders.
fn words() -> Vec<String> {
    let syllables = ["ba", "ko", "li", "mu", "ne", "ra", "so", "ti", "vu", "ze"];
    let pairs = syllables
        .iter()
        .flat_map(|first| syllables.iter().map(move |last| (first, last)));
    pairs
        .flat_map(|(first, last)| [format!("{first}{last}"), format!("{first}n{last}s")])
        .collect()
}

/// Contexts (samples, CONTEXT) and the symbol that follows each (samples).
fn samples<'a>(cx: &Context, words: impl Iterator<Item = &'a String>) -> Result<[Tensor; 2]> {
    let (mut contexts, mut targets) = (Vec::new(), Vec::new());
    for word in words {
        let mut window = [0i32; CONTEXT];
        for symbol in word.bytes().map(|letter| i32::from(letter - b'a') + 1).chain([0]) {
            contexts.extend(window);
            targets.push(symbol);
            window.rotate_left(1);
            window[CONTEXT - 1] = symbol;
        }
    }
    let count = targets.len() as i64;
    Ok([
        Tensor::from_vec(cx, contexts, &[count, CONTEXT as i64])?,
        Tensor::from_vec(cx, targets, &[count])?,
    ])
}

fn new_model(cx: &Context) -> Result<Module> {
    nn::sequential(
        cx,
        [
            nn::embedding(cx, SYMBOLS, 16, &Default::default())?,
            nn::flatten(cx)?,
            nn::linear(
                cx,
                CONTEXT as i64 * 16,
                64,
                &LinearOptions {
                    bias: false,
                    ..Default::default()
                },
            )?,
            nn::batch_norm1d(cx, 64, &Default::default())?,
            nn::tanh(cx)?,
            nn::linear(cx, 64, SYMBOLS, &Default::default())?,
        ],
    )
}

/// The most likely word that begins with a letter.
fn invent(cx: &Context, model: &Module, first: u8) -> Result<String> {
    let (mut word, mut window) = (String::from(first as char), [0i32; CONTEXT]);
    window[CONTEXT - 1] = i32::from(first - b'a') + 1;
    while word.len() < 12 {
        let logits = model.forward(&Tensor::from_slice(cx, &window, &[1, CONTEXT as i64])?)?;
        let symbol = logits.argmax(false)?.item()? as u8;
        if symbol == 0 {
            break;
        }
        word.push((b'a' + symbol - 1) as char);
        window.rotate_left(1);
        window[CONTEXT - 1] = i32::from(symbol);
    }
    Ok(word)
}

fn main() -> Result<()> {
    let cx = Context::new(&ContextOptions {
        seed: 1,
        ..Default::default()
    })?;
    let words = words();
    let of = |rest: usize| {
        words
            .iter()
            .enumerate()
            .filter(move |(i, _)| i % 10 == rest)
            .map(|(_, word)| word)
    };
    let training = samples(&cx, (0..9).flat_map(of))?;
    let validation = samples(&cx, of(9))?;

    // An epoch is a walk through the loader; the learning rate falls as half a cosine.
    let model = new_model(&cx)?;
    let sgd = Optimizer::new(
        model.parameters()?,
        &SgdOptions {
            learning_rate: 0.5,
            ..Default::default()
        },
    )?;
    let loader = Loader::new(
        &training,
        &LoaderOptions {
            batch_size: 64,
            sampling: Sampling::Shuffle,
            ..Default::default()
        },
    )?;
    let schedule = Schedule::cosine_annealing_lr(&sgd, 20, 0.0)?;
    for epoch in 1..=20 {
        let (mut sum, mut batches) = (0.0, 0.0);
        for batch in &loader {
            let batch = batch?;
            let loss = F::cross_entropy(&model.forward(&batch[0])?, &batch[1], &Default::default())?;
            sgd.zero_grad()?;
            loss.backward()?;
            sgd.step()?;
            sum += loss.item()?;
            batches += 1.0;
        }
        schedule.step()?;
        if epoch % 5 == 0 {
            println!("epoch {epoch}: loss {:.4}", sum / batches);
        }
    }

    // Inference mode for batch norm, and nothing is recorded while the guard lives.
    model.eval()?;
    let _guard = nnlite::no_grad();
    let loss = |model: &Module| -> Result<f64> {
        F::cross_entropy(
            &model.forward(&validation[0])?,
            &validation[1],
            &Default::default(),
        )?
        .item()
    };
    println!("validation loss {:.4}", loss(&model)?);
    for first in *b"bkr" {
        println!("a word with {}: {}", first as char, invent(&cx, &model, first)?);
    }

    // A saved model has the same loss when it is loaded into a new one.
    let path = std::env::temp_dir().join(format!(
        "nnlite-rust-quickstart-{}.safetensors",
        std::process::id()
    ));
    model.save(&path)?;
    let loaded = new_model(&cx)?;
    loaded.load(&path)?;
    loaded.eval()?;
    std::fs::remove_file(&path).expect("the file was just written");
    assert_eq!(loss(&loaded)?, loss(&model)?);
    println!("saved and loaded: the same loss");
    Ok(())
}
