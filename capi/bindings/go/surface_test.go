package nnlite_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// header is the text of nnlite.h without comments.
func header(t *testing.T) string {
	folder := os.Getenv("NNLITE_INCLUDE")
	if folder == "" {
		folder = "../../../include"
	}
	text, err := os.ReadFile(filepath.Join(folder, "nnlite", "nnlite.h"))
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(text), "")
}

// layer is the text of the sources that are written by hand.
func layer(t *testing.T) string {
	var all strings.Builder
	for _, pattern := range []string{"*.go", "native.c"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
	}
	return all.String()
}

func TestRawIsWhatTheHeaderGives(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(python, "-B", "generate.py", "--check")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
}

func TestEveryFunctionIsUsed(t *testing.T) {
	source := layer(t)
	functions := regexp.MustCompile(`NNL_CALL (nnl_(\w+))\(`).FindAllStringSubmatch(header(t), -1)
	if len(functions) < 335 {
		t.Fatalf("found only %d functions in the header", len(functions))
	}
	for _, function := range functions {
		used := regexp.MustCompile(`(C\.nnlgo_|nnl\.)` + function[2] + `\(`)
		if !used.MatchString(source) {
			t.Errorf("%s is not used", function[1])
		}
	}
}

func TestEveryConstantIsUsed(t *testing.T) {
	source := layer(t)
	constants := regexp.MustCompile(`\b(NNL_[A-Z0-9_]+) = `).FindAllStringSubmatch(header(t), -1)
	if len(constants) < 70 {
		t.Fatalf("found only %d constants in the header", len(constants))
	}
	for _, constant := range constants {
		if !regexp.MustCompile(`\b` + constant[1] + `\b`).MatchString(source) {
			t.Errorf("%s is not used", constant[1])
		}
	}
}

// The options' defaults come from the library; what a new field of a struct needs is a line that reads or sets it.
func TestEveryFieldIsUsed(t *testing.T) {
	source := layer(t)
	structs := regexp.MustCompile(`(?s)typedef struct (\w+) \{(.*?)\}`).FindAllStringSubmatch(header(t), -1)
	if len(structs) < 31 {
		t.Fatalf("found only %d structs in the header", len(structs))
	}
	field := regexp.MustCompile(`(\w+)(\[\d+\])?;`)
	for _, one := range structs {
		for _, name := range field.FindAllStringSubmatch(one[2], -1) {
			if name[1] == "struct_size" || name[1] == "reserved" {
				continue
			}
			if !regexp.MustCompile(`\b(c|s|r|at|report|settings)\.` + name[1] + `\b`).MatchString(source) {
				t.Errorf("%s.%s is not used", one[1], name[1])
			}
		}
	}
}

func TestNoFileIsTooLong(t *testing.T) {
	names, _ := filepath.Glob("*.go")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(string(text), "\n"); lines > 800 {
			t.Errorf("%s has %d lines", name, lines)
		}
	}
}
