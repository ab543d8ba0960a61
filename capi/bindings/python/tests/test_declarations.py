"""The raw declarations are the header's, and the idiomatic layer uses all of them."""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE.parent))
import declarations  # noqa: E402

HEADER = declarations.read()


def sources():
    files = [path for path in (HERE / "nnlite").rglob("*.py") if path.name != "_abi.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_the_committed_files_are_what_the_header_gives(tmp_path):
    subprocess.run([sys.executable, HERE / "generate.py", tmp_path], check=True, capture_output=True)
    for name in ("_abi.py", "_abi.pyi"):
        assert (tmp_path / name).read_text() == (HERE / "nnlite" / name).read_text(), f"run generate.py for {name}"


def test_every_function_is_used():
    text = sources()
    named = set(re.findall(r"lib\.(nnl_\w+)", text))
    # options("sgd_options") fills its struct with nnl_sgd_options_init; the optimizers are f"{_name}_options".
    named |= {f"nnl_{name}_init" for name in re.findall(r'options\(\s*"(\w+)"', text)}
    named |= {f"nnl_{name}_options_init" for name in re.findall(r'_name = "(\w+)"', text)}
    assert {function.name for function in HEADER.functions} - named == set()


def test_every_constant_is_used():
    named = set(re.findall(r"\b(?:lib|library)\.(NNL_\w+)", sources()))
    # What has no use in Python: the version is that of the library, and 0 is a status that went well.
    unused = {"NNL_VERSION_MINOR", "NNL_VERSION_PATCH", "NNL_OK", "NNL_MAX_RANK"}
    assert {constant.name for constant in HEADER.constants} - named <= unused


def test_every_callback_type_is_used():
    named = set(re.findall(r'callback\("(nnl_\w+)"', sources()))
    assert {callback.name for callback in HEADER.callbacks} == named


def test_every_option_can_be_set():
    text = sources()
    for struct in HEADER.structs:
        for field in struct.fields:
            if field.name in ("struct_size", "reserved"):
                continue
            assert re.search(rf"\b{field.name}\b", text), f"{struct.name}.{field.name}"


def test_no_file_is_long():
    for path in HERE.rglob("*.py"):
        if path.name != "_abi.py":
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 800, path
