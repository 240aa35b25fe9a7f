#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How soon a query, and each letter of one that is being typed, is answered; beside recollq and quest in the same run.

usage: queries.py BUILD CORPUS [--index DIR] [--recoll DIR] [--rounds N] [warm|keys|cold|stages ...]
CORPUS is a folder made by make_corpus.py, with its list CORPUS.truth.jsonl beside it: the queries are made of its words by rule.
DIR are an index of it and a configuration folder of recollindex for it; they are made when they are not there, which takes
minutes. Without recollq or quest their rows are left out, and that is said.

Words come in classes by how many articles have them; several words, phrases and titles come from one article, as from somebody
who has read it. A row shows percentiles of milliseconds; of each query the least time of a few rounds counts, the programs taking
turns in each round."""

import argparse
import collections
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 4
SAMPLE = 20000
# Least and most share of the articles that have the word
CLASSES = {"rare": (0.0002, 0.001), "medium": (0.001, 0.01), "common": (0.01, 0.2)}


def words_of(text):
    return re.findall(r"[a-z]{3,}", text.lower())


class Corpus:
    def __init__(self, folder):
        with open(str(folder).rstrip("/") + ".truth.jsonl") as lines:
            self.articles = [json.loads(line) for line, _ in zip(lines, range(SAMPLE))]
        self.random = random.Random(SEED)
        counts = collections.Counter()
        for article in self.articles:
            counts.update(set(words_of(article["title"] + " " + article["text"])))
        self.kind = {}
        for word, count in counts.items():
            for name, (least, most) in CLASSES.items():
                if least <= count / len(self.articles) < most:
                    self.kind[word] = name
        self.by_kind = {name: sorted(w for w in self.kind if self.kind[w] == name) for name in CLASSES}

    def article(self, enough):
        while True:
            article = self.random.choice(self.articles)
            found = enough(article)
            if found:
                return found

    def single(self, kind):
        return lambda: self.random.choice(self.by_kind[kind])

    def several(self, *kinds):
        def find(article):
            words = sorted(set(words_of(article["text"])))
            self.random.shuffle(words)
            chosen = []
            for kind in kinds:
                chosen += [w for w in words if self.kind.get(w) == kind and w not in chosen][:1]
            return " ".join(chosen) if len(chosen) == len(kinds) else None
        return lambda: self.article(find)

    def neighbours(self, length, form):
        def find(article):
            words = re.findall(r"\S+", article["text"])
            at = self.random.randrange(max(1, len(words) - length))
            run = words[at:at + length]
            return form % " ".join(run) if len(run) == length and all(re.fullmatch("[a-z]{2,}", w) for w in run) else None
        return lambda: self.article(find)

    def title(self):
        return self.article(lambda a: " ".join(re.findall(r"[A-Za-z]{2,}", a["title"])[:3]) if len(a["title"]) > 20 else None)

    def in_title(self):
        return self.article(lambda a: ["title:" + w for w in words_of(a["title"]) if w in self.kind][-1:]).pop()

    def dated(self):
        return self.article(lambda a: [f"{w} published:{a['date'][:4]}" for w in words_of(a["title"]) if w in self.kind][-1:]).pop()

    def make(self, each):
        self.random.seed(SEED)
        rules = [self.single("rare"), self.single("medium"), self.single("common"), self.several("medium", "rare"),
                 self.several("common", "medium"), self.several("common", "common", "medium"), self.neighbours(3, "%s"),
                 self.neighbours(2, '"%s"'), self.title, self.in_title, self.dated, self.several("common", "common")]
        return [rule() for rule in rules for _ in range(each)]


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def row(name, microseconds, more=""):
    print(f"{name:<34} {percentile(microseconds, .5) / 1000:8.2f} {percentile(microseconds, .95) / 1000:8.2f}"
          f" {max(microseconds) / 1000:8.2f} {len(microseconds):6d} {more}")


def head(title):
    print(f"\n{title:<34} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'number':>6}")


class Bench:
    def __init__(self, options):
        self.options = options
        self.build = options.build.resolve()
        self.offprint = self.build / "plugin/cli/offprint"
        self.corpus = Corpus(options.corpus)
        self.rounds = options.rounds

    def in_process(self, kind, queries):
        """Microseconds and hits of each query, asked of one reader"""
        answer = subprocess.run([self.build / "tests/bench/bench-queries", "--repeat", str(self.rounds), self.options.index],
                                input="".join(f"{kind}\t{q}\n" for q in queries), text=True, stdout=subprocess.PIPE, check=True)
        fields = [line.split("\t") for line in answer.stdout.splitlines()]
        return [(int(f[0]), int(f[1]), f[3]) for f in fields]

    def worst(self, answers):
        for microseconds, hits, query in sorted(answers, reverse=True)[:self.options.worst]:
            print(f"    {microseconds / 1000:8.2f} ms, {hits} hits: {query}")

    def warm(self):
        answers = self.in_process("search", self.corpus.make(20))
        head("warm query, top 10, snippets")
        row("search", [a[0] for a in answers], f"{sum(a[1] == 0 for a in answers)} without a hit")
        self.worst(answers)

    def keys(self):
        queries = self.corpus.make(5)
        typed = sorted({q[:n] for q in queries for n in range(1, len(q) + 1) if q[:n].strip()})
        answers = self.in_process("complete", typed)
        head(f"keystrokes of {len(queries)} queries")
        row("all", [a[0] for a in answers], f"{sum(a[1] == 0 for a in answers)} without a hit")
        for several in False, True:
            groups = collections.defaultdict(list)
            for answer in answers:
                if (len(answer[2].split()) > 1) == several:
                    groups[len(re.split(r"[\s:\"]", answer[2])[-1])].append(answer[0])
            for n in range(0, 7):
                values = groups[n] if n < 6 else [v for k in groups if k >= 6 for v in groups[k]]
                if values:
                    row(f"{'last of several' if several else 'only'} word, {n}{'' if n < 6 else ' or more'} letters", values)
        self.worst(answers)

    def peers(self):
        rows = [("offprint search", [self.offprint, "search", "-d", self.options.index]),
                ("offprint search --json", [self.offprint, "search", "--json", "-d", self.options.index]),
                ("offprint complete", [self.offprint, "complete", "-d", self.options.index])]
        if shutil.which("recollq") and self.options.recoll:
            rows += [("recollq", ["recollq", "-c", self.options.recoll, "-n", "0-10"]),
                     ("recollq, with snippets", ["recollq", "-c", self.options.recoll, "-n", "0-10", "-A", "-p", "3"])]
        else:
            print("recollq: skipped, it is not there")
        if shutil.which("quest"):
            rows += [("quest, on our index", ["quest", "-d", self.options.index, "-m", "10"])]
        else:
            print("quest: skipped, it is not there")
        return rows + [("a process that does nothing", ["true"])]

    def cold(self):
        queries = self.corpus.make(3)
        rows = self.peers()
        best = collections.defaultdict(lambda: collections.defaultdict(lambda: float("inf")))
        processor = collections.Counter()
        for _ in range(self.rounds):
            for query in queries:
                for name, command in rows:
                    before = os.times()
                    start = time.perf_counter()
                    subprocess.run([*command, query], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                    best[name][query] = min(best[name][query], (time.perf_counter() - start) * 1e6)
                    after = os.times()
                    processor[name] += (after.children_user + after.children_system - before.children_user
                                        - before.children_system) * 1e6
        head("a process for each query")
        for name, _ in rows:
            row(name, list(best[name].values()), f"{processor[name] / 1000 / len(queries) / self.rounds:.1f} ms of processor each")


def make_index(options):
    options.index.mkdir(parents=True, exist_ok=True)
    subprocess.run([options.build / "plugin/cli/offprint", "index", "--database", options.index, options.corpus], check=True)
    subprocess.run([options.build / "plugin/cli/offprint", "compact", "--database", options.index], check=True)


def make_recoll(options):
    options.recoll.mkdir(parents=True, exist_ok=True)
    (options.recoll / "recoll.conf").write_text(f"topdirs = {options.corpus}\nidxflushmb = 100\nskippedPaths =\nloglevel = 2\n")
    subprocess.run(["recollindex", "-c", options.recoll], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("what", nargs="*", default=["warm", "keys", "cold"], metavar="WHAT", help="warm, keys, cold")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--recoll", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N slowest")
    options = parser.parse_intermixed_args()
    if not Path(str(options.corpus).rstrip("/") + ".truth.jsonl").exists():
        print(f"skipped: no list of the articles beside {options.corpus}: make_corpus.py makes both")
        return 77
    with tempfile.TemporaryDirectory(prefix="offprint-queries-") as temporary:
        options.index = options.index or Path(temporary) / "index"
        if not (options.index / "iamglass").exists():
            make_index(options)
        if options.recoll and not (options.recoll / "xapiandb").exists() and shutil.which("recollindex"):
            make_recoll(options)
        bench = Bench(options)
        for what in options.what:
            {"warm": bench.warm, "keys": bench.keys, "cold": bench.cold}[what]()
    return 0


sys.exit(main())
