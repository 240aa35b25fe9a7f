#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Recoll's input handler: by itself, asked well and badly, and in the hands of the real recollindex.

usage: recoll-handler.py OFFPRINT HANDLER LIAR ARTICLES

LIAR is a folder with a worker program that gives what OFFPRINT_LIE says. Prints TAP.
"""

import json
import os
import shutil
import signal
import sys
import tempfile

import recoll
import recoll_handler
import shelf as shelves

PAGE = """<!DOCTYPE html><html lang=en><head><title>Otters return - Tidewater Review</title>
<meta property=og:title content="Otters return"><meta property=og:site_name content="Tidewater Review">
<meta name=author content="Ada Quill"><meta property=article:published_time content="2021-06-07T08:09:10Z">
<meta name=keywords content="otters, rivers"><link rel=canonical href="https://tidewater.example/otters">
<meta name=description content="They are back."></head><body><nav>menu entries</nav><article><h1>Otters return</h1>
<p>Ninety otters were counted along the river Halve this spring, more than in any year since the census began.</p>
<p>The wardens put it down to cleaner water and to the eels that have come back with it, they said on Monday.</p>
</article></body></html>"""
# 2021-06-07T08:09:10Z
PUBLISHED = 1623053350
MANY = 300


class Bench:
    def __init__(self, offprint, program, liar, articles):
        self.offprint, self.program, self.liar, self.articles = offprint, program, liar, articles
        self.top = tempfile.mkdtemp(prefix="offprint-handler-")
        self.page = self.write("page.html", PAGE)

    def write(self, name, text):
        path = os.path.join(os.fsencode(self.top), name if isinstance(name, bytes) else name.encode())
        with open(path, "wb") as file:
            file.write(text.encode())
        return path

    def start(self, **environment):
        return recoll_handler.Handler(self.program, **environment)


def give_record(bench):
    """The handler gives the record's fields, its date and the article's text"""
    handler = bench.start()
    answer = handler.ask(bench.page)
    wanted = {
        "mimetype": "text/plain", "charset": "utf-8", "caption": "Otters return", "author": "Ada Quill",
        "publisher": "Tidewater Review", "published": "2021-06-07T08:09:10Z", "modificationdate": str(PUBLISHED),
        "keywords": "otters; rivers", "canonical": "https://tidewater.example/otters", "site": "tidewater.example",
        "abstract": "They are back.", "language": "en", "eofnext": "",
    }
    complaints = [f"{name} is {answer.get(name)!r}" for name, value in wanted.items() if answer.get(name) != value.encode()]
    if not answer.get("document", b"").startswith(b"Ninety otters") or b"menu" in answer["document"]:
        complaints.append(f"the document is {answer.get('document')!r}")
    if handler.ask() != {"eofnow": b""}:
        complaints.append("there is another document")
    return complaints + ([] if handler.end() == 0 else ["it does not end well"])


def give_notes(bench):
    """Tags and the comment of the file are among its fields, as `offprint extract` has them; recollq finds and shows them"""
    def fill(folder):
        path = os.path.join(folder, "noted.html")
        shutil.copy(os.fsdecode(bench.page), path)
        try:
            os.setxattr(path, "user.xdg.tags", b"to read,rivers")
            os.setxattr(path, "user.xdg.comment", b"Lent to Mahaut")
        except OSError as error:
            raise shelves.Skip(f"no extended attributes: {error.strerror}") from None
        shutil.copy(os.fsdecode(bench.page), folder)

    host = Indexed(bench, "notes", fill)
    path = os.path.join(host.files, "noted.html")
    handler = bench.start()
    answer = handler.ask(os.fsencode(path))
    handler.end()
    done = recoll.subprocess.run([bench.offprint, "extract", "--json", path], capture_output=True, check=True)
    record = json.loads(done.stdout)
    complaints = []
    if record["keywords"] != ["to read", "rivers", "otters"] or answer.get("keywords") != b"to read; rivers; otters":
        complaints.append(f"the keywords are {record['keywords']} and {answer.get('keywords')}")
    if record["comment"] != "Lent to Mahaut" or answer.get("comment") != b"Lent to Mahaut":
        complaints.append(f"the comment is {record['comment']!r} and {answer.get('comment')!r}")
    for query in ("comment:mahaut", "comment:mahaut tag:read", "mahaut otters"):
        found = host.hits(query, "url", "comment")
        if found != [[f"file://{path}", "Lent to Mahaut"]]:
            complaints.append(f"{query} finds {found}")
    return complaints


def compare_records(bench):
    """The handler says of every fixture what `offprint extract` says"""
    handler = bench.start()
    complaints = []
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(bench.articles) for name in names)
    done = recoll.subprocess.run([bench.offprint, "extract", "--json", *files], capture_output=True, check=True)
    for line in done.stdout.decode().splitlines():
        record = json.loads(line)
        answer = handler.ask(record["path"].encode())
        for field, name in (("title", "caption"), ("text", "document"), ("published", "published"), ("place", "place"),
                            ("agency", "agency"), ("section", "section"), ("saved", "saved")):
            if answer.get(name, b"").decode() != (record.get(field) or ""):
                complaints.append(f"{record['path']}: {name} is {answer.get(name)!r}, not {record.get(field)!r}")
        if answer.get("author", b"").decode() != "; ".join(record["authors"]):
            complaints.append(f"{record['path']}: author is {answer.get('author')!r}")
    handler.end()
    return complaints if len(files) > 30 else ["there are hardly any fixtures"]


def survive_requests(bench):
    """Broken, endless and senseless requests are answered with an error, and the next one well"""
    element = recoll_handler.element
    refused = [
        b"\n", b"rubbish\n\n", b"filename: -5\n\n", b"filename: x\n\n", b"filename: 99999999999999999999999\n\n",
        b"\x00\xff\n\n", b": 3\nabc\n", b"x" * 100000 + b"\n\n", element("filename", b"a" * 200000) + b"\n",
        element("filename", b"/tmp/\0x") + b"\n", element("filename", b"\xff\xfe\n\n") + b"\n",
        element("filename", b"relative") + b"\n", element("filename", b"/") + b"\n",
        element("filename", b"/dev/zero") + b"\n", element("filename", b"/nowhere") + b"\n",
        element("unknown", b"x" * 3000000) + b"\n", element("ipath", b"x") + b"\n",
    ]
    handler = bench.start()
    complaints = []
    for request in refused:
        handler.send(request)
        answer = handler.read()
        if set(answer) not in ({"fileerror"}, {"eofnow"}):
            complaints.append(f"{request[:40]!r} gives {answer}")
        if handler.ask(bench.page).get("caption") != b"Otters return":
            complaints.append(f"it is confused after {request[:40]!r}")
    if handler.memory() > 200000:
        complaints.append(f"it has {handler.memory()} KiB")
    return complaints + ([] if handler.end() == 0 else ["it does not end well"])


def read_names(bench):
    """Files whose names hold line feeds, colons or bytes that are no UTF-8 are read"""
    handler = bench.start()
    complaints = []
    for name in (b"a\nfilename: 3\n\nb.html", b"caf\xe9.html", b"a: 1\n.html", " ä\u202e.html".encode(), b"-n.html"):
        if handler.ask(bench.write(name, PAGE)).get("caption") != b"Otters return":
            complaints.append(f"{name!r} is not read")
    handler.end()
    return complaints


def survive_pages(bench):
    """A page that ends its reader, hangs it or lies costs that page only"""
    complaints = []
    handler = bench.start(OFFPRINT_LIBEXECDIR=bench.liar, OFFPRINT_LIE="as-named")
    for name, wanted in (("crash", "fileerror"), ("members", "caption"), ("garbage", "fileerror"), ("abort", "fileerror"),
                         ("record", "fileerror"), ("members", "caption"), ("large", "fileerror"), ("exit", "fileerror"),
                         ("identity", "fileerror"), ("members", "caption")):
        answer = handler.ask(bench.write(f"{name}.html", PAGE))
        if wanted not in answer:
            complaints.append(f"{name} gives {answer}")
    handler.end()
    return complaints


def replace_worker(bench):
    """A worker that was killed while it had nothing to do is replaced, and none is left behind"""
    handler = bench.start()
    handler.ask(bench.page)
    first = handler.children()
    os.kill(first[0], signal.SIGKILL)
    answer = handler.ask(bench.page)
    second = handler.children()
    complaints = [] if answer.get("caption") == b"Otters return" and len(second) == 1 else [f"it gives {answer}"]
    if os.path.exists(f"/proc/{first[0]}"):
        complaints.append("the killed one is left")
    pidfd = os.pidfd_open(second[0])
    handler.end()
    complaints += [] if recoll_handler.has_ended(pidfd) else ["the second one is left"]
    os.close(pidfd)
    return complaints


def miss_worker(bench):
    """Without the reader program Recoll hears which helper is missing"""
    handler = bench.start(OFFPRINT_LIBEXECDIR=bench.top)
    handler.send(recoll_handler.element("filename", bench.page) + b"\n")
    try:
        answer = handler.read()
    except ValueError as error:
        answer = str(error)
    handler.end()
    # "RECFILTERROR HELPERNOTFOUND offprint-extract" is a line of its own, no element.
    return [] if "not enough values" in str(answer) else [f"it gives {answer}"]


def end_early(bench):
    """Half a message, and nobody who listens, end the handler quietly"""
    complaints = []
    for half in (b"", b"filename: 10\n/ab", b"filename: 3", recoll_handler.element("filename", bench.page)):
        handler = bench.start()
        handler.send(half)
        if handler.end() != 0:
            complaints.append(f"{half!r} ends it badly")
    return complaints + ([] if bench.start().hang_up() == 0 else ["it dies of SIGPIPE"])


def give_members(bench):
    """Members of a container are documents of their own, together and one by one"""
    handler = bench.start(OFFPRINT_LIBEXECDIR=bench.liar, OFFPRINT_LIE="members")
    path = bench.write("container.html", PAGE)
    answers = [handler.ask(path), handler.ask(), handler.ask(), handler.ask()]
    members = [answer.get("ipath") for answer in answers]
    complaints = [] if members == [b"one/otters: a census", "two/heron été".encode(), b"three", None] else [f"{members}"]
    if [("eofnext" in answer, "eofnow" in answer) for answer in answers[2:]] != [(True, False), (False, True)]:
        complaints.append("the end is not told")
    one = handler.ask(path, ipath="two/heron été".encode())
    if one.get("caption") != b"Heron seen" or "eofnext" not in one:
        complaints.append(f"one member is {one}")
    if handler.ask(path, ipath=b"four") != {"subdocerror": b""}:
        complaints.append("there is a member that is not there")
    handler.end()
    return complaints


class Indexed:
    """recollindex with the handler bound by hand to a folder; beside it a folder that is not bound."""

    def __init__(self, bench, name, fill, environment=None):
        self.files = os.path.join(bench.top, name)
        self.other = os.path.join(bench.top, name + "-other")
        self.configuration = os.path.join(bench.top, name + "-recoll")
        for folder in (self.files, self.other, self.configuration):
            os.mkdir(folder)
        fill(self.files)
        shutil.copy(os.fsdecode(bench.page), self.other)
        self.log = os.path.join(bench.top, name + ".log")
        # A sanitizer reserves more address space than Recoll allows a handler.
        self._write("recoll.conf", f"topdirs = {self.files} {self.other}\nloglevel = 3\nlogfilename = {self.log}\n"
                                   "filtermaxmbytes = 0\n")
        self._write("mimemap", f"[{self.files}]\n.html = text/x-saved-article\n.md = text/x-saved-article\n"
                               ".txt = text/x-saved-article\n")
        self._write("mimeconf", f"[index]\ntext/x-saved-article = execm {bench.program}\n")
        self._write("fields", "[prefixes]\npublisher = XYPUB\nplace = XYPL\ncomment = XYCOM\n"
                              "[stored]\npublisher =\ncomment =\ncanonical =\n")
        self.environment = {**os.environ, "HOME": bench.top, "LC_ALL": "C.UTF-8", "TZ": "UTC", **(environment or {})}
        self.run("recollindex", "-z")

    def _write(self, name, text):
        with open(os.path.join(self.configuration, name), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, program, *arguments):
        return recoll.subprocess.run([program, "-c", self.configuration, *arguments], env=self.environment, check=True,
                                     capture_output=True, timeout=280).stdout.decode()

    def hits(self, query, *fields):
        """Rows of the fields of what recollq finds."""
        lines = self.run("recollq", "-n", "0", "-F", " ".join(fields), query).split("\n")[2:]
        return [[recoll.base64.b64decode(word).decode() for word in line.rstrip("\n").split(" ")][:len(fields)]
                for line in lines if line.strip()]


def index_pages(bench):
    """recollindex takes all fields and the date of a page, and leaves pages of other folders alone"""
    host = Indexed(bench, "pages", lambda folder: shutil.copy(os.fsdecode(bench.page), folder))
    complaints = []
    url = f"file://{host.files}/page.html"
    for query in ("publisher:tidewater", 'title:"otters return" publisher:review', "author:quill mime:text/x-saved-article",
                  "keyword:rivers publisher:review", "date:2021-06-07 publisher:review", "eels publisher:tidewater",
                  "abstract:back publisher:tidewater", "date:2021-06/2021-07 dir:pages"):
        found = [row[0] for row in host.hits(query, "url")]
        if found != [url]:
            complaints.append(f"{query} finds {found}")
    wanted = ["Otters return", "Tidewater Review", "Ada Quill", f"{PUBLISHED:011}", "https://tidewater.example/otters"]
    shown = host.hits("publisher:tidewater", "title", "publisher", "author", "dmtime", "canonical")
    if shown != [wanted]:
        complaints.append(f"it shows {shown}")
    if [row[0] for row in host.hits("menu", "url")] != [f"file://{host.other}/page.html"]:
        complaints.append("the menu is found where it should not, or the other page is not as it was")
    return complaints


def index_members(bench):
    """recollindex makes members documents of their own, and recollq shows each of them"""
    host = Indexed(bench, "members", lambda folder: shutil.copy(os.fsdecode(bench.page), os.path.join(folder, "box.html")),
                   {"OFFPRINT_LIBEXECDIR": bench.liar, "OFFPRINT_LIE": "members"})
    found = sorted(host.hits(f"dir:{host.files}", "title", "ipath", "dmtime"))
    # Recoll keeps the colon for itself.
    wanted = [["Bridge closed", "three"], ["Heron seen", "two/heron été"], ["Otters counted", "one/otters\x01 a census"]]
    complaints = []
    if [row[:2] for row in found if row[1]] != wanted:
        complaints.append(f"it finds {found}")
    text = host.run("recollq", "-d", "title:heron")
    if "A heron stood below the weir." not in text:
        complaints.append(f"it shows {text!r}")
    dates = {row[2] for row in found if row[1]}
    return complaints + ([] if len(dates) == 1 and "" not in dates else [f"dates are {dates}"])


def index_many(bench):
    """recollindex reads hundreds of pages with one handler, broken ones among them"""
    def fill(folder):
        for number in range(MANY):
            with open(os.path.join(folder, f"{number}.html"), "w", encoding="utf-8") as file:
                file.write("" if number % 50 == 7 else PAGE.replace("Ninety", f"Ninety and marker{number}x"))
        shutil.copy(os.fsdecode(bench.page), os.path.join(folder, "x.html"))
    starts = os.path.join(bench.top, "starts")
    wrapper = os.path.join(bench.top, "wrapper")
    with open(wrapper, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\necho x >>{starts}\nexec {bench.program}\n")
    os.chmod(wrapper, 0o755)
    program, bench.program = bench.program, wrapper
    host = Indexed(bench, "many", fill)
    bench.program = program
    with open(starts, encoding="utf-8") as file:
        started = len(file.readlines())
    found = len(host.hits("otters publisher:tidewater", "url"))
    complaints = [] if found == MANY - MANY // 50 + 1 else [f"{found} pages are found"]
    # recollindex has a few threads that read, each with a handler of its own.
    return complaints + ([] if started <= 8 else [f"the handler was started {started} times"])


TESTS = (give_record, give_notes, compare_records, survive_requests, read_names, survive_pages, replace_worker, miss_worker, end_early,
         give_members, index_pages, index_members, index_many)


def main(offprint, program, liar, articles):
    recoll.require("recollindex", "recollcmd")
    tap = shelves.Tap()
    bench = Bench(offprint, program, liar, articles)
    for function in TESTS:
        tap.call(function, bench)
    shutil.rmtree(bench.top)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
