"""nnlite.h as tools of other languages take it: what the C preprocessor gives is declared without a change, and calls then work.

    python3 taken_as_it_is.py luajit|cffi|cgo|bindgen --library FILE --include DIR --compiler CC
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def skip(word):
    print(word)
    sys.exit(77)


def tool(name):
    return shutil.which(name) or skip(f"{name} is not installed")


def preprocessed(args, folder):
    """The header after the C preprocessor, which system headers are a part of."""
    file = folder / "nnlite.i"
    run(args.compiler, "-E", "-P", "-x", "c", args.include / "nnlite" / "nnlite.h", "-o", file)
    return file


def luajit(args, folder):
    run(tool("luajit"), HERE / "luajit.lua", preprocessed(args, folder), args.library)


def cffi(args, folder):
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import cffi"], stderr=subprocess.DEVNULL).returncode != 0:
        skip("cffi is not installed")
    run(python, HERE / "cffi_program.py", preprocessed(args, folder), args.library)


def cgo(args, folder):
    go = tool("go")
    for name in ("go.mod", "main.go"):
        shutil.copy(HERE / "cgo" / name, folder)
    library = args.library.parent
    environment = {
        **os.environ,
        "CGO_ENABLED": "1",
        "CC": args.compiler,
        "CGO_CFLAGS": f"-I{args.include}",
        "CGO_LDFLAGS": f"-L{library} -lnnlite -Wl,-rpath,{library}",
        "GOFLAGS": "-mod=mod",
        "GOTOOLCHAIN": "local",
    }
    run(go, "run", ".", cwd=folder, env=environment)


def bindgen(args, folder):
    """Declares it; and compiles what comes of it, with its checks of sizes and offsets, where there is a compiler."""
    declarations = folder / "nnlite.rs"
    run(tool("bindgen"), args.include / "nnlite" / "nnlite.h", "-o", declarations)
    text = declarations.read_text()
    for name in ("pub fn nnl_add", "pub struct nnl_conv_options", "nnl_fit_callback", "NNL_F64"):
        assert name in text, name
    if shutil.which("rustc"):
        run("rustc", "--edition", "2018", "--crate-type", "lib", "-Anon_camel_case_types", "-Anon_upper_case_globals",
            "--out-dir", folder, declarations)


def main():
    tools = {"luajit": luajit, "cffi": cffi, "cgo": cgo, "bindgen": bindgen}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", choices=tools)
    parser.add_argument("--library", required=True, type=pathlib.Path)
    parser.add_argument("--include", required=True, type=pathlib.Path)
    parser.add_argument("--compiler", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tools[args.tool](args, pathlib.Path(folder))


if __name__ == "__main__":
    main()
