"""Doxygen's input filter: gives it nnlite.h and the Markdown pages in its own terms.

    python3 filter.py FILE

The header is written with plain comments. A comment right above declarations belongs to each of them, down to the next
comment or empty line; one that stands alone, to its section ("/* ---- Title ---- */"), which becomes a page; one behind a
field or a constant, to that. Names of functions and constants become links, and each function's contract ends with one to
its section in the reference. Links between pages lead to labels, which Doxygen wants by name.
"""

import pathlib
import re
import sys

DOCS = pathlib.Path(__file__).resolve().parent
HEADER = DOCS.parents[1] / "include" / "nnlite" / "nnlite.h"


# ---- Pages ----


def page_label(path):
    """reference/errors.md is "reference_errors"."""
    return "_".join(path.relative_to(DOCS).with_suffix("").parts)


def anchor(heading):
    """What GitHub calls a heading in links."""
    return re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")


def label(path, heading):
    heading = heading.replace("+", "p")  # C++ is not C
    return f"{page_label(path)}_{anchor(heading).replace('-', '_')}"


def outside(code, text, change):
    """The text with `change` made to all that does not match `code`."""
    parts = re.split(f"({code})", text, flags=re.S | re.M)
    return "".join(part if i % 2 else change(part) for i, part in enumerate(parts))


BLOCKS = r"^```.*?^```$"
SPANS = r"`[^`\n]+`"


def link_target(path, target):
    """The label that a relative link leads to."""
    file, _, name = target.partition("#")
    other = (path.parent / file).resolve() if file else path
    return label(other, name) if name else page_label(other)


def filter_page(path):
    text = re.sub(r"^<!--.*?-->\n", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)
    functions = set(re.findall(r"NNL_CALL (nnl_\w+)\(", HEADER.read_text(encoding="utf-8")))

    def prose(part):
        # Doxygen wants a link's text on one line.
        part = re.sub(
            r"\[([^\[\]]+)\]\((?!https?:)([^)\s]+)\)",
            lambda m: f"[{' '.join(m[1].split())}](@ref {link_target(path, m[2])})", part,
        )
        if path.stem != "index":  # Doxygen labels the main page itself
            part = re.sub(r"^# (.+)$", lambda m: f"# {m[1]} {{#{page_label(path)}}}", part, flags=re.M)
        part = re.sub(r"^(###?) (.+)$", lambda m: f"{m[1]} {m[2]} {{#{label(path, m[2])}}}", part, flags=re.M)
        return re.sub(r"(?<!\[)`(nnl_\w+)`(?!\])", lambda m: f"#{m[1]}" if m[1] in functions else m[0], part)

    return outside(BLOCKS, text, prose)


# ---- The header ----


class Header:
    def __init__(self, text):
        self.text = text
        self.functions = set(re.findall(r"NNL_CALL (nnl_\w+)\(", text))
        self.constants = set(re.findall(r"\b(NNL_\w+) = ", text))
        self.sections = {
            name: label(path, name)
            for path in (DOCS / "reference").glob("*.md")
            for name in re.findall(r"^## (nnl_\w+)$", path.read_text(encoding="utf-8"), flags=re.M)
        }

    def words(self, text):
        """A comment's text as Markdown: without frame, marks that would be commands made harmless, names as links."""
        text = re.sub(r"^\s*/\*|\*/\s*$", "", text)
        text = re.sub(r"^ \* ?", "", text, flags=re.M).strip()

        marks = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "*": "&lowast;", "@": "\\@", "\\": "\\\\"}
        known = self.functions | self.constants

        def prose(part):
            part = re.sub(r"[<>&*@\\]", lambda m: marks[m[0]], part)
            return re.sub(r"\b(?:nnl|NNL)_\w+", lambda m: "#" + m[0] if m[0] in known else m[0], part)

        return outside(SPANS, text, prose)

    def comment(self, words, *, behind=False, opening=""):
        return f"/**{'<' if behind else ''} {opening}{words} */"

    def declaration(self, text, words):
        """A declaration with its comment, and with those of its fields or constants."""
        text = re.sub(r"/\*(.*?)\*/", lambda m: self.comment(self.words(m[0]), behind=True), text, flags=re.S)
        name = re.search(r"NNL_CALL (nnl_\w+)\(", text)
        if name and name[1] in self.sections:
            words += f"\n\n@see [In detail](@ref {self.sections[name[1]]})"
        return f"{self.comment(words)}\n{text}" if words else text

    def filtered(self):
        conventions, rest = re.match(r"(/\*.*?\*/)\n(.*)", self.text, flags=re.S).groups()
        title, _, body = self.words(conventions).partition("\n\n")
        out = [self.comment(f"@page conventions Conventions\n\n{title}\n\n{body}")]
        # Comments, declarations up to their semicolon, lines of the preprocessor, empty lines.
        pieces = re.findall(
            r"/\*.*?\*/\n?|^#[^\n]*\n|^extern \"C\" \{\n|^\}\n|^\n|(?:[^;{/]|/(?!\*))+(?:\{(?:/\*.*?\*/|[^}])*\}[^;]*)?;[^\S\n]*\n?",
            rest, flags=re.S | re.M,
        )
        words, section = "", None
        for i, piece in enumerate(pieces):
            title = re.match(r"/\* ---- (.*?) ---- \*/", piece, flags=re.S)
            if title:
                heading, _, about = re.sub(r"\s+", " ", title[1]).partition(":")
                out += ["/** @} */"] if section else []
                section = "section_" + re.sub(r"\W+", "_", heading.lower())
                out.append(f"/** @defgroup {section} {heading}\n{about.strip().capitalize()}\n@{{ */")
            elif piece.startswith("/*"):
                words = self.words(piece)
                if i + 1 < len(pieces) and pieces[i + 1] == "\n":
                    out.append(f"/** @}} */\n/** @addtogroup {section}\n\n{words}\n@{{ */")
            elif piece == "\n":
                words = ""
            elif piece[0] in '#}' or piece.startswith("extern"):
                if piece.startswith("#ifdef __cplusplus") and section:
                    out.append("/** @} */")
                    section = None
                out.append(piece.rstrip("\n"))
            else:
                out.append(self.declaration(piece.rstrip("\n"), words))
        return "\n".join(out) + "\n"


def main():
    path = pathlib.Path(sys.argv[1]).resolve()
    text = filter_page(path) if path.suffix == ".md" else Header(path.read_text(encoding="utf-8")).filtered()
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
