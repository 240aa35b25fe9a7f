#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The command over several indexes: folders, stub files, real servers, servers that fail.

usage: servers.py OFFPRINT"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time

import sandbox
from sandbox import Skip, expect, expect_status, one_line

WORDS = ("river", "bridge", "harbour", "market", "winter")
# Two seconds, and what a busy machine may add
PATIENCE = 6


def make_indexes(box, count=3):
    """COUNT indexes that share ten articles between them, and one of all of them. Returns their folders, that one last."""
    for number in range(10):
        word = WORDS[number % len(WORDS)]
        text = f"{word.title()} {number}\n\nThe otter number{number} swims by the {word}. " + f"The {word} is wide. " * (number % 4)
        for folder in (f"part{number % count}", "whole"):
            box.write(f"{number}.txt", text, folder)
    folders = [f"part{part}" for part in range(count)] + ["whole"]
    for folder in folders:
        box.index("--database", box.path("index-" + folder), box.path(folder))
    return [box.path("index-" + folder) for folder in folders]


def options(databases):
    return [word for database in databases for word in ("--database", database)]


def stub(box, name, *lines):
    return box.write(name, "".join(line + "\n" for line in lines), ".")


def need(program):
    if shutil.which(program) is None:
        raise Skip(f"{program} is missing")


@contextlib.contextmanager
def server(database):
    """A real server, in a process group of its own, which is ended in any case. Gives its process and port."""
    need("xapian-tcpsrv")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(["xapian-tcpsrv", "--interface", "127.0.0.1", "--port", str(port), database], start_new_session=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        while not process.stdout.readline().startswith(b"Listening"):
            expect(process.poll() is None, "the server ended")
        yield process, port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def summarize(hits):
    """What does not depend on where articles are: hits of one score have no order that several indexes could share."""
    return sorted((-round(hit["score"], 6), os.path.basename(hit["path"]), hit["snippet"]) for hit in hits)


def expect_same(box, databases, whole, *more):
    for query in (["otter"], ["river", "OR", "bridge"], ["the", "wide", "harbour"], ['"by the market"'], ["numb*"], ["otter", "winter"]):
        one = box.search("--database", whole, "--limit", "20", "--no-fold", *more, *query)
        several = box.search(*options(databases), "--limit", "20", "--no-fold", *more, *query)
        expect(summarize(one) == summarize(several) and one, query, summarize(one), summarize(several))
    for arguments in (["facets", "--no-fold", "--json", "otter"], ["facets", "--no-fold", "--json"]):
        one = expect_status(box.run(*arguments[:1], "--database", whole, *arguments[1:]), 0).json()
        expect(expect_status(box.run(*arguments[:1], *options(databases), *arguments[1:]), 0).json() == one, arguments)
    completed = expect_status(box.run("complete", "--json", *options(databases), "otter", "harb"), 0).json()
    expect(sorted(os.path.basename(hit["path"]) for hit in completed) == ["2.txt", "7.txt"], completed)
    for number in (0, 1, 2):
        path = box.path(f"part{number}", f"{number}.txt")
        similar = expect_status(box.run("similar", "--json", *options(databases), path), 0).json()
        expect(all(hit["path"] != path and hit["snippet"] for hit in similar), similar)
    status, = expect_status(box.run("status", "--json", *options(databases)), 0).json()
    expect(status["articles"] == 10 and status["left_out"] == [] and status["indexes"] == databases, status)


def local(box):
    """three indexes, named one by one or by a stub file, answer as one of the same articles does"""
    *parts, whole = make_indexes(box)
    expect_same(box, parts, whole)
    expect_same(box, [stub(box, "stub", f"auto {parts[0]}", f"auto {parts[1]}"), parts[2]], whole)
    status, = expect_status(box.run("status", "--json", *options(parts)), 0).json()
    expect(sorted(folder["path"] for folder in status["folders"]) == [box.path(f"part{part}") for part in range(3)], status)
    text = expect_status(box.run("status", *options(parts)), 0).text()
    expect(all(part in text for part in parts), text)


def served(box):
    """one of three indexes on a real server, or behind a program as over ssh: the same"""
    *parts, whole = make_indexes(box)
    with server(parts[2]) as (_, port):
        expect_same(box, [parts[0], parts[1], stub(box, "stub", f"remote 127.0.0.1:{port}")], whole, "--no-expand")
    need("xapian-progsrv")
    expect_same(box, [parts[0], stub(box, "stub", f"auto {parts[1]}", f"remote :xapian-progsrv {parts[2]}")], whole, "--no-expand")


def without(box, databases, server_name, *missing):
    """What is on the server is missing, a line says so, the rest is there; and soon."""
    started = time.monotonic()
    result = expect_status(box.run("search", "--json", "--limit", "20", *options(databases), "otter"), 0)
    expect(time.monotonic() - started < PATIENCE, "took", time.monotonic() - started)
    names = sorted(os.path.basename(hit["path"]) for hit in result.json())
    expect(names == [f"{number}.txt" for number in range(10) if number not in missing], names)
    expect(server_name in one_line(result.complaints()), result)
    status, = expect_status(box.run("status", "--json", *options(databases)), 0).json()
    expect(status["left_out"] == [server_name] and status["articles"] == 10 - len(missing), status)


def dead(box):
    """a server that is gone, stopped, silent or something else is left out with a warning, within two seconds"""
    *parts, _ = make_indexes(box)
    with server(parts[2]) as (process, port):
        name = f"127.0.0.1:{port}"
        databases = [parts[0], parts[1], stub(box, "stub", f"remote {name}")]
        box.search(*options(databases), "otter")
        os.killpg(process.pid, signal.SIGSTOP)
        without(box, databases, name, 2, 5, 8)
    without(box, databases, name, 2, 5, 8)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        name = f"127.0.0.1:{silent.getsockname()[1]}"
        stub(box, "stub", f"remote {name}")
        without(box, databases, name, 2, 5, 8)
    stub(box, "stub", "remote :echo nonsense")
    without(box, databases, ":echo nonsense", 2, 5, 8)
    result = expect_status(box.run("search", "--database", databases[2], "otter"), 3)
    expect("answers" in one_line(result.complaints()), result)


def refused(box):
    """an index of another version among several is refused by name, status 3"""
    *parts, _ = make_indexes(box)
    os.makedirs(box.path("other"))
    box.write("stub", "magic\n", ".")
    result = expect_status(box.run("search", *options([parts[0], box.path("other")]), "otter"), 3)
    expect(box.path("other") in one_line(result.complaints()), result)
    result = expect_status(box.run("search", *options([parts[0], box.path("stub")]), "otter"), 3)
    expect("line 1" in one_line(result.complaints()), result)


if __name__ == "__main__":
    sandbox.main([local, served, dead, refused])
