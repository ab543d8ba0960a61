package nnlite_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nnlite"
)

func TestProfile(t *testing.T) {
	c := nnlite.Must(nnlite.NewContext())
	_, err := c.ProfileTable()
	isError(t, "no profile", err, nnlite.ErrInvalidState)
	check(c.ProfileStart(func(o *nnlite.ProfileOptions) {
		isEqual(t, "events by default", o.MaxEvents, 1000000)
		o.MaxEvents = 2
	}))
	isError(t, "a second one", c.ProfileStart(), nnlite.ErrInvalidState)
	linear := nnlite.Must(nnlite.NewLinear(c, 2, 1))
	x := nnlite.Must(nnlite.Full(c, nnlite.F32, 1, 3, 2))
	for range 2 {
		nnlite.Must(linear.Forward(x))
	}
	isEqual(t, "recording", nnlite.Must(c.ProfileSummary()).Recording, true)
	check(c.ProfileStop())
	isError(t, "a second stop", c.ProfileStop(), nnlite.ErrInvalidState)

	summary := nnlite.Must(c.ProfileSummary())
	isEqual(t, "events", []int{summary.Events, summary.DroppedEvents}, []int{2, 2})
	var self int64
	kinds := map[nnlite.ProfileKind]string{}
	rows := nnlite.Must(c.ProfileRows())
	isEqual(t, "rows", len(rows), summary.Rows)
	for _, row := range rows {
		self += row.SelfNs
		isEqual(t, "calls", row.Calls, 2)
		kinds[row.Kind] = row.Name + " " + row.Layer
	}
	isEqual(t, "kinds", kinds, map[nnlite.ProfileKind]string{
		nnlite.ProfileOp: "linear ", nnlite.ProfileLayer: "Linear Linear"})
	isEqual(t, "all time", self, summary.TotalNs)
	if table := nnlite.Must(c.ProfileTable()); !strings.Contains(table, "linear") {
		t.Errorf("table:\n%s", table)
	}

	path := filepath.Join(t.TempDir(), "trace.json")
	check(c.ProfileSaveTrace(path))
	text, err := os.ReadFile(path)
	if err != nil || !json.Valid(text) {
		t.Errorf("trace: %v: %s", err, text)
	}
}
