package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// Reduction is how a loss over many elements becomes one.
type Reduction int32

// The reductions; PyTorch's default is the mean.
const (
	ReductionNone Reduction = C.NNL_REDUCTION_NONE
	ReductionMean Reduction = C.NNL_REDUCTION_MEAN
	ReductionSum  Reduction = C.NNL_REDUCTION_SUM
)

// MSELoss is (input - target)^2 of equal shapes, reduced.
func MSELoss(input, target *Tensor, reduction Reduction) (*Tensor, error) {
	return tensorOf(C.nnlgo_mse_loss(input.h(), target.h(), C.int32_t(reduction)), input, target)
}

// L1Loss is |input - target| of equal shapes, reduced.
func L1Loss(input, target *Tensor, reduction Reduction) (*Tensor, error) {
	return tensorOf(C.nnlgo_l1_loss(input.h(), target.h(), C.int32_t(reduction)), input, target)
}

// SmoothL1Loss is d^2 / (2 beta) where d = |input - target| is below beta (not negative; 0 is L1), else d - beta / 2,
// reduced. PyTorch's beta is 1.
func SmoothL1Loss(input, target *Tensor, beta float64, reduction Reduction) (*Tensor, error) {
	r := C.nnlgo_smooth_l1_loss(input.h(), target.h(), C.double(beta), C.int32_t(reduction))
	return tensorOf(r, input, target)
}

// HuberLoss is d^2 / 2 where d = |input - target| is below delta (positive), else delta (d - delta / 2), reduced.
// PyTorch's delta is 1.
func HuberLoss(input, target *Tensor, delta float64, reduction Reduction) (*Tensor, error) {
	r := C.nnlgo_huber_loss(input.h(), target.h(), C.double(delta), C.int32_t(reduction))
	return tensorOf(r, input, target)
}

// BCELoss is the binary cross entropy of probabilities, -weight (target log input + (1 - target) log(1 - input)), with
// logarithms no less than -100; an input outside [0, 1] is ErrInvalidArgument. The weight broadcasts to the input's
// shape, or is nil; it gets no gradient.
func BCELoss(input, target, weight *Tensor, reduction Reduction) (*Tensor, error) {
	r := C.nnlgo_bce_loss(input.h(), target.h(), weight.h(), C.int32_t(reduction))
	return tensorOf(r, input, target, weight)
}

// BCEWithLogitsLoss is BCELoss of sigmoid(input) without overflow, where posWeight, which may be nil as weight may,
// multiplies the target's term.
func BCEWithLogitsLoss(input, target, weight, posWeight *Tensor, reduction Reduction) (*Tensor, error) {
	r := C.nnlgo_bce_with_logits_loss(input.h(), target.h(), weight.h(), posWeight.h(), C.int32_t(reduction))
	return tensorOf(r, input, target, weight, posWeight)
}

// NLLLoss is -weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...) and class numbers as in
// CrossEntropy. weight (C) may be nil. The mean divides by the weights of the targets that count. PyTorch's
// ignoreIndex is -100.
func NLLLoss(input, target, weight *Tensor, ignoreIndex int, reduction Reduction) (*Tensor, error) {
	r := C.nnlgo_nll_loss(input.h(), target.h(), weight.h(), C.int64_t(ignoreIndex), C.int32_t(reduction))
	return tensorOf(r, input, target, weight)
}

// CosineEmbeddingLoss, for rows a and b (N, D) with target (N), or (D) with a single one, of any dtype, is
// 1 - cos(a, b) where target is 1, max(0, cos(a, b) - margin) where it is -1, 0 elsewhere, reduced. PyTorch's margin
// is 0.
func CosineEmbeddingLoss(a, b, target *Tensor, margin float64, reduction Reduction) (*Tensor, error) {
	r := C.nnlgo_cosine_embedding_loss(a.h(), b.h(), target.h(), C.double(margin), C.int32_t(reduction))
	return tensorOf(r, a, b, target)
}

// CrossEntropyOptions are torch.nn.CrossEntropyLoss's settings.
type CrossEntropyOptions struct {
	Reduction      Reduction // ReductionMean
	IgnoreIndex    int       // -100: targets of this value do not count
	LabelSmoothing float64   // 0, in [0, 1]
	Weight         *Tensor   // nil: one weight for each class, floating like the logits, or none
}

// set turns the caller's changes into C's struct; NULL without any. The options keep the weight alive.
func (o *CrossEntropyOptions) set(changes []func(*CrossEntropyOptions)) *C.nnl_cross_entropy_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_cross_entropy_options{}
	C.nnlgo_cross_entropy_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	*o = CrossEntropyOptions{Reduction(c.reduction), int(c.ignore_index), float64(c.label_smoothing), nil}
	apply(o, changes)
	c.reduction = C.int32_t(o.Reduction)
	c.ignore_index = C.int64_t(o.IgnoreIndex)
	c.label_smoothing = C.double(o.LabelSmoothing)
	c.weight = o.Weight.h()
	return c
}

// CrossEntropy is the cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (int32 or int64, the
// shape without C) or class probabilities (the logits' dtype and shape). A class number outside [0, C) other than
// IgnoreIndex is ErrIndexOutOfRange. The mean divides by the weights of the targets that count; of none it is NaN.
func CrossEntropy(logits, target *Tensor, changes ...func(*CrossEntropyOptions)) (*Tensor, error) {
	var o CrossEntropyOptions
	r := C.nnlgo_cross_entropy(logits.h(), target.h(), o.set(changes))
	return tensorOf(r, logits, target, &o)
}

// TripletMarginOptions are torch.nn.TripletMarginLoss's settings.
type TripletMarginOptions struct {
	Reduction Reduction // ReductionMean
	Swap      bool      // false; true: the distance of positive and negative counts where it is the smaller one
	Margin    float64   // 1, positive
	P         float64   // 2: of the distance; positive or infinite
	Eps       float64   // 1e-6: added to each difference
}

func tripletMarginOptions(changes []func(*TripletMarginOptions)) *C.nnl_triplet_margin_options {
	if len(changes) == 0 {
		return nil
	}
	c := &C.nnl_triplet_margin_options{}
	C.nnlgo_triplet_margin_options_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	o := TripletMarginOptions{Reduction(c.reduction), c.swap != 0, float64(c.margin), float64(c.p), float64(c.eps)}
	apply(&o, changes)
	c.reduction = C.int32_t(o.Reduction)
	c.swap = flag(o.Swap)
	c.margin = C.double(o.Margin)
	c.p = C.double(o.P)
	c.eps = C.double(o.Eps)
	return c
}

// TripletMarginLoss is max(0, margin + |anchor - positive| - |anchor - negative|), p-norms over the last axis, reduced.
// The three broadcast and have as many axes.
func TripletMarginLoss(anchor, positive, negative *Tensor, changes ...func(*TripletMarginOptions)) (*Tensor, error) {
	r := C.nnlgo_triplet_margin_loss(anchor.h(), positive.h(), negative.h(), tripletMarginOptions(changes))
	return tensorOf(r, anchor, positive, negative)
}
