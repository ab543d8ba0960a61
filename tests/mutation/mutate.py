"""Changes one comparison or arithmetic operator of src/ops, src/nn or src/optim at a time, and sees whether a test notices.

    python3 mutate.py BUILD_FOLDER [--sample N] [--seed S] [--only TEXT] [--jobs J] [--list]

A mutant is compiled without optimisation, linked into the test programs in place of the file's own object, and is caught when a
test of a room fails, crashes, or takes far too long. What does not compile is no mutant. The build folder holds the programs
test_<room>; nothing in it changes. --only takes the mutants whose description holds a text, such as src/nn/conv.cpp:4.
Ends with status 1 if fewer than 90 in 100 are caught.
"""

import argparse
import functools
import random
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
MUTATED = ["ops", "nn", "optim"]
# The rooms whose tests are asked, the mutant's own first.
ASKED = {
    "ops": ["ops", "nn", "numbers", "train", "autograd", "optim"],
    "nn": ["nn", "numbers", "train", "io", "ops"],
    "optim": ["optim", "numbers", "train", "io"],
}
WANTED = 0.9
MEMORY = 16 << 30  # bytes of address space that a test may take


def commands(build: Path, target: str) -> list[str]:
    text = subprocess.run(
        ["ninja", "-C", build, "-t", "commands", target], check=True, capture_output=True, text=True
    ).stdout
    return text.splitlines()


class Build:
    """The commands of a build folder, changed for mutants."""

    def __init__(self, folder: Path):
        self.folder = folder
        rooms = sorted({room for asked in ASKED.values() for room in asked})
        self.compile: dict[str, list[str]] = {}
        self.link: dict[str, list[str]] = {}
        for room in rooms:
            lines = commands(folder, f"tests/test_{room}")
            words = shlex.split(lines[-1])
            start = words.index("&&") + 1  # what follows the second one finds the program's tests
            self.link[room] = words[start : words.index("&&", start)]
            for line in lines:
                words = shlex.split(line)
                if "-c" in words and (source := words[words.index("-c") + 1]).startswith(f"{ROOT}/src/"):
                    self.compile[str(Path(source).relative_to(ROOT))] = words
        self.fast_linker = ["-fuse-ld=gold"] if self.run(["ld.gold", "--version"]) == 0 else []

    def run(self, command: list[str], timeout: float = 600) -> int | None:
        """The status, or None where there is none in time."""
        try:
            return subprocess.run(
                command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=timeout
            ).returncode
        except subprocess.TimeoutExpired:
            return None
        except FileNotFoundError:
            return 127

    def test(self, program: Path, folder: Path, timeout: float) -> bool:
        """Whether all tests of a program pass."""
        try:
            return (
                subprocess.run(
                    [program, "--gtest_brief=1", "--gtest_fail_fast"],
                    cwd=folder,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=timeout,
                    preexec_fn=limit,
                ).returncode
                == 0
            )
        except subprocess.TimeoutExpired:
            return False

    @functools.cache
    def time_of(self, room: str) -> float:
        """Seconds that the tests take as they are; they must pass."""
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            if not self.test(self.folder / "tests" / f"test_{room}", Path(folder), 600):
                sys.exit(f"mutate.py: test_{room} fails without any mutant")
        return time.monotonic() - start

    def object_of(self, file: str, source: Path, result: Path) -> bool:
        """Compiles a source in a file's place, without optimisation."""
        words = self.compile[file]
        output = words.index("-o")
        kept = [w for w in words[:output] if w not in ("-Werror", "ccache") and not w.startswith(("-M", "CMakeFiles"))]
        kept = [w for i, w in enumerate(kept) if not w.endswith(".o") and not w.endswith(".o.d")]
        return self.run([*kept, "-w", "-O0", "-o", str(result), "-c", str(source)]) == 0

    def program_of(self, room: str, file: str, object_file: Path, result: Path) -> None:
        """Links a room's tests with another object for a file."""
        own = self.compile[file][self.compile[file].index("-o") + 1]
        words = [str(object_file) if word == own else word for word in self.link[room]]
        words[words.index("-o") + 1] = str(result)
        if str(object_file) not in words or self.run([*words, *self.fast_linker]) != 0:
            raise RuntimeError(f"test_{room} cannot be linked with another {file}")


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def outcome(build: Build, mutant: Mutant) -> str:
    """"invalid", "caught" or "survived"."""
    room = mutant.file.split("/")[1]
    with tempfile.TemporaryDirectory(prefix="nnlite-mutant-") as name:
        folder = Path(name)
        source, object_file, program = folder / "mutant.cpp", folder / "mutant.o", folder / "tests"
        source.write_text(mutant.text(ROOT))
        if not build.object_of(mutant.file, source, object_file):
            return "invalid"
        for asked in ASKED[room]:
            build.program_of(asked, mutant.file, object_file, program)
            work = folder / asked
            work.mkdir()
            if not build.test(program, work, 20 + 10 * build.time_of(asked)):
                return "caught"
    return "survived"


def equivalent() -> set[str]:
    """Descriptions, without their places, of mutants that nobody can tell from the original: equivalent.txt says why."""
    lines = (Path(__file__).parent / "equivalent.txt").read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def without_place(description: str) -> str:
    place, rest = description.split(": ", 1)
    return f"{place.split(':')[0]}: {rest}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="how many mutants, drawn by lot; 0: all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    options = parser.parse_args()

    passed_over = equivalent()
    mutants = []
    for room in MUTATED:
        for file in sorted((ROOT / "src" / room).glob("*.cpp")):
            for mutant in mutants_of(ROOT, file):
                description = mutant.describe(ROOT)
                if options.only in description and without_place(description) not in passed_over:
                    mutants.append(mutant)
    total = len(mutants)
    random.Random(options.seed).shuffle(mutants)
    if options.list:
        for mutant in sorted(mutants):
            print(mutant.describe(ROOT))
        return

    build = Build(options.build.resolve())
    wanted = options.sample or total
    counts = {"invalid": 0, "caught": 0, "survived": 0}
    start = time.monotonic()
    with ThreadPoolExecutor(options.jobs) as pool:
        done = pool.map(lambda mutant: (mutant, outcome(build, mutant)), mutants[:wanted])
        for number, (mutant, result) in enumerate(done, 1):
            counts[result] += 1
            if number % 20 == 0:
                print(f"{number} of {min(wanted, total)}: {counts}", file=sys.stderr, flush=True)
            if result == "survived":
                print(f"survived: {mutant.describe(ROOT)}", flush=True)
    valid = counts["caught"] + counts["survived"]
    rate = counts["caught"] / valid if valid else 1
    print(
        f"{counts['caught']} of {valid} mutants caught ({100 * rate:.1f} %); {counts['invalid']} more do not compile; "
        f"drawn from {total} with seed {options.seed}; {time.monotonic() - start:.0f} s"
    )
    if rate < WANTED:
        sys.exit(1)


if __name__ == "__main__":
    main()
