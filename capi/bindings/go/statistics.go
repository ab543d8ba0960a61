package nnlite

// #include "raw.h"
import "C"

// Each of these concerns every batch norm of the module.

// FreezeStatistics makes batch norms use and keep their running statistics in training mode too, or no longer with
// false; "weight" and "bias" still learn. Train does not change this. Without running statistics it has no effect.
func (m *Module) FreezeStatistics(frozen bool) error {
	return errorOf(C.nnlgo_module_freeze_statistics(m.h(), flag(frozen)), m)
}

// StatisticsFrozen tells whether there is a batch norm and all are frozen.
func (m *Module) StatisticsFrozen() (bool, error) {
	return boolOf(C.nnlgo_module_statistics_frozen(m.h()), m)
}

// AccumulateStatistics is for a batch that comes as several micro-batches: meanwhile training normalises each by its own
// statistics but leaves the running ones alone until CommitStatistics. Switching it on or off, and freezing, drop what
// has not been committed; it is not saved either.
func (m *Module) AccumulateStatistics(accumulate bool) error {
	return errorOf(C.nnlgo_module_accumulate_statistics(m.h(), flag(accumulate)), m)
}

// CommitStatistics moves the running statistics, and counts, once, by the mean and the unbiased variance of all values
// since the last commit, as one batch of all would have; a batch norm that saw none stays.
func (m *Module) CommitStatistics() error {
	return errorOf(C.nnlgo_module_commit_statistics(m.h()), m)
}

// Recalibrate replaces the running statistics by their average over batches of the loader, and the counters by the
// number of batches, which it returns, without gradients: torch.optim.swa_utils.update_bn. Batches are the rest of the
// loader's epoch, or the next one if it is at the end of one, but at most maxBatches (0: no bound). The module's inputs
// are all tensors of a batch but the last, or the only one. Frozen batch norms keep their statistics. A loader without
// batches is ErrInvalidState.
func Recalibrate(module *Module, loader *Loader, maxBatches int) (int, error) {
	return intOf(C.nnlgo_recalibrate(module.h(), loader.h(), C.int64_t(maxBatches)), module, loader)
}

// FoldBatchNorms is a copy of the module in inference mode, with the same outputs to rounding, in which each batch norm
// with running statistics is folded into the Linear, Conv1d or Conv2d in front of it. Modules after it in a Sequential
// get lower numbers. The copy shares nothing with the module. Losses and modules of NewModule cannot be copied:
// ErrNotSupported.
func (m *Module) FoldBatchNorms() (*Module, error) {
	return moduleOf(C.nnlgo_module_fold_batch_norms(m.h()), m)
}

// BatchNormReport is a table with a line for each batch norm: its mode and running statistics, and how the statistics of
// these inputs compare, for which the module runs once, in the modes that it is in, with nothing changed.
func (m *Module) BatchNormReport(inputs ...*Tensor) (string, error) {
	count, handles := handlesOf(inputs)
	return textOf(C.nnlgo_batch_norm_report(m.h(), count, handles), m, inputs)
}
