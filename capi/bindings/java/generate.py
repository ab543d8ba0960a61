"""Writes the raw declarations of nnlite.h as Java: one abstract method for each function, and two classes that carry
them out, over the foreign-function API and over JNA. Pointers are Java longs.

    python3 generate.py            # writes the files beside this script
    python3 generate.py --check    # fails if they are not what the header gives
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import declarations  # noqa: E402

JAVA = {"int32_t": "int", "uint32_t": "int", "int64_t": "long", "double": "double", "void": "void"}
CODE = {"int": "I", "long": "J", "double": "D"}
SIZE = {"int": 4, "long": 8, "double": 8}
ERRORS = ["nnl_last_error_status", "nnl_last_error_message", "nnl_last_error_function", "nnl_last_error_argument",
          "nnl_set_last_error"]
HEAD = "// Made by generate.py from nnlite.h; do not change it by hand.\npackage org.nnlite;\n\n"


def java_type(header, value):
    if value.pointers or value.type in {callback.name for callback in header.callbacks}:
        return "long"
    return JAVA[header.aliases.get(value.type, value.type)]


def camel(name):
    words = name.removeprefix("nnl_").split("_")
    return words[0] + "".join(word.capitalize() for word in words[1:])


def signature(header, function):
    """Its Java result, and its parameters as (type, name)."""
    parameters = [(java_type(header, value), camel(value.name)) for value in function.parameters]
    return java_type(header, function.result), parameters


def declared(parameters):
    return ", ".join(f"{kind} {name}" for kind, name in parameters)


def passed(parameters):
    return ", ".join(name for _, name in parameters)


def native(header):
    lines = [HEAD + "/** The functions of nnlite.h, as it has them; pointers are addresses. */\nabstract class Native {\n"]
    for function in header.functions:
        result, parameters = signature(header, function)
        lines.append(f"  abstract {result} {function.name}({declared(parameters)});\n")
    return "\n".join(lines) + "}\n"


def ffm(header):
    lines = [HEAD + "import java.lang.foreign.SymbolLookup;\nimport java.lang.invoke.MethodHandle;\n"
             "import java.util.Objects;\n\n"
             "/** The functions by the foreign-function API; each is looked up at its first call. */\n"
             "final class FfmNative extends Native {\n"
             "  private static SymbolLookup library;\n\n"
             "  FfmNative(SymbolLookup lookup) {\n    library = lookup;\n    findErrors();\n  }\n\n"
             "  /** Looks up what reports errors: that must not wait until the stack has no room for it. */\n"
             "  private static void findErrors() {\n"
             + "".join(f"    Objects.requireNonNull(Of_{name}.CALL);\n" for name in ERRORS) + "  }\n\n"
             "  private static MethodHandle find(String name, String types) {\n"
             "    return FfmBackend.function(library, name, types);\n  }\n"]
    for function in header.functions:
        result, parameters = signature(header, function)
        types = "".join(CODE[kind] for kind, _ in parameters) + CODE.get(result, "V")
        call = f"Of_{function.name}.CALL.invokeExact({passed(parameters)})"
        call = f"{call};" if result == "void" else f"return ({result}) {call};"
        lines.append(f"""  private static final class Of_{function.name} {{
    static final MethodHandle CALL = find("{function.name}", "{types}");
  }}

  @Override
  {result} {function.name}({declared(parameters)}) {{
    try {{
      {call}
    }} catch (Throwable problem) {{
      throw FfmBackend.unexpected(problem);
    }}
  }}
""")
    return "\n".join(lines) + "}\n"


def jna(header):
    lines = [HEAD + "import com.sun.jna.NativeLibrary;\n\n"
             "/** The functions by JNA's direct mapping. */\nfinal class JnaNative extends Native {\n"
             "  JnaNative(NativeLibrary library) {\n    com.sun.jna.Native.register(Direct.class, library);\n  }\n"]
    for function in header.functions:
        result, parameters = signature(header, function)
        back = "" if result == "void" else "return "
        lines.append(f"""  @Override
  {result} {function.name}({declared(parameters)}) {{
    {back}Direct.{function.name}({passed(parameters)});
  }}
""")
    lines.append("  private static final class Direct {")
    for function in header.functions:
        result, parameters = signature(header, function)
        lines.append(f"    static native {result} {function.name}({declared(parameters)});\n")
    return "\n".join(lines).rstrip() + "\n  }\n}\n"


def constants(header):
    lines = [HEAD + "/** The constants of nnlite.h. */\nfinal class Constants {\n  private Constants() {}\n"]
    for constant in header.constants:
        lines.append(f"  static final int {constant.name} = {constant.value};")
    return "\n".join(lines) + "\n}\n"


def layout(header):
    lines = [HEAD + "/** Sizes of the structs of nnlite.h, and offsets of their fields, in bytes. */\n"
             "final class Layout {\n  private Layout() {}\n"]
    for struct in header.structs:
        name = camel(struct.name)
        fields, offset = [], 0
        for field in struct.fields:
            size = SIZE[java_type(header, field)]
            offset = -(-offset // size) * size
            fields.append(f"    static final int {field.name.upper()} = {offset};")
            offset += size * max(field.length, 1)
        lines += [f"  static final class {name[0].upper() + name[1:]} {{",
                  f"    static final int SIZE = {-(-offset // 8) * 8};", *fields, "  }\n"]
    return "\n".join(lines).rstrip() + "\n}\n"


def main():
    header = declarations.read()
    here = HERE / "src/main"
    files = {
        here / "java/org/nnlite/Native.java": native(header),
        here / "java/org/nnlite/JnaNative.java": jna(header),
        here / "java/org/nnlite/Constants.java": constants(header),
        here / "java/org/nnlite/Layout.java": layout(header),
        here / "java22/org/nnlite/FfmNative.java": ffm(header),
    }
    if "--check" not in sys.argv[1:]:
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
        return
    stale = [path.name for path, text in files.items()
             if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if stale:
        sys.exit(f"generate.py: not what nnlite.h gives: {', '.join(stale)}; run python3 generate.py")


if __name__ == "__main__":
    main()
