"""Writes raw.h and raw.c: for each function of nnlite.h one C function that calls it and, if it fails, takes its
error in the same call, which cgo cannot do. What a call gives comes back by value, so that no Go memory is pinned
to the heap for it.

    python3 generate.py           # writes both files beside this one
    python3 generate.py --check   # fails if they are not what the header gives
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import declarations  # noqa: E402

# Called by native.c itself.
ERRORS = ("nnl_last_error_status", "nnl_last_error_message", "nnl_last_error_function", "nnl_last_error_argument",
          "nnl_set_last_error")
# Their last parameter is an array with room for several handles.
ARRAYS = ("nnl_loader_next", "nnl_split")
INTEGERS = ("int32_t", "int64_t")
NOTE = "/* Written by generate.py from nnlite.h. */\n/* clang-format off */\n"


def declare(value, name=None):
    const = "const " if value.const else ""
    return f"{const}{value.type}{'*' * value.pointers} {value.name if name is None else name}".rstrip()


class Wrapper:
    """A function of the header as Go calls it."""

    def __init__(self, function, header):
        self.function = function
        self.short = function.name[len("nnl_"):]
        parameters = function.parameters
        outs = [p for p in parameters if p.pointers and not p.const and p.type != "void"]

        def is_number(value):
            return value.pointers == 1 and header.aliases.get(value.type, value.type) in INTEGERS + ("double",)

        self.outs, self.kind = [], "nnlgo_error*"
        names = [p.name for p in outs]
        if function.result.type != "nnl_status":
            self.kind = declare(function.result, "")
        elif names[-1:] == ["needed"] and len(outs) == 2:
            self.kind = "nnlgo_text" if outs[0].type == "char" else "nnlgo_shape"
            self.outs = parameters[-3:]
        elif function.name not in ARRAYS and outs and len(outs) <= 2 and outs == parameters[-len(outs):] and all(
                map(is_number, outs)):
            self.kind = "nnlgo_pair" if len(outs) == 2 else (
                "nnlgo_number" if outs[0].type == "double" else "nnlgo_integer")
            self.outs = outs
        self.ins = parameters[:len(parameters) - len(self.outs)]

    def signature(self):
        # A user_data is a cgo.Handle, which must not pass through Go as a pointer.
        ins = ["uintptr_t user_data" if p.name == "user_data" else declare(p) for p in self.ins]
        return f"{self.kind} nnlgo_{self.short}({', '.join(ins) or 'void'})"

    def call(self, *outs):
        arguments = ["(void*)user_data" if p.name == "user_data" else p.name for p in self.ins]
        return f"nnl.{self.short}({', '.join(arguments + list(outs))})"

    def error(self, *outs):
        return (f'!nnl.{self.short} ? nnlgo_missing("{self.function.name}")\n'
                f"      : {self.call(*outs)} != NNL_OK ? nnlgo_take_error() : 0")

    def body(self):
        if self.function.result.type == "void":
            return [f"if (nnl.{self.short}) {self.call()};"]
        if self.function.result.type != "nnl_status":
            return [f"return nnl.{self.short} ? {self.call()} : 0;"]
        if self.kind == "nnlgo_error*":
            return [f"return {self.error()};"]
        if self.kind == "nnlgo_text":
            return ["nnlgo_text r = {0, 0};",
                    f'if (!nnl.{self.short}) return r.error = nnlgo_missing("{self.function.name}"), r;',
                    "int64_t capacity = 0, needed = 256;",
                    f"while (nnlgo_grow(&r, &capacity, needed) && nnlgo_again(&r, "
                    f"{self.call('r.text', 'capacity', '&needed')}));",
                    "return r;"]
        if self.kind == "nnlgo_shape":
            return ["nnlgo_shape r = {0, {0}, 0};",
                    f"r.error = {self.error('r.values', 'NNL_MAX_RANK', '&r.count')};",
                    "return r;"]
        if self.kind == "nnlgo_pair":
            return ["nnlgo_pair r = {0, 0, 0};", f"r.error = {self.error('&r.first', '&r.second')};", "return r;"]
        out = self.outs[0]
        return [f"{out.type} {out.name} = 0;", f"{self.kind} r = {{0, 0}};",
                f"r.error = {self.error('&' + out.name)};", f"r.value = {out.name};", "return r;"]


def generate():
    header = declarations.read()
    names = [f.name for f in header.functions]
    wrappers = [Wrapper(f, header) for f in header.functions if f.name not in ERRORS]
    raw_h = [NOTE, "#ifndef NNLGO_RAW_H", "#define NNLGO_RAW_H", "", '#include "native.h"', "",
             "/* The library's functions; one that it lacks is NULL. */", "typedef struct nnlgo_table {"]
    raw_h += [f"  __typeof__({name})* {name[len('nnl_'):]};" for name in names]
    raw_h += ["} nnlgo_table;", "extern nnlgo_table nnl;", "/* Looks all of them up in what dlopen gave. */",
              "void nnlgo_resolve(void* library);", ""]
    raw_h += [wrapper.signature() + ";" for wrapper in wrappers]
    raw_h += ["", "#endif", ""]
    raw_c = [NOTE, "#include <dlfcn.h>", "", '#include "raw.h"', "", "nnlgo_table nnl;", "",
             "void nnlgo_resolve(void* library) {"]
    raw_c += [f'  *(void**)&nnl.{name[len("nnl_"):]} = dlsym(library, "{name}");' for name in names]
    raw_c += ["}", ""]
    for wrapper in wrappers:
        raw_c += [wrapper.signature() + " {"] + ["  " + line for line in wrapper.body()] + ["}"]
    return {"raw.h": "\n".join(raw_h), "raw.c": "\n".join(raw_c) + "\n"}


if __name__ == "__main__":
    stale = []
    for name, text in generate().items():
        path = HERE / name
        if sys.argv[1:] != ["--check"]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"not what nnlite.h gives: {', '.join(stale)}; run python3 generate.py")
