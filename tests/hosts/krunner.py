#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""KRunner's own library (KDE Frameworks 5) with our plugin file: what it finds, and what it has done with it.

usage: krunner.py OFFPRINT OFFPRINTD OFFPRINT-OPENER KRUNNER PLUGIN-FILE"""

import json
import os
import shutil
import subprocess
import sys

import screen
from private_bus import expect, main

OPENER, KRUNNER, PLUGIN = (os.path.abspath(path) for path in sys.argv[3:6])
PAGE = ("<!DOCTYPE html><html lang='en'><head><title>Otters return</title><meta property='og:site_name' content='The River Paper'>"
        "<meta property='article:published_time' content='2022-01-27'><link rel='canonical' href='https://river.example/14'></head>"
        "<body><article><h1>Otters return</h1><p>They swim in the river at night, wardens said.</p></article></body></html>")


def set_up(box, daemon):
    box.write("a.html", PAGE)
    box.write("b.txt", "Herons wait\n\nThe heron stands in the reeds, and an otter swims past it.\n")
    desktop = screen.Desktop(box, daemon, OPENER)
    os.makedirs(box.path("share", "krunner", "dbusplugins"))
    shutil.copy(PLUGIN, box.path("share", "krunner", "dbusplugins"))
    box.environment.update(QT_QPA_PLATFORM="offscreen", XDG_CACHE_HOME=box.path("cache"))
    desktop.follow()
    return desktop


def ask(box, *arguments):
    """The matches for a query, run with an action if one is given."""
    environment = {name: value for name, value in box.environment.items() if name not in ("G_DEBUG", "MALLOC_PERTURB_")}
    result = subprocess.run([KRUNNER, *arguments], env=environment, capture_output=True, timeout=screen.TIMEOUT, text=True)
    expect(result.returncode == 0 and "no such action" not in result.stdout, result)
    matches = [json.loads(line) for line in result.stdout.splitlines()]
    return sorted(matches, key=lambda match: (-match["type"], -match["relevance"]))


def matched(box, daemon):
    """a query gives articles: two lines, publisher and date, the file, and what can be done with it; all operators get through"""
    desktop = set_up(box, daemon)
    matches = ask(box, "otter")
    expect([match["text"].split("\n")[0] for match in matches] == ["Otters return", "Herons wait"], matches)
    best = matches[0]
    expect(best["text"] == "Otters return\nThey swim in the river at night, wardens said." and best["multiline"], best)
    expect(best["subtext"] == "The River Paper · 27 January 2022" and best["category"] == "Saved articles", best)
    expect(best["urls"] == [f"file://{box.articles}/a.html"] and best["icon"] == "text-html", best)
    expect(best["type"] > matches[1]["type"] and best["relevance"] == 1, matches)
    expect(best["actions"] == ["Show in file manager", "Copy link", "Similar articles"], best)
    expect(matches[1]["actions"] == ["Show in file manager", "Similar articles"], matches)
    expect([match["text"] for match in ask(box, "otter -heron")] == [best["text"]], "operators")
    expect(ask(box, "zeppelin") == [], "nothing")
    desktop.close()


def opened(box, daemon):
    """running a match opens the article in its default application, also by a daemon that had been killed"""
    desktop = set_up(box, daemon)
    ask(box, "otters return", "default")
    expect(desktop.wait_for_opened() == f"{box.articles}/a.html", "opened")
    desktop.kill_daemon()
    ask(box, "otters return", "default")
    expect(desktop.wait_for_opened() == f"{box.articles}/a.html", "opened again")
    desktop.close()


def shown(box, daemon):
    """its action opens the folder where there is no file manager that could select the article"""
    desktop = set_up(box, daemon)
    ask(box, "otters return", "Show in file manager")
    expect(desktop.wait_for_opened().rstrip("/") == box.articles, "folder")
    desktop.close()


if __name__ == "__main__":
    main([matched, opened, shown])
