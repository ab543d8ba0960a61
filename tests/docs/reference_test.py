"""The reference keeps up with the library: a section for each function of nnlite.h with its prototype, the settings
of each struct with the defaults that the library writes, links that lead somewhere, and tests that exist. What Doxygen
renders has every function with its contract, and whole links."""

import argparse
import ctypes
import html
import pathlib
import re
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "capi" / "examples")]

import nnlite_h
from nnlite_header import Library

EVERY_SECTION = ("Errors",)


class Page:
    """A source file: what stands before the first section, and the sections by heading."""

    def __init__(self, path):
        self.path = path
        self.name = path.stem
        self.text = path.read_text(encoding="utf-8")
        parts = re.split(r"^## (.+)$", self.text, flags=re.M)
        self.sections = dict(zip(parts[1::2], parts[2::2]))

    def functions(self):
        return {name: text for name, text in self.sections.items() if re.fullmatch(r"nnl_\w+", name)}


class Findings(list):
    def expect(self, condition, message):
        if not condition:
            self.append(message)


def prototype(section):
    """The first block of code."""
    return nnlite_h.squeeze(section.split("```")[1].removeprefix("c"))


def settings(section):
    """Field to default, from the first table."""
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", section, flags=re.M)
    return dict(rows)


def number(text, library):
    """A default as the page gives it: a number, a list of them, or a constant."""
    text = text.strip("`")
    if text.startswith("{"):
        return [number(part.strip(), library) for part in text.strip("{}").split(",")]
    return float(getattr(library, text)) if text.startswith("NNL_") else float(text)


def check_prototypes(sections, declared, findings):
    for name in declared.keys() - sections.keys():
        findings.append(f"{name} has no section")
    for name in sections.keys() - declared.keys():
        findings.append(f"{name} has a section, but nnlite.h does not declare it")
    for name in declared.keys() & sections.keys():
        page, text = sections[name]
        findings.expect(prototype(text) == declared[name], f"{page}: {name}: the prototype is {declared[name]}")
        for line in EVERY_SECTION:
            findings.expect(f"\n- **{line}**: " in text, f"{page}: {name} says nothing about {line}")


def check_defaults(sections, structs, library, findings):
    """Every struct that has an _init function stands in a table with what that function writes."""
    checked = 0
    for name, (page, text) in sections.items():
        struct = name.removesuffix("_init")
        if struct == name or struct not in structs:
            continue
        table = settings(text)
        findings.expect(list(table) == structs[struct], f"{page}: {name}: the fields are {structs[struct]}")
        values = library.types[struct]()
        getattr(library, name)(ctypes.byref(values), ctypes.sizeof(values))
        for field, default in table.items():
            value = getattr(values, field, None)
            if default == "`size`" or value is None or not re.fullmatch(r"[-\d.e{}, ]+|`NNL_\w+`", default):
                continue
            written = list(value) if isinstance(value, ctypes.Array) else value
            findings.expect(
                written == number(default, library), f"{page}: {name}: {field} is {written}, not {default}"
            )
            checked += 1
    findings.expect(checked > 150, f"only {checked} defaults were compared")


def anchors(page):
    """What a link into the page may name."""
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in page.sections}


def check_links(pages, findings):
    by_name = {page.path: page for page in pages}
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.text):
            path, _, anchor = target.partition("#")
            other = by_name.get((page.path.parent / path).resolve() if path else page.path)
            findings.expect(other, f"{page.name}: a link to {target}, which is no page")
            if other and anchor:
                findings.expect(anchor in anchors(other), f"{page.name}: a link to {target}, which is no section")


def known_tests(source):
    """Suite.name of each test of the suites, and the cases' topics as golden/topic."""
    names = {f"golden/{path.stem}" for path in (source / "tests" / "golden").glob("*.json")}
    for path in (source / "tests").rglob("*.cpp"):
        for macro, suite, name in re.findall(r"\b(T\w*EST\w*)\(\s*(\w+)\s*,\s*(\w+)\s*\)", path.read_text("utf-8")):
            names.add(f"{suite}.{name}")
    return names


def check_named_tests(source, pages, findings):
    """Pages name tests as `Suite.what_it_shows` and `golden/topic`."""
    known = known_tests(source)
    for page in pages:
        for name in re.findall(r"`([A-Z]\w+\.[a-z]\w*_\w+|golden/\w+)`", page.text):
            if not name.startswith("golden/") and name.split(".")[0] in ("Module", "Optimizer", "Tensor"):
                continue  # PyTorch's own
            findings.expect(name in known, f"{page.name}: there is no test {name}")


def contracts(header):
    """Function to the first words of the comment above it or above those that it stands with, or to ""."""
    found = {}
    for block in re.split(r"\n\n", header):
        words = ""
        for comment, name in re.findall(r"^/\*(.*?)\*/|NNL_CALL (nnl_\w+)\(", block, flags=re.S | re.M):
            if name:
                found[name] = words
            else:
                words = " ".join(re.sub(r"\n \*", " ", comment).split()[:4])
    return found


def check_rendered(folder, declared, findings):
    """Each function has one place among the pages, with the contract that the header gives it; all links are whole."""
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    wanted = contracts((ROOT / "include" / "nnlite" / "nnlite.h").read_text(encoding="utf-8"))
    places = {}
    for name, text in pages.items():
        if name.startswith("group__"):
            for part in re.split(r'<h2 class="memtitle">', text)[1:]:
                words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split())
                places.setdefault(words.split()[1].removesuffix("()"), []).append(re.sub(r"\W", "", words))
    for name in declared:
        found = places.get(name, [])
        findings.expect(len(found) == 1, f"{name} stands {len(found)} times on the rendered pages")
        contract = re.sub(r"\W", "", wanted[name])
        findings.expect(all(contract in text for text in found), f"{name} is rendered without its contract")
        findings.expect(all("Indetail" in text for text in found), f"{name} is rendered without a link to its section")
    findings.expect(sum(map(bool, wanted.values())) > 0.8 * len(declared), "few functions have a contract")
    ids = {name: set(re.findall(r'\b(?:id|name)="([^"]+)"', text)) for name, text in pages.items()}
    for name, text in pages.items():
        for target in set(re.findall(r'\bhref="([^"]+)"', text)):
            file, _, place = urllib.parse.unquote(html.unescape(target)).partition("#")
            if re.match(r"\w+:", file):
                continue
            findings.expect((folder / (file or name)).exists(), f"{name}: a link to {target}, which is no page")
            if place and (file or name) in ids:
                findings.expect(place in ids[file or name], f"{name}: a link to {target}, which is no place")
    return len(pages)


def check_names(pages, findings):
    """What pages call by a name of C or C++ is in the headers."""
    include = ROOT / "include" / "nnlite"
    known = set(re.findall(r"\w+", (include / "nnlite.h").read_text(encoding="utf-8")))
    known_in_cpp = {word for path in include.rglob("*.hpp") for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    for page in pages:
        prose = re.sub(r"^```.*?^```$", "", page.text, flags=re.S | re.M)
        for name in re.findall(r"`((?:nnl|NNL)_\w*[^\W_])`", prose):
            findings.expect(name in known, f"{page.name}: nnlite.h has no {name}")
        names = re.findall(r"`nnlite::([\w:]+)`", prose)
        if page.name == "pytorch":  # the column of C++
            cells = re.findall(r"^\|(?:[^|]*\|){2}([^|]*)\|$", prose, flags=re.M)[2:]
            names += [name for cell in cells for name in re.findall(r"`([\w:]{3,})`", cell)]
            findings.expect(len(names) > 60, f"{page.name}: only {len(names)} names were looked up")
        for name in names:
            findings.expect(set(name.split("::")) <= known_in_cpp, f"{page.name}: nnlite.hpp has no {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path, help="a folder for the rendered pages")
    args = parser.parse_args()
    docs = ROOT / "capi" / "docs"
    pages = [Page(path.resolve()) for path in sorted(docs.rglob("*.md"))]
    sections, findings = {}, Findings()
    for page in pages:
        for name, text in page.functions().items():
            findings.expect(name not in sections, f"{page.name}: {name} has another section")
            sections[name] = (page.name, text)
    header = nnlite_h.read_header(args.compiler, ROOT / "include")
    library = Library(args.library, str(ROOT / "include" / "nnlite" / "nnlite.h"))
    check_prototypes(sections, nnlite_h.functions(header), findings)
    check_defaults(sections, nnlite_h.structs(header), library, findings)
    check_links(pages, findings)
    check_named_tests(ROOT, pages, findings)
    check_names(pages, findings)
    subprocess.run(["sh", str(docs / "build.sh"), str(args.out)], check=True)
    rendered = check_rendered(args.out, nnlite_h.functions(header), findings)
    for finding in findings:
        print(finding)
    if findings:
        sys.exit(f"{len(findings)} findings")
    print(f"{len(sections)} functions on {len(pages)} pages as promised; {rendered} pages rendered")


if __name__ == "__main__":
    main()
