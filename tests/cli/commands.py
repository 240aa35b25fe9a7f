#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands as a person gives them: help, exit statuses, configuration, odd roots and file names, interruption.

usage: commands.py OFFPRINT"""

import os
import pty
import re
import select
import shutil
import signal
import subprocess

import sandbox
from sandbox import Skip, expect, expect_status, one_line

COMMANDS = {
    "extract": ["FILE...", "--json", "--html", "--text"],
    "index": ["PATH...", "--database", "--jobs", "--full"],
    "watch": ["PATH...", "--database"],
    "search": ["QUERY...", "--database", "--limit", "--offset", "--sort", "--no-fold", "--no-expand", "--no-recency", "--time-limit",
               "--format", "--json", "--null", "after:"],
    "complete": ["QUERY...", "--database", "--limit", "--offset", "--sort", "--no-fold", "--no-recency", "--time-limit",
               "--format", "--json", "--null", "after:"],
    "similar": ["FILE", "--database", "--limit", "--member", "--format", "--json", "--null"],
    "facets": ["QUERY...", "--database", "--no-fold", "--time-limit", "--json"],
    "add": ["DIR..."],
    "remove": ["DIR..."],
    "folders": ["--json"],
    "save-search": ["NAME QUERY...", "--remove"],
    "saved-searches": ["--json"],
    "tag": ["FILE...", "--add", "--remove", "--comment", "--json"],
    "recoll": ["enable|disable|status", "--config", "--route", "--database"],
    "pause": [],
    "resume": [],
    "status": ["--database", "--json"],
    "check": ["--database", "--json"],
    "compact": ["--database", "--json"],
}
READERS = {"search": ["search", "otter"], "status": ["status"], "check": ["check"]}


def expect_complaint(result, status, *texts):
    """The run ended with STATUS, wrote nothing but one line of complaint, and that line has all TEXTS."""
    expect_status(result, status)
    line = one_line(result.complaints())
    expect(result.out == b"", "no output wanted", result)
    for text in texts:
        expect(text in line, f"no {text!r}", line)


def expect_misuse(result, *texts):
    """The run ended as wrong usage, with what was wrong and where help is."""
    expect_status(result, 2)
    lines = result.complaints().rstrip("\n").split("\n")
    expect(result.out == b"" and len(lines) == 2 and lines[1].startswith("Try 'offprint "), "two lines wanted", result)
    for text in texts:
        expect(text in lines[0], f"no {text!r}", lines)


def make_index(box):
    box.write("otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()


class Watched:
    """A run of index in the middle: its progress line tells how far it is."""

    def __init__(self, box, *arguments):
        self.terminal, slave = pty.openpty()
        self.process = box.start("index", "--jobs", "1", *arguments, stdout=subprocess.DEVNULL, stderr=slave)
        self.shown = b""
        os.close(slave)

    def read(self):
        """Returns False at the end."""
        expect(select.select([self.terminal], [], [], sandbox.TIMEOUT)[0], "silent", self.shown)
        try:
            part = os.read(self.terminal, 65536)
        except OSError:
            part = b""
        self.shown += part
        return part != b""

    def wait_until_done(self, files):
        """Waits until more than FILES are done."""
        while not any(int(done) > files for done in re.findall(rb"(\d+) of ", self.shown)):
            expect(self.read(), "ended before that", files, self.shown)

    def finish(self):
        """Returns exit status and what was left on the terminal."""
        while self.read():
            pass
        os.close(self.terminal)
        return self.process.wait(timeout=sandbox.TIMEOUT), self.shown.decode().split("\r\x1b[K")[-1]


def helps(box):
    """--help of the program and of each command names what there is, on standard output, with status 0"""
    overview = expect_status(box.run("--help"), 0)
    for command, wanted in COMMANDS.items():
        expect(f"  {command} " in overview.text(), command, overview)
        for option in ("--help", "-h"):
            result = expect_status(box.run(command, option), 0)
            expect(result.err == b"", result)
            for text in [f"offprint {command}", "Exit status", *wanted]:
                expect(text in result.text(), f"no {text!r}", result)
            usage = result.text().split("\n")[1]
            expect(len(usage.split()) == len(set(usage.split())), "said twice", usage)
    expect(re.fullmatch(r"offprint \d+[.\w]*\n", expect_status(box.run("--version"), 0).text()), "version")


def wrong_usage(box):
    """wrong commands, options and values end with status 2, one line on what was wrong and one on where help is"""
    expect_complaint(box.run(), 2, "offprint --help")
    expect_complaint(box.run("find"), 2, "find")
    for command in COMMANDS:
        expect_misuse(box.run(command, "--river"), "--river")
    for command in ("extract", "index", "watch", "search", "complete", "similar", "add", "remove", "recoll", "save-search", "tag"):
        expect_misuse(box.run(command))
    for command in ("index", "watch", "search", "complete", "similar", "facets", "status", "check", "compact"):
        expect_misuse(box.run(command, "--database"), "--database")
    for command in ("status", "check", "compact", "folders", "saved-searches", "pause", "resume", "recoll"):
        expect_misuse(box.run(command, "river"), "river")
    expect_misuse(box.run("extract", "--json", "--text", "a.txt"), "--json")
    expect_misuse(box.run("save-search", "--remove"), "which")
    expect_misuse(box.run("save-search", "river"), "river")
    for jobs in ("0", "65", "-1", "many", ""):
        expect_misuse(box.run("index", "--jobs", jobs, box.articles), "jobs" if jobs.lstrip("-").isdigit() else "")
    expect(not os.path.exists(box.database), "wrong usage made an index")


def wrong_search_values(box):
    """values of search that can't be meant end with status 2"""
    make_index(box)
    for arguments in (["--limit", "0"], ["--limit", "-1"], ["--limit", "100001"], ["--limit", "x"], ["--offset", "-1"],
                      ["--limit", "99999999999"], ["--time-limit", "-1"],
                      ["--time-limit", "nan"], ["--time-limit", "x"], ["--time-limit", "1e9"], ["--sort", "size"], ["--format", "xml"], ["--sort", ""]):
        expect_misuse(box.run("search", *arguments, "otter"))
    for command in ("search", "complete", "similar"):
        expect_misuse(box.run(command, "--json", "--format", "tsv", "otter"), "--json", "--format")
        expect_misuse(box.run(command, "--limit", "0", "otter"), "--limit")
    expect_misuse(box.run("facets", "--time-limit", "-1"), "--time-limit")
    expect_misuse(box.run("similar", "a.txt", "b.txt"), "one file")


def no_index(box):
    """without an index, what reads or compacts one ends with status 3, names the place and what to do, makes nothing"""
    for arguments in [*READERS.values(), ["compact"], ["complete", "ott"], ["similar", "a.txt"], ["facets"]]:
        expect_complaint(box.run(*arguments), 3, box.database, "offprint index")
    expect(not os.path.exists(box.database), "an index came to be")
    os.makedirs(box.path("empty"))
    for arguments in [*READERS.values(), ["compact"]]:
        result = expect_status(box.run(arguments[0], "--database", box.path("empty"), *arguments[1:]), 3)
        expect(box.path("empty") in result.complaints().split("\n")[-2] and result.out == b"", result)


def locked(box):
    """while another run holds the writer, index and compact end at once with status 3, and reading goes on"""
    make_index(box)
    box.write_many(1500)
    holder = Watched(box, box.articles)
    holder.wait_until_done(1)
    holder.process.send_signal(signal.SIGSTOP)
    try:
        for arguments in (["index", box.articles], ["compact"]):
            expect_complaint(box.run(*arguments), 3, "another program is writing", box.database, "wait")
        expect("otter.txt" in box.names("--limit", "2000", "otter"), "search")
        box.check()
    finally:
        holder.process.send_signal(signal.SIGCONT)
    status, _ = holder.finish()
    expect(status == 0 and box.status()["articles"] == 1501, status, box.status())


def corrupt(box):
    """an index whose files are overwritten ends each command with status 3 and what to do; nothing is lost to a run"""
    for name, content in (("iamglass", b"river"), ("iamglass", b""), ("postlist.glass", b"\xff" * 8192)):
        shutil.rmtree(box.database, ignore_errors=True)
        make_index(box)
        with open(os.path.join(box.database, name), "wb") as file:
            file.write(content)
        for command, arguments in {**READERS, "index": ["index", box.articles], "compact": ["compact"]}.items():
            result = expect_status(box.run(*arguments), 3)
            last = result.complaints().rstrip("\n").split("\n")[-1]
            expect(box.database in last, name, command, last)
            expect(b"no damage" not in result.out, name, result)
            expect(command == "check" or "\n" not in result.complaints().rstrip("\n"), name, command, result)
        with open(os.path.join(box.database, name), "rb") as file:
            expect(file.read() == content, "a run wrote over the damaged index", name)


def damaged(box):
    """check finds damage inside an index that opens: status 3, what was found, in words and as JSON"""
    for number in range(50):
        box.write(f"{number}.txt", f"Article {number}\n\n" + os.urandom(3000).hex())
    box.index()
    path = os.path.join(box.database, "docdata.glass")
    with open(path, "r+b") as file:
        file.write(b"\0" * os.path.getsize(path))
    result = expect_status(box.run("check"), 3)
    lines = result.complaints().rstrip("\n").split("\n")
    expect(len(lines) > 1 and box.database in lines[-1] and "build it anew" in lines[-1] and result.out == b"", result)
    found, = expect_status(box.run("check", "--json"), 3).json()
    expect(found["sound"] is False and found["report"] != "" and box.database in found["message"], found)


def patch_index(box, old, new):
    """Writes NEW for OLD, of the same length, in the table of postings and metadata."""
    path = os.path.join(box.database, "postlist.glass")
    with open(path, "rb") as file:
        content = file.read()
    if old not in content:
        raise Skip(f"this Xapian does not store {old!r} as it is")
    with open(path, "wb") as file:
        file.write(content.replace(old, new))


def foreign(box):
    """another program's index is neither read nor written to, and left as it was"""
    make_index(box)
    patch_index(box, b"offprint.version", b"offprint.versioo")
    before = box.run("index", box.articles)
    expect_complaint(before, 3, "another program's index", "--database")
    for arguments in ([*READERS["search"]], ["status"]):
        expect_complaint(box.run(*arguments), 3, "another program's index")
    expect_complaint(box.run("compact"), 3)


def newer(box):
    """an index of another version of Offprint is neither read nor written to; the line says how to build it anew"""
    make_index(box)
    with open(os.path.join(box.database, "postlist.glass"), "rb") as file:
        found = re.search(rb"offprint\.version(.{0,8}?)(\d+)", file.read(), re.DOTALL)
    if found is None:
        raise Skip("this Xapian does not store the version as it is")
    patch_index(box, found.group(0), found.group(0)[:-1] + b"9")
    for arguments in (*list(READERS.values())[:2], ["index", box.articles]):
        expect_complaint(box.run(*arguments), 3, "another version", box.database, "move that folder away")
    expect_complaint(box.run("compact"), 3)


def nothing_found(box):
    """a search that finds nothing ends with status 1 and says so; all other commands on that index with 0"""
    make_index(box)
    for form in ("text", "jsonl", "json", "tsv", "rofi"):
        expect_complaint(box.run("search", "--format", form, "heron"), 1, "nothing found")
    for arguments in (["search", "otter"], ["status"], ["check"], ["compact"], ["index", box.articles]):
        expect(box.run(*arguments).err == b"", arguments)
        expect_status(box.run(*arguments), 0)


def empty_index(box):
    """an index of an empty folder is an index: nothing is found in it, nothing is wrong with it"""
    box.index()
    expect_complaint(box.run("search", "otter"), 1, "nothing found")
    expect(box.status()["articles"] == 0, box.status())
    box.check()
    expect_status(box.run("compact"), 0)


def some_failed(box):
    """files that can't be read are named with why, status 1, also in the next run and by status; the rest is indexed"""
    box.write("config/offprint/offprint.conf", "[offprint]\nmax-file-bytes=1000\n", ".")
    box.write("otter.txt", "Otters\n\nThe otter swims.\n")
    large = box.write("large.txt", "otter " * 1000)
    for _ in range(2):
        result = box.index(status=1)
        expect(f"{large}: larger than 1000 bytes" in one_line(result.complaints()), result)
        expect("1 failed" in result.text(), result)
    expect([large] == [failure["path"] for failure in box.status()["failed"]], box.status())
    expect(box.names("otter") == ["otter.txt"], "the rest")
    os.unlink(large)
    box.index()
    expect(box.status()["failed"] == [], box.status())


def readers(box):
    """status tells what keeps the reader processes in bounds; where there are none, index ends with one line, status 1"""
    box.write("otter.txt", "Otters\n\nThe otter swims.\n")
    expect_complaint(box.run("index", box.articles, environment={"OFFPRINT_LIBEXECDIR": box.path("gone")}), 1,
                     "can't start the reader process", box.path("gone", "offprint-extract"), "No such file")
    box.index()
    expect(box.names("otter") == ["otter.txt"], "the next run")
    expect(re.fullmatch("bounded: .+; not bounded: .+", box.status()["readers"]), box.status())
    expect("\nreaders    bounded: " in expect_status(box.run("status"), 0).text(), "in words")


def missing_root(box):
    """a root that is not there is named, status 1, and the others are indexed"""
    box.write("otter.txt", "Otters\n\nThe otter swims.\n")
    result = box.index(box.path("gone"), box.articles, status=1)
    expect(box.path("gone") in one_line(result.complaints()), result)
    expect(box.names("otter") == ["otter.txt"], "the other root")


def extract_statuses(box):
    """extract shows what it can read, names what it can't, status 1"""
    good = box.write("otter.txt", "Otters\n\nThe otter swims.\n")
    expect("The otter swims." in expect_status(box.run("extract", good), 0).text(), "text")
    result = expect_status(box.run("extract", box.path("gone.txt"), good, box.articles), 1)
    lines = result.complaints().rstrip("\n").split("\n")
    expect(len(lines) == 2 and box.path("gone.txt") in lines[0] and box.articles in lines[1], result)
    expect("The otter swims." in result.text(), result)


def configured(box):
    """the file in XDG_CONFIG_HOME says where the index is; an option on the command line wins"""
    box.write("otter.txt", "Otters\n\nThe otter swims.\n")
    box.write("config/offprint/offprint.conf", "[offprint]\ndatabase=~/own/index\njobs=1\n", ".")
    box.index()
    expect(os.path.exists(box.path("own", "index", "iamglass")) and not os.path.exists(box.database), "place")
    expect(box.status()["index"] == box.path("own", "index"), box.status())
    expect_status(box.run("search", "--database", box.path("other"), "otter"), 3)
    box.index("--database", box.path("other"), box.articles)
    expect(box.names("--database", box.path("other"), "otter") == ["otter.txt"], "other")


def wrongly_configured(box):
    """unknown keys, wrong values and broken files of configuration are named with the file, status 2"""
    path = box.path("config", "offprint", "offprint.conf")
    for content, *texts in (("[offprint]\nriver=1\n", "'river'", "remove"), ("[offprint]\njobs=many\n", "'jobs'", "'many'"),
                            ("[offprint]\njobs=0\n", "'jobs'"), ("[offprint]\ndatabase=here\n", "'database'", "absolute"),
                            ("[offprint]\nmax-depth=-1\n", "'max-depth'"), ("river\n", path),
                            (b"[offprint]\njobs=\xff\n", "'jobs'")):
        box.write("config/offprint/offprint.conf", content, ".")
        expect_complaint(box.run("status"), 2, path, *texts)
        expect_status(box.run("--help"), 0)


def homeless(box):
    """without HOME and XDG variables, or with an empty HOME, a named index works and the default one is no crash"""
    box.write("otter.txt", "Otters\n\nThe otter swims.\n")
    for home in ("", None, box.path("gone")):
        environment = {"HOME": home, "XDG_CONFIG_HOME": None, "XDG_DATA_HOME": None}
        database = ["--database", box.path("named")]
        box.index(*database, box.articles, environment=environment)
        expect(box.names(*database, "otter", environment=environment) == ["otter.txt"], home)
    expect_complaint(box.run("search", "otter", environment={**environment, "HOME": box.path("gone")}), 3, "gone/.local")


def same_root_again(box):
    """roots given twice, nested in either order, with dots or as a link give each file once"""
    box.write("deep/otter.txt", "Otters\n\nThe otter swims.\n")
    box.write("heron.txt", "Herons\n\nThe heron waits.\n")
    deep, link = os.path.join(box.articles, "deep"), box.path("link")
    os.symlink(box.articles, link)
    for roots in ([box.articles, box.articles], [box.articles, deep], [deep, box.articles], [link], [link, box.articles],
                  [box.articles + "/./deep/..", deep], [os.path.join(deep, "otter.txt"), box.articles]):
        shutil.rmtree(box.database, ignore_errors=True)
        expect("2 files: 2 new" in box.index(*roots).text(), roots)
        expect("2 files: 0 new, 0 changed, 0 renamed, 0 removed, 2 unchanged" in box.index(*roots).text(), roots)
        expect([hit["path"] for hit in box.search("otter")] == [os.path.join(deep, "otter.txt")], roots)
    expect("1 files: 0 new, 0 changed, 0 renamed, 0 removed" in box.index(deep).text(), "only a part")
    expect(box.names("heron") == ["heron.txt"], "a run over a part took away the rest")


def relative_root(box):
    """a relative root, and one whose name begins with a dash, are taken from the current folder"""
    box.write("-jobs/otter.txt", "Otters\n\nThe otter swims.\n")
    for roots in (["--", "-jobs"], ["./-jobs"], ["."]):
        shutil.rmtree(box.database, ignore_errors=True)
        box.index(*roots, cwd=box.articles)
        expect([hit["path"] for hit in box.search("otter")] == [os.path.join(box.articles, "-jobs", "otter.txt")], roots)


def single_file(box):
    """a file as root is indexed, also one that a folder's scan would leave out; gone, it leaves the index"""
    path = box.write("otter.txt", "Otters\n\nThe otter swims.\n")
    box.write("heron.txt", "Herons\n\nThe heron waits.\n")
    hidden = box.write(".hidden.txt", "Hidden\n\nThe otter hides.\n")
    box.index(path)
    expect(box.names("otter OR heron") == ["otter.txt"], "only that file")
    box.index(path, hidden)
    expect(sorted(box.names("otter")) == [".hidden.txt", "otter.txt"], "the hidden one")


def unsupported_file(box):
    """a file of a format that is not known, given by name, is named with why, status 1; in a folder it is passed over"""
    path = box.write("river.bin", bytes(range(256)) * 16)
    expect(box.index().err == b"", "in a folder")
    for command in ("index", "extract"):
        result = expect_status(box.run(command, path), 1)
        expect(path in one_line(result.complaints()), result)
    expect(box.status()["articles"] == 0, box.status())


def odd_names(box):
    """names with spaces, line ends, quotes, invalid UTF-8 and escape sequences are indexed, found, renamed and removed"""
    names = [b"two  spaces .txt", b"line\nend.txt", b"quote's \"here\".txt", b"inv\xff\xfealid.txt", b"\x1b[31mred.txt",
             b"pipe|member.txt", b"percent%20.txt", "caf\u00e9.txt".encode(), "cafe\u0301.txt".encode(), b"-dash.txt",
             b"x" * 251 + b".txt"]
    for number, name in enumerate(names):
        box.write(os.fsdecode(name), f"Odd\n\nThe otter number{number} swims.\n")
    box.index()
    expect(box.status()["articles"] == len(names), box.status())
    for number in range(len(names)):
        expect(len(box.search(f"number{number}")) == 1, names[number])
    expect(f"{len(names)} unchanged" in box.index().text(), "again")
    for name in names:
        path = os.path.join(os.fsencode(box.articles), name)
        os.rename(path, os.path.join(os.fsencode(box.articles), name[:200] + b" moved.txt"))
    expect(f"{len(names)} renamed, 0 removed" in box.index().text(), "renamed")
    for name in os.listdir(os.fsencode(box.articles)):
        os.unlink(os.path.join(os.fsencode(box.articles), name))
    expect(f"{len(names)} removed" in box.index().text(), "removed")
    box.check()


def interrupted(box):
    """SIGINT and SIGTERM end a run with 130 and an index that is sound; what was done is kept; the next run goes on"""
    for number in range(3000):
        box.write(f"{number:05d}.txt", f"Article {number}\n\n" + f"The otter number{number} swims in the river. " * 40)
    kept = 0
    for wanted in (signal.SIGINT, signal.SIGTERM):
        run = Watched(box, box.articles)
        run.wait_until_done(kept)
        run.process.send_signal(wanted)
        status, last = run.finish()
        expect(status == 130 and re.fullmatch(r"offprint: [^\r\n]+\r\n", last), status, last)
        now = box.status()["articles"]
        expect(kept < now < 3000, f"{now} articles after {kept}")
        kept = now
        box.check()
    text = box.index().text()
    expect(f"{3000 - kept} new" in text and f"{kept} unchanged" in text, kept, text)


def full_output(box):
    """output that can't be written ends each command with status 1 and a line that says so"""
    make_index(box)
    path = os.path.join(box.articles, "otter.txt")
    for arguments in (["search", "otter"], ["search", "--json", "otter"], ["status"], ["status", "--json"], ["check"],
                      ["compact"], ["extract", path], ["extract", "--json", path], ["index", box.articles],
                      ["search", "--help"], ["--help"], ["--version"]):
        with open("/dev/full", "wb") as full:
            expect_complaint(box.run(*arguments, stdout=full), 1, "can't write the output")


def closed_output(box):
    """a reader of the output that goes away ends the program quietly"""
    make_index(box)
    reader, writer = os.pipe()
    os.close(reader)
    result = box.run("search", "otter", stdout=writer)
    os.close(writer)
    expect(result.status in (1, -signal.SIGPIPE), result)


if __name__ == "__main__":
    sandbox.main([
        helps, wrong_usage, wrong_search_values, no_index, locked, corrupt, damaged, foreign, newer, nothing_found, empty_index,
        some_failed, readers, missing_root, extract_statuses, configured, wrongly_configured, homeless, same_root_again,
        relative_root, single_file, unsupported_file, odd_names, interrupted, full_output, closed_output,
    ])
