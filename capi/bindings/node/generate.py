"""Writes src/declarations.js from nnlite.h; with --check says whether the committed file is what the header gives.

    python3 generate.py [--check]
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import declarations  # noqa: E402

TARGET = HERE / "src" / "declarations.js"

HEAD = """\
// Generated from nnlite.h by generate.py: do not edit.
//
// Types are koffi's. Pointers to elements are 'void *', so that typed arrays pass as they are; structs go 'in:NAME',
// come 'out:NAME' (as their _init function fills them) or do both, 'inout:NAME'.
"""


def bare(header, name):
    """The type behind a name: of handles and statuses that of their integers."""
    return header.aliases.get(name, name)


def parameter(header, function, value):
    structs = {struct.name for struct in header.structs}
    if value.type in structs:
        direction = "in" if value.const else "out" if function.endswith("_init") else "inout"
        return f"{direction}:{value.type}"
    if value.type == "char" and value.const and value.pointers == 1:
        return "str"
    if value.pointers or value.type in {callback.name for callback in header.callbacks}:
        return "void *"
    return bare(header, value.type)


def result(header, value):
    return "str" if value.type == "char" else bare(header, value.type)


def quoted(texts):
    return "[" + ", ".join(f"'{text}'" for text in texts) + "]"


def text():
    header = declarations.read()
    lines = [HEAD, "export const constants = Object.freeze({"]
    lines += [f"  {constant.name}: {constant.value}," for constant in header.constants]
    lines += ["});", "", "// Fields as [type, length of an array or 0, the type's name in nnlite.h].", "export const structs = {"]
    for struct in header.structs:
        lines.append(f"  {struct.name}: {{")
        for field in struct.fields:
            lines.append(f"    {field.name}: ['{bare(header, field.type)}', {field.length}, '{field.type}'],")
        lines.append("  },")
    lines += ["};", "", "// Each as [type of the result, types of the parameters]."]
    for title, entries in (("callbacks", header.callbacks), ("functions", header.functions)):
        lines.append(f"export const {title} = {{")
        for entry in entries:
            if title == "callbacks":  # what comes to the host is decoded there
                types = ["void *" if value.pointers else bare(header, value.type) for value in entry.parameters]
            else:
                types = [parameter(header, entry.name, value) for value in entry.parameters]
            lines.append(f"  {entry.name}: ['{result(header, entry.result)}', {quoted(types)}],")
        lines += ["};", ""]
    return "\n".join(lines[:-1]) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        if TARGET.read_text(encoding="utf-8") != text():
            sys.exit("generate.py: src/declarations.js is not what nnlite.h gives; run generate.py")
    else:
        TARGET.write_text(text(), encoding="utf-8")
