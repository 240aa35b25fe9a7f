# SPDX-License-Identifier: GPL-2.0-or-later
"""As much of the D-Bus protocol as a benchmark needs: starting a program for each call would cost more than the call."""

import os
import select
import socket
import struct
import time

NAME = "org.offprint.Offprint"
PATH = "/org/offprint/Offprint"
BUS = "org.freedesktop.DBus"
CALL, REPLY, ERROR, SIGNAL = 1, 2, 3, 4
FIELDS = {1: "path", 2: "interface", 3: "member", 4: "error", 5: "reply_to", 6: "destination", 7: "sender", 8: "signature"}


def pad(data, to):
    return data + bytes(-len(data) % to)


def put_string(data, text):
    text = text if isinstance(text, bytes) else text.encode()
    return pad(data, 4) + struct.pack("<I", len(text)) + text + b"\0"


def put_bytes(data, text):
    return pad(data, 4) + struct.pack("<I", len(text) + 1) + text + b"\0"


def put_no_options(data):
    return pad(pad(data, 4) + struct.pack("<I", 0), 8)


class Message:
    def __init__(self, kind, fields, body):
        self.kind, self.fields, self.body = kind, fields, body

    def get_number(self):
        """The number in a variant."""
        code = chr(self.body[1])
        return struct.unpack_from({"u": "<I", "t": "<Q"}[code], self.body, {"u": 4, "t": 8}[code])[0]

    def get_string(self):
        """The text in a variant."""
        length = struct.unpack_from("<I", self.body, 4)[0]
        return self.body[8:8 + length].decode()


class Connection:
    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX)
        kind, _, place = address.split(",")[0].removeprefix("unix:").partition("=")
        self.socket.connect("\0" + place if kind == "abstract" else place)
        self.data, self.serial = b"", 0
        self.socket.sendall(b"\0AUTH EXTERNAL " + str(os.geteuid()).encode().hex().encode() + b"\r\n")
        assert self._read_until(b"\r\n").startswith(b"OK"), "the bus does not know us"
        self.socket.sendall(b"BEGIN\r\n")
        self.ask_bus("Hello")
        self.ask_bus("AddMatch", put_string(b"", f"type='signal',interface='{NAME}',member='Changed'"), "s")

    def _read_until(self, end):
        while end not in self.data:
            self.data += self.socket.recv(4096)
        line, self.data = self.data.split(end, 1)
        return line

    def _fill(self, size, deadline):
        while len(self.data) < size:
            if not select.select([self.socket], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("the daemon does not answer")
            more = self.socket.recv(1 << 20)
            if not more:
                raise ConnectionError("the bus is gone")
            self.data += more

    def receive(self, deadline):
        self._fill(16, deadline)
        _, kind, _, _, length, _, size = struct.unpack_from("<cBBBIII", self.data)
        start = 16 + size + -size % 8
        self._fill(start + length, deadline)
        message, self.data = self.data[:start + length], self.data[start + length:]
        fields, at = {}, 16
        while at < 16 + size:
            at += -at % 8
            code, signature = message[at], chr(message[at + 2])
            at += 4
            if signature == "g":
                value = message[at + 1:at + 1 + message[at]]
                at += message[at] + 2
            else:
                value = struct.unpack_from("<I", message, at)[0]
                at += 4
                if signature != "u":
                    value, at = message[at:at + value], at + value + 1
            fields[FIELDS[code]] = value
        return Message(kind, fields, message[start:])

    def send(self, destination, path, interface, member, body=b"", signature=""):
        self.serial += 1
        fields = b""
        for code, kind, value in (1, "o", path), (2, "s", interface), (3, "s", member), (6, "s", destination):
            fields = put_string(pad(fields, 8) + bytes([code, 1]) + kind.encode() + b"\0", value)
        if signature:
            fields = pad(fields, 8) + b"\x08\x01g\0" + bytes([len(signature)]) + signature.encode() + b"\0"
        head = struct.pack("<cBBBIII", b"l", CALL, 0, 1, len(body), self.serial, len(fields)) + fields
        self.socket.sendall(pad(head, 8) + body)
        return self.serial

    def wait_reply(self, serial, timeout):
        deadline = time.monotonic() + timeout
        while True:
            message = self.receive(deadline)
            if message.fields.get("reply_to") == serial:
                assert message.kind == REPLY, (message.fields, message.body)
                return message

    def wait_changed(self, path, timeout):
        """Waits until searches find something else at PATH."""
        deadline = time.monotonic() + timeout
        while True:
            message = self.receive(deadline)
            many = message.body[:4] == bytes(4)
            if message.fields.get("member") == b"Changed" and (many or path + b"\0" in message.body):
                return

    def ask_bus(self, member, body=b"", signature="", timeout=60):
        return self.wait_reply(self.send(BUS, "/org/freedesktop/DBus", BUS, member, body, signature), timeout)

    def call(self, member, body=b"", signature="", timeout=60):
        return self.wait_reply(self.send(NAME, PATH, NAME, member, body, signature), timeout)

    def get(self, name):
        body = put_string(put_string(b"", NAME), name)
        return self.wait_reply(self.send(NAME, PATH, BUS + ".Properties", "Get", body, "ss"), 60)

    def search(self, query):
        """The bytes of the answer."""
        return self.call("Search", put_no_options(put_string(b"", query)), "sa{sv}").body

    def flush(self, timeout=3600):
        self.call("Flush", timeout=timeout)

    def add_folder(self, path):
        self.call("AddFolder", put_bytes(b"", os.fsencode(path)), "ay")
