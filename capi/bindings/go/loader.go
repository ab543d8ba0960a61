package nnlite

// #include "raw.h"
import "C"

import (
	"iter"
	"unsafe"
)

// Sampling is the order in which a loader draws samples.
type Sampling int32

// The orders.
const (
	SamplingSequential  Sampling = C.NNL_SAMPLING_SEQUENTIAL
	SamplingShuffle     Sampling = C.NNL_SAMPLING_SHUFFLE
	SamplingReplacement Sampling = C.NNL_SAMPLING_REPLACEMENT
)

// LastBatch is what a loader does with samples that do not fill the last batch.
type LastBatch int32

const (
	LastBatchKeep  LastBatch = C.NNL_LAST_BATCH_KEEP  // a short batch
	LastBatchDrop  LastBatch = C.NNL_LAST_BATCH_DROP  // none
	LastBatchMerge LastBatch = C.NNL_LAST_BATCH_MERGE // joined to the batch before
)

// LoaderOptions are a loader's settings.
type LoaderOptions struct {
	BatchSize int       // 1
	Sampling  Sampling  // SamplingSequential
	LastBatch LastBatch // LastBatchKeep
	Seed      int64     // 0; of the loader's own random stream, not the context's
}

// Loader makes mini-batches of tensors whose first axis is the sample.
type Loader struct {
	object
	tensors int
}

// NewLoader is a loader of tensors (1 to 1024). It shares contiguous ones and copies others. With LastBatchDrop, fewer
// samples than a batch make empty epochs.
func NewLoader(tensors []*Tensor, changes ...func(*LoaderOptions)) (*Loader, error) {
	var c C.nnl_loader_options
	C.nnlgo_loader_options_init(&c, C.uint32_t(unsafe.Sizeof(c)))
	o := LoaderOptions{int(c.batch_size), Sampling(c.sampling), LastBatch(c.last_batch), int64(c.seed)}
	apply(&o, changes)
	c.batch_size = C.int64_t(o.BatchSize)
	c.sampling = C.int32_t(o.Sampling)
	c.last_batch = C.int32_t(o.LastBatch)
	c.seed = C.int64_t(o.Seed)
	count, handles := handlesOf(tensors)
	r := C.nnlgo_loader_create(count, handles, &c)
	if err := errorOf(r.error, tensors); err != nil {
		return nil, err
	}
	loader := &Loader{tensors: len(tensors)}
	return own(loader, &loader.object, int64(r.value), releaseLoader), nil
}

func releaseLoader(handle int64) { C.nnlgo_loader_release(C.nnl_loader(handle)) }

func (l *Loader) h() C.nnl_loader {
	if l == nil {
		return 0
	}
	return C.nnl_loader(l.handle.Load())
}

// Close ends the handle.
func (l *Loader) Close() {
	if l != nil {
		l.close(releaseLoader)
	}
}

// Next is the next batch, one new tensor for each of the loader's, or nil at the end of an epoch; the call after that
// begins the next epoch.
func (l *Loader) Next() ([]*Tensor, error) {
	size := 0
	if l != nil {
		size = l.tensors
	}
	handles := make([]C.nnl_tensor, size+1) // never empty
	if err := errorOf(C.nnlgo_loader_next(l.h(), C.int64_t(size), &handles[0]), l); err != nil {
		return nil, err
	}
	if handles[0] == 0 {
		return nil, nil
	}
	return ownAll(handles[:size]), nil
}

// Batches walks from where the loader stands to the end of its epoch; an error ends the walk. A batch is closed when
// the body of the loop ends: Share what is to be kept. After a break, the next walk goes on in the same epoch.
func (l *Loader) Batches() iter.Seq2[[]*Tensor, error] {
	return func(yield func([]*Tensor, error) bool) {
		for {
			batch, err := l.Next()
			if err == nil && batch == nil {
				return
			}
			if !yieldBatch(yield, batch, err) || err != nil {
				return
			}
		}
	}
}

func yieldBatch(yield func([]*Tensor, error) bool, batch []*Tensor, err error) bool {
	// The body may change the slice.
	var closing [4]*Tensor
	defer CloseAll(append(closing[:0], batch...))
	return yield(batch, err)
}

// NumBatches is the batches of an epoch.
func (l *Loader) NumBatches() (int, error) { return intOf(C.nnlgo_loader_num_batches(l.h()), l) }

// Epoch is how many epochs have ended.
func (l *Loader) Epoch() (int, error) { return intOf(C.nnlgo_loader_epoch(l.h()), l) }
