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

MOST_IN_BUNDLE = 12
NO_NAME = r"\d.*||enum|class|struct|int|\w+_t|sizeof|const|constexpr|constinit|alignas|nullptr|true|false|gnu|requires|operator"

CPPCHECK = ["--quiet", "--std=c++20", "--enable=warning,performance,portability", "--inconclusive", "--inline-suppr",
            "--library=posix", "--error-exitcode=1", "--template={file}:{line}: {message} [cppcheck-{id}]"]
# What compilers define, without which cppcheck takes the wrong branches.
CPPCHECK_DEFINES = ["__x86_64__", "__SSE__", "__SSE2__", "__GNUC__=12", "__linux__", "NNL_ISA=avx2"]


def local_names(path):
    """What a source declares for itself alone, more or less: two of one name cannot be looked at together."""
    names, inside, in_enum = set(), False, False
    for line in path.read_text().splitlines():
        if line == "namespace {" or line.startswith("}  // namespace"):
            inside = line == "namespace {"
            continue
        if line.startswith("#define"):
            names.add(re.split(r"\W+", line)[2])
        in_enum = inside and (in_enum or line.startswith("enum")) and "}" not in line
        if in_enum or line.startswith("enum"):
            names.update(re.findall(r"\w+", line))
        elif (inside or line.startswith("static")) and re.match(r"[a-zA-Z:\[]", line) and not line.startswith("template"):
            # A function's parameters are no names of the file.
            declared = re.findall(r"(\w+)(?=\s*[({=;\[]| :|$)", line)
            names.update(declared[:1] if re.match(r"[^=]*\(", line) else declared)
    return {name for name in names if not re.fullmatch(NO_NAME, name)}


def bundles(build, root):
    """Groups of sources that have one folder and the same options and can be looked at as one, which spares going through
    the headers of the libraries for each; and the C++ header by itself, in the oldest standard that it supports."""
    groups = []  # [options, names, files]
    for entry in sorted(json.loads((build / "compile_commands.json").read_text()), key=lambda entry: entry["file"]):
        if OTHER_ISAS.search(entry["command"]):
            continue
        path = pathlib.Path(entry["file"])
        options = re.sub(r" -o \S+ -c \S+$", "", entry["command"])
        names = local_names(path)
        for group in groups:
            fits = group[0] == options and group[2][0].parent == path.parent and len(group[2]) < MOST_IN_BUNDLE
            if fits and path.suffix == ".cpp" and not group[1] & names:
                group[1].update(names)
                group[2].append(path)
                break
        else:
            groups.append([options, set(names), [path]])
    header = root / "include" / "nnlite" / "nnlite.hpp"
    groups.append([f"c++ -std=c++17 -Wall -Wextra -I{shlex.quote(str(root / 'include'))}", set(), [header]])
    return [(options, files) for options, _, files in groups]


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


def fingerprint(bundle, includes, common):
    """Changes whenever the findings could."""
    options, files = bundle
    digest = hashlib.sha256(common + options.encode())
    for path in sorted(set().union(*(includes.all(file) for file in files))):
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def tidy(bundle, folder):
    """What clang-tidy says about the sources."""
    options, files = bundle
    folder.mkdir(exist_ok=True)
    if len(files) == 1 and files[0].suffix != ".hpp":
        source = files[0]
    else:
        source = folder / "bundle.cpp"
        source.write_text("".join(f'#include "{file}"  // NOLINT\n' for file in files))
    (folder / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(folder), "file": str(source), "command": f"{options} -c {shlex.quote(str(source))}"}]))
    run = subprocess.run(["clang-tidy", "--quiet", "-p", folder, source],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if "clang-diagnostic-error" in run.stdout and len(files) > 1:
        return "".join(tidy((options, [file]), folder) for file in files)
    return run.stderr if run.returncode != 0 and not run.stdout else run.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("files", nargs="*", help="only these sources")
    args = parser.parse_args()

    build = args.root / "build" / "lint"
    clean = build / "clean"
    clean.mkdir(exist_ok=True)
    version = subprocess.run(["clang-tidy", "--version"], check=True, stdout=subprocess.PIPE).stdout
    common = version + (args.root / ".clang-tidy").read_bytes()
    includes = Includes(args.root)
    wanted = {pathlib.Path(file).resolve() for file in args.files}
    stale = []
    for number, bundle in enumerate(bundles(build, args.root)):
        mark = clean / fingerprint(bundle, includes, common)
        if (not wanted or wanted.intersection(bundle[1])) and not mark.exists():
            stale.append((bundle, build / f"bundle{number}", mark))

    findings = {}  # in their order; a header's are found by many
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        running = {pool.submit(tidy, bundle, folder): (bundle, mark) for bundle, folder, mark in stale}
        for number, done in enumerate(concurrent.futures.as_completed(running), 1):
            bundle, mark = running[done]
            if done.result():
                new = [text for text in re.split(r"(?m)^(?=/.*: (?:warning|error): )", done.result()) if text not in findings]
                findings.update(dict.fromkeys(new))
                print("".join(new), end="", flush=True)
            else:
                mark.touch()
            print(f"{number}/{len(stale)}: {bundle[1][0].parent.relative_to(args.root)}, {len(bundle[1])} files", flush=True)
    print(f"clang-tidy: {len(findings)} findings", flush=True)
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
