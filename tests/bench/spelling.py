#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How often the right word is suggested for one that is spelt wrong, and what that costs.

usage: spelling.py OFFPRINT DATABASE [--words N]

Takes words of the index itself (from the snippets of what common words find), spoils each by a rule (a letter left out,
put in, changed, two swapped, the first one wrong, two of these), searches for it, and looks at what is shown instead.
Beside it a list of slips that people really make.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys

# lint: table
SLIPS = """accomodate:accommodate acheive:achieve accross:across agressive:aggressive apparant:apparent arguement:argument
assasination:assassination basicly:basically begining:beginning beleive:believe buisness:business calender:calendar
catagory:category cemetary:cemetery collegue:colleague comming:coming commitee:committee completly:completely
concious:conscious definately:definitely dissapear:disappear enviroment:environment existance:existence familar:familiar
finaly:finally foriegn:foreign goverment:government gaurantee:guarantee happend:happened immediatly:immediately
independant:independent intresting:interesting knowlege:knowledge liason:liaison neccessary:necessary noticable:noticeable
occured:occurred occurence:occurrence offical:official parliment:parliament persistant:persistent politican:politician
posession:possession prefered:preferred presance:presence publically:publicly recieve:receive refered:referred
religous:religious resistence:resistance seperate:separate succesful:successful suprise:surprise tommorow:tomorrow
truely:truly unfortunatly:unfortunately untill:until wich:which yeild:yield""".split()


def search(program, database, query):
    command = [program, "search", "--json", "--limit", "10", "--no-expand", "--database", database, "--", query]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def find_words(program, database, count, rng):
    words = set()
    for query in ("government", "company", "year", "people", "world", "report", "market", "science"):
        for line in search(program, database, query)[0].splitlines():
            words.update(re.findall(r"\b[a-z]{6,14}\b", json.loads(line)["snippet"]))
    return rng.sample(sorted(words), min(count, len(words)))


def spoil(word, rule, rng):
    at = rng.randrange(1, len(word) - 1)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return {
        "left out": lambda: word[:at] + word[at + 1:],
        "put in": lambda: word[:at] + letter + word[at:],
        "changed": lambda: word[:at] + letter + word[at + 1:],
        "swapped": lambda: word[:at] + word[at + 1] + word[at] + word[at + 2:],
        "first one": lambda: letter + word[1:],
        "two": lambda: spoil(spoil(word, "swapped", rng), "left out", rng),
    }[rule]()


def suggest(program, database, typed):
    """What is shown or offered instead, the word itself if it is known, and the seconds that it took"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    notes = search(program, database, typed)[1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = re.search(r'(?:results for|mean) "([^"]*)"', notes)
    known = typed if "nothing found" not in notes else None
    return found.group(1) if found else known, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(name, pairs, program, database):
    good = known = 0
    times = []
    for typed, meant in pairs:
        found, seconds = suggest(program, database, typed)
        times.append(seconds)
        good += found == meant
        known += found == typed
    times.sort()
    print(f"{name:12} {len(pairs):4} tried, {known:3} are in articles as they are, of the others right "
          f"{good / max(1, len(pairs) - known):6.1%}, CPU p50 {times[len(times) // 2] * 1000:.0f} ms, "
          f"p95 {times[len(times) * 95 // 100] * 1000:.0f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("offprint")
    parser.add_argument("database")
    parser.add_argument("--words", type=int, default=60)
    arguments = parser.parse_args()
    rng = random.Random(1)
    words = find_words(arguments.offprint, arguments.database, arguments.words, rng)
    known = [pair.split(":") for pair in SLIPS]
    report("slips", known, arguments.offprint, arguments.database)
    for rule in ("left out", "put in", "changed", "swapped", "first one", "two"):
        pairs = [(spoil(word, rule, rng), word) for word in words]
        report(rule, [(typed, word) for typed, word in pairs if typed != word], arguments.offprint, arguments.database)
    return 0


if __name__ == "__main__":
    sys.exit(main())
