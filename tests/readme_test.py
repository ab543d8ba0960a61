"""The README shows the examples exactly as the tests run them."""
import pathlib
import sys

root = pathlib.Path(sys.argv[1])
readme = (root / "README.md").read_text()
for name, language in (("example.c", "c"), ("example.cpp", "cpp"), ("example.py", "python")):
    code = (root / "tests/capi/examples" / name).read_text()
    assert f"```{language}\n{code}```" in readme, f"the README's {language} example is not {name}"
