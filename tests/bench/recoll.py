#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What indexing costs Recoll with our input handler and with its own: wall and processor time of recollindex, in turns.

usage: recoll.py BUILD FOLDER [ROUNDS]

FOLDER holds pages. Prints each run, then the ratio of the medians, and when the handler was started: recollindex starts one for each of
its threads that read files, at the beginning; any later one is a restart.
"""

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

PR_SET_CHILD_SUBREAPER = 36


def configure(top, name, folder, handler):
    configuration = os.path.join(top, name)
    os.mkdir(configuration)
    files = {"recoll.conf": f"topdirs = {folder}\nloglevel = 2\nlogfilename = {configuration}/log\n"}
    if handler:
        files["mimemap"] = f"[{folder}]\n.html = text/x-saved-article\n"
        files["mimeconf"] = f"[index]\ntext/x-saved-article = execm {handler}\n"
    for file_name, text in files.items():
        with open(os.path.join(configuration, file_name), "w", encoding="utf-8") as file:
            file.write(text)
    return configuration


def make_counter(top, program):
    """A program in the handler's place that notes each start."""
    counter = os.path.join(top, "handler")
    with open(counter, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\ndate +%s.%N >>{top}/starts\nexec {program}\n")
    os.chmod(counter, 0o755)
    return counter


def adopt_all():
    """Waits for the workers of handlers that recollindex killed: only so does their time count."""
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass


def measure(configuration):
    """Wall and processor seconds of one run from nothing, with all processes that it started."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(["recollindex", "-c", configuration, "-z"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - start
    adopt_all()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(build, folder, rounds="3"):
    folder = os.path.realpath(folder)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="offprint-recoll-") as top:
        os.environ.update(HOME=top, LC_ALL="C.UTF-8")
        handler = make_counter(top, os.path.abspath(f"{build}/plugin/hosts/recoll/offprint-recoll"))
        ways = {"stock": configure(top, "stock", folder, None), "handler": configure(top, "ours", folder, handler)}
        results, begins = {name: [] for name in ways}, []
        for number in range(int(rounds)):
            for name in list(ways) if number % 2 == 0 else reversed(ways):
                begins.append(time.time())
                results[name].append(measure(ways[name]))
                print(f"{name}: {results[name][-1][0]:.1f} s, {results[name][-1][1]:.1f} s of processor time", flush=True)
        with open(os.path.join(top, "starts"), encoding="utf-8") as file:
            starts = [float(line) for line in file]
    for part, what in enumerate(("wall", "processor")):
        medians = {name: statistics.median(run[part] for run in runs) for name, runs in results.items()}
        print(f"{what}: stock {medians['stock']:.1f} s, handler {medians['handler']:.1f} s, "
              f"ratio {medians['handler'] / medians['stock']:.2f}")
    after = [start - max(begin for begin in begins if begin <= start) for start in starts]
    print(f"starts of the handler in {rounds} runs, seconds after the beginning of a run:", *(f"{seconds:.1f}" for seconds in after))


if __name__ == "__main__":
    main(*sys.argv[1:])
