#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A file includes only lower layers; only plugin/store includes the shim; only shim and tests are C++; headers make no cycle."""

import re
import sys

import sources

LAYERS = {"core": 0, "desktop": 1, "extract": 1, "store": 2, "index": 3, "service": 4, "cli": 4, "window": 5, "hosts": 5}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
GENERATED = {"offprint-bus.h", "offprint-opener.h", "offprint-runner.h", "offprint-shell.h", "offprint-config.h"}


def includes(root, path):
    """Pairs of line number and what a file includes with quotes."""
    text = sources.read(root, path)
    return [(text.count("\n", 0, match.start()) + 1, match.group(1)) for match in INCLUDE.finditer(text)]


def why_not(path, included):
    """What is wrong with PATH including INCLUDED, or None."""
    place = path.split("/")
    target = included.split("/")
    if included in GENERATED or place[0] not in ("plugin", "shim"):
        return None
    if len(target) < 2:
        return f'include "{included}" with its folder in front'
    if place[0] == "shim":
        return None if target[0] == "shim" else "the shim includes nothing of the plugin"
    room = place[1]
    if target[0] == "shim":
        return None if room == "store" else f"only plugin/store includes the shim, not plugin/{room}"
    if target[0] not in LAYERS:
        return f'"{included}" is in no known room'
    if target[0] != room and LAYERS[target[0]] >= LAYERS[room]:
        return f"{room} (layer {LAYERS[room]}) includes {target[0]} (layer {LAYERS[target[0]]})"
    return None


def check_file(root, path):
    complaints = []
    place = path.split("/")
    if place[0] == "plugin" and (len(place) < 3 or place[1] not in LAYERS):
        return [(path, 1, "is in no known room")]
    if path.endswith((".cc", ".hh", ".cpp", ".hpp", ".cxx")) and place[0] not in ("shim", "tests"):
        complaints.append((path, 1, "C++ outside of shim/ and tests/"))
    for line, included in includes(root, path):
        reason = why_not(path, included)
        if reason:
            complaints.append((path, line, reason))
    return complaints


def header_graph(root):
    """Header -> headers that it includes, by their paths as included."""
    graph = {}
    for path in sources.walk_code(root):
        if path.endswith((".h", ".hh")):
            name = path.removeprefix("plugin/")
            graph[name] = (path, [included for _, included in includes(root, path)])
    return graph


def find_cycles(graph):
    """Depth-first with an explicit stack: a header that is reached while it is still open closes a cycle."""
    done, complaints = set(), []
    for start in graph:
        stack, trail = [(start, False)], []
        while stack:
            name, leaving = stack.pop()
            if leaving:
                trail.pop()
                done.add(name)
            elif name in trail:
                complaints.append((graph[name][0], 1, "header cycle: " + " > ".join(trail[trail.index(name):] + [name])))
            elif name in graph and name not in done:
                trail.append(name)
                stack.append((name, True))
                stack += [(included, False) for included in graph[name][1]]
    return complaints


def main():
    root = sys.argv[1]
    complaints = [complaint for path in sources.walk(root) if path.endswith(sources.CODE + (".cpp", ".hpp", ".cxx"))
                  for complaint in check_file(root, path)]
    sources.finish(complaints + find_cycles(header_graph(root)))


if __name__ == "__main__":
    main()
