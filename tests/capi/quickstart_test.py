"""The quickstart program: what it prints, saves and refuses, and that Python trains with the same bits."""
import argparse
import os
import pathlib
import pty
import random
import re
import signal
import subprocess
import sys
import tempfile
import unittest

parser = argparse.ArgumentParser()
parser.add_argument("--program")
parser.add_argument("--python")
parser.add_argument("--library")
parser.add_argument("--header")
parser.add_argument("--skip-python", action="store_true")
given = parser.parse_args()


def invented_words(count):
    chance = random.Random(1)
    syllables = [a + b for a in "bdklmnprst" for b in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(count)]


class Quickstart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.words = self.folder / "words"
        self.words.write_text("\n".join(["Proper", "isn't", *invented_words(400)]))
        self.model = self.folder / "model.safetensors"

    def run_program(self, *options, file=None):
        command = [given.program, "--file", file or self.words, "--output", self.model, *options]
        return subprocess.run(command, capture_output=True, text=True, cwd=self.folder, timeout=200)

    def losses(self, *options):
        path = self.folder / "losses"
        result = self.run_program("--steps", "60", "--losses", path, *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return path.read_text()

    def check_refused(self, result, *parts, code=1):
        self.assertEqual(result.returncode, code, result)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, r"\Aquickstart: [^\n]+\n\Z")
        for part in parts:
            self.assertIn(str(part), result.stderr)
        self.assertFalse(self.model.exists())

    def test_trains_invents_saves_and_loads(self):
        result = self.run_program("--steps", "300")
        self.assertEqual(result.returncode, 0, result.stderr)
        loss = re.search(r"Validation loss (\d\.\d{4}) ", result.stdout)[1]
        self.assertLess(float(loss), 2.2)
        words = re.findall(r"^  (.*)$", result.stdout, re.M)
        self.assertEqual(len(words), 20)
        for word in words:
            self.assertRegex(word, r"\A[a-z]+\Z")
            self.assertNotIn(word, self.words.read_text().split("\n"))
        self.assertRegex(result.stdout, rf"Saved to {re.escape(str(self.model))};.* {loss}\n")
        self.assertRegex(result.stderr, r"300/300  loss \d\.\d{4}  \d+ steps/s  0:00 left\n")
        self.assertIn(b"2.weight", self.model.read_bytes()[:4096])

    def test_loss_falls(self):
        values = [float.fromhex(line) for line in self.losses().split()]
        self.assertEqual(len(values), 60)
        self.assertLess(sum(values[-10:]), 0.9 * sum(values[:10]))

    def test_threads_do_not_change_a_bit(self):
        self.assertEqual(self.losses("--threads", "1"), self.losses("--threads", "3"))

    def test_seed_decides(self):
        self.assertEqual(self.losses("--seed", "5"), self.losses("--seed", "5"))
        self.assertNotEqual(self.losses("--seed", "5"), self.losses("--seed", "6"))

    @unittest.skipIf(given.skip_python, "a sanitized library cannot be loaded into Python")
    def test_python_gives_the_same_bits(self):
        path = self.folder / "python-losses"
        options = ["--file", self.words, "--steps", "60", "--seed", "7", "--losses", path]
        python = [sys.executable, "-B", given.python, given.library, given.header, *options]
        result = subprocess.run(python, capture_output=True, text=True, timeout=200)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(path.read_text(), self.losses("--seed", "7"))

    def test_line_ends_long_lines_and_nul_bytes_do_not_matter(self):
        plain = self.losses()
        lines = self.words.read_bytes().split(b"\n")
        lines[3:3] = [b"", b"x" * 100000 + b"1", b"ab\0cd", b"\xc3\xa4", b"a b", b"a\rb", b"ab\r\r"]
        self.words.write_bytes(b"\r\n".join(lines) + b"\r\n")
        self.assertEqual(self.losses(), plain)

    def test_missing_file(self):
        missing = self.folder / "nothing"
        self.check_refused(self.run_program(file=missing), missing, "No such file")

    def test_file_that_is_a_folder(self):
        self.check_refused(self.run_program(file=self.folder), self.folder, "directory")

    def test_empty_file(self):
        self.words.write_bytes(b"")
        self.check_refused(self.run_program(), self.words, "empty")

    def test_file_without_a_usable_word(self):
        self.words.write_text("Only\nProper\nNames\nand-hyphens\n\n")
        self.check_refused(self.run_program(), self.words, "no word")

    def test_file_with_too_few_words(self):
        self.words.write_text("a\nb\n")
        self.check_refused(self.run_program(), self.words, "fewer than 10 words")

    def test_batch_larger_than_the_data(self):
        self.check_refused(self.run_program("--batch", "1000000"), "--batch")

    def test_outputs_that_cannot_be_written(self):
        (self.folder / "file").touch()
        for output in ("missing/model", ".", "file/model", "/dev/null", "x" * 300):
            self.check_refused(self.run_program("--output", output), output)
        self.check_refused(self.run_program("--losses", "missing/losses"), "missing/losses")

    def test_wrong_usage(self):
        for options in (
            ["--stepz", "3"],
            ["3"],
            ["--steps"],
            ["--steps", ""],
            ["--steps", "3x"],
            ["--steps", " 3"],
            ["--steps", "1.5"],
            ["--steps", "0"],
            ["--steps", "99999999999999999999"],
            ["--batch", "1"],
            ["--threads", "-1"],
            ["--file", ""],
        ):
            self.check_refused(self.run_program(*options), options[0], code=2)

    def test_help(self):
        result = subprocess.run([given.program, "--help"], capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for option in ("file", "steps", "batch", "seed", "threads", "output", "losses", "help"):
            self.assertIn(f"--{option}", result.stdout)

    def interrupt(self, stderr):
        """Starts a long training; the caller sends Ctrl-C."""
        command = [given.program, "--file", self.words, "--output", self.model, "--steps", "100000000"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)

    def test_ctrl_c_saves(self):
        with self.interrupt(subprocess.PIPE) as program:
            self.assertIn("words:", program.stdout.readline())
            self.assertIn("steps/s", program.stderr.readline())
            program.send_signal(signal.SIGINT)
            output, errors = program.communicate(timeout=100)
        self.assertEqual(program.returncode, 130)
        self.assertNotIn("Validation", output)
        self.assertRegex(errors, rf"(?m)^quickstart: interrupted; the model is saved to {re.escape(str(self.model))}$")
        self.assertIn(b"2.weight", self.model.read_bytes()[:4096])

    def test_terminal_gets_one_line_that_is_redrawn(self):
        leader, terminal = pty.openpty()
        with self.interrupt(terminal) as program:
            os.close(terminal)
            shown = b""
            while shown.count(b"\r") < 3:
                shown += os.read(leader, 4096)
            program.send_signal(signal.SIGINT)
            try:
                while part := os.read(leader, 4096):
                    shown += part
            except OSError:
                pass  # the terminal's other side is closed
            program.communicate(timeout=100)
        os.close(leader)
        self.assertEqual(program.returncode, 130)
        bar, _, rest = shown.partition(b"\r\n")
        self.assertGreaterEqual(bar.count(b"\r["), 3)
        self.assertIn(b"interrupted", rest)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
