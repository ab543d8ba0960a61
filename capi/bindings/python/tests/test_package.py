"""What users get: a wheel with the library in it, types, programs and a README that work."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile

import pytest

HERE = pathlib.Path(__file__).resolve().parents[1]


def run(*arguments, cwd=HERE, **environment):
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(HERE), **environment}
    for name in [name for name, value in environment.items() if value is None]:
        del environment[name]
    done = subprocess.run(list(map(str, arguments)), cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, HERE, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.skipif("NNLITE_LIBRARY" not in os.environ, reason="would build the library")
def test_the_wheel_carries_the_library_and_says_where_it_runs(wheel):
    assert re.fullmatch(r"nnlite-1\.0\.0-py3-none-(manylinux_2_\d+|linux)_\w+\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert archive.read("nnlite/libnnlite.so") == pathlib.Path(os.environ["NNLITE_LIBRARY"]).read_bytes()
        tags = archive.read("nnlite-1.0.0.dist-info/WHEEL").decode()
    assert {"nnlite/py.typed", "nnlite/_abi.py", "nnlite/_abi.pyi", "nnlite/nn/functional.py"} <= set(names)
    assert "Root-Is-Purelib: false" in tags
    glibc = re.search(r"manylinux_2_(\d+)_", wheel.name)
    if glibc:
        needed = run("readelf", "--version-info", os.environ["NNLITE_LIBRARY"])
        assert int(glibc[1]) >= max(map(int, re.findall(r"GLIBC_2\.(\d+)", needed)))


@pytest.mark.skipif("NNLITE_LIBRARY" not in os.environ, reason="would build the library")
def test_the_installed_wheel_finds_its_library(wheel, tmp_path):
    target = tmp_path / "site"
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", target, wheel, cwd=tmp_path)
    environment = {"PYTHONPATH": str(target), "NNLITE_LIBRARY": None}
    code = "import nnlite, sys; print(nnlite.__file__); print(nnlite.ones(2).sum().item())"
    assert run(sys.executable, "-c", code, cwd=tmp_path, **environment).splitlines() == [
        str(target / "nnlite" / "__init__.py"), "2.0",
    ]  # fmt: skip
    shutil.copy(HERE / "example.py", tmp_path)
    assert "loss" in run(sys.executable, "example.py", cwd=tmp_path, **environment)


def test_without_a_library_the_error_says_what_to_do(tmp_path):
    code = "import nnlite"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True,
        env={**os.environ, "NNLITE_LIBRARY": str(tmp_path / "none.so"), "PYTHONPATH": str(HERE)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "ImportError: nnlite: cannot load" in done.stderr and "set NNLITE_LIBRARY" in done.stderr


def test_the_types_are_strict_and_complete(tmp_path):
    pytest.importorskip("mypy")
    user = tmp_path / "user.py"
    user.write_text(
        "import nnlite\n"
        "from nnlite import nn, optim\n"
        "model = nn.Sequential(nn.Linear(2, 1))\n"
        "loss: nnlite.Tensor = nn.functional.mse_loss(model(nnlite.ones(3, 2)), nnlite.zeros(3, 1))\n"
        "values, indices = loss.reshape(1).max(0)\n"
        "sgd = optim.SGD(model.parameters(), lr='fast')  # E: lr\n"
        "loss.nothing  # E: nothing\n"
    )
    command = [sys.executable, "-m", "mypy", "--cache-dir", tmp_path / "cache"]
    run(*command, "--strict", "nnlite")
    done = subprocess.run(
        list(map(str, [*command, "--strict", user])), cwd=HERE, capture_output=True, text=True,
        env={**os.environ, "MYPYPATH": str(HERE)},
    )  # fmt: skip
    errors = re.findall(r"user\.py:(\d+): error", done.stdout)
    assert errors == ["6", "7"], done.stdout


def test_the_conformance_program_has_all_lines(tmp_path):
    lines = run(sys.executable, HERE / "conformance.py", cwd=tmp_path).splitlines()
    assert len(lines) == 200 + 1 + 60 + 2 + 50 + 1
    assert lines[-1] == "custom failed 140" and not os.listdir(tmp_path)
    assert all(re.fullmatch(r"\w+ (\d+|mean) -?0x1\.[0-9a-f]{13}p[+-]\d+|\w+ file \d+ [0-9a-f]{16}|custom failed 140", line)
               for line in lines)  # fmt: skip


def test_the_example(tmp_path):
    output = run(sys.executable, HERE / "example.py", cwd=tmp_path)
    assert float(re.search(r"loss (\d\.\d+)", output)[1]) < 1.5
    assert output == run(sys.executable, HERE / "example.py", cwd=tmp_path)


def readme_blocks():
    text = (HERE / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)


def test_every_block_of_the_readme_runs(tmp_path):
    """The blocks follow each other, as a reader would type them in."""
    blocks = readme_blocks()
    assert len(blocks) >= 6
    program = "\n".join(blocks)
    (tmp_path / "readme.py").write_text(program)
    output = run(sys.executable, "readme.py", cwd=tmp_path)
    expected = re.findall(r"#> (.*)", program)
    assert output.splitlines() == expected


def test_nothing_is_left_in_the_source_folder():
    listed = subprocess.run(["git", "-C", HERE, "status", "--porcelain", "--", "."], capture_output=True, text=True)
    if listed.returncode == 0:  # in a checkout
        assert not [line for line in listed.stdout.splitlines() if line.startswith("??") and ".so" in line]
    assert not (HERE / "build").exists() and not list(HERE.glob("*.egg-info"))


def test_the_hook_reads_the_platform(monkeypatch, tmp_path):
    pytest.importorskip("hatchling")
    monkeypatch.syspath_prepend(str(HERE))
    import build_library

    machine = sysconfig.get_platform().split("-")[-1]
    for needs, tag in (
        (b"GLIBC_2.17 GLIBC_2.34 GLIBCXX_3.4.28", "manylinux_2_34"),
        (b"GLIBC_2.17 GLIBCXX_3.4.30", "manylinux_2_35"),
        (b"GLIBC_2.39 GLIBCXX_3.4.32", "manylinux_2_39"),
        (b"GLIBC_2.17 GLIBCXX_3.4.99", "linux"),
    ):
        (tmp_path / "library.so").write_bytes(needs)
        assert build_library.platform_tag(tmp_path / "library.so") == f"{tag}_{machine}"
