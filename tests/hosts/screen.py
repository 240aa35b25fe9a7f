# SPDX-License-Identifier: GPL-2.0-or-later
"""A screen that nobody sees, keys typed on it, and a desktop around it: the daemon on a bus of its own, an application that opens
articles and only notes what it was given."""

import os
import queue
import re
import shlex
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bus"))

from private_bus import SERVICE, Bus, expect  # noqa: E402

TIMEOUT = 120
APPLICATION = "[Desktop Entry]\nType=Application\nName=Noter\nExec={program} %U\nMimeType={types};\n"
TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "inode/directory", "multipart/related")
# Each argument on a line of its own; written elsewhere first, so that it is seen whole
NOTER = "#!/bin/sh\n# Notes what it was given to open.\nprintf '%s\\n' \"$@\" > {note}.new\nmv {note}.new {note}\n"


def wait_for(what, seen, timeout=TIMEOUT):
    """What SEEN returns as soon as that is something. It looks at what another program does, so there is nothing to wait on."""
    deadline, idle = time.monotonic() + timeout, threading.Event()
    while time.monotonic() < deadline:
        result = seen()
        if result:
            return result
        idle.wait(0.05)
    raise AssertionError(f"did not come in {timeout} s: {what}")


class Screen:
    """An X server; `display` is its name."""

    def __init__(self, box, size="1024x768"):
        read, write = os.pipe()
        self.box = box
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", size + "x24", "-nolisten", "tcp", "-noreset"],
                                        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=box.environment)
        os.close(write)
        with os.fdopen(read) as file:
            number = file.readline().strip()
        expect(number, "no display")
        self.display = box.environment["DISPLAY"] = ":" + number

    def xdotool(self, *arguments):
        result = subprocess.run(["xdotool", *arguments], env=self.box.environment, capture_output=True, timeout=TIMEOUT, text=True)
        expect(result.returncode == 0, arguments, result)
        return result.stdout

    def type(self, text, delay=12):
        self.xdotool("type", "--delay", str(delay), text)

    def press(self, *keys):
        self.xdotool("key", *keys)

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=TIMEOUT)


class Desktop:
    """A bus that can start the daemon and the opener, and an application for articles and folders."""

    def __init__(self, box, daemon, opener, installed=True):
        self.box = box
        self.note = box.path("note")
        box.environment.update(XDG_RUNTIME_DIR=box.path("run"), XDG_DATA_DIRS=box.path("share") + ":/usr/local/share:/usr/share",
                               GIO_USE_VFS="local", NO_AT_BRIDGE="1", GSETTINGS_BACKEND="memory", LANGUAGE="")
        box.environment.pop("WAYLAND_DISPLAY", None)
        os.mkdir(box.path("run"), 0o700)
        self._install_application()
        if installed:
            box.write("data/dbus-1/services/org.offprint.Opener.service",
                      SERVICE.format(name="org.offprint.Opener", program=opener), ".")
        self.bus = Bus(box, daemon, activatable=installed)

    def _install_application(self):
        program = self.box.write("noter", NOTER.format(note=shlex.quote(self.note)), ".")
        os.chmod(program, 0o755)
        self.box.write("data/applications/noter.desktop", APPLICATION.format(program=program, types=";".join(TYPES)), ".")
        defaults = "".join(f"{kind}=noter.desktop\n" for kind in TYPES)
        self.box.write("config/mimeapps.list", f"[Default Applications]\n{defaults}", ".")

    def follow(self):
        """Has the daemon index the articles of the box."""
        self.bus.call("AddFolder", f"b'{self.box.articles}'")
        self.bus.call("Flush")

    def wait_for_opened(self):
        """What the application was given, as a path."""
        def seen():
            if not os.path.exists(self.note):
                return None
            with open(self.note, encoding="utf-8") as file:
                return file.read().strip()
        opened = wait_for("an article is opened", seen)
        os.unlink(self.note)
        return re.sub("^file://", "", opened)

    def kill_daemon(self):
        pid = self.bus.daemon_pid()
        os.kill(pid, 9)
        wait_for("the daemon is gone", lambda: not self.bus.is_running())

    def close(self):
        if self.bus.is_running():
            os.kill(self.bus.daemon_pid(), 15)
        self.bus.close()


class Log:
    """The lines that a program writes, as they come."""

    def __init__(self, stream):
        self.lines, self._queue = [], queue.Queue()
        self._thread = threading.Thread(target=self._read, args=[stream], daemon=True)
        self._thread.start()

    def _read(self, stream):
        for line in stream:
            self._queue.put(line.decode("utf-8", "replace").rstrip("\n"))
        self._queue.put(None)

    def wait_for(self, what, seen, timeout=TIMEOUT):
        """Reads on until SEEN (all lines) is something; returns that."""
        deadline = time.monotonic() + timeout
        while True:
            result = seen(self.lines)
            if result:
                return result
            try:
                line = self._queue.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                line = None
            expect(line is not None, f"did not come: {what}", self.lines[-60:])
            self.lines.append(line)

    def read_all(self):
        """Waits for the end; all lines."""
        self._thread.join(TIMEOUT)
        while not self._queue.empty():
            line = self._queue.get()
            if line is not None:
                self.lines.append(line)
        return self.lines
