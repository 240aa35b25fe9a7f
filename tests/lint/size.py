#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines of at most 120 columns, files of at most 500 lines, functions of at most 60. Tests, being lists of cases, may have twice
as many lines, and their strings do not count as columns. Neither do tables (from a comment `lint: table` on), nor files whose
head says "Not to be edited"."""

import re
import sys
import unicodedata

import sources

MAX_COLUMNS = 120
MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60


def columns(line):
    """Width on a terminal: wide characters count twice, combining ones not at all."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def most(path, lines):
    return lines * 2 if path.startswith("tests/") else lines


def is_generated(text):
    return "Not to be edited" in "\n".join(text.split("\n")[:5])


def without_strings(line):
    return re.sub(r'"(?:\\.|[^"\\])*"', '""', line)


def check_lines(path, text):
    tables = sources.table_lines(text)
    lines = text.rstrip("\n").split("\n")
    if path.startswith("tests/"):
        lines = [without_strings(line) for line in lines]
    complaints = [(path, number, f"{columns(line)} columns, at most {MAX_COLUMNS}")
                  for number, line in enumerate(lines, 1) if number not in tables and columns(line) > MAX_COLUMNS]
    counted, limit = len(lines) - len(tables), most(path, MAX_FILE_LINES)
    if counted > limit:
        complaints.append((path, 1, f"{counted} lines, at most {limit}: one noun a file"))
    return complaints


def check_functions(path, bare, tables):
    """Functions as the style has them: the name at the line's start, `{` and `}` alone in the first column."""
    complaints, start, name = [], None, None
    limit = most(path, MAX_FUNCTION_LINES)
    for number, line in enumerate(bare.split("\n"), 1):
        if re.match(r"[A-Za-z_~]\w*(::~?\w+)*\s*\(", line):
            name = line.split("(")[0].strip()
        if line.rstrip() == "{":
            start = number
        elif line.startswith("}") and start is not None:
            length = number - start + 1
            if length > limit and number not in tables and line.rstrip() == "}":
                complaints.append((path, start, f"{name} () has {length} lines, at most {limit}"))
            start = None
    return complaints


def main():
    root = sys.argv[1]
    complaints = []
    for path in sources.walk_code(root):
        text = sources.read(root, path)
        if is_generated(text):
            continue
        complaints += check_lines(path, text)
        complaints += check_functions(path, sources.read_bare(root, path), sources.table_lines(text))
    sources.finish(complaints)


if __name__ == "__main__":
    main()
