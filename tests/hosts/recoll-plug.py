#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""`offprint recoll enable` with the real Recoll: what recollindex, recollq, the Python interface and the window make of it.

usage: recoll-plug.py OFFPRINT ARTICLES

Prints TAP.
"""

import json
import os
import re
import select
import subprocess
import sys
import time

import recoll
import shelf as shelves

PYTHON = "/usr/bin/python3"
PYTHON_PROGRAM = """
import json, sys
from recoll import recoll
query = recoll.connect(extra_dbs=sys.argv[1:]).query()
for text in json.load(sys.stdin):
    query.execute(text, stemming=0)
    print(json.dumps([hit.url for hit in query.fetchmany(1000)]))
"""
PATIENCE = 60


class Plugged:
    """A person's Recoll in its usual place, with the shelf among what it indexes."""

    def __init__(self, shelf, program):
        self.shelf, self.program = shelf, program
        self.folder = os.path.join(shelf.top, ".recoll")
        os.mkdir(self.folder)
        self.log = os.path.join(shelf.top, "log")
        with open(os.path.join(self.folder, "recoll.conf"), "w", encoding="utf-8") as file:
            # A sanitizer reserves more address space than Recoll allows a handler.
            file.write(f"topdirs = {shelf.files}\nloglevel = 3\nlogfilename = {self.log}\nfiltermaxmbytes = 0\n")
        os.makedirs(os.path.join(shelf.top, "XDG_CONFIG_HOME", "offprint"))
        with open(os.path.join(shelf.top, "XDG_CONFIG_HOME", "offprint", "folders"), "w", encoding="utf-8") as file:
            file.write(f"file://{shelf.files}\n")

    def recoll(self, *arguments):
        return self.shelf.run([self.program, "recoll", *arguments, "--database", self.shelf.database]).decode()

    def index(self):
        self.shelf.run(["recollindex", "-z"])

    def names(self, query, *options):
        output = self.shelf.run(["recollq", "-n", "0", "-s", "none", "-F", "url", *options, query]).decode()
        return [self.shelf.name_of(recoll.base64.b64decode(line.strip()).decode()) for line in output.split("\n")[2:]
                if line.strip()]


def index_by_handler(host):
    """after enable recollindex reads the articles through the handler, and each field that Recoll has can be asked for"""
    host.recoll("enable", "--route", "handler")
    host.index()
    complaints = []
    for query in ('publisher:"Copenhagen News"', 'title:"harbour ferry"', "author:king", 'publisher:"Zürcher Bote"',
                  "keyword:ferry", 'place:london', "language:de dir:de"):
        ours = re.sub("language:", "lang:", query)
        complaints += shelves.differences(f"Recoll on {query}", set(host.names(query)), host.shelf.search_names(ours))
    if "harbour-ferry" not in host.names("site:www.copenhagen-news.example"):
        complaints.append("site: finds nothing")
    return complaints


def ask_both(host):
    """with the external index in the same query each article is found twice; -C folds them, but for near-duplicates"""
    both = ["-i", host.shelf.database]
    complaints = []
    for query, wanted in (('title:"harbour ferry"', 2), ("quenby publisher:lowmoor", None)):
        found = host.names(query, *both)
        folded = host.names(query, *both, "-C")
        if len(found) != 2 * len(set(found)) or (wanted and len(found) != wanted):
            complaints.append(f"{query} finds {found}")
        if wanted and len(folded) != 1:
            complaints.append(f"{query} folded finds {folded}")
        # One of the group is found by its own key, as it is the one whose file the group has its key from; the others are not.
        if not wanted and len(folded) <= 1:
            complaints.append(f"near-duplicates are folded with the handler's: {folded}")
    return complaints


def ask_by_python(host):
    """Recoll's Python interface finds in both indexes what it finds in one"""
    queries = ["ferry", 'title:"harbour ferry"', "publisher:courier", "café"]
    found = []
    for databases in ([], [host.shelf.database]):
        output = host.shelf.run([PYTHON, "-c", PYTHON_PROGRAM, *databases], text=json.dumps(queries)).decode()
        found.append([{host.shelf.name_of(url) for url in json.loads(line)} for line in output.split("\n") if line])
    complaints = [] if len(found[0]) == len(queries) and all(found[0]) else [f"it finds {found[0]}"]
    return complaints + [f"{query}: {more} instead of {less}" for query, less, more in zip(queries, *found)
                         if not less <= more]


def show_in_window(host):
    """Recoll's window asks the external index that enable put on its list"""
    host.recoll("disable")
    host.shelf.run(["recollindex", "-z"])
    host.recoll("enable", "--route", "index")
    history = os.path.join(host.folder, "history")
    # What the log says of the query: as many hits as both indexes have.
    alone, beside = len(host.names("title:harbour")), len(host.shelf.search_names("title:harbour"))
    wanted = f"Query::getResCnt: {alone + beside}\n"
    with open(os.path.join(host.folder, "recoll.conf"), "a", encoding="utf-8") as file:
        file.write("loglevel = 5\n")
    open(host.log, "w", encoding="utf-8").close()
    process = subprocess.Popen(["recoll", "-q", "title:harbour"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**host.shelf.environment, "QT_QPA_PLATFORM": "offscreen"})
    pidfd = os.pidfd_open(process.pid)
    end, text = time.monotonic() + PATIENCE, ""
    while wanted not in text and time.monotonic() < end:
        select.select([pidfd], [], [], 0.2)
        with open(host.log, encoding="utf-8", errors="replace") as file:
            text = file.read()
    process.terminate()
    process.wait(PATIENCE)
    os.close(pidfd)
    host.recoll("disable")
    complaints = [] if wanted in text else [f"the index is not asked: {text[-1500:]!r}"]
    # The window was ended before it had anything of its own to remember.
    if os.path.exists(history):
        complaints.append("something is left of our lines")
    return complaints if beside > 0 else ["there is nothing to be found"]


TESTS = (index_by_handler, ask_both, ask_by_python, show_in_window)


def main(program, articles):
    for name, package in (("recollindex", "recollcmd"), ("recollq", "recollcmd"), ("recoll", "recollgui")):
        recoll.require(name, package)
    tap = shelves.Tap()
    shelf = shelves.Shelf(program, articles)
    host = Plugged(shelf, program)
    for function in TESTS:
        tap.call(function, host)
    shelf.close()
    return tap.end()


if __name__ == "__main__":
    sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
