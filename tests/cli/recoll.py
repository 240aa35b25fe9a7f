#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""`offprint recoll`: what a person has in Recoll's configuration stays as it is, byte for byte.

usage: recoll.py OFFPRINT [SEED...]"""

import base64
import os
import random
import stat
import sys

import sandbox
from sandbox import expect, expect_status

FILES = ("mimemap", "mimeconf", "mimeview", "fields", "history", "recoll.conf")
BEGIN, END = b"# >>> offprint recoll", b"# <<< offprint recoll"
ROUNDS = 100
SEEDS = range(4)
PIECES = [
    b"# a comment\n", b"\n", b"[/home/jo]\n", b"[]\n", b".html = text/html\n", b"publisher = XYMINE\n", b"a = b \\\n", b" c\n",
    b"a = b\r\n", b"[index]\r\n", b"caf\xe9 = \xff\xfe\n", b"no end", b"goes on \\", b"\0\n", b"  [ prefixes ]  \n", b"\t\n",
    b"text/x-saved-article = execm mine\n", b".md = text/x-saved-article\n", b"0000000007 = L3Ntd2hlcmUv\n", b"[allExtDbs]\n",
    b"# <<<\n", b"\xef\xbb\xbf", b"x" * 3000 + b"\n",
]


class Home:
    """A box with a Recoll configuration and folders that are followed."""

    def __init__(self, box):
        self.box = box
        self.folder = box.path(".recoll")
        os.mkdir(self.folder)
        os.makedirs(box.path("config", "offprint"))

    def follow(self, *names):
        for name in names:
            os.makedirs(os.path.join(self.box.articles, name), exist_ok=True)
        with open(self.box.path("config", "offprint", "folders"), "w", encoding="utf-8") as file:
            for name in names:
                file.write(f"file://{self.box.articles}/{name}\n")

    def run(self, *arguments, status=0):
        return expect_status(self.box.run("recoll", *arguments), status)

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        try:
            with open(self.path(name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def write(self, name, content):
        if content is None:
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
            return
        with open(self.path(name), "wb") as file:
            file.write(content)

    def read_all(self):
        return {name: self.read(name) for name in FILES}


def make_text(generator):
    return b"".join(generator.choices(PIECES, k=generator.randint(0, 8)))


def find_block(content):
    """Where our block begins and ends."""
    begin = content.index(BEGIN)
    end = content.index(END, begin)
    return begin, content.index(b"\n", end) + 1


class Model:
    """What the files would hold without us: NAME -> bytes, or None for no file."""

    def __init__(self, home, generator):
        self.home, self.generator = home, generator
        self.files = {name: generator.choice([None, b"", make_text(generator)]) for name in FILES}
        for name, content in self.files.items():
            home.write(name, content)

    def edit(self):
        """A person changes something in front of, behind or instead of our block."""
        name = self.generator.choice(FILES)
        content = self.home.read(name)
        if content is not None and BEGIN in content:
            begin, end = find_block(content)
            before, block, after = content[:begin], content[begin:end], content[end:]
        else:
            before, block, after = b"", b"", content or b""
        what = self.generator.randrange(4)
        # What is put before our block has whole lines, or the block would begin within a line.
        if what == 0:
            after += make_text(self.generator)
        elif what == 1 and block:
            before += make_text(self.generator) + b"\n"
        elif what == 2:
            cut = self.generator.randint(0, len(after))
            after = after[:cut] + make_text(self.generator) + after[self.generator.randint(cut, len(after)):]
        else:
            before, after = b"", make_text(self.generator)
        self.home.write(name, before + block + after)
        was_ours = block.startswith(BEGIN + b" (new file)")
        self.files[name] = before + after if before + after or not was_ours else None

    def enable(self):
        folders = self.generator.sample(["one", "two", "thr ee"], k=self.generator.randint(1, 3))
        self.home.follow(*folders)
        route = self.generator.choice(["handler", "index", "both"])
        self.home.run("enable", "--route", route)
        expect(any(BEGIN in (content or b"") for content in self.home.read_all().values()), "nothing was enabled")

    def disable(self):
        self.home.run("disable")
        self.check()

    def check(self):
        for name, content in self.home.read_all().items():
            expect(content == self.files[name], name, "wanted", self.files[name], "there is", content)


def random_rounds(box):
    """after 100 random rounds of enable, disable and edits the files are byte for byte what they would be without us"""
    box.write("otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()
    home = Home(box)
    for seed in [int(word) for word in sys.argv[2:]] or SEEDS:
        try:
            model = Model(home, random.Random(seed))
            for _ in range(ROUNDS):
                model.generator.choice([model.edit, model.edit, model.enable, model.disable])()
            model.disable()
        except AssertionError as error:
            raise AssertionError("seed", seed, *error.args) from error


def twice(box):
    """enabling again changes nothing, and neither does disabling what is not enabled"""
    home = Home(box)
    home.follow("one")
    home.write("fields", b"[prefixes]\r\nx = XYX")
    before = home.read_all()
    home.run("disable")
    expect(home.read_all() == before, "disable changed something")
    home.run("enable")
    enabled = home.read_all()
    expect(enabled != before, "nothing was enabled")
    expect(enabled["fields"].startswith(BEGIN) and enabled["fields"].endswith(b"\r\n[prefixes]\r\nx = XYX"), enabled["fields"])
    expect(b"\n" not in enabled["fields"].replace(b"\r\n", b""), "line ends are mixed", enabled["fields"])
    times = {name: os.stat(home.path(name)).st_mtime_ns for name in FILES if enabled[name] is not None}
    home.run("enable")
    expect(home.read_all() == enabled, "enabling again changed something")
    expect(times == {name: os.stat(home.path(name)).st_mtime_ns for name in times}, "files were written again")
    home.run("disable")
    expect(home.read_all() == before, "disable does not restore", home.read_all())


def links_and_rights(box):
    """files that are links stay links, and permissions stay"""
    home = Home(box)
    home.follow("one")
    os.mkdir(box.path("dotfiles"))
    target = box.path("dotfiles", "map")
    with open(target, "wb") as file:
        file.write(b".x = y")
    os.chmod(target, 0o640)
    os.symlink("../dotfiles/map", home.path("mimemap"))
    for action in ("enable", "disable"):
        home.run(action)
        expect(os.path.islink(home.path("mimemap")), "no link any more")
        expect(stat.S_IMODE(os.stat(target).st_mode) == 0o640, oct(os.stat(target).st_mode))
    expect(home.read("mimemap") == b".x = y", home.read("mimemap"))
    expect(os.listdir(box.path("dotfiles")) == ["map"], os.listdir(box.path("dotfiles")))


def all_or_nothing(box):
    """where one file can't be written, none is changed"""
    home = Home(box)
    home.follow("one")
    home.write("mimemap", b".x = y\n")
    os.symlink("nowhere", home.path("fields"))
    before = home.read_all()
    result = home.run("enable", status=1)
    expect("fields" in result.complaints(), result)
    expect(home.read_all() == before, "something was changed")


def keep_settings_in_block(box):
    """settings that Recoll's window puts into our block stay when it goes"""
    home = Home(box)
    box.write("one/otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()
    home.follow("one")
    home.run("enable", "--route", "both")
    for name, section, line in (("history", b"[allExtDbs]", b"0000000009 = L3Ntd2hlcmUv"), ("mimeview", b"[view]", b"a/b = c %f"),
                                ("mimemap", b"]", b".zz = a/b")):
        content = home.read(name)
        home.write(name, content.replace(section + b"\n", section + b"\n" + line + b"\n", 1) + b"later = 1\n")
    home.run("disable")
    expect(home.read("history") == b"[allExtDbs]\n0000000009 = L3Ntd2hlcmUv\n[]\nlater = 1\n", home.read("history"))
    expect(home.read("mimeview") == b"[view]\na/b = c %f\n[]\nlater = 1\n", home.read("mimeview"))
    expect(home.read("mimemap") == f"[{box.articles}/one]\n.zz = a/b\n[]\nlater = 1\n".encode(), home.read("mimemap"))


def damaged_block(box):
    """a block that lost its last line, and one that was doubled, are taken out too"""
    home = Home(box)
    home.follow("one")
    for damage in (lambda text: text.replace(END + b"\n", b""), lambda text: text.replace(END, END + b"\n" + text + END, 1)):
        home.write("mimemap", b".x = y\n")
        home.run("enable")
        home.write("mimemap", damage(home.read("mimemap")))
        home.run("disable")
        expect(home.read("mimemap").endswith(b".x = y\n") and b"saved-article" not in home.read("mimemap"), home.read("mimemap"))


def tell_status(box):
    """status says what is on, which folders are stale, missing or overridden, and that results are double"""
    home = Home(box)
    home.follow("one", "two")
    expect("handler: off" in home.run("status").text(), "on")
    home.run("enable")
    text = home.run("status").text()
    expect(f"{box.articles}/one\n" in text and f"{box.articles}/two\n" in text and "external index: off" in text, text)
    home.follow("two", "three")
    text = home.run("status", status=1).text()
    expect(f"{box.articles}/one (stale" in text and f"{box.articles}/three (not yet" in text, text)
    home.run("enable")
    expect(f"{box.articles}/one" not in home.run("status").text(), "stale after enable")
    home.write("mimemap", home.read("mimemap") + f"[{box.articles}/two]\n.html = text/html\n".encode())
    expect("two (not in effect" in home.run("status", status=1).text(), "not overridden")
    box.write("two/otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()
    expect("found twice" in home.run("enable", "--route", "both").complaints(), "no warning")
    text = home.run("status", status=1).text()
    expect(f"external index: {box.database}" in text and "found twice" in text, text)
    home.run("disable")
    expect("handler: off" in home.run("status").text(), "still on")


def choose_route(box):
    """the handler is chosen where Recoll reads the folders, the index where it does not"""
    home = Home(box)
    box.write("one/otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()
    home.follow("one")
    home.write("recoll.conf", b"topdirs = ~/somewhere \"~/other place\" \\\n  /nowhere\n")
    home.run("enable")
    expect(home.read("mimemap") is None and base64.b64encode(f"{box.database}//".encode()) in home.read("history"), home.read_all())
    expect("not below" in home.run("enable", "--route", "handler", status=2).complaints(), "no reason")
    os.symlink(box.articles, box.path("link"))
    home.write("recoll.conf", b"topdirs = ~/link\n")
    home.run("enable")
    expect(f"[{box.top}/link/one]".encode() in home.read("mimemap") and home.read("history") is None, home.read_all())
    home.write("recoll.conf", b"indexStripChars = 0\n")
    expect("indexStripChars" in home.run("enable", "--route", "index", status=2).complaints(), "no reason")
    home.run("--config", box.path("none"), "status", status=2)
    home.run("enable", "--route", "train", status=2)
    home.run("enable", "disable", status=2)
    home.run(status=2)


def own_entry_stays(box):
    """an index that a person put on Recoll's list is not put there again, and stays"""
    home = Home(box)
    box.write("one/otter.txt", "Otters\n\nThe otter swims in the river.\n")
    box.index()
    home.follow("one")
    entry = base64.b64encode(f"{box.database}/".encode()).decode()
    own = f"[allExtDbs]\n0000000004 = {entry}\n[actExtDbs]\n0000000001 = L3Ntd2hlcmUv\n".encode()
    home.write("history", own)
    home.run("enable", "--route", "index")
    block = home.read("history")[:-len(own)]
    expect(b"[allExtDbs]" not in block and b"[actExtDbs]\n0000000002 = " in block, block)
    home.run("disable")
    expect(home.read("history") == own, home.read("history"))


if __name__ == "__main__":
    sandbox.main([random_rounds, twice, links_and_rights, all_or_nothing, keep_settings_in_block, damaged_block, tell_status,
                  choose_route, own_entry_stays])
