"""clang-tidy and cppcheck over the compile commands of build/lint; cmake/lint.sh says how it is called."""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

# Kernels are compiled once for each instruction set, and looked at once.
OTHER_ISAS = re.compile(r"-DNNL_ISA=(sse42|avx512)\b")

CPPCHECK = ["--quiet", "--std=c++20", "--enable=warning,performance,portability", "--inconclusive", "--inline-suppr",
            "--library=posix", "--error-exitcode=1", "--template={file}:{line}: {message} [cppcheck-{id}]"]
# What compilers define, without which cppcheck takes the wrong branches.
CPPCHECK_DEFINES = ["__x86_64__", "__SSE__", "__SSE2__", "__GNUC__=12", "__linux__", "NNL_ISA=avx2"]


def compile_commands(build, root):
    """One command for each file, and one for the C++ header by itself as the oldest standard that it supports."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if not OTHER_ISAS.search(entry["command"]):
            commands[entry["file"]] = entry
    header = build / "nnlite_hpp.cpp"
    header.write_text("#include <nnlite/nnlite.hpp>\n")
    command = f"c++ -std=c++17 -Wall -Wextra -I{shlex.quote(str(root / 'include'))} -c {shlex.quote(str(header))}"
    commands[str(header)] = {"directory": str(build), "file": str(header), "command": command}
    return commands


class Includes:
    """Which files of the project a file includes, directly or not."""

    def __init__(self, root):
        self.folders = [root / "src", root / "capi", root / "include"]
        self.direct = {}

    def directly(self, path):
        if path not in self.direct:
            found = set()
            for name in re.findall(r'^\s*#\s*include\s*["<]([^">]+)[">]', path.read_text(), flags=re.M):
                found.update(folder / name for folder in [path.parent, *self.folders] if (folder / name).is_file())
            self.direct[path] = found
        return self.direct[path]

    def all(self, path):
        found, open_ends = {path}, [path]
        while open_ends:
            new = self.directly(open_ends.pop()) - found
            found |= new
            open_ends += new
        return sorted(found)


def fingerprint(entry, includes, common):
    """Changes whenever the findings could."""
    digest = hashlib.sha256(common)
    digest.update(entry["command"].encode())
    for path in includes.all(pathlib.Path(entry["file"])):
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def tidy(entry, database):
    """What clang-tidy says about a file."""
    run = subprocess.run(["clang-tidy", "--quiet", "-p", database, entry["file"]],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0 and not run.stdout:
        return run.stderr
    return run.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("files", nargs="*", help="only these sources")
    args = parser.parse_args()

    build = args.root / "build" / "lint"
    clean, database = build / "clean", build / "commands"
    clean.mkdir(exist_ok=True)
    database.mkdir(exist_ok=True)
    commands = compile_commands(build, args.root)
    (database / "compile_commands.json").write_text(json.dumps(list(commands.values()), indent=1))
    wanted = {str(pathlib.Path(file).resolve()) for file in args.files}
    if wanted - commands.keys():
        sys.exit(f"no source that is compiled: {' '.join(sorted(wanted - commands.keys()))}")

    version = subprocess.run(["clang-tidy", "--version"], check=True, stdout=subprocess.PIPE).stdout
    common = version + (args.root / ".clang-tidy").read_bytes()
    includes = Includes(args.root)
    stale = {}
    for file, entry in sorted(commands.items()):
        mark = clean / fingerprint(entry, includes, common)
        if (not wanted or file in wanted) and not mark.exists():
            stale[file] = mark

    findings = {}  # in their order; a header's are found by many files
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        running = {pool.submit(tidy, commands[file], database): file for file in stale}
        for number, done in enumerate(concurrent.futures.as_completed(running), 1):
            file = running[done]
            if done.result():
                new = [text for text in re.split(r"(?m)^(?=/.*: (?:warning|error): )", done.result()) if text not in findings]
                findings.update(dict.fromkeys(new))
                print("".join(new), end="", flush=True)
            else:
                stale[file].touch()
            if sys.stderr.isatty():
                print(f"{number}/{len(stale)} {os.path.relpath(file, args.root)}", end="\033[K\r", file=sys.stderr)
    print(f"clang-tidy: {len(stale)} of {len(wanted or commands)} files, {len(findings)} findings", flush=True)
    if wanted:
        return 1 if findings else 0

    cache = build / "cppcheck"
    cache.mkdir(exist_ok=True)
    cppcheck = subprocess.run(
        ["cppcheck", *CPPCHECK, *(f"-D{define}" for define in CPPCHECK_DEFINES), "-U_WIN32", "-j", str(args.jobs),
         f"--cppcheck-build-dir={cache}", "--suppressions-list=cmake/cppcheck.txt", "-Isrc", "-Icapi", "-Iinclude",
         "src", *sorted(str(path.relative_to(args.root)) for path in (args.root / "capi").glob("*.cpp"))],
        cwd=args.root)
    print("cppcheck:", "clean" if cppcheck.returncode == 0 else "findings")
    return 1 if findings or cppcheck.returncode != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
