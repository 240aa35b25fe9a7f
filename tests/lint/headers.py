#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each header says `#pragma once` and compiles alone, with all warnings as errors.

Arguments: ROOT, BUILD (where offprint-config.h is), then the C compiler's command.
"""

import concurrent.futures
import os
import re
import shlex
import subprocess
import sys

import sources

PACKAGES = ["gio-unix-2.0", "json-glib-1.0", "libxml-2.0"]
FLAGS = ["-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-fsyntax-only", "-x", "c", "-"]
# Headers whose path begins so need more: packages and definitions. Where those packages are not there, neither is what is made of
# the headers.
OTHERS = [
    ("plugin/window/", ["libadwaita-1"], []),
    ("plugin/hosts/family/names-nemo.h", ["libnemo-extension"], []),
    ("plugin/hosts/family/names-caja.h", ["libcaja-extension"], []),
    ("plugin/hosts/family/names-thunar.h", ["thunarx-3"], []),
    ("plugin/hosts/family/", ["libnautilus-extension-4"], ["-DOFFPRINT_HOST_NAUTILUS"]),
    ("plugin/hosts/files/page.h", ["gtk+-3.0"], []),
]


def package_flags(packages):
    """What the compiler is told of them, or None when one is missing."""
    result = subprocess.run([os.environ.get("PKG_CONFIG", "pkg-config"), "--cflags"] + packages, capture_output=True, text=True)
    return shlex.split(result.stdout) if result.returncode == 0 else None


def extra_flags(path):
    """Flags for a header besides those of all; None when it can't be compiled here."""
    for start, packages, definitions in OTHERS:
        if path.startswith(start):
            flags = package_flags(packages)
            return None if flags is None else flags + definitions
    return []


def compiler_flags(root, build):
    return ["-I" + build, "-I" + root, "-I" + os.path.join(root, "plugin")] + package_flags(PACKAGES) + FLAGS


def check_alone(root, path, command):
    """The header included as the only thing, and twice, must be a whole program text."""
    name = path.removeprefix("plugin/")
    source = f'#include "{name}"\n#include "{name}"\nextern int something;\n'
    extra = extra_flags(path)
    if extra is None:
        return []
    result = subprocess.run(command[:-len(FLAGS)] + extra + FLAGS, input=source, capture_output=True, text=True, cwd=root)
    if result.returncode == 0:
        return []
    first = next((line for line in result.stderr.split("\n") if "error" in line), result.stderr.strip()[:200])
    return [(path, 1, "does not compile alone: " + first)]


def check_guard(root, path):
    bare = sources.read_bare(root, path)
    if re.search(r"^#pragma once$", bare, re.MULTILINE):
        return []
    return [(path, 1, "no #pragma once")]


def main():
    root, build, compiler = sys.argv[1], sys.argv[2], sys.argv[3:]
    headers = [path for path in sources.walk_code(root) if path.endswith((".h", ".hh"))]
    complaints = [complaint for path in headers for complaint in check_guard(root, path)]
    command = compiler + compiler_flags(root, build)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        ours = [path for path in headers if path.endswith(".h") and path.startswith(("plugin/", "shim/"))]
        for found in pool.map(lambda path: check_alone(root, path, command), ours):
            complaints += found
    sources.finish(complaints)


if __name__ == "__main__":
    main()
