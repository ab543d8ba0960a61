"""Finds the operators of C++ files that can be exchanged for others: what a mutant is."""

import re
from dataclasses import dataclass
from pathlib import Path

# What takes an operator's place: for a comparison its bound and its direction, for arithmetic its opposite.
REPLACEMENTS = {
    "<": ["<=", ">="],
    "<=": ["<", ">"],
    ">": [">=", "<="],
    ">=": [">", "<"],
    "==": ["!="],
    "!=": ["=="],
    "+": ["-"],
    "-": ["+"],
    "*": ["/"],
    "/": ["*"],
    "%": ["/"],
    "&&": ["||"],
    "||": ["&&"],
    "++": ["--"],
    "--": ["++"],
    "+=": ["-="],
    "-=": ["+="],
    "*=": ["/="],
    "/=": ["*="],
}

# The formatter puts spaces around binary operators, and not around pointers, references, signs and templates.
BINARY = re.compile(r"(?<= )(<=|>=|==|!=|&&|\|\||\+=|-=|\*=|/=|[-<>+*/%])(?=[ \n])")
STEP = re.compile(r"\+\+|--")
TEMPLATE = re.compile(r"\btemplate $")
PASSED_OVER = re.compile(
    r"//[^\n]*|/\*.*?\*/|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*"
    r"|R\"\((?:.|\n)*?\)\"|\"(?:\\.|[^\"\\\n])*\"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'|static_assert\((?:[^;])*;",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, order=True)
class Mutant:
    file: str  # relative to the project
    position: int
    operator: str
    replacement: str

    def text(self, root: Path) -> str:
        """The file with the mutation."""
        text = (root / self.file).read_text()
        return text[: self.position] + self.replacement + text[self.position + len(self.operator) :]

    def describe(self, root: Path) -> str:
        text = (root / self.file).read_text()
        line = text.count("\n", 0, self.position) + 1
        column = self.position - (text.rfind("\n", 0, self.position) + 1) + 1
        source = text.splitlines()[line - 1].strip()
        return f"{self.file}:{line}:{column}: {self.operator} -> {self.replacement}    {source}"


def mutants_of(root: Path, file: Path) -> list[Mutant]:
    """All mutants of a file, in the order of its text."""
    text = file.read_text()
    # Comments, strings, directives and assertions at compile time become blanks of the same length.
    code = PASSED_OVER.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    name = str(file.relative_to(root))
    found = []
    for match in [*BINARY.finditer(code), *STEP.finditer(code)]:
        before = code[: match.start()]
        if TEMPLATE.search(before) or before.endswith("operator"):
            continue
        found += [Mutant(name, match.start(), match.group(), to) for to in REPLACEMENTS[match.group()]]
    return sorted(found)
