"""Renders the reference as HTML: a page for each function, a page for each topic, and an index.

    python3 pages.py SOURCE_DIR OUT_DIR

SOURCE_DIR holds the topics in reference/*.md, where each section "## nnl_x" is a function's, and further pages as
*.md. Names of functions in the text become links to their pages. Needs python3-markdown.
"""

import html
import pathlib
import re
import sys

import markdown

STYLE = """
:root { color-scheme: light dark }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word }
h1, h2 { line-height: 1.2 }
h2 { margin-top: 2.5rem }
code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { padding: .7rem; overflow-x: auto; background: #8882; border-radius: .3rem }
table { display: block; overflow-x: auto; border-collapse: collapse }
th, td { padding: .25rem .6rem; border: 1px solid #8885; text-align: left; vertical-align: top }
nav { margin-bottom: 1rem }
"""

SECTION = re.compile(r"^## (.+)$", flags=re.M)


class Page:
    """A source file: its title, what stands before the first section, and the sections by heading."""

    def __init__(self, path):
        self.path = path
        self.name = path.stem
        self.text = path.read_text(encoding="utf-8")
        parts = SECTION.split(self.text)
        self.title = parts[0].split("\n", 1)[0].removeprefix("# ")
        self.sections = dict(zip(parts[1::2], parts[2::2]))

    def functions(self):
        return {name: text for name, text in self.sections.items() if re.fullmatch(r"nnl_\w+", name)}


def first_sentence(section):
    """That of the text behind the prototype, as plain Markdown without links."""
    text = section.split("```")[2].strip().split("\n\n")[0].split("\n- ")[0]
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", " ".join(text.split()))
    return re.match(r".*?[.:](?=\s|$)|.*", text)[0].rstrip(":")


def render(title, text, navigation):
    body = markdown.markdown(text, extensions=["tables", "fenced_code", "toc", "sane_lists"])
    links = " · ".join(f'<a href="{target}">{html.escape(label)}</a>' for label, target in navigation)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)} - nnlite</title><style>{STYLE}</style></head>\n"
        f"<body><nav>{links}</nav>\n{body}\n</body></html>\n"
    )


def link(text, functions):
    """Markdown whose links lead to the rendered pages, functions in code too; blocks of code stay as they are."""

    def target(match):
        page, _, anchor = match[1].partition("#")
        if anchor in functions:
            return f"]({anchor}.html)"
        return f"]({page.removesuffix('.md').rpartition('/')[2]}.html{'#' + anchor if anchor else ''})" if page else match[0]

    def prose(part):
        part = re.sub(r"\]\((?!https?:)([^)\s]*)\)", target, part)
        names = "|".join(sorted(functions, key=len, reverse=True))
        return re.sub(rf"(?<!\[)`({names})`(?!\])", r"[`\1`](\1.html)", part)

    parts = re.split(r"(^```.*?^```$)", text, flags=re.S | re.M)
    return "".join(part if i % 2 else prose(part) for i, part in enumerate(parts))


def write_pages(source, out):
    """Writes all pages and returns how many there are."""
    topics = [Page(path) for path in sorted((source / "reference").glob("*.md"))]
    extra = [Page(path) for path in sorted(source.glob("*.md"))]
    functions = {name: (topic, text) for topic in topics for name, text in topic.functions().items()}
    out.mkdir(parents=True, exist_ok=True)
    home = ("index", "index.html")
    pages = {
        page.name: render(page.title, link(page.text, functions), [home]) for page in topics + extra
    }
    for name, (topic, text) in functions.items():
        # Links inside the topic's page are to other functions or to the page's own headings.
        text = re.sub(r"\]\(#(?!nnl_)", f"]({topic.name}.md#", text)
        pages[name] = render(name, link(f"# {name}\n{text}", functions), [home, (topic.title, f"{topic.name}.html")])
    lines = ["# nnlite: reference of the C interface", "", "## Topics", ""]
    lines += [f"- [{page.title}]({page.name}.html)" for page in extra + topics]
    lines += ["", "## Functions", ""]
    lines += [f"- [`{name}`]({name}.html): {first_sentence(text)}" for name, (_, text) in sorted(functions.items())]
    pages["index"] = render("reference", "\n".join(lines), [])
    for name, page in pages.items():
        (out / f"{name}.html").write_text(page, encoding="utf-8")
    return len(pages)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(f"{write_pages(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))} pages in {sys.argv[2]}")
