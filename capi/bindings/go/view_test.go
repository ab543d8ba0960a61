package nnlite_test

import (
	"strings"
	"testing"
	"unsafe"

	"nnlite"
)

func TestViewsAreTheTensorsOwnMemory(t *testing.T) {
	x := matrix(2, 1, 2, 3, 4)
	check(nnlite.Update(x, func(data []float64) error {
		isEqual(t, "all elements", data, []float64{1, 2, 3, 4})
		data[3] = 40
		return nil
	}))
	isValues(t, "an update", x, []int{2, 2}, 1, 2, 3, 40)
	check(nnlite.View(x, func(data []float64) error {
		check(nnlite.Write(x, []float64{5, 6, 7, 8}))
		isEqual(t, "what changes the tensor shows", data, []float64{5, 6, 7, 8})
		return nil
	}))
	row := nnlite.Must(x.Slice(0, 1, nnlite.ToEnd, 1))
	check(nnlite.Update(row, func(data []float64) error {
		data[0] = -7
		return nil
	}))
	isValues(t, "an update of a part", x, []int{2, 2}, 5, 6, -7, 8)
	isEqual(t, "the body's error", nnlite.View(x, func([]float64) error { return errHost }), errHost)

	flags := nnlite.Must(nnlite.FromSlice(nil, []bool{true, false}))
	check(nnlite.View(flags, func(data []bool) error {
		isEqual(t, "flags", data, []bool{true, false})
		return nil
	}))
	empty := nnlite.Must(nnlite.FromSlice(nil, []float32{}, 0, 3))
	called := false
	check(nnlite.Update(empty, func(data []float32) error {
		called = true
		isEqual(t, "elements of none", len(data), 0)
		return nil
	}))
	isEqual(t, "called", called, true)
}

func TestAViewKeepsTheMemory(t *testing.T) {
	before := collect(0)
	check(nnlite.View(vector(1, 2, 3), func(data []float64) error {
		collect(before + 1) // the tensor is garbage, and what holds its memory is not
		vector(9, 9, 9)
		isEqual(t, "elements", data, []float64{1, 2, 3})
		return nil
	}))
	x := vector(1, 2, 3)
	check(nnlite.Update(x, func(data []float64) error {
		x.Close()
		vector(9, 9, 9)
		data[0] = 4
		isEqual(t, "elements of a closed tensor", data, []float64{4, 2, 3})
		return nil
	}))
	func() {
		defer func() { recover() }()
		_ = nnlite.View(vector(1), func([]float64) error { panic(errHost) })
	}()
	if after := collect(before); after > before {
		t.Errorf("%d handles were there before, %d are after", before, after)
	}
}

func TestViewsThatCannotBe(t *testing.T) {
	unused := func([]float64) error {
		t.Error("the body was called")
		return nil
	}
	turned := nnlite.Must(matrix(2, 1, 2, 3, 4).Transpose(0, 1))
	isError(t, "not row-major", nnlite.View(turned, unused), nnlite.ErrNotSupported)
	check(nnlite.View(nnlite.Must(turned.Clone()), func(data []float64) error {
		isEqual(t, "a clone is row-major", data, []float64{1, 3, 2, 4})
		return nil
	}))
	isError(t, "another dtype", nnlite.View(integers(1), unused), nnlite.ErrDTypeMismatch)
	fixed := nnlite.Must(nnlite.BorrowConst(nil, []float64{1}))
	isError(t, "read-only memory", nnlite.Update(fixed, unused), nnlite.ErrInvalidState)
	check(nnlite.View(fixed, func(data []float64) error {
		isEqual(t, "read-only elements", data, []float64{1})
		return nil
	}))
	closed := vector(1)
	closed.Close()
	isError(t, "closed", nnlite.View(closed, unused), nnlite.ErrInvalidHandle)
	isError(t, "nil", nnlite.View(nil, unused), nnlite.ErrInvalidHandle)
}

func TestAnUpdateIsAChange(t *testing.T) {
	x := leaf(1, 2)
	saved := nnlite.Must(x.Detach())
	y := nnlite.Must(nnlite.Must(x.Multiply(saved)).Sum())
	check(nnlite.View(saved, func([]float64) error { return nil }))
	check(y.BackwardFrom(nil, true))
	check(nnlite.Update(saved, func([]float64) error { return nil }))
	isError(t, "backward through what was changed", y.Backward(), nnlite.ErrInvalidState)
}

// managedTensor is DLPack's DLManagedTensor; versioned has the same DLTensor, behind 32 bytes of others.
type managedTensor struct {
	data           unsafe.Pointer
	device, number int32
	axes           int32
	code, bits     uint8
	lanes          uint16
	shape, strides *[8]int64
	offset         uint64
}

func TestDLPackSharesMemory(t *testing.T) {
	before := collect(0)
	c := nnlite.Must(nnlite.NewContext())
	for versioned, start := range map[bool]uintptr{true: 32, false: 0} {
		x := nnlite.Must(nnlite.FromSlice(c, []float64{1, 2, 3, 4, 5, 6}, 3, 2))
		part := nnlite.Must(nnlite.Must(x.Slice(0, 1, nnlite.ToEnd, 1)).Transpose(0, 1))
		managed := nnlite.Must(part.ToDLPack(versioned))
		shown := (*managedTensor)(unsafe.Add(managed, start))
		isEqual(t, "device", shown.device, int32(nnlite.CPU))
		isEqual(t, "axes", shown.axes, 2)
		isEqual(t, "type", [3]int{int(shown.code), int(shown.bits), int(shown.lanes)}, [3]int{2, 64, 1})
		isEqual(t, "shape", shown.shape[:2:2], []int64{2, 2})
		isEqual(t, "strides", shown.strides[:2:2], []int64{1, 2})
		first := (*float64)(unsafe.Add(shown.data, shown.offset))
		isEqual(t, "the first element", *first, 3)

		*first = 30
		isEqual(t, "what the other side wrote", nnlite.Must(nnlite.Values[float64](x)), []float64{1, 2, 30, 4, 5, 6})
		x.Close()
		part.Close()
		collect(before + 1)
		isEqual(t, "the memory without its tensors", *first, 30)

		shown.device = 2
		_, err := nnlite.FromDLPack(nil, managed, versioned)
		failure := isError(t, "another device", err, nnlite.ErrNotSupported)
		if !strings.Contains(failure.Message, "device") {
			t.Errorf("message %q", failure.Message)
		}
		shown.device = int32(nnlite.CPU)
		y := nnlite.Must(nnlite.FromDLPack(nil, managed, versioned))
		isValues(t, "the same again", y, []int{2, 2}, 30, 5, 4, 6)
		y.Close()
		isEqual(t, "bytes after the last user", nnlite.Must(c.MemoryUsed()), 0)
	}
	_, err := leaf(1).ToDLPack(true)
	isError(t, "a leaf", err, nnlite.ErrInvalidState)
	_, err = nnlite.FromDLPack(nil, nil, true)
	isError(t, "no struct", err, nnlite.ErrInvalidArgument)
	c.Close()
	if after := collect(before); after > before {
		t.Errorf("%d handles were there before, %d are after", before, after)
	}
}

func TestDLPackKeepsReadOnlyMemory(t *testing.T) {
	fixed := nnlite.Must(nnlite.BorrowConst(nil, []float64{1, 2}))
	_, err := fixed.ToDLPack(false)
	isError(t, "without a version", err, nnlite.ErrNotSupported)
	again := nnlite.Must(nnlite.FromDLPack(nil, nnlite.Must(fixed.ToDLPack(true)), true))
	isValues(t, "the same memory", again, []int{2}, 1, 2)
	isError(t, "writing to it", nnlite.Write(again, []float64{3, 4}), nnlite.ErrInvalidState)
}
