"""Writes nnlite/declarations.lua from nnlite.h; with --check says whether the committed file is what the header gives.

    python3 generate.py [--check]
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import declarations  # noqa: E402

TARGET = HERE / "nnlite" / "declarations.lua"


def c_value(value):
    const = "const " if value.const else ""
    length = f"[{value.length}]" if value.length else ""
    return f"{const}{value.type}{'*' * value.pointers} {value.name}".rstrip() + length


def c_parameters(parameters):
    return ", ".join(c_value(parameter) for parameter in parameters) or "void"


def text():
    header = declarations.read()
    lines = ["-- Generated from nnlite.h by generate.py: do not edit.", "", "local declarations = {}", "", "declarations.cdef = [["]
    lines += [f"typedef {known} {name};" for name, known in header.aliases.items()]
    for struct in header.structs:
        fields = " ".join(f"{c_value(field)};" for field in struct.fields)
        lines.append(f"typedef struct {struct.name} {{ {fields} }} {struct.name};")
    for callback in header.callbacks:
        lines.append(f"typedef {c_value(callback.result)} (*{callback.name})({c_parameters(callback.parameters)});")
    for function in header.functions:
        lines.append(f"{c_value(function.result)} {function.name}({c_parameters(function.parameters)});")
    lines += ["]]", "", "declarations.constants = {"]
    lines += [f"  {constant.name} = {constant.value}," for constant in header.constants]
    lines += ["}", "", "-- Fields in order, each as {name, type, length of an array or 0}.", "declarations.structs = {"]
    for struct in header.structs:
        lines.append(f"  {struct.name} = {{")
        for field in struct.fields:
            lines.append(f'    {{ "{field.name}", "{header.aliases.get(field.type, field.type)}", {field.length} }},')
        lines.append("  },")
    lines += ["}", "", "declarations.functions = {"]
    lines += [f'  "{function.name}",' for function in header.functions]
    lines += ["}", "", "return declarations"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        if TARGET.read_text(encoding="utf-8") != text():
            sys.exit("generate.py: nnlite/declarations.lua is not what nnlite.h gives; run generate.py")
    else:
        TARGET.write_text(text(), encoding="utf-8")
