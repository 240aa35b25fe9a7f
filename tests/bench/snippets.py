#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How good the snippets are on real texts.

usage: snippets.py OFFPRINT [--data DIR] [--texts N] [--show N]

Indexes N texts of DIR/texts.jsonl.xz (by default shared/data, which is not part of the project: without it this says so
and ends), asks for words of each from one of its sentences, and looks at the snippet of that very text: is it 150 to 250
characters long where the text has that many, does it begin and end with a sentence, are the words of the query marked,
those that stand in the text near each other above all, and are all ranges whole characters. `--show` prints the worst.
"""

import argparse
import json
import lzma
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"[^.!?]+[.!?]")
# Words that a query does not need are not marked (plugin/store/stop-words.c); these are among those of five letters.
STOP = set("about above after again ahead almost along although always among another anything around because been before "
           "being below between could course doing during either every everything first from further having here however "
           "itself might most never nothing often other others ought over perhaps quite rather really same shall should "
           "since some something still such than that their theirs them themselves then there therefore these they think "
           "this those though through thus together toward towards under until upon very were what when where whether "
           "which while whom whose will with within without would yours".split())
LENGTH_MIN, LENGTH_MAX = 150, 250


def fold(text):
    """As the index does: lower case, no accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def read_texts(data, count):
    path = os.path.join(data, "texts.jsonl.xz")
    if not os.path.exists(path):
        print(f"SKIPPED: there is no {path}")
        sys.exit(77)
    with lzma.open(path, "rt", encoding="utf-8") as file:
        texts = [[row["title"], *row["paras"]] for row in map(json.loads, file)]
    return random.Random(1).sample(texts, count)


def write_articles(folder, texts):
    for number, paragraphs in enumerate(texts):
        with open(os.path.join(folder, f"text{number}.txt"), "w", encoding="utf-8") as file:
            file.write("\n\n".join(paragraphs) + "\n")


def choose_query(paragraphs, rng):
    """Three longer words of one sentence somewhere in the text"""
    sentences = [s for p in paragraphs[1:] for s in SENTENCE.findall(p)]
    rng.shuffle(sentences)
    for sentence in sentences:
        words = [word for word in WORD.findall(sentence) if len(word) > 4 and word.lower() not in STOP]
        if len(words) >= 3:
            return rng.sample(words, 3)
    return None


def ask(program, database, words, number):
    command = [program, "search", "--json", "--limit", "1", "--no-expand", "--database", database, "--", *words,
               f"file:text{number}.txt"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    lines = done.stdout.decode("utf-8").splitlines()
    return json.loads(lines[0]) if lines else None


def is_start(snippet):
    return not snippet.startswith("…")


def is_end(snippet):
    return not snippet.endswith("…")


def measure(words, text, hit):
    """Yes or no to each question about a snippet; None: the question makes no sense"""
    snippet, data = hit["snippet"], hit["snippet"].encode("utf-8")
    try:
        marked = [data[start:end].decode("utf-8") for start, end in hit["matches"]]
        valid = all(start < end for start, end in hit["matches"])
    except UnicodeDecodeError:
        marked, valid = [], False
    there = [word for word in map(fold, words) if word in map(fold, WORD.findall(text))]
    found = {fold(part) for mark in marked for part in WORD.findall(mark)}
    shown = [word for word in there if word in found]
    long_enough = len(" ".join(text.split())) >= LENGTH_MAX
    return {
        "length in range": LENGTH_MIN <= len(snippet.strip("…")) <= LENGTH_MAX if long_enough else None,
        "begins with a sentence": is_start(snippet),
        "ends with a sentence": is_end(snippet),
        "all words of the sentence marked": len(shown) == len(there),
        "ranges are valid": valid,
    }, len(shown), len(there)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("offprint")
    parser.add_argument("--data", default=str(pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"))
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    texts = read_texts(arguments.data, arguments.texts)
    answers, shown, there, bad = {}, 0, 0, []
    rng = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        articles, database = os.path.join(folder, "articles"), os.path.join(folder, "index")
        os.mkdir(articles)
        write_articles(articles, texts)
        subprocess.run([arguments.offprint, "index", "--database", database, articles], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for number, paragraphs in enumerate(texts):
            words = choose_query(paragraphs, rng)
            hit = ask(arguments.offprint, database, words, number) if words else None
            if hit is None:
                continue
            results, n_shown, n_there = measure(words, "\n".join(paragraphs), hit)
            shown, there = shown + n_shown, there + n_there
            for name, result in results.items():
                answers.setdefault(name, []).append(result)
            if not all(result in (True, None) for result in results.values()):
                bad.append((words, hit["snippet"]))
    for name, results in answers.items():
        known = [result for result in results if result is not None]
        print(f"{name:34} {sum(known) / len(known):6.1%} of {len(known)}")
    print(f"{'words in the text that are marked':34} {shown / there:6.1%} of {there}")
    for words, snippet in bad[:arguments.show]:
        print(f"{' '.join(words)}: {snippet}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
