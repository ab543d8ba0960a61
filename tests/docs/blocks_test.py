"""Runs every block of code on the topic pages, capi/docs/*.md, against an installation of nnlite.

A block of C (C99), C++ (C++17) or Python is run as a program, one of sh as a script. Of C and C++, one without a main is
the body of one; it finds the usual headers included and in C a function `check`, which ends the program on a failure. A
block of text is what the block before it prints. Blocks of other languages must be files. An HTML comment on the line before
a block says more:

    <!-- continues -->     it goes on where the block before it in its language ended; both are run as one
    <!-- file: NAME -->    it is not run but saved as NAME, for the blocks after it
    <!-- c++20 -->         it is C++20

All blocks of a page are run in one folder, in order. pkg-config, CMake and the dynamic linker find the installation there,
and Python the module nnlite_header. What needs torch or safetensors is skipped where they are not at hand, and so said.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"(?:^<!-- *(.*?) *-->\n)?^```([\w+]*)\n(.*?)^```$", flags=re.S | re.M)
C_BEGIN = """#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <nnlite/nnlite.h>
static void check(nnl_status status) {
  if (status == NNL_OK) return;
  fprintf(stderr, "%s: %s\\n", nnl_last_error_function(), nnl_last_error_message());
  exit(1);
}
"""
CPP_BEGIN = """#include <cstdio>
#include <string>
#include <thread>
#include <vector>
#include <nnlite/nnlite.hpp>
"""
OPTIONAL_MODULES = ("torch", "safetensors")


class Chain:
    """Blocks that are run as one, and what they print in all."""

    def __init__(self, line, language, marker):
        self.line, self.language, self.marker = line, language, marker
        self.code, self.output = "", None


def chains(page):
    """Those of a page in order. What is wrong with the page's markers ends the test."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        marker, language, code = match[1] or "", match[2], match[3]
        line = text.count("\n", 0, match.start(3)) + 1
        if language == "text":
            found[-1].output = (found[-1].output or "") + code
        elif marker == "continues":
            last = next(chain for chain in reversed(found) if chain.language == language)
            found.remove(last)
            found.append(last)
            last.code += code
        elif not marker or marker == "c++20" or marker.startswith("file: "):
            found.append(Chain(line, language, marker))
            found[-1].code = code
        else:
            sys.exit(f"{page.name}:{line}: no such marker: {marker}")
    return found


def whole_program(code, begin):
    """The code as a program that has a main."""
    if re.search(r"^int main\(", code, flags=re.M):
        return code
    includes = "".join(re.findall(r"^#include.*\n", code, flags=re.M))
    body = re.sub(r"^#include.*\n", "", code, flags=re.M)
    return f"{begin}{includes}int main(void) {{\n{body}return 0;\n}}\n"


class Runner:
    def __init__(self, args):
        self.args = args
        prefix, libdir = args.out / "installed", args.out / "installed" / args.libdir
        shutil.rmtree(args.out, ignore_errors=True)
        subprocess.run(
            [args.cmake, "--install", args.build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL
        )
        self.environment = {
            **os.environ, "CC": args.cc, "CXX": args.cxx, "CMAKE_PREFIX_PATH": str(prefix), "LD_LIBRARY_PATH": str(libdir),
            "PKG_CONFIG_PATH": str(libdir / "pkgconfig"), "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "capi" / "examples"), os.environ.get("PYTHONPATH", "")]),
        }
        flags = subprocess.run(
            ["pkg-config", "--cflags", "--libs", "nnlite"], check=True, text=True, stdout=subprocess.PIPE, env=self.environment
        ).stdout.split()
        warnings = ["-Wall", "-Wextra", "-pedantic", "-Werror", "-Wno-unused"]
        self.compilers = {
            "c": [args.cc, "-std=c99", *warnings, "block.c", *flags, "-lm", "-o", "block"],
            "cpp": [args.cxx, "-std=c++17", *warnings, "-pthread", "block.cpp", *flags, "-o", "block"],
        }

    def execute(self, command, folder):
        return subprocess.run(
            command, cwd=folder, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def python_for(self, code, folder):
        """An interpreter that has the modules which the code imports, or None with the reason."""
        imports = "\n".join(f"import {name}" for name in OPTIONAL_MODULES if re.search(rf"^(import|from) {name}\b", code, re.M))
        for python in dict.fromkeys([sys.executable, "/usr/bin/python3"]):
            result = self.execute([python, "-c", imports], folder)
            if result.returncode == 0:
                return python, None
        return None, result.stdout.strip().splitlines()[-1]

    def run(self, chain, folder):
        """The result, or the reason why it was skipped."""
        if chain.language in self.compilers:
            begin = C_BEGIN if chain.language == "c" else CPP_BEGIN
            source = folder / f"block.{chain.language}"
            source.write_text(whole_program(chain.code, begin), encoding="utf-8")
            compiler = [chain.marker and a.replace("c++17", chain.marker) or a for a in self.compilers[chain.language]]
            result = self.execute(compiler, folder)
            return self.execute(["./block"], folder) if result.returncode == 0 else result
        if chain.language == "sh":
            return self.execute(["sh", "-eu", "-c", chain.code], folder)
        python, reason = self.python_for(chain.code, folder)
        return self.execute([python, "-c", chain.code], folder) if python else reason


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cmake", "build", "libdir", "cc", "cxx"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("pages", nargs="*", help="names of pages; all without")
    args = parser.parse_args()
    runner = Runner(args)
    counts, failures, skipped = {}, 0, 0
    for page in sorted((ROOT / "capi" / "docs").glob("*.md")):
        if args.pages and page.stem not in args.pages:
            continue
        folder = args.out / page.stem
        folder.mkdir()
        for chain in chains(page):
            if chain.marker.startswith("file: "):
                (folder / chain.marker.removeprefix("file: ")).write_text(chain.code, encoding="utf-8")
                continue
            if chain.language not in ("c", "cpp", "python", "sh"):
                sys.exit(f"{page.name}:{chain.line}: no way to run a block of '{chain.language}'")
            result = runner.run(chain, folder)
            if isinstance(result, str):
                skipped += 1
                print(f"{page.name}:{chain.line}: skipped: {result}")
                continue
            counts[chain.language] = counts.get(chain.language, 0) + 1
            expected = result.stdout if chain.output is None else chain.output
            if result.returncode != 0 or result.stdout != expected:
                failures += 1
                print(f"{page.name}:{chain.line}: exit status {result.returncode}, and it prints\n{result.stdout}")
                if result.stdout != expected:
                    print(f"where the page has\n{expected}")
    print(", ".join(f"{count} of {language}" for language, count in counts.items()), f"run; {skipped} skipped")
    sys.exit(f"{failures} blocks failed" if failures else 0)


if __name__ == "__main__":
    main()
