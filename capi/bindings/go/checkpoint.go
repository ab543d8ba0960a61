package nnlite

// #include "raw.h"
import "C"

import "unsafe"

// CheckpointParts are the parts of a checkpoint, all of one context; one that is nil is not in it, but one must be.
type CheckpointParts struct {
	Model      *Module   // parameters and buffers
	Optimizer  Optimizer // moments, counts, learning rates and momenta, by the order of its parameters
	Schedule   *Schedule
	Loader     *Loader // the order of its epoch, its place in it and its random stream
	SkipRandom bool    // leave out where the context's random stream stands
}

func (p *CheckpointParts) c() *C.nnl_checkpoint_parts {
	c := &C.nnl_checkpoint_parts{}
	C.nnlgo_checkpoint_parts_init(c, C.uint32_t(unsafe.Sizeof(*c)))
	c.random = flag(!p.SkipRandom)
	c.model = p.Model.h()
	c.optimizer = optimizerHandle(p.Optimizer)
	c.schedule = p.Schedule.h()
	c.loader = p.Loader.h()
	return c
}

// SaveCheckpoint writes the parts as one safetensors file, named "model.<name>", "optimizer.<name>" and so on; the file
// appears whole or not at all.
func SaveCheckpoint(path string, parts CheckpointParts) error {
	c, free := cString(path)
	defer free()
	return errorOf(C.nnlgo_checkpoint_save(c, parts.c()), &parts)
}

// LoadCheckpoint takes up the parts of a file again in objects that were made as those saved were: training goes on with
// the bits that it would have had without the stop. Parts of the file that are not asked for are passed over, so that a
// model alone can be loaded; a part that the file lacks is ErrNotFound, one of another kind ErrInvalidArgument. On failure
// nothing has changed. Files are not trusted.
func LoadCheckpoint(path string, parts CheckpointParts) error {
	c, free := cString(path)
	defer free()
	return errorOf(C.nnlgo_checkpoint_load(c, parts.c()), &parts)
}
