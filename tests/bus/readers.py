#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Readers while the index is written, made small and replaced in a loop: each answer is whole, old or new, and none is an
error. Real processes: writers are runs of the command, readers the command and the daemon.

usage: readers.py OFFPRINT OFFPRINTD"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading

import private_bus
from private_bus import Bus
from sandbox import expect, expect_status

# Articles that readers look for. In each, title, text and file name carry one number, and the text a revision that grows.
ARTICLES = 12
ROUNDS = int(os.environ.get("OFFPRINT_READERS_ROUNDS", "12"))


def write(box, number, revision):
    """The file takes the place of the old one at once: a reader of files never sees half of it."""
    path = box.path("articles", f"a{number:02d}.html")
    words = " ".join([f"mark{number}x{revision} group{number % 3}word{part}" for part in range(150)])
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(f"<html><head><title>Number {number} revision {revision}</title>"
                   f"<meta property='article:published_time' content='2022-01-{number + 1:02d}'></head><body><article>"
                   f"<h1>Number {number} revision {revision}</h1><p>The otter mark{number}x{revision} swims in the river. "
                   f"{words}</p></article></body></html>")
    os.rename(path + ".new", path)


def write_all(box, revision, numbers=range(ARTICLES)):
    for number in numbers:
        write(box, number, revision)


def check_hit(path, title, snippet):
    """One article in one revision: title, file name and snippet agree. (No snippet is no lie.)"""
    number, revision = re.fullmatch(r"Number (\d+) revision (\d+)", title).groups()
    expect(os.path.basename(path) == f"a{int(number):02d}.html", "path of another article", path, title)
    for other in re.findall(r"mark(\d+)x(\d+)", snippet):
        expect(other == (number, revision), "text of another article or revision", title, snippet)
    return int(number)


class Readers:
    """Threads that each ask in a loop until told to stop; the first thing that is wrong is kept.

    idle: at the priority at which the daemon writes, which would hardly get to it beside them else."""

    def __init__(self, functions, idle=False):
        self.idle = idle
        self.stop, self.wrong, self.answers = threading.Event(), [], {function.__name__: 0 for function in functions}
        self.threads = [threading.Thread(target=self.run, args=(function,)) for function in functions]
        for thread in self.threads:
            thread.start()

    def run(self, function):
        if self.idle:
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        while not self.stop.is_set() and not self.wrong:
            try:
                function()
                self.answers[function.__name__] += 1
            except Exception as error:  # pylint: disable=broad-except
                self.wrong.append((function.__name__, error))

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()
        print("#", self.answers, flush=True)
        expect(not self.wrong, *self.wrong)
        expect(all(count > 0 for count in self.answers.values()), "a reader never got to ask", self.answers)


def commands(box):
    """Readers that are runs of the command."""
    def check(hits):
        numbers = [check_hit(hit["path"], hit["title"], hit["snippet"]) for hit in hits]
        expect(len(numbers) == len(set(numbers)), "an article twice", numbers)
        return numbers

    def search():
        hits = expect_status(box.run("search", "--json", "--limit", "100", "otter swims"), 0).json()
        expect(len(check(hits)) == ARTICLES, "articles are missing", hits)

    def page():
        hits = expect_status(box.run("search", "--json", "--offset", "5", "--limit", "3", "--sort", "published", "otter"), 0).json()
        expect(check(hits) == [6, 5, 4], hits)

    def complete():
        hits = expect_status(box.run("complete", "--json", "--limit", "100", "otter swi"), 0).json()
        expect(len(check(hits)) == ARTICLES, "articles are missing", hits)

    def facets():
        counts, = expect_status(box.run("facets", "--json", "otter"), 0).json()
        expect(counts["articles"] == ARTICLES and counts["month"] == [["2022-01", ARTICLES]], counts)

    def similar():
        hits = expect_status(box.run("similar", "--json", box.path("articles", "a03.html")), 0).json()
        expect(3 not in check(hits) and len(hits) >= 3, hits)

    def status():
        expect(box.status()["articles"] == ARTICLES, "status")
    return [search, page, complete, facets, similar, status]


def ask_daemon(bus, box):
    """Readers that are clients of the daemon."""
    def texts(reply, name):
        return re.findall(rf"'{name}': <'((?:[^'\\]|\\.)*)'>", reply)

    def paths(reply):
        return re.findall(r"'path': <b'((?:[^'\\]|\\.)*)'>", reply)

    def check(reply, count):
        found = [check_hit(*hit) for hit in zip(paths(reply), texts(reply, "title"), texts(reply, "snippet"))]
        expect(len(set(found)) == len(found) == count, "articles are missing", found, reply)

    def daemon_search():
        check(bus.call("Search", "otter swims", "{'limit': <uint32 100>}"), ARTICLES)

    def daemon_session():
        for offset in (0, 4, 8):
            check(bus.call("Search", "river", f"{{'limit': <uint32 4>, 'offset': <uint32 {offset}>, 'session': <'s'>}}"), 4)

    def daemon_complete():
        check(bus.call("Complete", "otter swi", "{'limit': <uint32 100>}"), ARTICLES)

    def daemon_facets():
        reply = bus.call("Facets", "otter", "{}")
        expect(f"('2022-01', {ARTICLES})" in reply or f"('2022-01', uint32 {ARTICLES})" in reply, reply)
    return [daemon_search, daemon_session, daemon_complete, daemon_facets]


def commits(box, _):
    """while articles change, commit by commit, each reader sees each article once, whole, in one revision"""
    write_all(box, 0)
    box.index()
    readers = Readers(commands(box))
    for revision in range(1, ROUNDS):
        for part in (range(0, ARTICLES, 2), range(1, ARTICLES, 2)):
            write_all(box, revision, part)
            box.index()
    readers.end()
    box.check()


def compactions(box, _):
    """while the index is made small, and changed in between, nothing is missing and nothing is an error"""
    write_all(box, 0)
    box.index()
    readers = Readers(commands(box))
    for revision in range(1, ROUNDS):
        write_all(box, revision, [revision % ARTICLES])
        box.index()
        expect_status(box.run("compact"), 0)
    readers.end()


def exchange(one, other):
    """Two folders change places in one step."""
    code = ("import ctypes, sys; c = ctypes.CDLL (None, use_errno=True); "
            "sys.exit (c.renameat2 (-100, sys.argv[1].encode (), -100, sys.argv[2].encode (), 2) != 0)")
    return subprocess.run([sys.executable, "-c", code, one, other], check=False).returncode == 0


def replacements(box, _):
    """while the index is replaced by others with the same articles in another order, no article is taken for another"""
    write_all(box, 0)
    box.index()
    spare = box.path("spare")
    readers = Readers(commands(box))
    for revision in range(1, ROUNDS // 2):
        order = list(range(ARTICLES))
        if revision % 2:
            order.reverse()
        write_all(box, revision)
        for number in order:
            box.index("--database", spare, box.path("articles", f"a{number:02d}.html"))
        expect(exchange(spare, box.database), "folders can't be exchanged here")
        shutil.rmtree(spare)
    readers.end()


def live(box, daemon):
    """while the daemon itself indexes what changes, and after it made its index small, its answers and those of the command are whole"""
    write_all(box, 0)
    bus = Bus(box, daemon)
    bus.start_daemon()
    expect_status(box.run("add", box.articles), 0)
    readers = Readers(commands(box) + ask_daemon(bus, box), idle=True)
    for revision in range(1, ROUNDS):
        write_all(box, revision, range(revision % 3, ARTICLES, 3))
        bus.call("Flush")
    readers.end()
    # Without the daemon's help it would find the index locked.
    expect_status(box.run("compact"), 0)
    hits = box.search("--limit", "100", "otter")
    expect(len(hits) == ARTICLES, json.dumps(hits))
    bus.close()


if __name__ == "__main__":
    private_bus.main([commits, compactions, replacements, live])
