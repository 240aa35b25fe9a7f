#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares what the real recollq finds in an index of ours with what `offprint search` finds: whole sets of articles.

usage: recoll-search.py OFFPRINT ARTICLES QUERIES

Prints TAP, a result for each row of the table "recoll" in QUERIES, and for each way to make Recoll open the index.
"""

import json
import os
import subprocess
import sys

import recoll
import shelf as shelves

FIELDS = """[prefixes]
publisher = XYPUB
[stored]
publisher =
"""
PYTHON = "/usr/bin/python3"
# The interface is made for Debian's own Python.
PYTHON_PROGRAM = """
import json, sys
from recoll import recoll
query = recoll.connect(confdir=sys.argv[1], extra_dbs=[sys.argv[2]]).query()
for text in json.load(sys.stdin):
    query.execute(text, stemming=0)
    print(json.dumps([hit.url for hit in query.fetchmany(1000)]))
"""
# One of so many words and pairs of words is asked for.
STEP = 5


def show_snippets(host):
    """recollq -A -p 3 shows the passage with the word"""
    output = host.query("passengers", ["-i", host.shelf.database, "-A", "-p", "3"])
    complaints = []
    if "counted 13,200 passengers since the spring" not in output:
        complaints.append(f"no passage: {output!r}")
    if "SNIPPETS" not in output or output.count("passengers since") != 1:
        complaints.append(f"not one passage: {output!r}")
    return complaints


def show_snippet_of_stem(host):
    """recollq -A -p 3 shows the passage for a word that was found by its stem"""
    output = host.query("count author:king", ["-i", host.shelf.database, "-s", "english", "-A", "-p", "3"])
    return [] if "Rangers are counting every otter" in output else [f"no passage: {output!r}"]


def show_snippet_of_ideographs(host):
    """recollq -A -p 3 shows a passage of Japanese text"""
    output = host.query("気象庁", ["-i", host.shelf.database, "-A", "-p", "3"])
    return [] if "気象庁" in output.partition("SNIPPETS")[2] else [f"no passage: {output!r}"]


def show_fields(host):
    """Recoll shows title, authors, date, type and keywords of an article"""
    names = ["title", "author", "mtype", "dmtime", "keywords"]
    hits = host.fields('title:"harbour ferry"', names, ["-i", host.shelf.database])
    expected = [{"title": "Harbour ferry returns after storm", "author": "Jane Doe-Smith", "mtype": "text/html",
                 "dmtime": "01643268600", "keywords": "ferry; weather"}]
    return [] if hits == expected else [f"Recoll shows {hits}"]


def find_at_ends(host):
    """^ and $ find words at the start and at the end of a field in Recoll"""
    complaints = []
    jane = {"harbour-ferry", "storm-warning", "ferry-year"}
    for query, expected in (('title:"^the red"', {"red-panda"}), ('title:"^panda"', set()), ('author:"^jane"', jane),
                            ('title:"arrives$"', {"red-panda"}), ('title:"panda$"', set()), ('author:"^smith"', set()),
                            ('"^the ferry"', {"harbour-ferry"})):
        complaints += shelves.differences(f"Recoll on {query}", host.search_names(query), expected)
    return complaints


def collapse_copies(host):
    """recollq -C shows one of two files with the same content"""
    found = host.search_names("otter", options=["-i", host.shelf.database, "-C"])
    good = len(found) == 1 and found <= {"otter-census", "otter-census-copy"}
    return [] if good else [f"Recoll finds {sorted(found)}"]


def collapse_near_duplicates(host):
    """recollq -C shows one of two papers' versions of an agency's report, and what a third article says of the matter"""
    versions = {"tramline-courier", "tramline-observer"}
    complaints = shelves.differences("Recoll", host.search_names("quenby hospital"), versions | {"tramline-fares"})
    found = host.search_names("quenby hospital", options=["-i", host.shelf.database, "-C"])
    good = len(found) == 2 and "tramline-fares" in found and len(found & versions) == 1
    return complaints + ([] if good else [f"Recoll finds {sorted(found)}"])


def search_publisher(host):
    """publisher: works in Recoll with two lines in the file `fields`"""
    configuration = host.configure("recoll-fields", f"topdirs = {host.shelf.top}/nothing\n")
    with open(os.path.join(configuration, "fields"), "w", encoding="utf-8") as file:
        file.write(FIELDS)
    host.shelf.run(["recollindex", "-c", configuration, "-z"])
    found = host.search_names('publisher:"Zürcher Bote"', configuration=configuration)
    hits = host.fields("title:hausbau OR title:haus", ["publisher"], ["-i", host.shelf.database], configuration)
    complaints = shelves.differences("Recoll", found, {"strassenfest", "hausbau", "preise"})
    if hits != [{"publisher": "Zürcher Bote"}]:
        complaints.append(f"Recoll shows {hits}")
    complaints += shelves.differences("offprint", host.shelf.search_names('publisher:"Zürcher Bote"'), found)
    return complaints


def ignore_environment(host):
    """recollq takes no notice of RECOLL_EXTRA_DBS, which is for Recoll's window: it wants -i"""
    found = host.search_names("café", options=[], RECOLL_EXTRA_DBS=host.shelf.database)
    return shelves.differences("recollq", found, set())


def sort_by_date(host):
    """recollq -S mtime -D puts the article that was published last first"""
    options = ["-i", host.shelf.database, "-S", "mtime", "-D"]
    found = host.fields("storm OR title:otter OR tag:ferry", ["url"], options)
    hits = [host.shelf.name_of(hit["url"]) for hit in found]
    expected = ["storm-warning", "harbour-ferry", "otter-census", "otter-census", "ferry-year"]
    return [] if [name.removesuffix("-copy") for name in hits] == expected else [f"the order is {hits}"]


def find_by_main_index(host):
    """dbdir in recoll.conf makes the index Recoll's main one: nothing else has to be indexed"""
    configuration = host.configure("recoll-main", f"dbdir = {host.shelf.database}\n")
    found = host.search_names("café", options=[], configuration=configuration)
    return shelves.differences("Recoll", found, host.shelf.search_names("café"))


def find_without_own_index(host):
    """Recoll needs an index of its own beside an external one: without, it says so"""
    configuration = host.configure("recoll-none", "")
    done = subprocess.run(["recollq", "-c", configuration, "-i", host.shelf.database, "café"],
                          env=host.shelf.environment, capture_output=True, timeout=60, check=False)
    complaints = [] if done.returncode != 0 else ["recollq ends with 0"]
    if b"Cant open database" not in done.stderr + done.stdout:
        complaints.append(f"recollq says {done.stderr!r}")
    return complaints


def ask_python(host, queries):
    """What Recoll's Python interface finds: a set of names for each query."""
    command = [PYTHON, "-I", "-c", PYTHON_PROGRAM, host.configuration, host.shelf.database]
    lines = host.shelf.run(command, text=json.dumps(queries)).decode("utf-8").split("\n")
    answers = [{host.shelf.name_of(url) for url in json.loads(line)} for line in lines if line]
    if len(answers) != len(queries):
        raise RuntimeError(f"{len(queries)} queries, {len(answers)} answers")
    return answers


def find_by_python(host):
    """Recoll's Python interface finds the same articles as recollq"""
    queries = ["café", "author:king", 'title:"red panda"', "date:2022-01", "mime:text/markdown"]
    complaints = []
    for query, found in zip(queries, ask_python(host, queries)):
        complaints += shelves.differences(f"Python on {query}", found, host.search_names(query))
        if not found:
            complaints.append(f"Python finds nothing for {query}")
    return complaints


def compare_phrases(host):
    """Words and pairs of neighbouring words of all articles are the same phrases to Recoll and to us"""
    complaints = []
    phrases = host.shelf.phrases(STEP)
    for phrase, found in zip(phrases, ask_python(host, phrases)):
        complaints += shelves.differences(f"Recoll on {phrase}", found, host.shelf.search_names(phrase))
        if not found:
            complaints.append(f"nobody finds {phrase}")
    if len(phrases) < 300:
        complaints.append(f"there are only {len(phrases)} phrases")
    return complaints


TESTS = (show_snippets, show_snippet_of_stem, show_snippet_of_ideographs, show_fields, find_at_ends, collapse_copies,
         collapse_near_duplicates, sort_by_date, search_publisher, ignore_environment, find_by_main_index,
         find_without_own_index, find_by_python, compare_phrases)


def main(program, articles, queries):
    with open(queries, encoding="utf-8") as file:
        rows = json.load(file)["recoll"]
    tap = shelves.Tap()
    shelf = shelves.Shelf(program, articles)
    host = recoll.Recoll(shelf)
    shelves.compare_all(shelf, tap, rows, lambda row: host.search_names(row["recoll"], row.get("language")),
                        lambda row: row["recoll"] + (f" ({row['language']} stems)" if "language" in row else ""))
    for function in TESTS:
        tap.call(function, host)
    shelf.close()
    return tap.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
