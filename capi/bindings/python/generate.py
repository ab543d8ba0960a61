"""Writes nnlite/_abi.py and nnlite/_abi.pyi, the raw declarations, from nnlite.h.

    python3 generate.py [FOLDER]      # default: the nnlite folder beside this file

_abi.py is what cffi makes of the header (out-of-line ABI mode: no compiler, and nothing is parsed on import);
_abi.pyi says the same in types, for readers and for mypy. Neither is edited by hand. Needs cffi.
"""

import pathlib
import sys

import cffi

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import declarations  # noqa: E402

# What DLPack 1 lays out, and nnl_tensor_to_dlpack points to.
DLPACK = """
typedef struct {
  uint32_t major, minor;
  void *manager_ctx;
  void (*deleter)(void *self);
  uint64_t flags;
  struct {
    void *data;
    int32_t device_type, device_id, ndim;
    uint8_t code, bits;
    uint16_t lanes;
    int64_t *shape, *strides;
    uint64_t byte_offset;
  } array;
} DLManagedTensorVersioned;
"""
PYTHON = {"void": "None", "double": "float", "char": "CData"}


def c_value(value):
    const = "const " if value.const else ""
    length = f"[{value.length}]" if value.length else ""
    return f"{const}{value.type} {'*' * value.pointers}{value.name}{length}"


def c_parameters(parameters):
    return ", ".join(map(c_value, parameters)) or "void"


def c_text(header):
    """The header as cffi reads it: no macros, no comments. And the struct of DLPack."""
    lines = [DLPACK]
    lines += [f"typedef {known} {alias};" for alias, known in header.aliases.items()]
    lines += [f"enum {{ {constant.name} = {constant.value} }};" for constant in header.constants]
    for struct in header.structs:
        fields = " ".join(f"{c_value(field)};" for field in struct.fields)
        lines.append(f"typedef struct {{ {fields} }} {struct.name};")
    for callback in header.callbacks:
        lines.append(f"typedef {c_value(callback.result)} (*{callback.name})({c_parameters(callback.parameters)});")
    for function in header.functions:
        lines.append(f"{c_value(function.result)} {function.name}({c_parameters(function.parameters)});")
    return "\n".join(lines)


def python_type(value, header):
    known = {callback.name for callback in header.callbacks}
    if value.pointers or value.length or value.type in known:
        return "CData"
    return PYTHON.get(value.type, "int")


def stub(header):
    lines = [
        '"""Generated from nnlite.h by generate.py: the raw functions, constants and structs."""',
        "from typing import Any, Protocol",
        "",
        "CData = Any  # a pointer, array, struct or callback of cffi",
        "",
        "ffi: Any",
        "",
        "class Library(Protocol):",
        '    """What ffi.dlopen(libnnlite.so) gives."""',
        "",
    ]
    lines += [f"    {constant.name}: int" for constant in header.constants]
    for function in header.functions:
        parameters = [f"{p.name}: {python_type(p, header)}" for p in function.parameters]
        arguments = ", ".join(["self", *parameters]) + ", /"
        lines.append(f"    def {function.name}({arguments}) -> {python_type(function.result, header)}: ...")
    for struct in header.structs:
        lines += ["", f"class {struct.name}(Protocol):"]
        lines += [f"    {field.name}: {python_type(field, header)}" for field in struct.fields]
    return "\n".join(lines) + "\n"


def main(folder):
    header = declarations.read()
    ffi = cffi.FFI()
    ffi.cdef(c_text(header))
    ffi.set_source("nnlite._abi", None)
    ffi.emit_python_code(str(folder / "_abi.py"))
    (folder / "_abi.pyi").write_text(stub(header), encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "nnlite")
