#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin of pop-launcher, driven over pipes as the launcher does, with the daemon on a bus of its own.

usage: pop-launcher.py OFFPRINT OFFPRINTD OFFPRINT-OPENER OFFPRINT-POP-LAUNCHER PLUGIN.RON"""

import json
import os
import re
import subprocess
import sys

import screen
from private_bus import expect, main

OPENER, PLUGIN, RON = (os.path.abspath(path) for path in sys.argv[3:6])
TITLES = {"otter": "Otters return to the river", "bridge": "The bridge that sings", "light": "Letters of a lighthouse keeper"}


class Launcher:
    """Writes requests, reads responses."""

    def __init__(self, box):
        self.process = subprocess.Popen([PLUGIN], env=box.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.log, self.seen = screen.Log(self.process.stdout), 0

    def send(self, *requests):
        for request in requests:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()

    def send_raw(self, line):
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def receive(self):
        """The next response."""
        line = self.log.wait_for("a response", lambda lines: lines[self.seen:])[0]
        self.seen += 1
        return json.loads(line)

    def search(self, text):
        """The results of a search."""
        self.send({"Search": text})
        return self.receive_results()

    def receive_results(self):
        results = []
        while True:
            response = self.receive()
            if response == "Finished":
                return results
            results.append(response["Append"])

    def end(self, request="Exit"):
        """Ends the plugin; nothing else was said than what was received."""
        if request:
            self.send(request)
        self.process.stdin.close()
        status = self.process.wait(timeout=screen.TIMEOUT)
        complaints = self.process.stderr.read().decode()
        expect(status == 0 and complaints == "", status, complaints)
        rest = self.log.read_all()[self.seen:]
        expect(rest == [], "nothing more", rest)


def begin(box, daemon, **options):
    for age, (name, title) in enumerate(TITLES.items()):
        path = box.write(f"{name}.html", f"<html><head><title>{title}</title><meta property='og:site_name' content='Quay Times'>"
                         f"<link rel='canonical' href='https://quay.example/{name}'></head><body><article><h1>{title}</h1>"
                         f"<p>What is said of {name} &amp; tide, at some length, by somebody who knows.</p></article></body></html>")
        os.utime(path, (1700000000 + age, 1700000000 + age))
    desktop = screen.Desktop(box, daemon, OPENER, **options)
    if options.get("installed", True):
        desktop.follow()
    return desktop, Launcher(box)


def finds(box, daemon):
    """a search gives results with title, publisher and snippet, and one Finished"""
    desktop, launcher = begin(box, daemon)
    results = launcher.search("bridge")
    expect([result["name"] for result in results] == [TITLES["bridge"]], results)
    expect(results[0]["description"].startswith("Quay Times") and "tide" in results[0]["description"], results)
    expect(results[0]["icon"]["Name"], results)
    expect({result["name"] for result in launcher.search("tide")} == set(TITLES.values()), "all three")
    expect(launcher.search("zeppelin") == [], "nothing")
    launcher.end()
    desktop.close()


def word_of_its_own(box, daemon):
    """behind the word "articles" a search may be short, and without words the newest come; else three letters are needed"""
    desktop, launcher = begin(box, daemon)
    expect(launcher.search("br") == [], "too short")
    expect([result["name"] for result in launcher.search("articles br")] == [TITLES["bridge"]], "short")
    expect([result["name"] for result in launcher.search("articles ")] == list(reversed(TITLES.values())), "newest")
    launcher.end()
    desktop.close()


def activates(box, daemon):
    """a result that is chosen is opened, also when the launcher ends the plugin at once"""
    desktop, launcher = begin(box, daemon)
    result = launcher.search("bridge")[0]
    launcher.send({"Activate": result["id"]}, "Exit")
    expect(launcher.receive() == "Close", "closes")
    launcher.end(None)
    expect(desktop.wait_for_opened() == os.path.join(box.articles, "bridge.html"), result)
    desktop.close()


def context(box, daemon):
    """a result can be shown in the file manager, and others like it be listed; its title can be put into the entry"""
    desktop, launcher = begin(box, daemon)
    number = launcher.search("bridge")[0]["id"]
    launcher.send({"Context": number})
    options = launcher.receive()["Context"]
    expect(options["id"] == number and [option["id"] for option in options["options"]] == [0, 1, 2], options)
    names = [option["name"] for option in options["options"]]
    expect(names == ["Show in file manager", "Copy link", "Similar articles"], names)
    launcher.send({"Complete": number})
    expect(launcher.receive() == {"Fill": "articles " + TITLES["bridge"]}, "fills")
    launcher.send({"ActivateContext": {"id": number, "context": 0}})
    expect(launcher.receive() == "Close", "closes")
    expect(desktop.wait_for_opened().rstrip("/") == box.articles, "shown")
    launcher.send({"ActivateContext": {"id": number, "context": 2}})
    expect(launcher.receive() == "Clear", "clears")
    expect({result["name"] for result in launcher.receive_results()} <= set(TITLES.values()) - {TITLES["bridge"]}, "others")
    launcher.end()
    desktop.close()


def interrupts(box, daemon):
    """a search that is interrupted, or replaced, still ends in exactly one Finished, and its results do not come later"""
    desktop, launcher = begin(box, daemon)
    launcher.send({"Search": "bridge"}, "Interrupt")
    launcher.receive_results()
    launcher.send("Interrupt", {"Search": "bridge"}, {"Search": "lighthouse"})
    expect([result["name"] for result in launcher.receive_results()] == [TITLES["light"]], "the newest")
    expect([result["name"] for result in launcher.search("otters")] == [TITLES["otter"]], "the next")
    launcher.end()
    desktop.close()


def nonsense(box, daemon):
    """lines that are no request, numbers of no result, and requests to come are passed over"""
    desktop, launcher = begin(box, daemon)
    launcher.search("bridge")
    for line in (b"\n", b"{\n", b"\xff\xfe\n", b"null\n", b'{"Search":7}\n', b'{"Search":"' + b"x" * 100000 + b'"}\n'):
        launcher.send_raw(line)
    launcher.send({"Activate": 0}, {"Activate": 4294967295}, {"Context": 1}, {"Complete": 1}, {"Quit": 0}, {"Refresh": 0}, "Close",
                  {"ActivateContext": {"id": 0, "context": 0}})
    expect([result["name"] for result in launcher.search("lighthouse")] == [TITLES["light"]], "lives")
    launcher.end()
    desktop.close()


def no_daemon(box, daemon):
    """without a daemon searches find nothing, at once"""
    desktop, launcher = begin(box, daemon, installed=False)
    expect(launcher.search("bridge") == [], "nothing")
    expect(launcher.search("articles ") == [], "nothing")
    launcher.end()
    desktop.close()


def end_of_input(box, daemon):
    """the plugin ends when the launcher does"""
    desktop, launcher = begin(box, daemon)
    launcher.search("bridge")
    launcher.end(None)
    desktop.close()


def description(box, daemon):
    """plugin.ron names the program that is there, and its word is the program's"""
    with open(RON, encoding="utf-8") as file:
        text = file.read()
    expect(re.search(r'bin: \(path: "([^"]+)"\)', text).group(1) == os.path.basename(PLUGIN), text)
    expect(re.search(r'help: "([^"]+)"', text).group(1) == "articles ", text)
    expect(re.search(r'isolate_with: "([^"]+)"', text).group(1) == "^articles ", text)
    expect(text.count("(") == text.count(")"), text)


if __name__ == "__main__":
    main([finds, word_of_its_own, activates, context, interrupts, nonsense, no_daemon, end_of_input, description])
