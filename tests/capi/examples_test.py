"""The small examples in C, C++ and Python learn, and print the same loss."""
import argparse
import os
import re
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser()
    for name in ("c", "cpp", "python", "modules", "library", "header"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--skip-python", action="store_true")
    given = parser.parse_args()
    commands = [[given.c], [given.cpp]]
    if not given.skip_python:
        commands.append([sys.executable, "-B", given.python, given.library, given.header])
    environment = {**os.environ, "PYTHONPATH": given.modules}
    outputs = [
        subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment).stdout
        for command in commands
    ]
    print(outputs)
    matched = re.fullmatch(r"loss (\d\.\d{6})\n", outputs[0])
    assert matched and float(matched[1]) < 0.5, "no loss that was learnt"
    assert len(set(outputs)) == 1, "the losses differ"


main()
