#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Wraps the lines that size.py finds too long, by clang-format, and leaves all others alone. No test: a help.

usage: wrap.py [FILE...]    all C and C++ files of the project, or those named (relative to its top folder)
"""

import os
import subprocess
import sys

import size
import sources


def long_lines(root, path):
    text = sources.read(root, path)
    if size.is_generated(text):
        return []
    return [line for _, line, what in size.check_lines(path, text) if "columns" in what]


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    for path in sys.argv[1:] or sources.walk_code(root):
        lines = [f"--lines={line}:{line}" for line in long_lines(root, path)]
        if lines:
            subprocess.run(["clang-format", "-i"] + lines + [path], cwd=root, check=True)
            print(f"{path}: {len(lines)}")


if __name__ == "__main__":
    main()
