#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every source file, script and build file names its licence in one of its first three lines."""

import sys

import sources

LINE = "SPDX-License-Identifier: GPL-2.0-or-later"
KINDS = sources.CODE + (".py", ".sh", ".build", "meson_options.txt", ".bash", ".fish", ".map", ".clang-format", ".editorconfig")


def needs_line(root, path):
    return path.endswith(KINDS) or sources.read(root, path).startswith("#!")


def main():
    root = sys.argv[1]
    sources.finish([(path, 1, f"no line '{LINE}'") for path in sources.walk(root)
                    if needs_line(root, path) and not any(LINE in line for line in sources.read(root, path).split("\n")[:3])])


if __name__ == "__main__":
    main()
