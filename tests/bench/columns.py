#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How soon a folder of many articles has its columns in a file manager: bench-columns with the real daemon on a bus of its own.

usage: columns.py BUILD [COUNT [ROUNDS]]"""

import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "bus"), os.path.join(HERE, "..", "cli")]

import private_bus  # noqa: E402
import sandbox  # noqa: E402

WORDS = ("river tide mill warden otter heron bridge market winter harbour letter violin copper lantern castle orchid sugar marble "
         "thunder velvet walnut saddle paper garden window station island journal").split()
PAGE = """<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{publisher}">
<meta name="author" content="{author}"><meta property="article:published_time" content="20{year:02d}-0{month}-1{month}">
<link rel="canonical" href="https://review.example/{number}"></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"""


def make_article(chance, number):
    def words(count):
        return " ".join(chance.choice(WORDS) for _ in range(count))
    return PAGE.format(title=words(7).capitalize() + f" {number}", publisher=words(2).title(), author=words(2).title(), number=number,
                       year=chance.randrange(24), month=chance.randrange(1, 9), text=". ".join(words(12) for _ in range(6)))


def main():
    build = os.path.abspath(sys.argv[1])
    count, rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20000, int(sys.argv[3]) if len(sys.argv) > 3 else 3
    os.environ["OFFPRINT_LIBEXECDIR"] = os.path.join(build, "plugin", "index")
    box, chance = sandbox.Sandbox(os.path.join(build, "plugin", "cli", "offprint")), random.Random(1)
    try:
        for number in range(count):
            box.write(f"article number {number:05d}.html", make_article(chance, number))
        box.index(timeout=3600)
        bus = private_bus.Bus(box, os.path.join(build, "plugin", "service", "offprintd"))
        bus.start_daemon()
        for _ in range(rounds):
            subprocess.run([os.path.join(build, "tests", "bench", "bench-columns"), box.articles], env=box.environment, check=True)
        bus.close()
    finally:
        box.close()


if __name__ == "__main__":
    main()
