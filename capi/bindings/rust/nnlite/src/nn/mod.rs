//! Modules: layers, losses, and several as one. `torch.nn`.
//!
//! Every function here makes a [`Module`](crate::Module) in a context; parameters come from the context's
//! random stream.

mod activations;
mod layers;
mod losses;

pub use activations::*;
pub use layers::*;
pub use losses::*;
