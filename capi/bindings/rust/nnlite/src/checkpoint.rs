//! Checkpoints: a training as a file, to go on later with the same bits.

use std::path::Path;

use nnlite_sys as sys;

use crate::call::{c_path, call};
use crate::error::Result;
use crate::handle::RawOption;
use crate::options::defaults;
use crate::{Loader, Module, Optimizer, Schedule};

/// The parts of a checkpoint, all of one context; one must be there.
///
/// End a literal with `..Default::default()`: later versions may add fields.
#[derive(Clone, Debug)]
pub struct CheckpointParts<'a> {
    /// Where the context's random stream stands.
    pub random: bool,
    /// Parameters and buffers.
    pub model: Option<&'a Module>,
    /// Moments, counts, learning rates and momenta, by the order of its parameters.
    pub optimizer: Option<&'a Optimizer>,
    pub schedule: Option<&'a Schedule>,
    /// The order of its epoch, its place in it and its random stream.
    pub loader: Option<&'a Loader>,
}

impl Default for CheckpointParts<'_> {
    fn default() -> Self {
        CheckpointParts {
            random: true,
            model: None,
            optimizer: None,
            schedule: None,
            loader: None,
        }
    }
}

impl CheckpointParts<'_> {
    fn to_c(&self) -> sys::nnl_checkpoint_parts {
        let mut c = defaults(sys::nnl_checkpoint_parts_init);
        c.random = self.random.into();
        c.model = self.model.raw();
        c.optimizer = self.optimizer.raw();
        c.schedule = self.schedule.raw();
        c.loader = self.loader.raw();
        c
    }

    /// Writes the parts as one safetensors file, which appears whole or not at all.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = c_path("nnl_checkpoint_save", path.as_ref())?;
        let CheckpointParts {
            model,
            optimizer,
            schedule,
            loader,
            ..
        } = self;
        call!(shared [model, optimizer, schedule, loader] nnl_checkpoint_save(path.as_ptr(), &self.to_c()))
    }

    /// Takes up the parts of a file again in objects that were made as those saved were: training goes on
    /// with the bits that it would have had without the stop. Parts of the file that are not asked for are
    /// passed over; a part that the file lacks is [`Status::NotFound`](crate::Status::NotFound), one of
    /// another kind [`Status::InvalidArgument`](crate::Status::InvalidArgument). On failure nothing has
    /// changed. Files are not trusted.
    pub fn load(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = c_path("nnl_checkpoint_load", path.as_ref())?;
        let CheckpointParts {
            model,
            optimizer,
            schedule,
            loader,
            ..
        } = self;
        call!(alone [model, optimizer, schedule, loader] nnl_checkpoint_load(path.as_ptr(), &self.to_c()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_those_of_the_library() {
        assert_eq!(
            CheckpointParts::default().to_c(),
            defaults(sys::nnl_checkpoint_parts_init)
        );
    }
}
