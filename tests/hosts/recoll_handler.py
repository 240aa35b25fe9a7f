# SPDX-License-Identifier: GPL-2.0-or-later
"""Speaks to Recoll's input handler as Recoll does: messages of elements over its standard input and output."""

import os
import select
import subprocess

PATIENCE = 60


def element(name, value):
    return b"%s: %d\n%s" % (name.encode(), len(value), value)


class Handler:
    def __init__(self, program, **environment):
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.DEVNULL, env={**os.environ, **environment})
        self._buffer = b""

    @property
    def pid(self):
        return self._process.pid

    def send(self, data):
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def _fill(self):
        if not select.select([self._process.stdout], [], [], PATIENCE)[0]:
            raise RuntimeError("the handler does not answer")
        data = os.read(self._process.stdout.fileno(), 1 << 16)
        if not data:
            raise RuntimeError(f"the handler ended with {self._process.wait(PATIENCE)}")
        self._buffer += data

    def _take(self, length):
        while len(self._buffer) < length:
            self._fill()
        taken, self._buffer = self._buffer[:length], self._buffer[length:]
        return taken

    def _take_line(self):
        while b"\n" not in self._buffer:
            self._fill()
        return self._take(self._buffer.index(b"\n") + 1)[:-1].decode()

    def read(self):
        """The next answer: a dictionary by lower-case name."""
        answer = {}
        while line := self._take_line():
            name, length = line.split(": ")
            name = name.lower()
            if name in answer:
                raise RuntimeError(f"{name} twice")
            answer[name] = self._take(int(length))
        return answer

    def ask(self, path=b"", **elements):
        """The answer about a file, or the next one."""
        data = element("filename", path)
        for name, value in elements.items():
            data += element(name, value)
        self.send(data + element("mimetype", b"text/x-saved-article") + b"\n")
        return self.read()

    def children(self):
        with open(f"/proc/{self.pid}/task/{self.pid}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]

    def memory(self):
        """Resident memory in KiB."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))

    def end(self):
        """Closes its input; its exit status."""
        self._process.stdin.close()
        status = self._process.wait(PATIENCE)
        self._process.stdout.close()
        return status

    def hang_up(self):
        """Stops to listen, then asks once more; its exit status."""
        self._process.stdout.close()
        self.send(element("filename", b"/nowhere") + b"\n")
        return self._process.wait(PATIENCE)


def has_ended(pidfd):
    """Waits until the process is gone, which may be nobody's child."""
    return bool(select.select([pidfd], [], [], PATIENCE)[0])
