package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// EmbeddingOptions are torch.nn.Embedding's settings.
type EmbeddingOptions struct {
	DType           DType    // F32; of the weight that a layer makes
	PaddingIdx      *int     // nil: none; a row whose gradient is always 0, in [-num_embeddings, num_embeddings)
	MaxNorm         *float64 // nil: none; positive: rows looked up whose norm exceeds it are first rescaled in place
	NormType        float64  // 2: the p of that norm, positive or infinite
	ScaleGradByFreq bool     // false; true: divide each row's gradient by how often the row occurs in the call
}

func embeddingOptions(changes []func(*EmbeddingOptions)) *C.nnl_embedding_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_embedding_options{}
	C.nnlgo_embedding_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := EmbeddingOptions{
		DType(c.dtype), optional(c.has_padding_idx, int(c.padding_idx)), optional(c.has_max_norm, float64(c.max_norm)),
		float64(c.norm_type), c.scale_grad_by_freq != 0}
	apply(&o, changes)
	c.dtype = C.nnl_dtype(o.DType)
	if c.has_padding_idx = flag(o.PaddingIdx != nil); o.PaddingIdx != nil {
		c.padding_idx = C.int64_t(*o.PaddingIdx)
	}
	if c.has_max_norm = flag(o.MaxNorm != nil); o.MaxNorm != nil {
		c.max_norm = C.double(*o.MaxNorm)
	}
	c.norm_type = C.double(o.NormType)
	c.scale_grad_by_freq = flag(o.ScaleGradByFreq)
	return c
}

// Embedding looks rows of weight (num_embeddings, embedding_dim) up for indices (int32 or int64) of any shape: the
// indices' shape and embedding_dim. An index outside [0, num_embeddings) is ErrIndexOutOfRange. With MaxNorm, rows are
// rescaled in inference mode too, and goroutines may still share the table. The gradient is row-sparse. DType is not
// read.
func Embedding(weight, indices *Tensor, changes ...func(*EmbeddingOptions)) (*Tensor, error) {
	return tensorOf(C.nnlgo_embedding(weight.h(), indices.h(), embeddingOptions(changes)), weight, indices)
}

// NewEmbedding is a look-up table: parameter "weight" from N(0, 1), its padding row zeroed.
func NewEmbedding(c *Context, embeddings, dim int, changes ...func(*EmbeddingOptions)) (*Module, error) {
	r := C.nnlgo_embedding_create(c.h(), C.int64_t(embeddings), C.int64_t(dim), embeddingOptions(changes))
	return moduleOf(r, c)
}

// NewEmbeddingFromPretrained is a layer with a given weight, a matrix of F32 or F64, whose memory it shares if it is
// contiguous. The padding row is kept as it is given. With freeze, PyTorch's default, the weight wants no gradient;
// MaxNorm rescales its rows nevertheless. DType is not read.
func NewEmbeddingFromPretrained(weight *Tensor, freeze bool, changes ...func(*EmbeddingOptions)) (*Module, error) {
	r := C.nnlgo_embedding_from_pretrained(weight.h(), flag(freeze), embeddingOptions(changes))
	return moduleOf(r, weight)
}

// BagMode is what becomes of the rows of a bag.
type BagMode int32

// The modes of bags.
const (
	BagSum  BagMode = C.NNL_BAG_SUM
	BagMean BagMode = C.NNL_BAG_MEAN
	BagMax  BagMode = C.NNL_BAG_MAX
)

// EmbeddingBagOptions are torch.nn.EmbeddingBag's settings.
type EmbeddingBagOptions struct {
	DType             DType    // F32; of the weight that a layer makes
	Mode              BagMode  // BagMean
	IncludeLastOffset bool     // false; true: the last offset is the number of indices and begins no bag
	PaddingIdx        *int     // nil: none; a row that counts as absent from the bags
	MaxNorm           *float64 // as in EmbeddingOptions
	NormType          float64  // 2
	ScaleGradByFreq   bool     // false; true: as in EmbeddingOptions; not for BagMax
}

func embeddingBagOptions(changes []func(*EmbeddingBagOptions)) *C.nnl_embedding_bag_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_embedding_bag_options{}
	C.nnlgo_embedding_bag_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := EmbeddingBagOptions{
		DType(c.dtype), BagMode(c.mode), c.include_last_offset != 0, optional(c.has_padding_idx, int(c.padding_idx)),
		optional(c.has_max_norm, float64(c.max_norm)), float64(c.norm_type), c.scale_grad_by_freq != 0}
	apply(&o, changes)
	c.dtype = C.nnl_dtype(o.DType)
	c.mode = C.int32_t(o.Mode)
	c.include_last_offset = flag(o.IncludeLastOffset)
	if c.has_padding_idx = flag(o.PaddingIdx != nil); o.PaddingIdx != nil {
		c.padding_idx = C.int64_t(*o.PaddingIdx)
	}
	if c.has_max_norm = flag(o.MaxNorm != nil); o.MaxNorm != nil {
		c.max_norm = C.double(*o.MaxNorm)
	}
	c.norm_type = C.double(o.NormType)
	c.scale_grad_by_freq = flag(o.ScaleGradByFreq)
	return c
}

// EmbeddingBag gives for each bag of indices the sum, mean or greatest elements of the rows of weight (num_embeddings,
// embedding_dim): (bags, embedding_dim). A bag of nothing, or of padding alone, gives zeros.
//
// With indices (n), bag i is [offsets[i], offsets[i + 1]), and the last one ends at n; the first offset is 0, none is
// below the one before or above n (ErrIndexOutOfRange). With indices (bags, n) each row is a bag and offsets is nil.
// Indices and offsets are int32 or int64. perSampleWeights, of the indices' shape and the weight's dtype, multiply the
// rows, or are nil; they get a gradient, and are for BagSum alone (ErrNotSupported). Of equal greatest elements the
// first gets the gradient. The weight's gradient is row-sparse in every mode.
func EmbeddingBag(weight, indices, offsets, perSampleWeights *Tensor,
	changes ...func(*EmbeddingBagOptions)) (*Tensor, error) {
	r := C.nnlgo_embedding_bag(weight.h(), indices.h(), offsets.h(), perSampleWeights.h(), embeddingBagOptions(changes))
	return tensorOf(r, weight, indices, offsets, perSampleWeights)
}

// NewEmbeddingBag is EmbeddingBag as a layer with parameter "weight" as in NewEmbedding. Its inputs are indices, offsets
// and per-sample weights; with indices of two axes the offsets are left out, or nil before the weights.
func NewEmbeddingBag(c *Context, embeddings, dim int, changes ...func(*EmbeddingBagOptions)) (*Module, error) {
	r := C.nnlgo_embedding_bag_create(c.h(), C.int64_t(embeddings), C.int64_t(dim), embeddingBagOptions(changes))
	return moduleOf(r, c)
}

// NewEmbeddingBagFromPretrained is NewEmbeddingFromPretrained for bags.
func NewEmbeddingBagFromPretrained(weight *Tensor, freeze bool,
	changes ...func(*EmbeddingBagOptions)) (*Module, error) {
	r := C.nnlgo_embedding_bag_from_pretrained(weight.h(), flag(freeze), embeddingBagOptions(changes))
	return moduleOf(r, weight)
}
