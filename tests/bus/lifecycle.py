#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How the daemon begins and ends: options, a second one, signals, a bus that goes away, activation, kill -9; and watch.

usage: lifecycle.py OFFPRINT OFFPRINTD"""

import ctypes
import os
import pty
import re
import select
import signal
import subprocess

import private_bus
import sandbox
from private_bus import NAME, Bus
from sandbox import expect, expect_status

# Of ioprio_get(2): the class for which the disk is idle
IO_IDLE = 3


def run_daemon(box, daemon, *arguments, **environment):
    environment = {name: value for name, value in {**box.environment, **environment}.items() if value is not None}
    return subprocess.run([daemon, *arguments], env=environment, capture_output=True, timeout=private_bus.TIMEOUT, text=True)


def write_otter(box, name="otter.txt"):
    return box.write(name, f"Otters\n\nThe otter of {name} swims in the river.\n")


def options(box, daemon):
    """--version and --help on standard output, status 0; anything else is refused with one line, status 2"""
    expect(re.fullmatch(r"offprintd \d+[.\w]*\n", run_daemon(box, daemon, "--version").stdout), "version")
    expect("Exit status" in run_daemon(box, daemon, "--help").stdout, "help")
    for arguments in (["--river"], ["river"]):
        result = run_daemon(box, daemon, *arguments)
        line = sandbox.one_line(result.stderr)
        expect(result.returncode == 2 and ("river" in line or "no arguments" in line), result)


def no_bus(box, daemon):
    """without a bus it ends with one line, status 1, and makes no index"""
    result = run_daemon(box, daemon, DBUS_SESSION_BUS_ADDRESS="unix:path=" + box.path("nowhere"))
    expect(result.returncode == 1 and "no session bus" in sandbox.one_line(result.stderr), result)
    expect(not os.path.exists(box.path("data")), "made an index")


def wrongly_configured(box, daemon):
    """a wrong configuration ends it with one line, status 2"""
    box.write("config/offprint/offprint.conf", "[offprint]\nriver=1\n", ".")
    result = run_daemon(box, daemon)
    expect(result.returncode == 2 and "'river'" in sandbox.one_line(result.stderr), result)


def second(box, daemon):
    """a second one on the same bus ends at once with one line, status 3; the first goes on"""
    bus = Bus(box, daemon)
    process = bus.start_daemon()
    result = run_daemon(box, daemon)
    expect(result.returncode == 3 and "runs on this bus already" in sandbox.one_line(result.stderr), result)
    expect(bus.is_running() and process.poll() is None, "the first one")
    bus.close()


def signals(box, daemon):
    """SIGTERM and SIGINT end it in good order, status 0, in the middle of work too; the next one does the rest"""
    bus = Bus(box, daemon)
    box.write_many(3000)
    process = bus.start_daemon()
    bus.call("AddFolder", f"b'{box.articles}'")
    for wanted in (signal.SIGTERM, signal.SIGINT):
        status, complaints = bus.stop(process, wanted)
        expect(status == 0 and complaints == "", status, complaints)
        expect(not bus.is_running(), "name")
        box.check()
        process = bus.start_daemon()
    bus.call("Flush")
    expect(box.status()["articles"] == 3000, box.status())
    bus.close()


def bus_gone(box, daemon):
    """when the bus goes away, what is written is committed and it ends, status 0"""
    bus = Bus(box, daemon)
    write_otter(box)
    process = bus.start_daemon()
    bus.call("AddFolder", f"b'{box.articles}'")
    bus.call("Flush")
    bus.process.kill()
    status, complaints = bus.wait(process)
    expect(status == 0 and complaints == "", status, complaints)
    box.check()
    expect(box.names("otter") == ["otter.txt"], "index")
    bus.close()


def activated(box, daemon):
    """the bus starts it for a call; killed, it is started again and knows its folders and what changed meanwhile"""
    bus = Bus(box, daemon, activatable=True)
    write_otter(box)
    expect(not bus.is_running(), "too early")
    expect("otter.txt" not in bus.call("Search", "otter", "{}"), "empty")
    expect(bus.is_running(), "not started")
    bus.call("AddFolder", f"b'{box.articles}'")
    bus.call("Flush")
    expect("otter.txt" in bus.call("Search", "otter", "{}"), "added")
    before = bus.daemon_pid()
    os.kill(before, signal.SIGKILL)
    write_otter(box, "second.txt")
    bus.call("Flush")
    expect(bus.daemon_pid() != before, "the same process")
    found = bus.call("Search", "otter", "{}")
    expect("otter.txt" in found and "second.txt" in found, found)
    os.kill(bus.daemon_pid(), signal.SIGTERM)
    bus.close()


def folder_list(box, daemon):
    """lines of the list that are not understood are told and kept; a list that can't be read ends it, status 1"""
    path = box.path("config", "offprint", "folders")
    box.write("config/offprint/folders", f"nonsense\nfile://{box.articles}\n", ".")
    bus = Bus(box, daemon)
    write_otter(box)
    process = bus.start_daemon()
    bus.call("Flush")
    expect(box.names("otter") == ["otter.txt"], "followed")
    deep = os.path.dirname(box.write("deep/a.txt", "A\n\nDeep otter.\n"))
    bus.call("AddFolder", f"b'{deep}'")
    with open(path, encoding="utf-8") as file:
        expect(file.read() == f"nonsense\nfile://{box.articles}\nfile://{deep}\n", "kept")
    _, complaints = bus.stop(process)
    expect("nonsense" in sandbox.one_line(complaints), complaints)
    expect("nonsense" in expect_status(box.run("folders"), 1).complaints(), "folders")
    os.unlink(path)
    os.mkdir(path)
    result = run_daemon(box, daemon)
    expect(result.returncode == 1 and path in result.stderr, result)
    expect_status(box.run("folders"), 1)
    bus.close()


def follows(box, daemon):
    """files that come, change and go below a folder are found, and found no longer, without being asked for"""
    bus = Bus(box, daemon)
    bus.start_daemon()
    bus.call("AddFolder", f"b'{box.articles}'")
    path = write_otter(box)
    bus.call("Flush")
    expect(box.names("otter") == ["otter.txt"], "came")
    box.write("otter.txt", "Herons\n\nThe heron waits.\n")
    bus.call("Flush")
    expect(box.run("search", "otter", "-file:otter").status == 1 and box.names("heron") == ["otter.txt"], "changed")
    os.unlink(path)
    bus.call("Flush")
    expect_status(box.run("search", "heron"), 1)
    bus.close()


def refused(box, daemon):
    """an index of another version is left alone; State and Reason say so, and who asks for work hears it"""
    write_otter(box)
    box.index()
    with open(os.path.join(box.database, "iamglass"), "rb") as file:
        version = file.read()
    path = os.path.join(box.database, "postlist.glass")
    with open(path, "rb") as file:
        content = file.read()
    if b"offprint.version" not in content:
        return
    with open(path, "wb") as file:
        file.write(content.replace(b"offprint.version", b"offprint.versioo"))
    bus = Bus(box, daemon)
    bus.start_daemon()
    result = expect_status(box.run("index", box.articles), 3)
    expect("another program's index" in sandbox.one_line(result.complaints()), result)
    state = bus.call("org.freedesktop.DBus.Properties.GetAll", NAME)
    expect("'refused'" in state and "another program" in state, state)
    result = bus.gdbus("call", "--session", "-d", NAME, "-o", private_bus.PATH, "-m", f"{NAME}.Flush")
    expect(result.returncode == 1 and f"{NAME}.Error.Index" in result.stderr and "another program" in result.stderr, result)
    with open(os.path.join(box.database, "iamglass"), "rb") as file:
        expect(file.read() == version, "changed")
    bus.close()


def get_io_class(task):
    """Of a thread; None where the number of the system call is not known"""
    number = {"x86_64": 252, "aarch64": 31}.get(os.uname().machine)
    return ctypes.CDLL(None).syscall(number, 1, task) >> 13 if number else None


def low_priority(box, daemon):
    """the indexer's thread runs at idle priority, for the processor and the disk; the main thread does not"""
    bus = Bus(box, daemon)
    process = bus.start_daemon()
    bus.call("Flush")
    policies, io_classes = {}, {}
    for task in os.listdir(f"/proc/{process.pid}/task"):
        with open(f"/proc/{process.pid}/task/{task}/comm", encoding="utf-8") as file:
            name = file.read().strip()
        policies.setdefault(name, set()).add(os.sched_getscheduler(int(task)))
        io_classes.setdefault(name, set()).add(get_io_class(int(task)))
    expect(policies["indexer"] == {os.SCHED_IDLE}, policies)
    expect(io_classes["indexer"] <= {IO_IDLE, None} and IO_IDLE not in io_classes["search"], io_classes)
    expect(policies["search"] == {os.SCHED_OTHER} and os.sched_getscheduler(process.pid) == os.SCHED_OTHER, policies)
    bus.close()


class Watching:
    """`offprint watch` on a terminal."""

    def __init__(self, box, *arguments):
        self.master, slave = pty.openpty()
        self.process = box.start("watch", *arguments, stdin=slave, stdout=slave, stderr=slave)
        self.shown = b""
        os.close(slave)

    def read_until(self, text):
        while text not in self.shown:
            expect(select.select([self.master], [], [], private_bus.TIMEOUT)[0], "silent", self.shown)
            try:
                self.shown += os.read(self.master, 65536)
            except OSError:
                raise AssertionError("ended", self.shown) from None

    def end(self, with_signal):
        self.process.send_signal(with_signal)
        status = self.process.wait(timeout=private_bus.TIMEOUT)
        os.close(self.master)
        return status


def watch(box, daemon):
    """watch indexes, complains, stays, follows changes, and ends with status 0 on SIGINT and SIGTERM"""
    box.write("config/offprint/offprint.conf", "[offprint]\nmax-file-bytes=1000\n", ".")
    for wanted in (signal.SIGINT, signal.SIGTERM):
        write_otter(box)
        box.write("large.txt", "otter " * 1000)
        watching = Watching(box, box.articles)
        watching.read_until(b"2 files: ")
        watching.read_until(b"1 article, following changes")
        expect(b"larger than 1000 bytes" in watching.shown, watching.shown)
        path = write_otter(box, "second.txt")
        watching.read_until(b"2 articles, following changes")
        expect(sorted(box.names("otter")) == ["otter.txt", "second.txt"], "second")
        os.unlink(path)
        expect(watching.end(wanted) == 0, "status")
        box.check()
        box.index(status=1)
        expect(box.names("otter") == ["otter.txt"], "gone")


def watch_refused(box, daemon):
    """watch needs folders that are there, an index that can be used, and one that the daemon does not keep"""
    write_otter(box)
    expect_status(box.run("watch"), 2)
    expect(box.path("gone") in expect_status(box.run("watch", box.path("gone")), 2).complaints(), "gone")
    bus = Bus(box, daemon)
    bus.start_daemon()
    expect("offprint add" in expect_status(box.run("watch", box.articles), 3).complaints(), "the daemon's")
    bus.close()


if __name__ == "__main__":
    private_bus.main([options, no_bus, wrongly_configured, second, signals, bus_gone, activated, folder_list, follows, refused,
                      low_priority, watch, watch_refused])
