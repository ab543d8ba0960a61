//! The kinds of optimizers and their settings. Settings are finite and at least 0, betas below 1.

use crate::handle::List;
use crate::options::options;

options! {
    /// `torch.optim.SGD`.
    SgdOptions: nnl_sgd_options, nnl_sgd_options_init {
        nesterov: bool = false,
        maximize: bool = false,
        /// A step whose gradient holds only some rows of a table costs those rows, also with momentum or
        /// weight decay, and gives what the dense step gives. A table in borrowed memory is always stepped
        /// densely.
        lazy_rows: bool = true,
        learning_rate: f64 = 1e-3,
        momentum: f64 = 0.0,
        dampening: f64 = 0.0,
        weight_decay: f64 = 0.0,
    }
}

options! {
    /// `torch.optim.Adam` (Kingma and Ba 2015). Row-sparse gradients count as dense ones.
    AdamOptions: nnl_adam_options, nnl_adam_options_init {
        amsgrad: bool = false,
        maximize: bool = false,
        learning_rate: f64 = 1e-3,
        beta1: f64 = 0.9,
        beta2: f64 = 0.999,
        eps: f64 = 1e-8,
        weight_decay: f64 = 0.0,
    }
}

options! {
    /// `torch.optim.AdamW` (Loshchilov and Hutter 2019): Adam with decoupled weight decay.
    AdamWOptions: nnl_adamw_options, nnl_adamw_options_init {
        amsgrad: bool = false,
        maximize: bool = false,
        learning_rate: f64 = 1e-3,
        beta1: f64 = 0.9,
        beta2: f64 = 0.999,
        eps: f64 = 1e-8,
        weight_decay: f64 = 1e-2,
    }
}

options! {
    /// `torch.optim.SparseAdam`: Adam that touches only the rows of row-sparse gradients, as embeddings
    /// have them. A dense gradient is [`Status::NotSupported`](crate::Status::NotSupported) in a step.
    SparseAdamOptions: nnl_sparse_adam_options, nnl_sparse_adam_options_init {
        maximize: bool = false,
        learning_rate: f64 = 1e-3,
        beta1: f64 = 0.9,
        beta2: f64 = 0.999,
        eps: f64 = 1e-8,
    }
}

options! {
    /// `torch.optim.Adagrad` (Duchi et al. 2011).
    AdagradOptions: nnl_adagrad_options, nnl_adagrad_options_init {
        maximize: bool = false,
        learning_rate: f64 = 1e-2,
        lr_decay: f64 = 0.0,
        weight_decay: f64 = 0.0,
        initial_accumulator_value: f64 = 0.0,
        eps: f64 = 1e-10,
    }
}

options! {
    /// `torch.optim.RMSprop` (Hinton's lectures). Row-sparse gradients count as dense ones.
    RmspropOptions: nnl_rmsprop_options, nnl_rmsprop_options_init {
        centered: bool = false,
        maximize: bool = false,
        learning_rate: f64 = 1e-2,
        alpha: f64 = 0.99,
        eps: f64 = 1e-8,
        weight_decay: f64 = 0.0,
        momentum: f64 = 0.0,
    }
}

/// Settings of an optimizer, which also say of what kind it is.
pub trait OptimizerOptions: sealed::Kind {}

pub(crate) mod sealed {
    use crate::handle::List;

    /// The functions of a kind of optimizer, and their names for errors.
    pub trait Kind {
        fn create_name(&self) -> &'static str;
        fn add_group_name(&self) -> &'static str;
        fn create(&self, parameters: &List, optimizer: &mut i64) -> i32;
        fn add_group(&self, optimizer: i64, parameters: &List) -> i32;
    }
}

macro_rules! kind {
    ($($options:ident: $create:ident, $add_group:ident;)*) => { $(
        impl OptimizerOptions for $options {}

        impl sealed::Kind for $options {
            fn create_name(&self) -> &'static str {
                stringify!($create)
            }

            fn add_group_name(&self) -> &'static str {
                stringify!($add_group)
            }

            fn create(&self, parameters: &List, optimizer: &mut i64) -> i32 {
                let (count, handles) = (parameters.count(), parameters.as_ptr());
                // SAFETY: the list has so many handles.
                unsafe { nnlite_sys::$create(count, handles, &self.to_c(), optimizer) }
            }

            fn add_group(&self, optimizer: i64, parameters: &List) -> i32 {
                let (count, handles) = (parameters.count(), parameters.as_ptr());
                // SAFETY: as above.
                unsafe { nnlite_sys::$add_group(optimizer, count, handles, &self.to_c()) }
            }
        }
    )* };
}

kind! {
    SgdOptions: nnl_sgd_create, nnl_sgd_add_group;
    AdamOptions: nnl_adam_create, nnl_adam_add_group;
    AdamWOptions: nnl_adamw_create, nnl_adamw_add_group;
    SparseAdamOptions: nnl_sparse_adam_create, nnl_sparse_adam_add_group;
    AdagradOptions: nnl_adagrad_create, nnl_adagrad_add_group;
    RmspropOptions: nnl_rmsprop_create, nnl_rmsprop_add_group;
}
