package nnlite_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"
)

// What is called with the objects whose handles a call had, so that the garbage collector spares them until then.
var keepers = map[string]bool{"errorOf": true, "intOf": true, "boolOf": true, "floatOf": true, "textOf": true,
	"tensorOf": true, "pairOfTensors": true, "moduleOf": true, "contextOf": true, "scheduleOf": true, "adopt": true,
	"borrowedOf": true}

// Functions that hand handles on to a caller, who keeps the objects.
var gatherers = map[string]bool{"h": true, "id": true, "idOf": true, "handlesOf": true, "optimizerHandle": true,
	"c": true, "set": true}

// Every function that reads an object's handle must use the object after the call of C, or a cleanup may release the
// handle in between: too seldom for a test that runs the calls, so this one reads the sources.
func TestCallsKeepTheirObjects(t *testing.T) {
	names, _ := filepath.Glob("*.go")
	read := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range file.Decls {
			function, ok := one.(*ast.FuncDecl)
			if !ok || gatherers[function.Name.Name] {
				continue
			}
			used, kept := objectsOf(function)
			read += len(used)
			for object := range used {
				if !kept[object] && !kept["&"+object] {
					t.Errorf("%s does not keep %s", function.Name.Name, object)
				}
			}
		}
	}
	if read < 350 {
		t.Errorf("only %d objects were found", read)
	}
}

// objectsOf are the objects whose handles a function reads, and what it keeps. Elements of a slice count as the slice.
func objectsOf(function *ast.FuncDecl) (used, kept map[string]bool) {
	used, kept = map[string]bool{}, map[string]bool{}
	elements := map[string]string{}
	ast.Inspect(function, func(node ast.Node) bool {
		if loop, ok := node.(*ast.RangeStmt); ok && loop.Value != nil {
			elements[types.ExprString(loop.Value)] = types.ExprString(loop.X)
		}
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := types.ExprString(call.Fun)
		if keepers[name] {
			for _, argument := range call.Args {
				kept[types.ExprString(argument)] = true
			}
		}
		selector, isMethod := call.Fun.(*ast.SelectorExpr)
		switch {
		case name == "handlesOf" || name == "optimizerHandle" || name == "idOf":
			used[types.ExprString(call.Args[0])] = true
		case isMethod && gatherers[selector.Sel.Name]:
			used[types.ExprString(selector.X)] = true
		}
		return true
	})
	for element, slice := range elements {
		if used[element] && !kept[element] {
			delete(used, element)
			used[slice] = true
		}
	}
	return used, kept
}
