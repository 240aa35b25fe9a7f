#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How soon a query, and each letter of one that is being typed, is answered; beside recollq and quest in the same run.

usage: queries.py BUILD CORPUS [--index DIR] [--recoll DIR] [--rounds N] [warm|keys|cold ...]
CORPUS is a folder made by make_corpus.py, with its list CORPUS.truth.jsonl beside it: the queries are made of its words by rule.
DIR are an index of it and a configuration folder of recollindex for it; they are made when they are not there, which takes
minutes. Without recollq or quest their rows are left out, and that is said.

Words come in classes by how many articles have them; several words, phrases and titles come from one article, as from somebody
who has read it. A row shows percentiles of milliseconds, by the clock and of the processor; of each query the median of a few rounds counts,
the programs taking turns in each round."""

import argparse
import collections
import json
import random
import re
import resource
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


def row(name, times, more=""):
    """times: pairs of microseconds, by the clock and of the processor"""
    numbers = [percentile([pair[i] for pair in times], share) / 1000 for i in (0, 1) for share in (.5, .95)]
    print(f"{name:<34} {numbers[0]:8.2f} {numbers[1]:8.2f} {numbers[2]:8.2f} {numbers[3]:8.2f} {len(times):6d} {more}")


def head(title):
    print(f"\n{title:<34} {'p50 ms':>8} {'p95 ms':>8} {'CPU p50':>8} {'CPU p95':>8} {'number':>6}")


class Bench:
    def __init__(self, options):
        self.options = options
        self.build = options.build.resolve()
        self.offprint = self.build / "plugin/cli/offprint"
        self.corpus = Corpus(options.corpus)
        self.rounds = options.rounds

    def in_process(self, kind, queries):
        """Microseconds, those of the processor, hits and text of each query, asked of one reader"""
        answer = subprocess.run([self.build / "tests/bench/bench-queries", "--repeat", str(self.rounds), self.options.index],
                                input="".join(f"{kind}\t{q}\n" for q in queries), text=True, stdout=subprocess.PIPE, check=True)
        fields = [line.split("\t") for line in answer.stdout.splitlines()]
        return [(int(f[0]), int(f[1]), int(f[2]), f[4]) for f in fields]

    def show(self, title, name, answers):
        head(title)
        row(name, answers, f"{sum(a[2] == 0 for a in answers)} without a hit")

    def worst(self, answers):
        for _, processor, hits, query in sorted(answers, key=lambda a: -a[1])[:self.options.worst]:
            print(f"    {processor / 1000:8.2f} ms of processor, {hits} hits: {query}")

    def warm(self):
        for kind, name in ("search", "without expansion"), ("expand", "with expansion"):
            answers = self.in_process(kind, self.corpus.make(20))
            self.show("warm query, top 10, snippets", name, answers)
            self.worst(answers)

    def keys(self):
        queries = self.corpus.make(5)
        typed = sorted({q[:n] for q in queries for n in range(1, len(q) + 1) if q[:n].strip()})
        answers = self.in_process("complete", typed)
        self.show(f"keystrokes of {len(queries)} queries", "all", answers)
        for several in False, True:
            groups = collections.defaultdict(list)
            for answer in answers:
                if (len(answer[3].split()) > 1) == several:
                    groups[len(re.split(r"[\s:\"]", answer[3])[-1])].append(answer)
            for n in range(0, 7):
                values = groups[n] if n < 6 else [v for k in groups if k >= 6 for v in groups[k]]
                if values:
                    row(f"{'last of several' if several else 'only'} word, {n}{'' if n < 6 else ' or more'} letters", values)
        self.worst(answers)

    def peers(self):
        rows = [("offprint search", [self.offprint, "search", "-d", self.options.index]),
                ("offprint search --no-expand", [self.offprint, "search", "--no-expand", "-d", self.options.index]),
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
        times = collections.defaultdict(lambda: collections.defaultdict(list))
        for _ in range(self.rounds):
            for query in queries:
                for name, command in rows:
                    times[name][query].append(run([*command, query]))
        head("a process for each query")
        for name, _ in rows:
            row(name, [[sorted(t[i] for t in times[name][query])[self.rounds // 2] for i in (0, 1)] for query in times[name]])


def run(command):
    """Microseconds by the clock and of the processor"""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed * 1e6, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e6


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
    parser.add_argument("--rounds", type=int, default=5)
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
