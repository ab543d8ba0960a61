package nnlite

// #include "raw.h"
import "C"

// Losses as modules, for Forward and for training: of a prediction and its target, if it does not say otherwise. See
// the functions of the same names for formulas and settings. Weights are shared, may be nil, and are buffers
// ("weight", "pos_weight").

// NewMSELoss is MSELoss as a module.
func NewMSELoss(c *Context, reduction Reduction) (*Module, error) {
	return moduleOf(C.nnlgo_mse_loss_create(c.h(), C.int32_t(reduction)), c)
}

// NewL1Loss is L1Loss as a module.
func NewL1Loss(c *Context, reduction Reduction) (*Module, error) {
	return moduleOf(C.nnlgo_l1_loss_create(c.h(), C.int32_t(reduction)), c)
}

// NewSmoothL1Loss is SmoothL1Loss as a module.
func NewSmoothL1Loss(c *Context, beta float64, reduction Reduction) (*Module, error) {
	return moduleOf(C.nnlgo_smooth_l1_loss_create(c.h(), C.double(beta), C.int32_t(reduction)), c)
}

// NewHuberLoss is HuberLoss as a module.
func NewHuberLoss(c *Context, delta float64, reduction Reduction) (*Module, error) {
	return moduleOf(C.nnlgo_huber_loss_create(c.h(), C.double(delta), C.int32_t(reduction)), c)
}

// NewBCELoss is BCELoss as a module.
func NewBCELoss(c *Context, weight *Tensor, reduction Reduction) (*Module, error) {
	return moduleOf(C.nnlgo_bce_loss_create(c.h(), weight.h(), C.int32_t(reduction)), c, weight)
}

// NewBCEWithLogitsLoss is BCEWithLogitsLoss as a module.
func NewBCEWithLogitsLoss(c *Context, weight, posWeight *Tensor, reduction Reduction) (*Module, error) {
	r := C.nnlgo_bce_with_logits_loss_create(c.h(), weight.h(), posWeight.h(), C.int32_t(reduction))
	return moduleOf(r, c, weight, posWeight)
}

// NewNLLLoss is NLLLoss as a module.
func NewNLLLoss(c *Context, weight *Tensor, ignoreIndex int, reduction Reduction) (*Module, error) {
	r := C.nnlgo_nll_loss_create(c.h(), weight.h(), C.int64_t(ignoreIndex), C.int32_t(reduction))
	return moduleOf(r, c, weight)
}

// NewCrossEntropyLoss is CrossEntropy as a module.
func NewCrossEntropyLoss(c *Context, changes ...func(*CrossEntropyOptions)) (*Module, error) {
	var o CrossEntropyOptions
	return moduleOf(C.nnlgo_cross_entropy_loss_create(c.h(), o.set(changes)), c, &o)
}

// NewCosineEmbeddingLoss is CosineEmbeddingLoss as a module, of two rows and a target.
func NewCosineEmbeddingLoss(c *Context, margin float64, reduction Reduction) (*Module, error) {
	return moduleOf(C.nnlgo_cosine_embedding_loss_create(c.h(), C.double(margin), C.int32_t(reduction)), c)
}

// NewTripletMarginLoss is TripletMarginLoss as a module, of anchor, positive and negative.
func NewTripletMarginLoss(c *Context, changes ...func(*TripletMarginOptions)) (*Module, error) {
	return moduleOf(C.nnlgo_triplet_margin_loss_create(c.h(), tripletMarginOptions(changes)), c)
}
