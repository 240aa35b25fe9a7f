#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures the daemon on a bus of its own, and prints tables. Not a test: it asserts nothing about time.

usage: live.py BUILD FOLDER WHAT... [--work DIR] [--saves N] [--seconds N] [--times N] [--normal]

BUILD is a build directory, FOLDER holds pages (it is only read), WHAT is one or more of

save       how long until a search finds a file that was written, with nothing else going on
importing  the same while 10,000 other files are being indexed
drop       10,000 files at once, and once more with events lost
memory     of all processes while FOLDER is indexed, and after it; system calls and context switches with nothing going on
folders    10,000 folders: until all are watched, and their memory
rename     a folder above two copies of FOLDER gets another name

With --times the index is merged with itself so many times before a save: as large as one of so many more pages, in less time.
In DIR (default: a folder in /var/tmp that is removed) the index of FOLDER is kept for the next time. Strangers' load shows: the daemon works at idle
priority, from which --normal takes it. So the load is printed with each table, and CPU time where it says more."""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import wire

MANY = 10_000
TICKS = os.sysconf("SC_CLK_TCK")


def show(title, rows):
    """A table of ROWS, lists of cells; the first is its head."""
    rows = [[f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print(f"\n{title} (load {os.getloadavg()[0]:.1f})")
    for row in rows:
        print("  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]).rstrip(), flush=True)


def read_sizes(pid):
    """Of a process, in MiB: pages that are its own, its share of all pages, of shared memory, the most it ever had."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"^(\w+): +(\d+) kB", text, re.M)}
    most = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return {"own": sizes["Anonymous"] + sizes["Swap"], "pss": sizes["Pss"], "rss": sizes["Rss"],
            "shmem": sizes.get("Pss_Shmem", 0), "most": int(most.group(1)) / 1024 if most else 0}


class Sampler(threading.Thread):
    """Looks at a daemon and its workers again and again."""

    def __init__(self, daemon, interval=0.05):
        super().__init__(daemon=True)
        self.process, self.interval, self.ended = daemon, interval, threading.Event()
        self.peak = {"own": 0, "pss": 0}
        self.most, self.workers = {}, set()

    def run(self):
        while not self.ended.wait(self.interval):
            self.look()

    def look(self):
        total = {"own": 0, "pss": 0}
        for pid in [self.process.pid, *self.process.list_workers()]:
            with contextlib.suppress(OSError):
                sizes = read_sizes(pid)
                total["own"] += sizes["own"] + sizes["shmem"]
                total["pss"] += sizes["pss"]
                self.most[pid] = max(self.most.get(pid, 0), sizes["most"])
                self.workers |= {pid} - {self.process.pid}
        self.peak = {name: max(size, total[name]) for name, size in self.peak.items()}

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join()


class Daemon:
    """A home, a bus, and the daemon on it, which follows FOLDERS."""

    def __init__(self, bench, folders, index=None):
        self.bench = bench
        self.top = Path(tempfile.mkdtemp(prefix="home-", dir=bench.work))
        self.database = self.top / "data" / "offprint" / "xapiandb"
        if index:
            shutil.copytree(index, self.database)
        config = self.top / "config" / "offprint"
        config.mkdir(parents=True)
        (config / "folders").write_text("".join(f"file://{folder}\n" for folder in folders))
        self.environment = {**os.environ, "HOME": str(self.top), "XDG_CONFIG_HOME": str(self.top / "config"),
                            "XDG_DATA_HOME": str(self.top / "data"), "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        self.bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.environment)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.address = self.bus.stdout.readline().decode().strip()
        self.start_time = time.monotonic()
        self.process = subprocess.Popen([bench.build / "plugin/service/offprintd"], env=self.environment)
        self.pid = self.process.pid
        subprocess.run(["gdbus", "wait", "--session", wire.NAME], env=self.environment, check=True)
        self.connection = wire.Connection(self.address)
        if bench.options.normal:
            self.make_normal()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.process, self.bus:
            process.terminate()
            process.wait()
        self.bus.stdout.close()
        shutil.rmtree(self.top)

    def make_normal(self):
        """New threads and workers inherit it."""
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            os.sched_setscheduler(int(task.name), os.SCHED_OTHER, os.sched_param(0))

    def list_workers(self):
        found = []
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += map(int, (task / "children").read_text().split())
        return found

    def get_cpu(self):
        """Seconds, without the workers that still run."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS

    def flush(self):
        """Waits until nothing is to be done. Returns how long."""
        start = time.monotonic()
        self.connection.flush()
        return time.monotonic() - start

    def count_articles(self):
        """In the index itself: the property may be a moment late."""
        command = [self.bench.build / "plugin/cli/offprint", "status", "--json"]
        return json.loads(subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, check=True).stdout)["articles"]

    def get_sizes(self):
        """Of all processes; a worker may end meanwhile."""
        sizes = [read_sizes(self.pid)]
        for pid in self.list_workers():
            with contextlib.suppress(OSError):
                sizes.append(read_sizes(pid))
        return {name: sum(size[name] for size in sizes) for name in sizes[0]}

    def count_switches(self):
        text = "".join(path.read_text() for path in Path(f"/proc/{self.pid}/task").glob("*/status"))
        return sum(map(int, re.findall(r"ctxt_switches:\s+(\d+)", text)))


class Bench:
    def __init__(self, options):
        self.build, self.folder, self.work = map(Path, map(os.path.abspath, (options.build, options.folder, options.work)))
        self.options = options
        self.work.mkdir(exist_ok=True)
        self.pages = sorted(path for path in self.folder.rglob("*.html") if path.is_file())
        self.count = 0

    @contextlib.contextmanager
    def make_folder(self, name="folder"):
        path = Path(tempfile.mkdtemp(prefix=name + "-", dir=self.work))
        try:
            yield path
        finally:
            shutil.rmtree(path)

    def make_index(self, folder):
        """An index of FOLDER, made once."""
        index = self.work / f"index-of{str(folder).replace('/', '-')}"
        if not index.exists():
            new = index.with_suffix(".new")
            shutil.rmtree(new, ignore_errors=True)
            subprocess.run([self.build / "plugin/cli/offprint", "index", "--database", new, folder], stdout=subprocess.DEVNULL,
                           env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}, check=False)
            new.rename(index)
        if self.options.times == 1:
            return index
        many = self.work / f"{index.name}-times-{self.options.times}"
        if not many.exists():
            subprocess.run(["xapian-compact", "-q", "-n", *[index] * self.options.times, many], check=True)
        return many

    def save_one(self, daemon, folder):
        """Writes a page. Returns the seconds from its closing until a search finds it."""
        self.count += 1
        word, path = f"unheard{os.getpid()}x{self.count}", folder / f"saved-{self.count}.html"
        page = self.pages[self.count * 37 % len(self.pages)].read_bytes()
        with open(path, "wb") as file:
            file.write(re.sub(rb'<p[^>]*>|<title[^>]*>|"og:title" content="', rb"\g<0>" + word.encode() + b" ", page))
        start = time.monotonic()
        daemon.connection.wait_changed(os.fsencode(path), 120)
        assert os.fsencode(path) in daemon.connection.search(word), (path, word)
        return time.monotonic() - start

    def save_many(self, daemon, folder, more=lambda: True):
        times = []
        while len(times) < self.options.saves and more():
            times.append(self.save_one(daemon, folder))
        return times

    def drop(self, folder, pages=None):
        """Writes MANY pages as fast as can be."""
        for number in range(MANY):
            page = self.pages[number % len(self.pages)]
            shutil.copyfile(page, folder / f"dropped-{number}-{page.name}")


def show_times(title, times):
    ordered = sorted(times)
    show(title, [["saves", "p50 ms", "p95 ms", "max ms"],
                 [len(times), *(1000 * ordered[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 1))]])


def save(bench):
    with bench.make_folder() as folder, Daemon(bench, [bench.folder, folder], bench.make_index(bench.folder)) as daemon:
        daemon.flush()
        articles = daemon.count_articles()
        cpu = daemon.get_cpu()
        show_times(f"save to found, idle, {articles} articles", bench.save_many(daemon, folder))
        print(f"CPU of the daemon per save: {1000 * (daemon.get_cpu() - cpu) / bench.options.saves:.0f} ms")


def importing(bench):
    with bench.make_folder() as folder, bench.make_folder("import") as other, \
         Daemon(bench, [bench.folder, folder], bench.make_index(bench.folder)) as daemon:
        bench.drop(other)
        daemon.flush()
        daemon.connection.add_folder(other)
        is_working = lambda: daemon.connection.get("State").get_string() != "idle"
        while not is_working():
            pass
        times = bench.save_many(daemon, folder, is_working)
        show_times(f"save to found, {MANY} files being indexed", times)
        if not is_working():
            print("the import ended before the saves did")


def drop(bench):
    queue = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    rows = [["", "files", "found", "dropping s", "then s"]]
    with bench.make_folder() as folder, Daemon(bench, [folder]) as daemon:
        for title in "events read", "events lost":
            below = folder / title
            below.mkdir()
            daemon.flush()
            before = daemon.count_articles()
            if title == "events lost":
                daemon.process.send_signal(signal.SIGSTOP)
            start = time.monotonic()
            bench.drop(below)
            dropping = time.monotonic() - start
            daemon.process.send_signal(signal.SIGCONT)
            rest = daemon.flush()
            rows.append([title, MANY, daemon.count_articles() - before, dropping, rest])
    show(f"{MANY} files at once (the kernel keeps {queue} events, two or more a file)", rows)


def show_peak(daemon, sampler, seconds):
    most = [sampler.most.pop(daemon.pid), *sorted(sampler.most.values(), reverse=True)]
    show("peak while indexing, all processes",
         [["MiB", "own and shared", "share of all", "s", "most resident, daemon", "each worker"],
          ["", sampler.peak["own"], sampler.peak["pss"], seconds, most[0], ", ".join(f"{size:.0f}" for size in most[1:])]])


def memory(bench):
    rows = [["MiB", "own", "share of all", "resident", "workers"]]
    pause = threading.Event()

    def look(title):
        sizes = daemon.get_sizes()
        rows.append([title, sizes["own"], sizes["pss"], sizes["rss"], len(daemon.list_workers())])
    with bench.make_folder() as folder, Daemon(bench, [folder]) as daemon:
        daemon.flush()
        look("nothing indexed")
        with Sampler(daemon) as sampler:
            daemon.connection.add_folder(bench.folder)
            seconds = daemon.flush()
        show_peak(daemon, sampler, seconds)
        look("at the end of the work")
        pause.wait(10)
        look("10 s later")
        switches = daemon.count_switches()
        pause.wait(bench.options.seconds)
        switches = daemon.count_switches() - switches
        with tempfile.NamedTemporaryFile("r") as output:
            tracer = subprocess.Popen(["strace", "-f", "-o", output.name, "-p", str(daemon.pid)], stderr=subprocess.DEVNULL)
            pause.wait(bench.options.seconds)
            tracer.send_signal(signal.SIGINT)
            tracer.wait()
            calls = [line for line in output.read().splitlines() if not re.search(r"<unfinished|detached|<\.\.\. restart|restart_syscall", line)]
        for word in "the", "river", "government report", "music AND film":
            daemon.connection.search(word)
        look("after four searches")
        pause.wait(10)
        look("10 s later")
        show(f"idle, {daemon.connection.get('Articles').get_number()} articles", rows)
    show(f"{bench.options.seconds} s idle", [["context switches", "system calls"], [switches, len(calls)]])
    print(*calls[:20], sep="\n")


def folders(bench):
    rows = [["", "ready s", "CPU s", "own MiB"]]
    with bench.make_folder() as empty, bench.make_folder("many") as many:
        for number in range(MANY):
            (many / str(number // 100) / str(number % 100)).mkdir(parents=True)
        for title, folder in ("no folders", empty), (f"{MANY} folders", many), ("no folders", empty), (f"{MANY} folders", many):
            with Daemon(bench, [folder]) as daemon:
                daemon.flush()
                rows.append([title, f"{time.monotonic() - daemon.start_time:.2f}", f"{daemon.get_cpu():.2f}", daemon.get_sizes()["own"]])
        with Daemon(bench, [empty]) as daemon:
            daemon.flush()
            before, cpu, start = daemon.get_sizes()["own"], daemon.get_cpu(), time.monotonic()
            daemon.connection.add_folder(many)
            daemon.flush()
            rows.append(["added while it runs", f"{time.monotonic() - start:.2f}", f"{daemon.get_cpu() - cpu:.2f}", daemon.get_sizes()["own"] - before])
    show("watched folders", rows)


def rename(bench):
    folder = bench.work / "rename"
    if not folder.exists():
        for name in "one", "two":
            shutil.copytree(bench.folder, folder / "pages" / name, symlinks=True)
    rows = [["", "s", "CPU s", "workers", "save found after s", "articles"]]
    saves = folder / "saves"
    shutil.rmtree(saves, ignore_errors=True)
    saves.mkdir()
    with Daemon(bench, [folder], bench.make_index(folder)) as daemon:
        daemon.flush()
        for old, new in ("pages", "moved"), ("moved", "pages"):
            with Sampler(daemon, 0.2) as sampler:
                cpu, start, found = daemon.get_cpu(), time.monotonic(), "-"
                (folder / old).rename(folder / new)
                if new == "pages":
                    sampler.ended.wait(2)
                    found = bench.save_one(daemon, saves)
                daemon.flush()
                rows.append([f"{old} to {new}", time.monotonic() - start, daemon.get_cpu() - cpu, len(sampler.workers), found,
                             daemon.count_articles()])
    shutil.rmtree(saves)
    show("a folder gets another name", rows)


SUBJECTS = {function.__name__: function for function in (save, importing, drop, memory, folders, rename)}


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n")[0], description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("folder")
    parser.add_argument("what", nargs="+", choices=SUBJECTS)
    parser.add_argument("--work")
    parser.add_argument("--normal", action="store_true")
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="offprint-live-", dir="/var/tmp") as own:
        options.work = options.work or own
        bench = Bench(options)
        for name in options.what:
            SUBJECTS[name](bench)


if __name__ == "__main__":
    main()
