# SPDX-License-Identifier: GPL-2.0-or-later
"""What all lint scripts share: which files there are, code without comments and strings, and how a complaint looks."""

import os
import re
import sys

CODE = (".c", ".h", ".cc", ".hh")
# Test data: kept as the programs of the world write it.
DATA = ("packaging/samples/", "tests/golden/", "tests/fuzz/corpus/", "tests/data/")
NOT_OURS = {".git", "build", "__pycache__"}

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def walk(root):
    """Paths of all files of the project but test data, relative to ROOT, sorted."""
    paths = []
    for directory, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.startswith("build")]
        paths += [os.path.relpath(os.path.join(directory, name), root) for name in files]
    return sorted(path for path in paths if not path.startswith(DATA))


def walk_code(root):
    """Paths of the C and C++ files."""
    return [path for path in walk(root) if path.endswith(CODE)]


def read(root, path):
    with open(os.path.join(root, path), "rb") as file:
        return file.read().decode("utf-8", "replace")


def blank(match):
    """Spaces in place of a comment or string, line feeds kept, so that line numbers stay."""
    text = re.sub(r"[^\n]", " ", match.group())
    return text if match.group()[0] == "/" else '"' + text[1:-1] + '"'


def read_bare(root, path):
    """The code of a file without what stands in comments and strings."""
    return TOKEN.sub(blank, read(root, path))


def table_lines(text):
    """The numbers of lines in tables: from a comment `lint: table` to the next line that begins with `}`."""
    lines, inside = set(), False
    for number, line in enumerate(text.split("\n"), 1):
        inside = inside or "lint: table" in line
        if inside:
            lines.add(number)
        if line.startswith("}"):
            inside = False
    return lines


def finish(complaints):
    """Ends the script: COMPLAINTS are (path, line, text)."""
    for path, line, text in complaints:
        print(f"{path}:{line}: {text}")
    sys.exit(1 if complaints else 0)
