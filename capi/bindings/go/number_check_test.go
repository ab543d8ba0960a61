package nnlite_test

import (
	"math"
	"testing"

	"nnlite"
)

func TestNumberCheck(t *testing.T) {
	c := nnlite.Must(nnlite.NewContext())
	isEqual(t, "mode", nnlite.Must(c.NumberCheck()), nnlite.NumberCheckOff)
	isEqual(t, "off", nnlite.Must(c.NumberReport()) == nil, true)
	check(c.SetNumberCheck(nnlite.NumberCheckReport))
	isEqual(t, "mode", nnlite.Must(c.NumberCheck()), nnlite.NumberCheckReport)
	x := nnlite.Must(nnlite.Full(c, nnlite.F32, -1, 2))
	nnlite.Must(x.Log())
	nnlite.Must(x.Sqrt())
	isEqual(t, "report", *nnlite.Must(c.NumberReport()), nnlite.NumberReport{
		Kind: nnlite.NumberForward, IsNaN: true, InputsFinite: true, Input: -1, Position: 0, Step: 0, Op: "log",
		Layer: "", Text: "log made NaN (forward, step 0): output [2] at [0], from finite numbers"})

	check(c.SetNumberCheck(nnlite.NumberCheckFail))
	_, err := x.Log()
	isError(t, "NaN", err, nnlite.ErrInvalidState)
	isError(t, "a mode", c.SetNumberCheck(7), nnlite.ErrInvalidArgument)
	check(c.SetNumberCheck(nnlite.NumberCheckReport))
	linear := nnlite.Must(nnlite.NewLinear(c, 2, 1))
	nnlite.Must(linear.Forward(nnlite.Must(nnlite.Full(c, nnlite.F32, math.NaN(), 1, 2))))
	report := nnlite.Must(c.NumberReport())
	isEqual(t, "input", report.Input, 0)
	isEqual(t, "layer", report.Layer, "Linear")
	isEqual(t, "op", report.Op, "")
	check(c.SetNumberCheck(nnlite.NumberCheckOff))
}
