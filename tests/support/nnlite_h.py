"""What nnlite.h declares, as the compiler sees it after preprocessing."""

import re
import subprocess


def read_header(compiler, include):
    """The preprocessed text, without attributes."""
    command = [compiler, "-E", "-P", "-x", "c", "-I", str(include), str(include / "nnlite" / "nnlite.h")]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return re.sub(r"__attribute__\s*\(\(.*?\)\)", " ", text, flags=re.S)


def squeeze(declaration):
    """A declaration with one way of spacing it."""
    text = " ".join(declaration.split())
    return re.sub(r"\s*([(),*;])\s*", r"\1", text)


def functions(header):
    """Name to prototype of each function."""
    while re.search(r"\{[^{}]*\}", header):
        header = re.sub(r"\{[^{}]*\}", " ", header)
    found = {}
    for statement in header.split(";"):
        if "typedef" in statement:
            continue
        # A type in front and a parenthesis behind make it a declaration; the first such name is the function's.
        match = re.search(r"[\w*]\s+\**(nnl_\w+)\s*\(", statement)
        if match:
            found[match.group(1)] = squeeze(statement + ";")
    return found


def structs(header):
    """Name to fields of each struct."""
    pattern = r"typedef\s+struct\s+\w+\s*\{(.*?)\}\s*(\w+)\s*;"
    return {
        name: re.findall(r"(\w+)\s*(?:\[\d+\])?\s*;", body) for body, name in re.findall(pattern, header, flags=re.S)
    }
