#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures how soon search bars are answered over D-Bus by the daemon, letter by letter as GNOME Shell and KRunner ask; alone, and while
files are imported. Not a test: it asserts nothing about time. Strangers' load shows, so the load and CPU time are printed too.

usage: bars.py BUILD INDEX FOLDER [--phrases N] [--import N] [--work DIR]

INDEX is copied. FOLDER holds text files that are articles: phrases are words of their first lines, and N of them are imported. A shell's
answer is a list of ids and the metas of the first five; each letter is asked when the one before is answered."""

import argparse
import contextlib
import itertools
import os
import random
import re
import shutil
import struct
import tempfile
import threading
import time
from pathlib import Path

import live
import wire

SHELL = (wire.PATH + "/SearchProvider", "org.gnome.Shell.SearchProvider2")
RUNNER = (wire.PATH + "/KRunner", "org.kde.krunner1")
ROWS = 5
WORDS = 3
RUNNER_LETTERS_MIN = 2


def put_strings(data, texts):
    data = wire.pad(data, 4)
    body = b""
    for text in texts:
        body = wire.put_string(body, text)
    return data + struct.pack("<I", len(body)) + body


def get_strings(body):
    end, at, texts = 4 + struct.unpack_from("<I", body)[0], 4, []
    while at < end:
        at += -at % 4
        length = struct.unpack_from("<I", body, at)[0]
        texts.append(body[at + 4:at + 4 + length])
        at += 4 + length + 1
    return texts


class Bar:
    """Asks as a bar does; `times` has seconds by what was asked."""

    def __init__(self, connection):
        self.connection = connection
        self.times = {"shell, first letter": [], "shell, later letters": [], "KRunner": []}

    def ask(self, bar, method, body, signature):
        path, interface = bar
        return self.connection.wait_reply(self.connection.send(wire.NAME, path, interface, method, body, signature), 60).body

    def ask_shell(self, typed, previous):
        start = time.monotonic()
        if previous is None:
            ids = get_strings(self.ask(SHELL, "GetInitialResultSet", put_strings(b"", typed.split()), "as"))
        else:
            ids = get_strings(self.ask(SHELL, "GetSubsearchResultSet", put_strings(put_strings(b"", previous), typed.split()), "asas"))
        if ids:
            self.ask(SHELL, "GetResultMetas", put_strings(b"", ids[:ROWS]), "as")
        self.times["shell, first letter" if previous is None else "shell, later letters"].append(time.monotonic() - start)
        return ids

    def ask_runner(self, typed):
        start = time.monotonic()
        self.ask(RUNNER, "Match", wire.put_string(b"", typed), "s")
        self.times["KRunner"].append(time.monotonic() - start)

    def type(self, phrase):
        ids = None
        for end in range(1, len(phrase) + 1):
            typed = phrase[:end]
            if not typed.endswith(" "):
                ids = self.ask_shell(typed, ids)
                if end >= RUNNER_LETTERS_MIN:
                    self.ask_runner(typed)


def show(title, times, processor=None):
    rows = [["", "answers", "p50 ms", "p95 ms", "max ms"]]
    for name, values in times.items():
        ordered = sorted(values)
        rows.append([name, len(ordered), *(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 1))])
    live.show(title, rows)
    if processor is not None:
        print(f"CPU of the daemon: {1000 * processor / sum(map(len, times.values())):.1f} ms an answer")


def find_files(folder, count):
    files = sorted(path for path in folder.rglob("*.txt") if path.is_file())
    random.Random(1).shuffle(files)
    return files[:count]


def make_phrase(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        words = re.findall(r"\w+", next((line for line in file if line.strip()), ""))
    return " ".join(words[:WORDS]).lower()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--phrases", type=int, default=60)
    parser.add_argument("--import", type=int, default=10_000, dest="imported")
    parser.add_argument("--work", type=Path, default=Path("/var/tmp"))
    options = parser.parse_args()
    options.build, options.normal = options.build.resolve(), False
    os.environ.setdefault("OFFPRINT_LIBEXECDIR", str(options.build / "plugin" / "index"))
    files = find_files(options.folder, max(options.phrases, options.imported))
    phrases = [phrase for phrase in map(make_phrase, files[:options.phrases]) if phrase]
    work = Path(tempfile.mkdtemp(prefix="offprint-bars-", dir=options.work))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, work)
        folder = work / "import"
        folder.mkdir()
        bench = argparse.Namespace(build=options.build, options=options, work=work)
        daemon = stack.enter_context(live.Daemon(bench, [folder], options.index))
        daemon.flush()
        articles = daemon.count_articles()
        bar = Bar(daemon.connection)
        bar.type(phrases[0])
        bar, processor = Bar(daemon.connection), daemon.get_cpu()
        for phrase in phrases:
            bar.type(phrase)
        show(f"alone, {articles} articles", bar.times, daemon.get_cpu() - processor)
        import_files(daemon, folder, files[:options.imported], phrases)


def import_files(daemon, folder, files, phrases):
    """Types as long as the import lasts."""
    bar, watcher = Bar(wire.Connection(daemon.address)), wire.Connection(daemon.address)
    for number, path in enumerate(files):
        shutil.copyfile(path, folder / f"{number}.txt")
    done = threading.Event()

    def wait():
        watcher.flush()
        done.set()

    threading.Thread(target=wait, daemon=True).start()
    start = time.monotonic()
    for phrase in itertools.cycle(phrases):
        if done.is_set():
            break
        bar.type(phrase)
    show(f"while {len(files)} files are imported, {time.monotonic() - start:.0f} s", bar.times)


if __name__ == "__main__":
    main()
