"""Writes nnlite-sys/src/raw.rs, the raw declarations, from nnlite.h.

    python3 generate.py [--check]    # --check: writes nothing and fails if the file is not what the header gives
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import declarations  # noqa: E402

TARGET = HERE / "nnlite-sys" / "src" / "raw.rs"
TYPES = {"int32_t": "i32", "uint32_t": "u32", "int64_t": "i64", "double": "f64", "char": "c_char", "void": "c_void"}
KEYWORDS = {"type", "loop", "move", "ref", "in", "where", "match", "use", "fn", "mod"}


def type_of(value):
    text = TYPES.get(value.type, value.type)
    for star in range(value.pointers):
        text = ("*const " if value.const and star == 0 else "*mut ") + text
    return f"[{text}; {value.length}]" if value.length else text


def name_of(value):
    return f"r#{value.name}" if value.name in KEYWORDS else value.name


def comment(text, indent=""):
    return [f"{indent}/// {line}".rstrip() for line in text.split("\n")] if text else []


def parameters(values):
    return ", ".join(f"{name_of(value)}: {type_of(value)}" for value in values)


def result(value):
    return "" if value.type == "void" and not value.pointers else f" -> {type_of(value)}"


def lines(header):
    yield "// Written by generate.py from nnlite.h; do not edit."
    yield "use std::ffi::{c_char, c_void};"
    yield ""
    for name, known in header.aliases.items():
        yield f"pub type {name} = {TYPES[known]};"
    for constant in header.constants:
        yield ""
        yield from comment(constant.comment)
        yield f"pub const {constant.name}: i32 = {constant.value};"
    for struct in header.structs:
        yield ""
        yield from comment(struct.comment)
        yield "#[repr(C)]"
        yield "#[derive(Clone, Copy, Debug, PartialEq)]"
        yield f"pub struct {struct.name} {{"
        for field in struct.fields:
            yield from comment(field.comment, "    ")
            yield f"    pub {name_of(field)}: {type_of(field)},"
        yield "}"
    for callback in header.callbacks:
        yield ""
        yield from comment(callback.comment)
        function = f"unsafe extern \"C\" fn({parameters(callback.parameters)}){result(callback.result)}"
        yield f"pub type {callback.name} = Option<{function}>;"
    yield ""
    yield 'extern "C" {'
    for function in header.functions:
        yield from comment(function.comment, "    ")
        yield f"    pub fn {function.name}({parameters(function.parameters)}){result(function.result)};"
    yield "}"


def main():
    text = "\n".join(lines(declarations.read())) + "\n"
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET.name} is not what nnlite.h gives; run generate.py")
    else:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
