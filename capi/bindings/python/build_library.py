"""Puts libnnlite.so into the wheel: the file that NNLITE_LIBRARY names, or one that CMake builds from the checkout."""

import os
import pathlib
import platform
import re
import subprocess

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The oldest glibc 2.x of the distributions whose libstdc++ has GLIBCXX_3.4.x.
_GLIBC_OF_LIBSTDCXX = {28: 31, 29: 34, 30: 35, 31: 36, 32: 38, 33: 39}


def platform_tag(library):
    """manylinux by the C and C++ libraries that the file needs; plain linux where no such rule is known."""
    data = pathlib.Path(library).read_bytes()
    machine = platform.machine()
    glibc = max((int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", data)), default=17)
    libstdcxx = max((int(patch) for patch in re.findall(rb"GLIBCXX_3\.4\.(\d+)", data)), default=0)
    if libstdcxx > max(_GLIBC_OF_LIBSTDCXX):
        return f"linux_{machine}"
    needed = min((glibc for patch, glibc in _GLIBC_OF_LIBSTDCXX.items() if patch >= libstdcxx), default=17)
    return f"manylinux_2_{max(glibc, needed)}_{machine}"


def built(folder):
    """Builds the library of the checkout that the folder lies in."""
    root = folder.parents[2]
    if not (root / "include" / "nnlite" / "nnlite.h").is_file():
        raise RuntimeError("nnlite: build the wheel inside a checkout, or set NNLITE_LIBRARY to the path of libnnlite.so")
    out = root / "build" / "bindings" / "python" / "library"
    configure = ["cmake", "-S", root, "-B", out, "-DCMAKE_BUILD_TYPE=Release", "-DNNLITE_TESTS=OFF"]
    subprocess.run(configure, check=True)
    subprocess.run(["cmake", "--build", out, "--target", "nnlite", "--parallel"], check=True)
    return out / "libnnlite.so"


class BuildLibrary(BuildHookInterface):
    def initialize(self, version, build_data):
        if version == "editable":  # runs from the checkout, with NNLITE_LIBRARY
            return
        named = os.environ.get("NNLITE_LIBRARY")
        library = pathlib.Path(named) if named else built(pathlib.Path(self.root).resolve())
        build_data["force_include"][str(library.resolve())] = "nnlite/libnnlite.so"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(library)}"
