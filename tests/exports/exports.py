"""Holds libnnlite.so against nnlite.h: what it exports, under which version, what it needs, and that the C tests call
all of it."""

import argparse
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from nnlite_h import functions, read_header

ALLOWED_NEEDED = r"(libc|libm|libstdc\+\+|libgcc_s|ld-linux.*)\.so\.\d+"


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def exported_symbols(library):
    """Name to version node of each exported symbol; the nodes themselves are left out."""
    symbols = {}
    for line in output_of("nm", "-D", "--defined-only", "--with-symbol-versions", library).splitlines():
        kind, name = line.split()[-2:]
        if kind != "A":
            name, _, version = name.partition("@")
            symbols[name] = version.lstrip("@")
    return symbols


def thread_local_faults(library):
    """What could make a thread's first call fail: data that is only allocated then, or too much of it to be reserved
    when the library is loaded while a program runs (glibc keeps 1,664 bytes for all libraries)."""
    if "STATIC_TLS" not in output_of("readelf", "-dW", library):
        return ["thread-local data is not of the initial-exec model"]
    segment = next(line for line in output_of("readelf", "-lW", library).splitlines() if line.split()[:1] == ["TLS"])
    size = int(segment.split()[5], 16)
    return [f"{size} bytes of thread-local data are too many"] if size > 848 else []


def called_names(tests):
    """Every identifier followed by a parenthesis in the C files of the tests, comments and strings aside."""
    names = set()
    for path in tests.rglob("*.c"):
        text = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', " ", path.read_text(), flags=re.S)
        names.update(re.findall(r"\b(nnl_\w+)\s*\(", text))
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True)
    parser.add_argument("--soname", required=True)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--also-needs", metavar="REGEX", help="further libraries that this build may need")
    args = parser.parse_args()

    declared = functions(read_header(args.compiler, args.source / "include")).keys()
    exported = exported_symbols(args.library)
    called = called_names(args.source / "tests")
    nodes = set(re.findall(r"^(\w+)\s*\{", (args.source / "capi" / "nnlite.map").read_text(), flags=re.M))
    dynamic = output_of("readelf", "--dynamic", "--wide", args.library)
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
    allowed = "|".join(filter(None, [ALLOWED_NEEDED, args.also_needs]))

    findings = {
        "nnlite.h declares no function": [] if declared else ["nnl_*"],
        "exported, but not named nnl_*": [name for name in exported if not name.startswith("nnl_")],
        "exported, but not declared in nnlite.h": exported.keys() - declared,
        "declared in nnlite.h, but not exported": declared - exported.keys(),
        "exported under no version node of nnlite.map": [n for n, version in exported.items() if version not in nodes],
        "declared in nnlite.h, but called by no C file under tests": declared - called,
        "needed at run time, but not part of the system's C and C++ libraries": [
            name for name in needed if not re.fullmatch(allowed, name)
        ],
        "not the library's SONAME": [] if re.search(rf"\(SONAME\).*\[{re.escape(args.soname)}\]", dynamic) else [args.soname],
        "not marked": [] if "NODELETE" in dynamic else ["NODELETE"],
        "when a thread makes its first call": thread_local_faults(args.library),
    }
    failed = False
    for finding, names in findings.items():
        for name in sorted(names):
            failed = True
            print(f"{finding}: {name}")
    print(f"{len(declared)} functions declared, {len(exported)} exported, needs {' '.join(needed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
