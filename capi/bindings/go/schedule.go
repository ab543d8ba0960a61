package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// Schedule changes the learning rates of an optimizer's groups, once when it is made and then at every step, as those
// of torch.optim.lr_scheduler do: relative to the rates that it finds, so that several schedules of one optimizer, and
// rates that are set by hand, work together. It keeps the optimizer alive. "The initial rate" is that of the group when
// the optimizer's first schedule was made, or what OneCycleLR made of it. Epochs count from 0; they may as well be batches.
// Settings are finite and not negative, or ErrInvalidArgument.
type Schedule struct{ object }

func releaseSchedule(handle int64) { C.nnlgo_schedule_release(C.nnl_schedule(handle)) }

func scheduleOf(r C.nnlgo_integer, keep ...any) (*Schedule, error) {
	if err := errorOf(r.error, keep...); err != nil {
		return nil, err
	}
	schedule := &Schedule{}
	return own(schedule, &schedule.object, int64(r.value), releaseSchedule), nil
}

func (s *Schedule) h() C.nnl_schedule {
	if s == nil {
		return 0
	}
	return C.nnl_schedule(s.handle.Load())
}

// Close ends the handle.
func (s *Schedule) Close() {
	if s != nil {
		s.close(releaseSchedule)
	}
}

// Step goes to the next epoch: call it after the optimizer's steps. A step that a schedule does not take is
// ErrNotSupported.
func (s *Schedule) Step() error { return errorOf(C.nnlgo_schedule_step(s.h()), s) }

// StepMetric is the step of ReduceLROnPlateau, and of no other.
func (s *Schedule) StepMetric(metric float64) error {
	return errorOf(C.nnlgo_schedule_step_metric(s.h(), C.double(metric)), s)
}

// StepEpoch goes to an epoch that is not negative and may be a fraction; for CosineAnnealingWarmRestarts alone.
func (s *Schedule) StepEpoch(epoch float64) error {
	return errorOf(C.nnlgo_schedule_step_epoch(s.h(), C.double(epoch)), s)
}

// LastEpoch is the epoch that it has come to, a whole one: 0 when it is made, then one more with each step.
func (s *Schedule) LastEpoch() (int, error) { return intOf(C.nnlgo_schedule_last_epoch(s.h()), s) }

// LastLearningRate is the rate of a group as the last step left it, whatever happened to it since.
func (s *Schedule) LastLearningRate(group int) (float64, error) {
	return floatOf(C.nnlgo_schedule_last_learning_rate(s.h(), C.int64_t(group)), s)
}

// NewStepLR multiplies by gamma (PyTorch's default is 0.1) after every stepSize (at least 1) epochs.
func NewStepLR(optimizer Optimizer, stepSize int, gamma float64) (*Schedule, error) {
	r := C.nnlgo_step_lr_create(optimizerHandle(optimizer), C.int64_t(stepSize), C.double(gamma))
	return scheduleOf(r, optimizer)
}

// NewMultiStepLR multiplies by gamma (PyTorch's default is 0.1) at each of the milestones, which are epochs from 0 on in
// any order; one that stands there n times counts n times.
func NewMultiStepLR(optimizer Optimizer, milestones []int, gamma float64) (*Schedule, error) {
	r := C.nnlgo_multi_step_lr_create(optimizerHandle(optimizer), C.int64_t(len(milestones)), ints(milestones),
		C.double(gamma))
	return scheduleOf(r, optimizer)
}

// NewExponentialLR multiplies by gamma after every epoch.
func NewExponentialLR(optimizer Optimizer, gamma float64) (*Schedule, error) {
	return scheduleOf(C.nnlgo_exponential_lr_create(optimizerHandle(optimizer), C.double(gamma)), optimizer)
}

// NewLinearLR is a warm-up: a factor that goes from startFactor, in (0, 1], (PyTorch's default is 1/3) to endFactor, in
// [0, 1], (1) in totalIters (5; at least 1) even steps.
func NewLinearLR(optimizer Optimizer, startFactor, endFactor float64, totalIters int) (*Schedule, error) {
	r := C.nnlgo_linear_lr_create(optimizerHandle(optimizer), C.double(startFactor), C.double(endFactor),
		C.int64_t(totalIters))
	return scheduleOf(r, optimizer)
}

// NewCosineAnnealingLR is etaMin + (initial rate - etaMin) * (1 + cos(pi * epoch / tMax)) / 2, made from the rate of the
// epoch before: down to etaMin (PyTorch's default is 0) in tMax (at least 1) epochs, and if it goes on, up again.
func NewCosineAnnealingLR(optimizer Optimizer, tMax int, etaMin float64) (*Schedule, error) {
	r := C.nnlgo_cosine_annealing_lr_create(optimizerHandle(optimizer), C.int64_t(tMax), C.double(etaMin))
	return scheduleOf(r, optimizer)
}

// NewCosineAnnealingWarmRestarts goes down by the same formula in t0 (at least 1) epochs, then at once up to the initial
// rate and down in tMult (at least 1, PyTorch's default) times as many, and so on; it sets the rates whatever they were.
func NewCosineAnnealingWarmRestarts(optimizer Optimizer, t0, tMult int, etaMin float64) (*Schedule, error) {
	r := C.nnlgo_cosine_annealing_warm_restarts_create(optimizerHandle(optimizer), C.int64_t(t0), C.int64_t(tMult),
		C.double(etaMin))
	return scheduleOf(r, optimizer)
}

// Annealing is how OneCycleLR goes from one value to another.
type Annealing int32

// The ways.
const (
	AnnealingCosine Annealing = C.NNL_ANNEALING_COSINE
	AnnealingLinear Annealing = C.NNL_ANNEALING_LINEAR
)

// OneCycleLROptions are OneCycleLR's settings.
type OneCycleLROptions struct {
	Annealing      Annealing // AnnealingCosine
	CycleMomentum  bool      // true
	ThreePhase     bool      // false
	PctStart       float64   // 0.3; the part of the steps, in [0, 1], in which the rate goes up
	BaseMomentum   float64   // 0.85
	MaxMomentum    float64   // 0.95
	DivFactor      float64   // 25; above 0, as the next
	FinalDivFactor float64   // 1e4
}

// NewOneCycleLR goes up from maxLR / DivFactor to maxLR, then down to the initial rate / FinalDivFactor, or with ThreePhase
// down to the initial rate in as many steps and then further; the momentum (without one, CycleMomentum is
// ErrNotSupported) goes the other way between its bounds. maxLR is one number for all groups, or one for each. It sets
// rates and momenta whatever they were. The cycle is at its end after totalSteps (at least 1) less 1 steps; one more is
// allowed, and a further one is ErrInvalidState.
func NewOneCycleLR(optimizer Optimizer, maxLR []float64, totalSteps int,
	changes ...func(*OneCycleLROptions)) (*Schedule, error) {
	var c C.nnl_one_cycle_lr_options
	C.nnlgo_one_cycle_lr_options_init(&c, C.uint32_t(unsafe.Sizeof(c)))
	o := OneCycleLROptions{
		Annealing(c.annealing), c.cycle_momentum != 0, c.three_phase != 0, float64(c.pct_start),
		float64(c.base_momentum), float64(c.max_momentum), float64(c.div_factor), float64(c.final_div_factor)}
	apply(&o, changes)
	c.annealing = C.int32_t(o.Annealing)
	c.cycle_momentum = flag(o.CycleMomentum)
	c.three_phase = flag(o.ThreePhase)
	c.pct_start = C.double(o.PctStart)
	c.base_momentum = C.double(o.BaseMomentum)
	c.max_momentum = C.double(o.MaxMomentum)
	c.div_factor = C.double(o.DivFactor)
	c.final_div_factor = C.double(o.FinalDivFactor)
	r := C.nnlgo_one_cycle_lr_create(optimizerHandle(optimizer), C.int64_t(len(maxLR)), floats(maxLR),
		C.int64_t(totalSteps), &c)
	return scheduleOf(r, optimizer)
}

// PlateauMode is whether less or more of a metric is better.
type PlateauMode int32

// The modes.
const (
	PlateauMin PlateauMode = C.NNL_PLATEAU_MIN
	PlateauMax PlateauMode = C.NNL_PLATEAU_MAX
)

// ThresholdMode is whether a threshold is a part of the best metric so far.
type ThresholdMode int32

// The modes.
const (
	ThresholdRel ThresholdMode = C.NNL_THRESHOLD_REL
	ThresholdAbs ThresholdMode = C.NNL_THRESHOLD_ABS
)

// ReduceLROnPlateauOptions are ReduceLROnPlateau's settings.
type ReduceLROnPlateauOptions struct {
	Mode          PlateauMode   // PlateauMin
	ThresholdMode ThresholdMode // ThresholdRel
	Factor        float64       // 0.1; in [0, 1)
	Threshold     float64       // 1e-4, finite; by how much better a metric must be to be an improvement
	Eps           float64       // 1e-8; a reduction by no more is not made
	Patience      int           // 10; so many epochs without improvement are passed over
	Cooldown      int           // 0; so many epochs after a reduction do not count
	MinLR         []float64     // nil: 0; one number for all groups, or one for each
}

// NewReduceLROnPlateau multiplies by Factor, but not below MinLR, when a metric (see StepMetric) no longer improves; NaN
// is no improvement.
func NewReduceLROnPlateau(optimizer Optimizer, changes ...func(*ReduceLROnPlateauOptions)) (*Schedule, error) {
	var c C.nnl_reduce_lr_on_plateau_options
	C.nnlgo_reduce_lr_on_plateau_options_init(&c, C.uint32_t(unsafe.Sizeof(c)))
	o := ReduceLROnPlateauOptions{
		PlateauMode(c.mode), ThresholdMode(c.threshold_mode), float64(c.factor), float64(c.threshold), float64(c.eps),
		int(c.patience), int(c.cooldown), nil}
	apply(&o, changes)
	c.mode = C.int32_t(o.Mode)
	c.threshold_mode = C.int32_t(o.ThresholdMode)
	c.factor = C.double(o.Factor)
	c.threshold = C.double(o.Threshold)
	c.eps = C.double(o.Eps)
	c.patience = C.int64_t(o.Patience)
	c.cooldown = C.int64_t(o.Cooldown)
	r := C.nnlgo_reduce_lr_on_plateau_create(optimizerHandle(optimizer), C.int64_t(len(o.MinLR)), floats(o.MinLR), &c)
	return scheduleOf(r, optimizer)
}

// NewSequentialLR is schedules (at least one) of one optimizer, just made, one after another. The milestones are one
// less, at least 1 and not descending: at step milestones[i] schedule i + 1 sets the rates as at its epoch 0, and goes on
// from there. It shares the schedules; step them no longer yourself. ReduceLROnPlateau and SequentialLR itself are
// ErrNotSupported in it.
func NewSequentialLR(schedules []*Schedule, milestones []int) (*Schedule, error) {
	if len(milestones) != max(len(schedules)-1, 0) {
		return nil, misuse(ErrInvalidArgument, "nnl_sequential_lr_create", "milestones",
			"there are %d milestones for %d schedules", len(milestones), len(schedules))
	}
	handles := make([]C.nnl_schedule, len(schedules)+1) // never empty
	for i, schedule := range schedules {
		handles[i] = schedule.h()
	}
	r := C.nnlgo_sequential_lr_create(C.int64_t(len(schedules)), &handles[0], ints(milestones))
	return scheduleOf(r, schedules)
}

func floats(values []float64) *C.double {
	return (*C.double)(unsafe.Pointer(unsafe.SliceData(values)))
}
