# SPDX-License-Identifier: GPL-2.0-or-later
"""A home of its own in which a script runs the real `offprint` as a person does, and the TAP that it prints about that.

A script defines functions that take a Sandbox and have a sentence on what is shown, and ends in `sandbox.main (FUNCTIONS)`;
its first argument is the program."""

import inspect
import json
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback

TIMEOUT = 120


class Skip(Exception):
    """What is to be shown can't be shown here, and why."""


class Result:
    """How a run ended: exit status (negative: killed by that signal), what it wrote."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __repr__(self):
        return f"status {self.status}, output {self.out[-2000:]!r}, complaints {self.err[-2000:]!r}"

    def text(self):
        return self.out.decode("utf-8")

    def complaints(self):
        return self.err.decode("utf-8")

    def json(self):
        return [json.loads(line) for line in self.text().split("\n") if line]


def expect(condition, *what):
    if not condition:
        raise AssertionError(*what)


def expect_status(result, status):
    expect(result.status == status, f"status {status} wanted", result)
    return result


def one_line(complaints):
    """The only line of COMPLAINTS."""
    lines = complaints.split("\n")
    expect(len(lines) == 2 and lines[1] == "" and lines[0] != "", "one line wanted", complaints)
    return lines[0]


class Sandbox:
    """An empty home below `top`; articles go to `articles`, the index that is used by default is `database`."""

    def __init__(self, program):
        self.program = program
        self._folder = tempfile.TemporaryDirectory(prefix="offprint-cli-")
        self.top = os.path.realpath(self._folder.name)
        self.articles = os.path.join(self.top, "articles")
        self.database = os.path.join(self.top, "data", "offprint", "xapiandb")
        os.mkdir(self.articles)
        self.environment = {**os.environ, "HOME": self.top, "TERM": "xterm", "XDG_CONFIG_DIRS": self.path("etc")}
        self.environment.update(XDG_CONFIG_HOME=self.path("config"), XDG_DATA_HOME=self.path("data"))
        # Nobody's own bus: a daemon there keeps that person's index.
        for name in ("NO_COLOR", "G_MESSAGES_DEBUG", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            self.environment.pop(name, None)

    def close(self):
        for folder, _, _ in os.walk(self.top):
            os.chmod(folder, 0o700)
        self._folder.cleanup()

    def path(self, *names):
        return os.path.join(self.top, *names)

    def write(self, name, content, below="articles"):
        """Writes CONTENT, text or bytes, to the file NAME; returns its path. Bytes in NAME are bytes of the path."""
        path = os.path.join(os.fsencode(self.path(below)), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        return os.fsdecode(path)

    def write_many(self, count, below="articles"):
        for number in range(count):
            self.write(f"{number:05d}.txt", f"Article {number}\n\nThe otter number {number} swims in the river.\n", below)

    def start(self, *arguments, environment=None, **options):
        """Starts the program; a variable of ENVIRONMENT that is None is not set at all."""
        environment = {name: value for name, value in {**self.environment, **(environment or {})}.items()
                       if value is not None}
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen([self.program, *arguments], env=environment, **options)

    def run(self, *arguments, timeout=TIMEOUT, **options):
        options.setdefault("stdout", subprocess.PIPE)
        process = self.start(*arguments, stderr=subprocess.PIPE, **options)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"not done after {timeout} s", arguments, process.communicate()) from None
        result = Result(process.returncode, out or b"", err)
        if -result.status in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGTRAP) or b"Sanitizer" in err:
            raise AssertionError("crashed", arguments, result)
        return result

    def index(self, *arguments, status=0, **options):
        return expect_status(self.run("index", *(arguments or [self.articles]), **options), status)

    def search(self, *arguments, status=0, **options):
        """The hits of a search as objects."""
        return expect_status(self.run("search", "--json", *arguments, **options), status).json()

    def names(self, *arguments, **options):
        """The names of the files that a search finds, in order."""
        return [os.path.basename(hit["path"]) for hit in self.search(*arguments, **options)]

    def status(self):
        return expect_status(self.run("status", "--json"), 0).json()[0]

    def check(self):
        return expect_status(self.run("check"), 0)

    def on_terminal(self, *arguments, interrupt=None, environment=None, **options):
        """Runs with a terminal as all three of its streams; returns status and what the terminal got. INTERRUPT: a text
        on whose first appearance Ctrl-C is typed."""
        master, slave = pty.openpty()
        process = self.start(*arguments, environment=environment, stdin=slave, stdout=slave, stderr=slave,
                             start_new_session=True, **options)
        os.close(slave)
        shown, deadline = b"", time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            ready, _, _ = select.select([master], [], [], 1)
            try:
                part = os.read(master, 65536) if ready else b""
            except OSError:
                break
            shown += part
            if interrupt is not None and interrupt in shown:
                process.send_signal(signal.SIGINT)
                interrupt = None
            if not ready and process.poll() is not None:
                break
        os.close(master)
        return Result(process.wait(timeout=10), shown, b"")


def run_one(program, function):
    sandbox = Sandbox(program)
    try:
        function(sandbox)
    finally:
        sandbox.close()


def main(functions):
    """Runs each of FUNCTIONS in a sandbox of its own."""
    program = os.path.abspath(sys.argv[1])
    failed = 0
    print(f"1..{len(functions)}", flush=True)
    for number, function in enumerate(functions, 1):
        name = f"{number} {function.__name__}: {inspect.getdoc(function).splitlines()[0]}"
        try:
            run_one(program, function)
            print(f"ok {name}", flush=True)
        except Skip as reason:
            print(f"ok {name} # SKIP {reason}", flush=True)
        except (AssertionError, OSError, ValueError, LookupError):
            failed += 1
            print(f"not ok {name}", *traceback.format_exc().rstrip().split("\n"), sep="\n# ", flush=True)
    sys.exit(failed > 0)
