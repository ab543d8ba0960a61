//! Look-ups in tables, and bags of them.

use crate::call::tensor;
use crate::dtype::DType;
use crate::error::Result;
use crate::handle::RawOption;
use crate::options::{constants, options};
use crate::Tensor;

options! {
    /// Settings of embeddings, with the defaults of `torch.nn.Embedding`.
    EmbeddingOptions: nnl_embedding_options, nnl_embedding_options_init {
        /// Of the weight that a layer makes.
        dtype: DType = DType::F32,
        /// Divide each row's gradient by how often the row occurs in the call.
        scale_grad_by_freq: bool = false,
        /// The p of the norm that `max_norm` bounds; positive or infinite.
        norm_type: f64 = 2.0,
        ;
        /// A row whose gradient is always 0; in `[-num_embeddings, num_embeddings)`.
        padding_idx: i64, if has_padding_idx,
        /// Positive: rows looked up whose norm exceeds it are first rescaled in place, in inference mode
        /// too.
        max_norm: f64, if has_max_norm,
    }
}

constants! {
    /// What becomes of the rows of a bag.
    BagMode {
        Sum = NNL_BAG_SUM,
        Mean = NNL_BAG_MEAN,
        Max = NNL_BAG_MAX,
    }
}

options! {
    /// Settings of bags of embeddings, with the defaults of `torch.nn.EmbeddingBag`.
    EmbeddingBagOptions: nnl_embedding_bag_options, nnl_embedding_bag_options_init {
        /// Of the weight that a layer makes.
        dtype: DType = DType::F32,
        mode: BagMode = BagMode::Mean,
        /// Whether the last offset is the number of indices and begins no bag.
        include_last_offset: bool = false,
        /// As in [`EmbeddingOptions`]; not for [`BagMode::Max`].
        scale_grad_by_freq: bool = false,
        /// The p of the norm that `max_norm` bounds.
        norm_type: f64 = 2.0,
        ;
        /// A row that counts as absent from the bags; in `[-num_embeddings, num_embeddings)`.
        padding_idx: i64, if has_padding_idx,
        /// As in [`EmbeddingOptions`].
        max_norm: f64, if has_max_norm,
    }
}

/// Rows of weight (num_embeddings, embedding_dim) for indices (i32 or i64) of any shape: shape indices +
/// (embedding_dim). An index outside `[0, num_embeddings)` is
/// [`Status::IndexOutOfRange`](crate::Status::IndexOutOfRange). The gradient is row-sparse. The options'
/// `dtype` is not read.
pub fn embedding(weight: &Tensor, indices: &Tensor, options: &EmbeddingOptions) -> Result<Tensor> {
    weight.realm().will_have_tables();
    macro_rules! run {
        ($access:ident) => {
            tensor!($access [weight, indices] nnl_embedding(weight.raw(), indices.raw(), &options.to_c()))
        };
    }
    if options.max_norm.is_some() {
        run!(alone)
    } else {
        run!(shared)
    }
}

/// For each bag of indices the sum, mean or greatest elements of the rows of weight (num_embeddings,
/// embedding_dim): (bags, embedding_dim). A bag of nothing, or of padding alone, gives zeros.
///
/// With indices (n), bag i is `[offsets[i], offsets[i + 1])`, and the last one ends at n. With indices
/// (bags, n) each row is a bag and there are no offsets. `per_sample_weights`, of the indices' shape and
/// the weight's type, multiply the rows, for [`BagMode::Sum`] alone. The weight's gradient is row-sparse.
/// The options' `dtype` is not read.
pub fn embedding_bag(
    weight: &Tensor,
    indices: &Tensor,
    offsets: Option<&Tensor>,
    per_sample_weights: Option<&Tensor>,
    options: &EmbeddingBagOptions,
) -> Result<Tensor> {
    weight.realm().will_have_tables();
    macro_rules! run {
        ($access:ident) => {
            tensor!($access [weight, indices, offsets, per_sample_weights] nnl_embedding_bag(
                weight.raw(), indices.raw(), offsets.raw(), per_sample_weights.raw(), &options.to_c()))
        };
    }
    if options.max_norm.is_some() {
        run!(alone)
    } else {
        run!(shared)
    }
}
