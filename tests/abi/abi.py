"""The binary interface of released versions against today's header: anything but an addition fails.

    python3 abi.py check [--compiler CC]     compares with each version that is kept in v*/
    python3 abi.py keep [--compiler CC]      keeps today's header, and a dump of what it declares, as those of its version
    python3 abi.py selftest [--compiler CC]  shows that what must fail does

Kept are v<version>/nnlite/nnlite.h and v<version>/nnlite.abi, a dump by abidw (libabigail) of a library that defines what the header
declares, with debug information, and does nothing: so the library itself needs none. That it exports what the header declares, as
declared, is shown by its own compilation and by tests/exports. Constants, which no dump has, are compared as the headers give them.
`check` ends with 77 where libabigail (abigail-tools) is missing, after it has compared the headers alone.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "capi" / "bindings"), str(ROOT / "tests" / "support")]
import declarations
import nnlite_h


def version_of(header):
    values = {constant.name: constant.value for constant in declarations.read(header).constants}
    return ".".join(str(values[f"NNL_VERSION_{part}"]) for part in ("MAJOR", "MINOR", "PATCH"))


def build_stub(include, compiler, folder):
    """A library that defines all that the header in `include` declares, with debug information."""
    lines = ["#include <nnlite/nnlite.h>"]
    for prototype in nnlite_h.functions(nnlite_h.read_header(compiler, include)).values():
        lines.append(prototype.removesuffix(";") + (" {}" if prototype.startswith("void ") else " { return 0; }"))
    source, library = folder / "stub.c", folder / "libnnlite.so"
    source.write_text("\n".join(lines) + "\n")
    major = version_of(include / "nnlite" / "nnlite.h").split(".")[0]
    subprocess.run(
        [compiler, "-std=c99", "-g", "-O0", "-shared", "-fPIC", "-fvisibility=hidden", "-DNNL_BUILDING", f"-I{include}",
         f"-Wl,-soname,libnnlite.so.{major}", f"-Wl,--version-script={ROOT / 'capi' / 'nnlite.map'}", source, "-o", library],
        check=True,
    )
    return library


def dump(library, file):
    options = ["--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-elf-needed", "--no-architecture",
               "--no-write-default-sizes", "--type-id-style", "hash"]
    subprocess.run(["abidw", *options, "--out-file", file, library], check=True)


def shape(values):
    return [(value.type, value.pointers, value.const, value.length) for value in values]


def kept_fields(struct, later):
    """Whether a struct of the later header begins with the fields of this one; more may follow, since structs carry their size."""
    fields = next((other.fields for other in later.structs if other.name == struct.name), [])[: len(struct.fields)]
    return shape(fields) == shape(struct.fields) and [f.name for f in fields] == [f.name for f in struct.fields]


def header_findings(before, after):
    """What a header declares no more, or otherwise, than an older one."""
    findings = []
    constants = {constant.name: constant.value for constant in after.constants}
    for constant in before.constants:
        # A later version has another number, and that is all.
        if not re.fullmatch(r"NNL_VERSION_(MINOR|PATCH)", constant.name) and constants.get(constant.name) != constant.value:
            findings.append(f"{constant.name} was {constant.value} and is {constants.get(constant.name, 'gone')}")
    for alias, known in before.aliases.items():
        if after.aliases.get(alias) != known:
            findings.append(f"{alias} was {known} and is {after.aliases.get(alias, 'gone')}")
    for kind in ("functions", "callbacks"):
        there = {function.name: function for function in getattr(after, kind)}
        for function in getattr(before, kind):
            now = there.get(function.name)
            if not now:
                findings.append(f"{function.name} is gone")
            elif shape([now.result, *now.parameters]) != shape([function.result, *function.parameters]):
                findings.append(f"{function.name} takes or gives something else")
    for struct in before.structs:
        if not kept_fields(struct, after):
            findings.append(f"{struct.name} no longer begins with the same fields")
    return findings


def grown(before, after):
    """The names of the structs that have more fields than before, behind the same ones."""
    sizes = {struct.name: len(struct.fields) for struct in after.structs}
    return [s.name for s in before.structs if kept_fields(s, after) and sizes[s.name] > len(s.fields)]


def binary_findings(old_dump, library, passed_over, folder):
    """What abidiff has against a library, additions and the structs passed over aside. (Its own way to pass over fields that are added
    at the end does so with whatever else has changed in the struct.)"""
    suppressions, today = folder / "grown.abignore", folder / "today.abi"
    suppressions.write_text("".join(f"[suppress_type]\n  type_kind = struct\n  name = {name}\n" for name in passed_over))
    dump(library, today)
    command = ["abidiff", "--no-added-syms", "--suppressions", suppressions, old_dump, today]
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    return [result.stdout.strip()] if result.returncode != 0 else []


def findings_against(version, include, compiler, folder):
    """Those of the headers, and those of the dumps; None where there is no libabigail."""
    before, after = (declarations.read(place / "nnlite" / "nnlite.h") for place in (version, include))
    of_headers = header_findings(before, after)
    if not shutil.which("abidiff"):
        return of_headers, None
    library = build_stub(include, compiler, folder)
    return of_headers, binary_findings(version / "nnlite.abi", library, grown(before, after), folder)


def check(compiler):
    versions = sorted(path for path in HERE.glob("v*") if path.is_dir())
    failed = not versions
    for version in versions:
        with tempfile.TemporaryDirectory() as folder:
            of_headers, of_dumps = findings_against(version, ROOT / "include", compiler, pathlib.Path(folder))
        for finding in [*of_headers, *(of_dumps or [])]:
            print(f"{version.name}: {finding}")
            failed = True
    print(f"today's interface is compared with {', '.join(version.name for version in versions)}")
    if failed:
        return 1
    if not shutil.which("abidiff"):
        print("libabigail is not installed: only the headers were compared")
        return 77
    return 0


def keep(compiler):
    header = ROOT / "include" / "nnlite" / "nnlite.h"
    version = HERE / f"v{version_of(header)}"
    (version / "nnlite").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(header, version / "nnlite" / "nnlite.h")
    with tempfile.TemporaryDirectory() as folder:
        dump(build_stub(ROOT / "include", compiler, pathlib.Path(folder)), version / "nnlite.abi")
    print(f"{version.name} is kept")
    return 0


# Changes of the header: what they are, the text, and what stands there instead.
BREAKS = {
    "a function is gone": (r"NNL_API [^;]*\bnnl_relu\([^;]*;", ""),
    "a parameter has another type": (r"(nnl_leaky_relu\(nnl_tensor x, )double", r"\1float"),
    "a parameter is gone": (r"(nnl_softmax\(nnl_tensor x), int64_t axis", r"\1"),
    "a field is at another place": (r"(int32_t nesterov;[^\n]*\n)(\s*int32_t maximize;[^\n]*\n)", r"\2\1"),
    "a field is inserted": (r"(  int32_t nesterov;)", r"  int64_t inserted;\n\1"),
    "a field is gone": (r"  double weight_decay;[^\n]*\n(\} nnl_sgd_options)", r"\1"),
    "a field is wider, and one is added behind it": (
        r"int32_t epoch_ended;([^}]*)\} nnl_fit_progress", r"int64_t epoch_ended;\1  int64_t added;\n} nnl_fit_progress"),
    "a callback takes something else": (r"(nnl_release_callback\)\()void\* user_data", r"\1int32_t user_data"),
    "a constant is another number": (r"NNL_DTYPE_MISMATCH = 40", "NNL_DTYPE_MISMATCH = 41"),
    "a constant is gone": (r"  NNL_CANCELLED = 110,\n", ""),
    "a handle is another type": (r"typedef int64_t nnl_module;", "typedef int32_t nnl_module;"),
    "another version begins": (r"NNL_VERSION_MAJOR = 1", "NNL_VERSION_MAJOR = 2"),
}
ADDITIONS = {
    "a function": (r"(NNL_API [^;]*\bnnl_relu\()", r"NNL_API nnl_status NNL_CALL nnl_added(nnl_tensor x);\n\1"),
    "a field at the end": (r"(\} nnl_sgd_options;)", r"  double added;\n\1"),
    "a constant": (r"  NNL_CANCELLED = 110,\n", "  NNL_CANCELLED = 110,\n  NNL_ADDED = 115,\n"),
    "the next version": (r"NNL_VERSION_MINOR = \d+", "NNL_VERSION_MINOR = 77"),
    "a comment": (r"/\* max\(x, 0\)", "/* the greater of x and 0"),
}


def selftest(compiler):
    header = (ROOT / "include" / "nnlite" / "nnlite.h").read_text(encoding="utf-8")
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kept, changed = folder / "kept", folder / "changed"
        for place in (kept, changed):
            (place / "nnlite").mkdir(parents=True)
        (kept / "nnlite" / "nnlite.h").write_text(header, encoding="utf-8")
        if shutil.which("abidw"):
            dump(build_stub(kept, compiler, folder), kept / "nnlite.abi")
        for allowed, changes in ((False, BREAKS), (True, ADDITIONS)):
            for what, (pattern, replacement) in changes.items():
                text, times = re.subn(pattern, replacement, header, count=1)
                assert times == 1, f"the header has nothing for: {what}"
                (changed / "nnlite" / "nnlite.h").write_text(text, encoding="utf-8")
                of_headers, of_dumps = findings_against(kept, changed, compiler, folder)
                if "constant" in what:
                    of_dumps = None  # which have none
                for findings in (of_headers, of_dumps):
                    if findings is not None and bool(findings) == allowed:
                        failed = True
                        print(f"{what}: {findings or 'was not found'}")
    print(f"{len(BREAKS)} breaks and {len(ADDITIONS)} additions")
    return int(failed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = {"check": check, "keep": keep, "selftest": selftest}
    parser.add_argument("action", choices=actions)
    parser.add_argument("--compiler", default="cc")
    args = parser.parse_args()
    return actions[args.action](args.compiler)


if __name__ == "__main__":
    sys.exit(main())
