#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The same commands with the daemon and without it: a person can't tell which of them works.

usage: handover.py OFFPRINT OFFPRINTD"""

import os
import pty
import re
import select
import signal
import subprocess

import private_bus
import sandbox
from private_bus import Bus
from sandbox import expect, expect_status

ALONE = "no daemon runs here"


def plain(result, box):
    """What a run wrote, without what differs each time, and without the line that tells that nobody follows."""
    complaints = "".join(line for line in result.complaints().splitlines(True) if ALONE not in line)
    return result.status, private_bus.without_times(result.text(), box), private_bus.without_times(complaints, box)


def configure(box):
    box.write("config/offprint/offprint.conf", "[offprint]\nmax-file-bytes=1000\n", ".")


def write_some(box):
    configure(box)
    box.write("otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.write("heron.txt", "Herons\n\nThe heron waits.\n")
    box.write("large.txt", "otter " * 1000)


def indexing(box):
    """index: new, unchanged, changed, renamed, removed, failed and missing"""
    write_some(box)
    yield box.run("index", box.articles, box.path("gone"))
    yield box.run("index", box.articles)
    box.write("otter.txt", "Otters\n\nThe otter swims in the sea and elsewhere.\n")
    os.rename(os.path.join(box.articles, "heron.txt"), os.path.join(box.articles, "bird.txt"))
    os.unlink(os.path.join(box.articles, "large.txt"))
    yield box.run("index", "--jobs", "1", ".", "gone", cwd=box.articles)
    yield box.run("index", "--full", box.articles)
    yield box.run("index", os.path.join(box.articles, "bird.txt"))
    os.unlink(os.path.join(box.articles, "bird.txt"))
    yield box.run("index", box.articles)
    yield box.run("search", "otter OR heron")


def wrong(box):
    """index and add: what makes no sense"""
    write_some(box)
    yield box.run("index")
    yield box.run("index", "--jobs", "0", box.articles)
    yield box.run("index", box.path("gone"))
    yield box.run("add")
    yield box.run("add", box.path("gone"))
    yield box.run("add", box.articles, os.path.join(box.articles, "otter.txt"))
    yield box.run("folders")
    yield box.run("remove", box.articles)


def folders(box):
    """add, folders, remove"""
    write_some(box)
    os.utime(box.write("deep/owl.txt", "Owls\n\nThe owl and the otter.\n"), (1_600_000_000,) * 2)
    deep = os.path.join(box.articles, "deep")
    yield box.run("folders")
    yield box.run("add", box.articles)
    yield box.run("add", "deep", cwd=box.articles)
    yield box.run("folders")
    yield box.run("folders", "--json")
    yield box.run("search", "--json", "owl")
    yield box.run("remove", box.articles)
    yield box.run("folders")
    yield box.run("search", "otter")
    yield box.run("remove", deep)
    yield box.run("search", "otter")
    yield box.run("remove", deep)


def on_terminal(box):
    """index: a line of progress that is cleared"""
    box.write_many(900)
    shown = box.on_terminal("index", "--jobs", "1", box.articles)
    expect("900 of 900 files" in shown.text(), shown)
    expect(re.search(r"\r\x1b\[K\d+ of \d+\+? files, \d+ a second", shown.text()), shown)
    yield sandbox.Result(shown.status, shown.out.split(b"\r\x1b[K")[-1], b"")


def interrupted(box):
    """index: Ctrl-C"""
    box.write_many(6000)
    shown = box.on_terminal("index", "--jobs", "1", box.articles, interrupt=b"a second")
    yield sandbox.Result(shown.status, shown.out.split(b"\r\x1b[K")[-1], b"")
    articles = box.status()["articles"]
    expect(articles < 6000, articles)
    yield box.run("index", box.articles, stdout=subprocess.DEVNULL)
    expect(box.status()["articles"] == 6000, box.status())


def run_scenario(scenario, program, daemon, with_daemon):
    box = sandbox.Sandbox(program)
    configure(box)
    bus = Bus(box, daemon) if with_daemon else None
    try:
        if bus:
            bus.start_daemon()
        results = [plain(result, box) for result in scenario(box)]
        expect(not bus or bus.is_running(), "the daemon ended")
        expect((box.status()["daemon"] is not None) == with_daemon if os.path.exists(box.database) else True, "status")
        return results
    finally:
        if bus:
            bus.close()
        box.close()


def compare(scenario):
    def both(box, daemon):
        alone = run_scenario(scenario, box.program, daemon, False)
        handed = run_scenario(scenario, box.program, daemon, True)
        for number, (one, other) in enumerate(zip(alone, handed, strict=True)):
            expect(one == other, f"run {number}: alone", one, "by the daemon", other)
    both.__name__, both.__doc__ = scenario.__name__, scenario.__doc__
    return both


def other_database(box, daemon):
    """an index that the daemon does not keep is written by the command itself, also while the daemon runs"""
    configure(box)
    bus = Bus(box, daemon)
    process = bus.start_daemon()
    write_some(box)
    process.send_signal(signal.SIGSTOP)
    process.send_signal(signal.SIGCONT)
    box.index("--database", box.path("other"), box.articles, status=1)
    expect(box.names("--database", box.path("other"), "otter") == ["otter.txt"], "other")
    expect(box.run("search", "otter").status == 1, "the daemon's own stays empty")
    bus.close()


def not_started(box, daemon):
    """index and status start no daemon; add does, and it follows then"""
    bus = Bus(box, daemon, activatable=True)
    write_some(box)
    box.index(status=1)
    box.status()
    expect(not bus.is_running(), "started")
    result = expect_status(box.run("add", box.articles), 1)
    expect(ALONE not in result.complaints() and bus.is_running(), result)
    box.write("late.txt", "Late\n\nA late otter.\n")
    bus.call("Flush")
    expect("late.txt" in box.names("otter"), box.names("otter"))
    expect(box.status()["daemon"]["folders"] == [box.articles], box.status())
    os.kill(bus.daemon_pid(), signal.SIGTERM)
    bus.close()


def without_bus(box, daemon):
    """add without any bus remembers and indexes, and says that nobody follows"""
    write_some(box)
    result = expect_status(box.run("add", box.articles), 1)
    expect(ALONE in result.complaints() and "2 new" in result.text(), result)
    expect(box.run("folders").text() == box.articles + "\n", "folders")
    for command in ("pause", "resume"):
        expect("no daemon runs" in expect_status(box.run(command), 1).complaints(), command)
    expect(box.status()["daemon"] is None and "not running" in box.run("status").text(), "status")


def saved_searches(box, daemon):
    """save-search starts the daemon, which fills the folder; the list is the same for all; --remove takes both away"""
    bus = Bus(box, daemon, activatable=True)
    box.write("otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()
    folder = box.path("data", "offprint", "searches", "My otters")
    result = expect_status(box.run("save-search", "My otters", "otter", "-heron"), 0)
    expect(result.text() == folder + "\n" and bus.is_running(), result)
    expect(os.readlink(os.path.join(folder, "Otters.txt")) == box.path("articles", "otter.txt"), os.listdir(folder))
    expect(box.run("saved-searches").text() == "My otters: otter -heron\n", box.run("saved-searches"))
    expected = [{"name": "My otters", "query": "otter -heron", "folder": folder}]
    expect(box.run("saved-searches", "--json").json() == expected, box.run("saved-searches", "--json"))
    expect("slash" in expect_status(box.run("save-search", "a/x", "otter"), 2).complaints(), "slash")
    expect("'Herons'" in expect_status(box.run("save-search", "--remove", "Herons"), 2).complaints(), "unknown")
    expect_status(box.run("save-search", "--remove", "My otters"), 0)
    expect(not os.path.exists(folder) and box.run("saved-searches").text() == "", "removed")
    os.kill(bus.daemon_pid(), signal.SIGTERM)
    bus.close()


def saved_without_bus(box, daemon):
    """without any bus saved searches are remembered, and followed when a daemon runs"""
    box.write("otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()
    for name in ("A", "B"):
        expect(ALONE in expect_status(box.run("save-search", name, "otter"), 0).complaints(), name)
    expect_status(box.run("save-search", "--remove", "A"), 0)
    expect_status(box.run("save-search", "", "otter"), 2)
    expect(box.run("saved-searches").text() == "B: otter\n", "list")
    bus = Bus(box, daemon)
    bus.start_daemon()
    bus.call("Flush")
    expect(os.listdir(box.path("data", "offprint", "searches")) == ["B"], "folders")
    expect("Otters.txt" in os.listdir(box.path("data", "offprint", "searches", "B")), "links")
    bus.close()
    box.write("config/offprint/saved-searches", "nonsense\n", ".")
    expect("saved-searches" in expect_status(box.run("saved-searches"), 1).complaints(), "broken")


def hung(box, daemon):
    """a daemon that does not answer is told of, and the command goes on without it"""
    configure(box)
    bus = Bus(box, daemon)
    process = bus.start_daemon()
    write_some(box)
    bus.call("Flush")
    process.send_signal(signal.SIGSTOP)
    result = box.run("index", "--database", box.database, box.articles)
    expect("does not answer" in result.complaints(), result)
    expect(result.status == 3 and "another program is writing" in result.complaints(), result)
    process.send_signal(signal.SIGCONT)
    bus.close()


def killed(box, daemon):
    """a daemon that dies in the middle of a job is told of, and the command does the rest"""
    configure(box)
    bus = Bus(box, daemon)
    process = bus.start_daemon()
    box.write_many(5000)
    shown = KillWhenShown(box, process).run("index", box.articles)
    expect(shown.status == 0 and b"the daemon ended" in shown.out, shown)
    expect(box.status()["articles"] == 5000, box.status())
    box.check()
    Bus.wait(process)
    bus.close()


class KillWhenShown:
    """A run on a terminal on whose first line of progress the daemon is killed."""

    def __init__(self, box, daemon):
        self.box, self.daemon = box, daemon

    def run(self, *arguments):
        master, slave = pty.openpty()
        process = self.box.start(*arguments, stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        shown = b""
        while select.select([master], [], [], sandbox.TIMEOUT)[0]:
            try:
                shown += os.read(master, 65536)
            except OSError:
                break
            if b"a second" in shown and self.daemon.poll() is None:
                self.daemon.kill()
        os.close(master)
        return sandbox.Result(process.wait(timeout=sandbox.TIMEOUT), shown, b"")


def paused(box, daemon):
    """pause and resume: what was left is done afterwards; status tells"""
    configure(box)
    bus = Bus(box, daemon)
    bus.start_daemon()
    write_some(box)
    expect_status(box.run("add", box.articles), 1)
    expect_status(box.run("pause"), 0)
    box.write("late.txt", "Late\n\nA late otter.\n")
    bus.call("Flush")
    expect(box.names("otter") == ["otter.txt"], "paused")
    expect_status(box.run("resume"), 0)
    bus.call("Flush")
    expect(sorted(box.names("otter")) == ["late.txt", "otter.txt"], "resumed")
    bus.close()


if __name__ == "__main__":
    private_bus.main([compare(scenario) for scenario in (indexing, wrong, folders, on_terminal, interrupted)]
                     + [other_database, not_started, without_bus, saved_searches, saved_without_bus, hung, killed, paused])
