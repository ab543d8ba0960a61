package nnlite

// #include "raw.h"
import "C"

// Each of these fills a floating tensor in place from its context's random stream. In a callback that computes, the
// numbers drawn are taken back when the call around it fails; what was written stays.

// Nonlinearity is the function after a layer, for the gain of its weights.
type Nonlinearity int32

// The functions and their gains.
const (
	NonlinearityLinear    Nonlinearity = C.NNL_NONLINEARITY_LINEAR     // 1
	NonlinearitySigmoid   Nonlinearity = C.NNL_NONLINEARITY_SIGMOID    // 1
	NonlinearityTanh      Nonlinearity = C.NNL_NONLINEARITY_TANH       // 5/3
	NonlinearityReLU      Nonlinearity = C.NNL_NONLINEARITY_RELU       // sqrt(2)
	NonlinearityLeakyReLU Nonlinearity = C.NNL_NONLINEARITY_LEAKY_RELU // sqrt(2 / (1 + slope^2))
)

// Fan is which fan keeps its variance in Kaiming initialisation.
type Fan int32

// The fans.
const (
	FanIn  Fan = C.NNL_FAN_IN
	FanOut Fan = C.NNL_FAN_OUT
)

// InitConstant fills with a value.
func (t *Tensor) InitConstant(value float64) error {
	return errorOf(C.nnlgo_init_constant(t.h(), C.double(value)), t)
}

// InitUniform fills from the uniform distribution on [low, high).
func (t *Tensor) InitUniform(low, high float64) error {
	return errorOf(C.nnlgo_init_uniform(t.h(), C.double(low), C.double(high)), t)
}

// InitNormal fills from a normal distribution.
func (t *Tensor) InitNormal(mean, std float64) error {
	return errorOf(C.nnlgo_init_normal(t.h(), C.double(mean), C.double(std)), t)
}

// InitXavierUniform is Glorot and Bengio's of 2010: std = gain * sqrt(2 / (fan_in + fan_out)), uniform to sqrt(3) * std.
// PyTorch's gain is 1.
func (t *Tensor) InitXavierUniform(gain float64) error {
	return errorOf(C.nnlgo_init_xavier_uniform(t.h(), C.double(gain)), t)
}

// InitXavierNormal is the same with a normal distribution.
func (t *Tensor) InitXavierNormal(gain float64) error {
	return errorOf(C.nnlgo_init_xavier_normal(t.h(), C.double(gain)), t)
}

// InitKaimingUniform is He et al.'s of 2015: std = gain(nonlinearity, slope) / sqrt(fan), uniform to sqrt(3) * std.
func (t *Tensor) InitKaimingUniform(slope float64, fan Fan, nonlinearity Nonlinearity) error {
	r := C.nnlgo_init_kaiming_uniform(t.h(), C.double(slope), C.int32_t(fan), C.int32_t(nonlinearity))
	return errorOf(r, t)
}

// InitKaimingNormal is the same with a normal distribution.
func (t *Tensor) InitKaimingNormal(slope float64, fan Fan, nonlinearity Nonlinearity) error {
	r := C.nnlgo_init_kaiming_normal(t.h(), C.double(slope), C.int32_t(fan), C.int32_t(nonlinearity))
	return errorOf(r, t)
}

// Gain is the gain of a nonlinearity; only NonlinearityLeakyReLU reads the slope.
func Gain(nonlinearity Nonlinearity, slope float64) (float64, error) {
	return floatOf(C.nnlgo_init_gain(C.int32_t(nonlinearity), C.double(slope)))
}
