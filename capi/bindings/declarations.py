"""Reads nnlite.h for the bindings' raw declarations: the one place where the header is parsed.

    python3 declarations.py [HEADER]    # prints all of it as JSON
"""
import dataclasses
import json
import pathlib
import re
import sys

HEADER = pathlib.Path(__file__).resolve().parents[2] / "include" / "nnlite" / "nnlite.h"


@dataclasses.dataclass
class Value:
    """A parameter or a field: `type` is the bare C type ("double", "nnl_tensor", "void"), `pointers` how many stars
    follow it, `const` whether the thing behind the (innermost) star is, `length` a field's array length or 0."""

    name: str
    type: str
    pointers: int = 0
    const: bool = False
    length: int = 0
    comment: str = ""


@dataclasses.dataclass
class Function:
    name: str
    result: Value  # its name is ""
    parameters: list
    comment: str  # of the group of declarations that it stands in


@dataclasses.dataclass
class Callback:
    name: str
    result: Value
    parameters: list
    comment: str


@dataclasses.dataclass
class Struct:
    name: str
    fields: list
    comment: str


@dataclasses.dataclass
class Constant:
    name: str
    value: int
    comment: str


@dataclasses.dataclass
class Header:
    aliases: dict  # "nnl_status": "int32_t", and the handles: "nnl_tensor": "int64_t"
    constants: list
    structs: list
    callbacks: list
    functions: list


def _value(text, comment=""):
    match = re.fullmatch(r"(const\s+)?(\w+)\s*(\**)\s*(?:const\s+)?(\w*)\s*(?:\[(\d+)\])?", text.strip())
    if not match:
        raise ValueError(f"cannot read the declaration '{text}'")
    const, kind, stars, name, length = match.groups()
    return Value(name, kind, len(stars), bool(const), int(length or 0), comment)


def _parameters(text):
    return [] if text.strip() == "void" else [_value(part) for part in text.split(",")]


def _prose(comment):
    lines = [re.sub(r"^\s*\*? ?", "", line) for line in comment.strip()[2:-2].split("\n")]
    return "\n".join(line.rstrip() for line in lines).strip()


_TOKEN = re.compile(
    r"(?P<comment>/\*.*?\*/)"
    r"|enum\s*\{(?P<enum>.*?)\}\s*;"
    r"|typedef\s+struct\s+\w+\s*\{(?P<fields>.*?)\}\s*(?P<struct>\w+)\s*;"
    r"|typedef\s*(?P<callback_result>\w+)\s*\(\s*NNL_CALL\s*\*\s*(?P<callback>\w+)\s*\)\s*\((?P<callback_args>.*?)\)\s*;"
    r"|typedef\s+(?P<known>\w+)\s+(?P<alias>\w+)\s*;"
    r"|NNL_API\s+(?P<result>[\w\s*]+?)\s*NNL_CALL\s+(?P<function>\w+)\s*\((?P<args>.*?)\)\s*;"
    r"|(?P<blank>\n[ \t]*\n)",
    re.S,
)
_ENTRY = re.compile(r"(\w+)\s*=\s*(-?\d+)\s*,?[ \t]*(/\*.*?\*/)?", re.S)
_FIELD = re.compile(r"([\w\s*]+?\w(?:\[\d+\])?)\s*;[ \t]*(/\*.*?\*/)?", re.S)


def read(path=HEADER):
    """All that the header declares, in its order."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    text = re.sub(r"^[ \t]*#.*$", "", text, flags=re.M)
    header = Header({}, [], [], [], [])
    comment = ""
    for token in _TOKEN.finditer(text):
        part = token.groupdict()
        if part["comment"]:
            comment = _prose(part["comment"])
        elif part["blank"]:
            comment = ""
        elif part["enum"] is not None:
            for name, value, about in _ENTRY.findall(part["enum"]):
                header.constants.append(Constant(name, int(value), _prose(about) if about else comment))
        elif part["struct"]:
            fields = [_value(field, _prose(about) if about else "") for field, about in _FIELD.findall(part["fields"])]
            header.structs.append(Struct(part["struct"], fields, comment))
        elif part["callback"]:
            result = _value(part["callback_result"])
            header.callbacks.append(Callback(part["callback"], result, _parameters(part["callback_args"]), comment))
        elif part["alias"]:
            header.aliases[part["alias"]] = part["known"]
        else:
            header.functions.append(
                Function(part["function"], _value(part["result"]), _parameters(part["args"]), comment))
    return header


if __name__ == "__main__":
    print(json.dumps(dataclasses.asdict(read(*sys.argv[1:])), indent=1))
