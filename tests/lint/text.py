#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Text of all files: valid UTF-8, line feeds, no white space at line ends, a final newline, no tabs in code, and nothing that only
means something on the machine or to the people that a change was made with."""

import os
import re
import sys

import sources

BINARY = (".png", ".gz", ".svgz", ".jpg")
# Written so that this file does not hold them itself.
PRIVATE = [
    (re.compile(r"/w[o]rk/|/tmp/bu[i]ld-|\.\./sh[a]red/|\.\./\.libr[a]ry|\bbrief\.m[d]\b"), "a path of one machine"),
    (re.compile(r"\b(TO[D]O|FIX[M]E)\b(?=[: (])"), "unfinished: do it, or open an issue"),
]
TABS = sources.CODE + (".py", ".build", ".sh")


def check_line(path, line):
    if line != line.rstrip():
        yield "carriage return" if line.endswith("\r") else "white space at the end of the line"
    if "\t" in line and path.endswith(TABS):
        yield "tab"
    for pattern, why in PRIVATE:
        match = pattern.search(line)
        if match:
            yield f"'{match.group()}': {why}"


def check_file(root, path):
    with open(os.path.join(root, path), "rb") as file:
        content = file.read()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [(path, content.count(b"\n", 0, error.start) + 1, "not valid UTF-8")]
    complaints = [(path, number, what) for number, line in enumerate(text.split("\n"), 1) for what in check_line(path, line)]
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        complaints.append((path, text.count("\n"), "a file ends in exactly one newline"))
    return complaints


def main():
    root = sys.argv[1]
    sources.finish([complaint for path in sources.walk(root) if not path.endswith(BINARY) and path != "COPYING"
                    for complaint in check_file(root, path)])


if __name__ == "__main__":
    main()
