#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Tags and comments of files: as `offprint tag` writes them, as others do, and as they are found.

usage: tags.py OFFPRINT"""

import os

import sandbox
from sandbox import Skip, expect, expect_status, one_line

TAGS, COMMENT = "user.xdg.tags", "user.xdg.comment"
NOBODY = 65534


def write(box, name="otter.txt"):
    """A file that may have attributes."""
    path = box.write(name, "Otters\n\nThe otter swims in the river.\n")
    try:
        os.setxattr(path, "user.offprint.test", b"x")
    except OSError as error:
        raise Skip(f"no extended attributes on this file system: {error.strerror}") from None
    return path


def tag(box, *arguments, status=0):
    return expect_status(box.run("tag", *arguments), status)


def noted(box, path):
    """Tags and comment, which index, extract and tag agree on."""
    shown, = tag(box, "--json", path).json()
    record, = expect_status(box.run("extract", "--json", path), 0).json()
    hit, = box.search(f"file:{os.path.basename(path)}")
    expect(shown["path"] == path, shown)
    expect(record["keywords"] == hit["keywords"] == shown["tags"][:64], record["keywords"], hit["keywords"], shown["tags"])
    expect(record["comment"] == hit["comment"] == shown["comment"], record["comment"], hit["comment"], shown["comment"])
    return shown["tags"], shown["comment"]


def change_and_show(box):
    """tags are added, removed and shown in their order; what is done already is done; nothing is written about a change"""
    path = write(box)
    expect(tag(box, path).text() == f"path: {path}\n", "nothing noted")
    for arguments in (["--add", "to read", "-a", "été"], ["--add", "été"], ["-a", "river", "--comment", "for Jo\nand Ada"],
                      ["--remove", "to read", "-r", "none", "--add", "last"]):
        result = tag(box, *arguments, path)
        expect(result.out == b"" and result.err == b"", arguments, result)
    expect(os.getxattr(path, TAGS) == "été,river,last".encode(), os.getxattr(path, TAGS))
    expect(os.getxattr(path, COMMENT) == b"for Jo\nand Ada", os.getxattr(path, COMMENT))
    expect(tag(box, path).text() == f"path: {path}\ntags: été, river, last\ncomment: for Jo and Ada\n", tag(box, path))
    changed = tag(box, "--json", "-r", "river", "-c", "", path).json()
    expect(changed == [{"path": path, "tags": ["été", "last"], "comment": None}], changed)
    tag(box, "-r", "last", "-r", "été", path)
    expect(os.listxattr(path) == ["user.offprint.test"], "left behind", os.listxattr(path))


def found(box):
    """what is noted at a file is found once it is indexed, by field and by plain words; a change of it alone is seen"""
    path, other = write(box), box.write("heron.txt", "Herons\n\nThe heron waits at the river.\n")
    box.index()
    with open(path, "rb") as file:
        before = file.read(), os.stat(path).st_mtime_ns
    for arguments, query, wanted in ((["--add", "to read"], 'tag:"to read"', ["otter.txt"]), (["--add", "été"], "tag:ete", ["otter.txt"]),
                                     (["--comment", "Lent to Mahaut"], "comment:mahaut", ["otter.txt"]), ([], "mahaut otter", ["otter.txt"]),
                                     (["--remove", "to read"], 'tag:"to read"', []), (["--comment", ""], "comment:mahaut", [])):
        if arguments:
            tag(box, *arguments, path)
            expect("0 new, 1 changed," in box.index().text(), arguments)
        found_now = box.names("--no-fold", query, status=0 if wanted else 1)
        expect(found_now == wanted, query, found_now)
    expect(noted(box, path) == (["été"], None) and noted(box, other) == ([], None), "noted")
    with open(path, "rb") as file:
        expect(before == (file.read(), os.stat(path).st_mtime_ns), "the file was changed")
    tag(box, "--add", "été", path)
    os.setxattr(path, "user.rating", b"5")
    expect("0 changed, 0 renamed, 0 removed, 2 unchanged" in box.index().text(), "another attribute")


def written_by_others(box):
    """whatever others wrote, no article fails: it is cleaned, bounded and shown; what is no text of ours is kept as it was"""
    values = ("a,b;c,a,, ,d; e", b"caf\xe9,\xff\xfe", b"\0\0", b"tide\0,\x1b[31mred", ",".join(f"{number}" for number in range(300)),
              "x" * 1500, b",", "\u202eesrever,\u200b")
    for number, value in enumerate(values):
        path = write(box, f"{number}.txt")
        for name in (TAGS, COMMENT):
            os.setxattr(path, name, value.encode() if isinstance(value, str) else value)
    expect(f"{len(values)} new" in box.index().text(), "not all of them")
    for number in (1, 2, 4, 6):
        noted(box, box.path("articles", f"{number}.txt"))
    shown = tag(box, *(box.path("articles", f"{number}.txt") for number in range(len(values)))).text()
    expect("tags: a, b;c, d; e\n" in shown and "tags: caf\ufffd, \ufffd\ufffd\n" in shown, shown)
    expect("\x1b" not in shown and "\u202e" not in shown and "\0" not in shown, shown)
    path = box.path("articles", "1.txt")
    tag(box, "--add", "new", path)
    expect(os.getxattr(path, TAGS) == b"caf\xe9,\xff\xfe,new", os.getxattr(path, TAGS))


def some_failed(box):
    """each file that can't be changed is named with the reason, the others are changed; a link is what it leads to"""
    path = write(box)
    link = box.path("link.txt")
    os.symlink(path, link)
    os.mkfifo(box.path("fifo.txt"))
    for wrong, reason in ((box.path("gone.txt"), "No such file"), (box.articles, "not a regular file"), (box.path("fifo.txt"), "not a regular file"),
                          ("/proc/self/status", "has no place for tags")):
        result = tag(box, "--add", "seen", wrong, link, status=1)
        line = one_line(result.complaints())
        expect(wrong in line and reason in line and os.getxattr(path, TAGS) == b"seen", line)
        tag(box, "--remove", "seen", path)
    line = one_line(tag(box, "--add", "x" * 100000, path, status=1).complaints())
    expect("has no room" in line, line)
    os.chmod(path, 0o444)
    for folder in (box.top, box.articles):
        os.chmod(folder, 0o755)
    line = one_line(expect_status(box.run("tag", "--add", "seen", path, user=NOBODY if os.geteuid() == 0 else None), 1).complaints())
    expect("Permission denied" in line, line)


def wrong_usage(box):
    """what is no tag is refused with status 2 before any file is changed"""
    path = write(box)
    for option in ("--add", "--remove"):
        for wrong in ("", " ", "a,b", "\u200b"):
            result = tag(box, "--add", "fine", option, wrong, path, status=2)
            expect("is no tag" in result.complaints() and result.out == b"", result)
    expect(TAGS not in os.listxattr(path), "changed")


if __name__ == "__main__":
    sandbox.main([change_and_show, found, written_by_others, some_failed, wrong_usage])
