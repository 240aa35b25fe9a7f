#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the commands write: formats, order and pages of hits, what only a terminal gets, what no terminal ever gets.

usage: output.py OFFPRINT"""

import json
import os
import re
import urllib.parse

import sandbox
from sandbox import expect, expect_status

HIT_NAMES = {
    "rank", "score", "path", "member", "title", "authors", "publisher", "agency", "published", "saved", "url",
    "language", "mime_type", "snippet", "matches", "duplicates",
}
# Control characters but the line end, and the bidirectional controls
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
EVIL = "\x1b[31mred\x07\x1b]0;owned\x1b\\ \u202eesrever\u2066 \x9b2J\u200f"


def page(title, body, published=None, author=None):
    metas = f'<meta property="article:published_time" content="{published}">' if published else ""
    metas += f'<meta name="author" content="{author}">' if author else ""
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The River Paper">{metas}'
            f'<link rel="canonical" href="https://river.example/{len(title)}"></head>'
            f"<body><article><h1>{title}</h1><p>{body}</p></article></body></html>")


def write_years(box):
    for year in (2019, 2023, 2021, 2020, 2022):
        path = box.write(f"{year}.html", page(f"Otters of {year}", f"In {year} the otter swam in the river, {year % 7} times.",
                                              f"{year}-03-04T05:06:07Z", "Ada Brook"))
        os.utime(path, (2_000_000_000 - year * 1000,) * 2)
    box.index()


def options_end(box):
    """options end at the first word of the query or at --: a word with a dash after that is query text"""
    box.write("both.txt", "Both\n\nThe otter swims in the river.\n")
    box.write("lake.txt", "Lake\n\nThe otter swims in the lake.\n")
    box.write("json.txt", "Json\n\nThe heron reads json with a limit.\n")
    box.index()
    expect(sorted(box.names("otter")) == ["both.txt", "lake.txt"], "both")
    expect(box.names("otter", "-river") == ["lake.txt"], "-word after a word")
    expect(box.names("--", "-river", "otter") == ["lake.txt"], "-word after --")
    expect_status(box.run("search", "-river", "otter"), 2)
    for option in ("--json", "--format=json", "--limit=0"):
        plain = box.run("search", "heron", option)
        expect(plain.status < 2 and b"{" not in plain.out, "an option after the query was taken", plain)
    expect(box.names("otter -river") == ["lake.txt"], "one argument")
    expect(box.names('"otter swims in the lake"') == ["lake.txt"], "phrase")


def json_lines(box):
    """--json and --format json write the same objects, one a line, with every name that is promised"""
    write_years(box)
    hits = box.search("otter")
    expect(len(hits) == 5, hits)
    expect(expect_status(box.run("search", "--format", "json", "otter"), 0).json() == hits, "--format json")
    for rank, hit in enumerate(hits, 1):
        expect(HIT_NAMES <= set(hit), HIT_NAMES - set(hit))
        year = os.path.basename(hit["path"])[:4]
        wanted = {"rank": rank, "title": f"Otters of {year}", "authors": ["Ada Brook"], "publisher": "The River Paper",
                  "url": "https://river.example/14", "language": "en", "mime_type": "text/html", "duplicates": 0}
        expect({**hit, **wanted} == hit, {name: hit[name] for name in wanted})
        expect(hit["published"].startswith(f"{year}-03-04") and isinstance(hit["score"], float), hit)
    expect([hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True), "order")


def matches(box):
    """the ranges in `matches` are bytes of `snippet`, in order, and cut out the words that were searched, whole"""
    box.write("a.txt", "Caf\u00e9\n\nAu bord de l\u2019eau, \u00ab\u00a0l\u2019\u00e9t\u00e9\u00a0\u00bb: two Otters \U0001f9a6 and an otter drink caf\u00e9 by the river.\n")
    box.write("b.txt", "\u65e5\u672c\n\n\u5ddd\u306b\u30ab\u30ef\u30a6\u30bd\u304c\u3044\u308b\u3002otter \u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3067\u3059\u3002\n")
    box.index()
    for query, name, wanted in (("otter", "a.txt", {"Otters", "otter"}), ("cafe", "a.txt", {"caf\u00e9"}),
                                ("otter", "b.txt", {"otter"}), ("ete river", "a.txt", {"\u00e9t\u00e9", "river"})):
        hit, = [hit for hit in box.search(query) if os.path.basename(hit["path"]) == name]
        snippet, last, found = hit["snippet"].encode(), 0, set()
        for start, end in hit["matches"]:
            expect(last <= start < end <= len(snippet), hit)
            found.add(snippet[start:end].decode("utf-8"))
            last = end
        found = {word.removeprefix("l\u2019") for word in found}
        expect(found and found <= wanted | {"Caf\u00e9"} and wanted & found, query, name, found)
    hit = box.search("cafe")[0]
    expect("[[caf\u00e9]]" in box.run("search", "cafe").text(), hit)


def extract_json(box):
    """extract --json writes an object a file with the names of the design; --text the same for a person"""
    path = box.write("a.html", page("Otters \u0026amp; herons", "The otter swims \u201cfar\u201d.", "2022-01-27", "Ada Brook"))
    other = box.write("b.txt", "Herons\n\nThe heron waits.\n")
    first, second = expect_status(box.run("extract", "--json", path, other), 0).json()
    wanted = {"path": path, "title": "Otters & herons", "authors": ["Ada Brook"], "publisher": "The River Paper",
              "published": "2022-01-27", "language": "en", "mime_type": "text/html"}
    expect({**first, **wanted} == first, first)
    expect("The otter swims \u201cfar\u201d." in first["text"] and first["words"] == len(re.findall(r"\w+", first["text"])), first)
    expect(second["path"] == other and "The heron waits." in second["text"], second)
    for arguments in (["extract", path], ["extract", "--text", path]):
        text = expect_status(box.run(*arguments), 0).text()
        for line in ("title: Otters & herons\n", "authors: Ada Brook\n", "\n\nThe otter swims \u201cfar\u201d.\n"):
            expect(line in text, line, text)


def tsv(box):
    """--format tsv writes eight columns a hit, whatever the article holds"""
    write_years(box)
    box.write("tab\there\nand.txt", "Otters\twith\ttabs\n\nThe otter\tswims.\n")
    box.index()
    lines = expect_status(box.run("search", "--format", "tsv", "--sort", "published", "otter"), 0).text()
    rows = [line.split("\t") for line in lines.rstrip("\n").split("\n")]
    expect(len(rows) == 6 and all(len(row) == 8 for row in rows), rows)
    expect([row[0] for row in rows] == list("123456"), rows)
    expect(rows[0][1:7] == [os.path.join(box.articles, "2023.html"), "Otters of 2023", "Ada Brook", "The River Paper",
                            "2023-03-04", "https://river.example/14"], rows[0])
    expect("otter" in rows[0][7] and "[[" not in rows[0][7], rows[0])


# In rofi's protocol these would end the row, begin its options, or be another one.
ROFI_BREAKER = """<title>Toads&#31;icon&#31;/etc&#10;\0prompt\x1fgone</title><meta name="keywords" content="night&#10;fall, nightfall\x1finfo\x1f/bin/sh">
<meta property="og:site_name" content="The\x1finfo&#31;/bin/sh Paper"><article><p>Many toads\x1fmeta&#10;\0info cross the road.</p></article>
"""


def rofi(box):
    """--format rofi writes a row a hit: what is shown, NUL, an icon, words that are not shown, the path or, of odd names, the URI"""
    write_years(box)
    rows = expect_status(box.run("search", "--format", "rofi", "--sort", "published", "otter"), 0).text().split("\n")
    expect(len(rows) == 6 and rows[5] == "", rows)
    shown, options = rows[0].split("\0")
    expect(shown == "Otters of 2023 (The River Paper · Ada Brook · 4 March 2023)", shown)
    name, icon, meta, words, info, path = options.split("\x1f")
    expect((name, icon, meta, info) == ("icon", "text-html", "meta", "info"), options)
    expect(path == os.path.join(box.articles, "2023.html") and "otter" in words, path, words)
    odd = os.fsencode(box.write(b"odd\nname\x1f\xe9.txt", "Newts\n\nThe newt sits under a stone.\n"))
    box.index()
    row, end = expect_status(box.run("search", "--format", "rofi", "newt"), 0).text().split("\n")
    shown, uri = row.split("\0")[0], row.split("\x1finfo\x1f")[1]
    expect(shown.startswith("Newts") and end == "", row)
    expect(uri.startswith("file://") and urllib.parse.unquote_to_bytes(uri[len("file://"):]) == odd, uri, odd)
    box.write("hostile.html", ROFI_BREAKER)
    box.index()
    row, end = expect_status(box.run("search", "--format", "rofi", "toads"), 0).text().split("\n")
    expect(row.count("\0") == 1 and row.split("\0")[1].split("\x1f")[::2] == ["icon", "meta", "info"] and end == "", row)
    expect("nightfall" in row.split("\x1f")[3], row)


def paths(box):
    """--null writes the paths alone, any bytes of them, each with a NUL behind it; it goes with no other form"""
    write_years(box)
    whole = [os.fsencode(hit["path"]) for hit in box.search("--sort", "published", "otter")]
    for option in ("--null", "-0"):
        expect(expect_status(box.run("search", option, "--sort", "published", "otter"), 0).out == b"".join(path + b"\0" for path in whole), option)
    odd = os.fsencode(box.write(b"odd\nname\x1f\xe9.txt", "Newts\n\nThe newt sits under a stone.\n"))
    box.index()
    expect(expect_status(box.run("complete", "-0", "new"), 0).out == odd + b"\0", odd)
    expect(expect_status(box.run("search", "-0", "zeppelin"), 1).out == b"", "nothing")
    for others in (["--json"], ["--format", "tsv"]):
        complaint = expect_status(box.run("search", "-0", *others, "otter"), 2).complaints()
        expect("--null" in complaint, complaint)


def jsonl(box):
    """--format jsonl is --json"""
    write_years(box)
    expect(box.run("search", "--format", "jsonl", "otter").out == box.run("search", "--json", "otter").out != b"", "the same")


def pages(box):
    """--limit and --offset cut the same list; ranks count on; past the end nothing is found"""
    box.write_many(23)
    box.index()
    whole = box.search("--limit", "100", "otter")
    expect([hit["rank"] for hit in whole] == list(range(1, 24)), whole)
    expect(box.search("otter") == whole[:10], "ten by default")
    for limit in (1, 4, 10, 23):
        parts = []
        for offset in range(0, 23, limit):
            parts += box.search("--limit", str(limit), "--offset", str(offset), "otter")
        expect(parts == whole, f"pages of {limit}")
    expect(box.search("--offset", "23", "otter", status=1) == [], "past the end")
    expect(box.search("--offset", "2147483647", "--limit", "100000", "otter", status=1) == [], "far past the end")


def sorts(box):
    """--sort published and saved put the latest first, articles without a date last"""
    write_years(box)
    box.write("undated.txt", "Undated\n\nThe otter swims without a date.\n")
    box.index()
    names = box.names("--sort", "published", "otter")
    expect(names == ["2023.html", "2022.html", "2021.html", "2020.html", "2019.html", "undated.txt"], names)
    hits = box.search("--sort", "saved", "otter")
    saved = [hit["saved"] for hit in hits if hit["saved"]]
    expect(len(saved) >= 5 and saved == sorted(saved, reverse=True), saved)
    expect([hit["path"][-9:-5] for hit in hits if "undated" not in hit["path"]] == ["2019", "2020", "2021", "2022", "2023"], hits)
    expect(sorted(box.names("--sort", "relevance", "otter")) == sorted(names), "relevance")


def completes(box):
    """complete finds by the start of the last word, also when it is whole; formats, pages and statuses are those of search"""
    write_years(box)
    box.write("heron.txt", "Herons\n\nThe heron waits.\n")
    box.index()
    complete = lambda *words: expect_status(box.run("complete", "--json", "--limit", "9", *words), 0).json()
    expect(len(complete("ott")) == len(complete("swam", "ott")) == len(complete("otters")) == 5, complete("ott"))
    expect([os.path.basename(hit["path"]) for hit in complete("her")] == ["heron.txt"], complete("her"))
    box.write("body.txt", "Letters\n\nOf herons and of heraldry.\n")
    box.index()
    names = lambda *words: [os.path.basename(hit["path"]) for hit in complete(*words)]
    expect(names("h")[0] == names("he")[0] == names("heron")[0] == "heron.txt", names("h"))
    expect(names("her") == ["heron.txt", "body.txt"] and names("heral") == ["body.txt"], names("her"))
    expect_status(box.run("complete", "ott "), 1)
    expect_status(box.run("search", "ott"), 1)
    expect("[[otter]]" in box.run("complete", "ott").text(), box.run("complete", "ott"))
    expect(HIT_NAMES <= set(complete("ott")[0]), complete("ott")[0])


def similar(box):
    """similar finds what is like a file, named in any way, without itself; a file that is not in the index is named"""
    box.write_many(30)
    path = box.write("heron.txt", "Herons\n\nThe grey heron waits for the frog.\n")
    box.write("birds.txt", "Birds\n\nA heron, another heron, and a frog.\n")
    box.index()
    os.symlink(path, box.path("link.txt"))
    for arguments in ([path], ["./heron.txt"], [box.path("link.txt")]):
        hits = expect_status(box.run("similar", "--json", *arguments, cwd=box.articles), 0).json()
        expect([os.path.basename(hit["path"]) for hit in hits[:1]] == ["birds.txt"], hits)
        expect(path not in [hit["path"] for hit in hits] and HIT_NAMES <= set(hits[0]), hits)
    expect(len(expect_status(box.run("similar", "--limit", "1", "--format", "tsv", path), 0).text().split("\n")) == 2, "limit")
    result = expect_status(box.run("similar", box.path("gone.txt")), 1)
    expect(box.path("gone.txt") in sandbox.one_line(result.complaints()), result)


def facets(box):
    """facets counts publishers, authors, years and the like, of what a query finds or of all, as text and as JSON"""
    write_years(box)
    box.write("heron.txt", "Herons\n\nThe heron waits.\n")
    box.index()
    counts, = expect_status(box.run("facets", "--json", "otter"), 0).json()
    expect(counts["articles"] == 5 and counts["publisher"] == [["The River Paper", 5]], counts)
    expect(counts["author"] == [["Ada Brook", 5]] and counts["type"] == [["text/html", 5]], counts)
    expect(sorted(counts["year"]) == [[str(year), 1] for year in range(2019, 2024)], counts)
    expect(all(count == 1 and re.fullmatch(r"20(19|2[0-3])-\d\d", month) for month, count in counts["month"]), counts)
    expect(counts["place"] == [] and len(counts["month"]) == 5, counts)
    everything, = expect_status(box.run("facets", "--json"), 0).json()
    expect(everything["type"] == [["text/html", 5], ["text/plain", 1]], everything)
    text = expect_status(box.run("facets", "otter"), 0).text()
    expect(re.search(r"^publisher\n +5 The River Paper$", text, re.MULTILINE), text)
    expect("nothing found" in expect_status(box.run("facets", "owl"), 1).complaints(), "nothing")


def folds(box):
    """copies of a file are one hit that counts the others; --no-fold shows each"""
    for name in ("a.txt", "b.txt", "c.txt"):
        box.write(name, "Copies\n\nThe otter swims in three copies.\n")
    box.write("d.txt", "Other\n\nThe otter is another one.\n")
    box.index()
    hits = box.search("otter")
    expect(sorted(hit["duplicates"] for hit in hits) == [0, 2], hits)
    expect("(and 2 near-duplicates)" in box.run("search", "otter").text(), "text")
    expect(sorted(box.names("--no-fold", "otter")) == ["a.txt", "b.txt", "c.txt", "d.txt"], "--no-fold")
    for arguments, wanted in (([], 2), (["--no-fold"], 4)):
        counts, = expect_status(box.run("facets", "--json", *arguments, "otter"), 0).json()
        expect(counts["articles"] == wanted and counts["type"] == [["text/plain", wanted]], arguments, counts)


def time_limit(box):
    """a search whose time is up ends with what it found, status as ever, and says so; others say nothing"""
    box.write_many(50)
    box.index()
    for command in ("search", "complete", "facets"):
        late = box.run(command, "--time-limit", "0.001", "otter")
        expect(late.status in (0, 1), late)
        for seconds in ("0", "100"):
            expect(expect_status(box.run(command, "--time-limit", seconds, "otter"), 0).err == b"", command)


def databases(box):
    """several --database are searched as one; a missing one is named with status 3"""
    for name in ("one", "two"):
        box.write(f"{name}.txt", f"{name}\n\nThe otter {name} swims in the river.\n", name)
        box.index("--database", box.path("index-" + name), box.path(name))
    both = ["--database", box.path("index-one"), "--database", box.path("index-two")]
    hits = box.search(*both, "otter")
    expect(sorted(os.path.basename(hit["path"]) for hit in hits) == ["one.txt", "two.txt"], hits)
    for hit in hits:
        expect("otter " + os.path.basename(hit["path"])[:3] in hit["snippet"], "text of the other index", hit)
    expect(box.names(*both, "otter", "two") == ["two.txt"], "a word of one of them")
    result = expect_status(box.run("search", *both, "--database", box.path("gone"), "otter"), 3)
    expect(box.path("gone") in sandbox.one_line(result.complaints()), result)


def progress(box):
    """a terminal sees files done and rate in one line that is cleared at the end; pipes and dumb terminals see none"""
    box.write_many(700)
    shown = expect_status(box.on_terminal("index", "--jobs", "1", box.articles), 0).text()
    expect(re.search(r"\r\x1b\[K\d+ of \d+\+? files, \d+ a second", shown), shown)
    expect("700 of 700 files" in shown, shown)
    last = shown.rstrip("\r\n").split("\r\x1b[K")[-1]
    expect(re.fullmatch(r"700 files: 700 new, .*; \d+\.\d s", last), last)
    for shown in (box.index("--full", box.articles).err.decode(),
                  box.on_terminal("index", "--full", box.articles, environment={"TERM": "dumb"}).text()):
        expect("a second" not in shown and "\x1b" not in shown, shown)


def interrupted_on_terminal(box):
    """an interrupt in mid-run clears the line, says why it ends, status 130"""
    box.write_many(3000)
    result = expect_status(box.on_terminal("index", "--jobs", "1", box.articles, interrupt=b"a second"), 130)
    last = result.text().rstrip("\r\n").split("\r\x1b[K")[-1]
    expect(last.startswith("offprint: interrupted") and "a second" not in last, last)


def colour(box):
    """colour only on a terminal, not with NO_COLOR or TERM=dumb; without it the words found stand in brackets"""
    write_years(box)
    shown = box.on_terminal("search", "otter").text()
    expect("\x1b[1mOtters of" in shown and "\x1b[1;33motter\x1b[0m" in shown and "[[" not in shown, shown)
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        shown = expect_status(box.on_terminal("search", "otter", environment=environment), 0).text()
        expect("\x1b" not in shown and "[[otter]]" in shown, environment, shown)
    expect("\x1b[" in box.on_terminal("search", "otter", environment={"NO_COLOR": ""}).text(), "an empty NO_COLOR is none")
    expect("\x1b" not in box.run("search", "otter").text(), "a pipe")
    for form in ("json", "tsv", "rofi"):
        expect("\x1b" not in box.on_terminal("search", "--format", form, "otter").text(), form)


def expect_clean(text, allowed=""):
    """TEXT has nothing that a terminal would obey, after what the program itself writes is taken out."""
    for own in ("\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m", "\r\x1b[K", "\r\n", *allowed):
        text = text.replace(own, "\n")
    found = UNPRINTABLE.search(text)
    expect(found is None, found and hex(ord(found.group())), text)


def printable(box):
    """control characters, escape sequences and bidi controls of titles, texts and names never reach a terminal"""
    evil = EVIL.replace("\x1b", "&#27;").replace("\x07", "&#7;")
    paths = [box.write("plain.txt", f"Title {EVIL}\n\nThe otter {EVIL} swims.\n"),
             box.write("page.html", page(f"Title {EVIL}", f"The otter {EVIL} swims.", "2022-01-27", f"Ada {EVIL}")),
             box.write("entities.html", page(f"Title {evil}", f"The otter {evil} swims {evil}.", None, f"Ada {evil}")),
             box.write(f"name {EVIL.replace('/', '')}.txt", "Name\n\nThe otter swims.\n"),
             box.write("empty title.md", f"---\ntitle: \"{EVIL.encode('unicode_escape').decode()}\"\n---\nThe otter swims.\n")]
    failing = box.write("bad \x1b[31m\u202e.txt", b"\x00\x01\x02" * 100)
    runs = [["index", box.articles], ["index", failing, box.path("gone \x1b[31m\u202e")], ["status"], ["check"], ["search", "otter"],
            ["search", "--format", "tsv", "otter"], ["extract", *paths, failing], ["extract", "--text", *paths],
            ["search", f"\x1b[31m\u202eheron"], ["search", f"title:\x1b[31m(\u202e AND"], ["\x1b[31mfind\u202e"],
            ["search", "--sort", "\x1b[31m\u202e", "otter"], ["search", "--\x1b[31m\u202e", "otter"],
            ["index", "--jobs", "\x1b[31m\u202e", box.articles], ["status", "\x1b[31m\u202e"],
            ["search", "--database", box.path("gone \x1b[31m\u202e"), "otter"], ["extract", "--\x1b[31m\u202e"]]
    for arguments in runs:
        result = box.run(*arguments)
        expect_clean((result.out + result.err).decode().replace("\t", " ") if "tsv" in arguments else
                     (result.out + result.err).decode())
        expect_clean(box.on_terminal(*arguments).text().replace("\t", " "))
    rows = box.run("search", "--format", "rofi", "otter").text()
    expect_clean(rows.replace("\0", " ").replace("\x1f", " "))
    expect(len(box.search("--no-fold", "otter")) == len(paths), "all are found")


def json_is_plain(box):
    """JSON holds odd names and texts as they are, on one line each, without a raw control character"""
    name = "name \x1b[31m\nline \u202e.txt"
    path = box.write(name, f"Title {EVIL}\n\nThe otter swims.\n")
    box.index()
    for arguments in (["search", "--json", "otter"], ["extract", "--json", path], ["status", "--json"]):
        result = expect_status(box.run(*arguments), 0)
        lines = result.text().rstrip("\n").split("\n")
        expect(len(lines) == 1 and not re.search("[\x00-\x1f\x7f]", lines[0]), result)
        expect(isinstance(json.loads(lines[0]), dict), result)
    expect(box.search("otter")[0]["path"] == path, box.search("otter"))


def locales(box):
    """output is the same UTF-8 in any locale"""
    box.write("caf\u00e9.txt", "Caf\u00e9\n\nThe otter drinks caf\u00e9.\n")
    box.index()
    wanted = box.run("search", "caf\u00e9").out
    expect("[[caf\u00e9]]".encode() in wanted, wanted)
    for locale in ("C", "POSIX", "C.UTF-8", "xx_YY.ISO-8859-1"):
        environment = {"LC_ALL": locale}
        expect(box.run("search", "caf\u00e9", environment=environment).out == wanted, locale)
        expect(box.search("--json", "caf\u00e9", environment=environment) == box.search("caf\u00e9"), locale)


if __name__ == "__main__":
    sandbox.main([
        options_end, json_lines, matches, extract_json, tsv, rofi, paths, jsonl, pages, sorts, completes, similar, facets, folds, time_limit, databases, progress,
        interrupted_on_terminal, colour, printable, json_is_plain, locales,
    ])
