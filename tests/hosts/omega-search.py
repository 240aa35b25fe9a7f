#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares what the real Omega and Xapian's own tools find in an index of ours with what `offprint search` finds: whole
sets of articles.

usage: omega-search.py OFFPRINT ARTICLES QUERIES

Prints TAP, a result for each row of the table "omega" in QUERIES, and for what else these programs show.
"""

import json
import os
import re
import sys
import urllib.parse

import omega
import recoll
import shelf as shelves

# One of so many words and pairs is asked for, if it has neither accents nor signs inside: those are in the table.
STEP = 4
PLAIN_PHRASE = r'"[A-Za-z]+[,.]?( [A-Za-z]+[,.]?)?"'


def show_fields(host):
    """Omega's XML template shows title, address, type and dates of an article"""
    hits = host.hits({"P": 'title:"harbour ferry"'})
    wanted = {"title": "Harbour ferry returns after storm", "type": "text/html", "modtime": str(shelves.MODIFIED)}
    complaints = [] if len(hits) == 1 else [f"{len(hits)} hits"]
    for hit in hits:
        complaints += [f"{name} is {hit.get(name)!r}" for name, value in wanted.items() if hit.get(name) != value]
    return complaints


def show_sample(host):
    """Omega's XML template shows the start of the text, with the words marked"""
    hits = host.hits({"P": "passengers"})
    complaints = [] if len(hits) == 1 else [f"{len(hits)} hits"]
    for hit in hits:
        if not hit["sample"].startswith("The ferry crossed the harbour again on Thursday"):
            complaints.append(f"the sample is {hit['sample']!r}")
        if "<strong>passengers</strong>" not in hit["example"]:
            complaints.append(f"the example is {hit['example']!r}")
    return complaints


def show_page(host):
    """Omega's own page shows the title, a link to the file and a snippet with the word marked"""
    page = host.get({"P": "passengers"}, "query")
    wanted = ["Harbour ferry returns after storm</a>", "<b>passengers</b>", "All 1 matches",
              "file://" + urllib.parse.quote(f"{host.shelf.files}/2022/harbour-ferry.html")]
    return [f"{text!r} is not on the page" for text in wanted if text not in page]


def show_feed(host):
    """Omega's OpenSearch template answers with the same articles"""
    page = host.get({"P": "otters"}, "opensearch")
    found = {host.shelf.name_of(link) for link in re.findall("<link>(file://[^<]*)</link>", page)}
    return shelves.differences("the feed", found, host.shelf.search_names("otters"))


def collapse_copies(host):
    """Omega with COLLAPSE=1 shows one of two files with the same content"""
    # The XML template writes the bytes of the collapse key, which is no XML.
    page = host.get({"P": "otter", "COLLAPSE": "1"}, "query")
    found = {host.shelf.name_of(url) for url in re.findall('<b><a href="(file://[^"]*)"', page)}
    good = len(found) == 1 and found <= {"otter-census", "otter-census-copy"}
    return [] if good else [f"Omega finds {sorted(found)}"]


def sort_by_date(host):
    """Omega sorts by the date of publication: SORT=-0"""
    hits = [host.shelf.name_of(hit["url"]) for hit in host.hits({"P": "storm OR otter OR title:ferry", "SORT": "-0"})]
    expected = ["storm-warning", "harbour-ferry", "otter-census", "otter-census", "ferry-year"]
    return [] if [name.removesuffix("-copy") for name in hits] == expected else [f"the order is {hits}"]


def compare_phrases(host):
    """Words and pairs of neighbouring words of all articles are the same phrases to Omega and to us"""
    phrases = [phrase for phrase in host.shelf.phrases(STEP) if re.fullmatch(PLAIN_PHRASE, phrase)]
    complaints = []
    for phrase in phrases:
        found = host.search_names({"P": phrase})
        complaints += shelves.differences(f"Omega on {phrase}", found, host.shelf.search_names(phrase))
        if not found:
            complaints.append(f"nobody finds {phrase}")
    if len(phrases) < 200:
        complaints.append(f"there are only {len(phrases)} phrases")
    return complaints


def ask_quest(host):
    """quest finds the same articles by words, title, author and type"""
    queries = [("cafe", "cafe"), ("ferries", "ferries"), ("title:ferry", "title:ferry"), ("author:king", "author:king"),
               ("otter type:html", "otter type:text/html"), ('"quiet harbour"', '"quiet harbour"')]
    complaints = []
    for ours, theirs in queries:
        output = host.shelf.run(["quest", "-d", host.shelf.database, "-m", "1000", "-s", "english", "-p", "title:S",
                                 "-p", "author:A", "-b", "type:T", theirs]).decode("utf-8")
        found = {host.shelf.name_of(url) for url in re.findall("^url=(.*)$", output, re.MULTILINE)}
        complaints += shelves.differences(f"quest on {theirs}", found, host.shelf.search_names(ours))
        if not found:
            complaints.append(f"quest finds nothing for {theirs}")
    return complaints


def read_by_filter(host):
    """omindex reads articles by `offprint extract --html`: title, author, keywords and date, and no menus"""
    database = os.path.join(os.path.dirname(host.shelf.database), "filtered")
    # A sanitizer reserves more address space than omindex allows a filter.
    filters = f"text/x-saved-article,text/html,UTF-8:ulimit -Sv unlimited; {host.shelf.program} extract --html %f"
    host.shelf.run(["omindex", "--db", database, "--url", f"file://{host.shelf.files}", "--mime-type",
                    "html:text/x-saved-article", "--mime-type", "md:text/x-saved-article", "--mime-type",
                    "txt:text/x-saved-article", "--filter", filters, host.shelf.files])
    complaints = []
    for query, ours in (('title:"harbour ferry"', 'title:"harbour ferry"'), ("author:king", "author:king"),
                        ("passengers", "passengers"), ("weather island", "weather island")):
        found = {host.shelf.name_of(hit["url"]) for hit in host.hits({"DB": "filtered", "P": query})}
        complaints += shelves.differences(f"Omega on {query}", found, host.shelf.search_names(ours))
        if not found:
            complaints.append(f"nobody finds {query}")
    shown = host.shelf.run(["quest", "-d", database, "-p", "title:S", 'title:"harbour ferry"']).decode("utf-8")
    return complaints + [f"no {line!r} in {shown}" for line in ("created=1643268600", "author=Jane Doe-Smith")
                         if line not in shown]


def check_index(host):
    """xapian-check finds no fault in the index"""
    output = host.shelf.run(["xapian-check", host.shelf.database]).decode("utf-8")
    return [] if "No errors found" in output else [output]


def count_documents(host):
    """xapian-delve counts as many documents as there are articles"""
    output = host.shelf.run(["xapian-delve", "-1", host.shelf.database]).decode("utf-8")
    wanted = f"number of documents = {len(host.shelf.names())}"
    return [] if wanted in output else [output]


TESTS = (show_fields, show_sample, show_page, show_feed, collapse_copies, sort_by_date, compare_phrases, ask_quest, read_by_filter,
         check_index, count_documents)


def describe(row):
    """The request as it stands in an address, but readable."""
    request = urllib.parse.urlencode(row["omega"], doseq=True, quote_via=lambda text, *_: text)
    return request + (f" ({row['template']})" if "template" in row else "")


def main(program, articles, queries):
    recoll.require("quest", "xapian-tools")
    recoll.require("omindex", "xapian-omega")
    recoll.require("xapian-check", "xapian-tools")
    with open(queries, encoding="utf-8") as file:
        rows = json.load(file)["omega"]
    tap = shelves.Tap()
    shelf = shelves.Shelf(program, articles)
    host = omega.Omega(shelf)
    shelves.compare_all(shelf, tap, rows, lambda row: host.search_names(row["omega"], row.get("template", "xml")),
                        describe)
    for function in TESTS:
        tap.call(function, host)
    shelf.close()
    return tap.end()


if __name__ == "__main__":
    sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
